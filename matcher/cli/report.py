"""``matcher report``: a batch as one page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import COLUMNS, SCORING, Shared, complain, takes
from matcher.errors import MatcherError
from matcher.messages import pick

HELP = both(
    "Una pagina HTML su un lotto di annunci o CV: livelli, casi dubbi, parole, tabella con ricerca.",
    "One HTML page on a batch of ads or CVs: levels, doubtful cases, evidence, a table to search.",
)


@takes(*COLUMNS, "mask", *SCORING)
def report(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help=both(
                "Uscita di «matcher batch», oppure una tabella o una cartella ancora da valutare.",
                'Output of "matcher batch", or a table or folder still to be scored.',
            ),
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PAGE", help=both("Pagina da scrivere.", "Page to write.")),
    ],
    shared: Shared,
) -> None:
    """Write the page; an input that is not scored yet is scored first."""
    from matcher.batch.options import BatchOptions, UsageError
    from matcher.report.cases import cases, shape_of
    from matcher.report.page import page
    from matcher.report.table import scored_rows

    columns = (shared.text_column, shared.title_column, shared.id_column)
    how = BatchOptions(*columns, "terms", model=shared.model, pipeline=shared.pipeline, lang=shared.lang)
    try:
        rows = scored_rows(source, how, complain)
    except UsageError as error:
        complain(error.say(shared.lang))
        raise typer.Exit(2) from None
    found = cases(rows, shape_of(rows, *columns, shared.mask))
    replaced = output.exists()
    _write(output, page(found, Path(source).name, shared.lang))
    how_written = pick(shared.lang, ", sostituito", ", replaced") if replaced else ""
    typer.echo(
        pick(
            shared.lang,
            f"{output}: {len(found)} casi{how_written}.",
            f"{output}: {len(found)} cases{how_written}.",
        )
    )


def _write(path: Path, text: str) -> None:
    """The page, whole or not at all. Raises ``MatcherError`` where it cannot be written."""
    from matcher.data import written_whole

    try:
        with written_whole(path) as beside:
            beside.write_text(text, encoding="utf-8")
    except OSError:
        raise MatcherError(
            f"{path}: non si può scrivere; controllare la cartella e i permessi.",
            f"{path}: cannot be written; check its folder and permissions.",
        ) from None
