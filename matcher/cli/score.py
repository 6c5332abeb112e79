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
    from matcher.match import Match


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
    matcher = load_matcher(shared)
    inputs = [("-", text)] if text is not None else _read(files or ["-"], shared)
    matches = (
        None if content is None else matcher.match(content, source=name, kind=shared.kind, mask=shared.mask)
        for name, content in inputs
    )
    done = _show_all(matches, form, shared, matcher.knowledge_.skill, with_text)
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
    matches: Iterator[Match | None], form: PageFormat, shared: Shared, skill: Skill, with_text: bool
) -> bool:
    """Show each answer as it comes, a page once all have come; whether every input could be read."""
    done, kept = True, []
    for match in matches:
        if match is None:
            done = False
        elif form is PageFormat.HTML:
            kept.append(match)
        elif form is PageFormat.JSON:
            _json(match, shared, with_text)
        else:
            _text(match, shared, skill)
    if kept:
        from matcher.render.html import page

        write(page(kept, shared.lang).encode("utf-8", "replace"))
    return done


def _json(match: Match, shared: Shared, with_text: bool) -> None:
    from matcher.render.json import line

    write(line(match.to_dict(with_text)))
    if match.status != "ok":
        from matcher.render.text import declined

        complain(f"{match.source}: {declined(match.status, shared.lang)}")


def _text(match: Match, shared: Shared, skill: Skill) -> None:
    from matcher.render.career import path_text
    from matcher.render.text import text_view

    show(text_view(match, skill, shared.lang, plain=not on_terminal()))
    if match.path:
        show(path_text(match, shared.lang))
