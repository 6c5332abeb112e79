"""A quick look at a text, so that exact work is done only in the lines that hold certain words.

What stands between two blanks is looked at once a process: its marks say which words are sought that it may hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import reduce
from operator import or_

from matcher.language.words import fold
from matcher.types import Span

# Capital letters of all Latin alphabets, for classes in patterns.
CAPITALS = "A-ZÀ-ÖØ-Þ" + "".join(
    chr(c) for c in range(0x100, 0x1F00) if chr(c).isupper() and chr(c).isalpha()
)
MOST_CHUNKS = 100_000
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d\d")
_START = 4
_FEWEST_DIGITS = 5
_DIGITS_MARK = 1

_marks: dict[str, int] = {}
_of_start: dict[str, int] = {}
_of_sign: dict[str, int] = {}
_of_words: list[tuple[Callable[[], Set[str]], int]] = []


def _new_mark() -> int:
    _marks.clear()
    return _DIGITS_MARK << (1 + len(_of_start) + len(_of_sign) + len(_of_words))


def _mark_of(needle: str) -> int:
    """The mark of all that begins as a needle does; its own where it has no letters."""
    found = _WORD.search(needle)
    key, marks = (found[0][:_START], _of_start) if found else (needle.strip(), _of_sign)
    if key not in marks:
        marks[key] = _new_mark()
    return marks[key]


class Needles:
    """Beginnings of words in small letters, perhaps with signs around; one stands in every line that matters."""

    __slots__ = ("mark", "words")

    def __init__(self, *words: str) -> None:
        self.words = tuple((word, _mark_of(word)) for word in words)
        self.mark = reduce(or_, (mark for _, mark in self.words))


class Words:
    """Whole words in small letters, folded or not, loaded when first looked for."""

    __slots__ = ("mark",)

    def __init__(self, words: Callable[[], Set[str]]) -> None:
        self.mark = _new_mark()
        _of_words.append((words, self.mark))


@dataclass(frozen=True, slots=True)
class Look:
    """A clean text, the same in small letters, and the marks of all that it may hold."""

    text: str
    low: str
    marks: int

    @classmethod
    def at(cls, text: str) -> Look:
        """Look at a text."""
        low = lower(text)
        chunks = low.split(" ")
        marks = set(map(_marks.get, chunks))
        if None in marks:
            if len(_marks) > MOST_CHUNKS:
                _marks.clear()
            marks = {_marked(chunk) for chunk in chunks}
        return cls(text, low, reduce(or_, filter(None, marks), 0))

    def may_hold(self, sought: Needles | Words) -> bool:
        """Whether the text may hold one of some words."""
        return bool(self.marks & sought.mark)

    def lines_with(self, needles: Needles | None) -> list[Span]:
        """The lines that hold one of the needles, in order; for None those with five digits or more."""
        if needles is None:
            return self._lines_with_digits()
        if not self.marks & needles.mark:
            return []
        found = set()
        for needle, mark in needles.words:
            if not self.marks & mark:
                continue
            at = self.low.find(needle)
            while at >= 0:
                start, end = line_around(self.low, at)
                found.add((start, end))
                at = self.low.find(needle, max(end, at + 1))
        return sorted(found)

    def _lines_with_digits(self) -> list[Span]:
        if not self.marks & _DIGITS_MARK:
            return []
        lines = {line_around(self.text, found.start()) for found in _DIGITS.finditer(self.text)}
        return sorted((a, b) for a, b in lines if len(_DIGIT.findall(self.text, a, b)) >= _FEWEST_DIGITS)


def _marked(chunk: str) -> int:
    """The marks of what stands between two blanks."""
    known = _marks.get(chunk)
    if known is not None:
        return known
    marks = _DIGITS_MARK if _DIGITS.search(chunk) else 0
    words = _WORD.findall(chunk)
    found = [_of_start.get(word[:_START], 0) for word in words]
    found += [mark for sign, mark in _of_sign.items() if sign in chunk]
    both = {*words, *map(fold, words)}
    found += [mark for listed, mark in _of_words if not both.isdisjoint(listed())]
    marks = reduce(or_, found, marks)
    _marks[chunk] = marks
    return marks


def lower(text: str) -> str:
    """Small letters, as many as the text has, so that places stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def line_around(text: str, at: int) -> Span:
    """The line in which a character stands."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)
