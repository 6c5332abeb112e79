"""Training gives the same model every time, and the shipped one is what the corpus makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.train import train_to

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_training_rebuilds_the_shipped_model_byte_for_byte(tmp_path):
    train_to(tmp_path)
    for name in ("model.json", "head.npz", "roles.npz"):
        assert (tmp_path / name).read_bytes() == (ROOT / "models" / "sale" / name).read_bytes(), name


def test_the_model_holds_nothing_executable():
    allowed = {".json", ".npz", ".md"}
    assert {file.suffix for file in (ROOT / "models").rglob("*") if file.is_file()} <= allowed
