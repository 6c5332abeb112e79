"""The page of a report: data once as JSON, charts as inline SVG, nothing fetched from anywhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matcher.framework import shipped_labels
from matcher.messages import pick
from matcher.render.parts import esc
from matcher.report.cases import DOUBTFUL, SURE, Case, evidence, grouping

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SURROGATES = dict.fromkeys(range(55296, 57344), 65533)


def page(found: Sequence[Case], source: str, lang: str = "it") -> str:
    """The whole document for the cases of one input."""
    title = pick(lang, "Livelli di Vendita", "Levels of Sales")
    names = list(found[0].columns) if found else []
    groups = grouping(found)
    body = "".join(
        [
            f"<header><h1>{esc(title)}</h1><p class='soft'>{esc(source)}</p></header>",
            _figures(found, lang),
            f'<div class="two"><section class="card"><h2>{pick(lang, "Per livello", "By level")}</h2>{_levels(found, lang)}'
            f"</section>{_by(groups, names, lang)}</div>",
            _evidence(found, lang),
            _table(lang),
        ]
    )
    here = Path(__file__)
    style, script = (here.with_name(f"page.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{esc(title)}</title><style>{style}</style></head>'
        f'<body>{body}<script type="application/json" id="data">{_data(found, names, groups, lang)}</script>'
        f"<script>{script}</script></body></html>\n"
    ).translate(_SURROGATES)


def _data(found: Sequence[Case], names: list[str], groups: list[str], lang: str) -> str:
    number = {label: i for i, label in enumerate(shipped_labels())}
    rows: list[list[Any]] = [
        [
            case.name,
            case.title,
            -1 if case.label is None else number[case.label],
            round(case.confidence, 4),
            [round(p, 4) for p in case.probabilities],
            list(case.terms),
            case.text,
            [[a, b, number.get(label, 0)] for (a, b), label in case.marks],
            case.error or _declined(case.status, lang),
            list(case.columns.values()),
        ]
        for case in found
    ]
    data = {
        "lang": lang,
        "labels": shipped_labels(),
        "columns": names,
        "shown": [names.index(name) for name in groups[:2]],
        "sure": SURE,
        "doubtful": DOUBTFUL,
        "say": _say(lang),
        "rows": rows,
    }
    # A script element ends at the first "</script", so no "<" may stand in its data.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _say(lang: str) -> dict[str, str]:
    return {
        "none": pick(lang, "nessuno", "none"),
        "unscored": pick(lang, "senza livello", "without a level"),
        "notext": pick(lang, "Il testo non è nel file.", "The text is not in the file."),
        "count": pick(lang, "{n} di {all} casi", "{n} of {all} cases"),
        "others": pick(lang, "e altri {n} valori", "and {n} more values"),
        "point": pick(lang, ",", "."),
    }


def _declined(status: str, lang: str) -> str:
    return {
        "insufficient_text": pick(lang, "testo insufficiente", "too little text"),
        "unsupported_language": pick(lang, "non è in italiano", "not Italian"),
    }.get(status, "")


def _figures(found: Sequence[Case], lang: str) -> str:
    scored = [case for case in found if case.label]
    sure = sum(case.confidence >= SURE for case in scored)
    doubtful = sum(case.doubtful for case in scored)
    point = pick(lang, ",", ".")
    tiles = [
        ("", len(found), pick(lang, "casi", "cases")),
        (
            "sure",
            sure,
            pick(lang, f"sicuri (probabilità da 0{point}9)", f"sure (probability from 0{point}9)"),
        ),
        ("doubtful", doubtful, pick(lang, f"dubbi (sotto 0{point}6)", f"doubtful (below 0{point}6)")),
        ("unscored", len(found) - len(scored), pick(lang, "senza livello", "without a level")),
    ]
    made = []
    for how, number, words in tiles:
        shown = f"{number:,}".replace(",", "." if lang == "it" else ",")
        inner = f"<b>{shown}</b><span class='soft'>{esc(words)}</span>"
        made.append(
            f'<button type="button" class="card figure" data-how="{how}" aria-pressed="false">{inner}</button>'
            if how
            else f'<div class="card figure">{inner}</div>'
        )
    return f'<div class="cards">{"".join(made)}</div>'


def _levels(found: Sequence[Case], lang: str) -> str:
    """The distribution by label, bars that filter the table."""
    counts = Counter(case.label for case in found if case.label)
    total, most = sum(counts.values()), max(counts.values(), default=1)
    bars = []
    for i, label in enumerate(shipped_labels()):
        n, y = counts[label], 34 * i
        width = 330 * n / most
        share = f"{100 * n / max(total, 1):.1f}%".replace(".", pick(lang, ",", "."))
        word = pick(lang, "nessuno", "none") if label == "none" else label
        bars.append(
            f'<g data-label="{i}" tabindex="0" role="button" aria-label="{esc(word)}: {n}"><text x="72" y="{y + 21}" '
            f'text-anchor="end">{esc(word)}</text><rect class="axis" x="84" y="{y + 6}" width="330" height="20" rx="4"/>'
            f'<rect class="fill l{i}" x="84" y="{y + 6}" width="{width:.1f}" height="20" rx="4"/>'
            f'<text x="424" y="{y + 21}">{n} · {share}</text></g>'
        )
    return f'<svg viewBox="0 0 540 {34 * len(shipped_labels())}">{"".join(bars)}</svg>'


def _by(groups: list[str], names: list[str], lang: str) -> str:
    if not groups:
        return ""
    options = "".join(f'<option value="{names.index(name)}">{esc(name)}</option>' for name in groups)
    by = pick(lang, "Per colonna", "By column")
    return (
        f'<section class="card"><h2><label for="by">{by}</label> <select id="by">{options}</select></h2>'
        '<div id="groups"></div></section>'
    )


def _evidence(found: Sequence[Case], lang: str) -> str:
    """The most frequent terms of each level."""
    blocks = []
    for label, terms in evidence(found).items():
        i, most = shipped_labels().index(label), max(n for _, n in terms)
        items = "".join(
            f'<li style="--w:{100 * n / most:.0f}%"><span>{esc(term)}</span><span>{n}</span></li>'
            for term, n in terms
        )
        word = (
            pick(lang, "nessun livello", "no level")
            if label == "none"
            else pick(lang, f"livello {label}", f"level {label}")
        )
        blocks.append(
            f'<div class="l{i}"><h3><span class="badge">{esc(_short(label))}</span>{esc(word)}</h3><ol>{items}</ol></div>'
        )
    if not blocks:
        return ""
    title = pick(lang, "Parole più frequenti per livello", "Most frequent evidence by level")
    return f'<section class="card"><h2>{title}</h2><div class="words">{"".join(blocks)}</div></section>'


def _short(label: str) -> str:
    return "∅" if label == "none" else label


def _table(lang: str) -> str:
    heads = [
        ("title", pick(lang, "Titolo", "Title")),
        ("label", pick(lang, "Livello", "Level")),
        ("sure", pick(lang, "Probabilità", "Probability")),
    ]
    cells = "".join(
        f'<th data-key="{key}" aria-sort="none"><button type="button">{esc(words)}</button></th>'
        for key, words in heads
    )
    evidence_head = pick(lang, "Che cosa lo dice", "What says so")
    chips = "".join(
        f'<button type="button" class="l{i}" data-chip="{i}" aria-pressed="false">{esc(_short(label))}</button>'
        for i, label in enumerate(shipped_labels())
    )
    search = pick(lang, "Cerca nei titoli, nei testi e nelle colonne", "Search titles, texts and columns")
    every = pick(lang, "tutti", "all")
    return (
        f'<div class="tools" id="table"><input type="search" id="search" placeholder="{esc(search)}" '
        f'aria-label="{esc(search)}"><div class="chips"><button type="button" data-chip="" aria-pressed="true">{every}'
        f'</button>{chips}<button type="button" id="clear" hidden></button></div><span class="soft" id="count" '
        f'aria-live="polite"></span></div><table><thead><tr>{cells}<th><button type="button" disabled>{esc(evidence_head)}'
        f'</button></th></tr></thead><tbody id="rows"></tbody></table><p class="none" id="nothing" hidden>'
        f"{pick(lang, 'Nessun caso: cambiare la ricerca o i filtri.', 'No case: change the search or the filters.')}</p>"
        f'<button type="button" class="more" id="more" hidden>{pick(lang, "Mostra altri", "Show more")}</button>'
    )
