"""Pictures say in both languages what the figures say."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt

from matcher import Matcher
from matcher.study import plots
from matcher.study.ablation import PARTS, STEPS
from matcher.study.curves import flip_frame, mean_by, prediction_frame, risk_coverage, wilson
from matcher.study.evaluate import Predictions, held_out_examples, predict
from matcher.study.naive import naive_methods
from matcher.study.trials import ITALIAN, Trial, trial_frame


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.load(pipeline="blank")


@pytest.fixture(scope="module")
def predictions(matcher: Matcher) -> Predictions:
    return predict(matcher, held_out_examples()[::2])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def words(ax: plt.Axes) -> str:
    texts = [ax.get_title(loc="left"), ax.get_xlabel(), ax.get_ylabel(), *(t.get_text() for t in ax.texts)]
    return " ".join([*texts, *(t.get_text() for t in (*ax.get_xticklabels(), *ax.get_yticklabels()))])


def test_every_picture_speaks_both_languages(matcher: Matcher, predictions: Predictions) -> None:
    report = predictions.report()
    trials = trial_frame(
        [Trial("commonest label", "naive", report, 0.5), Trial("everything", "engine", report, 0.9)]
    )
    flips = flip_frame(matcher, predictions.examples[:20])
    pictures = {
        "confusion": lambda lang: plots.confusion(report, lang),
        "labels": lambda lang: plots.labels(report, lang),
        "errors": lambda lang: plots.ordered_errors(predictions, lang),
        "reliability": lambda lang: plots.reliability(report, lang),
        "coverage": lambda lang: plots.coverage(predictions, lang=lang),
        "growth": lambda lang: plots.growth([(10, report.macro_f1), (90, report.macro_f1)], lang),
        "trials": lambda lang: plots.trials(trials, "macro_f1", lang),
        "flips": lambda lang: plots.flips(flips, lang),
    }
    for name, draw in pictures.items():
        italian, english = words(draw("it")), words(draw("en"))
        assert italian != english, name
        draw("it").figure.draw_without_rendering()
        plt.close("all")


def test_confusion_shows_the_counts(predictions: Predictions) -> None:
    report = predictions.report()
    shown = [int(t.get_text()) for t in plots.confusion(report).texts]
    assert sum(shown) == report.n


def test_an_empty_scale_still_draws(matcher: Matcher) -> None:
    nobody = [e for e in held_out_examples() if e.label == "none"][:4]
    found = predict(matcher, nobody)
    plots.ordered_errors(found)
    plots.labels(found.report())
    plots.confusion(found.report())


def test_risk_and_coverage_end_at_the_accuracy_of_all(predictions: Predictions) -> None:
    curve = risk_coverage(predictions)
    assert curve["coverage"].iloc[-1] == 1
    assert curve["accuracy"].iloc[-1] == pytest.approx(predictions.report().accuracy.value)
    assert ((curve["low"] <= curve["accuracy"]) & (curve["accuracy"] <= curve["high"] + 1e-9)).all()


def test_every_error_has_a_cause_and_right_answers_none(predictions: Predictions) -> None:
    frame = prediction_frame(predictions)
    assert ((frame["cause"] == "") == frame["right"]).all()
    assert frame["right"].mean() == pytest.approx(predictions.report().accuracy.value)


def test_every_method_has_an_italian_name() -> None:
    assert {*naive_methods(), *PARTS, *STEPS, "shipped model"} <= set(ITALIAN)


def test_intervals_of_shares() -> None:
    low, high = wilson(0.0, 208)
    assert low == 0 and 0.015 < high < 0.02
    figure = mean_by([1, 1, 0, 0], [0, 0, 1, 1])
    assert (figure.value, figure.low, figure.high) == (0.5, 0.0, 1.0)
