"""Splits a document's scores into the contributions of stretches of its text, exactly.

Each occurrence of a term has its share of the document's row; share times weight is its contribution to each
label's score. Occurrences that lie on the same words form one stretch. What no words bring is the intercept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.engine import Engine, Scored

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MAX_TOKENS = 6


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of one document, in order of the text.

    ``begin`` and ``last`` are tokens of the batch, ``clause`` its clauses; ``lexical`` and ``dense`` (stretches, labels)
    add up to the scores less the intercept. ``members`` are the occurrences of each.
    """

    begin: Ints
    last: Ints
    clause: Ints
    lexical: Floats
    dense: Floats
    members: list[Ints]


def stretches(engine: Engine, scored: Scored, doc: int) -> Stretches:
    """The stretches of document ``doc`` of a scored batch."""
    found = scored.found
    low, high = np.searchsorted(found.doc, [doc, doc + 1]).tolist()
    order = low + np.lexsort((found.last[low:high], found.begin[low:high]))
    groups = _overlapping(found.begin[order], found.last[order], found.clause[order])
    n, labels = (int(groups[-1]) + 1 if len(groups) else 0), len(engine.knowledge.labels)
    lexical, dense = np.zeros((n, labels)), np.zeros((n, labels))
    share, term = scored.share[order, None], found.term[order]
    np.add.at(lexical, groups, share * engine.weights.head.lexical[term])
    np.add.at(dense, groups, share * engine.weights.head.dense[term])
    members = np.split(order, np.flatnonzero(np.diff(groups)) + 1) if n else []
    begin = np.array([found.begin[m].min() for m in members], dtype=np.int64)
    last = np.array([found.last[m].max() for m in members], dtype=np.int64)
    last[:-1] = np.maximum(begin[:-1], np.minimum(last[:-1], begin[1:] - 1))
    clause = np.array([found.clause[m[0]] for m in members], dtype=np.int64)
    return Stretches(begin, last, clause, lexical, dense, members)


def _overlapping(begin: Ints, last: Ints, clause: Ints) -> Ints:
    """Number of the stretch of each occurrence, given in text order: chains of shared words, of some length."""
    groups = np.zeros(len(begin), dtype=np.int64)
    start = end = owner = -1
    number = -1
    for i, (b, e, c) in enumerate(zip(begin.tolist(), last.tolist(), clause.tolist(), strict=True)):
        if c == owner and b <= end and (b == start or max(e, end) - start < MAX_TOKENS):
            end = max(end, e)
        else:
            number += 1
            start, end, owner = b, e, c
        groups[i] = number
    return groups
