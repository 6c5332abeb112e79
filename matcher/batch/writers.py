"""Writers of CSV, JSON lines and Parquet: rows as they were, with the added columns behind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from matcher.batch.answer import Answer, Column, unused
from matcher.batch.formats import Dialect, Form
from matcher.batch.parquet import GROUP, batch_of, pyarrow, with_answers
from matcher.batch.readers import CsvSource
from matcher.batch.sink import Sink
from matcher.batch.source import Chunk, Source
from matcher.data import written_whole


class Writer(Protocol):
    """Takes chunks with their answers."""

    def write(self, chunk: Chunk, answers: Sequence[Answer]) -> None:
        """Add rows."""
        ...

    def checkpoint(self) -> int:
        """Bring all rows to disk; says how much holds them."""
        ...

    def finish(self, output: Path) -> None:
        """Give the output its name."""
        ...


class CsvWriter:
    """A CSV in the dialect of its source, in UTF-8."""

    def __init__(self, source: Source, added: Sequence[Column], sink: Sink, begin: bool) -> None:
        self.source, self.sink, self.added = source, sink, added
        own = isinstance(source, CsvSource)
        dialect = source.dialect if isinstance(source, CsvSource) else Dialect()
        self._buffer = io.StringIO(newline="")
        self._csv = csv.writer(self._buffer, **dialect.options())
        self._native = own
        if begin:
            mark = "\ufeff" if isinstance(source, CsvSource) and source.encoding == "utf-8-sig" else ""
            self._buffer.write(mark)
            self._csv.writerow([*source.columns, *(column.name for column in added)])

    def write(self, chunk: Chunk, answers: Sequence[Answer]) -> None:
        """Add rows; fields beyond the header stand after the added ones."""
        width = len(self.source.columns)
        if self._native:
            records = [row + [""] * (width - len(row)) for row in chunk.rows]
        else:
            records = [
                [_cell(record.get(name)) for name in self.source.columns]
                for record in self.source.records(chunk)
            ]
        for row, answer in zip(records, answers, strict=True):
            self._csv.writerow(
                [*row[:width], *(_cell(column.value(answer)) for column in self.added), *row[width:]]
            )
        self._flush()

    def _flush(self) -> None:
        self.sink.write(self._buffer.getvalue())
        self._buffer.seek(0)
        self._buffer.truncate()

    def checkpoint(self) -> int:
        """See ``Writer``."""
        self._flush()
        return self.sink.checkpoint()

    def finish(self, output: Path) -> None:
        """See ``Writer``."""
        self.sink.finish(output)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


class JsonWriter:
    """JSON lines: each line as it was, with the added fields before its closing brace."""

    def __init__(self, source: Source, added: Sequence[Column], sink: Sink) -> None:
        self.source, self.sink, self.added = source, sink, added

    def write(self, chunk: Chunk, answers: Sequence[Answer]) -> None:
        """Add rows."""
        if self.source.kind == "jsonl":
            rows = chunk.rows
        else:
            records = self.source.records(chunk)
            rows = [(json.dumps(r, ensure_ascii=False, default=str), r) for r in records]
        lines = [self._line(line, value, answer) for (line, value), answer in zip(rows, answers, strict=True)]
        self.sink.write("".join(lines))

    def _line(self, line: str, value: Any, answer: Answer) -> str:
        line = line.strip()
        if not isinstance(value, dict):
            line, value = json.dumps({"line": line}, ensure_ascii=False), {"line": line}
        added = {unused(column.name, value): _json_value(column, answer) for column in self.added}
        said = json.dumps(added, ensure_ascii=False)
        if not _plain(said):
            said = json.dumps(added)
        return f"{line[:-1].rstrip()}{', ' if value else ''}{said[1:]}\n"

    def checkpoint(self) -> int:
        """See ``Writer``."""
        return self.sink.checkpoint()

    def finish(self, output: Path) -> None:
        """See ``Writer``."""
        self.sink.finish(output)


def _json_value(column: Column, answer: Answer) -> Any:
    value = column.value(answer)
    return json.loads(value) if column.json and isinstance(value, str) else value


def _plain(said: str) -> bool:
    """Whether UTF-8 can hold a string: no lone surrogate is in it."""
    return said.isascii() or not any("\ud800" <= c <= "\udfff" for c in said)


class ParquetWriter:
    """Parts in a folder, one a checkpoint, joined at the end: a Parquet file cannot be gone on with."""

    def __init__(self, source: Source, added: Sequence[Column], folder: Path, parts: int) -> None:
        self.source, self.added, self.folder = source, added, folder
        self._parts, self._held = parts, []  # type: int, list[Any]
        folder.mkdir(exist_ok=True)
        for part in folder.iterdir():
            if part.suffix != ".parquet" or int(part.stem) >= parts:
                part.unlink()

    def write(self, chunk: Chunk, answers: Sequence[Answer]) -> None:
        """Add rows."""
        native = self.source.kind == "parquet"
        batch = chunk.rows if native else batch_of(self.source.records(chunk), self.source.columns)
        self._held.append(with_answers(batch, answers, self.added))

    def checkpoint(self) -> int:
        """See ``Writer``."""
        if self._held:
            pa = pyarrow()
            with written_whole(self._part(self._parts)) as beside:
                pa.parquet.write_table(pa.Table.from_batches(self._held), beside)
            self._held = []
            self._parts += 1
        return self._parts

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:08d}.parquet"

    def finish(self, output: Path) -> None:
        """Join the parts into row groups of some size."""
        pa = pyarrow()
        joined = self.folder / "joined"
        tables: list[Any] = []
        with pa.parquet.ParquetWriter(joined, self._schema()) as writer:
            for number in range(self._parts):
                tables.append(pa.parquet.read_table(self._part(number)))
                if sum(table.nbytes for table in tables) > GROUP or number == self._parts - 1:
                    writer.write_table(pa.concat_tables(tables))
                    tables = []
        joined.replace(output)

    def _schema(self) -> Any:
        pa = pyarrow()
        if self._parts:
            return pa.parquet.read_schema(self._part(0))
        schema = getattr(self.source, "schema", None)
        empty = (
            batch_of([], self.source.columns) if schema is None else pa.RecordBatch.from_pylist([], schema)
        )
        return with_answers(empty, [], self.added).schema


def writer_to(
    target: Path | IO[bytes], form: Form, source: Source, added: Sequence[Column], at: int
) -> Writer:
    """The writer for a format, going on after ``at``."""
    if form.kind == "parquet":
        assert isinstance(target, Path)
        return ParquetWriter(source, added, target, at)
    sink = Sink(target, form.packing, at)
    if form.kind == "csv":
        return CsvWriter(source, added, sink, begin=at == 0)
    return JsonWriter(source, added, sink)
