"""Tricks to look higher than the work: set aside, told, and without effect on texts that use none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matcher import Matcher
from matcher.engine.engine import Scored
from matcher.study.attacks import CEILING, measure
from matcher.training.corpus import load_corpus, load_market

SHOP = """Commessa di negozio
Cerchiamo una commessa per il nostro negozio di abbigliamento a Treviso.
- accogliere i clienti e seguirli in camerino
- battere gli scontrini e chiudere la cassa
- riordinare il magazzino e allestire la vetrina
Contratto a tempo determinato, turni nei fine settimana."""
PASTED = "descriptor"
# A high title with low duties is not dealt with; nothing tells an invented duty from a true one.
CEILINGS = {
    "title: Amministratore Delegato": 1.0,
    "title: Direttore Vendite": 1.0,
    "duty invented": 1.0,
    "duty invented x10": 1.0,
}


def codes(matcher: Matcher, text: str) -> set[str]:
    """The kinds of caution that a text is given."""
    return {caution.code for caution in matcher.match(text).warnings}


def test_attacks_do_not_raise_the_level(matcher: Matcher) -> None:
    low = [text for text in load_corpus() if text.split == "test" and text.label in ("none", "1-3", "4")]
    for outcome in measure(matcher, [text.text for text in low]):
        assert outcome.raised <= CEILINGS.get(outcome.name, CEILING), outcome


def test_honest_texts_are_hardly_ever_warned_about(matcher: Matcher, shared: Path) -> None:
    lines = (shared / "data" / "ads_dev.jsonl").read_text(encoding="utf-8").splitlines()
    ads = [json.loads(line) for line in lines]
    honest = [f"{ad.get('title') or ''}\n{ad['text']}" for ad in ads]
    honest += [text.text for text in (*load_corpus(), *load_market())]
    warned = [bool(match.warnings) for match in matcher.match_many(honest, detail="none")]
    assert np.mean(warned) <= 0.01


def test_pasted_descriptor_counts_nothing_and_is_shown(matcher: Matcher) -> None:
    pasted = matcher.knowledge_.skill.levels[-1].text
    match = matcher.match(f"{SHOP}\n{pasted}")
    assert match.label == matcher.match(SHOP).label
    (caution,) = match.warnings
    assert caution.code == PASTED
    assert all(match.text[start:end] in pasted for start, end in caution.spans)
    assert all(c.weight == 0 for c in match.clauses if c.span in caution.spans)
    assert match.to_dict()["warnings"][0]["it"].startswith("Il testo riporta parola per parola")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Dirige la forza vendita e definisce il budget commerciale.\n" * 8, "repeated"),
        (
            "vendite, forecast, budget, agenti, key account, strategia commerciale, mercato, pipeline, negoziazione",
            "keywords",
        ),
        ("Guida la rеtе di аgеnti", "lookalikes"),
        ("d i r i g e   l a   r e t e", "apart"),
        (
            "Non vende.\nNon gestisce agenti.\nNon decide prezzi.\nNessun obiettivo di vendita.\nSenza responsabilità.",
            "denied",
        ),
    ],
)
def test_each_trick_is_told(matcher: Matcher, words: str, code: str) -> None:
    assert codes(matcher, f"{SHOP}\n{words}") == {code}
    assert not codes(matcher, SHOP)


@pytest.mark.parametrize(
    "denied",
    [
        "Non gestisce venditori e non definisce il budget di vendita.",
        "Senza responsabilità di vendita.",
        "Nessun obiettivo di vendita assegnato.",
        "Il ruolo è privo di deleghe commerciali.",
    ],
)
def test_what_is_denied_speaks_for_nothing(matcher: Matcher, denied: str) -> None:
    scored = matcher.engine.score([f"{SHOP}\n{denied}"])
    last = scored.parsed.n_clauses - 1
    words = " ".join(_words(scored, last))
    assert not any(word in words for word in ("vend", "budget", "obiett", "commerc", "respons"))


@pytest.mark.parametrize(
    "said",
    [
        "Non solo vende ma guida gli agenti.",
        "Nessuna offerta di vendita parte senza la sua firma.",
        "Non fa magazzino ma vende.",
    ],
)
def test_what_only_sounds_like_a_denial_counts(matcher: Matcher, said: str) -> None:
    scored = matcher.engine.score([f"{SHOP}\n{said}"])
    assert "vend" in " ".join(_words(scored, scored.parsed.n_clauses - 1))


def _words(scored: Scored, clause: int) -> list[str]:
    """The words of a clause that are evidence."""
    text, parsed = scored.parsed.cleaned[0].text, scored.parsed
    at = scored.occurrences.begin[scored.occurrences.clause == clause]
    return [text[parsed.starts[i] : parsed.ends[i]].lower() for i in at]
