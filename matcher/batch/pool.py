"""Scores chunks of texts in order, in this process or in others, each distinct text once."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

from matcher.batch.answer import Answer
from matcher.batch.options import BatchError, BatchOptions
from matcher.batch.scoring import answers, loaded, readable, settled
from matcher.isolated import safe_children

REMEMBERED = {"none": 16_384, "terms": 16_384, "full": 512}
AHEAD = 3
Rows = TypeVar("Rows")
Value = tuple[object, object]


class _Slot:
    """The place of one distinct text's answer."""

    __slots__ = ("answer",)

    def __init__(self, answer: Answer | None = None) -> None:
        self.answer = answer


@dataclass(slots=True)
class _Asked(Generic[Rows]):
    """A chunk on its way: what its rows wait for, and what was asked for it."""

    rows: Rows
    waiting: list[_Slot]
    new: list[_Slot]
    future: Future[list[Answer]]


class Scorer:
    """Answers chunks in order; ``workers`` above 1 are processes that load the model once each.

    Memory is bounded: a few chunks are on their way at a time, and only the last distinct texts are
    remembered, by digest.
    """

    def __init__(self, options: BatchOptions) -> None:
        self.options = options
        self._known: OrderedDict[bytes, _Slot] = OrderedDict()
        self.scored = 0

    def run(self, chunks: Iterable[tuple[Rows, Sequence[Value]]]) -> Iterator[tuple[Rows, list[Answer]]]:
        """Each chunk with its answers. Raises ``BatchError`` where a worker dies."""
        if self.options.workers < 2:
            for rows, values in chunks:
                yield self._done(self._ask(rows, values, self._here))
            return
        with safe_children(), self._pool() as pool:
            try:
                yield from self._ahead(chunks, pool)
            except BrokenProcessPool:
                raise BatchError(
                    "Un processo di lavoro è morto (memoria finita?): rifare con --resume e meno --workers.",
                    "A worker process died (out of memory?): run again with --resume and fewer --workers.",
                ) from None
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.options.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self.options.model, self.options.pipeline),
        )

    def _ahead(
        self, chunks: Iterable[tuple[Rows, Sequence[Value]]], pool: ProcessPoolExecutor
    ) -> Iterator[tuple[Rows, list[Answer]]]:
        asked: deque[_Asked[Rows]] = deque()
        explain, lang = self.options.explain, self.options.lang

        def send(texts: list[str]) -> Future[list[Answer]]:
            return pool.submit(_work, texts, self.options.model, self.options.pipeline, explain, lang)

        for rows, values in chunks:
            asked.append(self._ask(rows, values, send))
            while len(asked) >= AHEAD * self.options.workers or (asked and asked[0].future.done()):
                yield self._done(asked.popleft())
        while asked:
            yield self._done(asked.popleft())

    def _here(self, texts: list[str]) -> Future[list[Answer]]:
        future: Future[list[Answer]] = Future()
        options = self.options
        future.set_result(_work(texts, options.model, options.pipeline, options.explain, options.lang))
        return future

    def _ask(
        self, rows: Rows, values: Sequence[Value], send: Callable[[list[str]], Future[list[Answer]]]
    ) -> _Asked[Rows]:
        waiting, new, texts = [], [], []
        for value, title in values:
            if isinstance(value, Trouble):
                waiting.append(_Slot(Answer("error", error=value.said)))
                continue
            text, error = readable(value, title, self.options.lang)
            if error is not None:
                waiting.append(_Slot(Answer("error", error=error)))
                continue
            digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            slot = self._known.get(digest)
            if slot is None:
                slot = self._known[digest] = _Slot()
                new.append(slot)
                texts.append(text)
            else:
                self._known.move_to_end(digest)
            waiting.append(slot)
        while len(self._known) > REMEMBERED[self.options.explain]:
            self._known.popitem(last=False)
        return _Asked(rows, waiting, new, send(texts))

    def _done(self, asked: _Asked[Rows]) -> tuple[Rows, list[Answer]]:
        for slot, answer in zip(asked.new, asked.future.result(), strict=True):
            slot.answer = answer
        self.scored += len(asked.new)
        return asked.rows, [slot.answer for slot in asked.waiting if slot.answer is not None]


class Trouble:
    """A row without a text to score, and why."""

    __slots__ = ("said",)

    def __init__(self, said: str) -> None:
        self.said = said


def _begin(model: str | None, pipeline: str) -> None:
    """Start a worker: it leaves interrupts to its parent, keeps to one core, and dies with its parent."""
    import signal
    from threading import Thread

    from threadpoolctl import threadpool_limits

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threadpool_limits(1)
    Thread(target=_die_with_parent, daemon=True).start()
    settled(model, pipeline)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _work(texts: list[str], model: str | None, pipeline: str, explain: str, lang: str) -> list[Answer]:
    return list(answers(loaded(model, pipeline), texts, explain, lang))
