"""An ad or CV read whole: its answer, and for a CV the level of each job, most recent first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from matcher.match import Match
from matcher.text.clean import clean
from matcher.text.dates import PERIOD
from matcher.text.jobs import Job, find_jobs
from matcher.text.kind import TextKind, kind_of_text
from matcher.text.personal import mask, mask_source, neutral
from matcher.types import Span

if TYPE_CHECKING:
    from matcher.trained import Trained

_LONGEST_TITLE = 90
_POSITION = re.compile(
    r"^\W*(?:tipo di impiego|(?:lavoro o )?posizion[ei] ricopert[ae]|posizione|ruolo|qualifica)[ :|]+(\S[^\n]*)",
    re.I | re.M,
)
_DATES = re.compile(r"^\W*(?:date|periodo)\s*(?:\(da\s*[-–]\s*a\))?\s*:?", re.IGNORECASE)
_EDGES = " \t•●▪■◦*·–—-|,;:()"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: ``kind`` of the text (``auto`` lets its words tell) and whether to cover personal data."""

    kind: Literal["auto", "ad", "cv"] = "auto"
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One job of a CV: its characters in the text, its years, its title and its own level.

    ``label`` is None where the job is told in too few words.
    """

    span: Span
    first: int | None
    last: int | None
    current: bool
    title: str
    label: str | None
    level: int | None
    confidence: float | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of a job."""
        return {
            "span": list(self.span),
            "from": self.first,
            "to": self.last,
            "current": self.current,
            "title": self.title,
            "label": self.label,
            "level": self.level,
            "confidence": None if self.confidence is None else round(self.confidence, 6),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer for a text, what kind it is, and the path of a CV."""

    match: Match
    kind: TextKind
    path: tuple[Step, ...] = ()

    def to_dict(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON object of the contract; a CV adds ``kind`` and ``path``, a request the text."""
        answer = self.match.to_dict()
        if self.kind == "cv":
            answer["kind"] = self.kind
            answer["path"] = [step.to_dict() for step in self.path]
        return {**answer, "text": self.match.text} if with_text else answer


def read_text(matcher: Trained, text: str, source: str = "-", options: Options | None = None) -> Reading:
    """Read one text. A CV is scored without its personal data; with ``mask`` no output holds them."""
    options = options or Options()
    shown = mask(text) if options.mask else text
    cleaned = clean(text)
    kind = kind_of_text(cleaned.text) if options.kind == "auto" else options.kind
    name = mask_source(source, text, plain=kind == "ad") if options.mask else source
    scored = neutral(text) if kind == "cv" else shown
    match = replace(matcher.match(scored, source=name), text=shown)
    if kind == "ad":
        return Reading(match, kind)
    jobs = [(job, cleaned.origin(job.start, job.end)) for job in find_jobs(cleaned.text)]
    return Reading(match, kind, _path(matcher, scored, shown, jobs))


def _path(matcher: Trained, scored: str, shown: str, jobs: list[tuple[Job, Span]]) -> tuple[Step, ...]:
    answers = matcher.match_many([scored[a:b] for _, (a, b) in jobs], detail="none")
    return tuple(
        Step(
            span,
            job.first,
            job.last,
            job.current,
            title_of(shown[slice(*span)]),
            answer.label,
            answer.level,
            answer.confidence,
        )
        for (job, span), answer in zip(jobs, answers, strict=True)
    )


def title_of(stretch: str) -> str:
    """The first words of a job that are not its dates; in a Europass, its position."""
    named = _POSITION.search(stretch)
    for line in [named[1]] if named else stretch.splitlines():
        words = " ".join(PERIOD.sub(" ", _DATES.sub(" ", line)).split()).strip(_EDGES)
        if re.search(r"[^\W\d_]{3}", words):
            return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
    return ""
