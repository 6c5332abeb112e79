"""``matcher score``: the level of one or more texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli.options import (
    Common,
    Format,
    FormatOption,
    LangOption,
    ModelOption,
    PipelineOption,
    both,
    common,
    complain,
    load_matcher,
    on_terminal,
    show,
    write,
)
from matcher.errors import MatcherError
from matcher.messages import pick

if TYPE_CHECKING:
    from matcher.model import Matcher
    from matcher.types import Match

HELP = both(
    "Livello di uno o più annunci o CV, con i termini che lo spiegano.",
    "Level of one or more job ads or CVs, with the terms that explain it.",
)


def score(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help=both(
                "File di testo o HTML; - o niente: standard input.",
                "Text or HTML files; - or nothing: standard input.",
            ),
        ),
    ] = None,
    *,
    text: Annotated[
        str | None, typer.Option("--text", help=both("Il testo stesso.", "The text itself."))
    ] = None,
    form: FormatOption = Format.TEXT,
    model: ModelOption = None,
    lang: LangOption = None,
    pipeline: PipelineOption = None,
) -> None:
    """Score texts in order; one that can't be read is told on standard error, and the rest goes on."""
    options = common(ctx, lang, pipeline)
    if text is not None and files:
        raise typer.BadParameter("--text + FILE")
    matcher = load_matcher(options, model)
    failed = False
    for name, content in [("-", text)] if text is not None else _read(files or ["-"], options):
        if content is None:
            failed = True
        else:
            _show(matcher, matcher.match(content, source=name), form, options)
    raise typer.Exit(1 if failed else 0)


def _read(names: list[str], options: Common) -> Iterator[tuple[str, str | None]]:
    """Name and text of each input; None for one that can't be read, after saying why."""
    from matcher.documents import read_document

    for name in names:
        if name == "-" and sys.stdin.isatty():
            complain(
                pick(
                    options.lang,
                    "Incollare il testo e chiudere con Ctrl-D.",
                    "Paste the text and end with Ctrl-D.",
                )
            )
        try:
            yield name, read_document(Path(name)).text
        except MatcherError as error:
            complain(error.say(options.lang))
            yield name, None


def _show(matcher: Matcher, match: Match, form: Format, options: Common) -> None:
    if form is Format.JSON:
        from matcher.render.json import to_json

        write(to_json(match))
        if match.status != "ok":
            from matcher.render.text import declined

            complain(f"{match.source}: {declined(match.status, options.lang)}")
        return
    from matcher.render.text import text_view

    show(text_view(match, matcher.knowledge_.skill, options.lang, plain=not on_terminal()))
