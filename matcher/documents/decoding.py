"""The encoding of a text is found, and what is no text is told apart from it."""

from __future__ import annotations

import codecs
import re

from matcher.documents.errors import not_text

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WIDE = {0: "utf-16-be", 1: "utf-16-le"}
_ENCODINGS = ["cp1252", "mac_roman", "cp850"]
_CONTROLS = re.compile(r"[\x00-\x06\x0e-\x1a\x7f]")
_SAMPLE = 65_536


def decode(data: bytes, name: str) -> str:
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
        raise not_text(name, "non è un file di testo", "it is not a text file") from None


def _detected(data: bytes, name: str) -> str:
    """An 8-bit encoding of Western Europe; those of other scripts can't hold an Italian text."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise not_text(name, "non è un file di testo", "it is not a text file")
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
        raise not_text(name, "non è un file di testo", "it is not a text file")
    return text
