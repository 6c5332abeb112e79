"""How right the links between the text and the framework are, on segments that people linked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from matcher.errors import DataError
from matcher.types import Span

if TYPE_CHECKING:
    from matcher.match import Match
    from matcher.trained import Trained


class Segment(BaseModel):
    """Characters ``span`` of a text, the responsibilities that a fair reader accepts for them, and the best one.

    ``best`` is empty where the segment does not clearly state a responsibility.
    """

    model_config = ConfigDict(frozen=True)

    span: Span
    accepted: tuple[str, ...] = ()
    best: str | None = None


class LinkedText(BaseModel):
    """One line of a file of links."""

    model_config = ConfigDict(frozen=True)

    text: Annotated[str, Field(min_length=1)]
    segments: tuple[Segment, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """``links`` that were shown, how many are ``accepted``; ``stated`` segments and how many are ``met``."""

    links: int
    accepted: int
    stated: int
    met: int

    @property
    def precision(self) -> float | None:
        """Accepted links of all."""
        return self.accepted / self.links if self.links else None

    @property
    def recall(self) -> float | None:
        """Segments that state a responsibility and got a link that is accepted, of all that state one."""
        return self.met / self.stated if self.stated else None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON."""
        return {
            "links": self.links,
            "accepted": self.accepted,
            "precision": self.precision,
            "stated": self.stated,
            "met": self.met,
            "recall": self.recall,
        }


@dataclass(frozen=True, slots=True)
class LinkReport:
    """Figures over all, and by responsibility: of its links, and of the segments that it is the best of."""

    texts: int
    segments: int
    overall: LinkFigures
    by_responsibility: dict[str, LinkFigures]

    def to_dict(self) -> dict[str, Any]:
        """The report as one JSON object."""
        each = {r: figures.to_dict() for r, figures in self.by_responsibility.items()}
        overall = self.overall.to_dict()
        return {"texts": self.texts, "segments": self.segments, **overall, "by_responsibility": each}


def read_links(path: Path | str, responsibilities: Iterable[str]) -> list[LinkedText]:
    """Texts of a JSONL file of ``{"id", "text", "segments": [{"span", "accepted", "best"}]}``.

    Raises ``DataError`` that names the file, the line and the mend.
    """
    file, known = Path(path), set(responsibilities)
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise DataError(
            f"{file}: non si può leggere; controllare che il file esista e sia in UTF-8.",
            f"{file}: cannot be read; check that the file exists and is in UTF-8.",
        ) from None
    texts = [_linked(file, number, line, known) for number, line in enumerate(lines, 1) if line.strip()]
    if not texts:
        raise DataError(
            f"{file}: nessun testo; scrivere un oggetto JSON con text e segments per riga.",
            f"{file}: no text; write one JSON object with text and segments a line.",
        )
    return texts


def _linked(file: Path, number: int, line: str, known: set[str]) -> LinkedText:
    try:
        text = LinkedText.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise _bad(file, number, f"voce «{place}» mancante o sbagliata", f"{place}: {first['msg']}") from None
    for segment in text.segments:
        start, end = segment.span
        if not 0 <= start < end <= len(text.text):
            span = list(segment.span)
            raise _bad(file, number, f"l'intervallo {span} esce dal testo", f"span {span} leaves the text")
        for code in (*segment.accepted, *([segment.best] if segment.best else [])):
            if code not in known:
                raise _bad(
                    file,
                    number,
                    f"la responsabilità «{code}» non c'è",
                    f'there is no responsibility "{code}"',
                )
    return text


def _bad(file: Path, line: int, it: str, en: str) -> DataError:
    form = '{"text": "…", "segments": [{"span": [0, 40], "accepted": ["5.3"], "best": "5.3"}]}'
    return DataError(
        f"{file}, riga {line}: {it}; la forma è {form}, correggerla.",
        f"{file}, line {line}: {en}; the form is {form}, mend the line.",
    )


def evaluate_links(matcher: Trained, texts: Sequence[LinkedText]) -> LinkReport:
    """Hold what ``matcher`` links to what people accept."""
    matches = matcher.match_many(text.text for text in texts)
    links: list[tuple[str, bool]] = []
    stated: list[tuple[str, bool]] = []
    for text, match in zip(texts, matches, strict=True):
        shown = shown_links(match)
        for segment in text.segments:
            told = {r for span, r in shown if _inside(span, segment.span)}
            links += [(r, r in segment.accepted) for r in sorted(told)]
            if segment.best:
                stated.append((segment.best, bool(told & set(segment.accepted))))
    codes = matcher.knowledge_.skill.responsibilities
    met = {*(r for r, _ in links), *(r for r, _ in stated)}
    each = {r: _figures(links, stated, r) for r in codes if r in met}
    n_segments = sum(len(text.segments) for text in texts)
    return LinkReport(len(texts), n_segments, _figures(links, stated), each)


def shown_links(match: Match) -> list[tuple[Span, str]]:
    """Every stretch of the text that the match ties to a responsibility, as clause or as term."""
    terms = [(span, o.responsibility) for o in match.overlaps if o.responsibility for span in o.spans]
    return [*((a.span, a.responsibility) for a in match.alignments), *terms]


def _inside(span: Span, segment: Span) -> bool:
    """Whether the middle of a stretch lies in the segment."""
    return segment[0] <= (span[0] + span[1]) / 2 < segment[1]


def _figures(
    links: list[tuple[str, bool]], stated: list[tuple[str, bool]], only: str | None = None
) -> LinkFigures:
    shown = [right for r, right in links if only in (None, r)]
    wanted = [right for r, right in stated if only in (None, r)]
    return LinkFigures(len(shown), sum(shown), len(wanted), sum(wanted))
