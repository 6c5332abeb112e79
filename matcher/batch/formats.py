"""Files by suffix, compressed or not, and the encoding and dialect of a CSV."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, cast

from matcher.batch.options import UsageError, not_installed

Kind = Literal["csv", "jsonl", "parquet", "folder"]
Packing = Literal["", "gz", "zst"]
SAMPLE = 1 << 18
SNIFFED = 1 << 14
DELIMITERS = ",;\t|"
_KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a file holds and how it is packed."""

    kind: Kind
    packing: Packing


def form_of(path: Path) -> Form:
    """By suffix; a folder holds documents. Raises ``UsageError`` for another suffix."""
    if path.is_dir():
        return Form("folder", "")
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    packing = cast(Packing, suffixes[-1][1:]) if suffixes and suffixes[-1] in (".gz", ".zst") else ""
    inner = suffixes[:-1] if packing else suffixes
    kind = _KINDS.get(inner[-1]) if inner else None
    if kind is None or (packing and kind == "parquet"):
        raise UsageError(
            f"{path}: formato non riconosciuto, usare .csv, .jsonl (anche .gz o .zst) o .parquet.",
            f"{path}: unknown format, use .csv, .jsonl (also .gz or .zst) or .parquet.",
        )
    return Form(kind, packing)


def unpacked(raw: IO[bytes], packing: Packing) -> IO[bytes]:
    """The bytes inside a compressed stream."""
    if packing == "gz":
        import gzip

        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if packing == "zst":
        stream: Any = zstandard().ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return cast(IO[bytes], stream)
    return raw


def zstandard() -> Any:
    """The library for ``.zst``."""
    try:
        import zstandard as library
    except ImportError:
        raise not_installed("zstandard", "batch", ("i file .zst", "A .zst file")) from None
    return library


def encoding_of(sample: bytes) -> str:
    """The encoding of a text by its first bytes.

    UTF-8 stays UTF-8 where a few bytes of it are broken; ``charset-normalizer`` is asked only for the rest.
    """
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    odd = sum(byte > 127 for byte in sample)
    broken = sum("\ud800" <= c <= "\udfff" for c in sample.decode("utf-8", "surrogateescape"))
    if broken * 2 <= odd - broken or broken <= 3 < odd or not odd:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 16], cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    return best.encoding if best else "cp1252"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV is written."""

    delimiter: str = ","
    quotechar: str = '"'
    doublequote: bool = True
    escapechar: str | None = None
    lineterminator: str = "\n"

    def options(self) -> dict[str, Any]:
        """Keywords for the ``csv`` module."""
        return {name: getattr(self, name) for name in self.__slots__}


def dialect_of(sample: str, suffix: str) -> Dialect:
    """The delimiter and quoting of a CSV by its first lines.

    What ``csv.Sniffer`` guesses counts only if records come out as wide as the header: prose full of commas
    misleads it.
    """
    end = "\r\n" if sample.partition("\n")[0].endswith("\r") else "\n"
    guesses = [
        Dialect("\t" if suffix == ".tsv" else delimiter, lineterminator=end) for delimiter in DELIMITERS
    ]
    with suppress(csv.Error):
        found = csv.Sniffer().sniff(sample[:SNIFFED], DELIMITERS)
        escape = None if found.doublequote or '\\"' not in sample else "\\"
        guesses.append(Dialect(found.delimiter, found.quotechar or '"', escape is None, escape, end))
    if '\\"' in sample:
        guesses += [Dialect(g.delimiter, '"', False, "\\", end) for g in guesses[:4]]
    return max(guesses, key=lambda guess: _fit(sample, guess))


def _fit(sample: str, dialect: Dialect) -> tuple[float, int]:
    """Share of records as wide as the header, and that width; a single column fits last."""
    records: list[list[str]] = []
    with suppress(csv.Error):
        records += csv.reader(io.StringIO(sample, newline=""), **dialect.options())
    if len(records) > 2:
        records.pop()
    width = len(records[0]) if records else 0
    if width < 2:
        return 0.0, width
    filled = [record for record in records if record]
    return sum(len(record) == width for record in filled) / len(filled), width
