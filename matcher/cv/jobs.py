"""The jobs of a CV and their dates, and which of them are past."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from matcher.cv.dates import ANY_YEAR, Period, periods
from matcher.cv.sections import Line, lines_of
from matcher.types import Span

_STUDY = re.compile(
    r"\b(?:laure\w+|diplom\w+|liceo|ginnasio|master\b|universit\w+|politecnico|maturità|dottorat\w+|ph\.?d|scuola"
    r"|istituto\s+(?:tecnico|professionale|alberghiero|d'arte|magistrale|agrario|statale)|ragioneria|itis|its\b"
    r"|ipsia|erasmus|tesi|corso\s+(?:di|in|per)|certificazion\w+|attestat\w+|qualifica\s+professionale|bachelor"
    r"|mba|executive\s+program|accademi[ae]|facoltà|studi\s+(?:di|in)|degree|high\s+school|servizio\s+(?:militare|civile))",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:agente|account|venditor\w+|responsabil\w+|direttor\w+|direttric\w+|manager|addett[oa]|impiegat[oa]"
    r"|consulente|funzionari[oa]|commess[oa]|cassier[ea]|capo|tecnic[oa]|commerciale|sales|store|area|docente|segretari[ao]"
    r"|insegnante|ricercat\w+|buyer|amministrat\w+|presso|assistente|stage|stagista|tirocini\w+|operai[oa]|coordinat\w+)\b",
    re.IGNORECASE,
)
_NO_JOB = re.compile(
    r"\b(?:piano|piani|budget|triennio|biennio|quinquennio|programm[ai]|strategi[ae]|ccnl|pnrr|stagione|campagna|a\.\s?s\."
    r"|anno\s+(?:scolastico|accademico)|band[oi]|progett[oi]|bilanci[oo]?|esercizi[oo]?|obiettiv[oi]|fondi|periodo|psr|por|fesr"
    r"|fatturat[oi]|cresci\w+|cresciut[oaie]|passat[oaie]|raggiunt[oaie]|super\w+|quot[ae]|ordinato|vendite\s+da|premi[oa]?"
    r"|miglior\w*|riconosciment\w+|nat[oa]|orari[oo]?|contratto\s+quadro|aumentat\w+|ridott\w+|medi[ao])\b|[%€]",
    re.IGNORECASE,
)
_AD = re.compile(
    r"\b(?:(?:cerca|ricerca|seleziona|assume)(?:no|mo)?\s+(?:per|un|una|uno|n\.|\d)|(?:cerch|ricerch|selezion|offr|assum)iamo"
    r"|si\s+(?:offre|richied\w+|ricerca|cerca|seleziona)|candidat(?:ur|ar|evi|i\s)\w*|il\s+candidato|la\s+risorsa|ambosessi"
    r"|requisiti|ral\b|ti\s+(?:occuperai|offriamo|aspett\w+|unirai)|(?:sar|avr|entrer|far|dovr|gestir|potr|svilupper|lavorer)ai"
    r"|(?:lo|la)\s+(?:stiamo|selezione)|posizione\s+aperta|(?:invia\w*|mand[ai]\w*)\s+(?:il\s+)?(?:tuo\s+)?(?:cv|curriculum)"
    r"|inseriment\w+\s+(?:di|in)|da\s+inserire|sede\s+di\s+lavoro|buoni\s+pasto|ticket\s+restaurant|unisciti|cosa\s+offr\w+"
    r"|chi\s+cerchiamo|stiamo\s+cercando|nostr[oaie]\s+(?:clienti?|team|aziend[ae]|sed[ei]|storia)|il\s+nostro\s+cliente)",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:attualmente|oggi|attuale|da\s+\w+\s+(?:anni|mesi)|ora|adesso|currently)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\W|\b(?:prima|poi|ancora\s+prima|prima\s+ancora|in\s+precedenza|precedentemente|successivamente|periodo|anni|anno|date?"
    r"|dal|da|durata|infine|dapprima|e|quindi|impiego|esperienza|dopo|e\s+prima)\b)*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÀ-Ý])")
_OPEN_ENDS = (".", ";")
_SHORT = 12
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


@dataclass(frozen=True, slots=True)
class _Head:
    """The line (by number) that dates a job, how it does, and the first line that speaks of it."""

    line: int
    period: Period
    alone: bool
    short: bool
    top: int


def find_jobs(clean_text: str) -> list[Job]:
    """The dated jobs of a CV, most recent first; empty for an ad or for a CV without dates."""
    return [job for job, _ in _jobs(clean_text)]


def older_job_spans(clean_text: str) -> list[Span]:
    """Stretches of jobs that are neither current nor the most recent, in order; empty where nothing is certain."""
    jobs = _jobs(clean_text)
    if not jobs:
        return []
    kept = jobs[0][0]
    if not kept.current and (jobs[0][1] or _told_before(clean_text, jobs)):
        kept = replace(kept, current=True, start=-1, end=-1)
    older = [j for j, _ in jobs if not j.current and j != kept and (j.last or j.first or 0) <= (kept.last or 9999)]
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
    if not ANY_YEAR.search(text):
        return []
    lines = lines_of(text)
    heads, past = _heads(text, lines)
    if not heads or _is_ad(text, lines, heads):
        return []
    heads = _with_titles(text, lines, heads)
    found = []
    for number, head in enumerate(heads):
        end = _end(lines, heads, number)
        start = lines[head.top].full
        p = head.period
        found.append((Job(start, end, p.first, p.last, p.current), head.line in past))
    return sorted(found, key=lambda j: (not j[0].current, -(j[0].last or 0), -(j[0].first or 0), j[0].start))


def _heads(text: str, lines: list[Line]) -> tuple[list[_Head], set[int]]:
    heads: list[_Head] = []
    past: set[int] = set()
    kind = None
    for number, line in enumerate(lines):
        kind = line.heading or kind
        if line.heading or kind == "education" or not ANY_YEAR.search(text, line.start, line.end):
            continue
        head = _head(text[line.start : line.end], number, kind in ("experience", "past", "current"))
        if head:
            heads.append(head)
            if kind == "past":
                past.add(number)
    return heads, past


def _head(line: str, number: int, within: bool) -> _Head | None:
    """The job that a line dates, None where its years are of something else."""
    found = periods(line)
    if not found or (_STUDY.search(line) and not (within and _WORK.search(line))):
        return None
    last = max(found, key=lambda p: (p.current, p.last or 0))
    before, after = line[: found[0].start], line[found[-1].end :]
    lead = _LEAD.match(before)
    leads = bool(lead and lead.end() == len(before))
    words = len(_WORD.findall(before)) + len(_WORD.findall(after))
    closes = not _WORD.search(after) and len(_WORD.findall(before)) <= _SHORT
    listed = all(line[: p.start].endswith("(") or line[p.end :].startswith(")") for p in found) and words < 30
    if not (leads or closes or listed or (words <= 8 and not _SENTENCE.search(line))):
        return None
    if _NO_JOB.search(before if leads or closes else line) or (words <= 3 and _NO_JOB.search(after)):
        return None
    if last.bare and not (leads or closes):
        return None
    first = min((p.first for p in found if p.first), default=None) if len(found) > 1 else last.first
    whole = replace(last, first=first)
    short = words <= _SHORT and not line.rstrip().endswith(_OPEN_ENDS)
    return _Head(number, whole, words <= 1, short, number)


def _with_titles(text: str, lines: list[Line], heads: list[_Head]) -> list[_Head]:
    """Move each head up to the title lines above it, as far as the first head of its section shows."""
    result: list[_Head] = []
    for i, head in enumerate(heads):
        floor = result[-1].line + 1 if result else 0
        up = 0
        while up < 3 and head.line - up - 1 >= floor and _may_be_title(text, lines, head.line - up - 1, head.alone):
            up += 1
            if lines[head.line - up].gap:
                break
        result.append(replace(head, top=head.line - up) if head.short else head)
        if i and head.short and heads[i - 1].short:
            known = min(result[-1].line - result[-1].top, result[0].line - result[0].top)
            result[-1] = replace(head, top=head.line - known)
    return result


def _may_be_title(text: str, lines: list[Line], number: int, alone: bool) -> bool:
    line = lines[number]
    words = text[line.start : line.end]
    return (
        not line.bullet
        and line.heading is None
        and len(words) <= 70
        and not words.endswith((".", ";", ":", ","))
        and (alone or len(_WORD.findall(words)) <= 6)
    )


def _end(lines: list[Line], heads: list[_Head], number: int) -> int:
    """Where a job's stretch ends: at the next job or heading, sooner where its body is not certain."""
    head = heads[number]
    limit = heads[number + 1].top if number + 1 < len(heads) else len(lines)
    for i in range(head.line + 1, limit):
        if lines[i].heading:
            limit = i
            break
    bodies = [b.top - a.line - 1 for a, b in zip(heads, heads[1:], strict=False)]
    if limit <= head.line + 1:
        return lines[head.line].end
    told = number + 1 < len(heads) and limit == heads[number + 1].top
    if not head.short or (not told and bodies and max(bodies) == 0) or (not head.alone and not bodies):
        limit = _bullets(lines, head.line + 1, limit) if not lines[head.line].bullet else head.line + 1
    elif not told:
        limit = min(limit, head.line + 1 + max([*bodies, 6]) + 1)
    return lines[limit - 1].end


def _bullets(lines: list[Line], start: int, limit: int) -> int:
    while start < limit and lines[start].bullet and not lines[start].gap:
        start += 1
    return start


def _is_ad(text: str, lines: list[Line], heads: list[_Head]) -> bool:
    """Whether the text speaks as an employer. Two marks are enough; one is where few jobs and no headings speak against."""
    marks = len({m.group().lower() for m in _AD.finditer(text)})
    signs = sum(line.heading in ("experience", "past", "current", "education") for line in lines)
    closed = sum(not h.period.current for h in heads)
    return marks >= 2 + (signs > 1) + (closed > 2) or (marks == 1 and signs == 0 and closed < 2)


def _told_before(text: str, jobs: list[tuple[Job, bool]]) -> bool:
    """Whether a present job without dates is told before the first dated one, in a CV that only lists old ones."""
    first = min(job.start for job, _ in jobs)
    before = text[:first]
    kinds = [line.heading for line in lines_of(before) if line.heading]
    listed = all(text.count("\n", job.start, job.end) == 0 for job, _ in jobs)
    enough = len(_WORD.findall(before)) >= _ENOUGH
    return enough and (kinds[-1:] != ["experience"]) and (listed or bool(_NOW.search(before)))
