"""Splits the scores of documents into the contributions of stretches of their text, exactly.

Each occurrence of a term has its share of the document's row; share times weight is its contribution to each
label's score. Occurrences that lie on the same words form one stretch. What no words bring is the intercept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Engine, Scored
from matcher.text.parse import content

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MAX_TOKENS = 6


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a batch of documents, in order of the text.

    ``begin`` and ``last`` are tokens of the batch, ``clause`` its clauses; ``lexical`` and ``dense`` (stretches, labels)
    add up to the scores less the intercept. ``order`` are the occurrences in order of the stretches and
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

    def part(self, low: int, high: int) -> Stretches:
        """Stretches ``low`` to ``high``, with the occurrences of the whole batch."""
        own = slice(low, high)
        return Stretches(
            self.begin[own],
            self.last[own],
            self.clause[own],
            self.lexical[own],
            self.dense[own],
            self.order,
            self.group,
        )


def stretches(engine: Engine, scored: Scored) -> Stretches:
    """The stretches of all documents of a scored batch."""
    occurrences = scored.occurrences
    order = np.lexsort((occurrences.last, occurrences.begin))
    group = _overlapping(occurrences.begin[order], occurrences.last[order], occurrences.clause[order])
    if not len(group):
        nothing = np.zeros((0, len(engine.weights.labels)))
        return Stretches(group, group, group, nothing, nothing, order, group)
    by_group = np.argsort(group, kind="stable")
    order, group = order[by_group], group[by_group]
    begins, lasts, clauses = occurrences.begin[order], occurrences.last[order], occurrences.clause[order]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    share, term = scored.share[order, None], occurrences.term[order]
    lexical = np.add.reduceat(share * engine.weights.head.lexical[term], first, axis=0)
    dense = np.add.reduceat(share * engine.weights.head.dense[term], first, axis=0)
    last = np.maximum.reduceat(lasts, first)
    taken = np.concatenate([[-1], last[:-1]])[group]
    begin = np.minimum.reduceat(np.where(begins > taken, begins, lasts), first)
    return Stretches(begin, last, clauses[first], lexical, dense, order, group)


def by_word(engine: Engine, scored: Scored) -> Stretches:
    """The same by single words: an occurrence of several is shared evenly among their content words."""
    occurrences, parsed = scored.occurrences, scored.parsed
    inside = np.flatnonzero(content(parsed, engine.language))
    first = np.searchsorted(inside, occurrences.begin)
    count = np.searchsorted(inside, occurrences.last, side="right") - first
    occurrence = np.repeat(np.arange(len(first)), count)
    step = np.arange(len(occurrence)) - np.repeat(np.cumsum(count) - count, count)
    token = inside[np.repeat(first, count) + step]
    by_token = np.argsort(token, kind="stable")
    occurrence, token = occurrence[by_token], token[by_token]
    tokens, at = np.unique(token, return_index=True)
    if not len(tokens):
        return stretches(engine, scored)
    share = (scored.share[occurrence] / count[occurrence])[:, None]
    head, term = engine.weights.head, occurrences.term[occurrence]
    lexical = np.add.reduceat(share * head.lexical[term], at, axis=0)
    dense = np.add.reduceat(share * head.dense[term], at, axis=0)
    group = np.searchsorted(tokens, token)
    return Stretches(tokens, tokens, parsed.clause_of[tokens], lexical, dense, occurrence, group)


def _overlapping(begin: Ints, last: Ints, clause: Ints) -> Ints:
    """Number of the stretch of each occurrence, given in text order.

    An occurrence inside a stretch joins it; one that begins inside and goes on lengthens it up to ``MAX_TOKENS``, or
    opens another, which begins where the first ends. Each occurrence belongs to the stretch that holds its end.
    """
    groups = np.zeros(len(begin), dtype=np.int64)
    ends: list[int] = []
    start = owner = -1
    opened = 0
    for i, (b, e, c) in enumerate(zip(begin.tolist(), last.tolist(), clause.tolist(), strict=True)):
        if c != owner:
            owner, opened, start = c, len(ends), b
            ends.append(e)
        elif b > ends[-1]:
            start = b
            ends.append(e)
        elif e > ends[-1]:
            if b == start or e - start < MAX_TOKENS:
                ends[-1] = e
            else:
                start = ends[-1] + 1
                ends.append(e)
        number = len(ends) - 1
        while number > opened and e <= ends[number - 1]:
            number -= 1
        groups[i] = number
    return groups
