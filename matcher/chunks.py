"""Tokens by chunk: spaCy's tokenizer looks at one stretch between blanks at a time, so its answer keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
CHUNK = re.compile(r"\S+ ?|\s+")


class Rows:
    """A table of int64 that grows by rows."""

    def __init__(self, width: int) -> None:
        self._table = np.zeros((1024, width), dtype=np.int64)
        self._pending: list[Sequence[int]] = []
        self._filled = 0

    def __len__(self) -> int:
        return self._filled + len(self._pending)

    def append(self, row: Sequence[int]) -> None:
        """Add one row."""
        self._pending.append(row)

    def view(self) -> Ints:
        """All rows. Shape (rows, width); good until the next row."""
        if self._pending:
            wanted = len(self)
            if wanted > len(self._table):
                more = np.zeros((wanted + wanted // 2, self._table.shape[1]), dtype=np.int64)
                more[: self._filled] = self._table[: self._filled]
                self._table = more
            self._table[self._filled : wanted] = self._pending
            self._pending, self._filled = [], wanted
        return self._table[: self._filled]


class Chunks:
    """Remembers the tokens of every chunk met: a word with the blank after it, or a run of other blanks.

    ``tokenise`` gives the tokens of each of some chunks, as (start, end, id) each; ``characters`` says how much
    is remembered.
    """

    def __init__(self, tokenise: Callable[[list[str]], Iterable[list[tuple[int, int, int]]]]) -> None:
        self._tokenise = tokenise
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.characters = 0
        self._ids: dict[str, int] = {}
        self._tokens = Rows(3)
        self._first = Rows(1)
        self._first.append((0,))

    def __len__(self) -> int:
        return len(self._ids)

    def tokens(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """Start, end and id of every token, shape (tokens, 3); first token of each text, shape (texts + 1,).

        Starts and ends count characters from the beginning of the first text, as if all were one.
        """
        found = [CHUNK.findall(text) for text in texts]
        chunks = list(chain.from_iterable(found))
        get = self._ids.get
        known = [get(chunk, -1) for chunk in chunks]
        if -1 in known:
            self._add(list(dict.fromkeys(chunk for i, chunk in zip(known, chunks, strict=True) if i < 0)))
            known = [self._ids[chunk] for chunk in chunks]
        ids = np.array(known, dtype=np.int64)
        first = self._first.view()[:, 0]
        lengths = np.fromiter(map(len, chunks), np.int64, len(chunks))
        counts = first[ids + 1] - first[ids]
        ends = np.concatenate([[0], np.cumsum(counts)])
        rows = np.repeat(first[ids] - ends[:-1], counts) + np.arange(ends[-1])
        table = self._tokens.view()[rows]
        table[:, :2] += np.repeat(np.cumsum(lengths) - lengths, counts)[:, None]
        of_text = np.cumsum([0, *map(len, found)])
        return table, ends[of_text]

    def _add(self, chunks: list[str]) -> None:
        for chunk, tokens in zip(chunks, self._tokenise(chunks), strict=True):
            for token in tokens:
                self._tokens.append(token)
            self._first.append((len(self._tokens),))
            self._ids[chunk] = len(self._ids)
            self.characters += len(chunk)
