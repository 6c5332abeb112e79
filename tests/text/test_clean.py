"""Cleaning undoes what the web and keyboards do, and every span still slices the input as it was given."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher
from matcher.match import Match
from matcher.text.clean import clean
from matcher.types import Span

AD = (
    "Responsabile vendite area Centro\n"
    "Coordinerà una rete di dodici agenti e ne pianificherà le attività, perciò è richiesta disponibilità.\n"
    "Definirà il budget con la direzione\n"
    "Azienda leader nella vendita di caffè\n"
)


def decomposed(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def with_apostrophe(word: str) -> str:
    plain = unicodedata.normalize("NFD", word)
    return f"{plain[:-1]}'" if plain.endswith("\u0300") and len(word) > 2 else word


def hyphenated(word: str) -> str:
    return f"{word[:2]}\u00ad{word[2:]}" if len(word) > 4 else word


def with_entities(word: str) -> str:
    return word.replace("à", "&agrave;").replace("è", "&#232;").replace("ò", "&#xF2;")


def in_bold(word: str) -> str:
    return f"<b>{word}</b>"


def half_in_bold(word: str) -> str:
    return f"{word[:1]}<strong>{word[1:]}</strong>"


def with_zero_width(word: str) -> str:
    return f"\u200b{word[:1]}\u2060{word[1:]}"


def itself(word: str) -> str:
    return word


SPOILERS: list[Callable[[str], str]] = [
    itself,
    decomposed,
    with_apostrophe,
    hyphenated,
    with_entities,
    in_bold,
    half_in_bold,
    with_zero_width,
]


@dataclass(frozen=True)
class Spoilt:
    """A text as the world delivers it; ``words`` are the span of each spoilt word and the clean word."""

    text: str
    words: list[tuple[Span, str]]


@st.composite
def spoilt(draw: st.DrawFn) -> Spoilt:
    text, words = "", []
    for piece in re.split(r"(\W+)", AD):
        if piece.isalpha():
            form = draw(st.sampled_from(SPOILERS))(piece)
            words.append(((len(text), len(text) + len(form)), piece))
            text += form
        elif piece == " ":
            text += draw(st.sampled_from([" ", "\u00a0", "&nbsp;", "\u202f", "\t"]))
        else:
            text += piece.replace("\n", "<br>" if draw(st.booleans()) else "\n")
    return Spoilt(text, words)


def spans_of(match: Match) -> list[Span]:
    return [
        *(span for overlap in match.overlaps for span in overlap.spans),
        *(c.span for c in match.contributions),
        *(a.span for a in match.alignments),
        *(c.span for c in match.clauses),
        *(s.span for s in match.set_aside),
    ]


@given(spoilt())
@settings(deadline=None)
def test_spoilt_words_come_out_clean_and_point_back_to_themselves(ad: Spoilt) -> None:
    cleaned = clean(ad.text)
    assert re.sub(r"[ \t]", " ", cleaned.text) == AD
    at = 0
    for (start, end), word in ad.words:
        at = cleaned.text.index(word, at)
        begin, stop = cleaned.origin(at, at + len(word))
        assert start <= begin < stop <= end
        assert clean(ad.text[begin:stop]).text == word
        at += len(word)


@given(spoilt())
@settings(deadline=None, max_examples=40)
def test_a_spoilt_ad_gets_the_same_numbers_and_spans_of_its_own(matcher: Matcher, ad: Spoilt) -> None:
    plain, match = matcher.match(AD), matcher.match(ad.text)
    assert match.probabilities == plain.probabilities
    theirs, ours = spans_of(match), spans_of(plain)
    assert len(theirs) == len(ours)
    for (start, end), (a, b) in zip(theirs, ours, strict=True):
        assert " ".join(clean(ad.text[start:end]).text.split()) == " ".join(AD[a:b].split())


ODD = st.sampled_from(
    [
        "\r\n",
        "\n\n",
        "👩🏽‍💼",
        "🚗",
        "e\u0301",
        "\u00ad",
        "\ufeff",
        "&amp;",
        "&euro;",
        "<p>",
        "</p>",
        "<br/>",
        "<!-- x -->",
        "<script>vendita()</script>",
        "&",
        "<",
        "• ",
        "'",
        "’",
        "\x00",
        "\ud83d",
        "\u2028",
        "COORDINA LA RETE",
        "a'",
    ]
)
WORDS = st.sampled_from(AD.split())
MESSY = st.lists(st.one_of(WORDS, WORDS.map(str.upper), ODD, st.text(max_size=4)), max_size=60).map(" ".join)


@given(st.one_of(MESSY, st.text()))
@settings(deadline=None, max_examples=300)
def test_every_clean_character_comes_from_a_place_of_the_input_in_order(text: str) -> None:
    cleaned = clean(text)
    spans = [cleaned.origin(i, i + 1) for i in range(len(cleaned.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans))
    assert not re.search(r"[\u00a0\u00ad\u200b\ufeff\r\x00\ud800-\udfff]", cleaned.text.replace("\r\n", "\n"))


@given(MESSY)
@settings(deadline=None, max_examples=150)
def test_every_span_of_a_match_slices_words_out_of_the_input(matcher: Matcher, text: str) -> None:
    match = matcher.match(text)
    for overlap in match.overlaps:
        for start, end in overlap.spans:
            words = text[start:end]
            assert words and words == words.strip()
            assert " ".join(words.lower().split()) == overlap.term
    for start, end in spans_of(match):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@pytest.mark.parametrize(
    "change", [str.upper, lambda text: text.replace("\n", "\r\n"), lambda text: f"🚗 {text}"]
)
def test_capitals_line_ends_and_emoji_leave_the_words_found(
    matcher: Matcher, change: Callable[[str], str]
) -> None:
    text = change(AD)
    terms = {o.term for o in matcher.match(text).overlaps if o.label == "5"}
    strongest = next(o for o in matcher.match(AD).overlaps if o.label == "5")
    assert matcher.match(text).label == matcher.match(AD).label == "5"
    assert any(strongest.term in term or term in strongest.term for term in terms)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("la citta' e l'attivita' e'", "la città e l'attività è"),
        ("un po' di tempo, anni '90, dell'area", "un po' di tempo, anni '90, dell'area"),
        ("l’agente", "l'agente"),
        ("R&amp;D &gt; 3 &euro;", "R&D > 3 €"),
        ("fatturato < 3 e > 1 milione", "fatturato < 3 e > 1 milione"),
        ("ven\u00addi\u00adta", "vendita"),
        ("<style>p {color: red}</style>Agente<!-- nota -->", "\nAgente\n"),
        ("<p class='a'>Agente</p><ul><li>visite</li></ul>", "\nAgente\n\n\nvisite\n\n"),
        ("<b title=\"ricavi > 1M\">Agente</b> <i alt='a < b > c'>di zona</i>", "Agente di zona"),
        (f'<p data-x="{"x" * 9000}">Agente<span style="{"y:z;" * 9000}"> di zona</span>', "\nAgente di zona"),
        ("<div title=dell'area>Agente<br/>l'altra > sede", "\nAgente\nl'altra > sede"),
        ("", ""),
    ],
)
def test_what_the_web_and_keyboards_do_is_undone(given_text: str, wanted: str) -> None:
    assert clean(given_text).text == wanted


def test_offsets_stay_exact_behind_any_tag() -> None:
    text = f'<p title="ricavi > 1M" data-x="{"x" * 9000}">Coordina <b alt="a<b">la rete</b></p>'
    cleaned = clean(text)
    at = cleaned.text.index("rete")
    start, end = cleaned.origin(at, at + 4)
    assert text[start:end] == "rete"
    assert cleaned.text.strip() == "Coordina la rete"


@pytest.mark.parametrize(
    "tag", ["<a b='", '<a b="', "<a b=\"'", "<p =' \"<p =\" '", "<div ", "<b =\"<i ='", "<!--", "=' ", "<p ="]
)
def test_open_tags_and_quotes_take_no_longer_than_other_text(tag: str) -> None:
    begun = time.perf_counter()
    clean("<" + tag * (400_000 // len(tag)))
    assert time.perf_counter() - begun < 3
