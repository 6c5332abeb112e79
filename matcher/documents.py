"""Documents in, text out: the encoding is found, and what is no text is told apart from it."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from matcher.errors import DocumentError

DocumentKind = Literal["text", "html"]
STDIN = "-"

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WIDE = {0: "utf-16-be", 1: "utf-16-le"}
_ENCODINGS = ["cp1252", "mac_roman", "cp850"]
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x06\x0e-\x1a\x7f]")
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, without its byte order mark; spans of a match point into it.

    Markup of ``html`` stays in the text: cleaning looks past it and keeps the way back.
    """

    text: str
    kind: DocumentKind


def read_document(source: Path | str) -> Document:
    """Read a file, or standard input where ``source`` is ``-``. An empty one is an empty text.

    Raises ``DocumentError``: one sentence that names the file and the mend.
    """
    if str(source) == STDIN:
        return document_of(sys.stdin.buffer.read(), STDIN)
    return document_of(_bytes_of(Path(source)), str(source))


def document_of(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` stands in errors. Raises ``DocumentError`` for what is no text."""
    text = _decode(data, name)
    html = Path(name).suffix.lower() in (".html", ".htm", ".xhtml") or _HTML.match(text)
    return Document(text, "html" if html else "text")


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise DocumentError(
            f"{path}: è una cartella; indicare i file che contiene.",
            f"{path}: is a folder; name the files in it.",
        )
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(
            f"{path}: il file non esiste; controllare il percorso.",
            f"{path}: there is no such file; check the path.",
        ) from None
    except (OSError, ValueError):
        raise DocumentError(
            f"{path}: il file non si può leggere; controllare nome e permessi.",
            f"{path}: the file cannot be read; check its name and permissions.",
        ) from None


def _decode(data: bytes, name: str) -> str:
    """The text in ``data``: by its mark, as UTF-16 without one, as UTF-8, else as the library finds."""
    for mark, marked in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _strictly(data[len(mark) :], marked, name)
    if encoding := _wide(data):
        return _strictly(data, encoding, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _detected(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _checked(data.decode(encoding), name)
    except UnicodeDecodeError:
        raise _no_text(name) from None


def _detected(data: bytes, name: str) -> str:
    """An 8-bit encoding of Western Europe; those of other scripts can't hold an Italian text."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise _no_text(name)
    return _checked(data.decode(best.encoding, errors="replace"), name)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte is zero, and only on one side."""
    sample = data[:_SAMPLE]
    sides = [sample[side::2] for side in (0, 1)]
    zeros = [side.count(0) / max(1, len(side)) for side in sides]
    for side, encoding in _WIDE.items():
        if zeros[side] > 0.7 and zeros[1 - side] < 0.05:
            return encoding
    return None


def _checked(text: str, name: str) -> str:
    """The text, unless control characters that no text has are more than a slip."""
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * 200 > len(sample):
        raise _no_text(name)
    return text


def _no_text(name: str) -> DocumentError:
    return DocumentError(
        f"{name}: non è un file di testo; salvarlo come testo (UTF-8) o HTML.",
        f"{name}: is not a text file; save it as text (UTF-8) or HTML.",
    )
