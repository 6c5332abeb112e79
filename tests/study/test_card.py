"""The model card says what the model is, from figures that stand beside it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.data import data_path
from matcher.engine.persist import FILES, MANIFEST
from matcher.study.card import write_card


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    for name in (MANIFEST, *FILES):
        shutil.copy(data_path("models", "sale", name), folder / name)
    return folder


@pytest.fixture(scope="module")
def matcher(folder: Path) -> Matcher:
    return Matcher.load(folder, pipeline="blank")


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("dev") / "mine.jsonl"
    row = {
        "id": "1",
        "text": "Guidi una rete di dieci agenti e ne fissi gli obiettivi di vendita.",
        "label": "5",
    }
    file.write_text(json.dumps(row), encoding="utf-8")
    return file


def test_card_says_use_data_figures_and_failures(folder: Path, matcher: Matcher, labelled: Path) -> None:
    card = write_card(folder, matcher, labelled).read_text(encoding="utf-8")
    for title in ("What it is for", "Data", "Figures", "Tried methods", "Faithfulness", "Known failures"):
        assert f"## {title}" in card
    assert "**Not meant for**" in card
    assert "$" not in card
    told = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    low, high = told["test"]["intervals"]["macro_f1"]
    assert f"| macro F1 | {told['test']['macro_f1']:.3f} | [{low:.3f}, {high:.3f}] |" in card
    assert told["dev"]["n"] == 1
    assert str(labelled) not in card


def test_the_same_model_writes_the_same_card(folder: Path, matcher: Matcher) -> None:
    first = write_card(folder, matcher).read_bytes()
    assert write_card(folder, matcher).read_bytes() == first


def test_figures_on_other_texts_go_when_the_model_changes(
    folder: Path, matcher: Matcher, labelled: Path
) -> None:
    write_card(folder, matcher, labelled)
    assert "never trained on" in write_card(folder, matcher).read_text(encoding="utf-8")
    changed = (folder / MANIFEST).read_text(encoding="utf-8") + "\n"
    (folder / MANIFEST).write_text(changed, encoding="utf-8")
    assert "never trained on" not in write_card(folder, matcher).read_text(encoding="utf-8")


def test_tried_methods_and_faithfulness_are_shown_where_measured(folder: Path, matcher: Matcher) -> None:
    tried = {"method": "TF-IDF", "macro_f1": 0.5, "pairs": 0.4, "intervals": {"macro_f1": [0.4, 0.6]}}
    (folder / "tried.json").write_text(json.dumps([tried]), encoding="utf-8")
    write_card(folder, matcher)
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    order = {"comprehensiveness": {"mean": 0.25}, "sufficiency": {"mean": 0.1}, "leave_one_out": 0.6}
    metrics["faithfulness"] = {"texts": 9, "additivity_error": 1e-15, "methods": {"contributions": order}}
    (folder / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")
    card = write_card(folder, matcher).read_text(encoding="utf-8")
    assert "| TF-IDF | 0.500 [0.400, 0.600] | 0.400 |" in card
    assert re.search(r"\| contributions \| 0\.250 \| 0\.100 \| 0\.60 \|", card)
