"""A run killed at any moment and gone on with gives the file of an undisturbed run."""

from __future__ import annotations

import contextlib
import csv
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from matcher.batch import BatchOptions, parquet, readers, run, run_batch
from matcher.batch.scoring import loaded
from matcher.training.corpus import load_corpus

pq = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")

MOMENTS = 20
OPTIONS = BatchOptions(pipeline="blank", explain="none")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    texts = [text.text for text in load_corpus()][:120]
    odd: list[str | None] = [None, "", "breve", texts[0]]
    _ = loaded(None, "blank").engine.score(texts)
    return [{"id": i, "text": t, "note": f"n.{i:04d}"} for i, t in enumerate((texts + odd) * 3)]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "ROWS", 7)
    monkeypatch.setattr(parquet, "ROWS", 7)
    monkeypatch.setattr(run, "EVERY", 3)


def given(folder: Path, suffix: str, rows: list[dict[str, object]]) -> Path:
    path = folder / f"in{suffix}"
    if suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100)
    elif suffix.startswith(".csv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def _run(source: Path, output: Path, resume: bool) -> None:
    options = BatchOptions(pipeline="blank", explain="none", resume=resume)
    run_batch(str(source), str(output), options, lambda _: None)


def killed_after(seconds: float, source: Path, output: Path, resume: bool) -> bool:
    """Run in a fork of this process, which has the model already, and kill -9 it. Whether it was in time."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(source, output, resume))
    process.start()
    process.join(seconds)
    alive = process.is_alive()
    process.kill()
    process.join()
    return alive


def same(suffix: str, one: Path, other: Path) -> bool:
    if suffix == ".parquet":
        return bool(pq.read_table(one).equals(pq.read_table(other)))
    return one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_killed_at_random_moments(tmp_path: Path, suffix: str, rows: list[dict[str, object]]) -> None:
    source = given(tmp_path, suffix, rows)
    begun = time.monotonic()
    _run(source, tmp_path / f"whole{suffix}", False)
    length = time.monotonic() - begun
    chance, in_time = random.Random(5), 0
    for moment in range(MOMENTS):
        output = tmp_path / f"out{moment}{suffix}"
        in_time += killed_after(chance.uniform(0, length), source, output, False)
        if moment % 3 == 0:
            killed_after(chance.uniform(0, length), source, output, True)
        _run(source, output, True)
        assert same(suffix, output, tmp_path / f"whole{suffix}"), moment
        output.unlink()
    assert in_time >= MOMENTS // 3
    assert sorted(p.name for p in tmp_path.iterdir()) == [source.name, f"whole{suffix}"]


def test_packed_output_is_gone_on_with_too(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    source = given(tmp_path, ".csv", rows)
    _run(source, tmp_path / "whole.csv.gz", False)
    for seconds in (0.05, 0.15):
        killed_after(seconds, source, tmp_path / "out.csv.gz", False)
        _run(source, tmp_path / "out.csv.gz", True)
        assert same(".gz", tmp_path / "out.csv.gz", tmp_path / "whole.csv.gz")


def alive() -> set[int]:
    states = ((int(p.parent.name), p) for p in Path("/proc").glob("[0-9]*/stat"))
    found = set()
    for pid, stat in states:
        with contextlib.suppress(OSError):
            if stat.read_text().rsplit(")", 1)[1].split()[0] != "Z":
                found.add(pid)
    return found


def children(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.add(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_the_command_itself_killed(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    source = given(
        tmp_path, ".jsonl", [{**row, "text": f"{row['text']} {i}"} for i, row in enumerate(rows * 15)]
    )
    output, state = tmp_path / "out.jsonl", tmp_path / "out.jsonl.partial.json"
    command = [sys.executable, "-m", "matcher", "batch", str(source), "-o", str(output), "--explain", "none"]
    command += ["--pipeline", "blank", "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not state.exists() and process.poll() is None:
            time.sleep(0.01)
        workers = children(process.pid)
        process.kill()
    assert not output.exists() and state.exists()
    deadline = time.monotonic() + 20
    while workers & alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not workers & alive(), "workers outlive the run"
    done = subprocess.run([*command, "--resume"], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    _run(source, tmp_path / "whole.jsonl", False)
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
