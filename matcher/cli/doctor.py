"""``matcher doctor``: versions, the active pipeline, what is missing and what that costs."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator

import typer

from matcher.cli.language import both
from matcher.cli.options import Shared, load_matcher, show, takes
from matcher.messages import pick
from matcher.version import __version__

HELP = both(
    "Versioni, pipeline attiva, che cosa manca e che cosa costa.",
    "Versions, the active pipeline, what is missing and what that costs.",
)
EXTRAS = {
    "batch": (".parquet, .zst", ".parquet, .zst"),
    "spark": ("Apache Spark", "Apache Spark"),
    "study": ("matcher evaluate --faithfulness, grafici", "matcher evaluate --faithfulness, plots"),
    "notebooks": ("i notebook", "the notebooks"),
}
_EXTRA = re.compile(r"""extra\s*==\s*['"]([\w-]+)['"]""")
_NAME = re.compile(r"[\w.-]+")


@takes("lang", "pipeline")
def doctor(ctx: typer.Context, *, shared: Shared) -> None:
    """Load everything a score needs, and say what it is."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for name, value in _facts(shared.lang):
        table.add_row(name, value)
    matcher = load_matcher(shared)
    info = matcher.info_
    table.add_row(pick(shared.lang, "modello", "model"), f"{info.name} {info.version}")
    table.add_row("pipeline", info.pipeline)
    show(table)
    for remark in _remarks(shared.lang):
        show(f"\n{remark}")


def _facts(lang: str) -> Iterator[tuple[str, str]]:
    yield "sale-matcher", __version__
    yield "Python", f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    for name in _needed(None):
        yield name, _version(name) or pick(lang, f"manca: {_pip(name)}", f"missing: {_pip(name)}")


def _remarks(lang: str) -> Iterator[str]:
    from matcher.language.pipeline import SMALL, installed

    for extra, words in EXTRAS.items():
        if missing := [name for name in _needed(extra) if not _version(name)]:
            names, line = ", ".join(missing), _pip(f'"sale-matcher[{extra}]"')
            yield pick(
                lang,
                f"Extra [{extra}] non installato ({words[0]}): manca {names}.\n  {line}",
                f"Extra [{extra}] is not installed ({words[1]}): {names} missing.\n  {line}",
            )
    if not installed(SMALL):
        line = f"{_python()} -m spacy download {SMALL}"
        yield pick(
            lang,
            f"{SMALL} non è installata: i lemmi vengono da simplemma, parola per parola, senza il contesto.\n  {line}",
            f"{SMALL} is not installed: lemmas come from simplemma, word by word, blind to context.\n  {line}",
        )


def _needed(extra: str | None) -> list[str]:
    """Packages that an extra brings, or, for None, those of every installation, as the package itself says."""
    try:
        lines = importlib.metadata.requires("sale-matcher") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    names = []
    for line in lines:
        found, name = _EXTRA.search(line), _NAME.match(line)
        if name and (found[1] if found else None) == extra and name[0] != "sale-matcher":
            names.append(name[0])
    return names


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _pip(what: str) -> str:
    """The line that installs something into the environment that runs this."""
    return f"{_python()} -m pip install {what}"


def _python() -> str:
    return f'"{sys.executable}"' if " " in sys.executable else sys.executable
