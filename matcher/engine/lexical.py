"""The lexical channel: TF-IDF over stems of lemmas, pairs of them, title words, lexicon hits and concept pairs.

Every occurrence of a term carries the weight of its clause's role; a document's value for a term is
``idf * log(1 + sum of those weights)``, rows have unit length, and each value is shared out among its occurrences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.concepts import PairFinder
from matcher.engine.lexicon import Finder
from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, OTHER
from matcher.text.denial import DenialFinder
from matcher.text.keys import KeyIndex
from matcher.text.parse import Parsed, content

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MIN_WEIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Terms in documents: int64 arrays of one entry an occurrence, ordered by document.

    ``term`` indexes the vocabulary, ``weight`` (float64) is what the clause's role makes of it, ``begin`` and
    ``last`` are tokens, ``expression`` indexes the lexicon or is -1. ``denied`` (bool, tokens) says what was left out.
    """

    doc: Ints
    term: Ints
    weight: Floats
    clause: Ints
    begin: Ints
    last: Ints
    expression: Ints
    n_docs: int
    denied: NDArray[np.bool_]


class Terms:
    """A vocabulary bound to a language.

    Names of terms: ``u:stem``, ``b:stem stem`` (neighbours in a clause, function words skipped), ``t:stem`` (in a
    title), ``x:code`` (an expression of the lexicon for that responsibility or label), ``p:concept concept`` (near each
    other in a clause).
    """

    def __init__(
        self,
        names: tuple[str, ...],
        language: Language,
        finder: Finder,
        codes: Ints,
        concepts: PairFinder,
        persons: frozenset[str],
    ) -> None:
        self.names = names
        self.persons = persons
        self.concepts = concepts
        self.index = {name: i for i, name in enumerate(names)}
        self.language = language
        self.finder = finder
        self.denials = DenialFinder(language)
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
        if lexemes.forms[lexeme] in self.persons:
            return -1, -1, -1, 1
        stem = lexemes.stems[lexeme]
        return self.index.get(f"u:{stem}", -1), self.index.get(f"t:{stem}", -1), self.stems.get(stem, -1), 1

    def occurrences(self, parsed: Parsed, gate: Floats, title: Floats) -> Occurrences:
        """All known terms but those denied. ``gate`` and ``title`` (clauses,) weigh clauses as evidence and as titles."""
        tokens = np.flatnonzero(content(parsed, self.language))
        clause = parsed.clause_of[tokens]
        rows = self.table.rows()[parsed.lexemes[tokens]]
        kinds = (
            _Places.of(rows[:, 0], clause, gate, tokens, tokens),
            _Places.of(rows[:, 1], clause, title, tokens, tokens),
            self._neighbours(rows[:, 2], clause, gate, tokens),
            self._concept_pairs(parsed, clause, gate, tokens),
            self._expressions(parsed, gate),
        )
        every = _Places._make(np.concatenate(columns) for columns in zip(*kinds, strict=True))
        denied = self.denials.find(parsed)
        known = np.flatnonzero((every.term >= 0) & (every.weight > MIN_WEIGHT) & ~denied[every.last])
        doc = parsed.doc_of[every.clause[known]]
        order = np.argsort(doc, kind="stable")
        kept = _Places._make(column[known[order]] for column in every)
        return Occurrences(
            doc[order],
            kept.term,
            kept.weight,
            kept.clause,
            kept.begin,
            kept.last,
            kept.expression,
            parsed.n_docs,
            denied,
        )

    def _neighbours(self, stems: Ints, clause: Ints, gate: Floats, tokens: Ints) -> _Places:
        """Pairs of content tokens next to each other in a clause."""
        same = clause[1:] == clause[:-1]
        left, right = stems[:-1][same], stems[1:][same]
        term = self.pairs.find(np.where((left >= 0) & (right >= 0), left * self.base + right, -1))
        return _Places.of(term, clause[1:][same], gate, tokens[:-1][same], tokens[1:][same])

    def _concept_pairs(self, parsed: Parsed, clause: Ints, gate: Floats, tokens: Ints) -> _Places:
        key, near, far = self.concepts.find(parsed.lexemes[tokens], clause)
        return _Places.of(self.concept_pairs.find(key), clause[near], gate, tokens[near], tokens[far])

    def _expressions(self, parsed: Parsed, gate: Floats) -> _Places:
        hits = self.finder.find(parsed)
        clause = parsed.clause_of[hits.begin]
        places = _Places.of(self.codes[hits.expression], clause, gate, hits.begin, hits.last)
        return places._replace(expression=hits.expression)


class _Places(NamedTuple):
    """Where terms of one kind stand, as in ``Occurrences``; a term of -1 is not in the vocabulary."""

    term: Ints
    clause: Ints
    weight: Floats
    begin: Ints
    last: Ints
    expression: Ints

    @classmethod
    def of(cls, term: Ints, clause: Ints, weights: Floats, begin: Ints, last: Ints) -> _Places:
        """Places that no expression of the lexicon made; ``weights`` (clauses,) say what each clause counts."""
        return cls(term, clause, weights[clause], begin, last, np.full(len(term), -1))


def weigh(occurrences: Occurrences, idf: Floats) -> tuple[sparse.csr_matrix, Floats]:
    """TF-IDF rows of unit length, shape (documents, terms), and the share of each occurrence in its row's value."""
    shape = (occurrences.n_docs, len(idf))
    total = sparse.coo_matrix((occurrences.weight, (occurrences.doc, occurrences.term)), shape).tocsr()
    x = total.copy()
    x.data = np.log1p(x.data) * idf[x.indices]
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    x.data /= np.repeat(lengths, np.diff(x.indptr))
    return x, _shares(occurrences, total, x)


def _shares(occurrences: Occurrences, total: sparse.csr_matrix, x: sparse.csr_matrix) -> Floats:
    """What of ``x[doc, term]`` each occurrence brings, in proportion to its weight."""
    n_terms = x.shape[1]
    rows = np.repeat(np.arange(x.shape[0], dtype=np.int64), np.diff(x.indptr))
    keys = rows * n_terms + x.indices
    at = np.searchsorted(keys, occurrences.doc * n_terms + occurrences.term)
    return np.asarray(occurrences.weight * (x.data / total.data)[at])
