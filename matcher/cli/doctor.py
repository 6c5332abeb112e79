"""``matcher doctor``: versions, the active pipeline, what is missing and what that costs."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator

import typer

from matcher.cli.options import LangOption, PipelineOption, both, common, load_matcher, show
from matcher.messages import pick
from matcher.version import __version__

HELP = both(
    "Versioni, pipeline attiva, che cosa manca e che cosa costa.",
    "Versions, the active pipeline, what is missing and what that costs.",
)
SHOWN = ("spacy", "scikit-learn", "numpy", "scipy", "simplemma", "charset-normalizer", "typer", "rich")


def doctor(ctx: typer.Context, lang: LangOption = None, pipeline: PipelineOption = None) -> None:
    """Load everything a score needs, and say what it is."""
    from rich.table import Table

    options = common(ctx, lang, pipeline)
    table = Table.grid(padding=(0, 2))
    for name, value in _facts(options.lang):
        table.add_row(name, value)
    matcher = load_matcher(options)
    info = matcher.info_
    table.add_row(pick(options.lang, "modello", "model"), f"{info.name} {info.version}")
    table.add_row("pipeline", info.pipeline)
    show(table)
    for remark in _remarks(options.lang):
        show(f"\n{remark}")


def _facts(lang: str) -> Iterator[tuple[str, str]]:
    yield "sale-matcher", __version__
    yield "Python", f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    for name in SHOWN:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, pick(lang, "manca: reinstallare sale-matcher", "missing: reinstall sale-matcher")


def _remarks(lang: str) -> Iterator[str]:
    from matcher.language.pipeline import SMALL, installed

    if not installed(SMALL):
        yield pick(
            lang,
            f"{SMALL} non è installata: i lemmi vengono da simplemma, parola per parola, senza il contesto."
            f" Per installarla: python -m spacy download {SMALL}",
            f"{SMALL} is not installed: lemmas come from simplemma, word by word, blind to context."
            f" To install it: python -m spacy download {SMALL}",
        )
