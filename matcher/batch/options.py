"""What a batch run is asked to do."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.errors import MatcherError


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


def not_installed(module: str, extra: str, what: tuple[str, str]) -> BatchError:
    """The sentence for a missing extra, with the line that installs it."""
    return BatchError(
        f"Per {what[0]} serve {module}: installarlo con «pip install 'sale-matcher[{extra}]'».",
        f"{what[1]} needs {module}: install it with \"pip install 'sale-matcher[{extra}]'\".",
    )
