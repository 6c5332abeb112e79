"""Which responsibilities a clause states: a linear model over what scoring found in it, that may answer none or two.

It reads a clause twice, by itself and with the rest of its sentence, and takes the mean of the two probabilities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.lexical import Occurrences
from matcher.text.parse import Parsed
from matcher.text.roles import ROLES, by_row, softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
LINKED_ROLES = ("title", "duty")
LEAST_ROLE = 0.4
MOST_LINKS = 2
NEVER = 2.0
_STOP = re.compile(r"[.;:!?…•●▪■–—]| - ")


@dataclass(frozen=True)
class LinkModel:
    """Linear weights of each responsibility, and of none of them in the last column.

    ``term_idf`` (terms,) and ``terms`` (terms, outcomes) read the terms of a clause, ``word_idf`` (features,) and
    ``words`` (features, outcomes) those of the role model; ``intercept`` (outcomes,). A responsibility is linked from
    the probability ``least`` (outcomes,) on; one that the lexicon names in the clause already from ``named`` on.
    """

    term_idf: Floats
    terms: Floats
    word_idf: Floats
    words: Floats
    intercept: Floats
    least: Floats
    named: Floats

    @classmethod
    def silent(cls, n_terms: int, n_features: int, outcomes: int) -> LinkModel:
        """One that links nothing."""
        return cls(
            np.zeros(n_terms),
            np.zeros((n_terms, outcomes)),
            np.zeros(n_features),
            np.zeros((n_features, outcomes)),
            np.zeros(outcomes),
            np.full(outcomes, NEVER),
            np.full(outcomes, NEVER),
        )

    def scores(self, terms: sparse.csr_matrix, words: sparse.csr_matrix) -> Floats:
        """Scores of bags, given by how often each term and each word of the role model stands in them."""
        by_terms = np.asarray(valued(terms, self.term_idf) @ self.terms)
        by_words = np.asarray(valued(words, self.word_idf) @ self.words)
        return np.asarray(by_terms + by_words + self.intercept)

    def probabilities(self, parsed: Parsed, terms: sparse.csr_matrix, words: sparse.csr_matrix) -> Floats:
        """Probability of each outcome for each clause. Shape (clauses, outcomes)."""
        own = softmax(self.scores(terms, words))
        sentence = sentences(parsed)
        joined = grouping(sentence, int(sentence[-1]) + 1 if len(sentence) else 0)
        whole = softmax(self.scores(joined @ terms, joined @ words))
        return np.asarray((own + whole[sentence]) / 2)

    def links(self, probabilities: Floats, named: Flags, able: Flags) -> Flags:
        """Which responsibilities each clause is linked to, at most ``MOST_LINKS``. Shape (clauses, responsibilities).

        ``named`` (clauses, responsibilities) are those of the lexicon, ``able`` (clauses,) may be linked at all.
        """
        p = probabilities[:, :-1]
        enough = np.where(named, p >= self.named[:-1], p >= self.least[:-1]) & able[:, None]
        ranked = np.argsort(np.argsort(-np.where(enough, p, -1.0), axis=1, kind="stable"), axis=1)
        return np.asarray(enough & (ranked < MOST_LINKS))


def able(roles: Floats) -> Flags:
    """Clauses that may state a responsibility, by the probabilities of their roles (clauses, roles)."""
    columns = [ROLES.index(role) for role in LINKED_ROLES]
    return np.asarray(by_row(roles, np.eye(len(ROLES))[:, columns]).sum(axis=1) >= LEAST_ROLE)


def bags(occurrences: Occurrences, n_clauses: int, n_terms: int) -> sparse.csr_matrix:
    """How often each term stands in each clause. Shape (clauses, terms)."""
    ones = np.ones(len(occurrences.term))
    return sparse.coo_matrix((ones, (occurrences.clause, occurrences.term)), (n_clauses, n_terms)).tocsr()


def naming(terms: Sequence[str], codes: Sequence[str]) -> sparse.csr_matrix:
    """1 where a term is what the lexicon has for a code. Shape (terms, codes)."""
    row = {name: i for i, name in enumerate(terms)}
    pairs = [(row[f"x:{code}"], j) for j, code in enumerate(codes) if f"x:{code}" in row]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    shape = (len(terms), len(codes))
    return sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape).tocsr()


def sentences(parsed: Parsed) -> Ints:
    """Number of the sentence of each clause: clauses of one line with no stop between them. Shape (clauses,)."""
    opens = np.ones(parsed.n_clauses, dtype=bool)
    same = (parsed.doc_of[1:] == parsed.doc_of[:-1]) & (parsed.line[1:] == parsed.line[:-1])
    for clause in (np.flatnonzero(same) + 1).tolist():
        text = parsed.cleaned[parsed.doc_of[clause]].text
        between = text[parsed.clause_ends[clause - 1] - 1 : parsed.clause_starts[clause]]
        opens[clause] = _STOP.search(between) is not None
    return np.asarray(np.cumsum(opens) - 1)


def grouping(group: Ints, n: int) -> sparse.csr_matrix:
    """Adds up rows by which of ``n`` groups they belong to. Shape (n, rows)."""
    return sparse.coo_matrix((np.ones(len(group)), (group, np.arange(len(group)))), (n, len(group))).tocsr()


def valued(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    """TF-IDF rows of unit length."""
    x = counts.tocsr(copy=True)
    x.data = np.log1p(x.data) * idf[x.indices]
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    x.data /= np.repeat(lengths, np.diff(x.indptr))
    return x
