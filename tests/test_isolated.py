"""No command runs code that lies in the folder where it is started."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = ("json", "resource", "signal", "pickle", "zipfile", "numpy", "typer", "sitecustomize")
RELATIONS = '<Relationships><Relationship Type="/officeDocument" Target="word/document.xml"/></Relationships>'
DUTIES = "Responsabile vendite. Guida la rete di agenti e definisce il budget di vendita dell'area nord."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a Word file, a table, and modules that leave a mark when they run."""
    place = tmp_path / "download"
    place.mkdir()
    mark = f"open({str(place / 'ran')!r}, 'a').write(__name__ + '\\n')\n"
    for name in HOSTILE:
        (place / f"{name}.py").write_text(mark)
    (place / "matcher").mkdir()
    (place / "matcher" / "__init__.py").write_text(mark)
    with zipfile.ZipFile(place / "cv.docx", "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        words = f"<w:document><w:body><w:p><w:r><w:t>{DUTIES}</w:t></w:r></w:p></w:body></w:document>"
        archive.writestr("word/document.xml", words.replace("<w:document>", '<w:document xmlns:w="w">'))
    rows = [f"{i},{DUTIES} Zona {i}." for i in range(300)]
    (place / "annunci.csv").write_text("\n".join(["id,text", *rows]), encoding="utf-8")
    (place / "esito.csv").write_text(
        "id,text,status,label,level,confidence,p_none,p_1-3,p_4,p_5,p_6,p_7,top_terms,error\n"
        f"1,{DUTIES},ok,5,5,0.9,0.02,0.02,0.02,0.9,0.02,0.02,agenti,\n"
    )
    return place


@pytest.mark.parametrize(
    "words",
    [
        ("score", "cv.docx"),
        ("batch", "annunci.csv", "-o", "out.csv", "--workers", "2"),
        ("report", "esito.csv", "-o", "report.html"),
        ("compare", "cv.docx", "cv.docx"),
    ],
    ids=lambda words: words[0],
)
def test_code_beside_a_document_never_runs(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    script = tmp_path / "bin" / "matcher-command"
    script.parent.mkdir()
    script.write_text("from matcher.cli import main\nif __name__ == '__main__':\n    main()\n")
    done = subprocess.run(
        [sys.executable, script, "--pipeline", "blank", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    ran = folder / "ran"
    assert not ran.exists(), ran.read_text()
    assert done.returncode == 0, done.stderr
