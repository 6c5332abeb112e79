"""Words met so far, each interned once, and tables with a row for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.language.chunks import Rows
from matcher.language.words import WORD, describe, stem_of

Ints = NDArray[np.int64]


class Lexemes:
    """Interned pairs of word form and lemma; each id indexes the lists below.

    ``generation`` counts how often all was forgotten; ids of an earlier one mean nothing.
    """

    def __init__(self) -> None:
        self.generation = -1
        self.clear()

    def clear(self) -> None:
        """Forget every word."""
        self.generation += 1
        self.ids: dict[Any, int] = {}
        self.forms: list[str] = []
        self.lemmas: list[str] = []
        self.stems: list[str] = []
        self.kinds: list[int] = []
        self.italian: list[bool] = []
        self._traits = Rows(2)

    def add(self, key: Any, form: str, lemma: str | None = None) -> int:
        """Intern ``form`` under ``key``, with its own lemma where the pipeline gave none."""
        form, lemma, kind, known = describe(form, lemma)
        self.forms.append(form)
        self.lemmas.append(lemma)
        self.stems.append(stem_of(lemma) if kind == WORD else lemma)
        self.kinds.append(kind)
        self.italian.append(known)
        self._traits.append((kind, known))
        self.ids[key] = len(self.forms) - 1
        return self.ids[key]

    def kinds_of(self, ids: Ints) -> Ints:
        """Kind of each lexeme."""
        return np.asarray(self._traits.view()[ids, 0])

    def italian_of(self, ids: Ints) -> NDArray[np.bool_]:
        """Whether each lexeme is a word known to be Italian."""
        return np.asarray(self._traits.view()[ids, 1], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.forms)


class LexemeTable:
    """One row of ``width`` int64 for each lexeme, made by ``describe`` when first needed."""

    def __init__(self, lexemes: Lexemes, describe: Callable[[int], Sequence[int]], width: int) -> None:
        self._lexemes = lexemes
        self._describe = describe
        self._width = width
        self._rows = Rows(width)
        self._generation = lexemes.generation

    def rows(self) -> Ints:
        """All rows so far. Shape (lexemes, width)."""
        if self._generation != self._lexemes.generation:
            self._rows, self._generation = Rows(self._width), self._lexemes.generation
        for i in range(len(self._rows), len(self._lexemes)):
            self._rows.append(self._describe(i))
        return self._rows.view()
