"""Child processes that run the parent's code and none that lies in the current folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWN = Path(__file__).resolve().parent.parent
_SAFE = "PYTHONSAFEPATH"
_SEPARATOR = "\x1f"


def command(module: str, *arguments: str) -> list[str]:
    """A command line that calls ``main`` of a module in an isolated Python, with this process's packages."""
    start = (
        f"import sys; sys.path[:] = sys.argv.pop(1).split({_SEPARATOR!r}); from {module} import main; main()"
    )
    alone = [sys.executable, "-I", "-X", f"utf8={sys.flags.utf8_mode}"]
    return [*alone, "-c", start, _SEPARATOR.join(module_folders()), *arguments]


def module_folders() -> list[str]:
    """Where this process finds modules, without the current folder (unless this very package lies there)."""
    here = Path.cwd()
    return [path for path in map(os.path.abspath, sys.path) if Path(path) != here or here == _OWN]


@contextmanager
def safe_children() -> Iterator[None]:
    """Within it, a Python that starts (a worker of ``multiprocessing``) leaves the current folder out of its path."""
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before
