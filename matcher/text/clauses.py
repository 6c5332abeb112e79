"""Cuts a clean text into clauses: the smallest stretches that say one thing of the role."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BULLET = r"[•●▪■◦‣∙·►▶➤➜→✓✔✅☑★✨🔹🔸👉❖◆◇○–—-]"
_CUT = re.compile(
    rf"""
    (?:[.!?…](?<!\b[a-z]\.)(?<!\b(?:es|dr|pr|ca|nr|st|sr)\.)(?<!\b(?:art|ing|avv|sig|tel|min|max|lun|ecc|mln|mil)\.)
       (?<!\b(?:dott|prof|prov|circ|resp|pres)\.)[.!?…)»"']*(?=\s))\s*
  | [;:](?=[\s–—-])\s*
  | \s+{_BULLET}+(?=\s)\s*
  | (?<=[.;:)])\s*{_BULLET}(?=\w)
  | \s*[•●▪■◦‣∙►▶➤✓✔✅☑✨🔹🔸👉]+\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMA = re.compile(r",\s+|\s+\((?=\w)|\)\s+|\s+[/|]\s+")
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
    for found in _CUT.finditer(text, at, end):
        spans += _at_commas(text, at, found.start())
        at = found.end()
    spans += _at_commas(text, at, end)
    return spans or [(start, end)]


def _at_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a sentence at commas that leave a stretch of some length on both sides."""
    spans: list[tuple[int, int]] = []
    at = start
    for found in _COMMA.finditer(text, start, end):
        if found.start() - at >= _MIN_COMMA and end - found.end() >= _MIN_COMMA:
            spans.append((at, found.start()))
            at = found.end()
    spans.append((at, end))
    return [(a, b) for a, b in ((_skip(text, a, b), b) for a, b in spans) if a < b]


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
