"""The figures in README.md, between ``<!-- figures -->`` and ``<!-- /figures -->``, written from what was measured.

``python -m matcher.study.readme`` writes those of the shipped model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template
from typing import Any

from matcher.errors import MatcherError
from matcher.study.trials import SHIPPED

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
ROWS = {
    "accuracy": "accuracy",
    "macro_f1": "macro F1, six labels",
    "quadratic_kappa": "quadratic kappa on `1-3 < 4 < 5 < 6 < 7`",
    "none_f1": "F1 of `none` against the rest",
    "ece": "expected calibration error",
}
OTHERS = {
    "accuracy": "accuracy",
    "macro_f1": "macro F1",
    "quadratic_kappa": "kappa",
    "none_f1": "F1 of `none`",
    "pairs": "minimal pairs, both sides right",
}
LEAD = "The same validation texts and the minimal pairs, other methods, trained on the same texts where they train:"
PLAIN = "TF-IDF words + logistic regression"
EVERYTHING = "everything"
ALONE = "descriptors alone"


def write_readme(readme: Path, folder: Path) -> None:
    """Put the figures of the model in ``folder`` into ``readme``. Raises ``MatcherError`` where they are missing."""
    metrics, tried = (json.loads((folder / n).read_text("utf-8")) for n in ("metrics.json", "tried.json"))
    before, begin, rest = readme.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or "dev" not in metrics:
        raise MatcherError(
            f"{readme}: mancano i segni delle cifre, o le cifre sui testi di validazione (make figures DEV=...).",
            f"{readme}: the marks of the figures are missing, or the figures on validation texts (make figures DEV=...).",
        )
    readme.write_text(f"{before}{begin}\n{block(metrics, tried)}{end}{after}", encoding="utf-8")


def block(metrics: dict[str, Any], tried: Sequence[dict[str, Any]]) -> str:
    """The words and tables between the marks."""
    template = Path(__file__).with_name("readme_template.md").read_text(encoding="utf-8")
    dev, test = metrics["dev"], metrics["test"]
    own = {row["method"]: row for row in tried}
    return Template(template).substitute(
        n_dev=dev["n"],
        n_test=test["n"],
        figures=_table(
            ["", f"{dev['n']} validation texts", f"{test['n']} own test texts"],
            ([words, _figure(dev, name), _figure(test, name)] for name, words in ROWS.items()),
        ),
        others=_others(metrics.get("others", [])),
        plain=_value(own.get(PLAIN, {}), "macro_f1"),
        engine=_value(test, "macro_f1"),
        alone=_value(own.get(ALONE, {}), "macro_f1"),
        everything=_value(own.get(EVERYTHING, {}), "macro_f1"),
    )


def _others(rows: Sequence[dict[str, Any]]) -> str:
    """Other methods on the validation texts, the shipped model in bold."""
    if not rows:
        return "Other methods on the validation texts are not measured for this model: `make figures DEV=...` does."
    lines = []
    for row in rows:
        cells = [row["method"], *(_value(row, name) for name in OTHERS)]
        lines.append([f"**{cell}**" for cell in cells] if row["method"] == SHIPPED else cells)
    return f"{LEAD}\n\n{_table(['method', *OTHERS.values()], lines)}"


def _figure(figures: dict[str, Any], name: str) -> str:
    low, high = figures["intervals"][name]
    return f"{figures[name]:.2f} ({low:.2f}–{high:.2f})"


def _value(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "–" if value is None else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


if __name__ == "__main__":
    from matcher.data import data_path

    model = data_path("models", "sale")
    write_readme(model.parent.parent / "README.md", model)
