"""Cuts a clean text into clauses: the smallest stretches that say one thing of the role."""

from __future__ import annotations

import re
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
_TIGHT = frozenset(".!?…;:,)")
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
        whole = len(spans) == 1
        for start, end in spans:
            after = text[end : end + 2]
            colon = text[end - 1] == ":" or (":" in after and after.lstrip()[:1] == ":")
            pieces.append(Piece(start, end, number, whole, colon))
    return pieces


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead and lead.end() < end else start
    # A stop at the very end cuts nothing; a bullet there does.
    last = end if text[end - 1] in _MARK else end - 1
    spans: list[tuple[int, int]] = []
    for begin, stop in _search(_CUT, _MAY_CUT, text, (at, last, end)):
        _at_commas(text, at, begin, spans)
        at = stop
    _at_commas(text, at, end, spans)
    return spans or [(start, end)]


def _at_commas(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Split a sentence at commas that leave a stretch of some length on both sides."""
    at = start
    if end - start > 2 * _MIN_COMMA:
        for begin, stop in _search(_COMMA, _MAY_COMMA, text, (start, end - _MIN_COMMA, end)):
            if begin - at >= _MIN_COMMA and end - stop >= _MIN_COMMA:
                _keep(text, at, begin, spans)
                at = stop
    _keep(text, at, end, spans)


def _search(
    pattern: re.Pattern[str], hint: re.Pattern[str], text: str, bounds: tuple[int, int, int]
) -> list[tuple[int, int]]:
    """What ``pattern.finditer`` finds, tried only where ``hint``, one character, stands after any blanks.

    ``bounds`` are the first character, the end of where a hint may stand and the end of the pattern.
    """
    at, last, end = bounds
    found = []
    while near := hint.search(text, at, last):
        start = at = near.start()
        if text[start] not in _TIGHT:
            while start > bounds[0] and text[start - 1].isspace():
                start -= 1
        hit = pattern.match(text, start, end)
        if hit:
            found.append(hit.span())
            at = hit.end()
            bounds = (at, last, end)
        else:
            at += 1
    return found


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add a stretch without the blanks before it, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        spans.append((start, end))
