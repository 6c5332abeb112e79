"""The lines of a CV that date a job, and the stretch of each job around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.text.dates import ANY_YEAR, YEAR, Period, periods
from matcher.text.sections import Line
from matcher.text.signs import LEAD, NO_JOB, SENTENCE, STOPS, STUDY, WORDS, WORK

_SHORT, _FEW, _MOST_LISTED = 12, 8, 29
_MOST_TITLES = 3
_USUAL_BODY = 6
_YEAR_ROW = re.compile(rf"(?:estat[ei]\s+|nel\s+)?(?P<year>{YEAR})(?=[\s,.:;–-])", re.IGNORECASE)
_RANGE_HINT = re.compile(r"\b(?:dal?|fino|sino|from|since)\b|dall'", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:[-–—−~÷›>→/]|,?\s(?:al?|ad|all'|to|until|fino|sino|e)\b)")


@dataclass(frozen=True, slots=True)
class JobHeader:
    """The line (by number) that dates a job, how it does, and the first line that speaks of it.

    ``alone``: nothing but the dates; ``short``: no sentence; ``hangs``: its title may stand in lines above.
    """

    line: int
    period: Period
    alone: bool
    short: bool
    hangs: bool
    top: int


def dates_a_job(text: str) -> bool:
    """Whether any line dates a job: a quick look that spares most ads the rest."""
    for found in ANY_YEAR.finditer(text):
        start, end = found.span()
        if not (_AFTER.match(text, end) or _RANGE_HINT.search(text, max(0, start - 25), start)):
            continue
        stop = text.find("\n", end)
        line = text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]
        if _header(line, 0, True):
            return True
    return False


def headers_of(text: str, lines: list[Line]) -> tuple[list[JobHeader], set[int]]:
    """The lines that date jobs, and the numbers of those under a heading of past ones."""
    headers: list[JobHeader] = []
    past: set[int] = set()
    kind = None
    for number, line in enumerate(lines):
        kind = line.heading or kind
        if line.heading or kind == "education" or not ANY_YEAR.search(text, line.start, line.end):
            continue
        words = text[line.start : line.end]
        header = _header(words, number, kind in ("experience", "past", "current"))
        if header is None and (
            kind == "past" or (headers and headers[-1].line == number - 1 and not line.gap)
        ):
            header = _row(words, number)
        if header:
            headers.append(header)
            if kind == "past":
                past.add(number)
    return headers, past


def _header(line: str, number: int, within: bool) -> JobHeader | None:
    """The job that a line dates, None where its years are of something else; ``within`` a section of jobs."""
    found = periods(line)
    if not found or (STUDY.search(line) and not (within and WORK.search(line))):
        return None
    setting = _setting(line, found)
    last = max(found, key=lambda p: (p.current, p.last or 0))
    if not _dates_work(line, setting) or (last.bare and not (setting.leads or setting.closes)):
        return None
    first = min((p.first for p in found if p.first), default=None) if len(found) > 1 else last.first
    short = setting.words <= _SHORT and not STOPS.search(line)
    hangs = short and not (setting.leads and setting.words > 0)
    return JobHeader(number, replace(last, first=first), setting.words == 0, short, hangs, number)


@dataclass(frozen=True, slots=True)
class _Setting:
    """The words around the dates of a line.

    ``leads``: the dates come first; ``closes``: they come last; ``listed``: they stand in brackets.
    """

    before: str
    after: str
    words: int
    leads: bool
    closes: bool
    listed: bool


def _setting(line: str, found: list[Period]) -> _Setting:
    before, after = line[: found[0].start], line[found[-1].end :]
    words_before, words_after = len(WORDS.findall(before)), len(WORDS.findall(after))
    lead = LEAD.match(before)
    bracketed = all(line[: p.start].endswith("(") or line[p.end :].startswith(")") for p in found)
    return _Setting(
        before,
        after,
        words_before + words_after,
        leads=bool(lead and lead.end() == len(before)),
        closes=not words_after and words_before <= _SHORT,
        listed=bracketed and words_before + words_after <= _MOST_LISTED,
    )


def _dates_work(line: str, setting: _Setting) -> bool:
    """Whether dates stand where those of a job do, and no word says that they are of a plan or a budget."""
    in_place = setting.leads or setting.closes or setting.listed
    if not (in_place or (setting.words <= _FEW and not SENTENCE.search(line))):
        return False
    return not (NO_JOB.search(setting.before) or (setting.words <= 3 and NO_JOB.search(setting.after)))


def _row(line: str, number: int) -> JobHeader | None:
    """A job of one year ("2014 raccolta fragole") in a list of past ones."""
    found = _YEAR_ROW.match(line)
    if found is None or STUDY.search(line) or NO_JOB.search(line):
        return None
    year = int(found["year"])
    return JobHeader(number, Period(0, found.end(), year, year, False, False), False, True, False, number)


def with_titles(text: str, lines: list[Line], headers: list[JobHeader]) -> list[JobHeader]:
    """Move each header up to the title lines above it, as far as the first header of its section shows."""
    result: list[JobHeader] = []
    most: int | None = None
    for header in headers:
        above = _titles_above(text, lines, header, result[-1].line + 1 if result else 0)
        if header.hangs and most is None:
            most = above
        top = header.line - min(above, most or 0) if header.hangs else header.top
        result.append(replace(header, top=top))
    return result


def _titles_above(text: str, lines: list[Line], header: JobHeader, floor: int) -> int:
    """How many lines above a header, down to line ``floor``, may be its title."""
    for number in range(header.line - 1, max(floor, header.line - _MOST_TITLES) - 1, -1):
        if not _may_be_title(text, lines[number], header.alone):
            return header.line - number - 1
        if lines[number].gap:
            return header.line - number
    return header.line - max(floor, header.line - _MOST_TITLES)


def _may_be_title(text: str, line: Line, alone: bool) -> bool:
    words = text[line.start : line.end]
    return (
        not line.bullet
        and line.heading is None
        and len(words) <= 70
        and not words.endswith((":", ","))
        and not STOPS.search(words)
        and (alone or len(WORDS.findall(words)) <= 6)
    )


def end_of(lines: list[Line], headers: list[JobHeader], number: int) -> int:
    """Where a job's stretch ends: at the next job or heading, sooner where its body is not certain."""
    header, body = headers[number], headers[number].line + 1
    is_last = number + 1 == len(headers)
    next_top = len(lines) if is_last else headers[number + 1].top
    limit = _next_heading(lines, header.line, next_top)
    meets_next = not is_last and limit == next_top
    bodies = _bodies(lines, headers)
    if not (meets_next or header.alone or (header.short and any(bodies))):
        limit = body if lines[header.line].bullet else min(limit, _bullets(lines, body, limit))
    elif not header.short:
        limit = body
    elif not meets_next:
        limit = _gap(lines, body, min(limit, body + 1 + max([*bodies, _USUAL_BODY])))
    return lines[max(limit, body) - 1].end


def _bodies(lines: list[Line], headers: list[JobHeader]) -> list[int]:
    """How many lines each job has below its header, where the next one ends it."""
    return [
        b.top - a.line - 1
        for a, b in pairwise(headers)
        if a.short and _next_heading(lines, a.line, b.top) == b.top
    ]


def _next_heading(lines: list[Line], number: int, limit: int) -> int:
    return next((i for i in range(number + 1, limit) if lines[i].heading), limit)


def _gap(lines: list[Line], start: int, limit: int) -> int:
    return next((i for i in range(start + 1, limit) if lines[i].gap), limit)


def _bullets(lines: list[Line], start: int, limit: int) -> int:
    while start < limit and lines[start].bullet and not lines[start].gap:
        start += 1
    return start
