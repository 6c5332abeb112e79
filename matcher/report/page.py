"""The page of a report: data once as JSON, charts as inline SVG, nothing fetched from anywhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matcher.framework import shipped_labels
from matcher.messages import MESSAGES, decimal, tell
from matcher.render.parts import short
from matcher.render.template import rendered
from matcher.report.cases import DOUBTFUL, SURE, Case, evidence, grouping

_SURROGATES = dict.fromkeys(range(55296, 57344), 65533)


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at the top; ``how`` is the filter that it sets, if any."""

    how: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class LevelBar:
    """How many cases have a label."""

    word: str
    short: str
    n: int
    width: str
    share: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column that sorts the cases into groups."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term and the number of cases where it speaks for a label."""

    words: str
    n: int
    width: str


@dataclass(frozen=True, slots=True)
class TermList:
    """The most frequent terms of a label."""

    place: int
    short: str
    name: str
    terms: tuple[Term, ...]


def page(found: Sequence[Case], source: str, lang: str = "it") -> str:
    """The whole document for the cases of one input."""
    names = list(found[0].columns) if found else []
    groups = grouping(found)
    return rendered(
        "report.html",
        lang,
        source_name=source,
        tiles=_tiles(found, lang),
        levels=_levels(found, lang),
        groups=[Column(names.index(name), name) for name in groups],
        evidence=_evidence(found, lang),
        data=_data(found, names, groups, lang),
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
    """What the page's script says."""
    keys = {
        "none": "label.short_none",
        "unscored": "report.unscored",
        "notext": "report.no_text",
        "count": "report.count",
        "others": "report.others",
    }
    return {name: tell(key, lang) for name, key in keys.items()} | {"point": decimal(".", lang)}


def _declined(status: str, lang: str) -> str:
    key = f"declined.short_{status}"
    return tell(key, lang) if key in MESSAGES else ""


def _tiles(found: Sequence[Case], lang: str) -> list[Tile]:
    scored = [case for case in found if case.label]
    numbers = {
        "cases": len(found),
        "sure": sum(case.confidence >= SURE for case in scored),
        "doubtful": sum(case.doubtful for case in scored),
        "unscored": len(found) - len(scored),
    }
    return [
        Tile(
            "" if how == "cases" else how,
            f"{number:,}".replace(",", "." if lang == "it" else ","),
            tell(f"report.{how}", lang),
        )
        for how, number in numbers.items()
    ]


def _levels(found: Sequence[Case], lang: str) -> list[LevelBar]:
    """The distribution by label, bars that filter the table."""
    counts = Counter(case.label for case in found if case.label)
    total, most = max(sum(counts.values()), 1), max(counts.values(), default=1)
    return [
        LevelBar(
            tell("label.short_none", lang) if label == "none" else label,
            short(label),
            counts[label],
            f"{330 * counts[label] / most:.1f}",
            decimal(f"{100 * counts[label] / total:.1f}%", lang),
        )
        for label in shipped_labels()
    ]


def _evidence(found: Sequence[Case], lang: str) -> list[TermList]:
    """The most frequent terms of each level."""
    lists = []
    for label, terms in evidence(found).items():
        most = max(n for _, n in terms)
        name = tell("label.none" if label == "none" else "label", lang, label=label)
        shown = tuple(Term(words, n, f"{100 * n / most:.0f}") for words, n in terms)
        lists.append(TermList(shipped_labels().index(label), short(label), name, shown))
    return lists
