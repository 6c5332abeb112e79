"""Builds the Match of one document out of a scored batch."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

import numpy as np

from matcher.engine.engine import Engine, Scored
from matcher.engine.knowledge import SET_ASIDE_BELOW
from matcher.explain.batch import batch_of
from matcher.explain.explainer import Explainer, contributions, spans_of
from matcher.explain.overlaps import overlaps, tie
from matcher.text.roles import ROLES
from matcher.types import Clause, Match, ModelInfo, SetAside

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
    labels, status, skill = engine.knowledge.labels, scored.statuses[doc], engine.knowledge.skill
    if status != "ok":
        return Match(text, status, None, None, {}, info, source=source, skill=skill)
    row = scored.probabilities[doc].tolist()
    best = int(np.argmax(row))
    defined = {str(level.level): level.level for level in skill.levels}
    plain = Match(
        text,
        status,
        labels[best],
        defined.get(labels[best]),
        dict(zip(labels, row, strict=True)),
        info,
        scores=dict(zip(labels, scored.scores[doc].tolist(), strict=True)),
        remainder=dict(zip(labels, engine.weights.head.intercept.tolist(), strict=True)),
        source=source,
        skill=skill,
    )
    return plain if detail is Detail.NONE else replace(plain, **_reasons(engine, scored, doc, text, detail))


def _reasons(engine: Engine, scored: Scored, doc: int, text: str, detail: Detail) -> dict[str, Any]:
    """The fields of a Match that say why."""
    batch = batch_of(engine, scored)
    found = batch.found.part(*batch.first[doc : doc + 2].tolist())
    spans = spans_of(scored, doc, found)
    words = [" ".join(text[a:b].lower().split()) for a, b in spans]
    shown = overlaps(batch, doc, spans, words)
    if detail is Detail.TERMS:
        return {"overlaps": shown}
    own = scored.parsed.clauses_of(doc)
    clauses = _clauses(scored, doc, own)
    alignments, coverage = tie(batch, own, {own.start + i: c.span for i, c in enumerate(clauses)})
    return {
        "overlaps": shown,
        "contributions": contributions(found, spans, words, own.start),
        "alignments": alignments,
        "coverage": coverage,
        "clauses": clauses,
        "set_aside": tuple(
            SetAside(c.span, c.role) for c in clauses if c.weight < SET_ASIDE_BELOW and c.role in SHOWN_ASIDE
        ),
        "explainer": Explainer(engine),
    }


def _clauses(scored: Scored, doc: int, own: slice) -> tuple[Clause, ...]:
    parsed, origin = scored.parsed, scored.parsed.cleaned[doc].origin
    starts, ends = parsed.clause_starts[own].tolist(), parsed.clause_ends[own].tolist()
    roles, weights = scored.roles[own].argmax(axis=1).tolist(), scored.gate[own].tolist()
    return tuple(
        Clause(origin(a, b), ROLES[role], weight)
        for a, b, role, weight in zip(starts, ends, roles, weights, strict=True)
    )
