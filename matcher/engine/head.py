"""The linear head: TF-IDF rows, their dense projection and their nearness to responsibilities, to six scores.

All three are linear in the row, so they fold into one weight a term and label for each channel; scores become
probabilities by one temperature, fitted on texts held out by group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Head:
    """Folded weights, (terms, labels) by channel, the intercept (labels,) and the temperature."""

    lexical: Floats
    dense: Floats
    intercept: Floats
    temperature: float

    def scores(self, x: sparse.csr_matrix) -> Floats:
        """Scores before calibration. Shape (documents, labels)."""
        return np.asarray(x @ (self.lexical + self.dense)) + self.intercept

    def probabilities(self, scores: Floats) -> Floats:
        """Calibrated probabilities. Shape (documents, labels); rows sum to 1."""
        return calibrated(scores, self.temperature)


@dataclass(frozen=True, slots=True)
class HeadOptions:
    """``strength`` is scikit-learn's C; ``dense`` and ``evidence`` scale the two projections, 0 leaves one out.

    ``neighbour_share`` of each ordered text's weight goes to the labels next to its own.
    """

    strength: float = 5.0
    lexical: float = 1.0
    dense: float = 0.5
    evidence: float = 1.0
    neighbour_share: float = 0.1


def fit_head(
    x: sparse.csr_matrix, y: Ints, vectors: Floats, prototypes: Floats, n_labels: int, options: HeadOptions
) -> Head:
    """Fit on rows ``x`` and label numbers ``y``; ``vectors`` (terms, k) and ``prototypes`` (terms, r) project them."""
    from sklearn.linear_model import LogisticRegression

    blocks = [x * options.lexical, sparse.csr_matrix(x @ vectors) * options.dense]
    blocks.append(sparse.csr_matrix(x @ prototypes) * options.evidence)
    rows, labels, weights = spread(y, n_labels, options.neighbour_share)
    design = sparse.hstack(blocks).tocsr()[rows]
    model = LogisticRegression(C=options.strength, class_weight="balanced", max_iter=1000, tol=1e-4)
    model.fit(design, labels, sample_weight=weights)
    coefficients = np.zeros((design.shape[1], n_labels))
    intercept = np.full(n_labels, -20.0)
    if len(model.classes_) == 2:
        coefficients[:, model.classes_] = np.hstack([-model.coef_.T, model.coef_.T]) / 2
        intercept[model.classes_] = np.array([-0.5, 0.5]) * model.intercept_
    else:
        coefficients[:, model.classes_] = model.coef_.T
        intercept[model.classes_] = model.intercept_
    terms, k = x.shape[1], vectors.shape[1]
    own, dense, evidence = np.split(coefficients, [terms, terms + k])
    return Head(
        own * options.lexical + prototypes @ evidence * options.evidence,
        vectors @ dense * options.dense,
        intercept,
        1.0,
    )


def spread(y: Ints, n_labels: int, share: float) -> tuple[Ints, Ints, Floats]:
    """Rows, labels and weights in which each ordered label (1 and above) lends ``share`` to its neighbours."""
    rows, labels, weights = [np.arange(len(y))], [y], [np.where(y == 0, 1.0, 1.0 - share)]
    for step in (-1, 1):
        near = y + step
        inside = (y > 0) & (near > 0) & (near < n_labels)
        sides = np.where((y == 1) | (y == n_labels - 1), 1.0, 2.0)
        rows.append(np.flatnonzero(inside))
        labels.append(near[inside])
        weights.append((share / sides)[inside])
    keep = np.concatenate(weights) > 0
    return np.concatenate(rows)[keep], np.concatenate(labels)[keep], np.concatenate(weights)[keep]


def calibrated(scores: Floats, temperature: float) -> Floats:
    """Softmax of ``scores / temperature`` by row."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def fit_temperature(scores: Floats, y: Ints) -> float:
    """The temperature that makes held-out scores most likely (Guo et al., 2017)."""

    from scipy.optimize import minimize_scalar

    def loss(log_temperature: float) -> float:
        p = calibrated(scores, float(np.exp(log_temperature)))
        return float(-np.log(p[np.arange(len(y)), y] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3.0, 3.0), method="bounded").x))


def prototypes_of(parts: Sequence[Floats]) -> Floats:
    """Unit-length sum of unit-length columns: descriptor, lexicon and examples of each code. Shape (terms, codes)."""
    total = np.sum([_unit(part) for part in parts], axis=0)
    return _unit(total)


def _unit(columns: Floats) -> Floats:
    length = np.sqrt((columns * columns).sum(axis=0, keepdims=True))
    return np.asarray(columns / np.where(length == 0, 1.0, length))
