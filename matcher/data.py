"""Where the shipped data lies, how a table is read, and how a file is written whole."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Path of a shipped file or folder, e.g. ``data_path("corpus", "SALE.json")``.

    It lies inside the installed package, or beside it in a checkout.

    Raises ``DataError`` where it is in neither place.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(parts)
    raise DataError(
        f"Manca {name}: l'installazione è incompleta, reinstallare il pacchetto.",
        f"{name} is missing: the installation is incomplete, reinstall the package.",
    )


def read_table(file: Path) -> list[dict[str, str]]:
    """The rows of one of the project's CSV files: UTF-8, the first line names the columns."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to, which takes its place once all is on disk: whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
