"""Many numeric keys looked up at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class KeyIndex:
    """Sorted keys, each with a number that it stands for."""

    def __init__(self, numbers: Iterable[tuple[int, int]]) -> None:
        table = np.array(sorted(numbers), dtype=np.int64).reshape(-1, 2)
        self._keys, self._numbers = table[:, 0], table[:, 1]

    def find(self, keys: Ints) -> Ints:
        """The number of each key, -1 where there is none."""
        if not len(self._keys):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._numbers[at], -1)
