"""Picks the language of user-facing words."""

from __future__ import annotations


def pick(lang: str, it: str, en: str) -> str:
    """``it`` or ``en``, by ``lang``."""
    return it if lang == "it" else en
