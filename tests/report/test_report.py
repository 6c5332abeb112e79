"""A report stands alone, tells every case and answers to clicks, sorting and searching."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from matcher.report.cases import cases, evidence, grouping, shape_of
from matcher.report.page import page
from tests.browser import opened

LABELS = ("none", "1-3", "4", "5", "6", "7")


def row(number: int, label: str | None, sure: float, **more: object) -> dict[str, object]:
    """A row as ``matcher batch`` writes it."""
    others = (1 - sure) / 5
    p = {f"p_{name}": (sure if name == label else others) if label else None for name in LABELS}
    text = f"Caso {number}: guida sei agenti e prepara il budget <script>alert({number})</script>"
    return {
        "id": f"A{number}",
        "title": f"Titolo {number:04}",
        "text": text,
        "settore": ("vino", "acciaio", "software")[number % 3],
        "status": "ok" if label else "insufficient_text",
        "label": label,
        "level": None,
        "confidence": sure if label else None,
        **p,
        "top_terms": "guida sei agenti; budget" if label else None,
        "error": None,
        **more,
    }


def rows(n: int) -> list[dict[str, object]]:
    return [row(i, LABELS[i % 6] if i % 7 else None, 0.3 + 0.69 * ((i * 37) % 100) / 100) for i in range(n)]


def made(found: list[dict[str, object]], tmp_path: Path, lang: str = "it") -> Path:
    path = tmp_path / "rapporto.html"
    path.write_text(
        page(cases(found, shape_of(found, None, None, None, False)), "lotto.csv", lang), encoding="utf-8"
    )
    return path


def test_evidence_and_groups() -> None:
    found = cases(rows(60), shape_of(rows(60), None, None, None, False))
    assert grouping(found) == ["settore"]
    assert evidence(found)["4"][0][0] in ("budget", "guida sei agenti")
    first = next(case for case in found if case.label)
    assert [first.text[a:b] for (a, b), _ in first.marks] == ["guida sei agenti", "budget"]


def test_nothing_of_the_input_is_markup_and_nothing_is_fetched(tmp_path: Path) -> None:
    nasty = rows(6)
    nasty[1]["title"] = "<img src=x onerror=alert(1)>"
    nasty[1]["settore"] = "</script><script>alert(2)</script>"
    text = made(nasty, tmp_path).read_text(encoding="utf-8")
    assert text.count("<script") == 2
    assert "<img" not in text
    assert "http" not in re.sub(r"<meta[^>]*>", "", text)
    assert "default-src 'none'" in text


def test_masked_report_holds_no_name() -> None:
    found = [row(1, "5", 0.9, text="Marta Fabbri, marta@esempio.it, guida sei agenti", referente="Ugo Bassi")]
    masked = page(cases(found, shape_of(found, None, None, None, True)), "lotto.csv")
    for word in ("Marta", "Fabbri", "esempio.it", "Ugo", "Bassi"):
        assert word not in masked


def test_command_on_scored_and_on_raw_input(tmp_path: Path, run_matcher: object) -> None:
    raw, scored = tmp_path / "grezzo.csv", tmp_path / "dato.jsonl"
    with raw.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["titolo", "testo", "sede"])
        for number in range(4):
            writer.writerow(
                [f"Agente {number}", "Visita i clienti della zona, prepara offerte e negozia.", "Pavia"]
            )
    scored.write_text("\n".join(json.dumps(r) for r in rows(5)), encoding="utf-8")
    for source, cases_told in ((raw, "4 casi"), (scored, "5 casi")):
        output = tmp_path / f"{source.stem}.html"
        done = run_matcher("report", source, "-o", output)  # type: ignore[operator]
        assert done.returncode == 0, done.stderr
        assert cases_told in done.stdout.decode()
        assert output.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["manca.csv", "testo.docx", "rotto.jsonl", "vuoto.jsonl"])
def test_what_cannot_be_reported_says_so_in_one_sentence(
    name: str, tmp_path: Path, run_matcher: object
) -> None:
    path = tmp_path / name
    if name == "rotto.jsonl":
        path.write_text('{"label": \n', encoding="utf-8")
    elif name != "manca.csv":
        path.write_text("", encoding="utf-8")
    done = run_matcher("report", path, "-o", tmp_path / "r.html")  # type: ignore[operator]
    assert done.returncode in (1, 2)
    said = done.stderr.decode().strip()
    assert name in said and "Traceback" not in said
    assert not (tmp_path / "r.html").exists()


def test_search_sort_filter_and_open(tmp_path: Path) -> None:
    with opened(made(rows(120), tmp_path)) as browser:
        assert browser.inner_text("#count") == "120 di 120 casi"
        browser.fill("#search", "titolo 0007")
        browser.wait_for_timeout(300)
        assert browser.locator("tr.row").count() == 1
        browser.click("tr.row")
        assert "alert(7)" in browser.inner_text("tr.detail pre")
        browser.fill("#search", "")
        browser.wait_for_timeout(300)
        assert browser.locator("tr.row").count() == 100
        browser.click("th[data-key=sure] button")
        assert browser.get_attribute("th[data-key=sure]", "aria-sort") == "descending"
        sure = [int(t.rstrip("%").split(",")[0]) for t in browser.locator("td.sure .num").all_inner_texts()]
        assert sure == sorted(sure, reverse=True)
        browser.click("[data-chip='3']")
        assert set(browser.locator("tr.row .badge").all_inner_texts()) == {"5"}
        browser.click("[data-chip='']")
        browser.click("[data-how=doubtful]")
        assert all(int(t.rstrip("%")) <= 60 for t in browser.locator("td.sure .num").all_inner_texts())
        browser.click("[data-how=doubtful]")
        browser.click("g[data-group=vino]")
        assert browser.inner_text("#clear") == "settore: vino ×"
        assert browser.inner_text("#count").startswith("40 di")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_shows_everything_in_its_width(tmp_path: Path, scheme: str) -> None:
    with opened(made(rows(30), tmp_path, "en"), 360, scheme) as browser:
        browser.click("tr.row >> nth=2")
        assert browser.is_visible("tr.detail .bars")
        assert browser.inner_text("h1") == "Levels of Sales"


def test_five_thousand_rows_are_quick(tmp_path: Path) -> None:
    with opened(made(rows(5000), tmp_path)) as browser:
        ready = browser.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert ready < 3000
        search = (
            "const t = performance.now(); change({words: 'acciaio budget'}); return performance.now() - t"
        )
        taken = browser.evaluate(f"(() => {{ {search} }})()")
        assert taken < 500
        assert browser.locator("tr.row").count() == 100
