"""The framework's side of every overlap: words of the descriptors, and prototypes in both channels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.engine import Engine
from matcher.framework import Responsibility
from matcher.text.parse import parse
from matcher.types import Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Singles = NDArray[np.float32]
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
    def parts(self) -> list[Responsibility | None]:
        """The responsibility that each code is; None for a label."""
        return [self.engine.knowledge.skill.responsibilities.get(code) for code in self.codes]

    @cached_property
    def of_label(self) -> Flags:
        """Which codes are a label's own. Shape (labels, codes)."""
        return np.array(
            [
                [code == label or code.startswith(f"{label}.") for code in self.codes]
                for label in self.engine.weights.labels
            ]
        )

    @cached_property
    def columns(self) -> list[list[int]]:
        """The same as numbers: the codes of each label."""
        return [np.flatnonzero(row).tolist() for row in self.of_label]

    @cached_property
    def stems(self) -> dict[str, dict[str, list[Span]]]:
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
                    for code in self.stems.get(stem, ()):
                        rows[i, column[code]] = 1.0
        return rows

    @cached_property
    def expression_code(self) -> Ints:
        """Column of the code of each expression of the lexicon."""
        column = {code: i for i, code in enumerate(self.codes)}
        return np.array([column[e.code] for e in self.engine.terms.finder.expressions], dtype=np.int64)

    @cached_property
    def rows(self) -> Singles:
        """For each term its unit prototypes, the same by way of the dense space, shared words and vector.

        Shape (terms, 3 * codes + dimensions), in single precision: it serves to find the nearest, not to score.
        """
        weights = self.engine.weights
        dense = weights.vectors @ _unit(weights.vectors.T @ weights.prototypes)
        return np.hstack([_unit(weights.prototypes), dense, self.shared, weights.vectors]).astype(np.float32)

    def similarity(self, group: Ints, terms: Ints, shares: Floats, n: int) -> tuple[Floats, Flags, Ints]:
        """Nearness of ``n`` bags of terms to every code: a weighted mean of the lexical and the dense cosine.

        ``group`` says to which bag each term belongs. Returns (n, codes) similarities, whether a word is shared with
        the code, and how many terms each bag holds. On the labelled clauses of the corpus the lexical cosine picks
        the right responsibility more often, so it weighs more.
        """
        codes = len(self.codes)
        bags = sparse.csr_matrix((shares.astype(np.float32), (group, terms)), (n, len(self.rows)))
        lexical, dense, shared, vector = np.split(bags @ self.rows, [codes, 2 * codes, 3 * codes], axis=1)
        length = np.sqrt(np.asarray(bags.multiply(bags).sum(axis=1)))
        projected = np.sqrt(np.einsum("ij,ij->i", vector, vector))[:, None]
        near = LEXICAL_SHARE * lexical / np.where(length == 0, 1.0, length)
        near = near + (1 - LEXICAL_SHARE) * dense / np.where(projected == 0, 1.0, projected)
        return np.asarray(near, dtype=np.float64), shared > 0, np.diff(bags.indptr)


def _unit(columns: Floats) -> Floats:
    length = np.linalg.norm(columns, axis=0, keepdims=True)
    return np.asarray(columns / np.where(length == 0, 1.0, length))
