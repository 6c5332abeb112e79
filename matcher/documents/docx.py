"""The text of a Word document: headers, paragraphs, tables, text boxes, footers."""

from __future__ import annotations

import re
import zipfile

from matcher.documents.errors import no_text
from matcher.documents.flow import Flow
from matcher.documents.zipped import Handler, hear, part, parts

_WHAT = "Word"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
# A fallback repeats a text box in an older form; the others are not what the reader sees.
_UNSEEN = frozenset(("Fallback", "del", "moveFrom"))
_FALSE = ("0", "false", "off")
_PAGE_NUMBER = re.compile(r"\W*(?:pag(?:ina|\.)?|page)?[\s\d/]*(?:di|of)?[\s\d]*\W*", re.IGNORECASE)


def docx_text(data: bytes, name: str) -> str:
    """The text of a DOCX in reading order. Raises ``DocumentError``."""
    archive = parts(data, name, _WHAT)
    main = _main(archive, name)
    folder = re.escape(main.rpartition("/")[0])
    names = sorted(archive.namelist())
    heads, feet = (
        [n for n in names if re.fullmatch(rf"{folder}/{k}\d*\.xml", n)] for k in ("header", "footer")
    )
    texts: list[str] = []
    for path in [*heads, main, *feet]:
        reader = _Reader()
        hear(part(archive, path, name, _WHAT), reader, name, _WHAT)
        text = reader.flow.text()
        if text and text not in texts and (path == main or not _PAGE_NUMBER.fullmatch(text)):
            texts.append(text)
    if not texts:
        raise no_text(name)
    return "\n".join(texts)


def _main(archive: zipfile.ZipFile, name: str) -> str:
    """The path of the main part, which the package's relations name."""
    relations = _Relations()
    hear(part(archive, "_rels/.rels", name, _WHAT), relations, name, _WHAT)
    return relations.main


class _Relations(Handler):
    main = "word/document.xml"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", self.main).lstrip("/")


class _Reader(Handler):
    """Fills a flow with what the reader of the page sees."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = Flow()
        self.unseen = 0
        self.hidden = self.words = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if self.unseen:
            return
        match tag:
            case "p":
                self.flow.start_paragraph()
            case "r":
                self.hidden = False
            case "vanish":
                self.hidden = attributes.get("val") not in _FALSE
            case "t":
                self.words = not self.hidden
            case "tr":
                self.flow.start_row()
            case "numId" if attributes.get("val") not in (None, "0"):
                self.flow.add("- ")
            case _ if tag in _SIGNS and not self.hidden:
                self.flow.add(_SIGNS[tag])

    def characters(self, content: str) -> None:
        """Words, where they are text."""
        if self.words and not self.unseen:
            self.flow.add(content)

    def end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen -= 1
        elif not self.unseen:
            match tag:
                case "t":
                    self.words = False
                case "p":
                    self.flow.end_paragraph()
                case "tc":
                    self.flow.end_cell()
                case "tr":
                    self.flow.end_row()
