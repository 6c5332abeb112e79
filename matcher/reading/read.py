"""The one entry for every door: texts read without what is personal, scored, their kind told, CVs told job by job."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matcher.explain.explainer import Explainer
from matcher.language.pipeline import LOCK
from matcher.match import Detail, Match, matches
from matcher.text.clean import Cleaned
from matcher.text.dates import PERIOD
from matcher.text.jobs import Job, find_jobs, present_job
from matcher.text.kind import kind_of_text
from matcher.text.parse import prepare
from matcher.text.personal import mask, mask_source
from matcher.types import ModelInfo, Step

_LONGEST_TITLE = 90
_POSITION = re.compile(
    r"^\W*(?:tipo di impiego|(?:lavoro o )?posizion[ei] ricopert[ae]|posizione|ruolo|qualifica)[ :|]+(\S[^\n]*)",
    re.I | re.M,
)
_DATES = re.compile(r"^\W*(?:date|periodo)\s*(?:\(da\s*[-–]\s*a\))?\s*:?", re.IGNORECASE)
_EDGES = " \t•●▪■◦*·–—-|,;:()"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: how much of the reasons to give, the ``kind`` of the texts, whether to cover personal data.

    ``kind`` decides what is told of a text, never its scores: ``auto`` lets its words tell.
    """

    detail: Detail = Detail.FULL
    kind: Literal["auto", "ad", "cv"] = "auto"
    mask: bool = False


def read(
    explainer: Explainer,
    info: ModelInfo,
    texts: Sequence[str],
    options: Options | None = None,
    source: str = "-",
) -> list[Match]:
    """The answer for each text, in one pass. With ``mask`` no answer holds personal data, and no number changes."""
    options = options or Options()
    shown = [mask(text) for text in texts] if options.mask else texts
    prepared = [prepare(text) for text in shown]
    with LOCK:
        scored = explainer.engine.score(prepared)
        found = list(matches(explainer, scored, shown, info, options.detail, source))
    if options.detail is Detail.FULL:
        found = _told(explainer, info, found, prepared, options)
    if not options.mask:
        return found
    hidden = (
        mask_source(source, text, plain=match.kind != "cv") for text, match in zip(texts, found, strict=True)
    )
    return [replace(match, source=name) for match, name in zip(found, hidden, strict=True)]


def _told(
    explainer: Explainer, info: ModelInfo, found: list[Match], prepared: list[Cleaned], options: Options
) -> list[Match]:
    """The same with their kinds and, for CVs, their jobs, all scored in one pass."""
    kinds = [kind_of_text(text.text) if options.kind == "auto" else options.kind for text in prepared]
    jobs = [find_jobs(text.text) if kind == "cv" else [] for text, kind in zip(prepared, kinds, strict=True)]
    parts = [text.part(job.start, job.end) for text, own in zip(prepared, jobs, strict=True) for job in own]
    answers: Iterator[Match] = iter(())
    if parts:
        with LOCK:
            alone = explainer.engine.score(parts)
            answers = iter(list(matches(explainer, alone, [part.text for part in parts], info, Detail.NONE)))
    told = []
    for match, kind, text, own in zip(found, kinds, prepared, jobs, strict=True):
        present = present_job(text.text) if own else None
        steps = [_step(match, next(answers), text, job, job == present) for job in own]
        told.append(replace(match, kind=kind, path=tuple(steps)))
    return told


def _step(match: Match, alone: Match, text: Cleaned, job: Job, present: bool) -> Step:
    """One job with its own answer; that of the job which a CV is scored for is the CV's."""
    answer = match if present else alone
    span = text.origin(job.start, job.end)
    title = title_of(match.text[slice(*span)])
    return Step(span, job.first, job.last, job.current, title, answer.label, answer.level, answer.confidence)


def title_of(stretch: str) -> str:
    """The first words of a job that are not its dates; in a Europass, its position."""
    named = _POSITION.search(stretch)
    for line in [named[1]] if named else stretch.splitlines():
        words = " ".join(PERIOD.sub(" ", _DATES.sub(" ", line)).split()).strip(_EDGES)
        if re.search(r"[^\W\d_]{3}", words):
            return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
    return ""
