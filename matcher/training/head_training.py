"""Fits the head: one weight a term and label for each channel, and the temperature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matcher.engine.head import Head, calibrated
from matcher.training.logistic import fit_logistic

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
UNSEEN = -20.0


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
    x: sparse.csr_matrix,
    y: Ints,
    weights: Floats,
    vectors: Floats,
    prototypes: Floats,
    order: Ints,
    options: HeadOptions,
) -> Head:
    """Fit on rows ``x`` and columns ``y``; ``vectors`` (terms, k) and ``prototypes`` (terms, r) project them.

    ``weights`` (texts,) say what each text counts; ``order`` (labels,) is the place of each column's label in the
    skill. A column that no row has gets a score that never wins.
    """
    blocks = [x * options.lexical, sparse.csr_matrix(x @ vectors) * options.dense]
    blocks.append(sparse.csr_matrix(x @ prototypes) * options.evidence)
    rows, labels, shares = spread(y, order, options.neighbour_share)
    design = sparse.hstack(blocks).tocsr()[rows]
    fitted = fit_logistic(design, labels, options.strength, weights=shares * weights[rows], balanced=True)
    coefficients, intercept = np.zeros((design.shape[1], len(order))), np.full(len(order), UNSEEN)
    coefficients[:, fitted.classes] = fitted.coefficients
    intercept[fitted.classes] = fitted.intercept
    terms, k = x.shape[1], vectors.shape[1]
    own, dense, evidence = np.split(coefficients, [terms, terms + k])
    return Head(
        own * options.lexical + prototypes @ evidence * options.evidence,
        vectors @ dense * options.dense,
        intercept,
        1.0,
    )


def spread(y: Ints, order: Ints, share: float) -> tuple[Ints, Ints, Floats]:
    """Rows, columns and weights in which each ordered label lends ``share`` to its neighbours among the columns.

    Place 0 of the skill is ``none``, which stands in no order.
    """
    place = order[y]
    near = [
        (order[None, :] == (place + step)[:, None]) & ((place > 0) & (place + step > 0))[:, None]
        for step in (-1, 1)
    ]
    sides = np.sum([side.any(axis=1) for side in near], axis=0)
    rows, labels = [np.arange(len(y))], [y]
    weights = [np.where(sides > 0, 1.0 - share, 1.0)]
    for side in near:
        row, column = np.nonzero(side)
        rows.append(row)
        labels.append(column)
        weights.append(share / sides[row])
    keep = np.concatenate(weights) > 0
    return np.concatenate(rows)[keep], np.concatenate(labels)[keep], np.concatenate(weights)[keep]


def fit_temperature(scores: Floats, y: Ints) -> float:
    """The temperature that makes scores of texts the head never saw most likely (Guo et al., 2017); 1 for no scores."""
    from scipy.optimize import minimize_scalar

    if not len(y):
        return 1.0

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
