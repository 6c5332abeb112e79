"""One run from input to output: read, score, write, and leave a whole output or none."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.batch.answer import columns
from matcher.batch.formats import Form, form_of
from matcher.batch.options import BatchError, BatchOptions, UsageError
from matcher.batch.parquet import ParquetSource
from matcher.batch.pool import Scorer
from matcher.batch.readers import CsvSource, FolderSource, JsonSource, all_names
from matcher.batch.resume import Checkpoint, Progress, identity_of
from matcher.batch.scoring import loaded, settled
from matcher.batch.source import Chunk, Source
from matcher.batch.summary import Speed, chosen, count, kept, replaced, resumed, summary, telling
from matcher.batch.writers import Writer, writer_to
from matcher.data import data_path
from matcher.engine.persist import digest_of
from matcher.version import __version__

STREAM = "-"
Say = Callable[[str], None]
EVERY = 8
"""Chunks between checkpoints, and so between frames of packed output: never changed by time or speed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: counts by label and status, and the words that tell them."""

    rows: int
    errors: int
    counts: dict[str, int]
    words: str


def run_batch(source: str, output: str, options: BatchOptions, say: Say = print) -> Outcome:
    """Score every row of ``source`` into ``output``; ``-`` is standard input and output (JSON lines).

    Raises ``UsageError`` before anything is written, ``BatchError`` where the run cannot go on.
    """
    begun = time.monotonic()
    if source != STREAM and not Path(source).exists():
        raise UsageError(f"{source}: non esiste.", f"{source}: does not exist.")
    form = Form("jsonl", "") if output == STREAM else form_of(Path(output))
    _sensible(source, output, form, options)
    matcher = (settled if options.workers < 2 else loaded)(options.model, options.pipeline)
    labels = tuple(str(label) for label in matcher.classes_)
    with _opened(source, form, options) as rows, _errors_named(output):
        if rows.taken.text:
            say(chosen(rows.taken, options.lang))
        checkpoint = (
            None if output == STREAM else _checkpoint(source, output, options, matcher.info_.pipeline)
        )
        progress = Progress() if checkpoint is None else _started(checkpoint, options, say)
        added = columns(options.explain, labels, () if rows.kind == form.kind == "jsonl" else rows.columns)
        target = sys.stdout.buffer if checkpoint is None else checkpoint.partial
        before, scorer = progress.rows, Scorer(options)
        with _left_whole(checkpoint, options.lang, say):
            writer = writer_to(target, form, rows, added, progress.written)
            _go(_Line(rows, scorer, writer, checkpoint), progress, options.lang)
            writer.finish(Path(output))
        if checkpoint is not None:
            checkpoint.clear()
    speed = Speed(progress.rows - before, scorer.scored, time.monotonic() - begun)
    words = summary(progress, labels, speed, options.lang)
    return Outcome(progress.rows, progress.counts.get("error", 0), progress.counts, words)


def _checkpoint(source: str, output: str, options: BatchOptions, pipeline: str) -> Checkpoint:
    folder = Path(options.model) if options.model else data_path("models", "sale")
    model = {"content": digest_of(folder), "code": __version__, "pipeline": pipeline}
    identity = {} if source == STREAM else identity_of(Path(source), options, model)
    return Checkpoint(Path(output), identity)


def _started(checkpoint: Checkpoint, options: BatchOptions, say: Say) -> Progress:
    """Where the run begins, said where it is not plainly at the first row of a new file."""
    progress = checkpoint.resume() if options.resume else checkpoint.begin()
    if options.resume:
        say(resumed(progress.rows, options.lang))
    if checkpoint.output.exists():
        say(replaced(str(checkpoint.output), options.lang))
    return progress


@contextmanager
def _left_whole(checkpoint: Checkpoint | None, lang: str, say: Say) -> Iterator[None]:
    """Where a run breaks off, leave beside the output only what ``--resume`` can go on from, and say so."""
    try:
        yield
    except BaseException:
        if checkpoint is not None and checkpoint.state.exists():
            say(kept(str(checkpoint.partial), checkpoint.rows, lang))
        elif checkpoint is not None:
            with suppress(OSError):
                checkpoint.clear()
        raise


@dataclass(frozen=True, slots=True)
class _Line:
    """The stations that every chunk passes."""

    rows: Source
    scorer: Scorer
    writer: Writer
    checkpoint: Checkpoint | None

    def save(self, progress: Progress) -> None:
        progress.written = self.writer.checkpoint()
        if self.checkpoint is not None:
            self.checkpoint.save(progress)


def _go(line: _Line, progress: Progress, lang: str) -> None:
    """Chunks through the scorer into the writer, with a checkpoint now and then."""
    before = progress.rows

    def asked() -> Iterator[tuple[Chunk, list[tuple[object, object]]]]:
        for chunk in line.rows.chunks(before):
            values, chunk.values = chunk.values, []
            yield chunk, values

    with telling(lang) as tick:
        for number, (chunk, answers) in enumerate(line.scorer.run(asked()), 1):
            line.writer.write(chunk, answers)
            count(progress, chunk.names, answers)
            if number % EVERY == 0:
                line.save(progress)
            tick(progress.rows - before, *line.rows.progress())
    line.save(progress)


def _sensible(source: str, output: str, form: Form, options: BatchOptions) -> None:
    """Raise ``UsageError`` for what cannot be asked."""
    if form.kind == "folder":
        raise UsageError(f"{output}: è una cartella, serve un file.", f"{output}: is a folder, give a file.")
    if options.resume and STREAM in (source, output):
        raise UsageError(
            "--resume vuole un file in ingresso e uno in uscita.", "--resume needs a file in and a file out."
        )
    if output == STREAM:
        return
    if not Path(output).absolute().parent.is_dir():
        raise UsageError(f"{output}: la cartella non esiste.", f"{output}: the folder does not exist.")
    if source != STREAM and Path(output).exists() and Path(source).samefile(output):
        raise UsageError(f"{output}: è anche l'ingresso.", f"{output}: is the input too.")


@contextmanager
def _opened(source: str, target: Form, options: BatchOptions) -> Iterator[Source]:
    if source == STREAM:
        yield _stream(target, options)
        return
    path = Path(source)
    form = form_of(path)
    if form.kind == "folder":
        yield FolderSource(path, options)
    elif form.kind == "parquet":
        yield ParquetSource(path, options)
    else:
        names = all_names(path, form) if form.kind == "jsonl" and target.kind != "jsonl" else None
        size = path.stat().st_size
        with path.open("rb") as raw:
            if form.kind == "csv":
                yield CsvSource(raw, form, size, options, source)
            else:
                yield JsonSource(raw, form, size, options, source, names=names)


def _stream(target: Form, options: BatchOptions) -> Source:
    """Standard input: JSON lines where it begins with a brace, else CSV."""
    raw: Any = sys.stdin.buffer
    if raw.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return CsvSource(raw, Form("csv", ""), 0, options, STREAM)
    if target.kind != "jsonl":
        raise UsageError(
            "JSON da standard input può uscire solo in .jsonl: per altri formati scriverlo prima in un file.",
            "JSON from standard input can only go to .jsonl: for other formats write it to a file first.",
        )
    return JsonSource(raw, Form("jsonl", ""), 0, options, STREAM)


@contextmanager
def _errors_named(output: str) -> Iterator[None]:
    """Failures of the output in one sentence."""
    try:
        yield
    except BrokenPipeError:
        # The interpreter must not complain of the closed pipe again at exit.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise BatchError(
            "Chi leggeva l'uscita l'ha chiusa: le righe che restano non sono state scritte.",
            "The reader of the output closed it: the remaining rows were not written.",
        ) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise BatchError(
                f"{output}: disco pieno; fare spazio e rifare con --resume.",
                f"{output}: disk full; make room and run again with --resume.",
            ) from None
        raise BatchError(
            f"{output}: lettura o scrittura non riuscita ({error.strerror}).",
            f"{output}: reading or writing failed ({error.strerror}).",
        ) from None
