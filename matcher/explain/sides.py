"""The framework's side of every overlap: its codes, the words of its descriptors, what the lexicon ties to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.engine import Engine
from matcher.engine.linker import naming
from matcher.framework import Responsibility
from matcher.text.parse import parse
from matcher.types import Span

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
    def shared(self) -> sparse.csr_matrix:
        """1 where a word of the term stands in the responsibility. Shape (terms, responsibilities)."""
        column = {code: i for i, code in enumerate(self.codes)}
        pairs = [
            (i, column[code])
            for i, name in enumerate(self.engine.weights.terms)
            if name[0] in "ubt"
            for stem in set(name[2:].split(" "))
            for code in self.stems.get(stem, ())
        ]
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        shape = (len(self.engine.weights.terms), self.n_responsibilities)
        return sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape).tocsr()

    @cached_property
    def pull(self) -> Floats:
        """How much each term speaks for each responsibility rather than for none. Shape (terms, responsibilities)."""
        model = self.engine.weights.links
        return np.asarray(model.term_idf[:, None] * (model.terms[:, :-1] - model.terms[:, -1:]))

    @cached_property
    def naming(self) -> sparse.csr_matrix:
        """1 where a term is the lexicon's for the code. Shape (terms, codes)."""
        return naming(self.engine.weights.terms, self.codes)
