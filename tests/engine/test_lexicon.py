"""Expressions meet the ad by lemma, with gaps, numbers and alternatives, and never across clauses."""

from __future__ import annotations

import pytest

from matcher.engine.knowledge import load_knowledge
from matcher.engine.lexicon import Expression, Finder, load_lexicon
from matcher.errors import DataError
from matcher.language.pipeline import Language
from matcher.text.parse import parse


@pytest.fixture(scope="module")
def language():
    return Language("blank")


def hits(language, words: str, text: str) -> list[str]:
    """The words of ``text`` that the expression ``words`` covers."""
    parsed = parse([text], language)
    found = Finder([Expression("5.3", words)], language).find(parsed)
    spans = zip(parsed.starts[found.begin], parsed.ends[found.last], strict=True)
    return [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("coordinare … agente", "Coordinerai una rete di sei agenti", ["Coordinerai una rete di sei agenti"]),
        ("coordinare|guidare agente", "GUIDARE GLI AGENTI", ["GUIDARE GLI AGENTI"]),
        ("# venditore|agente", "con 11 agenti e dodici venditori", ["11 agenti", "dodici venditori"]),
        ("piano vendita", "il piano delle vendite", ["piano delle vendite"]),
        ("coordinare agente", "coordinare bene ogni nostro bravo agente", []),
        ("coordinare agente", "sa coordinare. Agente di zona", []),
        ("venditore", "la venditrice e i venditori", ["venditrice", "venditori"]),
    ],
)
def test_how_expressions_match(language, words, text, expected):
    assert hits(language, words, text) == expected


def test_the_shipped_lexicon_covers_every_code_and_repeats_none():
    knowledge = load_knowledge()
    written = [(e.code, e.words) for e in knowledge.lexicon]
    assert {code for code, _ in written} == set(knowledge.codes)
    assert len(set(written)) == len(written) >= 1000


def test_an_unknown_code_is_named_with_its_line(tmp_path):
    file = tmp_path / "mio.csv"
    file.write_text("responsibility,expression,language,note\n9.9,vendere,it,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"mio\.csv, line 2: unknown code '9\.9'"):
        load_lexicon(["5.3"], tmp_path)
