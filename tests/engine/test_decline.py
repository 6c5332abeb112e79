"""Texts that get no label, and texts that must get one."""

from __future__ import annotations

import pytest

from matcher.training.corpus import load_corpus

FOREIGN = [
    "We are looking for a sales manager to join our team in Milan, managing key accounts and reporting to the CEO.",
    "Buscamos un comercial para nuestra tienda de Madrid, con experiencia en ventas y atención al cliente.",
    "Wir suchen einen Verkäufer für unsere Filiale in Lugano mit Erfahrung im Detailhandel und guten Kenntnissen.",
    "Nous cherchons un commercial pour notre agence de Lyon, avec une expérience de la vente de trois ans.",
    "Procuramos um vendedor para a nossa loja de Lisboa com experiência em vendas e atendimento ao cliente.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_get_no_label(matcher, text):
    match = matcher.match(text)
    assert (match.status, match.label, match.level) == ("unsupported_language", None, None)


@pytest.mark.parametrize("text", ["", "   \n", "Sales Manager", "Cercasi venditore esperto", "12345 !!! ---"])
def test_a_few_words_are_too_little(matcher, text):
    assert matcher.match(text).status == "insufficient_text"


def test_half_english_jargon_is_still_italian(matcher):
    text = (
        "Cerchiamo un Sales Account Executive per il nostro team di Milano: outbound, cold calling, demo e closing, "
        "gestione della pipeline su HubSpot e della quota mensile."
    )
    assert matcher.match(text).status == "ok"


def test_most_pure_boilerplate_is_declined_and_no_labelled_text_is(matcher):
    texts = load_corpus()
    frame = [t.text for t in texts if t.label == "decline"]
    declined = [m.status == "insufficient_text" for m in matcher.match_many(frame, detail="none")]
    assert sum(declined) >= 0.7 * len(frame)
    labelled = [t.text for t in texts if t.label != "decline"]
    answers = matcher.match_many(labelled, detail="none")
    assert [t[:60] for t, match in zip(labelled, answers, strict=True) if match.status != "ok"] == []
