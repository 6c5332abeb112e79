"""Training gives the same model on every processor, and the shipped one knows the words of the corpus as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher import Matcher
from matcher.engine.knowledge import load_knowledge
from matcher.engine.persist import FILES, MANIFEST
from matcher.language.pipeline import BLANK, Language
from matcher.study.evaluate import held_out_examples
from matcher.text.parse import parse
from matcher.train import training_texts
from matcher.training.corpus import DECLINE, load_corpus
from matcher.training.role_training import gold_clauses
from matcher.training.vocabulary import ClauseLabels, Counted, collect

ROOT = Path(__file__).resolve().parent.parent

# A processor's own kernel, and one that any of them can run, with NumPy's vector instructions off as well.
KERNELS = {
    "own": {},
    "plain": {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX2 FMA3 AVX512F"},
}
SMALL = """
import sys
from pathlib import Path
from threadpoolctl import threadpool_limits
from matcher.train import train, training_texts
with threadpool_limits(1):
    train([t for t in training_texts() if t.label != "decline"][:: int(sys.argv[2])], dimensions=16).save(Path(sys.argv[1]))
"""
EVERY = 10


def start(kernel: str, *words: object, **settings: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"} | KERNELS[kernel] | settings
    command = [sys.executable, "-W", "error::sklearn.exceptions.ConvergenceWarning", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=env)


@pytest.mark.slow
def test_any_kernel_gives_the_same_answers_and_the_same_one_the_same_bytes(tmp_path: Path) -> None:
    """On every tenth text, which takes the same way as all of them; words are hashed in another order each time."""
    kernels = {"own": "own", "again": "own", "plain": "plain"}
    running = [
        start(kernel, "-c", SMALL, tmp_path / name, EVERY, PYTHONHASHSEED=str(seed))
        for seed, (name, kernel) in enumerate(kernels.items())
    ]
    assert [process.wait(timeout=600) for process in running] == [0, 0, 0]
    for file in (MANIFEST, *FILES):
        assert (tmp_path / "own" / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file
    own, plain = (Matcher.load(tmp_path / name, pipeline="blank") for name in ("own", "plain"))
    assert own.weights_.terms == plain.weights_.terms
    assert own.weights_.roles.features == plain.weights_.roles.features
    texts = [text.text for text in load_corpus()[::7]] + [e.text for e in held_out_examples()]
    p, q = own.predict_proba(texts), plain.predict_proba(texts)
    assert np.abs(p - q).max() < 1e-3
    assert (p.argmax(axis=1) == q.argmax(axis=1)).all()


def test_the_shipped_model_knows_the_words_of_the_corpus_as_it_is(matcher: Matcher) -> None:
    texts = [t for t in training_texts() if t.label != DECLINE]
    texts += [t for t in texts if t.doubt not in (None, DECLINE)]
    language = Language(BLANK)
    parsed = parse([t.text for t in texts], language)
    gold, _ = gold_clauses(texts, parsed)
    knowledge = load_knowledge()
    counted = Counted.of(ClauseLabels(np.zeros((0, 0)), gold), knowledge)
    names = collect(parsed, language, knowledge, counted, matcher.min_docs)
    assert tuple(n for n in matcher.weights_.terms if not n.startswith("x:")) == names


def test_the_model_holds_nothing_executable() -> None:
    allowed = {".json", ".npz", ".md"}
    assert {file.suffix for file in (ROOT / "models").rglob("*") if file.is_file()} <= allowed
