"""Training gives the same model on every processor, and the shipped one is what the corpus makes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher import Matcher
from matcher.engine.persist import FILES, MANIFEST
from matcher.study.evaluate import held_out_examples
from matcher.training.corpus import load_corpus, load_pairs

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
from matcher.train import train
from matcher.training.corpus import load_corpus
with threadpool_limits(1):
    train([t for t in load_corpus() if t.label != "decline"][::12], dimensions=16).save(Path(sys.argv[1]))
"""


def start(kernel: str, *words: object, **settings: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"} | KERNELS[kernel] | settings
    command = [sys.executable, "-W", "error::sklearn.exceptions.ConvergenceWarning", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=env)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped model rebuilt under both kernels, at the same time."""
    folders = {kernel: tmp_path_factory.mktemp(kernel) for kernel in KERNELS}
    running = [start(kernel, "-m", "matcher", "train", "-o", folder) for kernel, folder in folders.items()]
    assert [process.wait(timeout=600) for process in running] == [0, 0]
    return folders


@pytest.mark.xfail(
    reason="the shipped model is to be trained again: texts are now read without what is personal"
)
@pytest.mark.slow
def test_any_kernel_rebuilds_the_shipped_model(rebuilt: dict[str, Path], matcher: Matcher) -> None:
    texts = [text.text for text in load_corpus()[::3]] + [e.text for e in held_out_examples()]
    texts += [pair[side]["text"] for pair in load_pairs() for side in "ab"]
    p = matcher.predict_proba(texts)
    for kernel, folder in rebuilt.items():
        again = Matcher.load(folder, pipeline="blank")
        assert again.weights_.terms == matcher.weights_.terms, kernel
        assert again.weights_.roles.features == matcher.weights_.roles.features, kernel
        other = again.predict_proba(texts)
        assert np.abs(other - p).max() < 1e-3, kernel
        assert (other.argmax(axis=1) == p.argmax(axis=1)).all(), kernel


@pytest.mark.slow
def test_one_kernel_gives_the_same_bytes(tmp_path: Path) -> None:
    """On fewer texts, with words hashed in another order the second time."""
    running = [start("own", "-c", SMALL, tmp_path / seed, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [process.wait(timeout=600) for process in running] == [0, 0]
    for name in (MANIFEST, *FILES):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_the_model_holds_nothing_executable() -> None:
    allowed = {".json", ".npz", ".md"}
    assert {file.suffix for file in (ROOT / "models").rglob("*") if file.is_file()} <= allowed
