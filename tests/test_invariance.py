"""The answer stays where it should, and moves where it should."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matcher.study.edits import edits
from matcher.training.corpus import load_corpus

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def corpus_answers(matcher):
    texts = [t.text for t in load_corpus() if t.label != "decline"]
    return texts, matcher.predict(texts)


@pytest.fixture(scope="module")
def dev_answers(matcher, shared):
    rows = [json.loads(line) for line in (shared / "data" / "ads_dev.jsonl").read_text("utf-8").splitlines()]
    texts = [f"{row['title']}\n{row['text']}" if row.get("title") else row["text"] for row in rows]
    return texts, matcher.predict(texts)


@pytest.mark.xfail(
    strict=False, reason="some edits keep 0.92-0.97 of labels, goal 0.98: words about the company, prospects"
)
@pytest.mark.parametrize("edit", edits(), ids=lambda e: e.name)
def test_harmless_edits_leave_the_corpus_alone(matcher, corpus_answers, edit):
    texts, before = corpus_answers
    sample = slice(None, None, 3)
    after = matcher.predict([edit.apply(text) for text in texts[sample]])
    assert np.mean(after == before[sample]) >= 0.98


@pytest.mark.shared
@pytest.mark.xfail(
    strict=False, reason="some edits keep 0.92-0.97 of labels, goal 0.98: words about the company, prospects"
)
@pytest.mark.parametrize("edit", edits(), ids=lambda e: e.name)
def test_harmless_edits_leave_real_texts_alone(matcher, dev_answers, edit):
    texts, before = dev_answers
    after = matcher.predict([edit.apply(text) for text in texts])
    assert np.mean(after == before) >= 0.98


def test_minimal_pairs_move_the_answer(matcher):
    lines = (ROOT / "corpus" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    assert len(pairs) >= 60
    sides = [pair[side] for pair in pairs for side in "ab"]
    right = matcher.predict([side["text"] for side in sides]) == np.array([side["label"] for side in sides])
    assert right.mean() >= 0.85
