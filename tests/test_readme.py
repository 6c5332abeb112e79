"""What the README tells a reader to run, runs; what it shows, is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.study.readme import BEGIN, END, block
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def shell_commands() -> list[str]:
    """The commands of ``sh`` blocks; ``make`` has a test of its own."""
    lines = "".join(blocks("sh")).replace("\\\n", "").splitlines()
    return [
        line for line in lines if line.strip() and not line.startswith(("#", "make ", "git ", "cd ", "pip "))
    ]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder where ``.venv/bin/matcher`` is the one under test and ``corpus/`` is the project's."""
    script = tmp_path / ".venv" / "bin" / "matcher"
    script.parent.mkdir(parents=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m matcher "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    return tmp_path


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("command", shell_commands())
def test_every_shell_command_runs(command: str, here: Path) -> None:
    done = run(["sh", "-c", command], here)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert (done.stdout + done.stderr).strip()


def test_every_python_block_runs(here: Path) -> None:
    done = run([sys.executable, "-c", "\n".join(blocks("python"))], here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 ")


def test_the_json_it_shows_has_the_keys_of_a_match(matcher: Matcher, examples: dict[str, Path]) -> None:
    answer = matcher.match(examples["5"].read_text(encoding="utf-8")).to_dict()
    (shown,) = map(json.loads, blocks("json"))
    assert list(shown) == list(answer)
    assert list(shown["overlaps"][0]) == list(answer["overlaps"][0])
    assert list(shown["alignments"][0]) == list(answer["alignments"][0])


def test_every_command_of_the_command_line_is_told() -> None:
    from typer.main import get_command

    from matcher.cli.app import app

    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"`matcher {name}" in README


def test_every_make_target_it_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = re.search(r"`make ((?:[a-z]+ )+[a-z]+)`", README)
    assert named
    assert {"test", *named[1].split()} == targets


def test_the_figures_are_those_measured_on_the_shipped_model():
    model = ROOT / "models" / "sale"
    measured, tried = (json.loads((model / n).read_text("utf-8")) for n in ("metrics.json", "tried.json"))
    told = README.split(BEGIN)[1].split(END)[0]
    assert told == "\n" + block(measured, tried)
    for name in ("accuracy", "macro_f1", "quadratic_kappa", "none_f1", "ece"):
        for split in ("dev", "test"):
            low, high = measured[split]["intervals"][name]
            assert f"{measured[split][name]:.2f} ({low:.2f}–{high:.2f})" in told, (split, name)
