"""Hostile and broken files end quickly, in little memory, with one sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

CODE = """
import json, resource, sys, time
from matcher.documents import read_document
from matcher.errors import MatcherError
start = time.perf_counter()
try:
    answer = {"text": read_document(sys.argv[1]).text[:500]}
except MatcherError as error:
    answer = {"it": error.it, "en": error.en}
# The kernel's own ru_maxrss of a process starts at that of the one that started it: /proc tells its own.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps({**answer, "seconds": time.perf_counter() - start, "mb": peak / 1024}))
"""


def read(path: Path) -> dict[str, object]:
    """What reading ``path`` gives, in a fresh process; fails if it takes too much time or memory."""
    command = [sys.executable, "-c", CODE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    answer = dict(json.loads(done.stdout))
    assert answer["seconds"] < 10
    assert answer["mb"] < 500
    return answer


def sentence(path: Path) -> str:
    """The one sentence that reading ``path`` ends with."""
    answer = read(path)
    assert "text" not in answer, answer
    for lang in ("it", "en"):
        words = str(answer[lang])
        assert words.startswith(str(path)) and "\n" not in words and words.endswith((".", ']"'))
    return str(answer["it"])


def pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def squeezed(chunk: bytes, times: int, levels: int = 1) -> bytes:
    """``chunk`` repeated and deflated, without ever holding it whole."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(chunk) for _ in range(times)) + packer.flush()
    for _ in range(levels - 1):
        data = zlib.compress(data, 9)
    return data


def docx(parts: dict[str, bytes], path: Path) -> Path:
    relations = (
        b'<Relationships><Relationship Type="/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations)
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


PAGES = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_pdf_with_a_stream_that_swells(tmp_path: Path, levels: int) -> None:
    data = squeezed(b"BT /F 1 Tf (a) Tj ET " * 1000, 40_000, levels)
    filters = b"/FlateDecode " * levels
    stream = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(data), filters, data)
    path = tmp_path / "gonfio.pdf"
    path.write_bytes(pdf(PAGES, ONE_PAGE, PAGE, stream, FONT))
    sentence(path)


def test_pdf_of_ten_thousand_pages(tmp_path: Path) -> None:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 10_003))
    pages = b"<</Type/Pages/Count 10000/Kids[%s]>>" % kids
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    path = tmp_path / "lungo.pdf"
    path.write_bytes(pdf(PAGES, pages, *[page] * 10_000))
    assert "10000 pagine" in sentence(path)


def test_pdf_pages_that_hold_themselves(tmp_path: Path) -> None:
    path = tmp_path / "anello.pdf"
    path.write_bytes(pdf(PAGES, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"))
    sentence(path)


def test_pdf_cut_short_empty_and_scanned(tmp_path: Path) -> None:
    path = tmp_path / "rotto.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<</Type/Cat")
    assert "danneggiato" in sentence(path)
    path.write_bytes(pdf(PAGES, ONE_PAGE, PAGE, b"<</Length 9>>stream\n0 0 9 9 re f\nendstream", FONT))
    assert "scansione" in sentence(path)


def test_pdf_with_a_password(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    path = tmp_path / "chiuso.pdf"
    page = canvas.Canvas(str(path), encrypt="segreta")
    page.drawString(100, 700, "Responsabile vendite")
    page.save()
    assert "password" in sentence(path)


def test_docx_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomba.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<document><p><r><t>")
            for _ in range(1000):
                part.write(b"vendita " * 131_072)
    assert path.stat().st_size < 25 * 2**20
    assert "tempo o memoria" in sentence(path)


def test_docx_of_many_parts(tmp_path: Path) -> None:
    path = docx({f"word/header{n}.xml": b"<p/>" for n in range(5000)}, tmp_path / "parti.docx")
    assert "tempo o memoria" in sentence(path)


def test_docx_nested_deep(tmp_path: Path) -> None:
    path = docx({"word/document.xml": b"<p>" * 500_000 + b"</p>" * 500_000}, tmp_path / "fondo.docx")
    sentence(path)


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">',
    ],
)
def test_docx_with_entities(tmp_path: Path, entity: str) -> None:
    xml = f'<?xml version="1.0"?><!DOCTYPE d [{entity}]><document><p><r><t>&x;</t></r></p></document>'
    path = docx({"word/document.xml": xml.encode()}, tmp_path / "entita.docx")
    assert "entità" in sentence(path)


def test_odt_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "chiuso.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
        archive.writestr("content.xml", "\x00")
    assert "password" in sentence(path)


def test_word_with_a_password_and_old_word(tmp_path: Path) -> None:
    path = tmp_path / "chiuso.docx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in sentence(path)
    path.write_bytes(ole)
    assert ".docx" in sentence(path)


def test_a_sparse_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "vuoto.txt"
    with path.open("wb") as file:
        file.truncate(2**30)
    assert "più grande" in sentence(path)


def test_rtf_that_nests_without_end(tmp_path: Path) -> None:
    path = tmp_path / "gruppi.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{\\b " * 2_000_000)
    answer = read(path)
    assert "it" in answer or not str(answer["text"]).strip("\\b{} ")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("foto.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100), "immagine"),
        ("foglio.docx", None, "archivio zip"),
        ("programma.txt", b"\x7fELF" + bytes(range(256)) * 20, "testo"),
        ("archivio.html", b"\x1f\x8b\x08\x00" + bytes(100), "archivio"),
        ("finto.docx", b"PK\x03\x04" + b"niente" * 50, "danneggiato"),
    ],
)
def test_what_is_no_document(tmp_path: Path, name: str, data: bytes | None, word: str) -> None:
    path = tmp_path / name
    if data is None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("xl/workbook.xml", "<x/>")
        data = buffer.getvalue()
    path.write_bytes(data)
    assert word in sentence(path)


@pytest.mark.parametrize(
    "tag", [b"<div hidden><p>", b"<!", b"<a ", b"<!--", b"&#", b"<script>", b"<a b='", b"<p =' \"<p =\" '"]
)
def test_page_of_open_tags(tmp_path: Path, tag: bytes) -> None:
    path = tmp_path / "tag.html"
    path.write_bytes(b"<!doctype html><body>" + tag * (4_000_000 // len(tag)))
    read(path)
    path.write_bytes(b"<!doctype html><body>" + tag * (190_000 // len(tag)))
    read(path)
