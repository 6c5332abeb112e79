"""What the engine gives out: plain frozen data, with spans that slice the input as it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["ok", "insufficient_text", "unsupported_language"]
Kind = Literal["descriptor", "expression", "learned", "dense"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the input, the role it was given, and ``weight``, what its evidence counts (0 to 1)."""

    span: Span
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one stretch of the input brings to the score of every label, before calibration.

    ``lexical`` and ``dense`` hold one number a label, in the order of ``Match.probabilities``.
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
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[str, ...] = ()
    source: str = "-"

    @property
    def confidence(self) -> float | None:
        """Probability of the label."""
        return None if self.label is None else self.probabilities[self.label]

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
                {"span": list(a.span), "responsibility": a.responsibility, "similarity": round(a.similarity, 6)}
                for a in self.alignments
            ],
            "set_aside": [{"span": list(s.span), "role": s.role} for s in self.set_aside],
            "model": {"name": self.model.name, "version": self.model.version, "pipeline": self.model.pipeline},
            "warnings": list(self.warnings),
        }
