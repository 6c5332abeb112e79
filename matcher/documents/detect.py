"""What a file is, by its content."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from matcher.documents.errors import broken, locked, not_text
from matcher.errors import DocumentError

Kind = Literal["text", "html", "pdf", "docx", "odt", "rtf"]

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)
_TAGS = re.compile(rb"<(?:p|div|br|li|ul|span|td|h[1-6]|a|strong)\b[^<>]{0,500}>", re.I)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of document in ``data``, whatever its suffix. Raises ``DocumentError`` for what is no text."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if (error := _refused(data, head, name)) is not None:
        raise error
    sample = data[:20_000].replace(b"\x00", b"")
    if _HTML.match(sample.lstrip(b"\xef\xbb\xbf\xff\xfe")) or len(_TAGS.findall(sample)) >= 8:
        return "html"
    return "text"


def _refused(data: bytes, head: bytes, name: str) -> DocumentError | None:
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return locked(name)
        return not_text(
            name,
            "è un Word vecchio (.doc): salvarlo come .docx",
            "it is an old Word (.doc): save it as .docx",
        )
    if head.startswith(_PICTURES):
        return not_text(
            name, "è un'immagine, da passare prima all'OCR", "it is a picture, to be run through OCR first"
        )
    if head.startswith(_ARCHIVES):
        return not_text(
            name, "è un archivio compresso, da aprire prima", "it is a compressed archive, to be opened first"
        )
    return None


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise broken(name, "Word") from None
    if any(n.startswith("word/") for n in names):
        return "docx"
    if "content.xml" in names and b"opendocument.text" in data[:200]:
        return "odt"
    raise not_text(
        name, "è un archivio zip o un foglio, non un testo", "it is a zip archive or a sheet, not a text"
    )
