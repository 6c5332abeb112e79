"""Tokens by chunk: spaCy's tokenizer looks at one stretch between blanks at a time, so its answer keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
LINE_END = 1
_RUN = re.compile(r"\S+|\s+")


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
    """Remembers the tokens of every chunk met: what stands between single blanks and line ends.

    ``tokenise`` gives the tokens of each of some chunks, as (start, end, id) each; ``characters`` says how much
    is remembered.
    """

    def __init__(self, tokenise: Callable[[list[str]], Iterable[list[tuple[int, int, int]]]]) -> None:
        self._tokenise = tokenise
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.characters = 0
        self._ids: dict[str, int] = {"": 0, "\n": LINE_END}
        self._tokens = Rows(3)
        self._first = Rows(1)
        for _ in range(3):
            self._first.append((0,))

    def __len__(self) -> int:
        return len(self._ids)

    def tokens(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """Start, end and id of every token, shape (tokens, 3); first token of each text, shape (texts + 1,).

        Starts and ends count characters from the beginning of the first text, as if all were one. Line ends are
        no tokens.
        """
        found = [_split(text) for text in texts]
        chunks = list(chain.from_iterable(pieces for pieces, _ in found))
        ids = self._known(chunks)
        counts = np.fromiter((len(pieces) for pieces, _ in found), np.int64, len(found))
        bounds = np.concatenate([[0], np.cumsum(counts)])
        starts = self._starts(ids, np.fromiter(map(len, chunks), np.int64, len(chunks)), bounds)
        for i, (_, own) in enumerate(found):
            if own is not None:
                starts[bounds[i] : bounds[i + 1]] = own
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        starts += np.repeat(np.cumsum(sizes) - sizes, counts)
        first = self._first.view()[:, 0]
        amounts = first[ids + 1] - first[ids]
        ends = np.concatenate([[0], np.cumsum(amounts)])
        table = self._tokens.view()[np.repeat(first[ids] - ends[:-1], amounts) + np.arange(ends[-1])]
        table[:, :2] += np.repeat(starts, amounts)[:, None]
        return table, ends[bounds]

    def _known(self, chunks: list[str]) -> Ints:
        get = self._ids.get
        ids = np.array([get(chunk, -1) for chunk in chunks], dtype=np.int64)
        unknown = np.flatnonzero(ids < 0).tolist()
        if unknown:
            self._add(list(dict.fromkeys(chunks[i] for i in unknown)))
            ids[unknown] = [self._ids[chunks[i]] for i in unknown]
        return ids

    @staticmethod
    def _starts(ids: Ints, lengths: Ints, bounds: Ints) -> Ints:
        """Where each chunk begins in its text: after those before it, each with a blank.

        ``_split`` put a blank on either side of a line end, which the text does not have.
        """
        line_end = ids == LINE_END
        line_ends_before = np.cumsum(line_end) - line_end
        spaced = np.cumsum(lengths + 1) - (lengths + 1)
        starts = spaced - 2 * line_ends_before - line_end
        first = np.append(starts, 0)[bounds[:-1]]
        return np.asarray(starts - np.repeat(first, np.diff(bounds)))

    def _add(self, chunks: list[str]) -> None:
        for chunk, tokens in zip(chunks, self._tokenise(chunks), strict=True):
            for token in tokens:
                self._tokens.append(token)
            self._first.append((len(self._tokens),))
            self._ids[chunk] = len(self._ids)
            self.characters += len(chunk)


def _split(text: str) -> tuple[list[str], list[int] | None]:
    """Chunks of a text, and where they begin if that is not plain.

    spaCy makes a token of a run of blanks less the first after a word; runs are rare, so that most texts can be
    split by the fastest means. Those around line ends lie in no clause and are left out.
    """
    if "  " not in text:
        return text.replace("\n", " \n ").split(" "), None
    chunks, starts = [], []
    for run in _RUN.finditer(text):
        chunk, start = run.group(), run.start()
        if start and chunk[0] == " ":
            chunk, start = chunk[1:], start + 1
        if chunk and chunk != "\n":
            chunks.append(chunk)
            starts.append(start)
    return chunks, starts
