"""The text of an OpenDocument text: page headers, paragraphs, lists, tables, frames."""

from __future__ import annotations

from matcher.documents.errors import locked, no_text
from matcher.documents.flow import Flow
from matcher.documents.zipped import Handler, hear, part, parts

_WHAT = "ODT"
_UNSEEN = frozenset(
    ("annotation", "tracked-changes", "note", "forms", "page-number", "page-count", "ruby-text")
)
_BLOCKS = frozenset(("p", "h"))


def odt_text(data: bytes, name: str) -> str:
    """The text of an ODT in reading order. Raises ``DocumentError``."""
    archive = parts(data, name, _WHAT)
    names = archive.namelist()
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in part(archive, manifest, name, _WHAT):
        raise locked(name)
    texts = []
    for path, within in (("styles.xml", "header"), ("content.xml", "body")):
        if path in names or within == "body":
            reader = _Reader(within)
            hear(part(archive, path, name, _WHAT), reader, name, _WHAT)
            texts.append(reader.flow.text())
    if not any(texts):
        raise no_text(name)
    return "\n".join(text for text in texts if text)


class _Reader(Handler):
    """Fills a flow with the paragraphs inside elements called ``within``."""

    def __init__(self, within: str) -> None:
        super().__init__()
        self.flow = Flow()
        self.within = within
        self.inside = self.unseen = 0
        self.blocks = 0
        self.bullet = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.inside += tag == self.within
        self.unseen += tag in _UNSEEN
        if not self.inside or self.unseen:
            return
        if tag in _BLOCKS:
            self.flow.start_paragraph("- " if self.bullet else "")
            self.blocks += 1
            self.bullet = False
        elif tag == "list-item":
            self.bullet = True
        elif tag == "table-row":
            self.flow.start_row()
        elif tag in ("s", "tab"):
            self.flow.add(" ")
        elif tag == "line-break":
            self.flow.add("\n")

    def characters(self, content: str) -> None:
        """Words, where a paragraph is open."""
        if self.inside and not self.unseen and self.blocks:
            self.flow.add(content)

    def end(self, tag: str) -> None:
        self.inside -= tag == self.within
        if tag in _UNSEEN:
            self.unseen -= 1
        elif self.unseen or not (self.inside or tag == self.within):
            return
        elif tag in _BLOCKS:
            self.flow.end_paragraph()
            self.blocks -= 1
        elif tag == "table-cell":
            self.flow.end_cell()
        elif tag == "table-row":
            self.flow.end_row()
