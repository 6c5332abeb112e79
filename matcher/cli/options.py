"""Options that commands share, and the help's two languages."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.messages import pick

if TYPE_CHECKING:
    from rich.console import RenderableType

    from matcher.trained import Trained

PIPED_WIDTH = 100
_OR = "\x1f"


class Lang(StrEnum):
    """Languages of the output."""

    IT = "it"
    EN = "en"


class Format(StrEnum):
    """Formats of an answer."""

    TEXT = "text"
    JSON = "json"


def both(it: str, en: str) -> str:
    """A help text in both languages, of which ``translate`` keeps one."""
    return f"{it}{_OR}{en}"


def translate(command: Any, lang: str) -> None:
    """Keep the help texts of ``lang`` in a command, its options and its subcommands."""
    for part in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            if words := getattr(part, name, None):
                setattr(part, name, pick(lang, words.split(_OR)[0], words.split(_OR)[-1]))
    for child in getattr(command, "commands", {}).values():
        translate(child, lang)


LangOption = Annotated[
    Lang | None, typer.Option("--lang", help=both("Lingua delle risposte.", "Language of the answers."))
]
PipelineOption = Annotated[
    str | None,
    typer.Option(
        "--pipeline",
        help=both(
            "Pipeline linguistica: auto, blank o un pacchetto spaCy installato.",
            "Language pipeline: auto, blank or an installed spaCy package.",
        ),
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help=both("Formato dell'uscita.", "Output format."))
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="DIR",
        help=both("Modello scritto da «matcher train -o DIR».", 'Model written by "matcher train -o DIR".'),
    ),
]


@dataclass(frozen=True, slots=True)
class Common:
    """What the options before the command say; those after it come first."""

    lang: str = Lang.IT
    pipeline: str = "auto"

    def over(self, lang: str | None, pipeline: str | None = None) -> Common:
        """These options with those given after the command put over them."""
        return Common(str(lang or self.lang), pipeline or self.pipeline)


def common(ctx: typer.Context, lang: str | None, pipeline: str | None = None) -> Common:
    """The options in force for a command."""
    base = ctx.obj if isinstance(ctx.obj, Common) else Common()
    return base.over(lang, pipeline)


def load_matcher(options: Common, model: str | None = None) -> Trained:
    """The model that the options ask for, for scoring alone."""
    from matcher.trained import Trained

    return Trained.load(model, pipeline=options.pipeline)


def write(data: bytes) -> None:
    """Bytes to standard output, whatever the terminal's encoding."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def complain(sentence: str) -> None:
    """One sentence to standard error."""
    print(sentence, file=sys.stderr)


def on_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def show(view: RenderableType) -> None:
    """Print for people: colour and width of a terminal, plain UTF-8 lines where piped."""
    from rich.console import Console

    if on_terminal():
        Console(highlight=False, markup=False, emoji=False).print(view)
        return
    page = io.StringIO()
    plain = Console(
        file=page, highlight=False, markup=False, emoji=False, width=PIPED_WIDTH, color_system=None
    )
    plain.print(view, soft_wrap=True)
    lines = (line.rstrip() for line in page.getvalue().split("\n"))
    write("\n".join(lines).encode("utf-8", "replace"))
