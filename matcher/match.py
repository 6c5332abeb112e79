"""A Match: the answer for one text, its questions, and how it is made of a scored batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from matcher.engine.engine import Scored
from matcher.engine.knowledge import SET_ASIDE_BELOW
from matcher.explain.answers import Contrast, Counterfactual, Reasons
from matcher.explain.as_json import why
from matcher.explain.cautions import cautions
from matcher.explain.contrast import contrast, reasons
from matcher.explain.data import BUDGET, MatchData, by_word, counterfactual
from matcher.explain.explainer import Explainer, contributions, spans_of
from matcher.explain.links import Links
from matcher.explain.overlaps import overlaps, tie
from matcher.explain.sentences import sentences
from matcher.text.roles import ROLES
from matcher.types import Clause, Contribution, ModelInfo, SetAside

SHOWN_ASIDE = frozenset({"company", "report", "prospect", "offer", "past", "other"})


class Detail(StrEnum):
    """How much of the reasons to give."""

    NONE = "none"
    TERMS = "terms"
    FULL = "full"


@dataclass(frozen=True)
class Match(MatchData):
    """The answer for one text, to be asked why. ``label`` and ``level`` are None where the status is not ``ok``."""

    def contrast(self, other: str | None = None) -> Contrast:
        """Why this label and not ``other`` (by default the next in probability). Raises ``MatcherError``."""
        return contrast(self, other)

    def reasons(self) -> Reasons:
        """What speaks for the label, what is missing, what speaks against. Raises ``MatcherError``."""
        return reasons(self)

    def counterfactual(self, budget: int = BUDGET) -> Counterfactual | None:
        """The smallest set of clauses without whose evidence the label is another; None where there is none.

        Sets are tried by size, at most ``budget`` of them, then greedily. Raises ``MatcherError`` for a match that
        has no label, no reasons, or that comes from another process.
        """
        return counterfactual(self, budget)

    def by_word(self) -> tuple[Contribution, ...]:
        """The contributions word by word; they add up to the same scores. Raises as ``counterfactual``."""
        return by_word(self)

    def sentences(self, lang: str = "it") -> tuple[str, ...]:
        """Two or three plain sentences that say why, in ``it`` or ``en``, made from the evidence."""
        return sentences(self, lang)

    def _repr_html_(self) -> str:
        from matcher.render.html import fragment

        return fragment(self)

    def to_dict(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON object of the contract; a CV adds ``kind`` and ``path``, a request the text."""
        path = (
            {"kind": self.kind, "path": [step.to_dict() for step in self.path]} if self.kind == "cv" else {}
        )
        return {
            "source": self.source,
            "status": self.status,
            "label": self.label,
            "level": self.level,
            "probabilities": {label: round(p, 6) for label, p in self.probabilities.items()},
            "overlaps": [
                {
                    "term": o.term,
                    "label": o.label,
                    "weight": round(o.weight, 6),
                    "spans": [list(s) for s in o.spans],
                    "responsibility": o.responsibility,
                    "descriptor_spans": [list(s) for s in o.descriptor_spans],
                    "kind": o.kind,
                }
                for o in self.overlaps
            ],
            "alignments": [
                {
                    "span": list(a.span),
                    "responsibility": a.responsibility,
                    "similarity": round(a.similarity, 6),
                }
                for a in self.alignments
            ],
            "set_aside": [{"span": list(s.span), "role": s.role} for s in self.set_aside],
            **(why(self) if self.label is not None and self.clauses else {}),
            "model": {
                "name": self.model.name,
                "version": self.model.version,
                "pipeline": self.model.pipeline,
            },
            "warnings": [
                {"code": w.code, "it": w.it, "en": w.en, "spans": [list(s) for s in w.spans]}
                for w in self.warnings
            ],
            **path,
            **({"text": self.text} if with_text else {}),
        }


def matches(
    explainer: Explainer,
    scored: Scored,
    texts: Sequence[str],
    info: ModelInfo,
    detail: Detail = Detail.FULL,
    source: str = "-",
) -> Iterator[Match]:
    """The answers for the ``texts`` of a scored batch; declined texts have no label and no reasons."""
    links = explainer.links(scored) if detail is not Detail.NONE and "ok" in scored.statuses else None
    for doc, text in enumerate(texts):
        match = _plain(explainer, scored, doc, text, info, source)
        if links is not None and match.label is not None:
            match = _explained(match, explainer, links, scored, doc, detail)
        yield match


def _plain(explainer: Explainer, scored: Scored, doc: int, text: str, info: ModelInfo, source: str) -> Match:
    engine, status = explainer.engine, scored.statuses[doc]
    labels, skill = engine.weights.labels, engine.knowledge.skill
    told = cautions(scored, doc, text)
    if status != "ok":
        return Match(text, status, None, None, {}, info, warnings=told, source=source, skill=skill)
    row = scored.probabilities[doc].tolist()
    best = int(np.argmax(row))
    defined = {str(level.level): level.level for level in skill.levels}
    return Match(
        text,
        status,
        labels[best],
        defined.get(labels[best]),
        dict(zip(labels, row, strict=True)),
        info,
        scores=dict(zip(labels, scored.scores[doc].tolist(), strict=True)),
        remainder=dict(zip(labels, engine.weights.head.intercept.tolist(), strict=True)),
        warnings=told,
        source=source,
        skill=skill,
    )


def _explained(
    match: Match, explainer: Explainer, links: Links, scored: Scored, doc: int, detail: Detail
) -> Match:
    """The same with its reasons."""
    own_stretches = links.stretches.part(*links.first[doc : doc + 2].tolist())
    spans = spans_of(scored, doc, own_stretches)
    terms = [" ".join(match.text[a:b].lower().split()) for a, b in spans]
    shown = overlaps(links, doc, spans, terms)
    if detail is Detail.TERMS:
        return replace(match, overlaps=shown)
    own = scored.parsed.clauses_of(doc)
    clauses = _clauses(scored, doc, own)
    alignments, coverage = tie(links, own, [c.span for c in clauses])
    aside = (c for c in clauses if c.weight < SET_ASIDE_BELOW and c.role in SHOWN_ASIDE)
    return replace(
        match,
        overlaps=shown,
        contributions=contributions(own_stretches, spans, terms, own.start),
        alignments=alignments,
        coverage=coverage,
        clauses=clauses,
        set_aside=tuple(SetAside(c.span, c.role) for c in aside),
        explainer=explainer,
    )


def _clauses(scored: Scored, doc: int, own: slice) -> tuple[Clause, ...]:
    parsed, origin = scored.parsed, scored.parsed.cleaned[doc].origin
    starts, ends = parsed.clause_starts[own].tolist(), parsed.clause_ends[own].tolist()
    roles, weights = scored.roles[own].argmax(axis=1).tolist(), scored.gate[own].tolist()
    return tuple(
        Clause(origin(a, b), ROLES[role], weight)
        for a, b, role, weight in zip(starts, ends, roles, weights, strict=True)
    )
