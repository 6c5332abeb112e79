"""Several ads or CVs side by side: their levels, the responsibilities each shows, a CV against what an ad asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.framework import Responsibility, Skill
from matcher.match import Match
from matcher.types import Span

_LONGEST_QUOTE = 110


@dataclass(frozen=True, slots=True)
class Shown:
    """How likely a text states a responsibility, and its clause that does; ``span`` is None where none does."""

    similarity: float
    span: Span | None
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """One responsibility and how each text meets it."""

    responsibility: Responsibility
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A CV (by its place) against an ad: responsibilities asked for and shown, asked for and not, shown besides."""

    ad: int
    cv: int
    met: tuple[str, ...]
    missing: tuple[str, ...]
    besides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The texts compared, a row a responsibility, a fit for each pair of an ad and a CV."""

    matches: tuple[Match, ...]
    skill: Skill
    rows: tuple[Row, ...]
    fits: tuple[Fit, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as one JSON object."""
        return {
            "texts": [
                {
                    "source": m.source,
                    "kind": m.kind,
                    "status": m.status,
                    "label": m.label,
                    "level": m.level,
                    "probabilities": {label: round(p, 6) for label, p in m.probabilities.items()},
                }
                for m in self.matches
            ],
            "responsibilities": [
                {
                    "id": row.responsibility.id,
                    "text": row.responsibility.text,
                    "shown": [
                        {
                            "similarity": round(s.similarity, 6),
                            "span": None if s.span is None else list(s.span),
                            "quote": s.quote,
                        }
                        for s in row.shown
                    ],
                }
                for row in self.rows
            ],
            "fits": [
                {
                    "ad": self.matches[fit.ad].source,
                    "cv": self.matches[fit.cv].source,
                    "met": list(fit.met),
                    "missing": list(fit.missing),
                    "besides": list(fit.besides),
                }
                for fit in self.fits
            ],
        }


def compare(matches: Sequence[Match], skill: Skill) -> Comparison:
    """Put texts side by side; every ad is held against every CV."""
    met = [{c.responsibility: c for c in m.coverage} for m in matches]
    rows = []
    for one in skill.responsibilities.values():
        shown = []
        for match, covered in zip(matches, met, strict=True):
            found = covered.get(one.id)
            span = found.span if found else None
            shown.append(Shown(found.similarity if found else 0.0, span, _quote(match, span)))
        rows.append(Row(one, tuple(shown)))
    fits = [
        _fit(rows, ad, cv)
        for ad, asks in enumerate(matches)
        for cv, shows in enumerate(matches)
        if asks.kind == "ad" and shows.kind == "cv" and asks.label and shows.label
    ]
    return Comparison(tuple(matches), skill, tuple(rows), tuple(fits))


def _fit(rows: Sequence[Row], ad: int, cv: int) -> Fit:
    """Two responsibilities in the same words, of two levels, are one duty and count once."""
    words = {row.responsibility.id: row.responsibility.text.casefold() for row in rows}
    asked = [row.responsibility.id for row in rows if row.shown[ad].span]
    shows = [row.responsibility.id for row in rows if row.shown[cv].span]
    asked_words, shown_words = ({words[code] for code in codes} for codes in (asked, shows))

    def once(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple({words[code]: code for code in codes}.values())

    return Fit(
        ad,
        cv,
        once(code for code in asked if words[code] in shown_words),
        once(code for code in asked if words[code] not in shown_words),
        once(code for code in shows if words[code] not in asked_words),
    )


def _quote(match: Match, span: Span | None) -> str:
    if span is None:
        return ""
    words = " ".join(match.text[slice(*span)].split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip(" ,;") + "…"
