"""What a Matcher knows besides weights: the skill, the lexicon, and how much each role of a clause counts.

It is read from ``corpus/`` for training and travels inside the model from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matcher.engine.concepts import Concepts, load_concepts
from matcher.engine.lexicon import Expression, load_lexicon
from matcher.framework import Skill, load_skill
from matcher.text.names import given_names
from matcher.text.roles import ROLES, by_row

Floats = NDArray[np.float64]

ROLE_WEIGHTS = {
    "title": 2.0,
    "duty": 1.0,
    "req": 0.4,
    "company": 0.0,
    "report": 0.0,
    "prospect": 0.0,
    "offer": 0.0,
    "past": 0.0,
    "head": 0.3,
    "other": 0.0,
}
SET_ASIDE_BELOW = 0.25


@dataclass(frozen=True)
class Knowledge:
    """A skill and the expressions tied to it; ``codes`` are its responsibilities, then labels without descriptor.

    ``names`` are given names, which are never terms; ``role_weights`` says what a clause of each role counts.
    """

    skill: Skill
    lexicon: tuple[Expression, ...]
    concepts: Concepts
    names: frozenset[str]
    role_weights: Mapping[str, float] = field(default_factory=lambda: dict(ROLE_WEIGHTS))

    @property
    def labels(self) -> tuple[str, ...]:
        """``none`` and the ordered labels."""
        return self.skill.labels

    @property
    def codes(self) -> tuple[str, ...]:
        """What evidence can speak for."""
        return codes_of(self.skill)


def codes_of(skill: Skill) -> tuple[str, ...]:
    """Responsibilities, then the labels that have no descriptor."""
    defined = {str(level.level) for level in skill.levels}
    return (*skill.responsibilities, *(label for label in skill.labels if label not in defined))


def load_knowledge(skill: Skill | str | None = None) -> Knowledge:
    """The shipped skill with its lexicon; another skill, or the path of its file, comes without one."""
    other = skill if isinstance(skill, Skill) else load_skill(skill)
    lexicon = load_lexicon(codes_of(other)) if skill is None else []
    return Knowledge(other, tuple(lexicon), load_concepts(), given_names())


def gates(roles: Floats, role_weights: Mapping[str, float]) -> tuple[Floats, Floats]:
    """What each clause counts as evidence and as a title, from role probabilities (clauses, roles).

    Probabilities are squared first, so that a clause that is likely set aside counts next to nothing.
    """
    title = roles[:, ROLES.index("title")]
    sharp = roles * roles
    weighed = by_row(sharp, np.array([[role_weights[role], 1.0] for role in ROLES]))
    return weighed[:, 0] / weighed[:, 1], title
