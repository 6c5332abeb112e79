"""Personal data are found, covered at the same length, and never count in a score."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Matcher
from matcher.text.parse import prepare
from matcher.text.personal import find_personal, mask, mask_source
from matcher.text.personal_forms import MASK
from matcher.training.corpus import load_corpus

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


def test_what_is_read_is_the_same_whoever_it_is() -> None:
    one, other = (prepare(cv(person)).text for person in (MARTA, GIUSEPPE))
    assert one == other == "CURRICULUM VITAE\n" + BODY.removesuffix("{name}\n").rstrip("\n")


def test_personal_data_never_count(matcher: Matcher) -> None:
    one, other = matcher.predict_proba([cv(MARTA), cv(GIUSEPPE)])
    assert np.array_equal(one, other)


ITALIAN = {
    "f": "Marta Fabbri|Giulia Rossi|Ornella Conti|Chiara De Luca|Francesca Esposito|Teodolinda Gamberale"
    "|Ylenia Moscariello|Rosa Bianchi|Anna Maria Greco|Beatrice D'Angelo",
    "m": "Giuseppe Venditti|Marco Ferrari|Luca Ricci|Salvatore Lo Presti|Matteo Galli|Ubaldo Marchesin|Ulderico Pace"
    "|Felice Leone|Pier Paolo Serra|Corradino Testaferrata",
}
FOREIGN = {
    "f": "Fatou Diop|Xiulan Zhang|Oluwakemi Adeyemi|Svitlana Kovalenko|Aisha El Idrissi|Nguyen Thi Lan|Priyanka Sharma"
    "|Elira Hoxha|Guadalupe Quispe Mamani|Agnieszka Wójcik",
    "m": "Oluwaseun Adebayo|Wei Chen|Mohamed Ben Salah|Ionuț Popescu|Amadou Traoré|Gurpreet Singh|Oleksandr Shevchenko"
    "|Thabo Nkosi|Arjan Gjoka|Jefferson Villanueva",
}
LAYOUTS = (
    "{name}\n{mail}\nAgente di commercio\n" + BODY,
    "Agente di commercio\n{name}\n" + BODY,
    "CURRICULUM VITAE\n{upper}\n" + BODY,
    "{name} – agente di commercio\n" + BODY,
    "Nome e cognome: {name}\nAgente di commercio\n" + BODY,
    "Curriculum vitae di {name}\n" + BODY,
    "Agente di commercio\nMi chiamo {name} e vendo vini.\n" + BODY,
    BODY + "In fede, {name}\n",
)


def missed(names: str) -> list[str]:
    """Names of which a part is read in some place where people write their own."""
    found = []
    for name in names.split("|"):
        mail = f"{name.lower().replace(' ', '.')}@example.it"
        for layout in LAYOUTS:
            text = layout.format(name=name, upper=name.upper(), mail=mail)
            read = set(prepare(text).text.lower().split())
            if read & {part for part in name.lower().split() if len(part) > 2}:
                found.append(name)
    return found


@pytest.mark.parametrize(
    "names", [*ITALIAN.values(), *FOREIGN.values()], ids=["it-f", "it-m", "abroad-f", "abroad-m"]
)
def test_names_are_found_wherever_they_come_from(names: str) -> None:
    assert missed(names) == []


FACTS = (
    "Età: 54 anni|Nata il 3 maggio 1968|Nato a Napoli il 12/03/1980|Città: Napoli|Residente a Palermo|Vivo a Torino|Milano"
    "|Nazionalità: nigeriana|Nazionalità italiana|Cittadina peruviana|Di origine marocchina|Permesso di soggiorno"
    "|Stato civile: coniugata con due figli|Sono sposato e ho tre figli.|Madre di due bambini|Celibe|Nubile, 34 anni"
    "|Iscritta alle categorie protette (L. 68/99)|Appartenente alle categorie protette|Invalido civile 46%|Classe 1971"
    "|Religione: musulmana|Cattolica praticante|Ho 42 anni.|Quarantaduenne|Data di nascita: 01/02/1990|Sesso: F"
    "|Luogo e data di nascita: Lagos, 1 gennaio 1990|Via Roma 12, 20121 Milano|Tel. 347 1234567|Cell. +44 7911 123456"
    "|Email: qualcuno@example.it|Nome: Oluwaseun Adeyemi|IBAN: IT60 X054 2811 1010 0000 0123 456|Domicilio: Bari (BA)"
    "|2019-2021: congedo parentale|Anno sabbatico 2016|2018-2020 maternità|2020: disoccupato|2021-2022 pausa lavorativa"
    "|Dal 2019 al 2021 in aspettativa per motivi familiari|2014-2015 servizio militare|01/2019 - 03/2021 Malattia"
    "|2016 anno sabbatico: viaggio in Sudamerica|2023 - oggi: in cerca di occupazione|2017-2018 assistenza a un familiare"
    "|gennaio 2020 - giugno 2021 Congedo di maternità|2021-2022 pausa per assistere mia madre"
).split("|")


@pytest.mark.parametrize("fact", FACTS)
def test_a_line_about_the_person_leaves_no_trace(fact: str) -> None:
    for text in (t.text for t in load_corpus()[::40] if t.kind != "ad"):
        lines = text.split("\n")
        for at in (0, 1, len(lines) // 2, len(lines)):
            assert prepare("\n".join([*lines[:at], fact, *lines[at:]])).text == prepare(text).text


@pytest.mark.parametrize(
    "line",
    [
        "2018-2020 sostituzione maternità, addetta vendite presso Calzature Rossi",
        "Vendita di ausili per disabilità e carrozzine",
        "Prodotti di ogni genere: vini, olio, formaggi",
        "Quindici anni di esperienza nella vendita, obiettivo comune: crescere",
        "Viaggi frequenti in Italia e all'estero",
        "Assistenza ai clienti e pausa pranzo breve",
        "Area Manager Nord Italia",
        "Key Account Manager",
        "Visual Merchandiser",
        "FRESATORE CNC",
        "Panettiere-pasticciere AFC",
        "Sarà responsabile delle vendite",
    ],
)
def test_work_is_never_taken_for_a_fact_of_the_person(line: str) -> None:
    assert prepare(f"{line}\nSeguo i clienti e preparo le offerte.").text.startswith(line)


def test_a_masked_text_is_read_as_the_same_text() -> None:
    texts = [cv(MARTA), cv(GIUSEPPE), *(t.text for t in load_corpus())]
    assert [i for i, text in enumerate(texts) if prepare(mask(text)).text != prepare(text).text] == []


def test_ads_are_looked_through_in_no_time() -> None:
    ads = [t.text for t in load_corpus() if t.kind == "ad"][:400]
    for ad in ads:
        find_personal(ad)
    start = time.process_time()
    for ad in ads:
        find_personal(ad)
    assert (time.process_time() - start) / len(ads) < 0.0004


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


@given(st.text(alphabet="Marco Rossi@.it 0123/\n-+viaVCapo(),:█", max_size=150))
def test_length_and_lines_stay_and_reading_is_done_once(text: str) -> None:
    covered = mask(text)
    assert [len(line) for line in covered.split("\n")] == [len(line) for line in text.split("\n")]
    read = prepare(text)
    for start in range(len(read.text)):
        a, b = read.origin(start, start + 1)
        assert 0 <= a < b <= len(text)
