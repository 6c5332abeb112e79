"""Picks a language, and writes numbers in it: nothing is ever said to be certain or impossible."""

from __future__ import annotations


def pick(lang: str, it: str, en: str) -> str:
    """``it`` or ``en``, by ``lang``."""
    return it if lang == "it" else en


def decimal(shown: str, lang: str) -> str:
    """A formatted number with the language's decimal sign."""
    return shown.replace(".", ",") if lang == "it" else shown


def chance(p: float, lang: str) -> str:
    """A probability inside a sentence: ``93%``, ``oltre il 99%``, ``meno dell'1%``."""
    if p > 0.99:
        return pick(lang, "oltre il 99%", "over 99%")
    return pick(lang, "meno dell'1%", "under 1%") if p < 0.01 else f"{100 * p:.0f}%"


def short_chance(p: float, lang: str, digits: int = 0) -> str:
    """The same in a column: ``93%``, ``>99%``, ``<1%``."""
    if p > 0.99:
        return ">99%"
    return "<1%" if p < 0.01 else decimal(f"{100 * p:.{digits}f}%", lang)
