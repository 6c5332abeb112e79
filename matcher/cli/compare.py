"""``matcher compare``: ads and CVs side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.cli.options import (
    LangOption,
    ModelOption,
    PipelineOption,
    both,
    common,
    complain,
    load_matcher,
    show,
    write,
)
from matcher.cli.score import Format, Kind
from matcher.errors import MatcherError

HELP = both(
    "Annunci e CV a confronto: livelli e responsabilità; un CV con quello che un annuncio chiede.",
    "Ads and CVs side by side: levels and responsibilities; a CV with what an ad asks for.",
)


def compare(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help=both("Due o più PDF, Word, HTML o testi.", "Two or more PDF, Word, HTML or text files."),
        ),
    ],
    *,
    form: Annotated[
        Format, typer.Option("--format", help=both("Formato dell'uscita.", "Output format."))
    ] = Format.TEXT,
    kind: Annotated[
        Kind,
        typer.Option(
            help=both(
                "Annunci o CV: lo dice il testo, o chi scrive.", "Ads or CVs: the text tells, or you do."
            )
        ),
    ] = Kind.AUTO,
    mask: Annotated[
        bool, typer.Option("--mask", help=both("Copri i dati personali.", "Cover personal data."))
    ] = False,
    model: ModelOption = None,
    lang: LangOption = None,
    pipeline: PipelineOption = None,
) -> None:
    """Compare what can be read; what cannot is told on standard error."""
    options = common(ctx, lang, pipeline)
    if len(files) < 2:
        raise typer.BadParameter("FILE FILE ...")
    from matcher.compare import compare as put_side_by_side
    from matcher.documents import read_document
    from matcher.reading.read import Options, read_text

    matcher = load_matcher(options, model)
    how = Options(kind.value, mask)
    readings = []
    for name in files:
        try:
            readings.append(read_text(matcher, read_document(name).text, name, how))
        except MatcherError as error:
            complain(error.say(options.lang))
    if readings:
        made = put_side_by_side(readings, matcher.knowledge_.skill)
        if form is Format.JSON:
            from matcher.render.json import line

            write(line(made.to_dict()))
        elif form is Format.HTML:
            from matcher.render.comparison import comparison_page

            write(comparison_page(made, options.lang).encode("utf-8", "replace"))
        else:
            from matcher.render.comparison import comparison_text

            show(comparison_text(made, options.lang))
    fine = len(readings) == len(files) and all(r.match.status == "ok" for r in readings)
    raise typer.Exit(0 if fine else 1)
