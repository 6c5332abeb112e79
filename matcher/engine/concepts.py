"""Who does what to whom: pairs of an action and its object, or of any two concepts, near each other in a clause.

A concept is a set of lemmas (``guidare``: coordinare, dirigere, leadership...; ``venditori``: agente, account...), so
"coordinerai sei agenti" and "alla guida della forza vendita" speak with one voice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.data import data_path, read_table
from matcher.errors import DataError
from matcher.language.lexemes import Lexemes, LexemeTable
from matcher.language.pipeline import Language
from matcher.language.words import OTHER

Ints = NDArray[np.int64]
REACH = 5
SENSES = 3


@dataclass(frozen=True)
class Concepts:
    """Names of the concepts, sorted, and the concepts of each lemma as their numbers."""

    names: tuple[str, ...]
    of_lemma: dict[str, tuple[int, ...]]


def load_concepts(file: Path | str | None = None) -> Concepts:
    """Read ``corpus/concepts.csv``. Raises ``DataError`` naming file, line and mend."""
    path = Path(file) if file is not None else data_path("corpus", "concepts.csv")
    lemmas: dict[str, list[str]] = {}
    for row in read_table(path):
        words = (row.get("lemmas") or "").split("|")
        if not row.get("concept") or not all(words):
            raise DataError(
                f"{path}: la riga «{row.get('concept')}» non è nella forma concept,part,lemmas: correggerla.",
                f"{path}: row {row.get('concept')!r} is not of the form concept,part,lemmas: mend it.",
            )
        lemmas[row["concept"]] = words
    names = tuple(sorted(lemmas))
    own = Lexemes()
    found: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for word in lemmas[name]:
            lemma = own.lemmas[own.add(word, word)]
            if number not in found[lemma]:
                found[lemma].append(number)
    return Concepts(names, {lemma: tuple(numbers[:SENSES]) for lemma, numbers in found.items()})


class PairFinder:
    """Finds pairs of concepts in parsed tokens."""

    def __init__(self, concepts: Concepts, language: Language) -> None:
        self.concepts = concepts
        self.language = language
        self.table = LexemeTable(language.lexemes, self._row, SENSES)

    def _row(self, lexeme: int) -> tuple[int, ...]:
        lexemes = self.language.lexemes
        found = (
            () if lexemes.kinds[lexeme] == OTHER else self.concepts.of_lemma.get(lexemes.lemmas[lexeme], ())
        )
        return (*found, *[-1] * (SENSES - len(found)))

    def key(self, pair: str) -> int:
        """The number of a pair by its name, ``first second`` in sorted order."""
        first, second = (self.concepts.names.index(name) for name in pair.split(" "))
        return first * len(self.concepts.names) + second

    def name(self, key: int) -> str:
        """The name of a pair by its number."""
        first, second = divmod(key, len(self.concepts.names))
        return f"{self.concepts.names[first]} {self.concepts.names[second]}"

    def find(self, lexemes: Ints, clause: Ints) -> tuple[Ints, Ints, Ints]:
        """Pairs of two concepts within ``REACH`` content tokens: key, index of the earlier token, of the later.

        ``lexemes`` and ``clause`` are those of the content tokens, in order.
        """
        senses = self.table.rows()[lexemes]
        has = np.flatnonzero(senses[:, 0] >= 0)
        size = len(self.concepts.names)
        keys, begins, lasts = [], [], []
        for step in range(1, REACH + 1):
            here, there = _steps(has, step, clause)
            for a in range(SENSES):
                for b in range(SENSES):
                    first, second = senses[here, a], senses[there, b]
                    keep = np.flatnonzero((first >= 0) & (second >= 0) & (first != second))
                    low = np.minimum(first[keep], second[keep])
                    keys.append(low * size + np.maximum(first[keep], second[keep]))
                    begins.append(here[keep])
                    lasts.append(there[keep])
        return np.concatenate(keys), np.concatenate(begins), np.concatenate(lasts)


def _steps(has: Ints, step: int, clause: Ints) -> tuple[Ints, Ints]:
    """Pairs of tokens with a concept that stand ``step`` content tokens apart in one clause."""
    later = has + step
    inside = later < len(clause)
    here, there = has[inside], later[inside]
    same = clause[here] == clause[there]
    return here[same], there[same]
