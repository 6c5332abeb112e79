"""A quick look at a text, so that exact work is done only in the lines that hold certain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.language.words import fold
from matcher.types import Span

# Capital letters of all Latin alphabets, for classes in patterns.
CAPITALS = "A-ZÀ-ÖØ-Þ" + "".join(
    chr(c) for c in range(0x100, 0x1F00) if chr(c).isupper() and chr(c).isalpha()
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d\d")
_START = 4
_FEWEST_DIGITS = 5


class Needles:
    """Beginnings of words in small letters, perhaps with signs around; one stands in every line that matters."""

    __slots__ = ("starts", "words")

    def __init__(self, *words: str) -> None:
        found = [_WORD.search(word) for word in words]
        self.words = tuple(
            (word, one[0][:_START] if one else "") for word, one in zip(words, found, strict=True)
        )
        starts = frozenset(start for _, start in self.words)
        self.starts = frozenset() if "" in starts else starts


@dataclass(frozen=True, slots=True)
class Look:
    """A clean text, the same in small letters, its words and how they begin."""

    text: str
    low: str
    words: set[str]
    starts: set[str]

    @classmethod
    def at(cls, text: str) -> Look:
        """Look at a text."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        words = set(_WORD.findall(low))
        words.update([_folded(word) for word in words if not word.isascii()])
        return cls(text, low, words, {word[:_START] for word in words})

    def lines_with(self, needles: Needles) -> list[Span]:
        """The lines that hold one of the needles, in order."""
        if needles.starts and self.starts.isdisjoint(needles.starts):
            return []
        found = set()
        for needle, begin in needles.words:
            if begin and begin not in self.starts:
                continue
            at = self.low.find(needle)
            while at >= 0:
                start, end = line_around(self.low, at)
                found.add((start, end))
                at = self.low.find(needle, max(end, at + 1))
        return sorted(found)

    def lines_with_digits(self) -> list[Span]:
        """The lines that hold five digits or more, in order."""
        lines = {line_around(self.text, found.start()) for found in _DIGITS.finditer(self.text)}
        return sorted((a, b) for a, b in lines if sum(map(str.isdigit, self.text[a:b])) >= _FEWEST_DIGITS)


_folded = lru_cache(maxsize=8_192)(fold)


def line_around(text: str, at: int) -> Span:
    """The line in which a character stands."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)
