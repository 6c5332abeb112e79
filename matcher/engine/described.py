"""What the JSON files of a model must look like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from matcher.engine.concepts import SENSES, Concepts
from matcher.engine.knowledge import Knowledge
from matcher.engine.lexicon import Expression
from matcher.framework import read_skill
from matcher.text.roles import ROLES

FORMAT = 3
Parameter = bool | int | float | str | None
Words = tuple[str, ...]
_Positive = Annotated[float, Field(gt=0)]
_Weight = Annotated[float, Field(ge=0)]


class _Strict(BaseModel):
    """Types as they are written, no number that is not finite, no entry too many."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


class Manifest(_Strict):
    """The format's number and the digest of every other file."""

    format: int
    sha256: dict[str, str]


class Facts(_Strict):
    """What is no array: names, lists and the temperature."""

    name: str
    version: str
    parameters: dict[str, Parameter]
    own_skill: bool
    labels: Words
    temperature: _Positive
    terms: Words
    role_features: Words


class KnowledgeFile(_Strict):
    """The knowledge of a model: a lexicon of pairs (code, words), concepts by name and by lemma."""

    skill: dict[str, Any]
    lexicon: tuple[tuple[str, str], ...]
    concepts: Words
    lemmas: dict[str, tuple[int, ...]]
    names: Words
    role_weights: dict[str, _Weight]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """What is written of a model's knowledge."""
        return cls(
            skill=knowledge.skill.to_dict(),
            lexicon=tuple((e.code, e.words) for e in knowledge.lexicon),
            concepts=knowledge.concepts.names,
            lemmas=knowledge.concepts.of_lemma,
            names=tuple(sorted(knowledge.names)),
            role_weights=dict(knowledge.role_weights),
        )

    def knowledge(self, file: Path) -> Knowledge:
        """The knowledge that was written. Raises ``DataError`` for a skill that is not one."""
        return Knowledge(
            read_skill(self.skill, file),
            tuple(Expression(code, words) for code, words in self.lexicon),
            Concepts(self.concepts, self.lemmas),
            frozenset(self.names),
            self.role_weights,
        )


def sound(facts: Facts, knowledge: Knowledge) -> tuple[str, str] | None:
    """Why the lists of a model do not fit each other, in Italian and English; None where they do."""
    labels = tuple(label for label in knowledge.labels if label in facts.labels)
    concepts, codes = knowledge.concepts, set(knowledge.codes)
    lists = (facts.terms, facts.role_features)
    strange = next((term for term in facts.terms if not _known(term, knowledge)), "")[:40]
    checks = (
        (
            facts.labels == labels and len(labels) > 1,
            "le etichette non sono quelle della competenza",
            "the labels are not the skill's",
        ),
        (
            set(knowledge.role_weights) == set(ROLES),
            "i ruoli delle frasi sono altri",
            "the roles of clauses are others",
        ),
        (
            {e.code for e in knowledge.lexicon} <= codes,
            "il lessico ha codici che la competenza non ha",
            "the lexicon has codes that the skill has not",
        ),
        (
            all(_numbers_fit(numbers, len(concepts.names)) for numbers in concepts.of_lemma.values()),
            "i concetti hanno numeri sbagliati",
            "the concepts have wrong numbers",
        ),
        (
            all(len(set(words)) == len(words) for words in lists),
            "un termine c'è due volte",
            "a term stands twice",
        ),
        (not strange, f"termine sconosciuto «{strange}»", f"unknown term {strange!r}"),
    )
    return next(((it, en) for fits, it, en in checks if not fits), None)


def _numbers_fit(numbers: tuple[int, ...], n: int) -> bool:
    return 0 < len(numbers) <= SENSES and all(0 <= number < n for number in numbers)


def _known(term: str, knowledge: Knowledge) -> bool:
    """Whether a term has a kind, and names what the knowledge has."""
    kind, _, name = term.partition(":")
    words = name.split(" ")
    if kind == "x":
        return name in knowledge.codes
    if kind == "p":
        return len(words) == 2 and set(words) <= set(knowledge.concepts.names)
    return (kind in ("u", "t") and bool(name)) or (kind == "b" and len(words) == 2)
