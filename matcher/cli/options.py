"""Options that commands share, and how they speak."""

from __future__ import annotations

import inspect
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from matcher.cli.language import both

if TYPE_CHECKING:
    from rich.console import RenderableType

    from matcher.trained import Trained

PIPED_WIDTH = 100


class Lang(StrEnum):
    """Languages of the output."""

    IT = "it"
    EN = "en"


class Format(StrEnum):
    """Formats of an answer for people and programs."""

    TEXT = "text"
    JSON = "json"


class PageFormat(StrEnum):
    """Formats of an answer that is a page too."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Kind(StrEnum):
    """Kinds of text."""

    AUTO = "auto"
    AD = "ad"
    CV = "cv"


@dataclass(frozen=True, slots=True)
class Shared:
    """What the options say that several commands take; a command that takes fewer has the others' defaults."""

    lang: str = "it"
    pipeline: str = "auto"
    model: str | None = None
    kind: Literal["auto", "ad", "cv"] = "auto"
    mask: bool = False
    text_column: str | None = None
    title_column: str | None = None
    id_column: str | None = None


def _help(it: str, en: str, **more: Any) -> Any:
    return typer.Option(help=both(it, en), **more)


LangOption = Annotated[Lang | None, _help("Lingua delle risposte.", "Language of the answers.")]
PipelineOption = Annotated[
    str | None,
    _help(
        "Pipeline linguistica: auto, blank o un pacchetto spaCy installato.",
        "Language pipeline: auto, blank or an installed spaCy package.",
    ),
]
_FORMAT = typer.Option("--format", help=both("Formato dell'uscita.", "Output format."))
FormatOption = Annotated[Format, _FORMAT]
PageFormatOption = Annotated[PageFormat, _FORMAT]
_OPTIONS: dict[str, Any] = {
    "text_column": Annotated[str | None, _help("Colonna del testo.", "Column of the text.")],
    "title_column": Annotated[
        str | None,
        _help("Colonna del titolo, riga uno del testo.", "Column of the title, line one of the text."),
    ],
    "id_column": Annotated[str | None, _help("Colonna che nomina la riga.", "Column that names the row.")],
    "kind": Annotated[
        Kind, _help("Annuncio o CV: lo dice il testo, o chi scrive.", "Ad or CV: the text tells, or you do.")
    ],
    "mask": Annotated[
        bool,
        typer.Option(
            "--mask", help=both("Copri i dati personali ovunque.", "Cover personal data everywhere.")
        ),
    ],
    "model": Annotated[
        str | None,
        _help(
            "Modello scritto da «matcher train -o DIR».",
            'Model written by "matcher train -o DIR".',
            metavar="DIR",
        ),
    ],
    "lang": LangOption,
    "pipeline": PipelineOption,
}
_DEFAULTS: dict[str, Any] = {"kind": Kind.AUTO, "mask": False}
COLUMNS = ("text_column", "title_column", "id_column")
SCORING = ("model", "lang", "pipeline")


def takes(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the shared options ``names``, after its own; it gets what they say as ``shared``.

    ``lang`` and ``pipeline`` stand before the command too: those after it come first.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        def called(ctx: typer.Context, **given: Any) -> None:
            said = {name: given.pop(name) for name in names}
            said = {n: getattr(v, "value", v) for n, v in said.items() if v is not None}
            command(ctx, shared=replace(ctx.obj or Shared(), **said), **given)

        own = inspect.signature(command, eval_str=True)
        kept = [p for p in own.parameters.values() if p.name != "shared"]
        added = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=_DEFAULTS.get(name), annotation=_OPTIONS[name]
            )
            for name in names
        ]
        called.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]
        called.__annotations__ = {p.name: p.annotation for p in (*kept, *added)}
        called.__doc__, called.__name__ = command.__doc__, command.__name__
        return called

    return with_options


def load_matcher(shared: Shared) -> Trained:
    """The model that the options ask for, for scoring alone."""
    from matcher.trained import Trained

    return Trained.load(shared.model, pipeline=shared.pipeline)


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
