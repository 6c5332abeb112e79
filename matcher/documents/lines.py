"""Rows of a column made into lines of text again: wrapped lines joined, cut words made whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

BULLET = re.compile(r"[•●▪■◦‣∙·►▶➤➜✓✔○❖◆◇–—*o-]|\(?\d{1,2}[.)]|[a-z]\)")
# Narrower columns, in characters, hold lists more often than prose.
_PROSE = 32
_ENDS = (".", ":", ";", "!", "?")
_KEPT_HYPHEN = re.compile(
    r"\b(?:e|co|ex|pre|post|multi|non|self|sub|anti|extra|inter|semi|vice|B2B|B2C)-$", re.I
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, y growing downwards; ``size`` is that of its font."""

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one baseline without a wide gap, as one text; ``first`` is the width of its first word."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    first: float

    @property
    def tall(self) -> float:
        """Height of the row."""
        return max(self.y1 - self.y0, 1.0)


def paragraphs(rows: list[Row], edge: float) -> list[str]:
    """Rows of one column joined into lines of text: a row continues the one above if it had no room there."""
    lines: list[str] = []
    last: Row | None = None
    gaps = [b.y0 - a.y1 for a, b in pairwise(rows) if b.y0 >= a.y0]
    usual = sorted(gaps)[len(gaps) // 10] if gaps else 0.0
    for row in rows:
        if last is not None and lines and _continues(last, row, edge, usual):
            lines[-1] = join(lines[-1], row.text)
        else:
            lines.append(row.text)
        last = row
    return lines


def _continues(last: Row, row: Row, edge: float, usual: float) -> bool:
    if BULLET.fullmatch(row.text.split(" ", 1)[0]) or abs(last.tall - row.tall) > 0.25 * last.tall:
        return False
    if last.text.endswith(_ENDS) and not row.text[:1].islower():
        return False
    if row.y0 - last.y1 > max(usual, 0.0) + 0.35 * last.tall or row.y0 < last.y0:
        return False
    if not row.text[:1].islower() and edge - last.x0 < _PROSE * (last.x1 - last.x0) / len(last.text):
        return False
    return last.x1 + row.first + 0.2 * last.tall > edge


def runs_on(before: str, after: str) -> bool:
    """Whether a column or page goes on in the middle of a sentence."""
    start = after[:1]
    return bool(before) and not before.endswith(_ENDS) and start.islower() and after[1:2] != ")"


def join(before: str, after: str) -> str:
    """Two stretches of a line; a word cut by a hyphen is made whole."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower():
        return before + after if _KEPT_HYPHEN.search(before) else before[:-1] + after
    return f"{before} {after}"
