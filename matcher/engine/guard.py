"""What in a text is there to fool the engine: found by cheap signs, set aside, and told.

The framework's own words pasted, a sentence said again and again, a list of keywords without a sentence around them.
Words denied and letters disguised are dealt with where words are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.engine.lexical import Occurrences
from matcher.framework import Skill
from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, FUNCTION_WORDS, NUMBER, WORD, fold
from matcher.text.parse import Parsed

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
SignKind = Literal["descriptor", "repeated", "keywords", "denied"]

_STEM = 6
_RUN = 3
_PASTED_WORDS = 8
_REPEATED_WORDS = 4
_ECHO_WORDS = 12
_ECHOES = 4
_LIST_WORDS = 9
_LIST_HITS = 5
_BINDS, _SELLS, _SAYS = 1, 2, 3
_INFINITIVE = ("are", "ere", "ire")
_SELLING = tuple(
    """vend commerc agent client budget forecast account mercat strateg portafogl fattur trattativ negoz sales offert
    listin prezz quot pipeline target crm marketing business p&l economic contratt""".split()
)
_BINDING = frozenset("di d e".split())
_DENIED_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that is there to raise the level: the document and its clauses, numbered in the batch."""

    kind: SignKind
    doc: int
    clauses: tuple[int, ...]


class Guard:
    """Looks for signs in parsed texts of one language, against one skill."""

    def __init__(self, skill: Skill, language: Language) -> None:
        self._language = language
        self._stems: dict[str, int] = {}
        runs: set[tuple[int, ...]] = set()
        for text in (skill.definition, *(level.text for level in skill.levels)):
            words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
            ids = [
                self._stems.setdefault(w[:_STEM], len(self._stems)) for w in words if w not in FUNCTION_WORDS
            ]
            runs.update(zip(*(ids[i:] for i in range(_RUN)), strict=False))
        self._base = len(self._stems) + 1
        self._runs = np.array(sorted(self._key(*run) for run in runs), dtype=np.int64)
        self._table = LexemeTable(language.lexemes, self._row, 2)

    def _row(self, lexeme: int) -> tuple[int, int]:
        form = fold(self._language.lexemes.forms[lexeme])
        kind = _BINDS if form in _BINDING else _SELLS if form.startswith(_SELLING) else 0
        if form.endswith(_INFINITIVE):
            kind = _SAYS
        return self._stems.get(form[:_STEM], -1), kind

    def _key(self, *ids: int) -> int:
        total = 0
        for i in ids:
            total = total * self._base + i
        return total

    def signs(self, parsed: Parsed, denied: Bools) -> list[Sign]:
        """The signs that words alone give. ``denied`` (tokens,) says which words are denied."""
        if not len(parsed.lexemes):
            return []
        kinds = self._language.lexemes.kinds_of(parsed.lexemes)
        words = np.flatnonzero(kinds == WORD)
        return [
            *self._pasted(parsed, words),
            *_repeated(parsed, words),
            *_lists(parsed, kinds, self._table.rows()[parsed.lexemes, 1]),
            *_denials(parsed, denied),
        ]

    def _pasted(self, parsed: Parsed, words: Ints) -> Iterator[Sign]:
        """Clauses most of whose words stand in runs shared with the skill's own text."""
        ids = self._table.rows()[parsed.lexemes[words], 0]
        known = ids >= 0
        inside = known[:-2] & known[1:-1] & known[2:]
        start = np.flatnonzero(inside)
        if not len(start):
            return
        keys = (ids[start] * self._base + ids[start + 1]) * self._base + ids[start + 2]
        doc = parsed.doc_of[parsed.clause_of[words]]
        start = start[np.isin(keys, self._runs) & (doc[start] == doc[start + 2])]
        shared = np.zeros(len(words), dtype=np.bool_)
        for shift in range(_RUN):
            shared[start + shift] = True
        much = np.bincount(doc[shared], minlength=parsed.n_docs) >= _PASTED_WORDS
        yield from _by_doc("descriptor", parsed, _most_of(parsed, words, shared) & much[parsed.doc_of])


def _most_of(parsed: Parsed, words: Ints, marked: Bools) -> Bools:
    """Clauses at least half of whose words are marked."""
    clause = parsed.clause_of[words]
    marks = np.bincount(clause[marked], minlength=parsed.n_clauses)
    return np.asarray((marks > 0) & (2 * marks >= np.bincount(clause, minlength=parsed.n_clauses)))


def _by_doc(kind: SignKind, parsed: Parsed, marked: Bools) -> Iterator[Sign]:
    """A sign for each document with marked clauses."""
    found: dict[int, list[int]] = defaultdict(list)
    for clause in np.flatnonzero(marked).tolist():
        found[int(parsed.doc_of[clause])].append(clause)
    for doc, clauses in found.items():
        yield Sign(kind, doc, tuple(clauses))


def _repeated(parsed: Parsed, words: Ints) -> Iterator[Sign]:
    """Clauses of the same words as one before, whatever their order, and clauses of pairs heard over and over."""
    clause, lexemes = parsed.clause_of[words], parsed.lexemes[words]
    scrambled, doc = _scrambled(lexemes), _scrambled(parsed.doc_of + 1)
    long = np.bincount(clause, minlength=parsed.n_clauses) >= _REPEATED_WORDS
    again = _seen_before(_sums(scrambled, clause, parsed.n_clauses) ^ doc, long)
    for sign in _by_doc("repeated", parsed, again | _echoed(parsed, words, scrambled, doc)):
        # Many an honest page has a sentence twice.
        if len(sign.clauses) > 1:
            yield sign


def _echoed(parsed: Parsed, words: Ints, scrambled: NDArray[np.uint64], doc: NDArray[np.uint64]) -> Bools:
    """Clauses mostly of neighbouring words that their document has often, in a document full of them; not the first."""
    of_word = parsed.doc_of[parsed.clause_of[words]]
    pair = scrambled[:-1] * np.uint64(3) + scrambled[1:] + doc[parsed.clause_of[words[1:]]]
    ordered = np.sort(pair)
    often = ordered[_ECHOES - 1 :] == ordered[: 1 - _ECHOES]
    if not often.any():
        return np.zeros(parsed.n_clauses, dtype=np.bool_)
    places = np.flatnonzero(np.isin(pair, ordered[_ECHOES - 1 :][often]) & (of_word[1:] == of_word[:-1]))
    echo = np.zeros(len(words), dtype=np.bool_)
    echo[places] = echo[places + 1] = True
    much = np.bincount(of_word[places], minlength=parsed.n_docs) >= _ECHO_WORDS
    echoed = _most_of(parsed, words, echo) & much[parsed.doc_of]
    return _seen_before(doc, echoed)


def _scrambled(ids: Ints) -> NDArray[np.uint64]:
    """A number of 64 bits for each id, so that sums of different ids differ (splitmix64)."""
    z = (ids.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray(z ^ (z >> np.uint64(27)))


def _sums(values: NDArray[np.uint64], owner: Ints, n: int) -> NDArray[np.uint64]:
    """Sums by owner, owners in order; they wrap around, which is all the same for a comparison."""
    total = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)])
    bounds = np.searchsorted(owner, np.arange(n + 1))
    return np.asarray(total[bounds[1:]] - total[bounds[:-1]])


def _seen_before(keys: NDArray[np.uint64], counts: Bools) -> Bools:
    """Of those that count, the ones whose key an earlier one has."""
    at = np.flatnonzero(counts)
    again = np.ones(len(at), dtype=np.bool_)
    again[np.unique(keys[at], return_index=True)[1]] = False
    marked = np.zeros(len(keys), dtype=np.bool_)
    marked[at[again]] = True
    return marked


def _lists(parsed: Parsed, kinds: Ints, marks: Ints) -> Iterator[Sign]:
    """Clauses in long runs of a line, joined by "di" and "e" alone, with no infinitive, many of them words of selling."""
    clause = parsed.clause_of
    line, doc = parsed.line[clause], parsed.doc_of[clause]
    starts = np.ones(len(kinds), dtype=np.bool_)
    starts[1:] = (line[1:] != line[:-1]) | (doc[1:] != doc[:-1])
    breaks = (kinds == NUMBER) | (marks == _SAYS) | ((kinds == FUNCTION) & (marks != _BINDS))
    run = np.cumsum(starts | breaks) - 1
    full = (np.bincount(run, kinds == WORD) >= _LIST_WORDS) & (
        np.bincount(run, marks == _SELLS) >= _LIST_HITS
    )
    if full.any():
        yield from _by_doc("keywords", parsed, _most_of(parsed, np.arange(len(kinds)), full[run]))


def _denials(parsed: Parsed, denied: Bools) -> Iterator[Sign]:
    """Documents that deny again and again; what is denied counts nothing already."""
    if denied.any():
        marked = np.zeros(parsed.n_clauses, dtype=np.bool_)
        marked[parsed.clause_of[denied]] = True
        for sign in _by_doc("denied", parsed, marked):
            if len(sign.clauses) > _DENIED_CLAUSES:
                yield sign


def set_aside(signs: list[Sign], n_clauses: int) -> Bools:
    """The clauses that signs say to leave out. Shape (clauses,)."""
    aside = np.zeros(n_clauses, dtype=np.bool_)
    for sign in signs:
        if sign.kind != "denied":
            aside[list(sign.clauses)] = True
    return aside


def without(occurrences: Occurrences, left_out: Bools) -> Occurrences:
    """The occurrences but for some, ``left_out`` (occurrences,)."""
    names = [field.name for field in fields(occurrences) if field.name not in ("n_docs", "denied")]
    return replace(occurrences, **{name: getattr(occurrences, name)[~left_out] for name in names})
