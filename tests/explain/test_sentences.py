"""The sentences are true of the text, in its own words, in both languages."""

import re

import pytest

from matcher import Matcher
from matcher.explain.phrases import phrases_of
from matcher.explain.quotes import MAX_QUOTE, tidy
from matcher.framework import load_skill
from matcher.language.words import FUNCTION_WORDS, fold
from matcher.match import Match
from matcher.text.clean import clean
from matcher.training.corpus import load_corpus

QUOTE = {"it": re.compile(r"«([^»]*)»"), "en": re.compile(r"“([^”]*)”")}


@pytest.fixture(scope="module")
def matches(matcher: Matcher) -> list[Match]:
    texts = [text.text for text in load_corpus()][::6]
    return [m for m in matcher.match_many(texts) if m.label is not None]


def flat(text: str) -> str:
    return " ".join(clean(text).text.split()).replace("«", "“").replace("»", "”").replace('"', "")


@pytest.mark.parametrize("lang", ["it", "en"])
def test_quotes_are_words_of_the_text(matches, lang):
    for match in matches:
        said = " ".join(match.sentences(lang))
        if lang == "en" and "“" in match.text:
            continue
        for quote in QUOTE[lang].findall(said):
            assert quote.replace('"', "") in flat(match.text), quote


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_label_is_told_in_one_to_three_sentences(matches, lang):
    assert {m.label for m in matches} == {"none", "1-3", "4", "5", "6", "7"}
    for match in matches:
        said = match.sentences(lang)
        assert 1 <= len(said) <= 3
        assert all(s[0].isupper() or s[0] in "«“" for s in said)
        assert all(s.endswith(".") and ".." not in s and "  " not in s for s in said)
        head = {"it": "Nessun livello", "en": "No level"}[lang] if match.label == "none" else match.label
        assert head in said[0]


def test_quotes_are_short_and_do_not_end_on_an_idle_word(matches):
    for match in matches:
        for quote in QUOTE["it"].findall(" ".join(match.sentences())):
            assert 1 < len(quote) <= 2 * MAX_QUOTE
            if " " in quote:
                assert fold(quote.split()[-1].lower().rstrip("'’")) not in FUNCTION_WORDS, quote


def test_nothing_is_quoted_twice(matches):
    for match in matches:
        quotes = QUOTE["it"].findall(" ".join(match.sentences()))
        starts = [match.text.find(q) for q in quotes]
        assert len(quotes) == len(set(quotes)) or len(set(starts)) < len(starts)


def test_what_is_said_to_be_missing_is_not_in_the_text(matches):
    things = {phrase.thing: r for r, phrase in phrases_of(load_skill(), "it").items() if "." in r}
    for match in matches:
        covered = {c.responsibility for c in match.coverage if c.span}
        for sentence in match.sentences():
            if "non risulta" in sentence:
                named = {
                    r for thing, r in things.items() if thing in sentence and r[0] in sentence.split(":")[0]
                }
                assert not named & covered


def test_a_leader_is_told_by_the_team_and_by_what_level_six_would_ask(matcher):
    match = matcher.match(
        "Sales Manager\nCoordinerai una squadra di 6 agenti, fissando obiettivi e controllando i risultati.\n"
        "Definirai la strategia di vendita dell'area con la direzione.\nRiporterai al Direttore Commerciale."
    )
    said = " ".join(match.sentences())
    assert said.startswith("Livello 5")
    assert "agenti" in said


def test_the_boss_is_told_to_count_for_nothing(matcher):
    match = matcher.match(
        "Agente di commercio\nVisiterai i clienti della zona, farai preventivi e chiuderai contratti.\n"
        "Cercherai nuovi clienti.\nRiporterai al Direttore Commerciale."
    )
    said = " ".join(match.sentences())
    assert "Direttore Commerciale» (linea di riporto)" in said
    assert "(reporting line)" in " ".join(match.sentences("en"))


@pytest.mark.parametrize(
    ("text", "it", "en"),
    [
        ("ciao", "dice troppo poco", "says too little"),
        (
            "We are looking for a sales manager who leads a team of ten account executives across Europe and "
            "sets the yearly strategy together with the board of directors.",
            "non è in italiano",
            "is not in Italian",
        ),
    ],
)
def test_declined_texts_say_why(matcher, text, it, en):
    match = matcher.match(text)
    assert len(match.sentences()) == 1
    assert it in match.sentences()[0]
    assert en in match.sentences("en")[0]


def test_a_match_without_reasons_still_says_its_level(matcher):
    text = load_corpus()[0].text
    bare = next(matcher.match_many([text], detail="none"))
    assert bare.sentences()[0].endswith(".")


def test_every_responsibility_and_label_without_descriptor_has_its_phrases():
    skill = load_skill()
    for lang in ("it", "en"):
        phrases = phrases_of(skill, lang)
        assert set(phrases) == set(skill.responsibilities) | {"none", "1-3", "7"}
        assert all(p.does and p.thing and not p.does.endswith(".") for p in phrases.values())


@pytest.mark.parametrize(
    ("rough", "neat"),
    [
        ("- con i clienti della zona;", "i clienti della zona"),
        ("e gestione dei", "gestione"),
        ("vendita di &amp; <b>servizi</b> (anche", "vendita di & servizi"),
        ("trattativa con i", "trattativa"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_quotes_are_trimmed_at_the_edges(rough, neat):
    assert tidy(rough) == neat
