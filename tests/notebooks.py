"""Runs the notebooks and holds their prose to their figures.

``python -m tests.notebooks`` runs all and fails where a figure in the prose is not what its cell says.
``python -m tests.notebooks --write`` stores fresh outputs, and writes the figures into the prose.
A figure in the prose is ``<!--name format-->0.94<!--/-->``; its cell calls ``quoted(name=...)``.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
MIME = "application/vnd.sale-matcher.figures+json"
SECONDS = 360
_MARK = re.compile(r"<!--(\w+)(?: ([^\s>-]+))?-->(.*?)<!--/-->", re.S)
_BARE = re.compile(r"\d+[.,]\d+|\d+\s?%|\d{2,}")
_FREE = re.compile(r"`[^`]*`|\]\([^)]*\)|\b95%|\b0[1-4]_\w+")


def notebooks() -> list[Path]:
    return sorted(FOLDER.glob("*.ipynb"))


def load(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def figures(nb: Any) -> dict[str, Any]:
    """All that ``quoted`` was told, by name."""
    outputs = (o for cell in nb.cells if cell.cell_type == "code" for o in cell.outputs)
    told: dict[str, Any] = {}
    for output in outputs:
        told |= output.get("data", {}).get(MIME, {})
    return told


def shown(value: Any, form: str | None) -> str:
    return format(value, form or "")


def differs(text: str, value: Any, form: str | None, units: int) -> bool:
    """Whether ``text`` is more than ``units`` of its last digit from ``value``; words and counts are exact."""
    fresh = shown(value, form)
    if not units or not isinstance(value, float):
        return text != fresh
    digits = len(text.rstrip("%").partition(".")[2])
    return abs(float(text.rstrip("%")) - float(fresh.rstrip("%"))) > (units + 0.01) * 10.0**-digits


def problems(nb: Any, told: dict[str, Any], units: int = 0) -> list[str]:
    """What the prose gets wrong: figures that are not what cells say, and figures no cell stands for."""
    found = []
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for name, form, text in _MARK.findall(cell.source):
            if name not in told:
                found.append(f"no cell says {name}")
            elif differs(text, told[name], form, units):
                found.append(f"the prose says {text}, the cell {shown(told[name], form)} ({name})")
        rest = _FREE.sub("", _MARK.sub("", cell.source))
        found += [f"the prose says {figure}, for which no cell stands" for figure in _BARE.findall(rest)]
    return found


def filled(source: str, told: dict[str, Any]) -> str:
    """Prose with its figures as the cells say them."""

    def write(mark: re.Match[str]) -> str:
        name, form, text = mark.groups()
        value = shown(told[name], form) if name in told else text
        return f"<!--{name}{' ' + form if form else ''}-->{value}<!--/-->"

    return _MARK.sub(write, source)


def executed(path: Path) -> tuple[Any, float]:
    """The notebook run from top to bottom in its own folder, and the seconds it took."""
    from nbclient import NotebookClient

    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    nb = load(path)
    begun = time.perf_counter()
    client = NotebookClient(
        nb,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
        record_timing=False,
    )
    client.execute()
    nb.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nb, time.perf_counter() - begun


def run(path: Path, write: bool) -> list[str]:
    nb, seconds = executed(path)
    told = figures(nb)
    print(f"{path.name}: {seconds:.0f} s", flush=True)
    if not write:
        return [f"{path.name}: {p}" for p in problems(load(path), told, units=2)]
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            cell.source = filled(cell.source, told)
    nbformat.write(nb, path)
    return [f"{path.name}: {p}" for p in problems(nb, told)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="notebooks to run, all by default")
    parser.add_argument("--write", action="store_true", help="store outputs and write figures into the prose")
    wanted = parser.parse_args()
    chosen = [p for p in notebooks() if not wanted.names or any(n in p.name for n in wanted.names)]
    with ProcessPoolExecutor(2) as pool:
        found = [problem for some in pool.map(partial(run, write=wanted.write), chosen) for problem in some]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
