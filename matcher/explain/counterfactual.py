"""The smallest set of clauses without which the label would be another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Engine, Scored
from matcher.engine.lexical import weigh

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BATCH = 2_048


def rescored(engine: Engine, scored: Scored, removed: tuple[int, ...]) -> Floats:
    """Scores of the one text of ``scored`` without the evidence of some clauses; all other roles stay. (1, labels)."""
    occurrences = scored.occurrences
    keep = ~np.isin(occurrences.clause, np.array(removed, dtype=np.int64))
    left = replace(
        occurrences,
        **{
            name: getattr(occurrences, name)[keep]
            for name in ("doc", "term", "weight", "clause", "begin", "last", "expression")
        },
    )
    x, _ = weigh(left, engine.weights.idf)
    return engine.weights.head.scores(x)


@dataclass(frozen=True, slots=True)
class ClauseWeights:
    """One text as weights of terms by clause, so that many subsets are scored at once.

    ``weight`` (clauses with evidence, terms of the text), ``clauses`` their numbers; ``idf`` and ``head`` (terms,
    labels) are the text's own rows; the scores are those of ``matcher.engine.lexical.weigh`` and the head.
    """

    clauses: Ints
    weight: Floats
    idf: Floats
    head: Floats
    intercept: Floats

    @classmethod
    def of(cls, engine: Engine, scored: Scored) -> ClauseWeights:
        """The weights of the one text of ``scored``."""
        occurrences = scored.occurrences
        terms, column = np.unique(occurrences.term, return_inverse=True)
        clauses, row = np.unique(occurrences.clause, return_inverse=True)
        weight = np.zeros((len(clauses), len(terms)))
        np.add.at(weight, (row, column), occurrences.weight)
        head = engine.weights.head
        return cls(
            clauses, weight, engine.weights.idf[terms], (head.lexical + head.dense)[terms], head.intercept
        )

    def margins(self, removed: Ints, label: int) -> Floats:
        """How far ``label`` leads once the clauses of each row of ``removed`` (subsets, size) are gone."""
        total = self.weight.sum(axis=0)[None, :] - self.weight[removed].sum(axis=1)
        x = np.log1p(np.maximum(total, 0.0)) * self.idf
        length = np.sqrt((x * x).sum(axis=1, keepdims=True))
        scores = (x @ self.head) / np.where(length < 1e-9, 1.0, length) + self.intercept
        others = np.delete(scores, label, axis=1).max(axis=1)
        return np.asarray(scores[:, label] - others)


def search(weights: ClauseWeights, label: int, budget: int) -> tuple[tuple[int, ...], bool, int] | None:
    """Clauses to remove, whether no smaller set would do, and how many sets were tried.

    All sets of one size, then of the next, while ``budget`` lasts; then one clause at a time, the most telling first.
    """
    n, tried = len(weights.clauses), 0
    proven = 0
    for size in range(1, n + 1):
        if tried + comb(n, size) > budget:
            break
        best, margin = _best(weights, label, combinations(range(n), size), size)
        tried += comb(n, size)
        if margin < 0:
            return _numbers(weights, best), True, tried
        proven = size
    if proven == n:
        return None
    chosen, more = _greedy(weights, label)
    if chosen is None:
        return None
    return _numbers(weights, chosen), len(chosen) == proven + 1, tried + more


def _best(
    weights: ClauseWeights, label: int, subsets: Iterator[tuple[int, ...]], size: int
) -> tuple[tuple[int, ...], float]:
    best: tuple[int, ...] = ()
    lowest = np.inf
    while batch := list(islice(subsets, BATCH)):
        rows = np.fromiter(chain.from_iterable(batch), np.int64, len(batch) * size).reshape(-1, size)
        margins = weights.margins(rows, label)
        at = int(margins.argmin())
        if margins[at] < lowest:
            best, lowest = batch[at], float(margins[at])
    return best, lowest


def _greedy(weights: ClauseWeights, label: int) -> tuple[tuple[int, ...] | None, int]:
    """One clause at a time until the label falls; then any that was not needed is put back."""
    chosen: list[int] = []
    left = list(range(len(weights.clauses)))
    tried, margin = 0, np.inf
    while left and margin >= 0:
        best, margin = _best(weights, label, ((*chosen, i) for i in left), len(chosen) + 1)
        tried += len(left)
        chosen.append(best[-1])
        left.remove(best[-1])
    if margin >= 0:
        return None, tried
    for clause in list(chosen[:-1]):
        rest = [c for c in chosen if c != clause]
        tried += 1
        if rest and weights.margins(np.array([rest]), label)[0] < 0:
            chosen = rest
    return tuple(chosen), tried


def _numbers(weights: ClauseWeights, subset: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(weights.clauses[i]) for i in subset)
