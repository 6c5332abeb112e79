"""A Match for the terminal: level, probabilities as bars, the text with its terms marked, the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.framework import Skill
from matcher.messages import pick
from matcher.types import Match, Overlap, Span, Status

COLOURS = {"none": "bright_black", "1-3": "cyan", "4": "green", "5": "yellow", "6": "magenta", "7": "red"}
BAR = 24
MAX_TERMS = 15
MAX_TEXT = 20_000


def text_view(match: Match, skill: Skill, lang: str, *, plain: bool) -> RenderableType:
    """What ``matcher score`` shows. ``plain`` marks terms by brackets, where there is no colour."""
    title = Text(f"{match.source}  ", style="dim")
    if match.status != "ok":
        return Group(title + Text(declined(match.status, lang), style="bold"))
    parts: list[RenderableType] = [title + Text(headline(match, lang), style=f"bold {_colour(match.label)}")]
    parts += [Text(), _bars(match), Text(), marked(match, plain=plain), Text()]
    if match.overlaps:
        parts.append(_reasons(match, skill, lang))
    return Group(*parts)


def headline(match: Match, lang: str) -> str:
    """The answer in a few words, e.g. ``Livello 5 (probabilità 0.93)``."""
    meanings = {
        "none": pick(lang, "Vendere non è il centro del ruolo", "Selling is not the core of the role"),
        "1-3": pick(lang, "Sotto i livelli definiti (1-3)", "Below the defined levels (1-3)"),
        "7": pick(lang, "Sopra i livelli definiti (7)", "Above the defined levels (7)"),
    }
    label = match.label or ""
    words = meanings.get(label, f"{pick(lang, 'Livello', 'Level')} {label}")
    return f"{words} ({pick(lang, 'probabilità', 'probability')} {match.confidence:.2f})"


def declined(status: Status, lang: str) -> str:
    """Why there is no label, in one sentence with the mend."""
    if status == "unsupported_language":
        return pick(
            lang,
            "Il testo non è in italiano: darne la versione italiana.",
            "The text is not Italian: give its Italian version.",
        )
    return pick(
        lang,
        "Il testo dice troppo poco del ruolo: aggiungere le responsabilità.",
        "The text says too little of the role: add its responsibilities.",
    )


def marked(match: Match, *, plain: bool) -> Text:
    """The text as it was given, with its strongest terms marked and followed by what each speaks for."""
    view, at = Text(), 0
    for (start, end), overlap in _in_order(match.overlaps[:MAX_TERMS]):
        if start < at:
            continue
        if end > MAX_TEXT:
            break
        view.append(match.text[at:start])
        code = overlap.responsibility or overlap.label
        if plain:
            view.append(f"[{match.text[start:end]}]({code})")
        else:
            view.append(match.text[start:end], style=f"bold underline {_colour(overlap.label)}")
            view.append(f" {code}", style="dim")
        at = end
    rest = match.text[at : max(at, MAX_TEXT)]
    view.append(rest + ("…" if len(match.text) > max(at, MAX_TEXT) else ""))
    view.rstrip()
    return view


def _in_order(overlaps: tuple[Overlap, ...]) -> list[tuple[Span, Overlap]]:
    return sorted(((span, o) for o in overlaps for span in o.spans), key=lambda pair: pair[0])


def _bars(match: Match) -> Table:
    table = Table.grid(padding=(0, 1))
    for label, probability in match.probabilities.items():
        bold = "bold " if label == match.label else ""
        bar = "█" * round(BAR * probability) or "▏"
        table.add_row(
            Text(f"{label:>4}", style=f"{bold}{_colour(label)}"),
            Text(f"{probability:.2f}", style=bold.strip()),
            Text(bar, style=_colour(label)),
        )
    return table


def _reasons(match: Match, skill: Skill, lang: str) -> Table:
    """Strongest terms, the label each speaks for, and the responsibility in the framework's words."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(pick(lang, "Termine", "Term"), max_width=32, overflow="fold")
    table.add_column(pick(lang, "Livello", "Level"))
    table.add_column(pick(lang, "Peso", "Weight"), justify="right")
    table.add_column(pick(lang, "Responsabilità", "Responsibility"), overflow="fold")
    for row in _rows(match, skill):
        table.add_row(*row)
    if (more := len(match.overlaps) - MAX_TERMS) > 0:
        table.add_row(Text(pick(lang, f"… e altri {more}", f"... and {more} more"), style="dim"), "", "", "")
    return table


def _rows(match: Match, skill: Skill) -> Iterator[tuple[Text, ...]]:
    for overlap in match.overlaps[:MAX_TERMS]:
        part = skill.responsibilities.get(overlap.responsibility or "")
        yield (
            Text(overlap.term),
            Text(overlap.label, style=_colour(overlap.label)),
            Text(f"{overlap.weight:+.2f}"),
            Text(f"{part.id} {part.text}" if part else "-"),
        )


def _colour(label: str | None) -> str:
    return COLOURS.get(label or "", "blue")
