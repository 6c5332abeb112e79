"""``matcher report``: a batch as one page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.options import LangOption, ModelOption, PipelineOption, both, common, complain
from matcher.errors import MatcherError
from matcher.messages import pick

HELP = both(
    "Una pagina HTML su un lotto di annunci o CV: livelli, casi dubbi, parole, tabella con ricerca.",
    "One HTML page on a batch of ads or CVs: levels, doubtful cases, evidence, a table to search.",
)


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
    text_column: Annotated[
        str | None, typer.Option(help=both("Colonna del testo.", "Column of the text."))
    ] = None,
    title_column: Annotated[
        str | None, typer.Option(help=both("Colonna del titolo.", "Column of the title."))
    ] = None,
    id_column: Annotated[
        str | None, typer.Option(help=both("Colonna che nomina la riga.", "Column that names the row."))
    ] = None,
    mask: Annotated[
        bool, typer.Option("--mask", help=both("Copri i dati personali.", "Cover personal data."))
    ] = False,
    model: ModelOption = None,
    lang: LangOption = None,
    pipeline: PipelineOption = None,
) -> None:
    """Write the page; an input that is not scored yet is scored first."""
    from matcher.batch.options import BatchOptions, UsageError
    from matcher.report.cases import cases, shape_of
    from matcher.report.page import page
    from matcher.report.table import scored_rows

    options = common(ctx, lang, pipeline)
    how = BatchOptions(
        text_column,
        title_column,
        id_column,
        "terms",
        model=model,
        pipeline=options.pipeline,
        lang=options.lang,
    )
    try:
        rows = scored_rows(source, how, complain)
    except UsageError as error:
        complain(error.say(options.lang))
        raise typer.Exit(2) from None
    found = cases(rows, shape_of(rows, text_column, title_column, id_column, mask))
    _write(output, page(found, Path(source).name, options.lang))
    typer.echo(pick(options.lang, f"{output}: {len(found)} casi.", f"{output}: {len(found)} cases."))


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
