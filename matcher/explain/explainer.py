"""The engine as the one who explains: what links a scored batch to the framework, and a Match's later questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Engine, Scored
from matcher.engine.lexical import weigh
from matcher.explain.answers import Counterfactual
from matcher.explain.counterfactual import ClauseWeights, rescored, search
from matcher.explain.decompose import Stretches, by_word
from matcher.explain.links import Links, links_of
from matcher.explain.sides import Sides
from matcher.language.pipeline import LOCK
from matcher.text.roles import ROLES
from matcher.types import Contribution, Span

Floats = NDArray[np.float64]


class Explainer:
    """Holds the engine and the framework's side, and stays behind when a Match is pickled."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return type(None), ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Explainer:
        return self

    @cached_property
    def sides(self) -> Sides:
        """The framework's side of every link."""
        return Sides(self.engine)

    def links(self, scored: Scored) -> Links:
        """What the reasons of all documents of a scored batch share."""
        return links_of(self.sides, scored)

    def counterfactual(self, text: str, spans: Sequence[Span], budget: int) -> Counterfactual | None:
        """See ``Match.counterfactual``; ``spans`` are those of the text's clauses."""
        scored = self.engine.score([text])
        weights = ClauseWeights.of(self.engine, scored)
        label = int(scored.scores[0].argmax())
        found = search(weights, label, budget)
        if found is None:
            return None
        subset, minimal, tried = found
        row = self.engine.weights.head.probabilities(rescored(self.engine, scored, subset))[0].tolist()
        labels = self.engine.weights.labels
        return Counterfactual(
            tuple(sorted(subset)),
            tuple(spans[i] for i in sorted(subset)),
            labels[int(np.argmax(row))],
            dict(zip(labels, row, strict=True)),
            minimal,
            tried,
        )

    def ungated(self, text: str) -> Floats:
        """What each clause would bring to each score if every clause counted in full. Shape (clauses, labels)."""
        with LOCK:
            scored = self.engine.score([text])
            parsed, head = scored.parsed, self.engine.weights.head
            title = scored.roles[:, ROLES.index("title")]
            occurrences = self.engine.terms.occurrences(parsed, np.ones(parsed.n_clauses), title)
        _, share = weigh(occurrences, self.engine.weights.idf)
        total = np.zeros((parsed.n_clauses, len(self.engine.weights.labels)))
        np.add.at(total, occurrences.clause, share[:, None] * (head.lexical + head.dense)[occurrences.term])
        return total

    def by_word(self, text: str) -> tuple[Contribution, ...]:
        """See ``Match.by_word``."""
        with LOCK:
            scored = self.engine.score([text])
            parts = by_word(self.engine, scored)
        spans = spans_of(scored, 0, parts)
        return contributions(parts, spans, [text[a:b].lower() for a, b in spans], 0)


def spans_of(scored: Scored, doc: int, parts: Stretches) -> list[Span]:
    """Where stretches stand in the text as it was given."""
    parsed, origin = scored.parsed, scored.parsed.cleaned[doc].origin
    starts, ends = parsed.starts[parts.begin].tolist(), parsed.ends[parts.last].tolist()
    return [origin(a, b) for a, b in zip(starts, ends, strict=True)]


def contributions(
    parts: Stretches, spans: list[Span], terms: list[str], first_clause: int
) -> tuple[Contribution, ...]:
    """Stretches as plain data; clauses are counted from ``first_clause``."""
    clause = (parts.clause - first_clause).tolist()
    lexical, dense = map(tuple, parts.lexical.tolist()), map(tuple, parts.dense.tolist())
    return tuple(map(Contribution._make, zip(spans, clause, terms, lexical, dense, strict=True)))
