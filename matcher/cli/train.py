"""``matcher train``: the shipped model, rebuilt from ``corpus/``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.language import both
from matcher.cli.options import Shared, show, takes
from matcher.messages import pick

HELP = both(
    "Riaddestra il modello da corpus/: le stesse risposte su ogni processore.",
    "Rebuild the model from corpus/: the same answers on any processor.",
)


@takes("lang")
def train(
    ctx: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help=both("Cartella in cui scrivere il modello.", "Folder to write the model to."),
        ),
    ] = Path("models/sale"),
    *,
    shared: Shared,
) -> None:
    """Train and write."""
    from matcher.train import train_to

    train_to(output)
    words = pick(shared.lang, f"Modello scritto in {output}", f"Model written to {output}")
    show(words)
