"""What a run tells: how far it is, and at the end what came out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from matcher.batch.answer import Answer
from matcher.batch.resume import Progress
from matcher.batch.source import Columns
from matcher.messages import pick

EVERY = 60.0
SHOWN = 5
Tick = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Speed:
    """Rows and distinct texts of this run, and its time."""

    rows: int
    texts: int
    seconds: float


def count(progress: Progress, names: Sequence[str], answers: Sequence[Answer]) -> None:
    """Add a chunk's rows to the counts; the first errors are kept as examples."""
    for number, (name, answer) in enumerate(zip(names, answers, strict=True), progress.rows + 1):
        kind = answer.label or answer.status
        progress.counts[kind] = progress.counts.get(kind, 0) + 1
        if answer.status == "error" and len(progress.examples) < SHOWN:
            progress.examples.append(f"{number}{f' ({name})' if name else ''}: {answer.error}")
    progress.rows += len(answers)


def chosen(taken: Columns, lang: str) -> str:
    """Which columns were taken."""
    parts = [
        (pick(lang, "testo", "text"), taken.text),
        (pick(lang, "titolo", "title"), taken.title),
        ("id", taken.id),
    ]
    return pick(lang, "Colonne: ", "Columns: ") + ", ".join(
        f"{role} = {name}" for role, name in parts if name
    )


def resumed(rows: int, lang: str) -> str:
    """Where a run with ``--resume`` begins."""
    if not rows:
        return pick(
            lang,
            "Niente da riprendere: si parte dalla prima riga.",
            "Nothing to resume: starting at the first row.",
        )
    return pick(
        lang,
        f"Ripresa dalla riga {rows + 1}: {rows} righe erano già fatte.",
        f"Resumed at row {rows + 1}: {rows} rows were done.",
    )


def replaced(output: str, lang: str) -> str:
    """That there is an output of that name."""
    return pick(
        lang,
        f"{output}: c'è già; sarà sostituito quando tutte le righe saranno fatte.",
        f"{output}: is there already; it will be replaced once all rows are done.",
    )


def kept(partial: str, rows: int, lang: str) -> str:
    """What a broken run leaves."""
    return pick(
        lang,
        f"{partial}: {rows} righe già fatte; lo stesso comando con --resume le riprende.",
        f"{partial}: {rows} rows are done; the same command with --resume goes on from there.",
    )


def summary(progress: Progress, labels: Sequence[str], speed: Speed, lang: str) -> str:
    """Rows by label and status, errors, rate."""
    counts = progress.counts
    by_label = [f"{label}: {counts[label]}" for label in labels if label in counts]
    rest = sorted(counts.keys() - {*labels, "error"})
    declined = [f"{kind}: {counts[kind]}" for kind in rest]
    errors = counts.get("error", 0)
    rate = f"{speed.rows / max(speed.seconds, 1e-9):.0f}"
    lines = [
        pick(lang, f"Righe: {progress.rows}", f"Rows: {progress.rows}"),
        pick(lang, "Etichette: ", "Labels: ") + (", ".join(by_label) or "-"),
        pick(lang, "Senza etichetta: ", "Without a label: ") + (", ".join(declined) or "-"),
        pick(lang, f"Errori: {errors}", f"Errors: {errors}"),
        *(pick(lang, f"  riga {example}", f"  row {example}") for example in progress.examples),
        pick(
            lang,
            f"Testi distinti: {speed.texts}; {rate} righe al secondo, {speed.seconds:.1f} s",
            f"Distinct texts: {speed.texts}; {rate} rows a second, {speed.seconds:.1f} s",
        ),
    ]
    return "\n".join(lines)


@contextmanager
def telling(lang: str) -> Iterator[Tick]:
    """A bar on a terminal, a line a minute otherwise, on standard error.

    Yields what to call with rows done, and how much of how much is read.
    """
    if sys.stderr.isatty():
        with _bar(lang) as tick:
            yield tick
        return
    begun = last = time.monotonic()

    def line(rows: int, read: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY:
            return
        last = now
        share = f", {100 * read / total:.0f}%" if total else ""
        rate = rows / (now - begun)
        words = pick(lang, f"{rows} righe{share}, {rate:.0f}/s", f"{rows} rows{share}, {rate:.0f}/s")
        print(words, file=sys.stderr, flush=True)

    yield line


@contextmanager
def _bar(lang: str) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    rows_word = pick(lang, "righe", "rows")
    words = TextColumn("{task.fields[rows]} " + rows_word + ", {task.fields[rate]:.0f}/s")
    begun = time.monotonic()
    with Progress(
        words, BarColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task("", total=None, rows=0, rate=0.0)

        def tick(rows: int, read: int, total: int) -> None:
            rate = rows / max(1e-9, time.monotonic() - begun)
            progress.update(task, total=total or None, completed=read, rows=rows, rate=rate)

        yield tick
