"""The figures of an evaluation are scikit-learn's, and their intervals hold what they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score, precision_score

from matcher import Matcher
from matcher.errors import DataError
from matcher.framework import shipped_labels
from matcher.study import resample
from matcher.study.evaluate import Predictions, evaluate, held_out_examples, predict, read_labelled

LABELS = shipped_labels()
NAN = np.full(6, np.nan)


def surely(*labels: str, p: float = 1.0) -> np.ndarray:
    """Probabilities that answer ``labels`` with confidence ``p``; an empty label is a declined text."""
    rows = np.full((len(labels), 6), (1 - p) / 5)
    for i, label in enumerate(labels):
        rows[i] = NAN if not label else rows[i]
        if label:
            rows[i, LABELS.index(label)] = p
    return rows


def noisy(n: int, seed: int = 0) -> tuple[list[str], np.ndarray]:
    rng = np.random.default_rng(seed)
    gold = rng.integers(0, 6, n)
    scores = rng.normal(size=(n, 6)) + 1.5 * np.eye(6)[gold]
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return [LABELS[i] for i in gold], p


def test_figures_are_those_of_scikit_learn() -> None:
    gold, p = noisy(300)
    report = evaluate(gold, p)
    answers = [LABELS[i] for i in p.argmax(axis=1)]
    ordered = [(g, a) for g, a in zip(gold, answers, strict=True) if "none" not in (g, a)]
    left, right = zip(*ordered, strict=True)
    assert report.accuracy.value == accuracy_score(gold, answers)
    assert report.macro_f1.value == pytest.approx(f1_score(gold, answers, average="macro"))
    kappa = cohen_kappa_score(left, right, weights="quadratic", labels=list(LABELS[1:]))
    assert report.quadratic_kappa.value == pytest.approx(kappa)
    assert report.n_ordered == len(ordered)
    assert report.per_label["5"].precision.value == pytest.approx(
        precision_score(gold, answers, labels=["5"], average="macro")
    )
    assert np.sum(report.confusion) == 300


@settings(deadline=None, max_examples=50)
@given(
    hnp.arrays(np.int64, 40, elements=st.integers(0, 5)),
    hnp.arrays(np.int64, 40, elements=st.integers(0, 5)),
)
def test_resampled_figures_equal_scikit_learns_on_the_same_texts(
    gold: np.ndarray, predicted: np.ndarray
) -> None:
    sure = np.full(40, 0.5)
    block = next(resample.multiplicities(40, 3, 1))
    confusion, _ = resample.counts(gold, predicted, 6, sure, [block])
    for weights, own in zip(block.astype(int), confusion, strict=True):
        a, b = np.repeat(gold, weights), np.repeat(predicted, weights)
        assert resample.accuracy(own[None])[0] == pytest.approx(accuracy_score(a, b))
        macro = f1_score(a, b, labels=np.unique(a), average="macro", zero_division=0)
        assert resample.macro_f1(own[None])[0] == pytest.approx(macro)
        ordered = (a > 0) & (b > 0)
        if len(np.union1d(a[ordered], b[ordered])) > 1:
            kappa = cohen_kappa_score(a[ordered], b[ordered], weights="quadratic", labels=[1, 2, 3, 4, 5])
            assert resample.quadratic_kappa(own[None, 1:, 1:6])[0] == pytest.approx(kappa)


def test_a_declined_text_counts_as_wrong_but_claims_no_confidence() -> None:
    report = evaluate(["4", "4", "5", "none"], surely("4", "", "5", "none"))
    assert (report.n, report.declined) == (4, 1)
    assert report.accuracy.value == 0.75
    assert report.per_label["4"].recall.value == 0.5
    assert report.per_label["4"].precision.value == 1.0
    assert report.ece.value == 0.0
    assert report.to_dict()["confusion"]["4"] == {**dict.fromkeys(LABELS, 0), "4": 1, "declined": 1}


def test_calibration_error_is_the_gap_between_confidence_and_being_right() -> None:
    gold = ["4"] * 10
    assert evaluate(gold, surely(*gold, p=0.75)).ece.value == pytest.approx(0.25)
    wrong = [*["4"] * 6, *["5"] * 4]
    assert evaluate(gold, surely(*wrong, p=0.95)).ece.value == pytest.approx(0.35)


def test_kappa_weighs_how_far_off_an_answer_is() -> None:
    gold = ["1-3", "4", "5", "6", "7"] * 4
    near = evaluate(gold, surely(*["4", "4", "5", "6", "7"] * 4)).quadratic_kappa.value
    far = evaluate(gold, surely(*["7", "4", "5", "6", "7"] * 4)).quadratic_kappa.value
    assert 1 > near > far


def test_intervals_hold_the_figure_shrink_with_more_texts_and_come_back_the_same() -> None:
    small, large = evaluate(*noisy(80)), evaluate(*noisy(2000))
    for name, figure in small.figures.items():
        assert figure.low <= figure.high
        if name != "ece":
            assert figure.low <= figure.value <= figure.high
            bigger = large.figures[name]
            assert bigger.high - bigger.low < figure.high - figure.low
    assert evaluate(*noisy(80)) == small


def test_interval_of_accuracy_is_the_binomial_one() -> None:
    report = evaluate(["4"] * 400, surely(*["4"] * 320, *["5"] * 80))
    error = 1.96 * np.sqrt(0.8 * 0.2 / 400)
    assert report.accuracy.low == pytest.approx(0.8 - error, abs=0.008)
    assert report.accuracy.high == pytest.approx(0.8 + error, abs=0.008)


def test_macro_f1_says_which_labels_it_is_over() -> None:
    report = evaluate(["4", "5"], surely("4", "5"))
    assert report.macro_f1.value == 1.0
    assert report.to_dict()["macro_over"] == ["4", "5"]


def test_what_is_undefined_is_null_in_json() -> None:
    report = evaluate(["none", "none"], surely("none", "none"))
    told = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert told["quadratic_kappa"] is None
    assert told["per_label"]["7"]["precision"] is None
    assert told["none_f1"] == 1.0


def test_contract_keys() -> None:
    told = evaluate(*noisy(50)).to_dict()
    assert {"n", "accuracy", "macro_f1", "quadratic_kappa", "ece", "per_label", "confusion"} <= set(told)
    assert set(told["per_label"]["4"]) >= {"precision", "recall", "f1", "support"}


def test_frames_say_the_same_as_the_json() -> None:
    report = evaluate(*noisy(200))
    assert report.frame().loc["macro_f1", "value"] == report.macro_f1.value
    assert report.label_frame()["support"].sum() == 200
    assert report.confusion_frame().to_numpy().sum() == 200
    assert list(report.confusion_frame().columns) == list(LABELS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "is not valid JSON"),
        ("[1, 2]", "is not a JSON object"),
        ('{"id": "a", "text": "Agente"}', '"label" is missing'),
        ('{"id": "a", "label": "4"}', '"text" is missing'),
        ('{"id": "a", "text": "Agente", "label": "8"}', 'label "8" is not one of none, 1-3, 4, 5, 6, 7'),
        ('{"id": "a", "text": 4, "label": "4"}', "must be strings"),
    ],
)
def test_a_bad_line_gets_one_sentence_with_file_line_and_mend(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "gold.jsonl"
    good = '{"id": "ok", "text": "Agente di commercio", "label": "4"}'
    file.write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_labelled(file)
    assert words in caught.value.en
    assert "gold.jsonl, line 3" in caught.value.en and "mend the line" in caught.value.en
    assert "gold.jsonl, riga 3" in caught.value.it and "correggerla" in caught.value.it


@pytest.mark.parametrize("content", [None, b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "gold.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DataError, match=r"gold\.jsonl"):
        read_labelled(file)


def test_title_is_line_one_of_the_text_and_levels_may_be_numbers(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('\ufeff{"title": "Agente", "text": "Visita clienti.", "label": 4}\r\n', encoding="utf-8")
    (example,) = read_labelled(file)
    assert (example.id, example.text, example.label) == ("1", "Agente\nVisita clienti.", "4")


def test_the_project_is_evaluated_on_sectors_that_training_never_saw() -> None:
    from matcher.training.corpus import load_corpus

    trained = {t.sector for t in load_corpus() if t.split == "train"}
    sector = {t.id: t.sector for t in load_corpus()}
    examples = held_out_examples()
    assert len(examples) > 150
    assert {e.label for e in examples} == set(LABELS)
    assert not {sector[e.id] for e in examples} & trained


def test_the_shipped_model_is_far_better_than_its_commonest_answer() -> None:
    matcher, examples = Matcher.load(pipeline="blank"), held_out_examples()[::3]
    predictions: Predictions = predict(matcher, examples)
    report = predictions.report()
    commonest = max(figures.support for figures in report.per_label.values()) / report.n
    assert report.accuracy.low > commonest + 0.2
    assert report.declined == sum(predictions.declined)


def test_without_a_file_the_command_evaluates_the_projects_own_test_texts() -> None:
    from typer.testing import CliRunner

    from matcher.cli.app import app

    told = CliRunner().invoke(app, ["evaluate", "--format", "json", "--pipeline", "blank"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["n"] == len(held_out_examples())
