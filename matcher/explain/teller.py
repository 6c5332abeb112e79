"""The parts of a sentence about a match: names, percentages, lists, and quotes that are not repeated."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from matcher.explain.contrast import nearest_other, weigh_contributions
from matcher.explain.data import MatchData
from matcher.explain.phrases import phrases_of
from matcher.explain.quotes import quote, telling
from matcher.framework import load_skill
from matcher.messages import chance, listed, quoted, tell
from matcher.types import Span

Floats = NDArray[np.float64]
UNCERTAIN = 0.6
TITLE_WORDS = 9


class Teller:
    """One match and one language; remembers what it has quoted."""

    def __init__(self, match: MatchData, lang: str) -> None:
        self.match, self.lang = match, lang
        self.label = match.label or ""
        self.skill = match.skill or load_skill()
        self.phrases = phrases_of(self.skill, lang)
        self.quoted: list[Span] = []

    def tell(self, key: str, **values: object) -> str:
        """A sentence of ``messages`` in the language."""
        return tell(key, self.lang, **values)

    def percent(self, label: str) -> str:
        """A label's probability for people."""
        return chance(self.match.probabilities[label], self.lang)

    def name(self, label: str) -> str:
        """A label inside a sentence."""
        return self.tell("label.none") if label == "none" else self.tell("label", label=label)

    def quote(self, clause: int, direction: Floats) -> tuple[str, Span]:
        """A clause as one quotes it, by what weighs along ``direction``, and where that stands."""
        weights = weigh_contributions(self.match.contributions, direction).tolist()
        near = (clause - 1, clause, clause + 1)
        return quote(
            self.match,
            clause,
            [(c.span, w) for c, w in zip(self.match.contributions, weights, strict=True) if c.clause in near],
        )

    def fresh(self, clauses: Iterable[int], direction: Floats, most: int) -> list[str]:
        """Marked quotes of the first ``most`` clauses that have not been quoted, titles said to be titles."""
        result: list[str] = []
        for i in clauses:
            if len(result) == most:
                break
            words, (start, end) = self.quote(i, direction)
            title = self.match.clauses[i].role == "title" and len(words.split()) < TITLE_WORDS
            again = any(start < b and a < end for a, b in self.quoted)
            if again or not (telling(words) or (title and len(words) > 2)):
                continue
            self.quoted.append((start, end))
            quote = quoted(words, self.lang)
            result.append(self.tell("why.title", quote=quote) if title else quote)
        return result

    def listed(self, items: list[str]) -> str:
        """Items in a row, the last after *and*."""
        return listed(items, self.lang)

    def heading(self) -> str:
        """Label and probability; where that is low, the next label's too."""
        other = nearest_other(self.match)
        named = self.name(self.label).capitalize()
        if self.label == "none" and self.skill.code == "SALE":
            named = self.tell("label.none_of_skill")
        sure = self.match.probabilities[self.label] >= UNCERTAIN
        return self.tell(
            "why.head" if sure else "why.head_narrow",
            label=named,
            p=self.percent(self.label),
            p_other=self.percent(other),
            other=self.name(other),
        )
