"""Given names common in Italy."""

from __future__ import annotations

from functools import cache

from matcher.data import data_path


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(data_path("corpus", "given_names.txt").read_text(encoding="utf-8").split())
