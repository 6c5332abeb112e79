"""Ties stretches of the ad to labels and to the responsibilities of the framework."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.engine import Engine, Scored
from matcher.explain.decompose import Stretches
from matcher.text.parse import parse
from matcher.types import Alignment, Kind, Overlap, Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MIN_WEIGHT = 0.01
MIN_SIMILARITY = 0.12


@dataclass
class Sides:
    """The framework's side of every overlap: words of the descriptors, and prototypes in both channels."""

    engine: Engine

    @cached_property
    def words(self) -> dict[str, dict[str, list[Span]]]:
        """Stem -> responsibility -> where it stands in the level's text."""
        language = self.engine.language
        index: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for part in self.engine.knowledge.skill.responsibilities.values():
            parsed = parse([part.text], language)
            for lexeme, start, end in zip(parsed.lexemes, parsed.starts, parsed.ends, strict=True):
                if language.lexemes.kinds[lexeme] == 0:
                    span = (part.span[0] + int(start), part.span[0] + int(end))
                    index[language.lexemes.stems[lexeme]][part.id].append(span)
        return index

    @cached_property
    def lexical(self) -> Floats:
        """Unit prototypes of all codes. Shape (terms, codes)."""
        return _unit(self.engine.weights.prototypes, 0)

    @cached_property
    def dense(self) -> Floats:
        """The same in the dense space. Shape (dimensions, codes)."""
        return _unit(self.engine.weights.vectors.T @ self.engine.weights.prototypes, 0)

    @cached_property
    def columns_of(self) -> dict[str, Ints]:
        """Label -> columns of its responsibilities among the codes."""
        skill, codes = self.engine.knowledge.skill, self.engine.knowledge.codes
        return {
            str(level.level): np.array([codes.index(r.id) for r in level.responsibilities]) for level in skill.levels
        }

    def similarity(self, terms: Ints, shares: Floats) -> Floats:
        """Mean of the lexical and the dense cosine of a bag of terms with every code. Shape (codes,)."""
        length = float(np.sqrt(np.bincount(np.unique(terms, return_inverse=True)[1], shares) @ np.bincount(
            np.unique(terms, return_inverse=True)[1], shares)))
        if not length:
            return np.zeros(self.lexical.shape[1])
        projected = shares @ self.engine.weights.vectors[terms]
        size = float(np.linalg.norm(projected)) or 1.0
        return np.asarray((shares @ self.lexical[terms] / length + projected @ self.dense / size) / 2)


def overlaps(sides: Sides, scored: Scored, found: Stretches, spans: list[Span], words: list[str]) -> tuple[Overlap, ...]:
    """One overlap for each distinct term, most weight first."""
    labels = sides.engine.knowledge.labels
    groups: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        groups[word].append(i)
    result = []
    for word, stretches in groups.items():
        lexical, dense = found.lexical[stretches].sum(axis=0), found.dense[stretches].sum(axis=0)
        centred = lexical + dense - (lexical + dense).mean()
        best = int(centred.argmax())
        if centred[best] < MIN_WEIGHT:
            continue
        members = np.concatenate([found.members[i] for i in stretches])
        by_dense = abs(dense[best] - dense.mean()) > abs(lexical[best] - lexical.mean())
        responsibility, where, kind = _meet(sides, scored, members, labels[best], bool(by_dense))
        result.append(
            Overlap(
                word, labels[best], float(centred[best]), tuple(spans[i] for i in stretches), responsibility, where, kind
            )
        )
    return tuple(sorted(result, key=lambda o: (-o.weight, o.spans)))


def _meet(
    sides: Sides, scored: Scored, members: Ints, label: str, by_dense: bool
) -> tuple[str | None, tuple[Span, ...], Kind]:
    """The responsibility of ``label`` that the occurrences speak for, its words, and how the two met."""
    engine, found = sides.engine, scored.found
    fallback: Kind = "dense" if by_dense else "learned"
    codes = engine.knowledge.codes
    hits = [m for m in members.tolist() if found.expression[m] >= 0]
    named = [engine.terms.finder.expressions[found.expression[m]].code for m in hits]
    columns = sides.columns_of.get(label)
    if columns is None:
        return None, (), "expression" if label in named else fallback
    skill = engine.knowledge.skill.responsibilities
    similarity = sides.similarity(found.term[members], scored.share[members])[columns]
    order = [codes[columns[i]] for i in np.argsort(-similarity, kind="stable")]
    for code in order:
        if code in named:
            return code, (skill[code].span,), "expression"
    stems = {s for m in members.tolist() for s in engine.weights.terms[found.term[m]][2:].split(" ")}
    for code in order:
        where = [span for stem in stems for span in sides.words.get(stem, {}).get(code, ())]
        if where:
            return code, tuple(sorted(set(where))), "descriptor"
    if similarity.max() <= 0:
        return None, (), fallback
    return order[0], (skill[order[0]].span,), fallback


def alignments(sides: Sides, scored: Scored, doc: int, spans: dict[int, Span]) -> tuple[Alignment, ...]:
    """For each clause in ``spans``, the responsibility it is nearest to, where it is near enough to one."""
    found, codes = scored.found, sides.engine.knowledge.codes
    low, high = np.searchsorted(found.doc, [doc, doc + 1]).tolist()
    result = []
    for clause, span in spans.items():
        inside = low + np.flatnonzero(found.clause[low:high] == clause)
        if not len(inside):
            continue
        similarity = sides.similarity(found.term[inside], scored.share[inside])
        best = int(similarity.argmax())
        if similarity[best] >= MIN_SIMILARITY and codes[best] in sides.engine.knowledge.skill.responsibilities:
            result.append(Alignment(span, codes[best], float(similarity[best])))
    return tuple(result)


def _unit(array: Floats, axis: int) -> Floats:
    length = np.linalg.norm(array, axis=axis, keepdims=True)
    return np.asarray(array / np.where(length == 0, 1.0, length))
