"""The jobs of a CV and their dates, and which of them are past."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matcher.text.headers import JobHeader, dates_a_job, end_of, headers_of, with_titles
from matcher.text.sections import Line, lines_of
from matcher.text.signs import (
    AD,
    NOW,
    PRESENT,
    SPEAKS,
    WORDS,
)
from matcher.types import Span

_ENOUGH = 25


@dataclass(frozen=True, slots=True)
class Job:
    """A job at characters ``[start, end)``: its title, dates and what is told of it.

    ``first`` and ``last`` are years, None where not said; ``current`` that it lasts to this day.
    """

    start: int
    end: int
    first: int | None
    last: int | None
    current: bool


def find_jobs(clean_text: str) -> list[Job]:
    """The dated jobs of a CV, most recent first; empty for an ad or for a CV without dates."""
    return [job for job, _ in _jobs(clean_text)]


def present_job(clean_text: str) -> Job | None:
    """The one job that a CV is scored for; None where none is dated, several go on, or the present has no dates."""
    jobs = _jobs(clean_text)
    if not jobs or sum(job.current for job, _ in jobs) > 1:
        return None
    if not jobs[0][0].current and (jobs[0][1] or _present_first(clean_text, jobs)):
        return None
    return jobs[0][0]


def older_job_spans(clean_text: str) -> list[Span]:
    """Stretches of jobs neither current nor the most recent, in order; empty where nothing is certain."""
    jobs = _jobs(clean_text)
    if not jobs:
        return []
    kept = jobs[0][0]
    if not kept.current and (jobs[0][1] or _present_first(clean_text, jobs)):
        kept = replace(kept, current=True, start=-1, end=-1)
    older = [
        j for j, _ in jobs if not j.current and j != kept and (j.last or j.first or 0) <= (kept.last or 9999)
    ]
    spans: list[Span] = []
    live = [(j.start, j.end) for j, _ in jobs if j.current or j == kept]
    for job in sorted(older, key=lambda j: j.start):
        if any(a < job.end and job.start < b for a, b in live):
            continue
        if spans and job.start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(job.end, spans[-1][1])
        else:
            spans.append((job.start, job.end))
    return spans


def _jobs(text: str) -> list[tuple[Job, bool]]:
    """Jobs, most recent first, each with whether it stands under a heading of past ones."""
    if not dates_a_job(text):
        return []
    lines = lines_of(text)
    headers, past = headers_of(text, lines)
    if not headers or _is_ad(text, lines, headers):
        return []
    headers = with_titles(text, lines, headers)
    found = []
    for number, header in enumerate(headers):
        end = end_of(lines, headers, number)
        start = lines[header.top].full
        p = header.period
        found.append((Job(start, end, p.first, p.last, p.current), header.line in past))
    return sorted(found, key=lambda j: (not j[0].current, -(j[0].last or 0), -(j[0].first or 0), j[0].start))


def _is_ad(text: str, lines: list[Line], headers: list[JobHeader]) -> bool:
    """Whether the text speaks as an employer; headings, closed jobs and a first person speak against it."""
    found_marks = {found.group().lower() for found in AD.finditer(text)}
    if not found_marks:
        return False
    marks = sum(2 if mark.endswith("iamo") else 1 for mark in found_marks)
    signs = sum(line.heading in ("experience", "past", "current", "education") for line in lines)
    closed = sum(not header.period.current for header in headers)
    speaks = len({found.group().lower() for found in SPEAKS.finditer(text)})
    return marks > (signs > 0) + (signs > 2) + (closed > 1) + (closed > 3) + (speaks > 0) + (speaks > 2)


def _present_first(text: str, jobs: list[tuple[Job, bool]]) -> bool:
    """Whether a present job without dates is told before a list of old ones."""
    before = text[: min(job.start for job, _ in jobs)]
    if len(WORDS.findall(before)) < _ENOUGH:
        return False
    kinds = [line.heading for line in lines_of(before) if line.heading]
    listed = all(text.count("\n", job.start, job.end) == 0 for job, _ in jobs)
    if kinds[-1:] == ["experience"]:
        return listed and (
            len(PRESENT.findall(before)) > 1 or (kinds == ["experience"] and before.count("\n") > 3)
        )
    return listed or bool(NOW.search(before))
