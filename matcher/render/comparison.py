"""A comparison for the terminal and as a page whose columns sort."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.compare import Comparison, Fit, Row
from matcher.explain.data import MatchData
from matcher.messages import short_chance, tell
from matcher.render.html import View
from matcher.render.parts import Part
from matcher.render.style import CSS, PAGE
from matcher.render.template import rendered
from matcher.render.text import COLOURS, declined
from matcher.types import TextKind


def comparison_text(made: Comparison, lang: str) -> RenderableType:
    """The comparison for the terminal."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    names = [f"[{number}]" for number in range(1, len(made.matches) + 1)]
    table.add_column("")
    for name in names:
        table.add_column(name, max_width=36)
    table.add_row(
        tell("compare.level", lang),
        *(Text(m.label or "–", style=f"bold {COLOURS.get(m.label or '', '')}".strip()) for m in made.matches),
    )
    for label in made.skill.labels:
        shares = [m.probabilities.get(label) for m in made.matches]
        table.add_row(f"p {label}", *("–" if p is None else short_chance(p, lang) for p in shares))
    table.add_row("")
    for row in made.rows:
        if any(s.span for s in row.shown):
            head = Text(f"{row.responsibility.id} ", style="bold") + Text(row.responsibility.text)
            table.add_row(head, *(s.quote or "–" for s in row.shown))
    heads = [
        Text(f"{n} {m.source} ({_kind(m.kind, lang)})") for n, m in zip(names, made.matches, strict=True)
    ]
    notes = [
        Text(f"{n} {declined(m.status, lang)}", style="dim")
        for n, m in zip(names, made.matches, strict=True)
        if m.status != "ok"
    ]
    return Group(
        *heads, *notes, Text(), table, *(part for fit in made.fits for part in _fit_text(made, fit, lang))
    )


def _kind(kind: TextKind | None, lang: str) -> str:
    return tell(f"kind.{kind or 'ad'}", lang)


def _fit_words(made: Comparison, fit: Fit, lang: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    asked = len(fit.met) + len(fit.missing)
    cv, ad = (_name(made.matches[place].source) for place in (fit.cv, fit.ad))
    title = tell("compare.fit", lang, cv=cv, ad=ad, met=len(fit.met), asked=asked)
    groups = {"met": fit.met, "missing": fit.missing, "besides": fit.besides}
    return title, [(tell(f"compare.{name}", lang), codes) for name, codes in groups.items()]


def _name(source: str) -> str:
    return source.rpartition("/")[2]


def _fit_text(made: Comparison, fit: Fit, lang: str) -> list[Text]:
    title, groups = _fit_words(made, fit, lang)
    lines = [Text(), Text(title, style="bold")]
    for head, codes in groups:
        lines.append(
            Text(f"{head}: ") + Text("; ".join(_named(made, code) for code in codes) or "–", style="dim")
        )
    return lines


def _named(made: Comparison, code: str) -> str:
    return f"{code} {made.skill.responsibilities[code].text}"


@dataclass(frozen=True, slots=True)
class _Text:
    view: View
    kind: str
    declined: str


@dataclass(frozen=True, slots=True)
class _Entry:
    css: str
    words: str


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    title: str
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    name: str
    value: str
    quote: str
    nearness: str


@dataclass(frozen=True, slots=True)
class _Row:
    place: int
    css: str
    id: str
    text: str
    cells: tuple[_Cell, ...]


def comparison_page(made: Comparison, lang: str = "it") -> str:
    """The comparison as a page that stands alone."""
    views = [View(m, lang) for m in made.matches]
    return rendered(
        "comparison.html",
        lang,
        style=f"{PAGE}{CSS}",
        names=[_name(m.source) for m in made.matches],
        texts=[_Text(v, _kind(v.match.kind, lang), _declined(v.match, lang)) for v in views],
        fits=[_fit(made, fit, views[fit.cv].part) for fit in made.fits],
        rows=[_row(row, [v.part for v in views]) for row in made.rows],
    )


def _declined(match: MatchData, lang: str) -> str:
    return declined(match.status, lang) if match.label is None else ""


def _fit(made: Comparison, fit: Fit, part: Part) -> _Fit:
    title, groups = _fit_words(made, fit, part.lang)
    return _Fit(
        title,
        tuple(
            _Group(head, tuple(_Entry(part.css(code.split(".")[0]), _named(made, code)) for code in codes))
            for head, codes in groups
        ),
    )


def _row(row: Row, parts: list[Part]) -> _Row:
    one = row.responsibility
    cells = tuple(
        _Cell(
            _name(part.match.source),
            f"{shown.similarity if shown.span else 0:.4f}",
            part.quoted(shown.quote) if shown.span else "",
            part.nearness(shown.similarity),
        )
        for part, shown in zip(parts, row.shown, strict=True)
    )
    place = one.level * 100 + int(one.id.split(".")[1])
    return _Row(place, parts[0].css(str(one.level)), one.id, one.text, cells)
