"""Gaps in a CV: dated lines of leave, illness, care, search of work, that tell of a person and not of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.text.dates import ANY_YEAR, PERIOD
from matcher.text.look import Look, Needles, line_around
from matcher.text.signs import WORK
from matcher.types import Span

_MOST_WORDS, _LONGEST = 14, 140
_NEEDLES = Needles(
    *(
        "congedo",
        "matern",
        "patern",
        "aspettativa",
        "sabbatic",
        "pausa",
        "disoccup",
        "inoccup",
        "in cerca",
        "naspi",
    ),
    *(
        "mobilità",
        "cassa integrazione",
        "malatti",
        "assiste",
        "caregiver",
        "cura ",
        "career break",
        "leave",
        "leva",
    ),
    *(
        "militare",
        "viaggi",
        "casaling",
        "infortunio",
        "gap year",
        "ricerca di",
        "interruzione",
        "lutto",
        "motivi ",
    ),
)
_KIN = r"(?:\w+ ){0,3}(?:famil\w+|genitor\w*|madre|padre|figli\w*|parent\w*|nonn\w+|coniuge|marito|moglie|bambin\w+|casa)"
_SURE = (
    r"congedo(?: \w+)?|maternità|paternità|aspettativa(?: non retribuita)?|(?:anno |periodo |semestre )?sabbatico|sabbatical"
    r"|career break|parental leave|maternity leave|gap year|caregiver"
)
_GAP = re.compile(
    rf"(?:{_SURE}|pausa|interruzione|stop)\b"
    r"|(?:disoccupa\w+|inoccupa\w+|senza lavoro|naspi|cassa integrazione|(?:lista di )?mobilità|casaling[oa])\b"
    r"|(?:in |alla )?(?:cerca|ricerca) (?:di|del|attiva di) (?:\w+ )?(?:lavoro|occupazione|impiego)\b"
    r"|(?:(?:grave |lunga )?malattia|infortunio|convalescenza|lutto|motivi (?:di salute|personali|familiari|di famiglia))\b"
    rf"|(?:assistenza|assiste\w+|cura|accudi\w+) {_KIN}\b"
    r"|(?:servizio (?:militare|di leva)|leva (?:militare|obbligatoria))\b|viagg(?:io|i) (?:\w+ ){0,2}\w+",
    re.IGNORECASE,
)
_UNDATED = re.compile(rf"(?:un )?(?:{_SURE})(?: \(.{{0,40}}\))?\W*", re.IGNORECASE)
_MONTHS = r"(?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)\w*\.?"
_LEAD = re.compile(
    rf"(?:[\W\d_]+|\b(?:dal?|all?|nel|in|per|un|una|un'|un'|anni?|mesi|periodo|di|e|sono|ero|stat[oa]|presi?|preso|presa|{_MONTHS}"
    r"|oggi|in corso|attualmente|fino|due|tre|quattro|cinque|sei|dieci|dodici)\b)*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")


def find_gaps(look: Look) -> Iterator[Span]:
    """The lines that tell a gap, and the dates of one where they stand alone in the line before or after."""
    text = look.text
    for start, end in look.lines_with(_NEEDLES):
        line = text[start:end]
        if len(line) > _LONGEST:
            continue
        dated = bool(ANY_YEAR.search(line))
        beside = None if dated else _dates_beside(text, start, end)
        if _is_gap(line, dated or beside is not None):
            yield _stripped(text, start, end)
            if beside is not None:
                yield _stripped(text, *beside)


def _is_gap(line: str, dated: bool) -> bool:
    """Whether nothing but a gap is told: its words come first, few follow, and none is of a job."""
    if not dated:
        return bool(_UNDATED.fullmatch(line.strip(" \t•*–-")))
    rest = PERIOD.sub(" ", line)
    lead = _LEAD.match(rest)
    rest = rest[lead.end() if lead else 0 :]
    if not _GAP.match(rest):
        return False
    return not WORK.search(rest) and len(_WORDS.findall(rest)) <= _MOST_WORDS


def _dates_beside(text: str, start: int, end: int) -> Span | None:
    """The line beside that holds nothing but dates: the one before, unless an empty line or other words keep it apart."""
    before, gap_before = _line_before(text, start)
    after = _line_after(text, end)
    if _only_dates(text[slice(*before)]) and not (gap_before and _only_dates(text[slice(*after)])):
        return before
    return after if _only_dates(text[slice(*after)]) else None


def _line_before(text: str, start: int) -> tuple[Span, bool]:
    """The line before that is not empty, and whether empty ones stand between."""
    stop = start
    while stop and text[stop - 1].isspace():
        stop -= 1
    return line_around(text, max(stop - 1, 0)), text.count("\n", stop, start) > 1


def _line_after(text: str, end: int) -> Span:
    while end < len(text) and text[end].isspace():
        end += 1
    return line_around(text, end)


def _only_dates(line: str) -> bool:
    return bool(ANY_YEAR.search(line)) and not _WORDS.search(PERIOD.sub(" ", line))


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
