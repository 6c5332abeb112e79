"""Why this label and not another, and what was found, is missing or speaks against: all out of the contributions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.errors import MatcherError
from matcher.explain.answers import Contrast, ContrastTerm, Evidence, Reasons
from matcher.explain.data import MatchData, explained
from matcher.types import Contribution, Span

Floats = NDArray[np.float64]
MIN_EVIDENCE = 0.02
SPEAKING = frozenset({"title", "duty", "req", "head"})
"""Roles of clauses that may be a reason for a label: what the role does, not the firm, the boss, pay or prospects."""


def nearest_other(match: MatchData) -> str:
    """The label next in probability."""
    return max(
        (label for label in match.probabilities if label != match.label), key=match.probabilities.__getitem__
    )


def contrast(match: MatchData, other: str | None = None) -> Contrast:
    """See ``Match.contrast``."""
    label = explained(match)
    other = other or nearest_other(match)
    if other not in match.probabilities or other == label:
        choices = ", ".join(name for name in match.probabilities if name != label)
        raise MatcherError(
            f"Il contrasto con «{other}» non si può fare: scegliere fra {choices}.",
            f'Cannot contrast with "{other}": choose one of {choices}.',
        )
    labels = list(match.probabilities)
    ours, theirs = labels.index(label), labels.index(other)
    weight: dict[str, float] = defaultdict(float)
    spans: dict[str, list[Span]] = defaultdict(list)
    for c in match.contributions:
        weight[c.term] += c.lexical[ours] + c.dense[ours] - c.lexical[theirs] - c.dense[theirs]
        spans[c.term].append(c.span)
    terms = [ContrastTerm(term, value, tuple(spans[term])) for term, value in weight.items()]
    level = f"{other}."
    return Contrast(
        label,
        other,
        match.scores[label] - match.scores[other],
        match.remainder[label] - match.remainder[other],
        tuple(sorted(terms, key=lambda t: (-abs(t.weight), t.spans))),
        tuple(c.responsibility for c in match.coverage if c.responsibility.startswith(level) and c.span),
        tuple(c.responsibility for c in match.coverage if c.responsibility.startswith(level) and not c.span),
    )


def reasons(match: MatchData) -> Reasons:
    """See ``Match.reasons``."""
    label = explained(match)
    weights = by_clause(match, against_rest(match))
    tied = {a.span: a.responsibility for a in match.alignments if a.responsibility.startswith(f"{label}.")}
    evidence = [
        Evidence(i, clause.span, clause.role, float(weights[i]), tied.get(clause.span))
        for i, clause in enumerate(match.clauses)
        if abs(weights[i]) >= MIN_EVIDENCE
    ]
    own = [c for c in match.coverage if c.responsibility.startswith(f"{label}.")]
    return Reasons(
        tuple(sorted((e for e in evidence if e.weight > 0 and e.role in SPEAKING), key=lambda e: -e.weight)),
        tuple(c.responsibility for c in own if c.span is None),
        tuple(sorted((e for e in evidence if e.weight < 0), key=lambda e: e.weight)),
    )


def against_rest(match: MatchData) -> Floats:
    """What weighs the label against all others, each by its probability: the way the label's odds move. (labels,)."""
    p = np.array([0.0 if label == match.label else value for label, value in match.probabilities.items()])
    weights: Floats = -p / max(float(p.sum()), 1e-300)
    weights[list(match.probabilities).index(match.label or "")] = 1.0
    return weights


def against(match: MatchData, other: str) -> Floats:
    """What weighs the label against one other. Shape (labels,)."""
    labels = list(match.probabilities)
    weights = np.zeros(len(labels))
    weights[labels.index(match.label or "")], weights[labels.index(other)] = 1.0, -1.0
    return weights


def weigh_contributions(contributions: Sequence[Contribution], direction: Floats) -> Floats:
    """Each contribution along ``direction`` (labels,). Shape (contributions,)."""
    if not contributions:
        return np.zeros(0)
    both = np.array([c.lexical for c in contributions]) + np.array([c.dense for c in contributions])
    return np.asarray(both @ direction)


def by_clause(match: MatchData, direction: Floats) -> Floats:
    """Each clause's contributions along ``direction``. Shape (clauses,)."""
    owner = np.array([c.clause for c in match.contributions], dtype=np.int64)
    weights = weigh_contributions(match.contributions, direction)
    return np.bincount(owner, weights, minlength=len(match.clauses)).astype(np.float64)
