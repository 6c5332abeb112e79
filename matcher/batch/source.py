"""What every reader gives: chunks of rows, with the text to score beside the row as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from matcher.batch.options import BatchOptions, UsageError

ROWS = 512
CHARACTERS = 4_000_000
USUAL = {
    "text": ("text", "testo", "description", "descrizione", "job_description", "annuncio", "body", "content"),
    "title": ("title", "titolo", "job_title"),
    "id": ("id", "codice", "code", "identifier"),
}


@dataclass(slots=True)
class Chunk:
    """Some rows: ``rows`` as their format holds them, ``values`` the text and title of each."""

    rows: Any
    values: list[tuple[object, object]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns taken for text, title and id; None where there is none."""

    text: str
    title: str | None
    id: str | None


class Source(Protocol):
    """Rows of an input, read once and in order."""

    kind: str
    taken: Columns
    columns: list[str]

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Chunks of at most ``ROWS`` rows, without the first ``skip`` rows."""
        ...

    def records(self, chunk: Chunk) -> list[dict[str, Any]]:
        """The rows of a chunk by column, for a writer of another format."""
        ...

    def progress(self) -> tuple[int, int]:
        """How much is read, of how much (bytes or rows; 0 where unknown)."""
        ...


def take(names: Sequence[str], options: BatchOptions, where: str) -> Columns:
    """The columns asked for, or those with the usual names. Raises ``UsageError`` where there is no text."""
    if not any(names):
        raise UsageError(
            f"{where}: è vuoto o senza intestazione; la prima riga deve dare i nomi delle colonne.",
            f"{where}: is empty or has no header; its first line must name the columns.",
        )
    asked = {"text": options.text_column, "title": options.title_column, "id": options.id_column}
    taken: dict[str, str | None] = {}
    for role, wanted in asked.items():
        if wanted is not None and wanted not in names:
            raise UsageError(
                f"{where}: manca la colonna {wanted}, scegliere fra {', '.join(names)}.",
                f"{where}: no column {wanted}, choose among {', '.join(names)}.",
            )
        by_name = {name.strip().lower(): name for name in reversed(names)}
        taken[role] = wanted or next((by_name[usual] for usual in USUAL[role] if usual in by_name), None)
    if taken["text"] is None:
        raise UsageError(
            f"{where}: quale colonna è il testo? Dirlo con --text-column, fra {', '.join(names)}.",
            f"{where}: which column is the text? Say it with --text-column, one of {', '.join(names)}.",
        )
    if taken["title"] == taken["text"]:
        taken["title"] = None
    return Columns(taken["text"], taken["title"], taken["id"])
