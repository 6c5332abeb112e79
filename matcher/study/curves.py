"""Data frames behind the pictures: answers text by text, risk and coverage, flips, growth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.study.edits import edits, variants
from matcher.study.evaluate import RESAMPLES, Example, Predictions, estimate, predict
from matcher.study.figures import DECLINED, Estimate, pandas, plain
from matcher.study.resample import multiplicities

if TYPE_CHECKING:
    import pandas as pd

    from matcher.model import Matcher
    from matcher.training.corpus import LabelledText

GROWTH = (0.1, 1 / 3, 2 / 3, 1.0)


def mean_by(values: Any, groups: Any = None, resamples: int = RESAMPLES, seed: int = 0) -> Estimate:
    """Mean of ``values`` and its bootstrap interval, resampled by group (each its own by default)."""
    _, of = np.unique(np.arange(len(values)) if groups is None else groups, return_inverse=True)
    sums, sizes = np.bincount(of, values), np.bincount(of)
    blocks = multiplicities(len(sums), resamples, seed)
    spread = np.concatenate([(block @ sums) / (block @ sizes) for block in blocks])
    return estimate(float(np.mean(values)), spread)


def prediction_frame(predictions: Predictions) -> pd.DataFrame:
    """A row a text: label, answer, confidence, whether it is right, and how many levels off it is.

    ``steps`` is answer less label on the ordered scale, nan where one of them is not on it.
    """
    rows = []
    order = {label: i for i, label in enumerate(predictions.classes) if i}
    for example, status, p in zip(
        predictions.examples, predictions.statuses, predictions.probabilities, strict=True
    ):
        answer = predictions.classes[int(p.argmax())] if status == "ok" else DECLINED
        on_scale = example.label in order and answer in order
        rows.append(
            {
                "id": example.id,
                "kind": example.kind,
                "tags": ", ".join(example.tags),
                "label": example.label,
                "answer": answer,
                "confidence": float(p.max()) if status == "ok" else 0.0,
                "right": answer == example.label,
                "steps": order[answer] - order[example.label] if on_scale else np.nan,
                "cause": cause(example.label, answer, order),
                "text": example.text,
            }
        )
    return pandas().DataFrame(rows)


def cause(label: str, answer: str, order: dict[str, int]) -> str:
    """What kind of error it is; empty for a right answer."""
    if label == answer:
        return ""
    if answer == DECLINED:
        return "declined"
    if label not in order:
        return "selling seen where there is none"
    if answer not in order:
        return "selling missed"
    steps = order[answer] - order[label]
    return f"{'one level' if abs(steps) == 1 else 'levels'} too {'high' if steps > 0 else 'low'}"


def risk_coverage(predictions: Predictions) -> pd.DataFrame:
    """Accuracy of the most confident texts for every share of them: columns coverage, accuracy, low, high.

    Intervals are Wilson's, from the count alone.
    """
    frame = prediction_frame(predictions).sort_values("confidence", ascending=False, kind="stable")
    n = np.arange(1, len(frame) + 1)
    share = frame["right"].to_numpy(dtype=float).cumsum() / n
    low, high = wilson(share, n)
    columns = {"coverage": n / len(frame), "accuracy": share, "low": low, "high": high}
    return pandas().DataFrame(columns)


def wilson(share: Any, n: Any) -> tuple[Any, Any]:
    """The 95% interval of a share of ``n``, sound also where it is 0 or 1 (Wilson, 1927)."""
    z = 1.96
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def flip_frame(matcher: Matcher, examples: Sequence[Example]) -> pd.DataFrame:
    """A row an edit: the share of changed texts whose label moved, its interval, and how many there were."""
    before = predict(matcher, examples)
    answers = prediction_frame(before)["answer"].to_numpy()
    changed = [(i, edit, text) for i, e in enumerate(examples) for edit, text in variants(e.text)]
    after = [match.label or DECLINED for match in matcher.match_many((c[2] for c in changed), detail="none")]
    moved: dict[Any, list[bool]] = {}
    for (i, edit, _), answer in zip(changed, after, strict=True):
        moved.setdefault(edit, []).append(answer != answers[i])
    rows = []
    for edit in (e for e in edits() if e in moved):
        n, flipped = len(moved[edit]), float(np.mean(moved[edit]))
        low, high = wilson(flipped, n)
        words = {"edit": edit.name, "group": edit.group, "it": edit.it, "en": edit.en}
        rows.append({**words, "flipped": flipped, "low": float(low), "high": float(high), "texts": n})
    return pandas().DataFrame(rows)


def learning_curve(
    texts: Sequence[LabelledText], test: Sequence[Example], shares: Sequence[float], **parameters: Any
) -> Iterator[tuple[int, Estimate]]:
    """Training texts and the macro F1 on ``test`` of a Matcher trained on that many; texts are drawn by label."""
    from sklearn.model_selection import train_test_split

    from matcher.language.pipeline import BLANK
    from matcher.model import Matcher

    chosen = [t for t in texts if t.split == "train" and t.label != "decline"]
    labels = [t.label for t in chosen]
    for share in shares:
        some = chosen
        if share < 1:
            some, _ = train_test_split(chosen, train_size=share, stratify=labels, random_state=0)
        matcher = Matcher(BLANK, **parameters).fit([t.text for t in some], [t.label for t in some])
        yield len(some), predict(matcher, test).report().macro_f1


def write_growth(folder: Path, texts: Sequence[LabelledText], test: Sequence[Example]) -> None:
    """Write the learning curve to ``growth.json``."""
    rows = [
        {"texts": n, "macro_f1": plain(f.value), "interval": f.interval()}
        for n, f in learning_curve(texts, test, GROWTH)
    ]
    path = folder / "growth.json"
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def stored_growth(folder: Path) -> list[tuple[int, Estimate]]:
    """The learning curve of ``growth.json``."""
    rows = json.loads((folder / "growth.json").read_text(encoding="utf-8"))
    return [(row["texts"], Estimate(row["macro_f1"], *row["interval"])) for row in rows]
