"""What users read, in both languages: a sentence stands in one place, and changing it is one edit.

``explanation`` says why a label, ``answer`` names what an answer holds, ``page`` is what stands around it on a page or a
terminal. Help texts stand with their command, and errors where they are raised.
"""

from __future__ import annotations

from collections.abc import Sequence

from matcher.messages.answer import ANSWER
from matcher.messages.explanation import EXPLANATION
from matcher.messages.numbers import chance, decimal, pick, short_chance
from matcher.messages.page import PAGE

__all__ = ["MESSAGES", "chance", "decimal", "listed", "pick", "quoted", "short_chance", "tell"]

MESSAGES: dict[str, tuple[str, str]] = ANSWER | EXPLANATION | PAGE


def tell(key: str, lang: str, **values: object) -> str:
    """The sentence ``key`` in ``lang`` with ``values`` in its places."""
    return pick(lang, *MESSAGES[key]).format_map(values)


def quoted(words: str, lang: str) -> str:
    """Words between the language's quotes."""
    return pick(lang, f"«{words}»", f"“{words}”")


def listed(items: Sequence[str], lang: str) -> str:
    """Items in a row, the last after *and*; nothing for none."""
    last = pick(lang, " e ", " and ")
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
