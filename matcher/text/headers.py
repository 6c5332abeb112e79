"""The lines of a CV that date a job, and the stretch of each job around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.text.dates import ANY_YEAR, YEAR, Period, periods
from matcher.text.sections import Line
from matcher.text.signs import LEAD, NO_JOB, SENTENCE, STOPS, STUDY, WORDS, WORK

_SHORT = 12
_YEAR_ROW = re.compile(rf"(?:estat[ei]\s+|nel\s+)?(?P<year>{YEAR})(?=[\s,.:;–-])", re.IGNORECASE)
_RANGE_HINT = re.compile(r"\b(?:dal?|fino|sino|from|since)\b|dall'", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:[-–—−~÷›>→/]|,?\s(?:al?|ad|all'|to|until|fino|sino|e)\b)")


@dataclass(frozen=True, slots=True)
class Head:
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
        if _head(line, 0, True):
            return True
    return False


def heads_of(text: str, lines: list[Line]) -> tuple[list[Head], set[int]]:
    """The lines that date jobs, and the numbers of those under a heading of past ones."""
    heads: list[Head] = []
    past: set[int] = set()
    kind = None
    for number, line in enumerate(lines):
        kind = line.heading or kind
        if line.heading or kind == "education" or not ANY_YEAR.search(text, line.start, line.end):
            continue
        words = text[line.start : line.end]
        head = _head(words, number, kind in ("experience", "past", "current"))
        if head is None and (kind == "past" or (heads and heads[-1].line == number - 1 and not line.gap)):
            head = _row(words, number)
        if head:
            heads.append(head)
            if kind == "past":
                past.add(number)
    return heads, past


def _head(line: str, number: int, within: bool) -> Head | None:
    """The job that a line dates, None where its years are of something else."""
    found = periods(line)
    if not found or (STUDY.search(line) and not (within and WORK.search(line))):
        return None
    last = max(found, key=lambda p: (p.current, p.last or 0))
    before, after = line[: found[0].start], line[found[-1].end :]
    lead = LEAD.match(before)
    leads = bool(lead and lead.end() == len(before))
    words = len(WORDS.findall(before)) + len(WORDS.findall(after))
    closes = not WORDS.search(after) and len(WORDS.findall(before)) <= _SHORT
    listed = all(line[: p.start].endswith("(") or line[p.end :].startswith(")") for p in found) and words < 30
    if not (leads or closes or listed or (words <= 8 and not SENTENCE.search(line))):
        return None
    if NO_JOB.search(before) or (words <= 3 and NO_JOB.search(after)):
        return None
    if last.bare and not (leads or closes):
        return None
    first = min((p.first for p in found if p.first), default=None) if len(found) > 1 else last.first
    whole = replace(last, first=first)
    short = words <= _SHORT and not STOPS.search(line)
    return Head(number, whole, words == 0, short, short and not (leads and words > 0), number)


def _row(line: str, number: int) -> Head | None:
    """A job of one year ("2014 raccolta fragole") in a list of past ones."""
    found = _YEAR_ROW.match(line)
    if found is None or STUDY.search(line) or NO_JOB.search(line):
        return None
    year = int(found["year"])
    return Head(number, Period(0, found.end(), year, year, False, False), False, True, False, number)


def with_titles(text: str, lines: list[Line], heads: list[Head]) -> list[Head]:
    """Move each head up to the title lines above it, as far as the first head of its section shows."""
    result: list[Head] = []
    first: int | None = None
    for head in heads:
        floor = result[-1].line + 1 if result else 0
        up = 0
        while (
            up < 3
            and head.line - up - 1 >= floor
            and _may_be_title(text, lines, head.line - up - 1, head.alone)
        ):
            up += 1
            if lines[head.line - up].gap:
                break
        if head.hangs and first is None:
            first = up
        result.append(replace(head, top=head.line - min(up, first or 0)) if head.hangs else head)
    return result


def _may_be_title(text: str, lines: list[Line], number: int, alone: bool) -> bool:
    line = lines[number]
    words = text[line.start : line.end]
    return (
        not line.bullet
        and line.heading is None
        and len(words) <= 70
        and not words.endswith((":", ","))
        and not STOPS.search(words)
        and (alone or len(WORDS.findall(words)) <= 6)
    )


def end_of(lines: list[Line], heads: list[Head], number: int) -> int:
    """Where a job's stretch ends: at the next job or heading, sooner where its body is not certain."""
    head = heads[number]
    limit = _next_heading(lines, head.line, heads[number + 1].top if number + 1 < len(heads) else len(lines))
    told = number + 1 < len(heads) and limit == heads[number + 1].top
    bodies = [
        b.top - a.line - 1
        for a, b in pairwise(heads)
        if a.short and _next_heading(lines, a.line, b.top) == b.top
    ]
    if not told and not (head.alone or (head.short and any(bodies))):
        limit = (
            min(limit, _bullets(lines, head.line + 1, limit))
            if not lines[head.line].bullet
            else head.line + 1
        )
    elif not head.short:
        limit = head.line + 1
    elif not told:
        limit = _gap(lines, head.line + 1, min(limit, head.line + 2 + max([*bodies, 6])))
    return lines[max(limit, head.line + 1) - 1].end


def _next_heading(lines: list[Line], number: int, limit: int) -> int:
    return next((i for i in range(number + 1, limit) if lines[i].heading), limit)


def _gap(lines: list[Line], start: int, limit: int) -> int:
    return next((i for i in range(start + 1, limit) if lines[i].gap), limit)


def _bullets(lines: list[Line], start: int, limit: int) -> int:
    while start < limit and lines[start].bullet and not lines[start].gap:
        start += 1
    return start
