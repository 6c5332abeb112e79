"""Documents of every kind become text in reading order, told by their content."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from matcher.documents import document_of, read_document
from matcher.documents.layout import text_of_pages
from matcher.documents.lines import Word, join

TEXT = "Responsabile vendite\nCoordina sei agenti.\nPerché è già così: 40 € l'ora."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_plain_text_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "annuncio.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_document(path).text == TEXT
    assert read_document(path).kind == "text"


def test_empty_file_is_an_empty_text() -> None:
    assert document_of(b"", "vuoto.txt").text == ""


def test_standard_input(tmp_path: Path) -> None:
    code = "from matcher.documents import read_document; print(read_document('-').text)"
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"Agente di zona", capture_output=True, check=True, timeout=30
    )
    assert done.stdout.strip() == b"Agente di zona"


def test_a_page_loses_what_nobody_reads() -> None:
    page = (
        "<html><head><script>var a='direttore generale'</script></head><body><nav>Home <a>Chi siamo</a></nav>"
        "<h1>Area <b>man</b>ager</h1><p hidden>segreto</p><p>Coordina&nbsp;gli\n agenti</p>"
        "<ul><li>citt&agrave;</ul>"
        "<table><tr><td>Sede</td><td>Pavia</td></tr></table>"
        "<div class='cookie-bar'><div>Accetta</div> i cookie</div><p>Fine</p><footer>P.IVA</footer>"
    )
    text = document_of(page.encode(), "pagina.txt").text
    assert text.splitlines() == ["Area manager", "Coordina gli agenti", "- città", "Sede | Pavia", "Fine"]


def test_quotes_and_long_values_leak_no_markup() -> None:
    page = (
        f'<html><body data-state="{"x" * 20_000}"><div title="ricavi > 1M"><p>Coordina <b alt="a > b">gli agenti</b></p>'
        f'<div hidden data-y="</div>">segreto</div><img src="data:image/png;base64,{"A" * 90_000}">'
        "<ul><li title='1 > 0'>visita i clienti</ul><a title=dell'area>Fine</a></div>"
    )
    lines = document_of(page.encode(), "a.html").text.splitlines()
    assert lines == ["Coordina gli agenti", "- visita i clienti", "Fine"]


def test_a_page_of_scripts_gives_the_posting_in_its_data() -> None:
    data = '{"@type": "JobPosting", "title": "Agente", "description": "<p>Vende</p><p>Visita clienti</p>"}'
    page = f'<!doctype html><body><div id=app></div><script type="application/ld+json">{data}</script></body>'
    lines = [line.strip() for line in document_of(page.encode(), "a.html").text.splitlines() if line.strip()]
    assert lines == ["Agente", "Vende", "Visita clienti"]


def test_kind_is_told_by_content_not_suffix(tmp_path: Path) -> None:
    path = tmp_path / "annuncio.pdf"
    path.write_text("Cerchiamo un agente.", encoding="utf-8")
    assert read_document(path).kind == "text"
    path.write_bytes(rb"{\rtf1\ansi Cerchiamo un agente \'e8 vero.\par Fine\par}")
    assert read_document(path) == type(read_document(path))("Cerchiamo un agente è vero.\nFine", "rtf")


def docx(body: str, tmp_path: Path, **parts: str) -> str:
    path = tmp_path / "prova.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels", '<R><Relationship Type="/officeDocument" Target="word/document.xml"/></R>'
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="w" xmlns:mc="m">{body}</w:document>')
        for name, words in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:hdr xmlns:w="w">{words}</w:hdr>')
    return read_document(path).text


def paragraph(words: str, extra: str = "") -> str:
    return f"<w:p>{extra}<w:r><w:t>{words}</w:t></w:r></w:p>"


def test_word_parts_in_order(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Riquadro')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>celato</w:t></w:r>"
    cells = "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in ("2019 - oggi", "Capo area"))
    body = (
        paragraph("Titolo") + f"<w:p><w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
        "<w:r><w:t>Dopo</w:t><w:tab/><w:t>tabulazione</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph("punto", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
        + f"<w:p><w:del><w:r><w:t>tolto</w:t></w:r></w:del>{hidden}</w:p>"
    )
    text = docx(body, tmp_path, header1=paragraph("Anna Verdi"), footer1=paragraph("Pagina 1 di 2"))
    assert text.splitlines() == [
        "Anna Verdi",
        "Titolo",
        "Riquadro",
        "Dopo tabulazione",
        "2019 - oggi | Capo area",
        "- punto",
    ]


def words(text: str, x: float, y: float, size: float = 10) -> list[Word]:
    found = []
    for word in text.split():
        width = 5.0 * len(word)
        found.append(Word(x, y, x + width, y + size, size, word))
        x += width + 3
    return found


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Competenze di vendita", "Lingue: inglese", "Patente B", "Excel e CRM"]
    right = [
        "Capo area dal 2019 guido",
        "sei agenti nel Nord Ovest",
        "e scelgo i nuovi. Prima",
        "ero venditore.",
    ]
    page = words("Anna Verdi curriculum vitae professionale completo", 50, 20, 14)
    for number, (a, b) in enumerate(zip(left, right, strict=True)):
        page += words(a, 50, 60 + 11 * number) + words(b, 250, 60 + 11 * number)
    lines = text_of_pages([page]).splitlines()
    assert lines[0].startswith("Anna Verdi")
    assert lines[1:5] == left
    assert (
        lines[5]
        == "Capo area dal 2019 guido sei agenti nel Nord Ovest e scelgo i nuovi. Prima ero venditore."
    )


def test_labels_are_read_beside_what_they_label() -> None:
    page = []
    for number, (dates, job) in enumerate([("2019 - oggi", "Capo area"), ("2012 - 2019", "Agente di zona")]):
        page += words(dates, 50, 50 + 60 * number) + words(job, 200, 50 + 60 * number)
        page += words("Visita i clienti della provincia e scrive offerte", 200, 62 + 60 * number)
        page += words("Risponde al direttore", 200, 74 + 60 * number)
    lines = text_of_pages([page]).splitlines()
    assert lines[0] == "2019 - oggi Capo area"
    assert "2012 - 2019 Agente di zona" in lines


def test_running_heads_numbers_and_cut_words() -> None:
    pages = [
        [
            *words("Curriculum di Anna", 50, 10),
            *words(f"riga prima della pagina {n} con parole", 50, 100),
            *words("e poi respon- ", 50, 500 if n else 400),
            *words(f"Pagina {n} di 3", 250, 800),
        ]
        for n in (1, 2, 3)
    ]
    text = text_of_pages(pages)
    assert text.count("Curriculum di Anna") == 1
    assert "di 3" not in text
    assert join("la respon-", "sabilità") == "la responsabilità"
    assert join("un e-", "commerce") == "un e-commerce"
    assert join("Emilia-", "Romagna") == "Emilia- Romagna"
