"""The Matcher: a scikit-learn estimator that gives an Italian ad or CV its level, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from matcher.data import data_path
from matcher.engine.dense import Embedding
from matcher.engine.engine import Scored
from matcher.engine.head import HeadOptions
from matcher.engine.knowledge import load_knowledge
from matcher.engine.persist import load_weights, save_weights
from matcher.explain.explainer import Explainer
from matcher.language.pipeline import Language
from matcher.text.roles import RoleModel
from matcher.trained import BATCH, Trained
from matcher.version import __version__

Floats = NDArray[np.float64]


class Matcher(ClassifierMixin, BaseEstimator, Trained):  # type: ignore[misc]
    """At which level of a skill a text sits.

    ``Matcher.load()`` gives the shipped model; ``fit(texts, labels)`` trains another on the same knowledge.
    Texts are any iterable of ``str``; labels are those of the skill (``none``, ``1-3``, ``4``, ``5``, ``6``, ``7``).

    Parameters: ``pipeline`` (``auto``, ``blank`` or a spaCy package), ``skill`` (path of another skill's file),
    ``strength`` (scikit-learn's C), ``lexical``, ``dense`` and ``evidence`` (scale of each channel, 0 leaves it out),
    ``dimensions`` of the dense channel, ``embedding`` (another source of term vectors), ``neighbour_share``,
    ``min_docs``, ``use_lexicon``, ``use_concepts``, ``use_roles``, ``seed``.
    """

    def __init__(
        self,
        pipeline: str = "auto",
        *,
        skill: str | None = None,
        strength: float = 5.0,
        lexical: float = 1.0,
        dense: float = 0.5,
        evidence: float = 0.0,
        dimensions: int = 100,
        embedding: Embedding | None = None,
        neighbour_share: float = 0.1,
        min_docs: int = 2,
        use_lexicon: bool = True,
        use_concepts: bool = True,
        use_roles: bool = True,
        seed: int = 0,
    ) -> None:
        self.pipeline = pipeline
        self.skill = skill
        self.strength = strength
        self.lexical = lexical
        self.dense = dense
        self.evidence = evidence
        self.dimensions = dimensions
        self.embedding = embedding
        self.neighbour_share = neighbour_share
        self.min_docs = min_docs
        self.use_lexicon = use_lexicon
        self.use_concepts = use_concepts
        self.use_roles = use_roles
        self.seed = seed

    def save(self, path: Path | str) -> None:
        """Write the fitted model to a folder, as JSON and npz."""
        check_is_fitted(self, "weights_")
        parameters = {k: v for k, v in self.get_params().items() if k not in ("pipeline", "embedding")}
        about = {"name": self.info_.name, "version": self.info_.version, "parameters": parameters}
        save_weights(Path(path), self.weights_, about)

    def fit(
        self,
        X: Iterable[str],
        y: Iterable[str],
        *,
        groups: Sequence[Any] | None = None,
        roles: RoleModel | None = None,
        clause_roles: Floats | None = None,
        clause_evidence: Sequence[str | None] | None = None,
    ) -> Self:
        """Train on texts and labels.

        ``groups`` keeps texts of a kind together when scores are held out for calibration. ``roles`` is the clause
        model (the shipped one by default); ``clause_roles`` (clauses, roles) replaces its answers on ``X``, and
        ``clause_evidence`` says what each clause speaks for. Raises ``ValueError`` for an unknown label.
        """
        from matcher.text.parse import parse
        from matcher.text.roles import RoleReader
        from matcher.training.fitting import FitOptions, Sample, fit_weights

        texts, labels = list(X), [str(label) for label in y]
        knowledge, language = load_knowledge(self.skill), Language(self.pipeline)
        if unknown := sorted(set(labels) - set(knowledge.labels)):
            raise ValueError(f"unknown labels {unknown}: use {list(knowledge.labels)}")
        roles = roles or load_weights(data_path("models", "sale"))[0].roles
        parsed = parse(texts, language)
        if clause_roles is None:
            clause_roles = RoleReader(roles, language).probabilities(parsed)
        numbers = np.array([knowledge.labels.index(label) for label in labels])
        group_numbers = None if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
        head = HeadOptions(self.strength, self.lexical, self.dense, self.evidence, self.neighbour_share)
        options = FitOptions(
            head,
            self.dimensions,
            self.min_docs,
            self.use_roles,
            self.use_lexicon,
            self.use_concepts,
            seed=self.seed,
        )
        sample = Sample(parsed, clause_roles, numbers, group_numbers, clause_evidence)
        weights = fit_weights(sample, knowledge, language, roles, options, self.embedding)
        self._adopt(weights, f"{knowledge.skill.code.lower()}-it", __version__)
        return self

    @property
    def explainer(self) -> Explainer:
        """What scores and explains; made once a process and never saved."""
        check_is_fitted(self, "weights_")
        return super().explainer

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in super().__getstate__().items() if k != "_explainer"}

    def predict_proba(self, X: Iterable[str]) -> Floats:
        """Calibrated probabilities. Shape (texts, labels), columns as in ``classes_``; no text is declined."""
        rows = [scored.probabilities for scored in self._scored(X)]
        return np.concatenate(rows) if rows else np.zeros((0, len(self.classes_)))

    def predict(self, X: Iterable[str]) -> NDArray[Any]:
        """The most likely label of each text. Shape (texts,)."""
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def decision_function(self, X: Iterable[str]) -> Floats:
        """Scores before calibration. Shape (texts, labels)."""
        rows = [scored.scores for scored in self._scored(X)]
        return np.concatenate(rows) if rows else np.zeros((0, len(self.classes_)))

    def _scored(self, X: Iterable[str]) -> Iterator[Scored]:
        stream = iter(X)
        while batch := list(islice(stream, BATCH)):
            yield self.engine.score(batch)
