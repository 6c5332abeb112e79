"""Clean texts, tokens and clauses of many documents in flat arrays, so that scoring is one pass of NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matcher.language.pipeline import Language
from matcher.language.words import FUNCTION, NUMBER, WORD
from matcher.text.clauses import cut
from matcher.text.clean import Cleaned, clean
from matcher.text.personal import without_personal

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parsed:
    """Documents as flat arrays: tokens point to clauses, clauses to documents.

    ``cleaned`` are the texts as read; their ``origin`` gives back places in the texts as given.
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


def prepare(text: str) -> Cleaned:
    """A text as it is read by all that scores, trains and explains: clean, and without what is personal."""
    return without_personal(clean(text))


def parse(texts: Sequence[str | Cleaned], language: Language) -> Parsed:
    """Prepare ``texts`` (those that are not prepared yet), tokenise and cut them."""
    cleaned = [prepare(text) if isinstance(text, str) else text for text in texts]
    sizes = [len(c.text) for c in cleaned]
    offsets = np.cumsum([0, *sizes])
    tokens = language.tokens([c.text for c in cleaned])
    pieces = [cut(c.text) for c in cleaned]
    rows = np.fromiter(chain.from_iterable(chain.from_iterable(pieces)), np.int64).reshape(-1, 5)
    doc_of = np.repeat(np.arange(len(cleaned)), [len(p) for p in pieces])
    begins, stops = rows[:, 0] + offsets[doc_of], rows[:, 1] + offsets[doc_of]
    owner = np.searchsorted(begins, tokens.starts, side="right") - 1
    inside = np.flatnonzero((owner >= 0) & (tokens.starts < np.append(stops, 0)[owner]))
    owner = owner[inside]
    shift = offsets[doc_of[owner]]
    return Parsed(
        cleaned,
        tokens.lexemes[inside],
        tokens.starts[inside] - shift,
        tokens.ends[inside] - shift,
        owner,
        np.searchsorted(owner, np.arange(len(rows) + 1)),
        doc_of,
        rows[:, 0],
        rows[:, 1],
        rows[:, 2],
        rows[:, 3].astype(bool),
        rows[:, 4].astype(bool),
    )


def content(parsed: Parsed, language: Language) -> NDArray[np.bool_]:
    """Which tokens carry content: words and numbers, not function words or signs. Shape (tokens,)."""
    kinds = language.lexemes.kinds_of(parsed.lexemes)
    return np.asarray((kinds == WORD) | (kinds == NUMBER))


def spoken(parsed: Parsed, language: Language) -> NDArray[np.bool_]:
    """Which tokens are words of any kind. Shape (tokens,)."""
    kinds = language.lexemes.kinds_of(parsed.lexemes)
    return np.asarray((kinds == WORD) | (kinds == NUMBER) | (kinds == FUNCTION))
