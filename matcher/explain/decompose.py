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
    add up to the scores less the intercept. ``order`` are the document's occurrences in order of the text and
    ``group`` the stretch of each.
    """

    begin: Ints
    last: Ints
    clause: Ints
    lexical: Floats
    dense: Floats
    order: Ints
    group: Ints

    def __len__(self) -> int:
        return len(self.begin)


def stretches(engine: Engine, scored: Scored, doc: int) -> Stretches:
    """The stretches of document ``doc`` of a scored batch."""
    found = scored.found
    low, high = np.searchsorted(found.doc, [doc, doc + 1]).tolist()
    order = low + np.lexsort((found.last[low:high], found.begin[low:high]))
    begins, lasts, clauses = found.begin[order], found.last[order], found.clause[order]
    group = _overlapping(begins, lasts, clauses)
    if not len(group):
        nothing = np.zeros((0, len(engine.knowledge.labels)))
        return Stretches(group, group, group, nothing, nothing, order, group)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    share, term = scored.share[order, None], found.term[order]
    lexical = np.add.reduceat(share * engine.weights.head.lexical[term], first, axis=0)
    dense = np.add.reduceat(share * engine.weights.head.dense[term], first, axis=0)
    last = np.maximum.reduceat(lasts, first)
    taken = np.concatenate([[-1], last[:-1]])[group]
    begin = np.minimum.reduceat(np.where(begins > taken, begins, lasts), first)
    return Stretches(begin, last, clauses[first], lexical, dense, order, group)


def _overlapping(begin: Ints, last: Ints, clause: Ints) -> Ints:
    """Number of the stretch of each occurrence, given in text order.

    An occurrence inside a stretch joins it; one that begins inside and goes on stretches it up to ``MAX_TOKENS``.
    """
    groups = np.zeros(len(begin), dtype=np.int64)
    start = end = owner = -1
    number = -1
    for i, (b, e, c) in enumerate(zip(begin.tolist(), last.tolist(), clause.tolist(), strict=True)):
        if c == owner and b <= end and (e <= end or b == start or e - start < MAX_TOKENS):
            end = max(end, e)
        else:
            number += 1
            start, end, owner = b if c != owner else max(b, end + 1), e, c
        groups[i] = number
    return groups
