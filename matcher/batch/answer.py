"""What a row is told, and the columns that say it: a column is one entry here, and every writer follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from matcher.framework import shipped_labels

EXPLANATION = "explanation"
PREFIX = "matcher_"
Value = str | int | float | None
ValueType = Literal["string", "double", "int64"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row's answer, cheap to send: ``explanation`` is JSON, ``error`` why the row has no answer."""

    status: str
    label: str | None = None
    level: int | None = None
    confidence: float | None = None
    probabilities: Mapping[str, float] = field(default_factory=dict)
    top_terms: str | None = None
    error: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """An added column: its name, its type in Arrow, its value; ``json`` says that the value is JSON in a string."""

    name: str
    type: ValueType
    value: Callable[[Answer], Value]
    json: bool = False


def _probability(label: str, answer: Answer) -> Value:
    return answer.probabilities.get(label)


def columns(
    explain: str, labels: Sequence[str] | None = None, own: Collection[str] = ()
) -> tuple[Column, ...]:
    """The added columns in order; one whose name the input has already (``own``) gets a prefix."""
    made = (
        Column("status", "string", lambda answer: answer.status),
        Column("label", "string", lambda answer: answer.label),
        Column("level", "int64", lambda answer: answer.level),
        Column("confidence", "double", lambda answer: answer.confidence),
        *(
            Column(f"p_{label}", "double", partial(_probability, label))
            for label in labels or shipped_labels()
        ),
        Column("top_terms", "string", lambda answer: answer.top_terms),
        Column("error", "string", lambda answer: answer.error),
        *(
            (Column(EXPLANATION, "string", lambda answer: answer.explanation, json=True),)
            if explain == "full"
            else ()
        ),
    )
    return tuple(replace(column, name=unused(column.name, own)) for column in made)


def unused(name: str, own: Collection[str]) -> str:
    """A name that is not among ``own``."""
    while name in own:
        name = PREFIX + name
    return name
