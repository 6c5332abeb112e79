"""Rows of a batch output, read whole; what is not scored yet is scored first."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from matcher.batch.answer import PREFIX
from matcher.batch.formats import dialect_of, encoding_of, form_of, unpacked
from matcher.batch.options import BatchOptions, not_installed
from matcher.errors import DataError

MOST_ROWS = 50_000
SCORED = ("status", "label", "confidence", "p_4")
_LONGEST = 1 << 27
_SAMPLE = 1 << 16


def scored_rows(source: str, options: BatchOptions, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """The rows of ``source`` with the columns of a batch. Raises ``DataError`` for what cannot be a report."""
    rows = [] if source == "-" or Path(source).is_dir() else _rows(Path(source))
    if rows and all(column(rows[0], name) for name in SCORED):
        return rows
    from matcher.batch.run import run_batch

    with tempfile.TemporaryDirectory(prefix="matcher-") as folder:
        output = Path(folder) / "scored.jsonl"
        run_batch(source, str(output), options, say)
        rows = _rows(output)
    if not rows:
        raise DataError(f"{source}: nessuna riga da mostrare.", f"{source}: no row to show.")
    return rows


def column(row: dict[str, Any], name: str) -> str | None:
    """The batch's column ``name`` in a row: with its prefix where the input had one of that name."""
    return next((n for n in (PREFIX + name, name) if n in row), None)


def _rows(path: Path) -> list[dict[str, Any]]:
    form = form_of(path)
    if not path.is_file():
        raise DataError(
            f"{path}: il file non esiste; controllare il percorso.",
            f"{path}: there is no such file; check the path.",
        )
    if form.kind == "parquet":
        rows = list(islice(_parquet(path), MOST_ROWS + 1))
    else:
        with path.open("rb") as raw:
            data = unpacked(raw, form.packing)
            rows = list(islice(_csv(data, path) if form.kind == "csv" else _json(data, path), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise DataError(
            f"{path}: più di {MOST_ROWS} righe non stanno in una pagina; farne il rapporto a parti.",
            f"{path}: more than {MOST_ROWS} rows do not fit a page; report it in parts.",
        )
    return rows


def _csv(data: Any, path: Path) -> Iterator[dict[str, Any]]:
    raw = data.read()
    encoding = encoding_of(raw[:_SAMPLE])
    text = raw.decode(encoding, "replace")
    csv.field_size_limit(_LONGEST)
    dialect = dialect_of(text[:_SAMPLE], path.suffix.lower())
    records = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), **dialect.options())
    names: Sequence[str] = next(records, [])
    yield from (dict(zip(names, record, strict=False)) for record in records if record)


def _json(data: Any, path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(data, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise DataError(
                f"{path}, riga {number}: non è un oggetto JSON, correggerla.",
                f"{path}, line {number}: not a JSON object, mend it.",
            )
        yield row


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise not_installed("pyarrow", "batch", (f"leggere {path}", f"Reading {path}")) from None
    for batch in pq.ParquetFile(path).iter_batches(2048):
        yield from batch.to_pylist()
