"""Clean texts, tokens and clauses of many documents in flat arrays, so that scoring is one pass of NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.language import FUNCTION, NUMBER, WORD, Language
from matcher.text.clauses import cut
from matcher.text.clean import Cleaned, clean

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parsed:
    """Documents as flat arrays: tokens point to clauses, clauses to documents.

    ``tokens`` are only those inside clauses. ``starts`` and ``ends`` are characters of the clean text;
    ``first`` has one entry a clause and one more: clause ``i`` holds tokens ``first[i]:first[i + 1]``.
    """

    cleaned: list[Cleaned]
    lexemes: Ints
    starts: Ints
    ends: Ints
    clause_of: Ints
    first: Ints
    doc_of: Ints
    clause_starts: Ints
    clause_ends: Ints
    line: Ints
    whole: NDArray[np.bool_]
    colon: NDArray[np.bool_]

    @property
    def n_docs(self) -> int:
        """Number of documents."""
        return len(self.cleaned)

    @property
    def n_clauses(self) -> int:
        """Number of clauses of all documents."""
        return len(self.doc_of)

    def clauses_of(self, doc: int) -> slice:
        """The clauses of a document."""
        return slice(*np.searchsorted(self.doc_of, [doc, doc + 1]).tolist())


def parse(texts: Sequence[str], language: Language) -> Parsed:
    """Clean, tokenise and cut ``texts``."""
    cleaned = [clean(text) for text in texts]
    lexemes, starts, ends, clause_of = [], [], [], []
    rows: list[tuple[int, int, int, int, bool, bool]] = []
    for doc, tokens in enumerate(language.pipe(c.text for c in cleaned)):
        pieces = cut(cleaned[doc].text)
        if not pieces:
            continue
        begins = np.fromiter((p.start for p in pieces), np.int64, len(pieces))
        stops = np.fromiter((p.end for p in pieces), np.int64, len(pieces))
        own = np.searchsorted(begins, tokens.starts, side="right") - 1
        inside = (own >= 0) & (tokens.starts < stops[own])
        clause_of.append(own[inside] + len(rows))
        lexemes.append(tokens.lexemes[inside])
        starts.append(tokens.starts[inside])
        ends.append(tokens.ends[inside])
        rows += [(doc, p.start, p.end, p.line, p.whole, p.colon) for p in pieces]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 6)
    owner = _join(clause_of)
    return Parsed(
        cleaned,
        _join(lexemes),
        _join(starts),
        _join(ends),
        owner,
        np.searchsorted(owner, np.arange(len(rows) + 1)),
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3],
        table[:, 4].astype(bool),
        table[:, 5].astype(bool),
    )


def content(parsed: Parsed, language: Language) -> NDArray[np.bool_]:
    """Which tokens carry content: words and numbers, not function words or signs. Shape (tokens,)."""
    kinds = np.array(language.lexemes.kinds, dtype=np.int64)[parsed.lexemes]
    return (kinds == WORD) | (kinds == NUMBER)


def spoken(parsed: Parsed, language: Language) -> NDArray[np.bool_]:
    """Which tokens are words of any kind. Shape (tokens,)."""
    kinds = np.array(language.lexemes.kinds, dtype=np.int64)[parsed.lexemes]
    return (kinds == WORD) | (kinds == NUMBER) | (kinds == FUNCTION)


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
