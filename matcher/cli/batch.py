"""``matcher batch``: a spreadsheet, JSON lines, Parquet or a folder of documents, row by row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import COLUMNS, SCORING, Shared, complain, takes

HELP = both(
    "Livello di ogni riga di una tabella (.csv, .jsonl, .parquet) o di ogni documento di una cartella.",
    "Level of each row of a table (.csv, .jsonl, .parquet) or of each document of a folder.",
)


class Explain(StrEnum):
    """How much of the reasons to write."""

    NONE = "none"
    TERMS = "terms"
    FULL = "full"


@takes(*COLUMNS, *SCORING)
def batch(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help=both(
                ".csv, .jsonl (anche .gz, .zst), .parquet, una cartella, o - per standard input.",
                ".csv, .jsonl (also .gz, .zst), .parquet, a folder, or - for standard input.",
            ),
        ),
    ],
    *,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUTPUT",
            help=both(
                "File da scrivere, formato dal suffisso; - per standard output (JSON).",
                "File to write, format by suffix; - for standard output (JSON).",
            ),
        ),
    ],
    explain: Annotated[
        Explain,
        typer.Option(
            help=both(
                "Motivi: nessuno, i termini in top_terms, o tutto il JSON in explanation.",
                "Reasons: none, the terms in top_terms, or the whole JSON in explanation.",
            )
        ),
    ] = Explain.TERMS,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help=both("Processi che calcolano.", "Processes that score."))
    ] = 1,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help=both("Riprendi un'esecuzione interrotta.", "Go on with an interrupted run.")
        ),
    ] = False,
    shared: Shared,
) -> None:
    """Score every row; rows that can't be scored say why in ``error`` and make the exit code 1."""
    from matcher.batch.options import BatchOptions, UsageError
    from matcher.batch.run import STREAM, run_batch

    wanted = BatchOptions(
        shared.text_column,
        shared.title_column,
        shared.id_column,
        str(explain),
        workers,
        resume,
        shared.model,
        shared.pipeline,
        shared.lang,
    )
    try:
        outcome = run_batch(source, output, wanted, complain)
    except UsageError as error:
        complain(error.say(shared.lang))
        raise typer.Exit(2) from None
    if output == STREAM:
        complain(outcome.words)
    else:
        typer.echo(outcome.words)
    raise typer.Exit(1 if outcome.errors else 0)
