"""Cuts a clean text into clauses: the smallest stretches that say one thing of the role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BULLET = r"[•●▪■◦‣∙·►▶➤➜→✓✔✅☑★✨🔹🔸👉❖◆◇○–—-]"
_MARK = "•●▪■◦‣∙►▶➤✓✔✅☑✨🔹🔸👉"
_CUT = re.compile(
    rf"""
    (?:[.!?…](?<!\b[a-z]\.)(?<!\b(?:es|dr|pr|ca|nr|st|sr)\.)(?<!\b(?:art|ing|avv|sig|tel|min|max|lun|ecc|mln|mil)\.)
       (?<!\b(?:dott|prof|prov|circ|resp|pres)\.)[.!?…)»"']*(?=\s))\s*
  | [;:](?=[\s–—-])\s*
  | \s+{_BULLET}+(?=\s)\s*
  | (?<=[.;:)])\s*{_BULLET}(?=\w)
  | \s*[{_MARK}]+\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_CUT = re.compile(f"[.!?…;:{_BULLET[1:]}")
_COMMA = re.compile(r",\s+|\s+\((?=\w)|\)\s+|\s+[/|]\s+")
_MAY_COMMA = re.compile(r"[,()/|]")
_MIN_COMMA = 24
_LEAD = re.compile(rf"\s*(?:{_BULLET}+|\(?\d{{1,2}}[.)](?=\s)|[a-z]\)|[*#>]+)?\s*", re.IGNORECASE)


class Piece(NamedTuple):
    """A clause as characters ``[start, end)`` of the clean text, and where it stands.

    ``line`` counts non-empty lines from 0; ``whole`` says that the clause is all of its line;
    ``colon`` that it announces what follows.
    """

    start: int
    end: int
    line: int
    whole: bool
    colon: bool


def cut(text: str) -> list[Piece]:
    """Clauses of a clean text in order; together they hold every word of it."""
    pieces: list[Piece] = []
    for number, line in enumerate(_LINE.finditer(text)):
        spans = _in_line(text, *line.span())
        for start, end in spans:
            colon = text[end : end + 2].lstrip().startswith(":") or text[start:end].endswith(":")
            pieces.append(Piece(start, end, number, len(spans) == 1, colon))
    return pieces


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead and lead.end() < end else start
    spans: list[tuple[int, int]] = []
    for begin, stop in _search(_CUT, _MAY_CUT, text, at, end):
        spans += _at_commas(text, at, begin)
        at = stop
    spans += _at_commas(text, at, end)
    return spans or [(start, end)]


def _at_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a sentence at commas that leave a stretch of some length on both sides."""
    spans: list[tuple[int, int]] = []
    at = start
    if end - start <= 2 * _MIN_COMMA:
        at = _skip(text, start, end)
        return [(at, end)] if at < end else []
    for begin, stop in _search(_COMMA, _MAY_COMMA, text, start, end):
        if begin - at >= _MIN_COMMA and end - stop >= _MIN_COMMA:
            spans.append((at, begin))
            at = stop
    spans.append((at, end))
    return [(a, b) for a, b in ((_skip(text, a, b), b) for a, b in spans) if a < b]


def _search(
    pattern: re.Pattern[str], hint: re.Pattern[str], text: str, at: int, end: int
) -> Iterator[tuple[int, int]]:
    """What ``pattern.finditer`` finds, tried only where ``hint``, one character, stands after any blanks."""
    while near := hint.search(text, at, end):
        start = near.start()
        while start > at and text[start - 1].isspace():
            start -= 1
        found = pattern.match(text, start, end) or pattern.match(text, near.start(), end)
        if found:
            yield found.span()
        at = found.end() if found else near.end()


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
