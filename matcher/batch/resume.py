"""Work in progress beside the output: what is written so far and how far that is.

``out.csv.partial`` (for Parquet a folder of parts) and ``out.csv.partial.json``. Output is cut to what the
last checkpoint vouches for, so a run that was killed at any moment goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from matcher.batch.options import BatchOptions, UsageError
from matcher.data import written_whole

HEAD = 1 << 20


@dataclass(slots=True)
class Progress:
    """Rows done, bytes (or parts) of output that hold them, and counts for the summary."""

    rows: int = 0
    written: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


class Checkpoint:
    """The state of one output's run; ``rows`` are those that the last checkpoint vouches for."""

    def __init__(self, output: Path, identity: dict[str, Any]) -> None:
        self.output = output
        self.partial = output.with_name(output.name + ".partial")
        self.state = output.with_name(output.name + ".partial.json")
        self.identity = identity
        self.rows = 0

    def resume(self) -> Progress:
        """What an interrupted run left. Raises ``UsageError`` where that was another run."""
        try:
            found = json.loads(self.state.read_text(encoding="utf-8"))
            progress = Progress(**found["progress"])
        except (OSError, ValueError, KeyError, TypeError):
            return self.begin()
        if found.get("identity") != self.identity:
            raise UsageError(
                f"{self.partial}: è di un altro ingresso, modello o di altre opzioni: rifare senza --resume.",
                f"{self.partial}: comes from another input, model or options: run again without --resume.",
            )
        there = self.partial.stat().st_size if self.partial.is_file() else 0
        if self.partial.is_dir():
            there = sum(part.suffix == ".parquet" for part in self.partial.iterdir())
        if there < progress.written:
            return self.begin()
        self.rows = progress.rows
        return progress

    def begin(self) -> Progress:
        """Start from nothing."""
        self.clear()
        return Progress()

    def save(self, progress: Progress) -> None:
        """Vouch for what is written; the output's bytes are on disk by now."""
        state = {"identity": self.identity, "progress": asdict(progress)}
        with written_whole(self.state) as beside:
            beside.write_text(json.dumps(state), encoding="utf-8")
        self.rows = progress.rows

    def clear(self) -> None:
        """Remove what is beside the output."""
        self.state.unlink(missing_ok=True)
        if self.partial.is_dir():
            shutil.rmtree(self.partial)
        else:
            self.partial.unlink(missing_ok=True)


def identity_of(source: Path, options: BatchOptions, model: dict[str, str]) -> dict[str, Any]:
    """What must be the same for a run to go on: the input's size, head and tail, the options, the model's content."""
    asked = asdict(options)
    for free in ("workers", "resume", "model"):
        asked.pop(free)
    return {"input": fingerprint(source), "options": asked, "model": model}


def fingerprint(path: Path) -> str:
    """Digest of a file's size, first and last megabyte; of a folder's files, each with its path."""
    digest = hashlib.blake2b(digest_size=16)
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        size = file.stat().st_size
        digest.update(f"{file.relative_to(path)} {size}\n".encode("utf-8", "surrogateescape"))
        with file.open("rb") as data:
            digest.update(data.read(HEAD))
            data.seek(max(0, size - HEAD))
            digest.update(data.read(HEAD))
    return digest.hexdigest()
