"""Jobs and their dates are found in CVs as Italians write them, and never in ads."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.dates import periods
from matcher.text.jobs import find_jobs, older_job_spans
from matcher.text.sections import heading, lines_of
from matcher.training.corpus import read_texts

CLASSIC = """Marta Fabbri
Profilo
Venditrice con dodici anni di mestiere nell'imballaggio.

Esperienze professionali
Capo area Nord Ovest
Scatolificio Delta S.r.l., Novara
01/2021 - in corso
- Guido sei agenti
- Discuto il budget con la direzione

Agente di commercio
Cartiera Lupo S.p.A.
03/2015 – 12/2020
- Visitavo ottanta clienti al mese
- Preparavo offerte

Impiegata ordini
Cartiera Lupo S.p.A.
2012 - 2015
- Inserivo gli ordini

Formazione
2007 - 2012 Laurea in economia, Pavia

Competenze
Excel, CRM
"""

DATES_FIRST = """CURRICULUM VITAE
ESPERIENZA LAVORATIVA
dal 2019 ad oggi
Responsabile vendite, Ferramenta Gallo
Gestione di quattro venditori
dal 2010 al 2019
Venditore, Colori Bianchi
Vendita al banco e visite ai cantieri
ISTRUZIONE
dal 2005 al 2010
Istituto tecnico Einaudi
"""

LISTED = """Direttrice commerciale, gruppo lattiero
Attualmente rispondo di tutto il venduto, in Italia e fuori.
Approvo ogni offerta importante; i capi area lavorano con me e con la direzione marketing.
Precedenti
2008-2016 capo area Emilia in una azienda di acque minerali
2001-2008 venditrice tentata vendita, salumi
Sommelier di secondo livello.
"""


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in older_job_spans(text)]


@pytest.mark.parametrize(
    ("line", "first", "last", "current"),
    [
        ("dal 2019 ad oggi", 2019, None, True),
        ("01/2018 - 03/2021", 2018, 2021, False),
        ("2015–in corso", 2015, None, True),
        ("Giu 2026 – Presente", 2026, None, True),
        ("2008-2016 capo area Emilia", 2008, 2016, False),
        ("dal 1996 al 2013", 1996, 2013, False),
        ("marzo 2016 - attuale", 2016, None, True),
        ("Settembre 2020 – oggi: VP Sales", 2020, None, True),
        ("dal 1° marzo 2010 al 31 dicembre 2014", 2010, 2014, False),
        ("12.05.2010-14.06.2012", 2010, 2012, False),
        ("2009 → 2018", 2009, 2018, False),
        ("dal settembre 2011 a tutt'oggi", 2011, None, True),
        ("gen '18 – mar '20", 2018, 2020, False),
        ("2008-16 agente", 2008, 2016, False),
        ("Fino al 2013 attrezzista", None, 2013, False),
        ("da aprile 2020", 2020, None, True),
    ],
)
def test_italian_date_forms(line: str, first: int | None, last: int | None, current: bool) -> None:
    (found,) = periods(line)
    assert (found.first, found.last, found.current) == (first, last, current)


@pytest.mark.parametrize(
    "line",
    [
        "tel. 02/45678901",
        "da 24 a 38 milioni",
        "nel 2019 e nel 2020",
        "2020-2010",
        "tra 2022 e 2025",
        "ISO 9001",
    ],
)
def test_what_is_no_period(line: str) -> None:
    assert periods(line) == []


def test_jobs_most_recent_first_with_their_titles() -> None:
    jobs = find_jobs(CLASSIC)
    assert [(j.first, j.last, j.current) for j in jobs] == [
        (2021, None, True),
        (2015, 2020, False),
        (2012, 2015, False),
    ]
    stretches = [CLASSIC[j.start : j.end] for j in jobs]
    assert stretches[0].startswith("Capo area Nord Ovest")
    assert stretches[0].endswith("con la direzione")
    assert stretches[1].startswith("Agente di commercio")
    assert stretches[2].startswith("Impiegata ordini")
    assert stretches[2].endswith("gli ordini")


def test_older_jobs_of_a_classic_cv() -> None:
    joined = " ".join(words(CLASSIC))
    assert "ottanta clienti" in joined and "Inserivo" in joined
    for kept in ("Capo area Nord Ovest", "sei agenti", "Laurea", "dodici anni", "Excel"):
        assert kept not in joined


def test_dates_before_the_title() -> None:
    jobs = find_jobs(DATES_FIRST)
    assert [(j.first, j.current) for j in jobs] == [(2019, True), (2010, False)]
    assert "quattro venditori" in DATES_FIRST[jobs[0].start : jobs[0].end]
    assert words(DATES_FIRST) == [
        "dal 2010 al 2019\nVenditore, Colori Bianchi\nVendita al banco e visite ai cantieri"
    ]


def test_listed_past_under_an_undated_present() -> None:
    assert words(LISTED) == [
        "2008-2016 capo area Emilia in una azienda di acque minerali",
        "2001-2008 venditrice tentata vendita, salumi",
    ] or words(LISTED) == [LISTED[LISTED.index("2008") : LISTED.index("\nSommelier")]]


def test_the_most_recent_job_is_kept_when_none_is_current() -> None:
    text = (
        "Esperienze lavorative\n2015 - 2024 Area manager, Acme\n2010 - 2015 Agente, Beta\nIstruzione\nDiploma"
    )
    assert words(text) == ["2010 - 2015 Agente, Beta"]


def test_prose_and_education_give_no_jobs() -> None:
    assert find_jobs("Vendo vini da vent'anni, prima ero cuoco. Ho una cantina e molti amici.") == []
    assert find_jobs("Formazione\n2007 - 2012 Laurea in economia\n2012 - 2014 Master in vendite") == []


@pytest.mark.parametrize(
    "text",
    [
        "Responsabile vendite\nDal 1970 l'azienda fa valvole. Cerchiamo chi guidi gli agenti.\nRequisiti: laurea.",
        "Commesso\nContratto dal 01/03/2026 al 30/06/2026. Offriamo buoni pasto. La risorsa sta al banco.",
        "Area manager\nNel triennio 2022-2024 siamo cresciuti; il piano 2025-2027 è pronto. Si richiede diploma.",
        "Venditore\nLa storia\n1970 - 1985 un'officina\n1985 - 2010 apriamo all'estero\nCerchiamo un venditore.",
        "CCNL Commercio 2019-2022. La risorsa sarà inserita nel negozio.",
    ],
)
def test_an_ad_has_no_jobs(text: str) -> None:
    assert older_job_spans(text) == []


def test_corpus_ads_have_no_old_jobs_and_cv_duties_are_spared() -> None:
    folder = Path(__file__).parents[2] / "corpus" / "texts"
    texts = [t for file in sorted(folder.glob("*.txt")) for t in read_texts(file)]
    assert [t.id for t in texts if t.kind == "ad" and older_job_spans(t.text)] == []
    total = hit = past = found = 0
    for text in (t for t in texts if t.kind == "cv"):
        spans = older_job_spans(text.text)
        for clause in text.clauses:
            start, end = clause.span
            inside = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
            if clause.role in ("duty", "title"):
                total, hit = total + end - start, hit + inside
            elif clause.role == "past":
                past, found = past + end - start, found + inside
    assert hit / total < 0.005
    assert found / past > 0.5


def test_quick_on_ads_without_periods() -> None:
    ad = (
        "Responsabile vendite per azienda fondata nel 1970, 120 addetti.\n"
        + "Guiderai sei agenti nel Nord Italia.\n" * 40
    )
    start = time.perf_counter()
    for _ in range(200):
        older_job_spans(ad)
    assert (time.perf_counter() - start) / 200 < 0.001


@given(st.text(alphabet="ab 2019-\n0128/àdlogi•.:()", max_size=200))
def test_spans_are_ordered_apart_and_inside(text: str) -> None:
    spans = older_job_spans(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= j.start < j.end <= len(text) for j in find_jobs(text))


def test_headings_and_sections() -> None:
    assert heading("ESPERIENZE PROFESSIONALI") == "experience"
    assert heading("Istruzione e formazione:") == "education"
    assert heading("Lingue straniere") == "skills"
    assert heading("Esperienze precedenti") == "past"
    assert heading("Formazione dei mungitori su igiene") is None
    assert [line.heading for line in lines_of(CLASSIC) if line.heading] == [
        "profile",
        "experience",
        "education",
        "skills",
    ]
