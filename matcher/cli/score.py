"""``matcher score``: the level of one or more texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import (
    SCORING,
    PageFormat,
    PageFormatOption,
    Shared,
    complain,
    load_matcher,
    on_terminal,
    show,
    takes,
    write,
)
from matcher.errors import MatcherError
from matcher.messages import pick

if TYPE_CHECKING:
    from matcher.framework import Skill
    from matcher.reading.read import Reading


HELP = both(
    "Livello di uno o più annunci o CV, con i termini che lo spiegano.",
    "Level of one or more job ads or CVs, with the terms that explain it.",
)


@takes("kind", "mask", *SCORING)
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
    with_text: Annotated[
        bool,
        typer.Option(
            "--with-text",
            help=both("Metti il testo estratto nel JSON.", "Put the extracted text in the JSON."),
        ),
    ] = False,
    form: PageFormatOption = PageFormat.TEXT,
    shared: Shared,
) -> None:
    """Score texts in order; one that can't be read is told on standard error, and the rest goes on."""
    if text is not None and files:
        raise typer.BadParameter(
            pick(shared.lang, "o --text o i file, non tutti e due", "either --text or files, not both")
        )
    from matcher.reading.read import Options, read_text

    matcher = load_matcher(shared)
    how = Options(shared.kind, shared.mask)
    inputs = [("-", text)] if text is not None else _read(files or ["-"], shared)
    readings = (
        read_text(matcher, content, name, how) if content is not None else None for name, content in inputs
    )
    done = _show_all(readings, form, shared, matcher.knowledge_.skill, with_text)
    raise typer.Exit(0 if done else 1)


def _read(names: list[str], shared: Shared) -> Iterator[tuple[str, str | None]]:
    """Name and text of each input; None for one that can't be read, after saying why."""
    from matcher.documents import read_document

    for name in names:
        if name == "-" and sys.stdin.isatty():
            complain(
                pick(
                    shared.lang,
                    "Incollare il testo e chiudere con Ctrl-D.",
                    "Paste the text and end with Ctrl-D.",
                )
            )
        try:
            yield name, read_document(Path(name)).text
        except MatcherError as error:
            complain(error.say(shared.lang))
            yield name, None


def _show_all(
    readings: Iterator[Reading | None], form: PageFormat, shared: Shared, skill: Skill, with_text: bool
) -> bool:
    """Show each answer as it comes, a page once all have come; whether every input could be read."""
    done, kept = True, []
    for reading in readings:
        if reading is None:
            done = False
        elif form is PageFormat.HTML:
            kept.append(reading)
        elif form is PageFormat.JSON:
            _json(reading, shared, with_text)
        else:
            _text(reading, shared, skill)
    if kept:
        from matcher.render.career import path_html
        from matcher.render.html import page

        extras = [path_html(r, shared.lang) if r.path else "" for r in kept]
        write(page([r.match for r in kept], shared.lang, extras).encode("utf-8", "replace"))
    return done


def _json(reading: Reading, shared: Shared, with_text: bool) -> None:
    from matcher.render.json import line

    write(line(reading.to_dict(with_text)))
    if reading.match.status != "ok":
        from matcher.render.text import declined

        complain(f"{reading.match.source}: {declined(reading.match.status, shared.lang)}")


def _text(reading: Reading, shared: Shared, skill: Skill) -> None:
    from matcher.render.career import path_text
    from matcher.render.text import text_view

    show(text_view(reading.match, skill, shared.lang, plain=not on_terminal()))
    if reading.path:
        show(path_text(reading, shared.lang))
