"""A Match as one page that stands alone: no script, nothing fetched, every word of the input escaped."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.explain.data import MatchData
from matcher.messages import pick
from matcher.render.career import path_html
from matcher.render.parts import Part, esc
from matcher.render.sections import (
    bars,
    contrast,
    counterfactual,
    footer,
    for_and_against,
    header,
    text,
    two_sides,
)
from matcher.render.style import CSS, PAGE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(matches: Sequence[MatchData], lang: str = "it") -> str:
    """A whole document for one match or many, in ``it`` or ``en``."""
    articles = "".join(article(match, lang) for match in matches)
    title = pick(lang, "Livello di Vendita", "Level of Sales")
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{esc(title)}</title>'
        f"<style>{PAGE}{CSS}</style></head><body>{articles}</body></html>\n"
    )


def fragment(match: MatchData, lang: str = "it") -> str:
    """The same for a notebook: style and content, without the document around them."""
    return f"<style>{CSS}</style>{article(match, lang)}"


def article(match: MatchData, lang: str) -> str:
    """One match, without style; the path of a CV stands below the answer."""
    part = Part(match, lang)
    made = [header(part)]
    if match.label is not None:
        made = [f'<div class="top">{header(part)}{bars(part)}</div>']
        made += [path_html(match, lang)] if match.path else []
        made.append(text(part))
        if match.clauses:
            made += [two_sides(part), for_and_against(part), contrast(part), counterfactual(part)]
    else:
        made.append(text(part))
    return f'<article class="sm">{"".join(made)}{footer(part)}</article>'
