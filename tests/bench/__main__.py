"""Runs every measurement in turn, several rounds, and prints medians and ratios."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench.ads import ads

COUNTS = {"naive_sm": 150, "ours_sm": 300, "pipe_sm": 300, "ours_full": 1500}
SMALL = ("ours_sm", "pipe_sm", "naive_sm")
AD = "Addetto vendite: accoglienza dei clienti, vendita assistita e cassa nel negozio di Milano."
COLD = {
    "bare": ["-c", "import spacy, sklearn"],
    "score": ["-m", "matcher", "--pipeline", "blank", "score", "--text", AD],
    "help": ["-m", "matcher", "--help"],
}
ENV = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def speeds(rounds: int, count: int) -> dict[str, Any]:
    """Texts a second by job: each round runs all jobs, so that a busy minute hurts all alike."""
    from tests.bench.jobs import JOBS

    try:
        version("it_core_news_sm")
        names = list(JOBS)
    except PackageNotFoundError:
        names = [name for name in JOBS if name not in SMALL]
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names:
            words = ["-m", "tests.bench.jobs", name, str(COUNTS.get(name, count)), str(turn)]
            done = subprocess.run([sys.executable, *words], capture_output=True, env=ENV, check=True)
            found[name].append(json.loads(done.stdout))
    return {
        name: {key: round(statistics.median(r[key] for r in rows), 1) for key in rows[0]}
        for name, rows in found.items()
    }


def timed(words: list[str]) -> tuple[float, float, float]:
    """Wall and processor seconds and peak memory (MB) of a process and its children."""
    begun, before = time.perf_counter(), os.times()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, env=ENV)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, used, usage.ru_maxrss / 1024


def cold(rounds: int) -> dict[str, Any]:
    """Seconds of a cold process."""
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in COLD}
    for _ in range(rounds):
        for name, words in COLD.items():
            rows[name].append(timed(words))
    return {
        name: {
            key: round(statistics.median(r[i] for r in found), 3) for i, key in enumerate(("s", "cpu", "mb"))
        }
        for name, found in rows.items()
    }


def write(path: Path, count: int) -> Path:
    """A file of ads."""
    with path.open("w", encoding="utf-8") as file:
        for number, ad in enumerate(ads(count, seed=7)):
            file.write(json.dumps({"id": number, "text": ad}, ensure_ascii=False) + "\n")
    return path


def batches(small: int, large: int, rows: int) -> dict[str, Any]:
    """Peak memory at two sizes, seconds with 1 and 2 workers."""
    base = ["-m", "matcher", "--pipeline", "blank", "batch"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = ["-o", str(folder / "out.jsonl"), "--explain", "none"]
        found: dict[str, Any] = {}
        for key, count in (("small", small), ("large", large)):
            if count:
                wall, _, peak = timed([*base, str(write(folder / "in.jsonl", count)), *out])
                found[f"memory_{key}"] = {"rows": count, "mb": round(peak, 1), "s": round(wall, 1)}
        if rows:
            given = str(write(folder / "in.jsonl", rows))
            for workers in (1, 2):
                before = machine()
                wall, used, _ = timed([*base, given, *out, "--workers", str(workers)])
                found[f"workers_{workers}"] = {
                    "rows": rows,
                    "s": round(wall, 1),
                    "cpu": round(used, 1),
                    "machine": (before, machine()),
                }
    return found


def machine() -> float:
    """How much more two processes of plain Python do than one: what workers can reach at best just now."""
    loop = "x = 0\nfor i in range(20_000_000): x += i"
    spent = []
    for count in (1, 2):
        begun = time.perf_counter()
        for process in [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(count)]:
            process.wait()
        spent.append(time.perf_counter() - begun)
    return round(2 * spent[0] / spent[1], 2)


def ratios(found: dict[str, Any]) -> dict[str, tuple[float, str]]:
    """What the promises are about, each with its bound; speeds of one process by processor time."""
    rate = {name: row["rate_cpu"] for name, row in found["speeds"].items()}
    result = {
        "none / floor": (rate["ours_none"] / rate["floor"], ">= 0.15"),
        "terms / none": (rate["ours_terms"] / rate["ours_none"], ">= 0.6"),
        "cold score / bare": (found["cold"]["score"]["s"] / found["cold"]["bare"]["s"], "<= 1.5"),
        "help / bare": (found["cold"]["help"]["s"] / found["cold"]["bare"]["s"], "< 0.333"),
    }
    if "naive_sm" in rate:
        result["none / naive"] = rate["ours_none"] / rate["naive_sm"], ">= 20"
        result["sm / naive"] = rate["ours_sm"] / rate["naive_sm"], ">= 2"
        result["sm / pipe"] = rate["ours_sm"] / rate["pipe_sm"], ">= 0.9"
    runs = found["batch"]
    if "memory_large" in runs:
        result["memory large / small"] = runs["memory_large"]["mb"] / runs["memory_small"]["mb"], "<= 1.2"
    if "workers_2" in runs:
        result["2 workers / 1"] = runs["workers_1"]["s"] / runs["workers_2"]["s"], ">= 1.7"
    return {name: (round(value, 3), bound) for name, (value, bound) in result.items()}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--count", type=int, default=5000, help="ads a round")
    asked.add_argument("--small", type=int, default=10_000, help="rows of the small memory run")
    asked.add_argument(
        "--large", type=int, default=1_000_000, help="rows of the large memory run, 0 leaves it out"
    )
    asked.add_argument("--rows", type=int, default=100_000, help="rows for 1 and 2 workers, 0 leaves it out")
    asked.add_argument("--json", type=Path, help="write the figures here too")
    options = asked.parse_args()
    found: dict[str, Any] = {"speeds": speeds(options.rounds, options.count), "cold": cold(options.rounds)}
    found["batch"] = batches(options.small, options.large, options.rows)
    found["ratios"] = ratios(found)
    show(found)
    line = json.dumps(found)
    print(line)
    if options.json:
        options.json.write_text(line + "\n", encoding="utf-8")


def show(found: dict[str, Any]) -> None:
    """The table."""
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", "median", "bound")
    for name, row in found["speeds"].items():
        table.add_row(name, f"{row['rate']:.0f}/s ({row['rate_cpu']:.0f} a processor second)", "")
    for part in ("cold", "batch"):
        for name, row in found[part].items():
            table.add_row(name, ", ".join(f"{key} {value}" for key, value in row.items()), "")
    for name, (value, bound) in found["ratios"].items():
        table.add_row(name, str(value), bound)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
