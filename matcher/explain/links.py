"""What the reasons of all documents of a batch share: stretches and their nearness to codes, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.engine.engine import Scored
from matcher.engine.knowledge import SET_ASIDE_BELOW
from matcher.explain.decompose import Stretches, stretches
from matcher.explain.sides import Sides
from matcher.text.roles import ROLES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EVIDENCE = ("title", "duty", "req")
MIN_WORDS = 2
SHARED, NAMED = 2.0, 4.0
_TELLING = np.array([role in EVIDENCE for role in ROLES])


class Call(NamedTuple):
    """The label (its number) a term speaks for, its weight, whether more by the dense channel, and its code's rank."""

    label: int
    weight: float
    by_dense: bool
    code: int
    rank: float


@dataclass(frozen=True, slots=True)
class Links:
    """Stretches of a batch and how they meet the codes of its knowledge.

    ``first`` (documents + 1,) bounds the stretches of each document. ``rank`` (stretches, codes) is nearness, plus
    ``SHARED`` where a word is shared with the code and ``NAMED`` where the lexicon ties the two. ``telling`` are the
    clauses that count and may tell a responsibility, ``clauses`` their nearness, shape (telling, codes). ``calls``
    is what each stretch speaks for by itself; its ``terms`` lie between two ``bounds``.
    """

    sides: Sides
    stretches: Stretches
    first: Ints
    rank: Floats
    telling: Ints
    clauses: Floats
    calls: list[Call]
    bounds: list[int]
    terms: list[int]

    def call(self, stretches: list[int]) -> Call:
        """What a term that stands in several stretches speaks for."""
        lexical = _centred(self.stretches.lexical[stretches].sum(axis=0).tolist())
        dense = _centred(self.stretches.dense[stretches].sum(axis=0).tolist())
        both = [a + b for a, b in zip(lexical, dense, strict=True)]
        label = both.index(max(both))
        rank = self.rank[stretches[0]].tolist()
        code = max(self.sides.columns[label], key=rank.__getitem__)
        return Call(label, both[label], abs(dense[label]) > abs(lexical[label]), code, rank[code])


def links_of(sides: Sides, scored: Scored) -> Links:
    """The links of a scored batch."""
    found = stretches(sides.engine, scored)
    doc = scored.parsed.doc_of[found.clause]
    terms, shares = scored.occurrences.term[found.order], scored.share[found.order]
    telling = np.flatnonzero((scored.gate >= SET_ASIDE_BELOW) & _TELLING[scored.roles.argmax(axis=1)])
    clause = scored.occurrences.clause[found.order]
    at = np.full(scored.parsed.n_clauses, -1)
    at[telling] = np.arange(len(telling))
    inside = np.flatnonzero(at[clause] >= 0)
    n = len(found)
    near, shared, count = sides.similarity(
        np.concatenate([found.group, n + at[clause[inside]]]),
        np.concatenate([terms, terms[inside]]),
        np.concatenate([shares, shares[inside]]),
        n + len(telling),
    )
    rank = near[:n] + SHARED * shared[:n]
    expression = scored.occurrences.expression[found.order]
    hit = np.flatnonzero(expression >= 0)
    named = np.zeros_like(rank)
    named[found.group[hit], sides.expression_code[expression[hit]]] = NAMED
    rank += named
    clauses = near[n:] * (count[n:] >= MIN_WORDS)[:, None]
    first = np.searchsorted(doc, np.arange(scored.parsed.n_docs + 1))
    calls = _calls(sides, found.lexical, found.dense, rank)
    bounds = np.searchsorted(found.group, np.arange(n + 1)).tolist()
    return Links(sides, found, first, rank, telling, clauses, calls, bounds, terms.tolist())


def _centred(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def _calls(sides: Sides, lexical: Floats, dense: Floats, rank: Floats) -> list[Call]:
    if not len(rank):
        return []
    every = np.arange(len(rank))
    lexical = lexical - lexical.mean(axis=1, keepdims=True)
    dense = dense - dense.mean(axis=1, keepdims=True)
    best = (lexical + dense).argmax(axis=1)
    by_dense = np.abs(dense[every, best]) > np.abs(lexical[every, best])
    rank = np.where(sides.of_label[best], rank, -np.inf)
    code = rank.argmax(axis=1)
    columns = (best, (lexical + dense)[every, best], by_dense, code, rank[every, code])
    return list(map(Call._make, zip(*(column.tolist() for column in columns), strict=True)))
