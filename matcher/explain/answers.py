"""What a Match answers when asked why: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.types import Span


@dataclass(frozen=True, slots=True)
class ContrastTerm:
    """A term and how much more it brings to the label than to the other."""

    term: str
    weight: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Why ``label`` and not ``other``.

    ``difference`` of the two scores is ``remainder`` plus the weights of all ``terms``, largest first. ``found`` and
    ``missing`` are the responsibilities of ``other``, where it is a defined level.
    """

    label: str
    other: str
    difference: float
    remainder: float
    terms: tuple[ContrastTerm, ...]
    found: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause and what it brings to the label's score beyond the others'; ``clause`` indexes ``Match.clauses``."""

    clause: int
    span: Span
    role: str
    weight: float
    responsibility: str | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """What speaks for the label and against it, most weight first, and its responsibilities that are missing."""

    found: tuple[Evidence, ...]
    missing: tuple[str, ...]
    against: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Clauses without which the label would be ``label``; ``minimal`` where no smaller set would do.

    ``clauses`` index ``Match.clauses``; ``tried`` is how many sets were scored.
    """

    clauses: tuple[int, ...]
    spans: tuple[Span, ...]
    label: str
    probabilities: dict[str, float]
    minimal: bool
    tried: int
