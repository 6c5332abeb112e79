"""A Match for the terminal: level, sentences, probabilities as bars, the marked text, both sides, the contrast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from matcher.explain.contrast import nearest_other
from matcher.explain.quotes import tidy
from matcher.framework import Skill
from matcher.match import Match
from matcher.messages import MESSAGES, chance, decimal, short_chance, tell
from matcher.messages.numbers import pick
from matcher.types import Overlap, Span, Status

COLOURS = {"none": "bright_black", "1-3": "cyan", "4": "green", "5": "yellow", "6": "magenta", "7": "red"}
BAR = 24
ROWS = 9
TERMS = 4
DUEL = 4
MISSING = 6
MAX_TEXT = 20_000
WEAK = 0.12


def text_view(match: Match, skill: Skill, lang: str, *, plain: bool) -> RenderableType:
    """What ``matcher score`` shows. ``plain`` marks terms by brackets, where there is no colour."""
    title = Text(f"{match.source}  ", style="dim")
    told = [
        Text(f"{pick(lang, 'Attenzione', 'Note')}: {w.say(lang)}", style="yellow") for w in match.warnings
    ]
    if match.status != "ok":
        return Group(title + Text(declined(match.status, lang), style="bold"), *told)
    parts: list[RenderableType] = [
        title + Text(headline(match, lang), style=f"bold {_colour(match.label)}"),
        *told,
        Text(),
    ]
    if match.clauses:
        parts += [Text(sentence) for sentence in match.sentences(lang)]
        parts.append(Text())
    parts += [
        _bars(match, lang),
        _title(tell("page.text", lang)),
        marked(match, lang, plain=plain),
    ]
    if match.overlaps:
        parts += [_title(tell("view.both", lang)), _two_sides(match, skill, lang)]
    if match.clauses:
        parts += [Text(), _missing(match, skill, lang), *_contrast(match, lang)]
    return Group(*parts)


def headline(match: Match, lang: str) -> str:
    """The answer in a few words, e.g. ``Livello 5 (probabilità 93%)``."""
    label = match.label or ""
    key = f"headline.{label}" if f"headline.{label}" in MESSAGES else "headline"
    return tell(key, lang, label=label, p=chance(match.confidence or 0.0, lang))


def declined(status: Status, lang: str) -> str:
    """Why there is no label, in one sentence with the mend."""
    return tell(f"declined.{status}", lang)


def marked(match: Match, lang: str, *, plain: bool) -> Text:
    """The text as it was given: its telling terms marked with what they speak for, what is set aside dimmed."""
    view = Text()
    asides = {s.span: tell(f"role.{s.role}", lang) for s in match.set_aside}
    clauses = [c.span for c in match.clauses] or [(0, len(match.text))]
    marks = _in_order(match.overlaps)
    at = 0
    for i, clause in enumerate(clauses):
        if clause[0] < at or clause[1] > MAX_TEXT:
            continue
        view.append(match.text[at : clause[0]])
        why = asides.get(clause)
        _clause(view, match.text, clause, marks, plain=plain, aside=why is not None)
        at = clause[1]
        if why and (i + 1 == len(clauses) or asides.get(clauses[i + 1]) != why):
            view.append(f" ⟨{why}⟩", style="dim italic")
    view.append(match.text[at : max(at, MAX_TEXT)] + ("…" if len(match.text) > max(at, MAX_TEXT) else ""))
    view.rstrip()
    return view


def _clause(
    view: Text, text: str, clause: Span, marks: list[tuple[Span, Overlap]], *, plain: bool, aside: bool
) -> None:
    ground, at = "dim" if aside else "", clause[0]
    for (start, end), overlap in marks:
        if not at <= start < end <= clause[1]:
            continue
        code = overlap.responsibility or overlap.label
        view.append(text[at:start], style=ground)
        if plain:
            view.append(f"[{text[start:end]}]({code})")
        else:
            view.append(
                text[start:end], style=f"{'dim' if aside else 'bold'} underline {_colour(overlap.label)}"
            )
            view.append(f" {code}", style="dim")
        at = end
    view.append(text[at : clause[1]], style=ground)


def _in_order(overlaps: tuple[Overlap, ...]) -> list[tuple[Span, Overlap]]:
    """Spans of the terms that weigh enough to be shown."""
    least = WEAK * max((o.weight for o in overlaps), default=0.0)
    return sorted(
        ((span, o) for o in overlaps if o.weight >= least for span in o.spans), key=lambda pair: pair[0]
    )


def _bars(match: Match, lang: str) -> Table:
    table = Table.grid(padding=(0, 1))
    for label, probability in match.probabilities.items():
        bold = "bold " if label == match.label else ""
        bar = "█" * round(BAR * probability) or "▏"
        table.add_row(
            Text(f"{label:>4}", style=f"{bold}{_colour(label)}"),
            Text(f"{short_chance(probability, lang):>4}", style=bold.strip()),
            Text(bar, style=_colour(label)),
        )
    return table


def _title(words: str) -> RenderableType:
    return Padding(Rule(Text(words, style="bold"), align="left", style="dim"), (1, 0, 0, 0))


def _two_sides(match: Match, skill: Skill, lang: str) -> Table:
    """What each responsibility met in the text: those of the label first, then the heaviest; then loose terms."""
    groups = _groups(match)
    order = sorted(
        groups, key=lambda code: (groups[code][0].label != match.label, -sum(o.weight for o in groups[code]))
    )
    first = match.overlaps[0].responsibility or match.overlaps[0].label
    shown = [code for code in order[:ROWS] if code != first]
    shown = [first, *shown] if first not in order[:ROWS] else order[:ROWS]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column(tell("view.weight", lang), justify="right", no_wrap=True)
    table.add_column(tell("page.in_text", lang), max_width=44, overflow="fold")
    table.add_column(tell("view.framework", lang), overflow="fold")
    for code in shown:
        style = _colour(groups[code][0].label)
        part = skill.responsibilities.get(code)
        side = Text(f"{code} {part.text}" if part else _loose(code, lang), style=style if part else "dim")
        for i, overlap in enumerate(groups[code][:TERMS]):
            table.add_row(
                Text(decimal(f"{overlap.weight:+.2f}", lang)),
                Text(overlap.term, style=style),
                side if i == 0 else Text(),
            )
    return table


def _groups(match: Match) -> dict[str, list[Overlap]]:
    """Terms that weigh enough, by the responsibility or label they speak for."""
    groups: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in match.overlaps:
        if overlap.weight >= WEAK * match.overlaps[0].weight:
            groups[overlap.responsibility or overlap.label].append(overlap)
    return groups


def _loose(label: str, lang: str) -> str:
    return tell("view.loose_none" if label == "none" else "view.loose", lang, label=label)


def _missing(match: Match, skill: Skill, lang: str) -> Text:
    """Responsibilities of the label that the text does not show."""
    shown = _groups(match)
    missing = [r for r in match.reasons().missing if r not in shown]
    if not missing:
        return Text()
    title = tell("view.absent", lang)
    words = "; ".join(f"{r} {skill.responsibilities[r].text}" for r in missing[:MISSING])
    more = tell("view.more", lang, n=len(missing) - MISSING)
    return Text(title, style="bold") + Text(words + (more if len(missing) > MISSING else ""), style="dim")


def _contrast(match: Match, lang: str) -> Iterator[RenderableType]:
    """Terms that pull towards the label, and towards the next."""
    other = nearest_other(match)
    found = match.contrast(other)
    ours = [t for t in found.terms if t.weight > 0][:DUEL]
    theirs = [t for t in found.terms if t.weight < 0][:DUEL]
    names = [tell("label.none", lang) if x == "none" else x for x in (found.label, other)]
    yield _title(tell("page.why_not", lang, one=names[0], two=names[1]))
    for name, label, terms in zip(names, (found.label, other), (ours, theirs), strict=True):
        if terms:
            words = ", ".join(f"{tidy(t.term) or t.term} {decimal(f'{t.weight:+.2f}', lang)}" for t in terms)
            yield Text(f"{tell('view.for', lang, name=name)}:  ", style=f"bold {_colour(label)}") + Text(
                words
            )


def _colour(label: str | None) -> str:
    return COLOURS.get(label or "", "blue")
