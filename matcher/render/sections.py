"""The sections of a page as plain data, in order; ``templates/match.html`` says how they look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from matcher.explain import contrast as why_not
from matcher.explain import data
from matcher.explain.answers import Evidence
from matcher.explain.contrast import reasons
from matcher.explain.quotes import tidy
from matcher.framework import Level, Responsibility
from matcher.render.parts import Part, Piece, pieces, short
from matcher.types import Overlap, Span

TERMS = 5
CLAUSES = 6
DUEL = 8
LIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Bar:
    """A label's probability; ``width`` is in percent."""

    name: str
    short: str
    css: str
    width: str
    percent: str
    won: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text; ``role`` is why it is set aside, ``told`` that the last of a run says so."""

    pieces: tuple[Piece, ...]
    role: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Framework:
    """A responsibility in the framework's words."""

    id: str
    css: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A responsibility that the text meets: the clause, the terms, and how."""

    quote: str
    chips: tuple[Piece, ...]
    ways: tuple[str, ...]
    responsibility: Framework


@dataclass(frozen=True, slots=True)
class LevelTable:
    """A level's responsibilities, met and absent; ``own`` is the label's."""

    name: str
    own: bool
    found: int
    all: int
    met: tuple[Met, ...]
    absent: tuple[Framework, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A clause for or against the label."""

    weight: str
    quote: str
    responsibility: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """The heaviest clauses of one side, and how many more there are."""

    title: str
    entries: tuple[Weighed, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DuelRow:
    """A term on the axis between two labels."""

    term: str
    css: str
    side: str
    width: str
    weight: str


@dataclass(frozen=True, slots=True)
class Duel:
    """What tells label ``one`` from label ``two``."""

    one: str
    two: str
    rows: tuple[DuelRow, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class Change:
    """The clauses without which the label would be another; none where no set changes it."""

    quotes: tuple[str, ...] = ()
    then: str = ""
    minimal: bool = False


def bars(part: Part) -> tuple[Bar, ...]:
    """Probabilities of all labels."""
    return tuple(
        Bar(
            part.name(label),
            short(label),
            part.css(label),
            f"{100 * p:.1f}",
            part.percent(p),
            label == part.match.label,
        )
        for label, p in part.match.probabilities.items()
    )


def blocks(part: Part) -> tuple[Block, ...]:
    """The whole input, with its terms marked and its set-aside clauses told apart."""
    text, made, at = part.match.text, [], 0
    aside = {s.span: s.role for s in part.match.set_aside}
    clauses = [(c.span, aside.get(c.span)) for c in part.match.clauses] or [((0, len(text)), None)]
    for i, (span, role) in enumerate(clauses):
        if span[0] < at:
            continue
        made.append(Block((Piece(text[at : span[0]]),)))
        inner = pieces(text, span, ((s, part.mark(part.slice(s), o)) for s, o in part.marks))
        told = i + 1 == len(clauses) or clauses[i + 1][1] != role
        made.append(Block(inner, part.tell(f"role.{role}") if role else "", told))
        at = span[1]
    return (*made, Block((Piece(text[at:]),)))


def levels(part: Part) -> tuple[LevelTable, ...]:
    """Responsibilities of the label with the words that meet them, then those of the other levels."""
    made = [_level(part, level) for level in part.skill.levels]
    return tuple(sorted(made, key=lambda table: not table.own))


def _level(part: Part, level: Level) -> LevelTable:
    terms: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in part.match.overlaps:
        if overlap.weight >= LIGHT:
            terms[overlap.responsibility or ""].append(overlap)
    spans = {c.responsibility: c.span for c in part.match.coverage}
    every = level.responsibilities
    met = sorted((r for r in every if spans.get(r.id) or terms[r.id]), key=lambda r: spans.get(r.id) is None)
    return LevelTable(
        part.name(str(level.level)),
        str(level.level) == part.match.label,
        sum(spans.get(r.id) is not None for r in every),
        len(every),
        tuple(_met(part, r, terms[r.id][:TERMS], spans.get(r.id)) for r in met),
        tuple(_framework(part, r, []) for r in every if r not in met),
    )


def _met(part: Part, responsibility: Responsibility, found: list[Overlap], span: Span | None) -> Met:
    ways = tuple(dict.fromkeys(part.tell(f"met.{o.kind}") for o in found))
    return Met(
        part.quoted(tidy(part.slice(span))) if span else "",
        tuple(part.mark(o.term, o) for o in found),
        ways or ((part.tell("met.clause"),) if span else ()),
        _framework(part, responsibility, found),
    )


def _framework(part: Part, responsibility: Responsibility, found: list[Overlap]) -> Framework:
    """A responsibility in the framework's words, those that the text shares marked."""
    css = part.css(str(responsibility.level))
    words = next(level.text for level in part.skill.levels if level.level == responsibility.level)
    where = sorted({s for o in found if o.kind == "descriptor" for s in o.descriptor_spans})
    marks = ((s, Piece(words[s[0] : s[1]], css)) for s in where)
    return Framework(responsibility.id, css, pieces(words, responsibility.span, marks))


def sides(part: Part) -> tuple[Side, Side]:
    """Clauses for and against the label, heaviest first."""
    why, name = reasons(part.match), part.inside(part.match.label or "")
    return _side(part, part.tell("page.for", label=name), why.found), _side(
        part, part.tell("page.against"), why.against
    )


def _side(part: Part, title: str, evidence: tuple[Evidence, ...]) -> Side:
    entries = (
        Weighed(part.signed(e.weight), part.quoted(tidy(part.slice(e.span))), e.responsibility)
        for e in evidence[:CLAUSES]
    )
    return Side(title, tuple(entries), len(evidence) - CLAUSES)


def duel(part: Part) -> Duel:
    """Terms that tell the label from the nearest other, on one axis, with what is left over."""
    found = why_not.contrast(part.match)
    weights = [(t.term, t.weight) for t in found.terms[:DUEL]]
    weights.append((part.tell("page.other_words"), sum(t.weight for t in found.terms[DUEL:])))
    weights.append((part.tell("page.start"), found.remainder))
    scale = max(abs(weight) for _, weight in weights) or 1.0
    rows = (
        DuelRow(
            term,
            part.css(found.label if w >= 0 else found.other),
            "left" if w >= 0 else "right",
            f"{50 * abs(w) / scale:.1f}",
            part.signed(w),
        )
        for term, w in weights
    )
    one, two = part.inside(found.label), part.inside(found.other)
    return Duel(one, two, tuple(rows), part.signed(found.difference))


def change(part: Part) -> Change | None:
    """Without what the label would change; None for a match from another process."""
    if part.match.explainer is None:
        return None
    found = data.counterfactual(part.match)
    if found is None:
        return Change()
    quotes = tuple(part.quoted(tidy(part.slice(s))) for s in found.spans)
    then = f"{part.inside(found.label)} ({part.chance(found.probabilities[found.label])})"
    return Change(quotes, then, found.minimal)
