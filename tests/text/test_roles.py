"""What a clause speaks of, by the shipped model."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.text.parse import parse
from matcher.text.roles import ROLES, RoleReader
from matcher.training.corpus import load_corpus
from matcher.training.role_training import gold_clauses
from tests.text.naive_roles import roles_by_rules


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("A riporto del Direttore Commerciale.", "report"),
        ("Possibilità di crescita fino a responsabile commerciale.", "prospect"),
        ("Offriamo contratto a tempo indeterminato e auto aziendale.", "offer"),
        ("Diploma di scuola superiore e patente B.", "req"),
        ("Gestirai il portafoglio clienti della zona e negozierai i contratti.", "duty"),
    ],
)
def test_plain_sentences_get_their_role(matcher, sentence, role):
    text = f"Area Manager Puglia\nVisiterai i clienti e raccoglierai gli ordini.\n{sentence}"
    assert matcher.match(text).clauses[-1].role == role


def test_words_about_others_count_next_to_nothing(matcher):
    around = [
        "A riporto del Direttore Commerciale.",
        "Entrerai in un team di venditori affiatato.",
        "Possibilità di crescita fino a responsabile commerciale.",
    ]
    for sentence in around:
        text = f"Area Manager Puglia\nVisiterai i clienti e raccoglierai gli ordini.\n{sentence}"
        assert matcher.match(text).clauses[-1].weight < 0.25


def test_roles_on_the_test_split_are_mostly_right(matcher):
    texts = [t for t in load_corpus() if t.split == "test"]
    engine = matcher.engine
    parsed = parse([t.text for t in texts], engine.language)
    gold, _ = gold_clauses(texts, parsed)
    found = RoleReader(engine.weights.roles, engine.language).probabilities(parsed).argmax(axis=1)
    assert np.mean(found == gold) >= 0.85
    assert np.mean(found == gold) > np.mean(roles_by_rules(parsed) == gold) + 0.1
    duty = ROLES.index("duty")
    assert np.mean(found[gold == duty] == duty) >= 0.9


def test_older_jobs_of_a_cv_do_not_count(matcher):
    text = (
        "Mario Bianchi\nEsperienze\n"
        "Dal 2020 ad oggi: agente di commercio, zona Bari, Ferramenta Levante. Visito i clienti e raccolgo gli ordini.\n"
        "Dal 2010 al 2019: direttore vendite Italia, Viteria Adriatica. Dirigevo 40 venditori."
    )
    clauses = matcher.match(text).clauses
    assert clauses[-1].role == "past" and clauses[-1].weight < 0.1
