"""Ties stretches and clauses of the ad to labels and to the responsibilities of the framework."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.engine import Scored
from matcher.explain.decompose import Stretches
from matcher.explain.sides import Sides
from matcher.types import Alignment, Coverage, Overlap, Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
MIN_WEIGHT = 0.01
MIN_NEAR = 0.15
MIN_SIMILARITY = 0.22
MIN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Near:
    """How near the terms of a document, and its clauses, are to every code, and where the lexicon names one.

    ``owner`` is the term of each stretch; ``terms``, ``shared`` and ``named`` have shape (terms, codes), ``clauses``
    (clauses, codes).
    """

    owner: Ints
    terms: Floats
    shared: Flags
    named: Flags
    clauses: Floats


def nearness(sides: Sides, scored: Scored, found: Stretches, owner: Ints, clauses: Ints) -> Near:
    """Nearness of terms and of ``clauses`` (numbers in the batch, ascending), in one pass."""
    terms, shares = scored.found.term[found.order], scored.share[found.order]
    n = int(owner.max(initial=-1)) + 1
    group, clause = owner[found.group], scored.found.clause[found.order]
    number = np.searchsorted(clauses, clause)
    inside = np.flatnonzero(clauses[np.minimum(number, len(clauses) - 1)] == clause) if len(clauses) else np.zeros(0, int)
    similarity, shared, count = sides.similarity(
        np.concatenate([group, n + number[inside]]),
        np.concatenate([terms, terms[inside]]),
        np.concatenate([shares, shares[inside]]),
        n + len(clauses),
    )
    named = np.zeros((n, len(sides.codes)), dtype=bool)
    expression = scored.found.expression[found.order]
    hit = expression >= 0
    named[group[hit], sides.expression_code[expression[hit]]] = True
    return Near(owner, similarity[:n], shared[:n], named, similarity[n:] * (count[n:] >= MIN_WORDS)[:, None])


def numbered(words: list[str]) -> tuple[list[str], Ints]:
    """Distinct words in order, and the number of each."""
    numbers: dict[str, int] = {}
    owner = np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)
    return list(numbers), owner


def overlaps(
    sides: Sides, scored: Scored, found: Stretches, spans: list[Span], names: list[str], near: Near
) -> tuple[Overlap, ...]:
    """One overlap for each distinct term, most weight first."""
    if not names:
        return ()
    labels = sides.engine.knowledge.labels
    both = np.zeros((len(names), 2 * len(labels)))
    np.add.at(both, near.owner, np.hstack([found.lexical, found.dense]))
    lexical, dense = (half - half.mean(axis=1, keepdims=True) for half in np.split(both, 2, axis=1))
    best = (lexical + dense).argmax(axis=1)
    every = np.arange(len(names))
    weight = (lexical + dense)[every, best]
    fallback = np.where(np.abs(dense[every, best]) > np.abs(lexical[every, best]), "dense", "learned")
    rank = np.where(sides.of_label[best], near.terms + 4 * near.named + 2 * near.shared, -np.inf)
    code = rank.argmax(axis=1)
    top = rank[every, code]
    kind = np.where(top >= 3, "expression", np.where(top >= 1, "descriptor", fallback))
    codes, kinds, weights = np.where(top >= MIN_NEAR, code, -1).tolist(), kind.tolist(), weight.tolist()
    where: list[list[Span]] = [[] for _ in names]
    for span, number in zip(spans, near.owner.tolist(), strict=True):
        where[number].append(span)
    stems = _stems(sides, scored, found, near.owner, kind == "descriptor")
    made = [
        Overlap(
            names[i],
            labels[best[i]],
            weights[i],
            tuple(where[i]),
            *_descriptor(sides, codes[i], stems.get(i, ())),
            kinds[i],
        )
        for i in np.flatnonzero(weight >= MIN_WEIGHT).tolist()
    ]
    return tuple(sorted(made, key=lambda o: (-o.weight, o.spans)))


def _stems(
    sides: Sides, scored: Scored, found: Stretches, owner: Ints, wanted: NDArray[np.bool_]
) -> dict[int, set[str]]:
    """Stems of the words of the terms that ``wanted`` marks."""
    group = owner[found.group]
    names = sides.engine.weights.terms
    result: dict[int, set[str]] = {}
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


def tie(sides: Sides, near: Near, where: list[Span]) -> tuple[tuple[Alignment, ...], tuple[Coverage, ...]]:
    """The responsibility each clause is nearest to, and the clause nearest to each responsibility."""
    width, names = sides.n_responsibilities, sides.codes
    if not where:
        return (), tuple(Coverage(code, 0.0, None) for code in names[:width])
    best = near.clauses.argmax(axis=1)
    values = near.clauses[np.arange(len(where)), best].tolist()
    aligned = tuple(
        Alignment(where[i], names[code], values[i])
        for i, code in enumerate(best.tolist())
        if code < width and values[i] >= MIN_SIMILARITY
    )
    nearest = near.clauses[:, :width].argmax(axis=0)
    values = near.clauses[nearest, np.arange(width)].tolist()
    covered = tuple(
        Coverage(names[code], values[code], where[i] if values[code] >= MIN_SIMILARITY else None)
        for code, i in enumerate(nearest.tolist())
    )
    return aligned, covered
