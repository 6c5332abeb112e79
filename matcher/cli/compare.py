"""``matcher compare``: ads and CVs side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import (
    SCORING,
    PageFormat,
    PageFormatOption,
    Shared,
    complain,
    load_matcher,
    show,
    takes,
    write,
)
from matcher.errors import MatcherError
from matcher.messages import pick

HELP = both(
    "Annunci e CV a confronto: livelli e responsabilità; un CV con quello che un annuncio chiede.",
    "Ads and CVs side by side: levels and responsibilities; a CV with what an ad asks for.",
)


@takes("kind", "mask", *SCORING)
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
    form: PageFormatOption = PageFormat.TEXT,
    shared: Shared,
) -> None:
    """Compare what can be read; what cannot is told on standard error."""
    if len(files) < 2:
        raise typer.BadParameter(
            pick(shared.lang, "servono almeno due file da confrontare", "give at least two files to compare")
        )
    from matcher.compare import compare as put_side_by_side
    from matcher.documents import read_document

    matcher = load_matcher(shared)
    matches = []
    for name in files:
        try:
            text = read_document(name).text
            matches.append(matcher.match(text, source=name, kind=shared.kind, mask=shared.mask))
        except MatcherError as error:
            complain(error.say(shared.lang))
    if matches:
        made = put_side_by_side(matches, matcher.knowledge_.skill)
        if form is PageFormat.JSON:
            from matcher.render.json import line

            write(line(made.to_dict()))
        elif form is PageFormat.HTML:
            from matcher.render.comparison import comparison_page

            write(comparison_page(made, shared.lang).encode("utf-8", "replace"))
        else:
            from matcher.render.comparison import comparison_text

            show(comparison_text(made, shared.lang))
    fine = len(matches) == len(files) and all(m.status == "ok" for m in matches)
    raise typer.Exit(0 if fine else 1)
