"""A comparison for the terminal and as a page whose columns sort."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.compare import Comparison, Fit, Row
from matcher.messages import pick, short_chance
from matcher.render.parts import Part, esc
from matcher.render.style import CSS, PAGE
from matcher.render.text import COLOURS, declined
from matcher.types import TextKind

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def comparison_text(made: Comparison, lang: str) -> RenderableType:
    """The comparison for the terminal."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    names = [f"[{number}]" for number in range(1, len(made.matches) + 1)]
    table.add_column("")
    for name in names:
        table.add_column(name, max_width=36)
    table.add_row(
        pick(lang, "Livello", "Level"),
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
    return "CV" if kind == "cv" else pick(lang, "annuncio", "ad")


def _fit_words(made: Comparison, fit: Fit, lang: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    asked = len(fit.met) + len(fit.missing)
    cv, ad = (_name(made.matches[place].source) for place in (fit.cv, fit.ad))
    title = pick(
        lang,
        f"{cv} mostra {len(fit.met)} delle {asked} responsabilità che {ad} chiede",
        f"{cv} shows {len(fit.met)} of the {asked} responsibilities that {ad} asks for",
    )
    return title, [
        (pick(lang, "Chieste e mostrate", "Asked for and shown"), fit.met),
        (pick(lang, "Chieste e non mostrate", "Asked for and not shown"), fit.missing),
        (pick(lang, "Mostrate in più", "Shown besides"), fit.besides),
    ]


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


def comparison_page(made: Comparison, lang: str = "it") -> str:
    """The comparison as a page that stands alone."""
    title = pick(lang, "Confronto", "Comparison")
    here = Path(__file__)
    style = here.with_name("comparison.css").read_text(encoding="utf-8")
    script = here.with_name("sort.js").read_text(encoding="utf-8")
    parts = [Part(m, lang) for m in made.matches]
    texts = "".join(_card(part) for part in parts)
    fits = "".join(_fit_html(made, fit, parts[fit.cv]) for fit in made.fits)
    body = (
        f'<article class="sm side"><h1>{title}</h1><div class="texts">{texts}</div>{fits}'
        f"<h2>{pick(lang, 'Responsabilità', 'Responsibilities')}</h2>{_table(made, parts, lang)}</article>"
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title>'
        f"<style>{PAGE}{CSS}{style}</style></head><body>{body}<script>{script}</script></body></html>\n"
    )


def _card(part: Part) -> str:
    match = part.match
    source = f'<p class="source">{esc(match.source)} · {_kind(match.kind, part.lang)}</p>'
    if match.label is None:
        return f'<section class="card">{source}<p>{esc(declined(match.status, part.lang))}</p></section>'
    bars = "".join(
        f'<span{" class=won" if label == match.label else ""}>{esc(part.name(label))}</span><span class="bar">'
        f'<i class="{part.css(label)}" style="width:{100 * p:.1f}%"></i></span><span class="num">{part.percent(p)}</span>'
        for label, p in match.probabilities.items()
    )
    head = f'<div class="badge {part.css(match.label)}">{source}<h2>{esc(part.name(match.label))}</h2></div>'
    return f'<section class="card">{head}<div class="bars">{bars}</div></section>'


def _fit_html(made: Comparison, fit: Fit, part: Part) -> str:
    title, groups = _fit_words(made, fit, part.lang)
    cards = []
    for head, codes in groups:
        items = "".join(
            f'<li class="{part.css(code.split(".")[0])}">{esc(_named(made, code))}</li>' for code in codes
        )
        cards.append(
            f'<div class="card fit"><h3>{esc(head)} ({len(codes)})</h3><ul>{items or "–"}</ul></div>'
        )
    return f'<h2>{esc(title)}</h2><div class="fits">{"".join(cards)}</div>'


def _table(made: Comparison, parts: list[Part], lang: str) -> str:
    names = [pick(lang, "Responsabilità", "Responsibility"), *(_name(part.match.source) for part in parts)]
    heads = "".join(f'<th aria-sort="none"><button type="button">{esc(name)}</button></th>' for name in names)
    rows = "".join(_row(row, parts) for row in made.rows)
    return (
        f'<div class="wide"><table class="side sortable"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Row, parts: list[Part]) -> str:
    one = row.responsibility
    code = f'<span class="id {parts[0].css(str(one.level))}">{esc(one.id)}</span>'
    place = one.level * 100 + int(one.id.split(".")[1])
    cells = [f'<td data-value="{place}">{code}{esc(one.text)}</td>']
    for part, shown in zip(parts, row.shown, strict=True):
        head, value = (
            f'data-head="{esc(_name(part.match.source))}"',
            f'data-value="{shown.similarity if shown.span else 0:.4f}"',
        )
        cells.append(
            f'<td class="yes" {head} {value}>{part.quoted(shown.quote)} '
            f'<span class="soft num">{part.nearness(shown.similarity)}</span></td>'
            if shown.span
            else f'<td class="no" {head} {value}>–</td>'
        )
    return f"<tr>{''.join(cells)}</tr>"
