"""A Matcher keeps the habits of scikit-learn, on texts from a pandas Series."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn import set_config
from sklearn.base import clone, is_classifier
from sklearn.calibration import CalibratedClassifierCV
from sklearn.exceptions import NotFittedError
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_html_repr

from matcher import Matcher
from matcher.study.evaluate import held_out_examples, predict
from matcher.training.corpus import load_corpus
from matcher.training.folds import folds

SMALL = {"dimensions": 16, "pipeline": "blank"}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Twelve texts a label, under an index that is not 0, 1, 2 ..."""
    rows = pd.DataFrame([{"text": e.text, "label": e.label} for e in held_out_examples()])
    rows = rows.groupby("label").head(12).sample(frac=1.0, random_state=0)
    return rows.set_index(pd.Index([f"riga-{i}" for i in range(len(rows))]))


@pytest.fixture(scope="module")
def fitted(frame: pd.DataFrame) -> Matcher:
    return Matcher(**SMALL).fit(frame["text"], frame["label"])


def test_cross_val_score_on_a_series(frame: pd.DataFrame) -> None:
    scores = cross_val_score(Matcher(**SMALL), frame["text"], frame["label"], cv=3, scoring="f1_macro")
    assert scores.shape == (3,)
    assert scores.mean() > 0.3


def test_cross_val_predict_on_a_series(frame: pd.DataFrame) -> None:
    answers = cross_val_predict(Matcher(**SMALL), frame["text"], frame["label"], cv=2)
    assert set(answers) <= set(frame["label"])


def test_grid_search_inside_a_pipeline(frame: pd.DataFrame) -> None:
    pipe = make_pipeline(FunctionTransformer(lambda texts: texts.str.strip()), Matcher(**SMALL))
    grid = {"matcher__strength": [0.01, 10.0], "matcher__use_lexicon": [True]}
    search = GridSearchCV(pipe, grid, cv=2, scoring="accuracy").fit(frame["text"], frame["label"])
    assert search.best_params_["matcher__strength"] in (0.01, 10.0)
    assert set(search.predict(frame["text"])) <= set(search.classes_)
    assert list(search.best_estimator_.named_steps) == ["functiontransformer", "matcher"]


def test_clone_copies_the_parameters_and_not_the_weights(fitted: Matcher) -> None:
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    with pytest.raises(NotFittedError):
        copy.predict(["Agente di commercio"])


def test_every_parameter_can_be_read_and_set() -> None:
    for name, value in Matcher().get_params().items():
        assert Matcher().set_params(**{name: value}).get_params()[name] == value


def test_diagram_shows_the_matcher_by_name(fitted: Matcher) -> None:
    set_config(display="diagram")
    try:
        html = estimator_html_repr(make_pipeline(FunctionTransformer(), fitted))
        assert "Matcher" in html and "strength" in html
        assert fitted._repr_mimebundle_()["text/html"]
    finally:
        set_config(display="text")


def test_it_is_a_classifier_whose_columns_follow_its_classes(fitted: Matcher, frame: pd.DataFrame) -> None:
    assert is_classifier(fitted)
    p = fitted.predict_proba(frame["text"])
    assert (fitted.classes_[p.argmax(axis=1)] == fitted.predict(frame["text"])).all()
    assert fitted.score(frame["text"], frame["label"]) > 0.9


def test_same_seed_same_model(fitted: Matcher, frame: pd.DataFrame) -> None:
    again = clone(fitted).fit(frame["text"], frame["label"])
    assert np.array_equal(again.predict_proba(frame["text"]), fitted.predict_proba(frame["text"]))


def test_order_and_company_of_texts_do_not_matter(fitted: Matcher, frame: pd.DataFrame) -> None:
    whole = fitted.predict_proba(frame["text"])
    assert np.allclose(fitted.predict_proba(frame["text"][::-1])[::-1], whole, atol=1e-12)
    assert np.allclose(fitted.predict_proba([frame["text"].iloc[3]])[0], whole[3], atol=1e-12)


def test_a_fitted_matcher_travels_between_processes(fitted: Matcher, frame: pd.DataFrame) -> None:
    copy = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(copy.predict_proba(frame["text"][:3]), fitted.predict_proba(frame["text"][:3]))


def test_the_shipped_model_can_be_recalibrated_on_ones_own_texts(frame: pd.DataFrame) -> None:
    shipped = FrozenEstimator(Matcher.load(pipeline="blank"))
    model = CalibratedClassifierCV(shipped, method="sigmoid", cv=2).fit(frame["text"], frame["label"])
    assert np.allclose(model.predict_proba(frame["text"]).sum(axis=1), 1)


def test_a_second_fit_replaces_the_first(frame: pd.DataFrame) -> None:
    again = clone(Matcher(**SMALL)).fit(frame["text"], frame["label"][::-1])
    before = again.predict_proba(frame["text"])
    assert again.match(frame["text"].iloc[0]).scores
    again.fit(frame["text"], frame["label"])
    once = Matcher(**SMALL).fit(frame["text"], frame["label"])
    assert not np.allclose(again.predict_proba(frame["text"]), before)
    assert np.array_equal(again.predict_proba(frame["text"]), once.predict_proba(frame["text"]))
    assert again.match(frame["text"].iloc[0]).to_dict() == once.match(frame["text"].iloc[0]).to_dict()


def test_parameters_set_after_use_hold_for_the_next_fit(frame: pd.DataFrame) -> None:
    one = Matcher(**SMALL).fit(frame["text"], frame["label"])
    before = one.predict_proba(frame["text"])
    one.set_params(use_roles=False)
    assert np.array_equal(one.predict_proba(frame["text"]), before)
    one.fit(frame["text"], frame["label"])
    other = Matcher(**SMALL, use_roles=False).fit(frame["text"], frame["label"])
    assert not np.allclose(before, other.predict_proba(frame["text"]))
    assert np.array_equal(one.predict_proba(frame["text"]), other.predict_proba(frame["text"]))


@pytest.fixture(scope="module")
def managers() -> pd.DataFrame:
    """Texts of two of the six labels."""
    rows = [{"text": t.text, "label": t.label} for t in load_corpus() if t.label in ("4", "5")]
    return pd.DataFrame(rows).groupby("label").head(46).head(91)


@pytest.fixture(scope="module")
def of_two(managers: pd.DataFrame) -> Matcher:
    return Matcher(**SMALL).fit(managers["text"], managers["label"])


def test_a_fit_on_some_labels_knows_those_alone(of_two: Matcher, managers: pd.DataFrame) -> None:
    assert of_two.classes_.tolist() == ["4", "5"]
    assert of_two.predict_proba(managers["text"]).shape == (91, 2)
    assert of_two.score(managers["text"], managers["label"]) > 0.95
    others = [e.text for e in held_out_examples()]
    assert set(of_two.predict(others)) == {"4", "5"}
    unseen = [(e.text, e.label) for e in held_out_examples() if e.label in ("4", "5")]
    assert of_two.score(*zip(*unseen, strict=True)) > 0.75


def test_labels_stand_in_the_skills_order(frame: pd.DataFrame) -> None:
    some = frame[frame["label"].isin(["7", "none", "1-3"])][::-1]
    one = Matcher(**SMALL).fit(some["text"], some["label"])
    assert one.classes_.tolist() == ["none", "1-3", "7"]
    assert one.score(some["text"], some["label"]) > 0.9


def test_two_labels_have_one_score_as_scikit_learn_has_it(of_two: Matcher, managers: pd.DataFrame) -> None:
    scores = of_two.decision_function(managers["text"])
    assert scores.shape == (91,)
    assert ((scores > 0) == (of_two.predict(managers["text"]) == "5")).all()
    model = CalibratedClassifierCV(FrozenEstimator(of_two), cv=2).fit(managers["text"], managers["label"])
    assert model.score(managers["text"], managers["label"]) > 0.9


def test_answers_of_a_model_of_two_labels_can_be_asked_why(of_two: Matcher, tmp_path: Path) -> None:
    of_two.save(tmp_path)
    text = next(e.text for e in held_out_examples() if e.label == "5")
    match = Matcher.load(tmp_path, pipeline="blank").match(text)
    assert list(match.probabilities) == ["4", "5"]
    assert match.contrast().other == "4"
    bring = sum(c.lexical[1] + c.dense[1] for c in match.contributions)
    assert match.scores["5"] == pytest.approx(bring + match.remainder["5"], abs=1e-9)
    assert match.sentences("it") and match._repr_html_()
    assert match.to_dict() == of_two.match(text).to_dict()


def test_a_model_of_two_labels_is_measured_on_texts_of_all(of_two: Matcher) -> None:
    report = predict(of_two, held_out_examples()).report()
    assert set(report.to_dict()["per_label"]) == {"none", "1-3", "4", "5", "6", "7"}
    assert 0 < report.accuracy.value < 1


def test_a_frame_of_one_column_is_that_column(fitted: Matcher, frame: pd.DataFrame) -> None:
    answers = fitted.predict(frame["text"][:5])
    assert (fitted.predict(frame[["text"]][:5]) == answers).all()
    assert (fitted.predict(frame[["text"]][:5].to_numpy()) == answers).all()
    assert (fitted.predict(iter(frame["text"][:5])) == answers).all()
    assert fitted.predict([]).shape == (0,)


ASK = {
    "string": (lambda m, f: m.predict("una stringa"), r"list of texts, not one string"),
    "table": (lambda m, f: m.predict(f), r"one column of texts, not a table of shape \(\d+, 2\)"),
    "number": (lambda m, f: m.predict(5), r"list of texts, not int"),
    "None": (lambda m, f: m.predict_proba(["Agente", None]), r"Row 1 \(from 0\) is not a text: it is None"),
    "NaN": (lambda m, f: m.predict(["Agente", "Agente", np.nan]), r"Row 2 .* it is nan \(float\)"),
    "fit string": (lambda m, f: m.fit("Agente", ["4"]), r"list of texts"),
    "fit NaN": (lambda m, f: m.fit(["Agente", pd.NA], ["4", "5"]), r"Row 1 .* not a text"),
    "no label": (lambda m, f: m.fit(["Agente", "Capo"], ["4", None]), r"Row 1 .* has no label"),
    "NaN label": (lambda m, f: m.fit(["Agente", "Capo"], [np.nan, "4"]), r"Row 0 .* has no label"),
    "lengths": (lambda m, f: m.fit(["a", "b", "c"], ["4", "5"]), r"3 texts and 2 labels: from row 2"),
    "groups": (lambda m, f: m.fit(["a", "b"], ["4", "5"], groups=[1]), r"2 texts and 1 groups"),
    "one label": (lambda m, f: m.fit(["a", "b"], ["4", "4"]), r"same label \['4'\]"),
    "no word twice": (lambda m, f: m.fit(["Agente", "Capo"], ["4", "5"]), r"in 2 texts or more"),
}


@pytest.mark.parametrize("what", ASK)
def test_what_cannot_be_read_is_told_by_row(what: str, frame: pd.DataFrame) -> None:
    ask, why = ASK[what]
    skill = {"use_lexicon": False} if what == "no word twice" else {}
    matcher = (
        Matcher(**SMALL, **skill) if "fit" in what else Matcher.load(pipeline="blank").set_params(**skill)
    )
    with pytest.raises(ValueError, match=why):
        ask(matcher, frame)


def test_texts_that_stand_alone_are_never_held_out(frame: pd.DataFrame) -> None:
    y = np.array([0, 0, 0, 0, 1, 1, 1, 2])
    for train, test in folds(y, None, 5, seed=0):
        assert not set(train) & set(test)
        assert 7 in train and 7 not in test
    assert folds(np.arange(3), None, 5, seed=0) == []
    alone = frame.groupby("label").head(1)
    with pytest.warns(UserWarning, match="not calibrated"):
        one = Matcher(**SMALL).fit(alone["text"], alone["label"])
    assert one.weights_.head.temperature == 1.0


def test_unknown_labels_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"unknown labels \['senior'\]"):
        Matcher(**SMALL).fit(["Agente", "Direttore"], ["senior", "4"])
