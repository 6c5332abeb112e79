"""The project's lexicon: expressions of real ads, tied to responsibilities and matched by lemma.

One CSV row an expression. Words stand for their inflections; ``a|b`` are alternatives in one place; ``…`` lets
up to four words pass; ``#`` is any number; function words are neither written nor counted.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.data import data_path
from matcher.errors import DataError
from matcher.language.lexemes import LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, describe
from matcher.text.keys import KeyIndex
from matcher.text.parse import Parsed

Ints = NDArray[np.int64]
GAP = "…"
MAX_GAP = 4
_COLUMNS = ["responsibility", "expression", "language", "note"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written; ``code`` is a responsibility (``5.3``) or a label without descriptor."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Where expressions stand in parsed documents: int64 arrays of one entry a hit.

    ``expression`` indexes the lexicon; ``begin`` and ``last`` are its first and last token.
    """

    expression: Ints
    begin: Ints
    last: Ints


def load_lexicon(codes: Collection[str], folder: Path | str | None = None) -> list[Expression]:
    """Every expression under ``corpus/lexicon/``, files in order.

    Raises ``DataError`` naming file, line and mend, also for a code that is not in ``codes``.
    """
    root = Path(folder) if folder is not None else data_path("corpus", "lexicon")
    rows: list[Expression] = []
    for file in sorted(root.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            if next(reader, None) != _COLUMNS:
                raise _wrong(
                    file, 1, f"la prima riga dev'essere {_COLUMNS}", f"the first line must be {_COLUMNS}"
                )
            for row in reader:
                if len(row) != 4 or not row[1].strip():
                    raise _wrong(file, reader.line_num, "servono quattro colonne", "needs four columns")
                if row[0] not in codes:
                    raise _wrong(
                        file, reader.line_num, f"codice ignoto «{row[0]}»", f"unknown code {row[0]!r}"
                    )
                rows.append(Expression(row[0], row[1].strip()))
    return rows


def _wrong(file: Path, line: int, it: str, en: str) -> DataError:
    return DataError(f"{file}, riga {line}: {it}, correggerla.", f"{file}, line {line}: {en}, mend it.")


def _meaning(word: str) -> str:
    """Lemma of a word of an expression; empty for a function word."""
    if word == "#":
        return word
    _, lemma, kind, _ = describe(word)
    return "" if kind == FUNCTION else lemma


class Finder:
    """The lexicon compiled for one language: finds every expression in parsed documents."""

    def __init__(self, expressions: list[Expression], language: Language) -> None:
        self.expressions = expressions
        self.language = language
        self.lemmas: dict[str, int] = {}
        meanings: dict[str, str] = {}
        self.patterns = [self._compile(expression.words, meanings) for expression in expressions]
        self.singles: dict[int, list[int]] = defaultdict(list)
        near: dict[tuple[int, int], list[int]] = defaultdict(list)
        wide: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (slots, gaps) in enumerate(self.patterns):
            if len(slots) == 1:
                for first in slots[0]:
                    self.singles[first].append(number)
            elif slots:
                for pair in product(slots[0], slots[1]):
                    (wide if gaps[1] else near)[pair].append(number)
        self.base = len(self.lemmas) + 1
        self.near, self.wide = _Openings(near, self.base), _Openings(wide, self.base)
        self.single_keys = np.array(sorted(self.singles), dtype=np.int64)
        self.table = LexemeTable(language.lexemes, self._row, 2)

    def _compile(self, words: str, meanings: dict[str, str]) -> tuple[list[frozenset[int]], list[bool]]:
        """Alternatives of each place as lemma ids, and whether a gap may stand before it."""
        slots: list[frozenset[int]] = []
        gaps: list[bool] = []
        gap = False
        for part in words.split():
            if part == GAP:
                gap = True
                continue
            alternatives = [word for word in part.split("|") if word]
            for word in alternatives:
                if word not in meanings:
                    meanings[word] = _meaning(word)
            lemmas = {meanings[word] for word in alternatives} - {""}
            if lemmas:
                slots.append(frozenset(self.lemmas.setdefault(lemma, len(self.lemmas)) for lemma in lemmas))
                gaps.append(gap)
                gap = False
        return slots, gaps

    def _row(self, lexeme: int) -> tuple[int, int]:
        lexemes = self.language.lexemes
        return self.lemmas.get(lexemes.lemmas[lexeme], -1), int(lexemes.kinds[lexeme] != FUNCTION)

    def find(self, parsed: Parsed) -> Hits:
        """Every hit, in order of its first token; of the hits of one expression, those that overlap count once."""
        rows = self.table.rows()[parsed.lexemes]
        kept = np.flatnonzero(rows[:, 1])
        lemma, clause = rows[kept, 0], parsed.clause_of[kept]
        lemmas, clauses = lemma.tolist(), clause.tolist()
        hits: list[tuple[int, int, int]] = []
        last_end: dict[int, int] = {}
        for start, number in sorted(self._candidates(lemma, clause)):
            end = _match(lemmas, clauses, start, *self.patterns[number])
            if end >= 0 and last_end.get(number, -1) < start:
                last_end[number] = end
                hits.append((number, start, end))
        table = np.array(hits, dtype=np.int64).reshape(len(hits), 3)
        return Hits(table[:, 0], kept[table[:, 1]], kept[table[:, 2]])

    def _candidates(self, lemma: Ints, clause: Ints) -> set[tuple[int, int]]:
        """Places and expressions whose first two words stand there: (start, expression)."""
        singles = np.flatnonzero(np.isin(lemma, self.single_keys)).tolist()
        found = {(start, number) for start in singles for number in self.singles[int(lemma[start])]}
        for distance in range(1, min(MAX_GAP + 2, len(lemma))):
            here, there = lemma[:-distance], lemma[distance:]
            pair = (here >= 0) & (there >= 0) & (clause[distance:] == clause[:-distance])
            keys = np.where(pair, here * self.base + there, -1)
            for openings in (self.near, self.wide) if distance == 1 else (self.wide,):
                found.update(openings.meet(keys))
        return found


class _Openings:
    """Expressions by their first two words."""

    def __init__(self, numbers: dict[tuple[int, int], list[int]], base: int) -> None:
        self.index = KeyIndex((a * base + b, i) for i, (a, b) in enumerate(numbers))
        self.numbers = list(numbers.values())

    def meet(self, keys: Ints) -> Iterator[tuple[int, int]]:
        """Index of each key that opens an expression, with the expression."""
        at = self.index.find(keys)
        for start in np.flatnonzero(at >= 0).tolist():
            for number in self.numbers[at[start]]:
                yield start, number


def _match(
    lemmas: list[int], clauses: list[int], start: int, slots: list[frozenset[int]], gaps: list[bool]
) -> int:
    """Index of the last token of the pattern that starts at ``start``; -1 where it does not match."""
    at, clause, size = start, clauses[start], len(lemmas)
    for slot, gap in zip(slots[1:], gaps[1:], strict=True):
        reach = at + 1 + (MAX_GAP if gap else 0)
        at += 1
        while at <= reach and at < size and clauses[at] == clause and lemmas[at] not in slot:
            at += 1
        if at > reach or at >= size or clauses[at] != clause:
            return -1
    return at
