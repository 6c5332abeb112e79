"""Builds the Match of one document out of a scored batch."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from matcher.engine import Engine, Scored
from matcher.explain.decompose import Stretches, stretches
from matcher.explain.overlaps import Sides, alignments, overlaps
from matcher.knowledge import SET_ASIDE_BELOW
from matcher.text.roles import ROLES
from matcher.types import Clause, Contribution, Match, ModelInfo, SetAside, Span

SHOWN_ASIDE = frozenset({"company", "report", "prospect", "offer", "past", "other"})


class Detail(StrEnum):
    """How much of the reasons to give."""

    NONE = "none"
    TERMS = "terms"
    FULL = "full"


def build_match(
    engine: Engine, scored: Scored, doc: int, text: str, info: ModelInfo, detail: Detail, source: str = "-"
) -> Match:
    """The answer for document ``doc``; declined texts have no label and no reasons."""
    labels, status = engine.knowledge.labels, scored.statuses[doc]
    if status != "ok":
        return Match(text, status, None, None, {}, info, source=source)
    row = scored.probabilities[doc].tolist()
    best = int(np.argmax(row))
    defined = {str(level.level): level.level for level in engine.knowledge.skill.levels}
    plain = {
        "label": labels[best],
        "level": defined.get(labels[best]),
        "probabilities": dict(zip(labels, row, strict=True)),
        "scores": dict(zip(labels, scored.scores[doc].tolist(), strict=True)),
        "remainder": dict(zip(labels, engine.weights.head.intercept.tolist(), strict=True)),
    }
    if detail is Detail.NONE:
        return Match(text, status, model=info, source=source, **plain)
    sides = sides_of(engine)
    found = stretches(engine, scored, doc)
    spans = [_span(scored, doc, int(b), int(e)) for b, e in zip(found.begin, found.last, strict=True)]
    words = [" ".join(text[a:b].lower().split()) for a, b in spans]
    shown = overlaps(sides, scored, found, spans, words)
    if detail is Detail.TERMS:
        return Match(text, status, model=info, source=source, overlaps=shown, **plain)
    own = scored.parsed.clauses_of(doc)
    clauses = _clauses(scored, doc, own)
    counted = {own.start + i: c.span for i, c in enumerate(clauses) if c.weight >= SET_ASIDE_BELOW}
    return Match(
        text,
        status,
        model=info,
        source=source,
        overlaps=shown,
        contributions=_contributions(found, spans, words, own.start),
        alignments=alignments(sides, scored, doc, counted),
        clauses=clauses,
        set_aside=tuple(
            SetAside(c.span, c.role) for c in clauses if c.weight < SET_ASIDE_BELOW and c.role in SHOWN_ASIDE
        ),
        **plain,
    )


def sides_of(engine: Engine) -> Sides:
    """The framework's side, made once an engine."""
    sides: Sides | None = engine.__dict__.get("_sides")
    if sides is None:
        sides = engine.__dict__["_sides"] = Sides(engine)
    return sides


def _span(scored: Scored, doc: int, begin: int, last: int) -> Span:
    parsed = scored.parsed
    return parsed.cleaned[doc].origin(int(parsed.starts[begin]), int(parsed.ends[last]))


def _clauses(scored: Scored, doc: int, own: slice) -> tuple[Clause, ...]:
    parsed = scored.parsed
    return tuple(
        Clause(
            parsed.cleaned[doc].origin(int(parsed.clause_starts[i]), int(parsed.clause_ends[i])),
            ROLES[int(scored.roles[i].argmax())],
            float(scored.gate[i]),
        )
        for i in range(own.start, own.stop)
    )


def _contributions(
    found: Stretches, spans: list[Span], words: list[str], first_clause: int
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(
            spans[i],
            int(found.clause[i]) - first_clause,
            words[i],
            tuple(found.lexical[i].tolist()),
            tuple(found.dense[i].tolist()),
        )
        for i in range(len(spans))
    )
