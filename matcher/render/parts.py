"""What the views of a page share: names of labels, numbers, quotes, and a text cut at its marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from matcher.explain.data import MatchData
from matcher.framework import Skill, load_skill
from matcher.messages import chance, decimal, quoted, short_chance, tell
from matcher.render.style import HUES
from matcher.types import Overlap, Span

STRONG, WEAK = 0.35, 0.12


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the input or the framework; those with ``css`` are marked, and ``title`` is their tooltip."""

    words: str
    css: str = ""
    label: str = ""
    short: str = ""
    title: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Part:
    """One match in one language."""

    match: MatchData
    lang: str

    def tell(self, key: str, **values: object) -> str:
        """A sentence of ``messages`` in the page's language."""
        return tell(key, self.lang, **values)

    @cached_property
    def skill(self) -> Skill:
        """The skill the match was made for."""
        return self.match.skill or load_skill()

    def css(self, label: str) -> str:
        """The class that gives a label its hue and line."""
        return f"l{self.skill.labels.index(label) % len(HUES)}" if label in self.skill.labels else "l0"

    def inside(self, label: str) -> str:
        """A label inside a sentence."""
        return self.tell("label.none") if label == "none" else self.tell("label", label=label)

    def name(self, label: str) -> str:
        """A label as a title."""
        return self.inside(label).capitalize()

    def percent(self, p: float) -> str:
        """A probability in a column."""
        return short_chance(p, self.lang, 1)

    def chance(self, p: float) -> str:
        """A probability in a sentence."""
        return chance(p, self.lang)

    def nearness(self, p: float) -> str:
        """How sure it is that a clause states a responsibility."""
        return short_chance(p, self.lang)

    def signed(self, value: float) -> str:
        """A weight with its sign."""
        return decimal(f"{value:+.2f}".replace("-", "−"), self.lang)

    def quoted(self, words: str) -> str:
        """Words between the language's quotes."""
        return quoted(" ".join(words.split()), self.lang)

    def slice(self, span: Span) -> str:
        """Words of the input."""
        return self.match.text[span[0] : span[1]]

    @cached_property
    def marks(self) -> list[tuple[Span, Overlap]]:
        """Every span of every overlap, in order of the text."""
        return sorted(((s, o) for o in self.match.overlaps for s in o.spans), key=lambda m: m[0])

    @cached_property
    def _scale(self) -> float:
        return max((o.weight for o in self.match.overlaps), default=1.0)

    def mark(self, words: str, overlap: Overlap) -> Piece:
        """Marked words of the input: level, weight and how they met in the tooltip."""
        share = overlap.weight / self._scale
        strength = "" if share >= STRONG else " m" if share >= WEAK else " w"
        tie = f" · {overlap.responsibility}" if overlap.responsibility else ""
        weight, kind = self.signed(overlap.weight), self.tell(f"met.{overlap.kind}")
        return Piece(
            words,
            f"{self.css(overlap.label)}{strength}",
            overlap.label,
            short(overlap.label),
            f"{self.name(overlap.label)}{tie} · {weight} · {kind}",
            weight,
        )


def short(label: str) -> str:
    """What stands beside a marked word."""
    return "∅" if label == "none" else label


def pieces(text: str, span: Span, marks: Iterable[tuple[Span, Piece]]) -> tuple[Piece, ...]:
    """``text[span]`` with the marks that lie inside it put in place."""
    made, at = [], span[0]
    for (start, end), piece in marks:
        if at <= start and end <= span[1]:
            made += [Piece(text[at:start]), piece]
            at = end
    return tuple(p for p in (*made, Piece(text[at : span[1]])) if p.words)
