"""Tells what each clause speaks of: the duties of the role, or the company, the boss, the promises.

A small linear model in two steps: first the words of the clause, of the heading above it and of the clause before
it in the same line; then the neighbours' roles, since roles come in runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import NUMBER
from matcher.text.jobs import older_job_spans
from matcher.text.keys import KeyIndex
from matcher.text.parse import Parsed, spoken

ROLES = ("title", "duty", "req", "company", "report", "prospect", "offer", "past", "head", "other")
FLAGS = ("!first", "!short", "!short_first", "!colon", "!number", "!bare", "!top", "!short_top")
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_SHORT = 5
TOP_LINES = 3


@dataclass(frozen=True)
class RoleModel:
    """Linear weights over named features.

    ``own`` (features, roles) speaks for the clause itself, ``context`` (features, 2 * roles) for what heads it and
    what stands before it; ``second`` (3 * roles + 1, roles) reads the first step's answer for it and its neighbours.
    """

    features: tuple[str, ...]
    own: Floats
    context: Floats
    second: Floats


class RoleReader:
    """A role model bound to a language, so that each word's features are looked up once."""

    def __init__(self, model: RoleModel, language: Language) -> None:
        self.model = model
        self.features = ClauseFeatures(model.features, language)

    def probabilities(self, parsed: Parsed, x: sparse.csr_matrix | None = None) -> Floats:
        """Probability of each role for each clause. Shape (clauses, roles); rows sum to 1.

        ``x`` are the clauses' ``features``, where they have been counted.
        """
        n = len(ROLES)
        if not parsed.n_clauses:
            return np.zeros((0, n))
        x = self.features.matrix(parsed) if x is None else x
        head, before = governors(parsed)
        context = np.asarray(x @ self.model.context)
        scores = np.asarray(x @ self.model.own)
        scores += np.where(head[:, None] >= 0, context[head, :n], 0.0)
        scores += np.where(before[:, None] >= 0, context[before, n:], 0.0)
        return set_past(parsed, softmax(by_row(neighbours(parsed, softmax(scores)), self.model.second)))


class ClauseFeatures:
    """Counts of named features by clause: forms, stems, endings, pairs of forms, and a few flags."""

    def __init__(self, names: tuple[str, ...], language: Language) -> None:
        self.index = {name: i for i, name in enumerate(names)}
        self.language = language
        self.width = len(names)
        self.table = LexemeTable(language.lexemes, self._columns, 3)
        forms = {name[2:]: i for i, name in enumerate(names) if name.startswith("f:")}
        self.pairs = KeyIndex(
            (forms[a] * self.width + forms[b], i)
            for i, name in enumerate(names)
            if name.startswith("b:")
            and (a := name[2:].split(" ")[0]) in forms
            and (b := name.split(" ")[1]) in forms
        )

    def _columns(self, lexeme: int) -> list[int]:
        return [self.index.get(name, -1) for name in word_features(self.language, lexeme)]

    def matrix(self, parsed: Parsed) -> sparse.csr_matrix:
        """Sparse counts. Shape (clauses, features)."""
        keep = spoken(parsed, self.language)
        lexemes, clause = parsed.lexemes[keep], parsed.clause_of[keep]
        columns = self.table.rows()[lexemes]
        same = (clause[1:] == clause[:-1]) & (columns[1:, 0] >= 0) & (columns[:-1, 0] >= 0)
        keys = columns[:-1, 0][same] * self.width + columns[1:, 0][same]
        pairs = self.pairs.find(keys)
        flag_rows, flag_columns = self._flags(parsed, np.bincount(clause, minlength=parsed.n_clauses))
        rows = np.concatenate([np.repeat(clause, 3), clause[1:][same], flag_rows])
        cols = np.concatenate([columns.ravel(), pairs, flag_columns])
        known = cols >= 0
        ones = np.ones(int(known.sum()))
        return sparse.coo_matrix((ones, (rows[known], cols[known])), (parsed.n_clauses, self.width)).tocsr()

    def _flags(self, parsed: Parsed, length: Ints) -> tuple[Ints, Ints]:
        short = parsed.whole & (length <= _SHORT)
        numbers = np.zeros(parsed.n_clauses, dtype=bool)
        numbers[parsed.clause_of[self.language.lexemes.kinds_of(parsed.lexemes) == NUMBER]] = True
        first = parsed.line == 0
        top = parsed.line <= TOP_LINES
        values = (first, short, short & first, parsed.colon, numbers, length <= 1, top, short & top)
        rows = [np.flatnonzero(value) for value in values]
        cols = [np.full(len(r), self.index.get(name, -1)) for r, name in zip(rows, FLAGS, strict=True)]
        return np.concatenate(rows), np.concatenate(cols)


def word_features(language: Language, lexeme: int) -> tuple[str, str, str]:
    """Names of the features of one word: its form, its stem, its ending."""
    form = language.lexemes.forms[lexeme]
    return f"f:{form}", f"s:{language.lexemes.stems[lexeme]}", f"e:{form[-3:]}" if len(form) > 4 else ""


def governors(parsed: Parsed) -> tuple[Ints, Ints]:
    """For each clause the heading that governs it, and the clause before it in its line; -1 for none."""
    n = parsed.n_clauses
    length = np.diff(parsed.first)
    heads = (parsed.colon & (length <= _SHORT + 1)) | (parsed.whole & (length <= _SHORT) & (parsed.line > 0))
    last = np.maximum.accumulate(np.where(heads, np.arange(n), -1))
    head = np.concatenate([[-1], last[:-1]])
    head[(head >= 0) & (parsed.doc_of[head] != parsed.doc_of)] = -1
    before = np.arange(n) - 1
    before[(parsed.line != np.roll(parsed.line, 1)) | (parsed.doc_of != np.roll(parsed.doc_of, 1))] = -1
    return head, before


def set_past(parsed: Parsed, roles: Floats) -> Floats:
    """Roles in which the clauses of a CV's dated older jobs are ``past`` for certain."""
    for doc, cleaned in enumerate(parsed.cleaned):
        spans = older_job_spans(cleaned.text)
        if spans:
            own = parsed.clauses_of(doc)
            middle = (parsed.clause_starts[own] + parsed.clause_ends[own]) // 2
            for start, end in spans:
                inside = own.start + np.flatnonzero((middle >= start) & (middle < end))
                roles[inside] = np.eye(len(ROLES))[ROLES.index("past")]
    return roles


def neighbours(parsed: Parsed, first: Floats) -> Floats:
    """Features of the second step: odds of the clause, roles of those around it. Shape (clauses, 3 * roles + 1)."""
    same = parsed.doc_of[1:] == parsed.doc_of[:-1]
    before, after = np.zeros_like(first), np.zeros_like(first)
    before[1:][same] = first[:-1][same]
    after[:-1][same] = first[1:][same]
    return np.hstack([np.log(first + 1e-3), before, after, np.ones((len(first), 1))])


def by_row(rows: Floats, weights: Floats) -> Floats:
    """Matrix product in which a row's sums never depend on the other rows.

    BLAS picks its kernel by shape, and with it the last bits: a text alone and in a batch would differ.
    """
    total = np.zeros((len(rows), weights.shape[1]))
    for j, weight in enumerate(weights):
        total += rows[:, j : j + 1] * weight
    return total


def softmax(scores: Floats) -> Floats:
    """Row-wise softmax."""
    if not scores.size:
        return scores
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
