"""The Typer application and its entry point."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from typing import Annotated, Any

import typer

from matcher.cli import batch, compare, doctor, evaluate, levels, report, score, train
from matcher.cli.language import both, translate, wrong_use
from matcher.cli.options import LangOption, PipelineOption, Shared, complain
from matcher.errors import MatcherError
from matcher.messages import pick
from matcher.version import __version__

app = typer.Typer(
    name="matcher",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=both(
        "A quale livello della competenza SFIA Vendita (SALE) sta un annuncio o un CV italiano, e perché.",
        "At which level of the SFIA skill Vendita (SALE) an Italian job ad or CV sits, and why.",
    ),
)
EXAMPLES = {
    "score": "matcher score annuncio.pdf cv.docx --format html > motivi.html",
    "batch": "matcher batch annunci.csv -o esito.csv --text-column descrizione --workers 2",
    "compare": "matcher compare annuncio.pdf cv.docx --mask",
    "report": "matcher report esito.csv -o report.html",
    "levels": "matcher levels --lang en",
    "evaluate": "matcher evaluate etichettati.jsonl --format json",
    "train": "matcher train -o mio-modello",
    "doctor": "matcher doctor",
}
for _room in (score, batch, compare, report, levels, evaluate, train, doctor):
    _name = _room.__name__.rsplit(".", 1)[-1]
    _epilog = both(f"Esempio: {EXAMPLES[_name]}", f"Example: {EXAMPLES[_name]}")
    app.command(_name, help=_room.HELP, epilog=_epilog)(getattr(_room, _name))

_COMPLETION = {
    "install_completion": both(
        "Installa il completamento dei comandi in questa shell.", "Install completion for this shell."
    ),
    "show_completion": both(
        "Mostra il completamento, da copiare o adattare.", "Show completion, to copy or adapt."
    ),
}

# Typer may carry its own copy of click, so the base of its usage errors is found through one of them.
UsageError: Any = typer.BadParameter.__bases__[0]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"matcher {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _before(
    ctx: typer.Context,
    lang: LangOption = None,
    pipeline: PipelineOption = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help=both("Mostra la versione ed esce.", "Show the version and exit."),
        ),
    ] = False,
) -> None:
    ctx.obj = Shared(str(lang or "it"), pipeline or "auto")
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), end="")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line. Exits with 0 done, 1 some input could not be scored, 2 wrong use."""
    words = sys.argv[1:] if arguments is None else arguments
    lang = _language(words)
    sys.exit(_run(command(lang), words, lang))


def command(lang: str | None = None) -> Any:
    """The click command, in one language or, where none is given, with the help texts of both."""
    group = typer.main.get_command(app)
    for option in group.params:
        if option.name in _COMPLETION:
            option.help = _COMPLETION[option.name]  # type: ignore[attr-defined]
    if lang is not None:
        translate(group, lang)
    return group


def _run(command: Any, words: list[str], lang: str) -> int:
    """Exit code of one run; every failure is one sentence on standard error."""
    try:
        return int(command.main(words, prog_name="matcher", standalone_mode=False) or 0)
    except UsageError as error:
        complain(wrong_use(error, lang))
        return 2
    except MatcherError as error:
        complain(error.say(lang))
        return 1
    except BrokenPipeError:
        # The reader went away (as in "| head"); the interpreter must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, typer.Abort):
        complain(pick(lang, "Interrotto.", "Interrupted."))
        return 130
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        what = f"{type(error).__name__}: {error}"
        complain(
            pick(
                lang,
                f"Errore imprevisto ({what}): rifare con «python -X dev -m matcher» e segnalarlo.",
                f'Unexpected error ({what}): run again with "python -X dev -m matcher" and report it.',
            )
        )
        return 1


def _language(words: list[str]) -> str:
    """The ``--lang`` among the words, needed before they are parsed: for help and for wrong use."""
    for word, following in pairwise([*words, ""]):
        if word == "--":
            break
        if word in ("--lang=en", "--lang") and (word == "--lang=en" or following == "en"):
            return "en"
    return "it"
