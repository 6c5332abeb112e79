"""Notebooks read well as stored, say in prose what their cells say, and run."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbformat")

from tests.notebooks import executed, figures, filled, load, notebooks, problems

NAMES = ["01_quickstart", "02_evaluation", "03_ablation", "04_errors_and_fairness"]


def code(nb: Any) -> list[Any]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def test_there_are_four() -> None:
    assert [path.stem for path in notebooks()] == NAMES


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_prose_says_what_the_stored_cells_say(path: Path) -> None:
    nb = load(path)
    assert problems(nb, figures(nb)) == []


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_stored_outputs_are_whole_and_clean(path: Path) -> None:
    nb = load(path)
    outputs = [o for cell in code(nb) for o in cell.outputs]
    assert [c.execution_count for c in code(nb)] == list(range(1, len(code(nb)) + 1))
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert not re.search(r"/(?:work|root|home|tmp)/", str(outputs))
    if path.stem != "01_quickstart":
        assert any("image/png" in o.get("data", {}) for o in outputs)


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_a_story_asks_and_answers_with_little_code(path: Path) -> None:
    nb = load(path)
    prose = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    assert "?" in prose[0] and "**Answer**" in prose[0]
    assert max(len(cell.source.splitlines()) for cell in code(nb)) <= 20


def test_a_changed_figure_in_the_prose_fails() -> None:
    nb = load(next(p for p in notebooks() if p.stem == "02_evaluation"))
    told, wrong = figures(nb), deepcopy(nb)
    for cell in wrong.cells:
        cell.source = re.sub(r"(<!--macro_f1 \.2f-->)[\d.]+", r"\g<1>0.31", cell.source)
    assert any("the prose says 0.31" in p for p in problems(wrong, told))
    assert any("the prose says 0.31" in p for p in problems(wrong, told, units=2))


def test_a_figure_without_a_cell_fails() -> None:
    nb = load(notebooks()[0])
    nb.cells[0].source += "\nIt is right in 97% of cases."
    assert any("97%" in p for p in problems(nb, figures(nb)))


def test_figures_are_written_into_the_prose() -> None:
    assert filled("F1 is <!--f .2f-->0.10<!--/-->.", {"f": 0.876}) == "F1 is <!--f .2f-->0.88<!--/-->."


@pytest.mark.slow
def test_the_quickstart_runs_from_top_to_bottom() -> None:
    path = notebooks()[0]
    nb, _ = executed(path)
    assert problems(load(path), figures(nb), units=2) == []
