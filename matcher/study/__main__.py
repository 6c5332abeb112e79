"""Measures everything that is written down: ``python -m matcher.study [LABELLED.jsonl]``, some half an hour.

``tried.json`` and ``growth.json`` beside the model, ``metrics.json`` and ``CARD.md``, the figures in ``README.md``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from matcher.data import data_path
from matcher.language.pipeline import BLANK
from matcher.model import Matcher
from matcher.study.ablation import Bench, write_tried
from matcher.study.card import write_card
from matcher.study.curves import write_growth
from matcher.study.evaluate import held_out_examples, read_labelled
from matcher.study.faithfulness import faithfulness
from matcher.study.readme import write_readme

EVERY = 5
"""Of the test texts, those whose explanations are measured: LIME takes seconds a text."""


def measure(folder: Path, bench: Bench, dev: Path | None) -> None:
    """Write every stored figure of the model in ``folder``."""
    matcher = Matcher.load(folder, pipeline=BLANK)
    write_tried(folder, bench)
    write_growth(folder, bench.train, bench.test)
    write_card(folder, matcher, dev)
    explained = [e.text for e in bench.test[::EVERY]]
    more: dict[str, Any] = {"faithfulness": faithfulness(matcher, explained, with_lime=True)}
    if dev is not None:
        others = Bench(bench.train, read_labelled(dev, matcher.knowledge_.labels))
        more["others"] = [t.to_dict() for t in (*others.naive(), others.shipped_trial())]
    path = folder / "metrics.json"
    metrics = json.loads(path.read_text(encoding="utf-8")) | more
    path.write_text(
        json.dumps(metrics, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    write_card(folder, matcher)


if __name__ == "__main__":
    model = data_path("models", "sale")
    labelled = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with threadpool_limits(1):
        measure(model, Bench(test=held_out_examples()), labelled)
    if labelled is not None:
        write_readme(model.parent.parent / "README.md", model)
