"""How right a Matcher is on labelled texts: figures with bootstrap intervals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.errors import DataError
from matcher.framework import shipped_labels
from matcher.study import resample
from matcher.study.figures import Estimate, LabelFigures, Report

if TYPE_CHECKING:
    from matcher.trained import Trained

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text; ``kind`` (ad, cv, profile) and ``tags`` are empty where the file does not say."""

    id: str
    text: str
    label: str
    kind: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Predictions:
    """What a Matcher says of examples.

    ``probabilities`` (examples, labels) has columns as in ``classes``; rows of declined texts are nan.
    """

    examples: tuple[Example, ...]
    classes: tuple[str, ...]
    probabilities: Floats
    statuses: tuple[str, ...]

    @property
    def declined(self) -> NDArray[np.bool_]:
        """Which texts got no label."""
        return np.array([status != "ok" for status in self.statuses], dtype=bool)

    def report(self, **options: Any) -> Report:
        """The figures; ``options`` are those of ``evaluate``."""
        labels = [example.label for example in self.examples]
        return evaluate(labels, self.probabilities, self.classes, **options)


def read_labelled(path: Path | str, labels: Sequence[str] | None = None) -> list[Example]:
    """Examples of a JSONL file of ``{"id", "text", "label"}``; ``title``, if any, is line one of the text.

    Raises ``DataError`` that names the file, the line and the mend.
    """
    file = Path(path)
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError:
        raise DataError(
            f"{file}: non si può leggere; controllare che il file esista e che i permessi bastino.",
            f"{file}: cannot be read; check that the file exists and that its permissions allow it.",
        ) from None
    except UnicodeDecodeError:
        raise DataError(
            f"{file}: non è in UTF-8; convertirlo.", f"{file}: is not UTF-8; convert it."
        ) from None
    lines = enumerate(content.split("\n"), 1)
    examples = [
        _example(file, number, line, labels or shipped_labels()) for number, line in lines if line.strip()
    ]
    if not examples:
        raise DataError(
            f"{file}: nessun testo; scrivere un oggetto JSON con id, text e label per riga.",
            f"{file}: no text; write one JSON object with id, text and label a line.",
        )
    return examples


def _example(file: Path, number: int, line: str, labels: Sequence[str]) -> Example:
    try:
        row = json.loads(line)
    except ValueError:
        raise _bad(file, number, "non è JSON valido", "is not valid JSON") from None
    if not isinstance(row, dict):
        raise _bad(file, number, "non è un oggetto JSON", "is not a JSON object")
    for name in ("text", "label"):
        if row.get(name) is None:
            raise _bad(file, number, f"manca «{name}»", f'"{name}" is missing')
    label, text, title = str(row["label"]), row["text"], row.get("title") or ""
    if label not in labels:
        known = ", ".join(labels)
        wrong = f"l'etichetta «{label}» non è tra {known}", f'label "{label}" is not one of {known}'
        raise _bad(file, number, *wrong)
    if not isinstance(text, str) or not isinstance(title, str):
        raise _bad(file, number, "«text» e «title» devono essere testo", '"text" and "title" must be strings')
    whole = f"{title}\n{text}" if title.strip() else text
    return Example(str(row.get("id", number)), whole, label, str(row.get("kind") or ""))


def _bad(file: Path, line: int, it: str, en: str) -> DataError:
    return DataError(
        f'{file}, riga {line}: {it}; la forma è {{"id": "a1", "text": "…", "label": "4"}}, correggerla.',
        f'{file}, line {line}: {en}; the form is {{"id": "a1", "text": "...", "label": "4"}}, mend the line.',
    )


def held_out_examples() -> list[Example]:
    """The project's own test texts: sectors that training never saw."""
    from matcher.training.corpus import load_corpus

    chosen = (t for t in load_corpus() if t.split == "test" and t.label != "decline")
    return [Example(t.id, t.text, t.label, t.kind, t.tags) for t in chosen]


def predict(matcher: Trained, examples: Iterable[Example]) -> Predictions:
    """What ``matcher`` says of each example, declined texts included; labels it never saw have probability 0."""
    examples = tuple(examples)
    met = {*matcher.classes_.tolist(), *(e.label for e in examples)}
    classes = tuple(label for label in matcher.knowledge_.labels if label in met)
    matches = list(matcher.match_many((e.text for e in examples), detail="none"))
    unseen = [np.nan if m.label is None else 0.0 for m in matches]
    rows = [[m.probabilities.get(c, p) for c in classes] for m, p in zip(matches, unseen, strict=True)]
    probabilities = np.array(rows, dtype=np.float64).reshape(len(rows), len(classes))
    return Predictions(examples, classes, probabilities, tuple(m.status for m in matches))


def evaluate(
    labels: Sequence[str],
    probabilities: Floats,
    classes: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    confidence: float = 0.95,
) -> Report:
    """Figures of ``probabilities`` (texts, labels) against gold ``labels``.

    A row of nan is a declined text, and wrong. ``classes`` are ``none`` and then the ordered labels. Macro F1
    is over the labels that occur in ``labels``; quadratic kappa over the texts where gold and answer are both
    ordered. Intervals are percentiles of a bootstrap over texts. Raises ``DataError`` where there is nothing
    to evaluate, ``ValueError`` for an unknown label.
    """
    classes = classes or shipped_labels()
    gold, predicted, sure = _coded(labels, probabilities, classes)
    k = len(classes)
    tail = 50 * (1 - confidence)
    once, ece = resample.counts(gold, predicted, k, sure, [np.ones((1, len(gold)))])
    confusion, eces = resample.counts(
        gold, predicted, k, sure, resample.multiplicities(len(gold), resamples, seed)
    )
    points = {**_points(gold, predicted, k), "ece": float(ece[0])}
    spread = {**_spread(confusion, k), "ece": eces}
    return Report(
        n=len(gold),
        declined=int((predicted == k).sum()),
        n_ordered=int(((gold > 0) & (predicted > 0) & (predicted < k)).sum()),
        classes=tuple(classes),
        macro_over=tuple(classes[i] for i in np.unique(gold)),
        **{name: estimate(points[name], spread[name], tail) for name in spread},
        per_label=dict(zip(classes, _label_figures(gold, predicted, confusion, tail), strict=True)),
        confusion=once[0].astype(int).tolist(),
        bins=tuple(_bins(sure, gold == predicted)),
        resamples=resamples,
        seed=seed,
        confidence=confidence,
    )


def _spread(confusion: Floats, k: int) -> dict[str, Floats]:
    """Each figure of each resample, from confusions of ``k`` labels."""
    return {
        "accuracy": resample.accuracy(confusion),
        "macro_f1": resample.macro_f1(confusion),
        "quadratic_kappa": resample.quadratic_kappa(confusion[:, 1:, 1:k]),
        "none_f1": resample.per_label(confusion)[2][:, 0],
    }


def _coded(labels: Sequence[str], probabilities: Floats, classes: Sequence[str]) -> tuple[Ints, Ints, Floats]:
    """Numbers of gold labels and answers, and confidence; a declined text's are ``len(classes)`` and nan."""
    if not len(labels):
        raise DataError(
            "Nessun testo da valutare; darne almeno uno.", "No text to evaluate; give at least one."
        )
    if unknown := sorted(set(labels) - set(classes)):
        raise ValueError(f"unknown labels {unknown}: use {list(classes)}")
    gold = np.array([list(classes).index(label) for label in labels])
    declined = np.isnan(probabilities.sum(axis=1))
    top = np.where(declined[:, None], -1.0, probabilities)
    predicted = np.where(declined, len(classes), top.argmax(axis=1))
    return gold, predicted, np.where(declined, np.nan, top.max(axis=1))


def estimate(value: float, spread: Floats, tail: float = 2.5) -> Estimate:
    """A figure with percentiles ``tail`` and ``100 - tail`` of its resamples, undefined ones left out."""
    known = spread[~np.isnan(spread)]
    low, high = np.percentile(known, [tail, 100 - tail]).tolist() if len(known) else (np.nan, np.nan)
    return Estimate(float(value), low, high)


def _points(gold: Ints, predicted: Ints, k: int) -> dict[str, Any]:
    from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score

    ordered = (gold > 0) & (predicted > 0) & (predicted < k)
    a, b = gold[ordered], predicted[ordered]
    constant = len(np.union1d(a, b)) < 2
    kappa = np.nan if constant else cohen_kappa_score(a, b, labels=np.arange(1, k), weights="quadratic")
    return {
        "accuracy": accuracy_score(gold, predicted),
        "macro_f1": f1_score(gold, predicted, labels=np.unique(gold), average="macro"),
        "quadratic_kappa": float(kappa),
        "none_f1": f1_score(gold == 0, predicted == 0, zero_division=np.nan),
    }


def _label_figures(gold: Ints, predicted: Ints, confusion: Floats, tail: float) -> Iterator[LabelFigures]:
    from sklearn.metrics import precision_recall_fscore_support

    k = confusion.shape[1]
    scores = precision_recall_fscore_support(gold, predicted, labels=np.arange(k), zero_division=np.nan)
    resampled = resample.per_label(confusion)
    for i in range(k):
        precision, recall, f1 = (
            estimate(s[i], r[:, i], tail) for s, r in zip(scores[:3], resampled, strict=True)
        )
        yield LabelFigures(precision, recall, f1, int(scores[3][i]), int((predicted == i).sum()))


def _bins(sure: Floats, right: NDArray[np.bool_]) -> Iterator[tuple[int, float, float]]:
    known = ~np.isnan(sure)
    number = resample.bin_of(sure[known])
    for i in range(resample.BINS):
        inside = number == i
        if inside.any():
            yield int(inside.sum()), float(sure[known][inside].mean()), float(right[known][inside].mean())
