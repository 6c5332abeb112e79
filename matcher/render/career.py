"""The path of a CV over time: a table for the terminal, and one with a small chart for a page."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.explain.data import MatchData
from matcher.messages import short_chance, tell
from matcher.render.parts import Part
from matcher.render.text import COLOURS
from matcher.types import Step

_HEIGHT = {"none": 0, "1-3": 1, "4": 2, "5": 3, "6": 4, "7": 5}


def years(step: Step, lang: str) -> str:
    """The years of a job in words."""
    if step.current:
        return f"{step.first or '?'} – {tell('today', lang)}"
    if step.first == step.last:
        return str(step.first or "?")
    return f"{step.first or '?'} – {step.last or '?'}"


def path_words(match: MatchData) -> str:
    """The levels from the first job to the last, e.g. ``4 → 4 → 5``."""
    return " → ".join(step.label or "?" for step in reversed(match.path))


def path_text(match: MatchData, lang: str) -> RenderableType:
    """The jobs for the terminal, most recent first."""
    table = Table.grid(padding=(0, 2))
    for step in match.path:
        label = step.label or "–"
        sure = "" if step.confidence is None else short_chance(step.confidence, lang)
        table.add_row(
            Text(years(step, lang), style="dim"),
            Text(f"{label:>4}", style=f"bold {COLOURS.get(label, '')}".strip()),
            Text(sure, style="dim"),
            Text(step.title),
        )
    return Group(Text(), Text(f"{tell('path', lang)}: {path_words(match)}", style="bold"), table)


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in the table."""

    years: str
    label: str | None
    css: str
    percent: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the chart's axis."""

    label: str
    y: int


@dataclass(frozen=True, slots=True)
class JobBar:
    """A job on the chart."""

    css: str
    x: str
    y: int
    width: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Levels over the years, oldest at the left."""

    ticks: tuple[Tick, ...]
    first: int
    last: str
    bars: tuple[JobBar, ...]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The path of a CV, as ``templates/path.html`` shows it."""

    words: str
    chart: Chart | None
    rows: tuple[JobRow, ...]


def jobs_of(part: Part) -> Jobs:
    """The jobs of a CV for a page."""
    rows = (
        JobRow(
            years(step, part.lang),
            step.label,
            part.css(step.label or ""),
            "" if step.confidence is None else part.percent(step.confidence),
            step.title,
        )
        for step in part.match.path
    )
    return Jobs(path_words(part.match), _chart(part), tuple(rows))


def _chart(part: Part) -> Chart | None:
    """The chart, where two jobs or more have a level and a year."""
    known = [s for s in reversed(part.match.path) if s.label is not None and s.first is not None]
    if len(known) < 2:
        return None
    low = min(s.first or 0 for s in known)
    high = max([s.last or s.first or 0 for s in known] + [(s.first or 0) + 1 for s in known if s.current])
    scale = 560 / max(high - low, 1)
    bars = []
    for step in known:
        start = 70 + ((step.first or low) - low) * scale
        end = 70 + ((high if step.current else step.last or step.first or low) - low) * scale
        y = 113 - 20 * _HEIGHT.get(step.label or "", 0)
        title = f"{years(step, part.lang)}: {step.title}"
        bars.append(
            JobBar(part.css(step.label or ""), f"{start:.0f}", y, f"{max(end - start - 2, 4):.0f}", title)
        )
    ticks = tuple(Tick(label, 122 - 20 * height) for label, height in _HEIGHT.items())
    return Chart(ticks, low, part.tell("today") if known[-1].current else str(high), tuple(bars))
