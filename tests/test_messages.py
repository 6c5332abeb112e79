"""Every sentence stands in both languages, is told somewhere, and is told with what it asks for."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from matcher.messages import MESSAGES, chance, listed, short_chance, tell
from tests.conftest import ROOT

CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for pattern in ("*.py", "*.html")
    for path in sorted((ROOT / "matcher").rglob(pattern))
    if path.parent.name != "messages"
)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_places_to_fill() -> None:
    # English has no article or verb that changes with these.
    assert {key for key, (it, en) in MESSAGES.items() if fields(it) != fields(en)} <= {"why.push_none"}
    assert all(it and en for it, en in MESSAGES.values())


def test_every_sentence_is_told_somewhere() -> None:
    for key in MESSAGES:
        if key.split(".")[0] in ("role", "met", "kind", "declined", "headline") or f'"{key}"' in CODE:
            continue
        if f"'{key}'" in CODE:
            continue
        stem = re.sub(r"(_many|_none|_push|_and)+$", "", key)
        group, _, name = key.partition(".")
        told = f'"{stem}' in CODE or (f'"{group}.{{' in CODE and f'"{name}"' in CODE)
        assert told, f"{key} is told nowhere"


def test_a_sentence_that_is_told_is_there() -> None:
    keys = re.findall(r"""tell\(["']([\w.-]+)["']""", CODE)
    assert len(keys) > 40
    assert set(keys) <= set(MESSAGES)


@pytest.mark.parametrize(("p", "it", "column"), [(1.0, "oltre il 99%", ">99%"), (0.0, "meno dell'1%", "<1%")])
def test_nothing_is_certain_or_impossible(p: float, it: str, column: str) -> None:
    assert (chance(p, "it"), short_chance(p, "it")) == (it, column)


def test_numbers_and_lists_follow_the_language() -> None:
    assert (short_chance(0.123, "it", 1), short_chance(0.123, "en", 1)) == ("12,3%", "12.3%")
    assert (listed(["a", "b", "c"], "it"), listed(["a"], "en"), listed([], "en")) == ("a, b e c", "a", "")


def test_braces_of_a_quote_are_words() -> None:
    assert tell("why.signs", "en", head="Level 4", more="“{head}”") == "Level 4: the main sign is “{head}”."
