"""What the reasons of all documents of a batch share: stretches, what they speak for, and the links of their clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.engine import Scored
from matcher.engine.linker import able, bags
from matcher.explain.decompose import Stretches, stretches
from matcher.explain.sides import Sides

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NAMED, SHARED, CARRIED = 4.0, 2.0, 1.0


class Call(NamedTuple):
    """What a stretch speaks for: a label (its number), its weight, whether more by the dense channel.

    ``code`` is the code of that label that its clause states and that it carries, -1 for none, and ``way``
    how the two met: ``NAMED`` by the lexicon, ``SHARED`` by a word, ``CARRIED`` by what the model learned.
    """

    label: int
    weight: float
    by_dense: bool
    code: int
    way: float


@dataclass(frozen=True, slots=True)
class Links:
    """Stretches and clauses of a batch and how they meet the codes of its knowledge.

    ``first`` (documents + 1,) bounds the stretches of each document. ``able`` (clauses,) are those that may state a
    responsibility, ``probabilities`` and ``linked`` (clauses, responsibilities) say which they do. ``calls`` is what
    each stretch speaks for by itself; its ``terms`` lie between two ``bounds``.
    """

    sides: Sides
    stretches: Stretches
    first: Ints
    able: Flags
    probabilities: Floats
    linked: Flags
    calls: list[Call]
    bounds: list[int]
    terms: list[int]

    def call(self, stretches: list[int]) -> Call:
        """What a term that stands in several stretches speaks for; all of them carry the same responsibility."""
        first = self.calls[stretches[0]]
        lexical = _centred(self.stretches.lexical[stretches].sum(axis=0).tolist())
        dense = _centred(self.stretches.dense[stretches].sum(axis=0).tolist())
        both = [a + b for a, b in zip(lexical, dense, strict=True)]
        label = both.index(max(both))
        by_dense = abs(dense[label]) > abs(lexical[label])
        return first._replace(label=label, weight=both[label], by_dense=by_dense)


def links_of(sides: Sides, scored: Scored) -> Links:
    """The links of a scored batch."""
    found, weights, parsed = stretches(sides.engine, scored), sides.engine.weights, scored.parsed
    terms = scored.occurrences.term[found.order]
    n = len(found)
    counts = bags(scored.occurrences, parsed.n_clauses, len(weights.terms))
    may = able(scored.roles)
    probabilities = weights.links.probabilities(parsed, counts, scored.words)
    named = (counts @ sides.naming[:, : sides.n_responsibilities]).toarray() > 0
    linked = weights.links.links(probabilities, named, may)
    way = _ways(sides, scored, found, terms, linked)
    first = np.searchsorted(parsed.doc_of[found.clause], np.arange(parsed.n_docs + 1))
    bounds = np.searchsorted(found.group, np.arange(n + 1)).tolist()
    calls = _calls(sides, found.lexical, found.dense, way)
    return Links(sides, found, first, may, probabilities[:, :-1], linked, calls, bounds, terms.tolist())


def _ways(sides: Sides, scored: Scored, found: Stretches, terms: Ints, linked: Flags) -> Floats:
    """How each stretch meets each code, 0 where it does not. Shape (stretches, codes).

    A responsibility is met only in a clause that is ``linked`` to it, a label without descriptor by the lexicon alone.
    """
    shape, width = (len(found), len(sides.engine.weights.terms)), sides.n_responsibilities
    held = sparse.coo_matrix((np.ones(len(terms)), (found.group, terms)), shape).tocsr()
    way = NAMED * ((held @ sides.naming).toarray() > 0)
    shared = (held @ sides.shared).toarray() > 0
    carried = np.asarray(held @ sides.pull)
    # Of two responsibilities met in one way, the one that the stretch speaks for more.
    more = np.clip(carried, 0.0, None) / (1.0 + np.abs(carried).max(initial=0.0))
    met = np.where(carried > 0, np.where(shared, SHARED, CARRIED), 0.0)
    way[:, :width] = (np.maximum(way[:, :width], met) + more) * linked[found.clause]
    return np.asarray(way)


def _centred(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def _calls(sides: Sides, lexical: Floats, dense: Floats, way: Floats) -> list[Call]:
    if not len(way):
        return []
    every = np.arange(len(way))
    lexical = lexical - lexical.mean(axis=1, keepdims=True)
    dense = dense - dense.mean(axis=1, keepdims=True)
    best = (lexical + dense).argmax(axis=1)
    by_dense = np.abs(dense[every, best]) > np.abs(lexical[every, best])
    way = np.where(sides.of_label[best], way, 0.0)
    code = way.argmax(axis=1)
    value = way[every, code]
    code = np.where(value > 0, code, -1)
    columns = (best, (lexical + dense)[every, best], by_dense, code, value)
    return list(map(Call._make, zip(*(column.tolist() for column in columns), strict=True)))
