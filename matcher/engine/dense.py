"""The dense channel: a document's vector is a weighted sum of its terms' vectors, so it explains by term.

Any source of term vectors will do (``Embedding``): latent semantic analysis by default, spaCy vectors where a
pipeline has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


class Embedding(Protocol):
    """A source of term vectors."""

    name: str

    def fit(self, x: sparse.csr_matrix, words: Sequence[str]) -> Floats:
        """Vectors of the terms, shape (terms, dimensions).

        ``x`` holds the training rows (documents, terms), ``words`` a readable form of each term.
        """
        ...


class LatentSemantics:
    """Latent semantic analysis (Deerwester et al., 1990): truncated SVD of the training rows."""

    name = "lsa"

    def __init__(self, dimensions: int = 64, seed: int = 0) -> None:
        self.dimensions = dimensions
        self.seed = seed

    def fit(self, x: sparse.csr_matrix, words: Sequence[str]) -> Floats:
        """Right singular vectors. Shape (terms, dimensions)."""
        from sklearn.decomposition import TruncatedSVD

        size = max(1, min(self.dimensions, min(x.shape) - 1))
        svd = TruncatedSVD(size, algorithm="randomized", n_iter=7, random_state=self.seed)
        svd.fit(x)
        return np.asarray(svd.components_.T, dtype=np.float64)


class SpacyVectors:
    """Static vectors of an installed spaCy package (``it_core_news_md`` or ``lg``); unknown words get zeros."""

    def __init__(self, package: str) -> None:
        self.name = package

    def fit(self, x: sparse.csr_matrix, words: Sequence[str]) -> Floats:
        """Unit vectors of the words, mean for phrases. Shape (terms, width of the package's table)."""
        import spacy

        vocab = spacy.load(self.name).vocab
        rows = [
            [np.asarray(vocab.get_vector(w), dtype=np.float64) for w in phrase.split()] for phrase in words
        ]
        table = np.stack([np.stack(row).mean(axis=0) for row in rows])
        length = np.linalg.norm(table, axis=1, keepdims=True)
        return np.asarray(table / np.where(length == 0, 1.0, length))
