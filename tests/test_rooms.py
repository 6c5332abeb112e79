"""The map in matcher/README.md names every room there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "matcher"


def test_the_map_names_every_room() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z_]+/?)`", row)}
    rooms = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
    assert named == rooms | modules
