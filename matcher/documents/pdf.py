"""Words of a PDF with their places, by PDFium."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from matcher.documents.errors import broken, locked, scanned, too_many_pages
from matcher.documents.flow import SYMBOL_BULLETS
from matcher.documents.layout import text_of_pages
from matcher.documents.lines import Word

MOST_PAGES = 100
_MOST_CHARS = 400_000
Box = tuple[float, float, float, float]
_MAP = {
    **{0xFB00 + i: s for i, s in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    **dict.fromkeys((0x0002, 0xFFFE), "\u00ad"),
    **dict.fromkeys(SYMBOL_BULLETS, "•"),
}


def pdf_text(data: bytes, name: str) -> str:
    """The text of a PDF in reading order. Raises ``DocumentError``: locked, broken, too long, scanned."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise (locked(name) if "password" in str(error).lower() else broken(name, "PDF")) from None
    try:
        if len(pdf) > MOST_PAGES:
            raise too_many_pages(name, len(pdf), MOST_PAGES)
        pages = [list(_words(page)) for page in pdf]
    except pdfium.PdfiumError:
        raise broken(name, "PDF") from None
    finally:
        pdf.close()
    text = text_of_pages(pages)
    if not any(c.isalnum() for c in text):
        raise scanned(name)
    return text


def _words(page: Any) -> Iterator[Word]:
    """The words of a page with places from its top, in the order in which the file draws them."""
    from pypdfium2 import raw

    width, height = page.get_size()
    text = page.get_textpage()
    box = raw.FS_RECTF()
    word: list[str] = []
    edges = (0.0, 0.0, 0.0, 0.0)
    size = 0.0
    for i in range(min(raw.FPDFText_CountChars(text), _MOST_CHARS)):
        code = raw.FPDFText_GetUnicode(text, i)
        char = _MAP.get(code) or (chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " ")
        raw.FPDFText_GetLooseCharBox(text, i, box)
        place = (float(box.left), height - float(box.top), float(box.right), height - float(box.bottom))
        blank = char.isspace()
        if word and (blank or _apart(edges, place)):
            yield Word(*edges, size, "".join(word))
            word = []
        if blank or not (all(map(math.isfinite, place)) and -10 < place[0] < width + 10):
            continue
        if not word:
            edges, size = place, float(raw.FPDFText_GetFontSize(text, i))
        word.append(char)
        edges = _around(edges, place)
    if word:
        yield Word(*edges, size, "".join(word))


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _apart(word: Box, char: Box) -> bool:
    """Whether a character stands away from the word before it, though no space is between them."""
    tall = max(word[3] - word[1], 1.0)
    gap = char[0] - word[2]
    return gap > 0.6 * tall or gap < -1.5 * tall or abs(char[1] + char[3] - word[1] - word[3]) > tall
