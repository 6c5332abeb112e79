"""The lexical channel: TF-IDF over stems of lemmas, pairs of them, title words, lexicon hits and concept pairs.

Every occurrence of a term carries the weight of its clause's role; a document's value for a term is
``idf * log(1 + sum of those weights)``, rows have unit length, and each value is shared out among its occurrences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.concepts import PairFinder
from matcher.engine.lexicon import Finder
from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, OTHER
from matcher.text.keys import KeyIndex
from matcher.text.names import given_names
from matcher.text.parse import Parsed, content

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MIN_WEIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Terms in documents: int64 arrays of one entry an occurrence, ordered by document.

    ``term`` indexes the vocabulary, ``weight`` (float64) is what the clause's role makes of it, ``begin`` and
    ``last`` are tokens, ``expression`` indexes the lexicon or is -1.
    """

    doc: Ints
    term: Ints
    weight: Floats
    clause: Ints
    begin: Ints
    last: Ints
    expression: Ints
    n_docs: int


class Terms:
    """A vocabulary bound to a language.

    Names of terms: ``u:stem``, ``b:stem stem`` (neighbours in a clause, function words skipped), ``t:stem`` (in a
    title), ``x:code`` (an expression of the lexicon for that responsibility or label), ``p:concept concept`` (near each
    other in a clause).
    """

    def __init__(
        self, names: tuple[str, ...], language: Language, finder: Finder, codes: Ints, concepts: PairFinder
    ) -> None:
        self.names = names
        self.concepts = concepts
        self.index = {name: i for i, name in enumerate(names)}
        self.language = language
        self.finder = finder
        self.codes = codes
        self.stems: dict[str, int] = {}
        for name in names:
            if name[0] in "ubt":
                for stem in name[2:].split(" "):
                    self.stems.setdefault(stem, len(self.stems))
        self.base = len(self.stems) + 1
        self.pairs = KeyIndex(
            (self.stems[a] * self.base + self.stems[b], i)
            for i, name in enumerate(names)
            if name[0] == "b"
            for a, b in [name[2:].split(" ")]
        )
        self.concept_pairs = KeyIndex(
            (concepts.key(name[2:]), i) for i, name in enumerate(names) if name[0] == "p"
        )
        self.table = LexemeTable(language.lexemes, self._row, 4)

    def _row(self, lexeme: int) -> tuple[int, int, int, int]:
        lexemes = self.language.lexemes
        if lexemes.kinds[lexeme] in (FUNCTION, OTHER):
            return -1, -1, -1, 0
        if lexemes.forms[lexeme] in given_names():
            return -1, -1, -1, 1
        stem = lexemes.stems[lexeme]
        return self.index.get(f"u:{stem}", -1), self.index.get(f"t:{stem}", -1), self.stems.get(stem, -1), 1

    def occurrences(self, parsed: Parsed, gate: Floats, title: Floats) -> Occurrences:
        """All known terms. ``gate`` and ``title`` (clauses,) weigh each clause as evidence and as a title."""
        tokens = np.flatnonzero(content(parsed, self.language))
        clause = parsed.clause_of[tokens]
        rows = self.table.rows()[parsed.lexemes[tokens]]
        found = self.finder.find(parsed)
        same = clause[1:] == clause[:-1]
        left, right = rows[:-1, 2][same], rows[1:, 2][same]
        pair = self.pairs.find(np.where((left >= 0) & (right >= 0), left * self.base + right, -1))
        first, second = tokens[:-1][same], tokens[1:][same]
        key, near, far = self.concepts.find(parsed.lexemes[tokens], clause)
        concept = self.concept_pairs.find(key)
        hit_clause = parsed.clause_of[found.begin]
        term = np.concatenate([rows[:, 0], rows[:, 1], pair, concept, self.codes[found.expression]])
        where = np.concatenate([clause, clause, clause[1:][same], clause[near], hit_clause])
        weight = gate[where]
        weight[len(tokens) : 2 * len(tokens)] = title[clause]
        begin = np.concatenate([tokens, tokens, first, tokens[near], found.begin])
        last = np.concatenate([tokens, tokens, second, tokens[far], found.last])
        expression = np.concatenate([np.full(len(term) - len(found.expression), -1), found.expression])
        keep = np.flatnonzero((term >= 0) & (weight > MIN_WEIGHT))
        doc = parsed.doc_of[where[keep]]
        keep = keep[np.argsort(doc, kind="stable")]
        return Occurrences(
            parsed.doc_of[where[keep]],
            term[keep],
            weight[keep],
            where[keep],
            begin[keep],
            last[keep],
            expression[keep],
            parsed.n_docs,
        )


def weigh(found: Occurrences, idf: Floats) -> tuple[sparse.csr_matrix, Floats]:
    """TF-IDF rows of unit length, shape (documents, terms), and the share of each occurrence in its row's value."""
    shape = (found.n_docs, len(idf))
    total = sparse.coo_matrix((found.weight, (found.doc, found.term)), shape).tocsr()
    x = total.copy()
    x.data = np.log1p(x.data) * idf[x.indices]
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    x.data /= np.repeat(lengths, np.diff(x.indptr))
    return x, _shares(found, total, x)


def _shares(found: Occurrences, total: sparse.csr_matrix, x: sparse.csr_matrix) -> Floats:
    """What of ``x[doc, term]`` each occurrence brings, in proportion to its weight."""
    n_terms = x.shape[1]
    rows = np.repeat(np.arange(x.shape[0], dtype=np.int64), np.diff(x.indptr))
    keys = rows * n_terms + x.indices
    at = np.searchsorted(keys, found.doc * n_terms + found.term)
    return np.asarray(found.weight * (x.data / total.data)[at])


def collect(
    parsed: Parsed, language: Language, concepts: PairFinder, gate: Floats, title: Floats, min_docs: int
) -> tuple[str, ...]:
    """Names of the terms that stand in at least ``min_docs`` documents with some weight, sorted.

    Given names of persons are never terms: who somebody is must not count.
    """
    names = given_names()
    tokens = np.flatnonzero(content(parsed, language))
    tokens = tokens[[language.lexemes.forms[i] not in names for i in parsed.lexemes[tokens].tolist()]]
    clause = parsed.clause_of[tokens]
    stems = [language.lexemes.stems[i] for i in parsed.lexemes[tokens].tolist()]
    docs: dict[str, set[int]] = {}
    doc_of, owner = parsed.doc_of[clause].tolist(), clause.tolist()
    for i, stem in enumerate(stems):
        if gate[owner[i]] > 0.05:
            docs.setdefault(f"u:{stem}", set()).add(doc_of[i])
            if i and owner[i - 1] == owner[i]:
                docs.setdefault(f"b:{stems[i - 1]} {stem}", set()).add(doc_of[i])
        if title[owner[i]] > 0.05:
            docs.setdefault(f"t:{stem}", set()).add(doc_of[i])
    key, near, _ = concepts.find(parsed.lexemes[tokens], clause)
    for i, number in zip(near.tolist(), key.tolist(), strict=True):
        if gate[owner[i]] > 0.05:
            docs.setdefault(f"p:{concepts.name(number)}", set()).add(doc_of[i])
    return tuple(sorted(name for name, where in docs.items() if len(where) >= min_docs))
