"""What the engine gives out: plain frozen data, with spans that slice the input as it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from matcher.errors import MatcherError

if TYPE_CHECKING:
    from matcher.explain.answers import Contrast, Counterfactual, Reasons
    from matcher.explain.explainer import Explainer
    from matcher.framework import Skill

Status = Literal["ok", "insufficient_text", "unsupported_language"]
Kind = Literal["descriptor", "expression", "learned", "dense"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the input, the role it was given, and ``weight``, what its evidence counts (0 to 1)."""

    span: Span
    role: str
    weight: float


class Contribution(NamedTuple):
    """What one stretch of the input brings to the score of every label, before calibration.

    ``lexical`` and ``dense`` hold one number a label, in the order of ``Match.probabilities``. A named tuple, since
    there is one for every stretch of every text.
    """

    span: Span
    clause: int
    term: str
    lexical: tuple[float, ...]
    dense: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A term of the input and the label it speaks for most.

    ``weight`` is its contribution to that label's score less its mean over the labels. ``descriptor_spans`` slice the
    text of the responsibility's level; ``kind`` says how the two sides met.
    """

    term: str
    label: str
    weight: float
    spans: tuple[Span, ...]
    responsibility: str | None
    descriptor_spans: tuple[Span, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Alignment:
    """A clause of the input and the responsibility it is nearest to; ``similarity`` is a cosine."""

    span: Span
    responsibility: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a responsibility is in the input: the clause nearest to it, None where none is near enough."""

    responsibility: str
    similarity: float
    span: Span | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A clause that counts little or nothing, and the role that is the reason."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What made a match: the model's name and version and the language pipeline's."""

    name: str
    version: str
    pipeline: str


@dataclass(frozen=True)
class Match:
    """The answer for one text. ``label`` and ``level`` are None where the status is not ``ok``."""

    text: str
    status: Status
    label: str | None
    level: int | None
    probabilities: dict[str, float]
    model: ModelInfo
    scores: dict[str, float] = field(default_factory=dict)
    remainder: dict[str, float] = field(default_factory=dict)
    contributions: tuple[Contribution, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    clauses: tuple[Clause, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[str, ...] = ()
    source: str = "-"
    skill: Skill | None = field(default=None, repr=False, compare=False)
    explainer: Explainer | None = field(default=None, repr=False, compare=False)

    @property
    def confidence(self) -> float | None:
        """Probability of the label."""
        return None if self.label is None else self.probabilities[self.label]

    def contrast(self, other: str | None = None) -> Contrast:
        """Why this label and not ``other`` (by default the next in probability). Raises ``MatcherError``."""
        from matcher.explain.contrast import contrast

        return contrast(self, other)

    def reasons(self) -> Reasons:
        """What speaks for the label, what is missing, what speaks against. Raises ``MatcherError``."""
        from matcher.explain.contrast import reasons

        return reasons(self)

    def counterfactual(self, budget: int = 20_000) -> Counterfactual | None:
        """The smallest set of clauses without whose evidence the label is another; None where there is none.

        Sets are tried by size, at most ``budget`` of them, then greedily. Raises ``MatcherError`` for a match that
        has no label, no reasons, or that comes from another process.
        """
        return self._asked().counterfactual(self, budget)

    def by_word(self) -> tuple[Contribution, ...]:
        """The contributions word by word; they add up to the same scores. Raises as ``counterfactual``."""
        return self._asked().by_word(self)

    def _asked(self) -> Explainer:
        from matcher.explain.contrast import explained

        explained(self)
        if self.explainer is None:
            raise MatcherError(
                "Questo risultato viene da un altro processo: rifarlo con matcher.match(match.text).",
                "This match comes from another process: make it again with matcher.match(match.text).",
            )
        return self.explainer

    def sentences(self, lang: str = "it") -> tuple[str, ...]:
        """Two or three plain sentences that say why, in ``it`` or ``en``, made from the evidence."""
        from matcher.explain.sentences import sentences

        return sentences(self, lang)

    def _repr_html_(self) -> str:
        from matcher.render.html import fragment

        return fragment(self)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        return {
            "source": self.source,
            "status": self.status,
            "label": self.label,
            "level": self.level,
            "probabilities": {label: round(p, 6) for label, p in self.probabilities.items()},
            "overlaps": [
                {
                    "term": o.term,
                    "label": o.label,
                    "weight": round(o.weight, 6),
                    "spans": [list(s) for s in o.spans],
                    "responsibility": o.responsibility,
                    "descriptor_spans": [list(s) for s in o.descriptor_spans],
                    "kind": o.kind,
                }
                for o in self.overlaps
            ],
            "alignments": [
                {
                    "span": list(a.span),
                    "responsibility": a.responsibility,
                    "similarity": round(a.similarity, 6),
                }
                for a in self.alignments
            ],
            "set_aside": [{"span": list(s.span), "role": s.role} for s in self.set_aside],
            **self._why(),
            "model": {
                "name": self.model.name,
                "version": self.model.version,
                "pipeline": self.model.pipeline,
            },
            "warnings": list(self.warnings),
        }

    def _why(self) -> dict[str, Any]:
        """The part of the JSON that a match with its reasons has."""
        from matcher.explain.as_json import why

        return why(self) if self.label is not None and self.clauses else {}
