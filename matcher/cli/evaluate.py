"""``matcher evaluate``: how right the model is on labelled texts."""

from __future__ import annotations

import json
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli.language import both
from matcher.cli.link_figures import show_links
from matcher.cli.options import (
    SCORING,
    Format,
    FormatOption,
    Shared,
    load_matcher,
    show,
    takes,
    write,
)
from matcher.messages import pick

if TYPE_CHECKING:
    from rich.console import RenderableType

    from matcher.model import Matcher
    from matcher.study.figures import Report

HELP = both(
    "Quanto il modello ha ragione: su testi etichettati (JSONL: id, text, label) o sui testi di prova.",
    "How right the model is: on labelled texts (JSONL: id, text, label) or on the test texts.",
)


@takes(*SCORING)
def evaluate(
    ctx: typer.Context,
    labelled: Annotated[
        Path | None,
        typer.Argument(
            metavar="LABELLED.jsonl",
            help=both(
                "I testi etichettati; senza, quelli di prova del progetto.",
                "The labelled texts; without them, the project's own test texts.",
            ),
            show_default=False,
        ),
    ] = None,
    *,
    faithfulness: Annotated[
        bool,
        typer.Option(
            "--faithfulness",
            help=both(
                "Misura anche quanto le spiegazioni sono fedeli, accanto a LIME (alcuni secondi a testo).",
                "Measure too how faithful the explanations are, beside LIME (some seconds a text).",
            ),
        ),
    ] = False,
    links: Annotated[
        Path | None,
        typer.Option(
            "--links",
            metavar="LINKS.jsonl",
            help=both(
                "Misura invece i legami fra testo e quadro su segmenti collegati a mano (JSONL: text, segments).",
                "Measure instead the links between text and framework on segments linked by hand (JSONL: text, segments).",
            ),
            show_default=False,
        ),
    ] = None,
    form: FormatOption = Format.TEXT,
    shared: Shared,
) -> None:
    """Print figures with their intervals."""
    from matcher.study.evaluate import held_out_examples, predict, read_labelled

    matcher = load_matcher(shared)
    if links is not None:
        return show_links(matcher, links, form, shared.lang)
    labels = matcher.knowledge_.labels
    examples = held_out_examples() if labelled is None else read_labelled(labelled, labels)
    report = predict(matcher, examples).report()
    measured: dict[str, Any] = {}
    if faithfulness:
        from matcher.model import Matcher

        whole = Matcher.load(shared.model, pipeline=shared.pipeline)
        measured = _faithfulness(whole, [e.text for e in examples])
    if form is Format.JSON:
        write(json.dumps(report.to_dict() | measured, ensure_ascii=False).encode() + b"\n")
    else:
        show(_view(report, shared.lang))
        if measured:
            show(_faithful_view(measured["faithfulness"], shared.lang))


def _faithfulness(matcher: Matcher, texts: list[str]) -> dict[str, Any]:
    from matcher.study.edits import variants
    from matcher.study.faithfulness import faithfulness

    def changed(text: str) -> list[str]:
        return [after for _, after in variants(text)]

    return {"faithfulness": faithfulness(matcher, texts, with_lime=True, edits=changed)}


def _faithful_view(measured: dict[str, Any], lang: str) -> RenderableType:
    """A row a way of ranking words: contributions, LIME, random."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in (
        pick(lang, "ordine delle parole", "order of words"),
        pick(lang, "completezza", "comprehensiveness"),
        pick(lang, "sufficienza", "sufficiency"),
        pick(lang, "togliendone una", "leave-one-out"),
        pick(lang, "secondi", "seconds"),
    ):
        table.add_column(name)
    for name, row in measured["methods"].items():
        figures = (
            row["comprehensiveness"]["mean"],
            row["sufficiency"]["mean"],
            row["leave_one_out"],
            row["seconds"],
        )
        table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    return table


def _view(report: Report, lang: str) -> RenderableType:
    from rich.console import Group
    from rich.table import Table

    words = {
        "accuracy": pick(lang, "accuratezza", "accuracy"),
        "macro_f1": "macro F1",
        "quadratic_kappa": pick(lang, "kappa quadratico", "quadratic kappa"),
        "none_f1": "F1 none",
        "ece": pick(lang, "errore di calibrazione", "calibration error"),
    }
    head = Table.grid(padding=(0, 2))
    head.add_row(pick(lang, "testi", "texts"), str(report.n))
    head.add_row(pick(lang, "senza risposta", "declined"), str(report.declined))
    for name, figure in report.figures.items():
        head.add_row(words.get(name, name), str(figure))
    return Group(head, "", _by_label(report, lang))


def _by_label(report: Report, lang: str) -> RenderableType:
    """A row a gold label: precision, recall, F1, and the answers given."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(pick(lang, "etichetta", "label"))
    scores = (pick(lang, "precisione", "precision"), pick(lang, "richiamo", "recall"), "F1")
    for name in (*scores, *(f"→{label}" for label in report.classes), "→-"):
        table.add_column(name, justify="right")
    for row, (label, figures) in zip(report.confusion, report.per_label.items(), strict=True):
        values = (figures.precision.value, figures.recall.value, figures.f1.value)
        table.add_row(label, *("–" if isnan(value) else f"{value:.2f}" for value in values), *map(str, row))
    return table
