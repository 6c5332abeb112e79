"""Periods of time in the forms that Italians write in CVs."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
# The look-behind stands last so that the search can skip by first characters.
ANY_YEAR = re.compile(r"[12][09][0-9]\d(?<=19[5-9]\d|20[0-4]\d)(?!\d)(?<!\d\d\d\d\d)")
_MONTH = (
    r"(?:gen(?:naio)?|feb(?:braio|bruary)?|mar(?:zo|ch)?|apr(?:ile|il)?|mag(?:gio)?|giu(?:gno)?|lug(?:lio)?|"
    r"ago(?:sto)?|sett?(?:embre)?|ott(?:obre)?|nov(?:embre|ember)?|dic(?:embre)?|jan(?:uary)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|dec(?:ember)?|primavera|estate|autunno|inverno|inizio|metà|fine)"
)


def _date(year: str, short: str) -> str:
    """Day and month by number or name, then the year as four digits (``year``) or two (``short``)."""
    day = r"(?:\d{1,2}°?[./ -])?"
    return (
        rf"(?:(?<!\d){day}(?:\d{{1,2}}|{_MONTH})(?:\.|\b)(?:\s+del)?\s?[./-]?\s?)?(?<!\d)(?P<{year}>{YEAR})(?!\d)"
        rf"|(?<!\d)(?:{_MONTH}\.?\s?[-/']?\s?|(?:0?[1-9]|1[0-2])/)'?(?P<{short}>\d\d)(?![\d/.])"
    )


_NOW = (
    r"(?:oggi|tuttora|tutt'?\s?oggi|presente?|attual(?:e|mente)|in\s+corso|corrente|currently|current|now|adesso|ora"
    r"|today|data\s+odierna|in\s+essere)\b"
)
_TO = (
    r"(?:\s*(?:[-–—−~÷›>→]+|/)\s*(?:al?\s+|ad\s+|fino\s+ad?\s+)?"
    r"|\s*,?\s+(?:al?|ad|all'|to|until|fino\s+ad?l?|sino\s+ad?l?|e\s+fino\s+al?)\s*)"
)
PERIOD = re.compile(
    rf"""
    (?:\b(?:dal|da|dall'anno|dall'|from|since)\s*(?<=[\s'])(?:l'anno\s+)?)?
    (?:{_date("y1", "s1")})
    {_TO}
    (?:(?:l'anno\s+)?(?:{_date("y2", "s2")})|(?P<now>{_NOW})|(?P<two>(?<=[-–—/])\d\d)(?![\d/.-]))
  | \b(?P<since>dal|da|dall'anno|since|from)\s+(?:{_date("y3", "s3")})(?:\s+in\s+poi\b)?
  | \b(?:fino|sino)\s+ad?l?(?:l'anno)?\s+(?:{_date("y4", "s4")})
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time at characters ``[start, end)``; None is a year that is not said.

    ``current`` says that it lasts to this day, ``bare`` that it is guessed from a "dal 2015" without an end.
    """

    start: int
    end: int
    first: int | None
    last: int | None
    current: bool
    bare: bool


def periods(line: str) -> list[Period]:
    """The periods written in one line, in order; impossible ones (2020-2010) are left out."""
    found = [p for m in PERIOD.finditer(line) if (p := _period(m)) is not None]
    if not found:
        alone = re.fullmatch(rf"\W*(?:{_date('y1', 's1')})\s*[-–—→>]+\s*", line, re.IGNORECASE)
        if alone and alone["y1"]:
            return [Period(alone.start("y1"), alone.end(), int(alone["y1"]), None, True, False)]
    return found


def _period(found: re.Match[str]) -> Period | None:
    first = _year(found["y1"], found["s1"]) or _year(found["y3"], found["s3"])
    last = _year(found["y2"], found["s2"]) or _year(found["y4"], found["s4"])
    if found["two"]:
        last = _year(None, found["two"])
        if first is None or last is None or int(found["two"]) <= 12 or last < first:
            return None
    if first and last and not first <= last <= first + 60:
        return None
    bare = bool(found["since"]) and last is None
    return Period(found.start(), found.end(), first, last, bool(found["now"]) or bare, bare)


def _year(full: str | None, short: str | None) -> int | None:
    if full:
        return int(full)
    if not short:
        return None
    return int(short) + (2000 if int(short) < 50 else 1900)
