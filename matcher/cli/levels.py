"""``matcher levels``: the framework's text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import Format, FormatOption, Shared, show, takes, write
from matcher.messages import pick

if TYPE_CHECKING:
    from rich.text import Text

    from matcher.framework import Level, Skill

HELP = both(
    "Il testo della competenza, livello per livello, con le sue responsabilità.",
    "The skill's text, level by level, with its responsibilities.",
)


@takes("lang")
def levels(
    ctx: typer.Context,
    skill: Annotated[
        str | None,
        typer.Option(
            "--skill",
            metavar="FILE",
            help=both("Il file di un'altra competenza.", "Another skill's file."),
        ),
    ] = None,
    form: FormatOption = Format.TEXT,
    *,
    shared: Shared,
) -> None:
    """Show the skill; its words stay in the language of its file."""
    from matcher.framework import load_skill

    loaded = load_skill(skill)
    if form is Format.JSON:
        write(json.dumps(_as_dict(loaded), ensure_ascii=False).encode() + b"\n")
        return
    show(_view(loaded, shared.lang))


def _as_dict(skill: Skill) -> dict[str, object]:
    return {
        "code": skill.code,
        "name": skill.name,
        "definition": skill.definition,
        "notes": skill.notes,
        "levels": [
            {
                "level": level.level,
                "text": level.text,
                "responsibilities": [
                    {"id": part.id, "span": list(part.span), "text": part.text}
                    for part in level.responsibilities
                ],
            }
            for level in skill.levels
        ],
        "attribution": skill.attribution,
    }


def _view(skill: Skill, lang: str) -> Text:
    from rich.text import Text

    word = pick(lang, "Livello", "Level")
    view = Text()
    view.append(f"{skill.name} ({skill.code})\n", style="bold")
    view.append(f"{skill.definition}\n")
    of_level = {str(level.level): level for level in skill.levels}
    for label in skill.labels[1:]:
        view.append(f"\n{word} {label}\n", style="bold")
        view.append(_with_ids(of_level[label]) if label in of_level else Text(skill.notes[label]))
        view.append("\n")
    view.append(f"\n{skill.attribution}", style="dim")
    return view


def _with_ids(level: Level) -> Text:
    """The level's text word for word, each responsibility preceded by its id."""
    from rich.text import Text

    view, at = Text(), 0
    for part in level.responsibilities:
        start, end = part.span
        view.append(level.text[at:start])
        view.append(f"[{part.id}] ", style="bold cyan")
        view.append(level.text[start:end])
        at = end
    view.append(level.text[at:])
    return view
