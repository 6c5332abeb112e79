"""Readers of CSV, JSON lines, folders of documents and standard input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from matcher.batch.formats import SAMPLE, Dialect, Form, dialect_of, encoding_of, unpacked
from matcher.batch.options import BatchError, BatchOptions
from matcher.batch.pool import Trouble
from matcher.batch.source import CHARACTERS, ROWS, Chunk, Columns, take
from matcher.errors import MatcherError
from matcher.messages import pick

LONGEST = 1 << 27


class _Stream(io.RawIOBase):
    """Some bytes and then a stream; counts what was read from it."""

    def __init__(self, raw: IO[bytes], head: bytes = b"") -> None:
        self.raw, self.head, self.count = raw, head, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer."""
        if self.head:
            data, self.head = self.head[: len(buffer)], self.head[len(buffer) :]
        else:
            data = self.raw.read(len(buffer))
            self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Lines:
    """What readers of text share: the stream, its sample, how far it is."""

    def __init__(self, raw: IO[bytes], form: Form, size: int) -> None:
        self._counted, self._size = _Stream(raw), size
        inner = unpacked(io.BufferedReader(self._counted, 1 << 18), form.packing)
        self.sample = inner.read(SAMPLE)
        self.encoding = encoding_of(self.sample)
        stream = io.BufferedReader(_Stream(inner, self.sample), 1 << 18)
        self.text = io.TextIOWrapper(stream, self.encoding, "surrogateescape", newline="")

    def progress(self) -> tuple[int, int]:
        """Bytes read, of all."""
        return self._counted.count, self._size


class CsvSource(_Lines):
    """Rows of a CSV with a header; what is not text in its encoding stays as it was."""

    kind = "csv"

    def __init__(self, raw: IO[bytes], form: Form, size: int, options: BatchOptions, where: str) -> None:
        super().__init__(raw, form, size)
        self.where, self.lang = where, options.lang
        sample = self.sample.decode(self.encoding, "ignore")
        self.dialect: Dialect = dialect_of(sample, Path(where).suffix.lower())
        csv.field_size_limit(LONGEST)
        self._reader = csv.reader(self.text, **self.dialect.options())
        self.columns = next(self._reader, [])
        self.taken: Columns = take(self.columns, options, where)

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Records that are not empty lines."""
        try:
            records = islice((record for record in self._reader if record), skip, None)
            yield from map(self._filled, _chunks((len(max(record, key=len)), record) for record in records))
        except csv.Error:
            line = self._reader.line_num
            raise BatchError(
                f"{self.where}, riga {line}: campo senza fine, forse manca una virgoletta: correggerla.",
                f"{self.where}, line {line}: a field without end, perhaps a quote is missing: mend it.",
            ) from None

    def _filled(self, chunk: Chunk) -> Chunk:
        width = len(self.columns)
        text, title, name = (
            None if column is None else self.columns.index(column)
            for column in (self.taken.text, self.taken.title, self.taken.id)
        )
        assert text is not None
        for record in chunk.rows:
            if len(record) != width:
                chunk.values.append((Trouble(self._ragged(len(record), width)), None))
            else:
                chunk.values.append((record[text], None if title is None else record[title]))
            chunk.names.append(record[name] if name is not None and name < len(record) else "")
        return chunk

    def _ragged(self, found: int, width: int) -> str:
        return pick(self.lang, f"{found} campi, non {width}", f"{found} fields, not {width}")

    def records(self, chunk: Chunk) -> list[dict[str, Any]]:
        """Strings by column; what a short record lacks is empty."""
        return [
            dict(zip(self.columns, record + [""] * (len(self.columns) - len(record)), strict=False))
            for record in chunk.rows
        ]


class JsonSource(_Lines):
    """Objects, one a line; each line stays as it was."""

    kind = "jsonl"

    def __init__(
        self,
        raw: IO[bytes],
        form: Form,
        size: int,
        options: BatchOptions,
        where: str,
        *,
        names: dict[str, None] | None = None,
    ) -> None:
        super().__init__(raw, form, size)
        self.lang = options.lang
        self._head = list(self._first_lines())
        names = names if names is not None else _names(self._head)
        asked = (options.text_column, options.title_column, options.id_column)
        self.columns = list(names | dict.fromkeys(name for name in asked if name))
        self.taken: Columns = take(self.columns, options, where)

    def _first_lines(self) -> Iterator[str]:
        size = 0
        while size < SAMPLE and (line := self.text.readline()):
            size += len(line)
            yield line

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Lines that are not blank."""
        lines = (line.strip("\r\n") for line in chain(self._head, self.text) if line.strip())
        yield from map(self._filled, _chunks((len(line), line) for line in islice(lines, skip, None)))

    def _filled(self, chunk: Chunk) -> Chunk:
        chunk.rows = [(line, _parsed(line)) for line in chunk.rows]
        for _, value in chunk.rows:
            if isinstance(value, dict):
                title = value.get(self.taken.title) if self.taken.title else None
                chunk.values.append((value.get(self.taken.text), title))
                chunk.names.append(str(value.get(self.taken.id, "")) if self.taken.id else "")
            else:
                said = pick(self.lang, "la riga non è un oggetto JSON", "the line is not a JSON object")
                chunk.values.append((Trouble(said), None))
                chunk.names.append("")
        return chunk

    def records(self, chunk: Chunk) -> list[dict[str, Any]]:
        """Values by field; a line that is no object has none."""
        return [value if isinstance(value, dict) else {} for _, value in chunk.rows]


class FolderSource:
    """Documents of a folder, by path; each is a row with its path."""

    kind = "folder"

    def __init__(self, folder: Path, options: BatchOptions) -> None:
        self.folder, self.lang = folder, options.lang
        self.files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
        self.columns = ["id"]
        self.taken = Columns("", None, "id")
        self._read = 0

    def chunks(self, skip: int) -> Iterator[Chunk]:
        """Paths relative to the folder."""
        for file in self.files[skip:]:
            self._read += 1
            yield self._filled(Chunk([file.relative_to(self.folder).as_posix()]))

    def _filled(self, chunk: Chunk) -> Chunk:
        from matcher.documents import read_document

        for name in chunk.rows:
            try:
                chunk.values.append((read_document(self.folder / name).text, None))
            except MatcherError as error:
                chunk.values.append((Trouble(error.say(self.lang)), None))
            chunk.names.append(name)
        return chunk

    def records(self, chunk: Chunk) -> list[dict[str, Any]]:
        """The path as id."""
        return [{"id": name} for name in chunk.rows]

    def progress(self) -> tuple[int, int]:
        """Documents read, of all."""
        return self._read, len(self.files)


def all_names(path: Path, form: Form) -> dict[str, None]:
    """Every field of a file of JSON lines, as they appear: a table needs them before its first row."""
    with path.open("rb") as raw:
        return _names(_Lines(raw, form, 0).text)


def _names(lines: Iterable[str]) -> dict[str, None]:
    names: dict[str, None] = {}
    for line in lines:
        value = _parsed(line)
        if isinstance(value, dict):
            names |= dict.fromkeys(value)
    return names


def _chunks(rows: Iterator[tuple[int, Any]]) -> Iterator[Chunk]:
    """Rows in chunks of some number and size, always cut at the same places."""
    held: list[Any] = []
    size = 0
    for length, row in rows:
        held.append(row)
        size += length
        if len(held) == ROWS or size > CHARACTERS:
            yield Chunk(held)
            held, size = [], 0
    if held:
        yield Chunk(held)


def _parsed(line: str) -> Any:
    """The value of a line of JSON; None for what is none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
