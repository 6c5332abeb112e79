"""The Matcher: a scikit-learn estimator that gives an Italian ad or CV its level, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from matcher.data import data_path
from matcher.engine.dense import Embedding
from matcher.engine.engine import Scored
from matcher.engine.knowledge import load_knowledge
from matcher.engine.linker import LinkModel
from matcher.engine.persist import Model, load_model, save_model, stored
from matcher.explain.explainer import Explainer
from matcher.framework import Skill
from matcher.inputs import groups_of, labels_of, texts_of, weights_of
from matcher.language.pipeline import Language
from matcher.text.parse import parse
from matcher.text.roles import RoleModel, RoleReader
from matcher.trained import BATCH, Trained
from matcher.version import __version__

if TYPE_CHECKING:
    from matcher.training.vocabulary import ClauseLabels

Floats = NDArray[np.float64]


class Matcher(ClassifierMixin, BaseEstimator, Trained):  # type: ignore[misc]
    """At which level of a skill a text sits.

    ``Matcher.load()`` gives the shipped model; ``fit(texts, labels)`` trains another on the same knowledge.
    Texts are any iterable of ``str``; labels are some of the skill's (``none``, ``1-3``, ``4``, ``5``, ``6``, ``7``),
    and ``classes_`` are those that training saw, in the skill's order.

    Parameters: ``pipeline`` (``auto``, ``blank`` or a spaCy package), ``skill`` (another skill, or its file's path),
    ``strength`` (scikit-learn's C), ``lexical``, ``dense`` and ``evidence`` (scale of each channel, 0 leaves it out),
    ``dimensions`` of the dense channel, ``embedding`` (another source of term vectors), ``neighbour_share``,
    ``min_docs``, ``use_lexicon``, ``use_concepts``, ``use_roles``, ``seed``.
    """

    def __init__(
        self,
        pipeline: str = "auto",
        *,
        skill: Skill | str | None = None,
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
        here = ("pipeline", "skill", "embedding")
        parameters = {name: value for name, value in self.get_params().items() if name not in here}
        info, own_skill = self.info_, self.skill is not None
        model = Model(self.weights_, self.knowledge_, info.name, info.version, parameters, own_skill)
        save_model(Path(path), model)

    def set_params(self, **params: Any) -> Self:
        """Set parameters: the pipeline reads texts from now on, the others shape the next ``fit``."""
        super().set_params(**params)
        if "pipeline" in params and hasattr(self, "weights_"):
            self._adopt(self.weights_, self.knowledge_, self.info_.name, self.info_.version)
        return self

    def fit(
        self,
        X: Iterable[str],
        y: Iterable[str],
        sample_weight: Sequence[float] | None = None,
        *,
        groups: Sequence[Any] | None = None,
        roles: RoleModel | None = None,
        clauses: ClauseLabels | None = None,
        calibration: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Self:
        """Train on texts and labels; ``sample_weight`` (texts,) says what each counts, 1 by default.

        ``groups`` keeps texts of a kind together when scores are held out for calibration; ``calibration``, texts and
        labels, takes the place of held-out scores. ``roles`` is the clause model (the shipped one by default), and
        ``clauses`` replaces its answers on ``X``. What clauses state is told by the shipped model, for another skill by
        nearness to its descriptors, until ``linking`` gives a better one.

        Raises ``InputError``, a ``ValueError`` that names the row, for what is not a text or not a label of the skill.
        """
        from matcher.training.fitting import FitOptions, Sample, fit_weights
        from matcher.training.head_training import HeadOptions
        from matcher.training.link_transfer import by_descriptor, carried_over
        from matcher.training.vocabulary import ClauseLabels

        knowledge, language = load_knowledge(self.skill), Language(self.pipeline)
        if not self.use_roles:
            knowledge = replace(knowledge, role_weights=dict.fromkeys(knowledge.role_weights, 1.0))
        texts = list(texts_of(X))
        labels = labels_of(y, len(texts), knowledge.labels)
        seen = tuple(label for label in knowledge.labels if label in set(labels))
        numbers = np.array([seen.index(label) for label in labels])
        parsed = parse(texts, language)
        shipped = None if roles else load_model(data_path("models", "sale")).weights
        roles = roles or shipped.roles  # type: ignore[union-attr]
        if clauses is None:
            unseen = RoleReader(roles, language).probabilities(parsed)
            clauses = ClauseLabels(unseen)
        weights = weights_of(sample_weight, len(texts))
        sample = Sample(parsed, clauses, numbers, seen, weights, groups_of(groups, len(texts)))
        head = HeadOptions(self.strength, self.lexical, self.dense, self.evidence, self.neighbour_share)
        uses = (self.use_lexicon, self.use_concepts)
        options = FitOptions(head, self.dimensions, self.min_docs, *uses, seed=self.seed)
        fitted = fit_weights(sample, knowledge, language, roles, options, self.embedding, calibration)
        self._adopt(fitted, knowledge, f"{knowledge.skill.code.lower()}-it", __version__)
        if self.skill is not None:
            return self.linking(by_descriptor(fitted, knowledge, language))
        return self if shipped is None else self.linking(carried_over(fitted, shipped))

    def linking(self, links: LinkModel) -> Self:
        """The same with another model of what clauses state."""
        weights = stored(replace(self.weights_, links=links))
        self._adopt(weights, self.knowledge_, self.info_.name, self.info_.version)
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
        """Scores before calibration. Shape (texts, labels); of two labels the second's less the first's, (texts,)."""
        rows = [scored.scores for scored in self._scored(X)]
        scores = np.concatenate(rows) if rows else np.zeros((0, len(self.classes_)))
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def _scored(self, X: Iterable[str]) -> Iterator[Scored]:
        check_is_fitted(self, "weights_")
        stream = texts_of(X)
        while batch := list(islice(stream, BATCH)):
            yield self.engine.score(batch)
