"""How ``matcher evaluate --links`` shows its figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cli.options import Format, show, write
from matcher.messages import pick

if TYPE_CHECKING:
    from rich.console import RenderableType

    from matcher.study.links import LinkFigures, LinkReport
    from matcher.trained import Trained


def show_links(matcher: Trained, file: Path, form: Format, lang: str) -> None:
    """Hold the links of ``matcher`` to those of a file and print how often they agree."""
    from matcher.study.links import evaluate_links, read_links

    report = evaluate_links(matcher, read_links(file, matcher.knowledge_.skill.responsibilities))
    if form is Format.JSON:
        write(json.dumps(report.to_dict(), ensure_ascii=False).encode() + b"\n")
    else:
        show(_view(report, lang))


def _view(report: LinkReport, lang: str) -> RenderableType:
    """A row for all, then one a responsibility."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(pick(lang, "responsabilità", "responsibility"))
    for name in (
        pick(lang, "legami", "links"),
        pick(lang, "accettati", "accepted"),
        "precision",
        pick(lang, "segmenti", "segments"),
        pick(lang, "trovati", "met"),
        "recall",
    ):
        table.add_column(name, justify="right")
    table.add_row(pick(lang, "tutte", "all"), *_cells(report.overall))
    for code, figures in report.by_responsibility.items():
        table.add_row(code, *_cells(figures))
    return table


def _cells(figures: LinkFigures) -> tuple[str, ...]:
    precision, recall = ("–" if v is None else f"{v:.2f}" for v in (figures.precision, figures.recall))
    return (
        str(figures.links),
        str(figures.accepted),
        precision,
        str(figures.stated),
        str(figures.met),
        recall,
    )
