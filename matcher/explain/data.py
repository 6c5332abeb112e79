"""A Match as plain data, and what its engine can still answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from matcher.errors import MatcherError
from matcher.explain.answers import Counterfactual
from matcher.explain.explainer import Explainer
from matcher.framework import Skill
from matcher.types import (
    Alignment,
    Caution,
    Clause,
    Contribution,
    Coverage,
    ModelInfo,
    Overlap,
    SetAside,
    Status,
    Step,
    TextKind,
)

BUDGET = 20_000


@dataclass(frozen=True)
class MatchData:
    """The answer for one text, as it was scored. ``label`` and ``level`` are None where the status is not ``ok``.

    ``kind`` is None where no reasons were asked for; ``path`` are the dated jobs of a CV, most recent first.
    """

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
    warnings: tuple[Caution, ...] = ()
    source: str = "-"
    kind: TextKind | None = None
    path: tuple[Step, ...] = ()
    skill: Skill | None = field(default=None, repr=False, compare=False)
    explainer: Explainer | None = field(default=None, repr=False, compare=False)

    @property
    def confidence(self) -> float | None:
        """Probability of the label."""
        return None if self.label is None else self.probabilities[self.label]


def explained(match: MatchData) -> str:
    """The label of a match that carries its reasons; raises ``MatcherError`` where it has none."""
    if match.label is None:
        raise MatcherError(
            f"Il testo non ha ricevuto un livello ({match.status}): non c'è nulla da spiegare.",
            f"The text was given no level ({match.status}): there is nothing to explain.",
        )
    if not match.clauses:
        raise MatcherError(
            "Questo risultato è senza spiegazione: chiederlo con detail='full'.",
            "This match carries no explanation: ask for it with detail='full'.",
        )
    return match.label


def counterfactual(match: MatchData, budget: int = BUDGET) -> Counterfactual | None:
    """See ``Match.counterfactual``."""
    return _asked(match).counterfactual(match.text, [c.span for c in match.clauses], budget)


def by_word(match: MatchData) -> tuple[Contribution, ...]:
    """See ``Match.by_word``."""
    return _asked(match).by_word(match.text)


def _asked(match: MatchData) -> Explainer:
    explained(match)
    if match.explainer is None:
        raise MatcherError(
            "Questo risultato viene da un altro processo: rifarlo con matcher.match(match.text).",
            "This match comes from another process: make it again with matcher.match(match.text).",
        )
    return match.explainer
