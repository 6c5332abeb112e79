"""Parquet in and out by pyarrow, row group by row group; columns keep their types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from matcher.batch.answer import Answer, Column
from matcher.batch.options import BatchError, BatchOptions, not_installed
from matcher.batch.pool import Trouble
from matcher.batch.source import ROWS, Chunk, Columns, take
from matcher.messages import pick

BYTES = 16_000_000
GROUP = 64_000_000
_ARROW = {"string": "string", "double": "float64", "int64": "int64"}


def pyarrow() -> Any:
    """The library for Parquet and Arrow."""
    try:
        import pyarrow as library
        import pyarrow.parquet
    except ImportError:
        raise not_installed("pyarrow", "batch", ("Parquet e Arrow", "Parquet and Arrow")) from None
    return library


class ParquetSource:
    """Batches of a Parquet file."""

    kind = "parquet"

    def __init__(self, path: Path, options: BatchOptions) -> None:
        pa = pyarrow()
        try:
            self._file = pa.parquet.ParquetFile(path)
        except (OSError, pa.ArrowException):
            raise BatchError(
                f"{path}: non è un file Parquet leggibile.", f"{path}: not a readable Parquet file."
            ) from None
        self.path, self.schema = path, self._file.schema_arrow
        self.lang = options.lang
        self.columns = list(self.schema.names)
        self.taken: Columns = take(self.columns, options, str(path))
        self._rows, self._read = self._file.metadata.num_rows, 0

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Record batches, smaller where rows are big; row groups already done are not read."""
        meta, first = self._file.metadata, 0
        while first < meta.num_row_groups and skip >= meta.row_group(first).num_rows:
            skip -= meta.row_group(first).num_rows
            self._read += meta.row_group(first).num_rows
            first += 1
        groups = range(first, meta.num_row_groups)
        sizes = [(meta.row_group(i).total_byte_size, meta.row_group(i).num_rows) for i in groups]
        heaviest = max((size / max(1, rows) for size, rows in sizes), default=1.0)
        size = max(1, min(ROWS, int(BYTES / max(1.0, heaviest))))
        for batch in self._readable(self._file.iter_batches(size, row_groups=list(groups))):
            self._read += batch.num_rows
            kept = batch.slice(min(skip, batch.num_rows))
            skip -= batch.num_rows - kept.num_rows
            if kept.num_rows:
                yield filled(kept, self.taken, self.lang)

    def _readable(self, batches: Iterator[Any]) -> Iterator[Any]:
        """The batches; a damaged one ends the run in a sentence."""
        try:
            yield from batches
        except (OSError, pyarrow().ArrowException):
            raise BatchError(
                f"{self.path}: danneggiato a metà; esportarlo di nuovo.",
                f"{self.path}: damaged inside; export it again.",
            ) from None

    def records(self, chunk: Chunk) -> list[dict[str, Any]]:
        """Values by column."""
        columns = [strings(column) for column in chunk.rows.columns]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*columns, strict=True)]

    def progress(self) -> tuple[int, int]:
        """Rows read, of all."""
        return self._read, self._rows


def filled(batch: Any, taken: Columns, lang: str) -> Chunk:
    """A batch with its texts."""
    names = batch.schema.names
    chunk = Chunk(batch)
    texts = strings(batch.column(names.index(taken.text)))
    titles: Sequence[Any] = [None] * batch.num_rows
    if taken.title is not None:
        titles = strings(batch.column(names.index(taken.title)))
    if taken.id is not None:
        chunk.names = [str(value) for value in strings(batch.column(names.index(taken.id)))]
    else:
        chunk.names = [""] * batch.num_rows
    said = pick(lang, "il testo non è una stringa", "the text is not a string")
    for text, title in zip(texts, titles, strict=True):
        kept = text is None or isinstance(text, str)
        chunk.values.append((text if kept else Trouble(f"{said} ({type(text).__name__})"), title))
    return chunk


def strings(column: Any) -> list[Any]:
    """Values of an Arrow column; bytes that are no UTF-8 stay, as lone surrogates."""
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        pa = pyarrow()
        large = pa.types.is_large_string(column.type)
        values = column.cast(pa.large_binary() if large else pa.binary()).to_pylist()
    return [v.decode("utf-8", "surrogateescape") if isinstance(v, bytes) else v for v in values]


def with_answers(batch: Any, answers: Sequence[Answer], added: Sequence[Column]) -> Any:
    """The batch with the added columns behind its own."""
    pa = pyarrow()
    fields = [pa.field(column.name, getattr(pa, _ARROW[column.type])()) for column in added]
    arrays = [
        pa.array([_storable(column.value(answer)) for answer in answers], type=field.type)
        for column, field in zip(added, fields, strict=True)
    ]
    schema = pa.schema([*batch.schema, *fields], metadata=batch.schema.metadata)
    return pa.RecordBatch.from_arrays([*batch.columns, *arrays], schema=schema)


def _storable(value: Any) -> Any:
    """UTF-8 holds no lone surrogates."""
    return (
        value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value
    )


def batch_of(records: list[dict[str, Any]], columns: Sequence[str]) -> Any:
    """Records of another format as a batch of strings; what is neither string nor null is its JSON."""
    pa = pyarrow()
    arrays = []
    for name in columns:
        values = [record.get(name) for record in records]
        plain = [v if v is None or isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values]
        arrays.append(pa.array(map(_storable, plain), type=pa.string()))
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))
