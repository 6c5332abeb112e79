"""Ties stretches and clauses of the ad to labels and to the responsibilities of the framework."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from matcher.explain.links import NAMED, SHARED, Call, Links
from matcher.language.words import FUNCTION_WORDS, fold
from matcher.types import Alignment, Coverage, Kind, Overlap, Span

MIN_WEIGHT = 0.01
_WORD = re.compile(r"[^\W_]+")
BARE = FUNCTION_WORDS | frozenset(
    """non puo puoi possono deve devi devono fino attuale attuali nuovo nuova nuovi nuove grande grandi principale
    principali buono buona buoni buone vario varia vari varie diverso diversi diverse specifico specifica senior junior
    commerciale commerciali manager nome cognome lunedi martedi mercoledi giovedi venerdi sabato domenica""".split()
)
"""Words that are no evidence by themselves: they name neither an action nor whom or what it is about."""


@lru_cache(1 << 16)
def bare(term: str) -> bool:
    """Whether a term is no evidence by itself."""
    return BARE.issuperset(fold(word) for word in _WORD.findall(term))


def overlaps(links: Links, doc: int, spans: list[Span], terms: list[str]) -> tuple[Overlap, ...]:
    """One overlap for each distinct term of a document and what it states there, most weight first.

    ``spans`` and ``terms`` are those of the document's stretches.
    """
    low = int(links.first[doc])
    where: dict[tuple[str, int], list[int]] = {}
    for i, term in enumerate(terms):
        where.setdefault((term, links.calls[low + i].code), []).append(i)
    labels, parts = links.sides.engine.weights.labels, links.sides.parts
    made: list[Overlap] = []
    for (term, code), own in where.items():
        call = links.calls[low + own[0]] if len(own) == 1 else links.call([low + i for i in own])
        if call.weight < MIN_WEIGHT or bare(term):
            continue
        kind = _kind(call)
        part = parts[code] if code >= 0 else None
        where_in: tuple[Span, ...] = ()
        if part is not None:
            where_in = _shared(links, low + own[0], part.id) if kind == "descriptor" else (part.span,)
        place = tuple(spans[i] for i in own)
        made.append(
            Overlap(term, labels[call.label], call.weight, place, part.id if part else None, where_in, kind)
        )
    made.sort(key=_by_weight)
    return tuple(made)


def _kind(call: Call) -> Kind:
    """How a term and its code met."""
    if call.way >= NAMED:
        return "expression"
    if call.way >= SHARED:
        return "descriptor"
    return "dense" if call.by_dense else "learned"


def _by_weight(overlap: Overlap) -> tuple[float, tuple[Span, ...]]:
    return -overlap.weight, overlap.spans


def _shared(links: Links, stretch: int, responsibility: str) -> tuple[Span, ...]:
    """Where the words of a stretch stand in a responsibility."""
    names, where = links.sides.engine.weights.terms, links.sides.stems
    terms = links.terms[links.bounds[stretch] : links.bounds[stretch + 1]]
    stems = {stem for term in terms if names[term][0] in "ubt" for stem in names[term][2:].split(" ")}
    return tuple(sorted({span for stem in stems for span in where.get(stem, {}).get(responsibility, ())}))


def tie(links: Links, own: slice, spans: list[Span]) -> tuple[tuple[Alignment, ...], tuple[Coverage, ...]]:
    """The responsibilities that the clauses state, and for each of them all the clause that states it most clearly.

    ``own`` are the document's clauses in the batch, ``spans`` where each stands.
    """
    names = links.sides.codes
    linked, p = links.linked[own], links.probabilities[own]
    aligned = tuple(
        Alignment(spans[i], names[code], float(p[i, code])) for i, code in np.argwhere(linked).tolist()
    )
    if not len(p):
        return aligned, tuple(Coverage(code, 0.0, None) for code in names[: links.sides.n_responsibilities])
    stated = np.logical_or.reduce(linked, axis=0)
    nearest = np.where(np.where(stated, linked, links.able[own][:, None]), p, 0.0)
    at = nearest.argmax(axis=0)
    values = nearest[at, np.arange(len(at))].tolist()
    covered = (
        Coverage(names[code], values[code], spans[i] if told else None)
        for code, (i, told) in enumerate(zip(at.tolist(), stated.tolist(), strict=True))
    )
    return aligned, tuple(covered)
