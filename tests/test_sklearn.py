"""A Matcher keeps the habits of scikit-learn, on texts from a pandas Series."""

from __future__ import annotations

import pickle

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
from matcher.study.evaluate import held_out_examples

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


def test_unknown_labels_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"unknown labels \['senior'\]"):
        Matcher(**SMALL).fit(["Agente", "Direttore"], ["senior", "4"])
