"""Ties stretches and clauses of the ad to labels and to the responsibilities of the framework."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.engine import Scored
from matcher.explain.decompose import Stretches
from matcher.explain.sides import Sides
from matcher.types import Alignment, Coverage, Kind, Overlap, Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MIN_WEIGHT = 0.01
MIN_NEAR = 0.15
MIN_SIMILARITY = 0.22
MIN_WORDS = 2


def overlaps(sides: Sides, scored: Scored, found: Stretches, spans: list[Span], words: list[str]) -> tuple[Overlap, ...]:
    """One overlap for each distinct term, most weight first."""
    if not words:
        return ()
    numbers: dict[str, int] = {}
    owner = np.array([numbers.setdefault(word, len(numbers)) for word in words])
    lexical, dense = (np.zeros((len(numbers), channel.shape[1])) for channel in (found.lexical, found.dense))
    np.add.at(lexical, owner, found.lexical)
    np.add.at(dense, owner, found.dense)
    lexical -= lexical.mean(axis=1, keepdims=True)
    dense -= dense.mean(axis=1, keepdims=True)
    best = (lexical + dense).argmax(axis=1)
    every = np.arange(len(numbers))
    weight = (lexical + dense)[every, best]
    fallback = np.where(np.abs(dense[every, best]) > np.abs(lexical[every, best]), "dense", "learned")
    code, kind = _meet(sides, scored, found, owner, best, fallback)
    where: list[list[Span]] = [[] for _ in numbers]
    for i, number in enumerate(owner.tolist()):
        where[number].append(spans[i])
    names = list(numbers)
    labels = sides.engine.knowledge.labels
    stems = _stems(sides, scored, found, owner, len(names), kind == "descriptor")
    order = np.lexsort(([w[0][0] for w in where], -weight))
    return tuple(
        Overlap(
            names[i],
            labels[best[i]],
            float(weight[i]),
            tuple(where[i]),
            *_descriptor(sides, int(code[i]), stems.get(i, ())),
            str(kind[i]),  # type: ignore[arg-type]
        )
        for i in order.tolist()
        if weight[i] >= MIN_WEIGHT
    )


def _meet(
    sides: Sides, scored: Scored, found: Stretches, owner: Ints, best: Ints, fallback: NDArray[np.str_]
) -> tuple[Ints, NDArray[np.str_]]:
    """For each term the column of its label's code that it speaks for (-1: none), and how the two met."""
    occurrence, group = found.order, owner[found.group]
    term, n = scored.found.term[occurrence], len(best)
    bags = sides.bags(group, term, scored.share[occurrence], n)
    similarity = sides.similarity(bags)
    named = np.zeros_like(similarity)
    expression = scored.found.expression[occurrence]
    hit = expression >= 0
    named[group[hit], sides.expression_code[expression[hit]]] = 1.0
    shared = (bags @ sides.shared) > 0
    rank = np.where(sides.of_label[best], similarity + 4 * named + 2 * shared, -np.inf)
    code = rank.argmax(axis=1)
    top = rank[np.arange(n), code]
    kind = np.select([top >= 3, top >= 1], ["expression", "descriptor"], fallback)
    return np.where(top >= MIN_NEAR, code, -1), kind


def _stems(
    sides: Sides, scored: Scored, found: Stretches, owner: Ints, n: int, wanted: NDArray[np.bool_]
) -> dict[int, set[str]]:
    """Stems of the words of the terms that ``wanted`` marks."""
    group = owner[found.group]
    names, result = sides.engine.weights.terms, {}
    keep = wanted[group]
    for number, term in zip(group[keep].tolist(), scored.found.term[found.order][keep].tolist(), strict=True):
        result.setdefault(number, set()).update(names[term][2:].split(" "))
    return result


def _descriptor(sides: Sides, code: int, stems: set[str] | tuple[()]) -> tuple[str | None, tuple[Span, ...]]:
    """The responsibility and its words that stand for ``stems``, or all of it."""
    if not 0 <= code < sides.n_responsibilities:
        return None, ()
    name = sides.codes[code]
    where = {span for stem in stems for span in sides.words.get(stem, {}).get(name, ())}
    return name, tuple(sorted(where)) or (sides.engine.knowledge.skill.responsibilities[name].span,)


def tie(
    sides: Sides, scored: Scored, doc: int, spans: dict[int, Span]
) -> tuple[tuple[Alignment, ...], tuple[Coverage, ...]]:
    """The responsibility each clause of ``spans`` is nearest to, and the clause nearest to each responsibility."""
    numbers = {clause: i for i, clause in enumerate(spans)}
    where, width = list(spans.values()), sides.n_responsibilities
    similarity = np.zeros((len(where), len(sides.codes)))
    if where:
        low, high = np.searchsorted(scored.found.doc, [doc, doc + 1]).tolist()
        clause = scored.found.clause[low:high]
        number = np.array([numbers.get(c, -1) for c in clause.tolist()], dtype=np.int64)
        inside = number >= 0
        bags = sides.bags(
            number[inside], scored.found.term[low:high][inside], scored.share[low:high][inside], len(where)
        )
        enough = np.diff(bags.indptr) >= MIN_WORDS
        similarity = sides.similarity(bags) * enough[:, None]
    best = similarity.argmax(axis=1).tolist() if where else []
    aligned = tuple(
        Alignment(where[i], sides.codes[code], float(similarity[i, code]))
        for i, code in enumerate(best)
        if code < width and similarity[i, code] >= MIN_SIMILARITY
    )
    return aligned, _coverage(sides, similarity[:, :width], where)


def _coverage(sides: Sides, similarity: Floats, where: list[Span]) -> tuple[Coverage, ...]:
    nearest = similarity.argmax(axis=0).tolist() if where else []
    return tuple(
        Coverage(code, float(similarity[nearest[i], i]), where[nearest[i]])
        if where and similarity[nearest[i], i] >= MIN_SIMILARITY
        else Coverage(code, float(similarity[nearest[i], i]) if where else 0.0, None)
        for i, code in enumerate(sides.codes[: sides.n_responsibilities])
    )
