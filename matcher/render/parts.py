"""What the sections of a page share: escaping, names of labels, marked text."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from matcher.explain.data import MatchData
from matcher.explain.sentences import ASIDE
from matcher.framework import Skill, load_skill
from matcher.messages import decimal, pick, short_chance
from matcher.render.style import HUES
from matcher.types import Overlap, Span

_UNSHOWN = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), 0xFFFD
)
STRONG, WEAK = 0.35, 0.12


def esc(words: str) -> str:
    """Text for a page; characters that a page cannot hold become U+FFFD."""
    return html.escape(words.translate(_UNSHOWN), quote=True)


@dataclass(frozen=True)
class Part:
    """One match in one language."""

    match: MatchData
    lang: str

    def say(self, it: str, en: str) -> str:
        """The words of the page's language."""
        return pick(self.lang, it, en)

    @cached_property
    def skill(self) -> Skill:
        """The skill the match was made for."""
        return self.match.skill or load_skill()

    def css(self, label: str) -> str:
        """The class that gives a label its hue and line."""
        return f"l{self.skill.labels.index(label) % len(HUES)}" if label in self.skill.labels else "l0"

    def name(self, label: str) -> str:
        """A label as a title."""
        if label == "none":
            return self.say("Nessun livello", "No level")
        return self.say(f"Livello {label}", f"Level {label}")

    def percent(self, p: float) -> str:
        """A probability for people."""
        return short_chance(p, self.lang, 1)

    def nearness(self, cosine: float) -> str:
        """How near a clause is to a responsibility."""
        return decimal(f"{cosine:.2f}", self.lang)

    def signed(self, value: float) -> str:
        """A weight with its sign."""
        shown = f"{value:+.2f}".replace("-", "−")
        return decimal(shown, self.lang)

    def quoted(self, words: str) -> str:
        """Escaped words between the language's quotes."""
        left, right = self.say("«", "“"), self.say("»", "”")
        return f"{left}{esc(' '.join(words.split()))}{right}"

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

    def mark(self, words: str, overlap: Overlap) -> str:
        """Marked words of the input: level, weight and how they met in the tooltip."""
        share = overlap.weight / self._scale
        strength = "" if share >= STRONG else " m" if share >= WEAK else " w"
        tie = f" · {overlap.responsibility}" if overlap.responsibility else ""
        title = f"{self.name(overlap.label)}{tie} · {self.signed(overlap.weight)} · {self.kind(overlap.kind)}"
        return (
            f'<mark class="{self.css(overlap.label)}{strength}" data-label="{esc(overlap.label)}" '
            f'data-short="{esc(short(overlap.label))}" title="{esc(title)}">{esc(words)}</mark>'
        )

    def kind(self, kind: str) -> str:
        """How the two sides met, in words."""
        return {
            "descriptor": self.say("stessa parola", "same word"),
            "expression": self.say("espressione del lessico", "expression of the lexicon"),
            "dense": self.say("vicinanza di significato", "nearness in meaning"),
            "learned": self.say("peso appreso da esempi", "weight learned from examples"),
        }[kind]

    def text(self) -> str:
        """The whole input, escaped, with its terms marked and its set-aside clauses told apart."""
        made, at = [], 0
        aside = {s.span: s.role for s in self.match.set_aside}
        blocks = [(c.span, aside.get(c.span)) for c in self.match.clauses] or [
            ((0, len(self.match.text)), None)
        ]
        for i, (span, role) in enumerate(blocks):
            if span[0] < at:
                continue
            made += [esc(self.match.text[at : span[0]]), self._clause(span, role, _last_of_run(blocks, i))]
            at = span[1]
        return "".join(made) + esc(self.match.text[at:])

    def _clause(self, span: Span, role: str | None, tell: bool) -> str:
        inner = highlighted(self.match.text, span, ((s, self.mark(self.slice(s), o)) for s, o in self.marks))
        if role is None:
            return inner
        reason = f' data-reason="{esc(self.say(*ASIDE[role]))}"' if tell else ""
        return f'<span class="aside" title="{esc(self.say(*ASIDE[role]))}"{reason}>{inner}</span>'


def short(label: str) -> str:
    """What stands beside a marked word."""
    return "∅" if label == "none" else label


def highlighted(text: str, span: Span, marks: Iterable[tuple[Span, str]]) -> str:
    """``text[span]`` escaped, with the marks that lie inside it put in place."""
    made, at = [], span[0]
    for (start, end), words in marks:
        if at <= start and end <= span[1]:
            made += [esc(text[at:start]), words]
            at = end
    return "".join(made) + esc(text[at : span[1]])


def _last_of_run(blocks: list[tuple[Span, str | None]], i: int) -> bool:
    """Whether the next clause has another reason, so that a run of clauses tells its reason once."""
    return i + 1 == len(blocks) or blocks[i + 1][1] != blocks[i][1]
