"""Figures of many bootstrap resamples at once, from counts: what scikit-learn gives one sample at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BINS = 10
_BLOCK = 64


def multiplicities(n: int, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each of ``n`` texts stands in each resample, in blocks of resamples. Shape (block, n)."""
    rng = np.random.default_rng(seed)
    for start in range(0, resamples, _BLOCK):
        size = min(_BLOCK, resamples - start)
        yield rng.multinomial(n, np.full(n, 1 / n), size=size).astype(np.float64)


def counts(
    gold: Ints, predicted: Ints, labels: int, confidence: Floats, blocks: Iterable[Floats]
) -> tuple[Floats, Floats]:
    """Confusion (resamples, labels, labels + 1) and calibration error (resamples,) of each resample.

    ``predicted`` is ``labels`` and ``confidence`` nan for a declined text, which the error leaves out. The
    error is the expected one of the top label, over ten bins of equal width (Guo et al., 2017).
    """
    rows, cells = np.arange(len(gold)), labels * (labels + 1)
    known = np.flatnonzero(~np.isnan(confidence))
    design = np.zeros((len(gold), cells + BINS + 1))
    design[rows, gold * (labels + 1) + predicted] = 1.0
    design[known, cells + bin_of(confidence[known])] = (gold == predicted)[known] - confidence[known]
    design[known, -1] = 1.0
    sums = np.concatenate([block @ design for block in blocks])
    error = _share(np.abs(sums[:, cells:-1]).sum(axis=1), sums[:, -1])
    return sums[:, :cells].reshape(-1, labels, labels + 1), error


def per_label(confusion: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and F1, undefined (nan) where nothing is counted. Shape (resamples, labels) each."""
    n = confusion.shape[1]
    hits = np.einsum("rii->ri", confusion[:, :, :n])
    predicted, gold = confusion[:, :, :n].sum(axis=1), confusion.sum(axis=2)
    return _share(hits, predicted), _share(hits, gold), _share(2 * hits, predicted + gold)


def macro_f1(confusion: Floats) -> Floats:
    """Mean F1 of the labels that occur in each resample. Shape (resamples,)."""
    present = confusion.sum(axis=2) > 0
    f1 = np.where(present, per_label(confusion)[2], 0.0)
    return _share(f1.sum(axis=1), present.sum(axis=1).astype(np.float64))


def accuracy(confusion: Floats) -> Floats:
    """Share of right labels; a declined text is wrong. Shape (resamples,)."""
    hits = np.einsum("rii->r", confusion[:, :, : confusion.shape[1]])
    return _share(hits, confusion.sum(axis=(1, 2)))


def quadratic_kappa(confusion: Floats) -> Floats:
    """Cohen's kappa with quadratic weights over a square confusion in order. Shape (resamples,)."""
    n = confusion.shape[1]
    weights = np.subtract.outer(np.arange(n), np.arange(n)) ** 2
    total = confusion.sum(axis=(1, 2))
    chance = confusion.sum(axis=2)[:, :, None] * confusion.sum(axis=1)[:, None, :]
    disagreement = (weights * confusion).sum(axis=(1, 2)) * total
    return 1.0 - _share(disagreement, (weights * chance).sum(axis=(1, 2)))


def bin_of(confidence: Floats) -> Ints:
    """Bin of each confidence: ``(0, 0.1], (0.1, 0.2] ...``."""
    return np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)


def _share(part: Floats, whole: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(whole > 0, part / whole, np.nan))
