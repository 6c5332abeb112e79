"""Documents in, text out: PDF, Word, OpenDocument, RTF, saved web pages and plain text, told by content."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from matcher.documents.decoding import decode
from matcher.documents.detect import kind_of
from matcher.documents.errors import absent, folder, too_large, unreadable

DocumentKind = Literal["text", "html", "pdf", "docx", "odt", "rtf"]
STDIN = "-"
MOST_BYTES = 25 * 2**20
MOST_PLAIN_BYTES = 8 * 2**20
_SMALL_PAGE = 200_000
__all__ = ["MOST_BYTES", "STDIN", "Document", "DocumentKind", "document_of", "read_document"]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, into which spans point. Plain text is as it was given, without its mark."""

    text: str
    kind: DocumentKind


def read_document(source: Path | str) -> Document:
    """Read a file, or standard input where ``source`` is ``-``. An empty one is an empty text.

    Raises ``DocumentError``: one sentence that names the file and the mend.
    """
    if str(source) == STDIN:
        return document_of(sys.stdin.buffer.read(MOST_BYTES + 1), STDIN)
    return document_of(_bytes_of(Path(source)), str(source))


def document_of(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` stands in errors. Raises ``DocumentError`` for what is no text."""
    if len(data) > MOST_BYTES:
        raise too_large(name, MOST_BYTES)
    kind = kind_of(data, name)
    if kind in ("pdf", "docx", "odt", "rtf"):
        from matcher.documents.worker import read_apart

        return Document(read_apart(data, kind, name), kind)
    if len(data) > MOST_PLAIN_BYTES:
        raise too_large(name, MOST_PLAIN_BYTES)
    text = decode(data, name)
    return Document(_seen(text, name), "html") if kind == "html" else Document(text, "text")


def _seen(page: str, name: str) -> str:
    """What a page shows; a large one is read apart, since a parser of pages can be made to go slowly."""
    if len(page) <= _SMALL_PAGE:
        from matcher.documents.html import page_text

        return page_text(page)
    from matcher.documents.worker import read_apart

    return read_apart(page.encode("utf-8", "surrogatepass"), "html", name)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file, never more than the limit and one: its size is not trusted (pipes have none)."""
    if path.is_dir():
        raise folder(str(path))
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise absent(str(path)) from None
    except (OSError, ValueError):
        raise unreadable(str(path)) from None
