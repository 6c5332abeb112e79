"""Collects the lines of a word processor's document: paragraphs, nested text boxes, rows of cells."""

from __future__ import annotations

# Where the Symbol and Wingdings fonts keep the signs that word processors use as bullets.
SYMBOL_BULLETS = tuple(
    0xF000 + code for code in (0x2D, 0x6C, 0x6E, 0x71, 0x76, 0xA7, 0xA8, 0xB7, 0xD8, 0xE8, 0xFC)
)
_LONGEST_ROW = 160


class Flow:
    """Paragraphs as they close, in reading order; a paragraph inside another comes out before it.

    A table row whose cells are single short paragraphs becomes one line, as the eye reads it.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []
        self._rows: list[tuple[int, list[int]]] = []

    def start_paragraph(self, lead: str = "") -> None:
        """A paragraph opens."""
        self._open.append([lead])

    def add(self, words: str) -> None:
        """Words of the innermost open paragraph; outside any they are no text."""
        if self._open:
            self._open[-1].append(words)

    def end_paragraph(self) -> None:
        """A paragraph closes."""
        if self._open:
            words = "".join(self._open.pop())
            self.lines.append(words.strip() if words.strip(" -•") else "")

    def start_row(self) -> None:
        """A table row opens."""
        self._rows.append((len(self.lines), []))

    def end_cell(self) -> None:
        """A cell closes."""
        if self._rows:
            self._rows[-1][1].append(len(self.lines))

    def end_row(self) -> None:
        """A table row closes."""
        if not self._rows:
            return
        start, ends = self._rows.pop()
        cells = [[x for x in self.lines[a:b] if x] for a, b in zip([start, *ends], ends, strict=False)]
        single = all(len(cell) <= 1 for cell in cells) and sum(len(c[0]) for c in cells if c) <= _LONGEST_ROW
        if single and len(cells) > 1:
            self.lines[start:] = [" | ".join(cell[0] for cell in cells if cell)]

    def text(self) -> str:
        """All lines; at most one empty line between two."""
        kept: list[str] = []
        for line in self.lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip()
