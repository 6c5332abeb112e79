"""The methods anyone would try first, as scikit-learn estimators: what the engine has to beat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from matcher.framework import load_skill
from matcher.language.pipeline import BLANK, Language, resolve

Floats = NDArray[np.float64]


def lemmas(texts: Iterable[str], pipeline: str = BLANK) -> list[str]:
    """Each text as its lemmas, spaces between."""
    return [" ".join(t.lemma_.lower() for t in doc) for doc in Language(pipeline).nlp.pipe(texts)]


class NearestDescriptor(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The level whose text is nearest by cosine: what a first reading of the task suggests.

    ``vectorizer`` turns texts into rows; it is fitted on the level texts alone. It never answers a label
    without a level text.
    """

    def __init__(self, vectorizer: Any) -> None:
        self.vectorizer = vectorizer

    def fit(self, X: Iterable[str], y: Iterable[str]) -> Self:
        """Read the level texts; the training texts are not looked at."""
        skill = load_skill()
        self.classes_ = np.array(skill.labels)
        self.columns_ = [skill.labels.index(str(level.level)) for level in skill.levels]
        self.rows_ = _unit(self.vectorizer.fit_transform([level.text for level in skill.levels]))
        return self

    def predict_proba(self, X: Iterable[str]) -> Floats:
        """All weight on the nearest level. Shape (texts, labels)."""
        nearness = _unit(self.vectorizer.transform(list(X))) @ self.rows_.T
        best = np.array(self.columns_)[nearness.argmax(axis=1)]
        return np.asarray(np.eye(len(self.classes_))[best])

    def predict(self, X: Iterable[str]) -> NDArray[Any]:
        """The nearest level of each text."""
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


class ContextVectors(BaseEstimator):  # type: ignore[misc]
    """Mean context vector of an installed spaCy package: ``Doc.vector`` where there are no word vectors."""

    def __init__(self, package: str) -> None:
        self.package = package

    def fit_transform(self, X: Iterable[str]) -> Floats:
        """Vectors; nothing is fitted. Shape (texts, width)."""
        return self.transform(X)

    def transform(self, X: Iterable[str]) -> Floats:
        """Vectors. Shape (texts, width)."""
        import spacy

        nlp = spacy.load(self.package, exclude=["parser", "ner", "lemmatizer"])
        return np.array([doc.vector for doc in nlp.pipe(X)], dtype=np.float64)


def words() -> TfidfVectorizer:
    """TF-IDF of words."""
    return TfidfVectorizer(sublinear_tf=True)


def characters() -> TfidfVectorizer:
    """TF-IDF of two to five characters inside words."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)


def logistic(vectorizer: TfidfVectorizer) -> Pipeline:
    """The plain text classifier."""
    return make_pipeline(vectorizer, LogisticRegression(C=10.0, max_iter=300, class_weight="balanced"))


def naive_methods() -> dict[str, Any]:
    """Name -> unfitted estimator, weakest idea first; those whose package is missing are left out."""
    lemma = FunctionTransformer(lemmas)
    methods: dict[str, Any] = {
        "commonest label": DummyClassifier(strategy="most_frequent"),
        "nearest descriptor, words": NearestDescriptor(make_pipeline(lemma, words())),
        "nearest descriptor, characters": NearestDescriptor(make_pipeline(lemma, characters())),
    }
    package = resolve("auto")
    if package != BLANK:
        methods["nearest descriptor, context vectors"] = NearestDescriptor(ContextVectors(package))
    methods["TF-IDF words + logistic regression"] = logistic(words())
    methods["TF-IDF characters + logistic regression"] = logistic(characters())
    return methods


def _unit(rows: Any) -> Floats:
    from sklearn.preprocessing import normalize

    plain = rows.toarray() if hasattr(rows, "toarray") else rows
    return np.asarray(normalize(plain))
