"""Logistic regression solved so exactly that the last bits of the linear algebra do not show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Quasi-Newton steps stop far from the minimum, and elsewhere on another processor; Newton's end in it.
SOLVER, TOLERANCE, MOST_STEPS = "newton-cg", 1e-7, 500


@dataclass(frozen=True, slots=True)
class Fitted:
    """``classes`` (k,) found in the labels, sorted, with their ``coefficients`` (features, k) and ``intercept`` (k,)."""

    classes: Ints
    coefficients: Floats
    intercept: Floats


def fit_logistic(
    x: sparse.csr_matrix | Floats,
    y: Ints,
    strength: float,
    *,
    weights: Floats | None = None,
    balanced: bool = False,
    intercept: bool = True,
) -> Fitted:
    """Multinomial logistic regression; of two classes each gets half of the difference.

    ``strength`` is scikit-learn's C, ``balanced`` counts every class alike.
    """
    model = LogisticRegression(
        C=strength,
        class_weight="balanced" if balanced else None,
        fit_intercept=intercept,
        solver=SOLVER,
        tol=TOLERANCE,
        max_iter=MOST_STEPS,
    ).fit(x, y, sample_weight=weights)
    if len(model.classes_) == 2:
        half = np.array([-0.5, 0.5])
        return Fitted(model.classes_, model.coef_.T * half, model.intercept_ * half)
    return Fitted(model.classes_, model.coef_.T, model.intercept_)
