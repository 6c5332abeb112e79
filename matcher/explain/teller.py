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
from matcher.messages import chance, pick
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

    def say(self, it: str, en: str) -> str:
        """The words of the language."""
        return pick(self.lang, it, en)

    def percent(self, label: str) -> str:
        """A label's probability for people."""
        return chance(self.match.probabilities[label], self.lang)

    def name(self, label: str) -> str:
        """A label inside a sentence."""
        return (
            self.say("nessun livello", "no level")
            if label == "none"
            else self.say(f"livello {label}", f"level {label}")
        )

    def towards(self, label: str) -> str:
        """The same after an Italian preposition."""
        return "l'assenza di livello" if label == "none" else f"il {self.name(label)}"

    def mark(self, words: str) -> str:
        """Words between the language's quotes."""
        return self.say(f"«{words}»", f"“{words}”")

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
            result.append(self.say("il titolo ", "the title ") * title + self.mark(words))
        return result

    def listed(self, items: list[str]) -> str:
        """Items in a row, the last after *and*."""
        last = self.say(" e ", " and ")
        return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]

    def heading(self) -> str:
        """Label and probability; where that is low, the next label's too."""
        other = nearest_other(self.match)
        if self.label == "none":
            head = self.say("Nessun livello di Vendita", "No level of Sales")
            head = head if self.skill.code == "SALE" else self.say("Nessun livello", "No level")
        else:
            head = self.name(self.label).capitalize()
        if self.match.probabilities[self.label] >= UNCERTAIN:
            return f"{head} ({self.percent(self.label)})"
        return self.say(
            f"{head}, ma di poco ({self.percent(self.label)}, contro il {self.percent(other)} per {self.name(other)})",
            f"{head}, but narrowly ({self.percent(self.label)}, against {self.percent(other)} for {self.name(other)})",
        )
