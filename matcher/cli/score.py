"""``matcher score``: the level of one or more texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli.options import (
    Common,
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
    from matcher.framework import Skill
    from matcher.reading.read import Reading


class Format(StrEnum):
    """Formats of an answer."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Kind(StrEnum):
    """Kinds of text."""

    AUTO = "auto"
    AD = "ad"
    CV = "cv"


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
                "PDF, Word, ODT, RTF, HTML o testo; - o niente: standard input.",
                "PDF, Word, ODT, RTF, HTML or text; - or nothing: standard input.",
            ),
        ),
    ] = None,
    *,
    text: Annotated[
        str | None, typer.Option("--text", help=both("Il testo stesso.", "The text itself."))
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(
            help=both(
                "Annuncio o CV: lo dice il testo, o chi scrive.", "Ad or CV: the text tells, or you do."
            )
        ),
    ] = Kind.AUTO,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask", help=both("Copri i dati personali ovunque.", "Cover personal data everywhere.")
        ),
    ] = False,
    with_text: Annotated[
        bool,
        typer.Option(
            "--with-text",
            help=both("Metti il testo estratto nel JSON.", "Put the extracted text in the JSON."),
        ),
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help=both("Formato dell'uscita.", "Output format."))
    ] = Format.TEXT,
    model: ModelOption = None,
    lang: LangOption = None,
    pipeline: PipelineOption = None,
) -> None:
    """Score texts in order; one that can't be read is told on standard error, and the rest goes on."""
    options = common(ctx, lang, pipeline)
    if text is not None and files:
        raise typer.BadParameter("--text + FILE")
    from matcher.reading.read import Options, read_text

    matcher = load_matcher(options, model)
    how = Options(kind.value, mask)
    inputs = [("-", text)] if text is not None else _read(files or ["-"], options)
    readings = (
        read_text(matcher, content, name, how) if content is not None else None for name, content in inputs
    )
    done = _show_all(readings, form, options, matcher.knowledge_.skill, with_text)
    raise typer.Exit(0 if done else 1)


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


def _show_all(
    readings: Iterator[Reading | None], form: Format, options: Common, skill: Skill, with_text: bool
) -> bool:
    """Show each answer as it comes, a page once all have come; whether every input could be read."""
    done, kept = True, []
    for reading in readings:
        if reading is None:
            done = False
        elif form is Format.HTML:
            kept.append(reading)
        elif form is Format.JSON:
            _json(reading, options, with_text)
        else:
            _text(reading, options, skill)
    if kept:
        from matcher.render.career import path_html
        from matcher.render.html import page

        extras = [path_html(r, options.lang) if r.path else "" for r in kept]
        write(page([r.match for r in kept], options.lang, extras).encode("utf-8", "replace"))
    return done


def _json(reading: Reading, options: Common, with_text: bool) -> None:
    from matcher.render.json import line

    write(line(reading.to_dict(with_text)))
    if reading.match.status != "ok":
        from matcher.render.text import declined

        complain(f"{reading.match.source}: {declined(reading.match.status, options.lang)}")


def _text(reading: Reading, options: Common, skill: Skill) -> None:
    from matcher.render.career import path_text
    from matcher.render.text import text_view

    show(text_view(reading.match, skill, options.lang, plain=not on_terminal()))
    if reading.path:
        show(path_text(reading, options.lang))
