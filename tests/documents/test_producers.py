"""The label of a document by a real producer is that of the text it was made from."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.documents import read_document
from matcher.text.clean import clean
from matcher.training.corpus import LabelledText, load_corpus
from tests.documents import producers

Maker = Callable[[list[str], Path], list[Path]]


def texts() -> list[LabelledText]:
    """Twelve long texts over the labels, ads and CVs."""
    found = [t for t in load_corpus() if t.label != "decline" and 900 < len(t.text) < 4000]
    found.sort(key=lambda t: (t.id.rpartition("-")[2], t.id))
    chosen: list[LabelledText] = []
    for label in ("none", "1-3", "4", "5", "6", "7"):
        chosen += [t for t in found if t.label == label and t.kind == "ad"][:1]
        chosen += [t for t in found if t.label == label and t.kind == "cv"][:1]
    return chosen


def each(make: Callable[[str, Path], Path]) -> Maker:
    """A maker of one document a text, each in its own folder."""

    def made(texts: list[str], folder: Path) -> list[Path]:
        paths = []
        for number, text in enumerate(texts):
            (folder / str(number)).mkdir()
            paths.append(make(text, folder / str(number)))
        return paths

    return made


def html(text: str, folder: Path) -> Path:
    """A saved page."""
    path = folder / "salvata.html"
    path.write_text(producers.as_html(text), encoding="utf-8")
    return path


needs_office = pytest.mark.skipif(not producers.SOFFICE, reason="LibreOffice is not installed")
needs_chromium = pytest.mark.skipif(not producers.CHROMIUM, reason="Chromium is not installed")
PRINTED = [each(partial(producers.chromium_pdf, columns=n)) for n in (1, 2)]
SET = [each(partial(producers.reportlab_pdf, columns=n)) for n in (1, 2)]
OFFICE = {"pdf": 12, "docx": 6, "odt": 6, "rtf": 6}
MAKERS: list[object] = [
    pytest.param(each(html), 12, id="html"),
    pytest.param(each(producers.word), 12, id="word"),
    *[pytest.param(make, 12, id=f"reportlab-{n}") for n, make in enumerate(SET, 1)],
    *[pytest.param(make, 4, id=f"chromium-{n}", marks=needs_chromium) for n, make in enumerate(PRINTED, 1)],
    *[
        pytest.param(partial(producers.office, suffix=suffix), n, id=f"office-{suffix}", marks=needs_office)
        for suffix, n in OFFICE.items()
    ],
]
agreed: dict[str, list[bool]] = {}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", clean(text).text.lower())


@pytest.mark.parametrize(("make", "number"), MAKERS)
def test_label_and_order_of_words(
    make: Maker, number: int, tmp_path: Path, matcher: Matcher, request: pytest.FixtureRequest
) -> None:
    pytest.importorskip("docx", reason="python-docx is not installed")
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    chosen = texts()[:: 12 // number][:number]
    same = []
    for text, path in zip(chosen, make([t.text for t in chosen], tmp_path), strict=True):
        read = read_document(path).text
        match = SequenceMatcher(None, words(text.text), words(read), autojunk=False)
        assert match.ratio() > 0.96, (text.id, read)
        same.append(matcher.match(read).label == matcher.match(text.text).label)
    agreed[request.node.callspec.id] = same


def test_labels_agree() -> None:
    every = [one for made in agreed.values() for one in made]
    if not every:
        pytest.skip("no document was made")
    print(
        f"{sum(every)} of {len(every)} labels agree; by producer: { {k: sum(v) for k, v in agreed.items()} }"
    )
    assert sum(every) >= 0.97 * len(every)


SIDEBAR = """<!doctype html><meta charset=utf-8><style>body{font:10pt sans-serif;margin:0}
.w{display:grid;grid-template-columns:32% 1fr;gap:24px}</style><h1>Curriculum</h1><div class=w>
<div><h3>Contatti</h3><p>Largo dei Noci 12<br>Pavia<br>0382 000000</p><h3>Competenze</h3>
<ul><li>Gestione agenti<li>Salesforce<li>Negoziazione</ul></div>
<div><h3>Esperienze professionali</h3><p><b>Capo area Nord Ovest</b><br>Scatolificio Delta, Novara<br>01/2021 – in corso</p>
<ul><li>Guido sei agenti tra Piemonte, Liguria e Valle d'Aosta: obiettivi, affiancamento sul campo e riunione mensile</ul>
<p><b>Agente di commercio</b><br>Cartiera Lupo<br>03/2015 – 12/2020</p><ul><li>Visitavo ottanta clienti al mese</ul></div>"""
EUROPASS = """<!doctype html><meta charset=utf-8><style>body{font:10pt serif}td{vertical-align:top;padding:4px 8px}
td:first-child{width:28%;text-align:right}</style><table><tr><td>Esperienza professionale<td>
<tr><td>Date (da – a)<td>01/2021 – in corso<tr><td>Datore di lavoro<td>Scatolificio Delta, Novara
<tr><td>Tipo di impiego<td>Capo area Nord Ovest<tr><td>Mansioni<td>Guido sei agenti tra Piemonte, Liguria e Valle d'Aosta
con obiettivi e affiancamento sul campo, e discuto il budget di area con la direzione vendite ogni settimana.
<tr><td>Date (da – a)<td>03/2015 – 12/2020<tr><td>Datore di lavoro<td>Cartiera Lupo
<tr><td>Tipo di impiego<td>Agente di commercio<tr><td>Mansioni<td>Visitavo ottanta clienti al mese.</table>"""


@needs_chromium
@pytest.mark.parametrize(
    ("page", "line"), [(SIDEBAR, "Gestione agenti"), (EUROPASS, "Datore di lavoro Cartiera Lupo")]
)
def test_layouts_of_cvs_are_read_as_the_eye_does(
    page: str, line: str, tmp_path: Path, matcher: Matcher
) -> None:
    text = read_document(producers.printed(page, tmp_path)).text
    assert line in text.splitlines()
    path = matcher.match(text).path
    assert [(s.first, s.last, s.title) for s in path] == [
        (2021, None, "Capo area Nord Ovest"),
        (2015, 2020, "Agente di commercio"),
    ]
