"""One case a row: its answer, its evidence in the text, its other columns."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.batch.answer import EXPLANATION, columns
from matcher.batch.source import USUAL
from matcher.framework import shipped_labels
from matcher.report.table import column
from matcher.text.personal import mask, mask_source
from matcher.types import Span

DOUBTFUL = 0.6
SURE = 0.9
_MOST_TERMS = 12
_SPLIT = "; "
# Other words as short as these say nothing by themselves.
_SHORT = frozenset(("ceo", "cco", "cro", "cda"))


@dataclass(frozen=True, slots=True)
class Case:
    """What the page shows of a row. ``marks`` are spans of ``text`` with the label they speak for."""

    name: str
    title: str
    status: str
    label: str | None
    confidence: float
    probabilities: tuple[float, ...]
    terms: tuple[str, ...]
    text: str
    marks: tuple[tuple[Span, str], ...]
    error: str
    columns: dict[str, str]

    @property
    def doubtful(self) -> bool:
        """Whether the answer is not sure."""
        return self.label is not None and self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns hold what, how much of a text to keep, and whether to cover personal data."""

    text: str | None
    title: str | None
    name: str | None
    others: tuple[str, ...]
    longest: int
    mask: bool


def shape_of(
    rows: Sequence[dict[str, Any]], text: str | None, title: str | None, name: str | None, cover: bool
) -> Shape:
    """The columns asked for or those with usual names; texts are cut shorter where there are many."""
    names = list(rows[0])
    by_name = {n.strip().lower(): n for n in reversed(names)}
    found = {role: next((by_name[n] for n in usual if n in by_name), None) for role, usual in USUAL.items()}
    taken = (text or found["text"], title or found["title"], name or found["id"] or by_name.get("source"))
    own = {column(rows[0], n) for n in (one.name for one in columns("full"))}
    others = tuple(n for n in names if n not in taken and n not in own)
    longest = 20_000 if len(rows) <= 500 else 3_000 if len(rows) <= 10_000 else 600
    return Shape(*taken, others, longest, cover)


def cases(rows: Iterable[dict[str, Any]], shape: Shape) -> list[Case]:
    """A case for each row, in order."""
    return [_case(row, shape, number) for number, row in enumerate(rows, 1)]


def _case(row: dict[str, Any], shape: Shape, number: int) -> Case:
    def own(name: str) -> Any:
        found = column(row, name)
        return row[found] if found else None

    text = _words(row.get(shape.text or "")) if shape.text else ""
    title = _words(row.get(shape.title or "")) if shape.title else ""
    title = title or next((line.strip() for line in text.splitlines() if line.strip()), "")
    name = _words(row.get(shape.name or "")) if shape.name else str(number)
    terms = tuple(t for t in _words(own("top_terms")).split(_SPLIT) if t)
    label = _words(own("label")) or None
    others = {n: _words(row.get(n)) for n in shape.others}
    marks = _explained(own(EXPLANATION), bool(shape.title and row.get(shape.title)), text)
    if shape.mask:
        text, title = mask(text), mask(title)
        name, others = mask_source(name, text), {n: mask(v) for n, v in others.items()}
        terms = tuple(mask(term) for term in terms)
    text = text[: shape.longest] + ("…" if len(text) > shape.longest else "")
    if not marks and label:
        marks = _found(text, terms, label)
    return Case(
        name,
        title[:120],
        _words(own("status")),
        label if label in shipped_labels() else None,
        _number(own("confidence")),
        tuple(_number(own(f"p_{one}")) for one in shipped_labels()),
        terms[:_MOST_TERMS],
        text,
        tuple(mark for mark in marks if mark[0][1] <= shape.longest),
        _words(own("error")),
        others,
    )


def _words(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 (not a number, as tables write a missing value)
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return number if 0 <= number <= 1 else 0.0


def _explained(explanation: Any, titled: bool, text: str) -> tuple[tuple[Span, str], ...]:
    """Marks from a full explanation, whose spans count the title as line one."""
    if not explanation:
        return ()
    try:
        overlaps = (
            json.loads(explanation)["overlaps"] if isinstance(explanation, str) else explanation["overlaps"]
        )
        marks = [((a, b), o["label"]) for o in overlaps[:_MOST_TERMS] for a, b in o["spans"]]
    except (ValueError, KeyError, TypeError):
        return ()
    return () if titled else tuple(sorted(m for m in marks if m[0][1] <= len(text)))


def _found(text: str, terms: Iterable[str], label: str) -> tuple[tuple[Span, str], ...]:
    """Where the terms stand in the text."""
    marks = []
    for term in terms:
        pattern = r"\s+".join(map(re.escape, term.split()))
        found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) if pattern else None
        if found:
            marks.append((found.span(), label))
    return tuple(sorted(marks))


def evidence(found: Sequence[Case], most: int = 10) -> dict[str, list[tuple[str, int]]]:
    """The terms that speak most often for each label, with the number of cases."""
    counts = {label: Counter[str]() for label in shipped_labels()}
    for case in found:
        if case.label:
            counts[case.label].update({t for t in case.terms if len(t) > 3 or t in _SHORT})
    return {label: sorted(c.items(), key=lambda i: (-i[1], i[0]))[:most] for label, c in counts.items() if c}


def grouping(found: Sequence[Case], most: int = 200) -> list[str]:
    """Columns that sort the cases into few groups, those with the fewest first."""
    kinds = []
    for name in found[0].columns if found else ():
        values = {case.columns[name] for case in found}
        if 2 <= len(values) <= max(2, min(most, len(found) // 2)) and all(len(v) <= 60 for v in values):
            kinds.append((len(values), name))
    return [name for _, name in sorted(kinds)]
