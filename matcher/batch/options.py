"""What a batch run is asked to do, and the columns that it adds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.errors import MatcherError
from matcher.framework import shipped_labels

BEFORE = ("status", "label", "level", "confidence")
AFTER = ("top_terms", "error")
EXPLANATION = "explanation"
PREFIX = "matcher_"

Answer = tuple[Any, ...]
"""One row's values in the order of ``columns``: plain strings, numbers and None, cheap to send."""


class UsageError(MatcherError):
    """The run was asked for something that cannot be."""


class BatchError(MatcherError):
    """The run cannot go on."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How to read, score and explain. Columns that are None are guessed by their usual names."""

    text_column: str | None = None
    title_column: str | None = None
    id_column: str | None = None
    explain: str = "none"
    workers: int = 1
    resume: bool = False
    model: str | None = None
    pipeline: str = "auto"
    lang: str = "it"


def columns(explain: str, labels: Sequence[str] | None = None, own: Collection[str] = ()) -> tuple[str, ...]:
    """Names of the added columns; one that the input has already (``own``) gets a prefix."""
    more = (EXPLANATION,) if explain == "full" else ()
    names = (*BEFORE, *(f"p_{label}" for label in labels or shipped_labels()), *AFTER, *more)
    return tuple(unused(name, own) for name in names)


def unused(name: str, own: Collection[str]) -> str:
    """A name that is not among ``own``."""
    while name in own:
        name = PREFIX + name
    return name


def not_installed(module: str, extra: str, what: tuple[str, str]) -> BatchError:
    """The sentence for a missing extra, with the line that installs it."""
    return BatchError(
        f"Per {what[0]} serve {module}: installarlo con «pip install 'sale-matcher[{extra}]'».",
        f"{what[1]} needs {module}: install it with \"pip install 'sale-matcher[{extra}]'\".",
    )
