"""Personal data are found, covered at the same length, and never count in a score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Matcher
from matcher.text.personal import MASK, find_personal, mask, mask_source, neutral

HEAD = """CURRICULUM VITAE
{name}
{street}, 20121 Milano (MI)
Tel. {phone}
E-mail: {mail}
Nata a Lodi il {birth}
Codice fiscale: FBBMRT80C52H223X
"""
BODY = """Area Manager Nord Ovest
Guido nove agenti tra Piemonte e Liguria: obiettivi, affiancamento, riunione mensile.
Preparo il piano vendite con la direzione e ne controllo l'andamento ogni settimana.
{name}
"""
MARTA = {
    "name": "Marta Fabbri",
    "street": "Via Garibaldi 12",
    "phone": "+39 347 1234567",
    "mail": "marta.fabbri@example.it",
    "birth": "12/03/1980",
}
GIUSEPPE = {
    "name": "Giuseppe Venditti",
    "street": "Piazza dei Mercanti, n. 3",
    "phone": "02 4567 8901",
    "mail": "capo.vendite.2@example.com",
    "birth": "1 settembre 1971",
}


def cv(person: dict[str, str]) -> str:
    return (HEAD + BODY).format(**person)


@pytest.mark.parametrize("person", [MARTA, GIUSEPPE])
def test_every_personal_datum_is_covered(person: dict[str, str]) -> None:
    covered = mask(cv(person))
    assert len(covered) == len(cv(person))
    for words in (*person.values(), *person["name"].split(), "FBBMRT80C52H223X", "Lodi"):
        assert words not in covered
    for kept in ("Area Manager Nord Ovest", "Guido nove agenti", "direzione", "CURRICULUM"):
        assert kept in covered


def test_neutral_text_is_the_same_whoever_it_is() -> None:
    one, other = (neutral(cv(person)).split("\n") for person in (MARTA, GIUSEPPE))
    assert [line.strip() for line in one] == [line.strip() for line in other]
    assert "Tel" not in neutral(cv(MARTA))


def test_personal_data_never_count(matcher: Matcher) -> None:
    one, other = matcher.predict_proba([neutral(cv(MARTA)), neutral(cv(GIUSEPPE))])
    assert np.array_equal(one, other)


@pytest.mark.parametrize(
    "words",
    [
        "Fatturato di 12.000.000 di euro nel 2019",
        "P.IVA 01234567890",
        "Corso Java 2020 e corso Vendita 2019",
        "sede di San Giovanni Valdarno, Emilia e Reggio Emilia",
        "Key Account Manager, Area Manager, Sales Director",
        "dal 01/2018 al 03/2021, 1200 clienti",
        "azienda nata nel 1970",
        "via libera a 3 progetti",
    ],
)
def test_what_is_no_personal_datum(words: str) -> None:
    assert find_personal(words) == []


def test_file_names_lose_the_name() -> None:
    assert mask_source("cv/CV_Marta_Fabbri_2025.pdf", cv(MARTA)) == f"cv/CV_{MASK * 5}_{MASK * 6}_2025.pdf"
    assert mask_source("annuncio.txt", "Cerchiamo un agente") == "annuncio.txt"
    assert mask_source("cv/cv_fabbri.pdf", "Guido sei agenti", plain=False) == f"cv/cv_{MASK * 6}.pdf"


@given(st.text(alphabet="Marco Rossi@.it 0123/\n-+viaVCapo(),:", max_size=150))
def test_length_and_lines_stay(text: str) -> None:
    for made in (mask(text), neutral(text)):
        assert [len(line) for line in made.split("\n")] == [len(line) for line in text.split("\n")]
    assert neutral(neutral(text)) == neutral(text)
