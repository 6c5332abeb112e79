"""The page shows the whole input, escaped, with the words of the JSON marked, and needs nothing from outside."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher
from matcher.render.html import fragment, page
from matcher.training.corpus import load_corpus

HOSTILE = """<script>document.title='run'</script> Sales Manager <img src=x onerror="document.title='run'">
Coordinerai una squadra di 6 agenti & fisserai gli "obiettivi"; </div></article><style>*{display:none}</style>
<a href="javascript:document.title='run'">Definirai la strategia di vendita</a> dell'area con la direzione.
<iframe src="https://example.com"></iframe> Riporterai al Direttore Commerciale' onmouseover='document.title=1"""
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Tags, attributes, the text of the ad and its marks, and whether every tag closes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ad = ""
        self.marks: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if tag == "mark" and self.inside_ad:
            self.marks.append(("", dict(attrs)["data-label"]))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (tag, self.open[-1:])
        self.open.pop()

    def handle_data(self, data):
        if self.inside_ad:
            self.ad += data
            if any(tag == "mark" for tag, _ in self.open):
                words, label = self.marks[-1]
                self.marks[-1] = (words + data, label)

    @property
    def inside_ad(self) -> bool:
        return any(attrs.get("class") == "ad" for _, attrs in self.open)


@pytest.fixture(scope="module")
def matches(matcher: Matcher):
    return list(matcher.match_many([text.text for text in load_corpus()][::23]))


def test_the_page_shows_the_input_word_for_word_and_marks_what_the_json_lists(matches):
    for match in matches:
        shown = Page(page([match]))
        assert shown.ad == match.text
        listed = sorted(
            (span[0], match.text[span[0] : span[1]], overlap["label"])
            for overlap in match.to_dict()["overlaps"]
            for span in overlap["spans"]
        )
        assert shown.marks == [(words, label) for _, words, label in listed]
        assert not shown.open


def test_nothing_in_a_hostile_text_becomes_markup(matcher):
    match = matcher.match(HOSTILE, source='<b onclick="x">.txt')
    shown = Page(page([match]))
    assert shown.ad == HOSTILE
    tags = {tag for tag, _ in shown.tags}
    assert not tags & {"script", "img", "iframe", "a", "link", "object", "form", "input", "svg", "b"}
    for _, attrs in shown.tags:
        assert not any(name.startswith("on") for name in attrs)
        assert not {"src", "href"} & set(attrs)


def test_a_page_loads_nothing_and_forbids_scripts(matches):
    html = page(matches[:3])
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|https?://", html.replace("http-equiv", ""))
    assert html.count("<article") == 3


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_label_and_every_decline_has_its_page(matcher, matches, lang):
    assert len({m.label for m in matches}) >= 6
    words = {"it": "Nessun giudizio", "en": "No judgement"}[lang]
    for text in (
        "",
        "ciao",
        "\x00\ud800\u202e",
        "We are looking for a sales manager in our London office, full time.",
    ):
        assert words in fragment(matcher.match(text), lang)
    for match in matches:
        html = fragment(match, lang)
        html.encode("utf-8")
        assert html.count("<article") == html.count("</article>") == 1


def test_set_aside_clauses_tell_their_reason(matcher):
    match = matcher.match(
        "Agente di commercio\nVisiterai i clienti della zona e chiuderai contratti.\nRiporterai al Direttore Commerciale."
    )
    assert 'title="linea di riporto" data-reason="linea di riporto"' in page([match])
    assert 'data-reason="reporting line"' in page([match], "en")


def test_numbers_follow_the_language(matches):
    match = next(m for m in matches if 0.02 < m.confidence < 0.98)
    assert re.search(r"\d,\d%", page([match]))
    assert not re.search(r"\d,\d%", page([match], "en"))


def test_a_notebook_shows_the_fragment(matches):
    html = matches[0]._repr_html_()
    assert html == fragment(matches[0])
    assert "<html" not in html and "<script" not in html


def test_a_match_without_reasons_has_a_page_too(matcher):
    text = load_corpus()[3].text
    for detail in ("none", "terms"):
        bare = next(matcher.match_many([text], detail=detail))
        assert Page(page([bare])).ad == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_sound_page(matcher, noise):
    match = matcher.match("Venditore di zona. Visiterai i clienti e chiuderai contratti.\n" + noise)
    html = page([match])
    html.encode("utf-8")
    shown = Page(html)
    assert not shown.open
    assert len(shown.ad) == len(match.text) or "\r" in match.text
