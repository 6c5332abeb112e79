"""The linear head: TF-IDF rows, their dense projection and their nearness to responsibilities, to a score a label.

All three are linear in the row, so they fold into one weight a term and label for each channel; scores become
probabilities by one temperature, fitted on texts held out by group.
"""

from __future__ import annotations

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


def calibrated(scores: Floats, temperature: float) -> Floats:
    """Softmax of ``scores / temperature`` by row."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
