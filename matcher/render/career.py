"""The path of a CV over time: a table for the terminal, and one with a small chart for a page."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.explain.data import MatchData
from matcher.messages import pick, short_chance
from matcher.render.parts import Part, esc
from matcher.render.text import COLOURS
from matcher.types import Step

_HEIGHT = {"none": 0, "1-3": 1, "4": 2, "5": 3, "6": 4, "7": 5}


def years(step: Step, lang: str) -> str:
    """The years of a job in words."""
    if step.current:
        now = pick(lang, "oggi", "today")
        return f"{step.first or '?'} – {now}"
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
    title = pick(lang, "Percorso", "Path")
    return Group(Text(), Text(f"{title}: {path_words(match)}", style="bold"), table)


def path_html(match: MatchData, lang: str) -> str:
    """The jobs as a section of a page: a line of the levels over time and the table under it."""
    part = Part(match, lang)
    rows = "".join(
        f'<tr><td class="num">{esc(years(step, lang))}</td><td>{_badge(part, step)}</td>'
        f'<td class="num">{part.percent(step.confidence) if step.confidence is not None else ""}</td>'
        f"<td>{esc(step.title)}</td></tr>"
        for step in match.path
    )
    heads = part.say("Anni|Livello|Probabilità|Lavoro", "Years|Level|Probability|Job").split("|")
    head = "".join(f"<th>{esc(h)}</th>" for h in heads)
    title = part.say("Percorso", "Path")
    return (
        f'<section class="path"><h2>{title}: {esc(path_words(match))}</h2>{_chart(part, match)}'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _badge(part: Part, step: Step) -> str:
    if step.label is None:
        return "–"
    return f'<span class="id {part.css(step.label)}">{esc(step.label)}</span>'


def _chart(part: Part, match: MatchData) -> str:
    """Levels over the years as steps, oldest at the left."""
    known = [s for s in reversed(match.path) if s.label is not None and s.first is not None]
    if len(known) < 2:
        return ""
    low = min(s.first or 0 for s in known)
    high = max([s.last or s.first or 0 for s in known] + [(s.first or 0) + 1 for s in known if s.current])
    scale = 560 / max(high - low, 1)
    bars = []
    for step in known:
        start = 70 + ((step.first or low) - low) * scale
        end = 70 + ((high if step.current else step.last or step.first or low) - low) * scale
        y = 118 - 20 * _HEIGHT.get(step.label or "", 0)
        words = esc(f"{years(step, part.lang)}: {step.title}")
        bars.append(
            f'<rect class="{part.css(step.label or "")}" x="{start:.0f}" y="{y - 5}" width="{max(end - start - 2, 4):.0f}" '
            f'height="10" rx="4" style="fill:var(--c)"><title>{words}</title></rect>'
        )
    axis = "".join(
        f'<text x="58" y="{122 - 20 * height}" text-anchor="end">{esc(label)}</text>'
        for label, height in _HEIGHT.items()
    )
    last = pick(part.lang, "oggi", "today") if known[-1].current else str(high)
    ends = f'<text x="70" y="142">{low}</text><text x="630" y="142" text-anchor="end">{esc(last)}</text>'
    return (
        f'<svg viewBox="0 0 640 146" role="img" aria-label="{esc(path_words(match))}" '
        f'style="width:100%;max-width:640px;height:auto;font-size:12px;fill:currentColor">{axis}{ends}{"".join(bars)}</svg>'
    )
