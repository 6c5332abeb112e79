"""What an answer is made of: plain frozen data, with spans that slice the input as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Status = Literal["ok", "insufficient_text", "unsupported_language"]
Kind = Literal["descriptor", "expression", "learned", "dense"]
TextKind = Literal["ad", "cv"]
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
    """A clause of the input and a responsibility that it states; ``similarity`` is how likely it does."""

    span: Span
    responsibility: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a responsibility is in the input: the clause that states it most clearly, None where none does."""

    responsibility: str
    similarity: float
    span: Span | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A clause that counts little or nothing, and the role that is the reason."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class Step:
    """One job of a CV: its characters in the text, its years, its title and its own level.

    ``label`` is None where the job is told in too few words.
    """

    span: Span
    first: int | None
    last: int | None
    current: bool
    title: str
    label: str | None
    level: int | None
    confidence: float | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON of a job."""
        return {
            "span": list(self.span),
            "from": self.first,
            "to": self.last,
            "current": self.current,
            "title": self.title,
            "label": self.label,
            "level": self.level,
            "confidence": None if self.confidence is None else round(self.confidence, 6),
        }


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader should know of the input, in Italian and English, and where; ``code`` names the kind."""

    code: str
    it: str
    en: str
    spans: tuple[Span, ...]

    def say(self, lang: str) -> str:
        """The sentence in ``it`` or ``en``."""
        return self.it if lang == "it" else self.en


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What made a match: the model's name and version and the language pipeline's."""

    name: str
    version: str
    pipeline: str
