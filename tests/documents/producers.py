"""Documents made by real producers from a text: Word, LibreOffice, Chromium and ReportLab."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HEADLESS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


def as_html(text: str, columns: int = 1) -> str:
    """A page with a menu, a script and a footer around the text; lists where lines start with a dash."""
    body = []
    for number, line in enumerate(text.splitlines()):
        words = html.escape(line.strip())
        if number == 0:
            body.append(f"<h1>{words}</h1>")
        elif line.lstrip().startswith(("- ", "• ", "– ")):
            body.append(f"<ul><li>{html.escape(line.strip()[2:])}</li></ul>")
        elif words:
            body.append(f"<p>{words}</p>")
    style = f"body{{font:11pt sans-serif}} main{{column-count:{columns};column-gap:1cm}}"
    return (
        f"<!DOCTYPE html><html lang=it><head><meta charset=utf-8><style>{style}</style>"
        "<script>var direttore = 'direttore generale';</script></head><body>"
        f"<nav><a href=x>Home</a> <a href=y>Lavora con noi</a></nav><main>{''.join(body)}</main>"
        "<footer>Informativa sui cookie</footer></body></html>"
    )


def chromium_pdf(text: str, folder: Path, columns: int = 1) -> Path:
    """Printed by Chromium."""
    page = as_html(text, columns).replace("<nav>", "<nav hidden>").replace("<footer>", "<footer hidden>")
    return printed(page, folder)


def printed(page: str, folder: Path) -> Path:
    """A page printed by Chromium, with its own head and foot."""
    source, pdf = folder / "pagina.html", folder / "chromium.pdf"
    source.write_text(page, encoding="utf-8")
    command = [str(CHROMIUM), *HEADLESS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=60)
    return pdf


def word(text: str, folder: Path) -> Path:
    """A Word document by python-docx: title, list items, header and footer."""
    from docx import Document

    document = Document()
    for number, line in enumerate(text.splitlines()):
        if number == 0:
            document.add_heading(line, 0)
        elif line.lstrip().startswith(("- ", "• ", "– ")):
            document.add_paragraph(line.strip()[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "Pagina 1"
    path = folder / "word.docx"
    document.save(str(path))
    return path


def office(texts: list[str], folder: Path, suffix: str) -> list[Path]:
    """Word documents of ``texts`` converted by one run of LibreOffice."""
    sources = []
    for number, text in enumerate(texts):
        (folder / str(number)).mkdir()
        sources.append(word(text, folder / str(number)).rename(folder / f"word{number}.docx"))
    out = folder / "out"
    home = (folder / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={home}", "--headless", "--convert-to", suffix]
    command += ["--outdir", str(out), *map(str, sources)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)}
    )
    return [out / f"word{number}.{suffix}" for number in range(len(texts))]


def reportlab_pdf(text: str, folder: Path, columns: int = 1) -> Path:
    """Set by ReportLab with a running head and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def around(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(60, 815, "Curriculum vitae - copia riservata")  # type: ignore[attr-defined]
        canvas.drawString(280, 20, f"Pagina {document.page} di 9")  # type: ignore[attr-defined]

    path = folder / f"reportlab{columns}.pdf"
    width = (A4[0] - 120 - 24 * (columns - 1)) / columns
    frames = [Frame(60 + i * (width + 24), 50, width, A4[1] - 110, 0, 0, 0, 0) for i in range(columns)]
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=around)])
    style = getSampleStyleSheet()["Normal"]
    flow = [Paragraph(html.escape(line) or "&nbsp;", style) for line in text.splitlines()]
    document.build(flow)
    return path
