"""The framework's side of every overlap: words of the descriptors, and prototypes in both channels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine import Engine
from matcher.text.parse import parse
from matcher.types import Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
LEXICAL_SHARE = 0.7


@dataclass
class Sides:
    """Made once an engine; every array follows the order of ``engine.knowledge.codes``."""

    engine: Engine

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Responsibilities, then labels without descriptor."""
        return self.engine.knowledge.codes

    @cached_property
    def n_responsibilities(self) -> int:
        """How many of the codes are responsibilities."""
        return len(self.engine.knowledge.skill.responsibilities)

    @cached_property
    def of_label(self) -> Flags:
        """Which codes are a label's own. Shape (labels, codes)."""
        return np.array(
            [[code == label or code.startswith(f"{label}.") for code in self.codes] for label in self.engine.knowledge.labels]
        )

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
    def shared(self) -> Floats:
        """1 where a word of the term stands in the responsibility. Shape (terms, codes)."""
        column = {code: i for i, code in enumerate(self.codes)}
        rows = np.zeros((len(self.engine.weights.terms), len(self.codes)))
        for i, name in enumerate(self.engine.weights.terms):
            if name[0] in "ubt":
                for stem in name[2:].split(" "):
                    for code in self.words.get(stem, ()):
                        rows[i, column[code]] = 1.0
        return rows

    @cached_property
    def expression_code(self) -> Ints:
        """Column of the code of each expression of the lexicon."""
        column = {code: i for i, code in enumerate(self.codes)}
        return np.array([column[e.code] for e in self.engine.terms.finder.expressions], dtype=np.int64)

    @cached_property
    def lexical(self) -> Floats:
        """Unit prototypes of all codes. Shape (terms, codes)."""
        return _unit(self.engine.weights.prototypes)

    @cached_property
    def dense(self) -> Floats:
        """The same by way of the dense space. Shape (terms, codes)."""
        vectors = self.engine.weights.vectors
        return np.asarray(vectors @ _unit(vectors.T @ self.engine.weights.prototypes))

    def bags(self, group: Ints, terms: Ints, shares: Floats, n: int) -> sparse.csr_matrix:
        """Bags of terms as rows. Shape (n, terms)."""
        return sparse.csr_matrix((shares, (group, terms)), (n, len(self.engine.weights.terms)))

    def similarity(self, bags: sparse.csr_matrix) -> Floats:
        """Weighted mean of the lexical and the dense cosine of each bag with every code. Shape (bags, codes).

        On the labelled clauses of the corpus the lexical cosine picks the right responsibility more often.
        """
        length = np.sqrt(np.asarray(bags.multiply(bags).sum(axis=1)))
        projected = np.linalg.norm(bags @ self.engine.weights.vectors, axis=1, keepdims=True)
        lexical = (bags @ self.lexical) / np.where(length == 0, 1.0, length)
        dense = (bags @ self.dense) / np.where(projected == 0, 1.0, projected)
        return np.asarray(LEXICAL_SHARE * lexical + (1 - LEXICAL_SHARE) * dense)


def sides_of(engine: Engine) -> Sides:
    """The framework's side, made once an engine."""
    sides: Sides | None = engine.__dict__.get("_sides")
    if sides is None:
        sides = engine.__dict__["_sides"] = Sides(engine)
    return sides


def _unit(columns: Floats) -> Floats:
    length = np.linalg.norm(columns, axis=0, keepdims=True)
    return np.asarray(columns / np.where(length == 0, 1.0, length))
