"""Ties stretches and clauses of the ad to labels and to the responsibilities of the framework."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.explain.links import SHARED, Call, Links
from matcher.types import Alignment, Coverage, Kind, Overlap, Span

Floats = NDArray[np.float64]
MIN_WEIGHT = 0.01
MIN_NEAR = 0.15
MIN_SIMILARITY = 0.22


def overlaps(links: Links, doc: int, spans: list[Span], terms: list[str]) -> tuple[Overlap, ...]:
    """One overlap for each distinct term of a document, most weight first; ``spans`` and ``terms`` of its stretches."""
    low = int(links.first[doc])
    where: dict[str, list[int]] = {}
    for i, term in enumerate(terms):
        where.setdefault(term, []).append(i)
    labels, parts = links.sides.engine.weights.labels, links.sides.parts
    made: list[Overlap] = []
    for term, own in where.items():
        one = low + own[0]
        call = links.calls[one] if len(own) == 1 else links.call([low + i for i in own])
        if call.weight < MIN_WEIGHT:
            continue
        kind = _kind(call)
        where_in: tuple[Span, ...] = ()
        part = parts[call.code] if call.rank >= MIN_NEAR else None
        if part is not None:
            where_in = _shared(links, one, part.id) if kind == "descriptor" else (part.span,)
        place = (spans[own[0]],) if len(own) == 1 else tuple([spans[i] for i in own])
        made.append(
            Overlap(term, labels[call.label], call.weight, place, part.id if part else None, where_in, kind)
        )
    made.sort(key=_by_weight)
    return tuple(made)


def _kind(call: Call) -> Kind:
    """How a term and its code met."""
    if call.rank >= SHARED + 1:
        return "expression"
    if call.rank >= 1:
        return "descriptor"
    return "dense" if call.by_dense else "learned"


def _by_weight(overlap: Overlap) -> tuple[float, tuple[Span, ...]]:
    return -overlap.weight, overlap.spans


def _shared(links: Links, stretch: int, responsibility: str) -> tuple[Span, ...]:
    """Where the words of a stretch stand in a responsibility."""
    names, where = links.sides.engine.weights.terms, links.sides.stems
    terms = links.terms[links.bounds[stretch] : links.bounds[stretch + 1]]
    stems = {stem for term in terms for stem in names[term][2:].split(" ")}
    return tuple(sorted({span for stem in stems for span in where.get(stem, {}).get(responsibility, ())}))


def tie(
    links: Links, own: slice, spans: dict[int, Span]
) -> tuple[tuple[Alignment, ...], tuple[Coverage, ...]]:
    """The responsibility each telling clause is nearest to, and the clause nearest to each responsibility.

    ``own`` are the document's clauses in the batch, ``spans`` where each stands.
    """
    width, names = links.sides.n_responsibilities, links.sides.codes
    low, high = np.searchsorted(links.telling, [own.start, own.stop]).tolist()
    if low == high:
        return (), tuple(Coverage(code, 0.0, None) for code in names[:width])
    near = links.clauses[low:high]
    where = [spans[clause] for clause in links.telling[low:high].tolist()]
    best = near.argmax(axis=1)
    values = near[np.arange(len(near)), best].tolist()
    aligned = tuple(
        Alignment(where[i], names[code], values[i])
        for i, code in enumerate(best.tolist())
        if code < width and values[i] >= MIN_SIMILARITY
    )
    nearest = near[:, :width].argmax(axis=0)
    values = near[nearest, np.arange(width)].tolist()
    covered = tuple(
        Coverage(names[code], values[code], where[i] if values[code] >= MIN_SIMILARITY else None)
        for code, i in enumerate(nearest.tolist())
    )
    return aligned, covered
