"""Fixtures that several test files share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher import Matcher

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of validation data beside the checkout."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"validation data is missing: no folder {folder}")
    return folder


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    """The shipped model on the pipeline that is always there."""
    return Matcher.load(pipeline="blank")


@pytest.fixture(scope="session")
def examples() -> dict[str, Path]:
    """The example ads by the label they stand for."""
    return {file.stem.split("-")[1]: file for file in sorted((ROOT / "corpus" / "examples").glob("*.txt"))}


@pytest.fixture(scope="session")
def run_matcher() -> Run:
    """Run ``matcher`` as a process of its own, on the pipeline that is always there."""

    def run(*words: object, given: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "matcher", "--pipeline", "blank", *map(str, words)]
        settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        return subprocess.run(
            command, input=given, capture_output=True, cwd=cwd, env=settings, timeout=300, check=False
        )

    return run
