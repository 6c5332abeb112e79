"""Edits change what they say and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.study.edits import edits, variants

TEXT = "Addetto/a vendite\n\nIl candidato è un venditore di Milano:\n- vende;\n- incassa.\n\nOffriamo premi."


def edited(name: str, text: str = TEXT) -> str:
    return next(e for e in edits() if e.name == name).apply(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("caps", "IL CANDIDATO È UN VENDITORE"),
        ("no accents", "candidato e un"),
        ("apostrophes", "candidato e' un"),
        ("prose", "vende; incassa."),
        ("reordered", "Addetto/a vendite\n\nOffriamo premi.\n\nIl candidato"),
        ("other gender", "Il candidata è un venditrice"),
        ("asterisk", "Addett* vendite"),
        ("schwa", "candidatə"),
        ("one gender", "Addetto vendite"),
        ("city", "venditore di Napoli"),
        ("old", "Età: 58 anni."),
    ],
)
def test_edit(name: str, words: str) -> None:
    assert words in edited(name)


def test_swapping_twice_gives_the_text_back() -> None:
    for name in ("other gender", "city"):
        assert edited(name, edited(name)) == TEXT


def test_names_are_unique_and_every_edit_has_something_to_do() -> None:
    assert len({e.name for e in edits()}) == len(edits())
    assert [e.name for e, _ in variants(TEXT)] == [e.name for e in edits()]


@given(st.text())
def test_no_text_breaks_an_edit(text: str) -> None:
    for _, changed in variants(text):
        assert changed != text
