"""Which texts are held out of which fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold, StratifiedKFold

Ints = NDArray[np.int64]


def folds(y: Ints, groups: Ints | None, most: int, seed: int) -> list[tuple[Ints, Ints]]:
    """Rows to train on and rows held out, at most ``most`` times: by group where there are two, else by label.

    A text that is alone with its label is never held out; there are no folds where every text is.
    """
    if groups is not None and (n_groups := len(np.unique(groups))) > 1:
        return list(GroupKFold(min(most, n_groups)).split(y, y, groups))
    counts = np.bincount(y)
    shared = np.flatnonzero(counts[y] > 1)
    if not len(shared):
        return []
    splitter = StratifiedKFold(min(most, int(counts[counts > 1].min())), shuffle=True, random_state=seed)
    everything = np.arange(len(y))
    return [
        (np.setdiff1d(everything, shared[test]), shared[test])
        for _, test in splitter.split(shared, y[shared])
    ]
