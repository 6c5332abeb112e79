"""Texts side by side, and a CV held against what an ad asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.compare import Shown, _fit, compare
from matcher.framework import load_skill
from matcher.render.career import path_words
from matcher.render.comparison import comparison_page
from tests.browser import opened
from tests.text.test_jobs import CLASSIC, LISTED

EXAMPLES = Path(__file__).parent.parent / "corpus" / "examples"


@pytest.fixture(scope="module")
def ad() -> str:
    return (EXAMPLES / "livello-5.txt").read_text(encoding="utf-8")


def test_a_cv_has_a_path_and_the_level_of_its_present_job(matcher: Matcher) -> None:
    match = matcher.match(CLASSIC, source="cv.txt")
    assert match.kind == "cv"
    assert [step.title for step in match.path] == [
        "Capo area Nord Ovest",
        "Agente di commercio",
        "Impiegata ordini",
    ]
    assert [CLASSIC[slice(*step.span)].split("\n")[0] for step in match.path] == [s.title for s in match.path]
    assert match.path[0].label == match.label == "5"
    assert path_words(match).endswith("→ 5")
    answer = match.to_dict(with_text=True)
    assert answer["path"][0] == {**answer["path"][0], "from": 2021, "to": None, "current": True}
    assert answer["text"] == CLASSIC


def test_old_jobs_do_not_change_the_level(matcher: Matcher) -> None:
    with_old = matcher.match(LISTED).label
    without = matcher.match(LISTED.split("Precedenti")[0]).label
    assert with_old == without


def test_an_ad_has_no_path(matcher: Matcher, ad: str) -> None:
    match = matcher.match(ad, source="annuncio.txt")
    assert match.kind == "ad"
    assert "path" not in match.to_dict()


def test_masked_match_holds_no_name_and_the_same_numbers(matcher: Matcher) -> None:
    plain = matcher.match(CLASSIC, source="cv_marta_fabbri.txt")
    masked = matcher.match(CLASSIC, source="cv_marta_fabbri.txt", mask=True)
    told = json.dumps(masked.to_dict(with_text=True)).lower()
    assert "marta" not in told and "fabbri" not in told
    assert masked.probabilities == plain.probabilities
    assert len(masked.text) == len(CLASSIC)


def test_what_an_ad_asks_and_a_cv_shows(matcher: Matcher, ad: str) -> None:
    found = [matcher.match(ad, source="annuncio.txt"), matcher.match(CLASSIC, source="cv.txt")]
    made = compare(found, matcher.knowledge_.skill)
    (fit,) = made.fits
    assert "5.3" in fit.met
    assert set(fit.met).isdisjoint(fit.missing) and set(fit.besides).isdisjoint(fit.met + fit.missing)
    for row in made.rows:
        for match, shown in zip(found, row.shown, strict=True):
            if shown.span:
                start = " ".join(match.text[slice(*shown.span)].split())
                assert start.startswith(shown.quote.rstrip("…"))


def test_command_in_every_format(tmp_path: Path, run_matcher: object) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text(CLASSIC, encoding="utf-8")
    for form in ("text", "json", "html"):
        done = run_matcher("compare", EXAMPLES / "livello-5.txt", cv, "--format", form)  # type: ignore[operator]
        assert done.returncode == 0, done.stderr
        assert b"5.3" in done.stdout
    done = run_matcher("compare", cv)  # type: ignore[operator]
    assert done.returncode == 2
    done = run_matcher("compare", cv, tmp_path / "manca.pdf")  # type: ignore[operator]
    assert done.returncode == 1 and b"manca.pdf" in done.stderr and done.stdout


@pytest.mark.parametrize("width", [1280, 360])
def test_page_sorts_and_fits(tmp_path: Path, matcher: Matcher, ad: str, width: int) -> None:
    four = (EXAMPLES / "livello-4.txt").read_text(encoding="utf-8")
    texts = {"annuncio-<b>5.txt": ad, "annuncio-4.txt": four, "cv.txt": CLASSIC, "corto.txt": "Ciao"}
    made = compare([matcher.match(t, source=n) for n, t in texts.items()], matcher.knowledge_.skill)
    path = tmp_path / "confronto.html"
    path.write_text(comparison_page(made), encoding="utf-8")
    with opened(path, width) as browser:
        assert browser.locator("b").count() == 0
        if width > 760:
            browser.click("th >> nth=1")
            values = browser.eval_on_selector_all(
                "tbody tr", "rows => rows.map(r => +r.cells[1].dataset.value)"
            )
            assert values == sorted(values, reverse=True)
            browser.click("th >> nth=0")
            assert browser.locator("tbody tr .id").first.inner_text() == "4.1"


def test_page_of_a_cv_shows_its_path(tmp_path: Path, run_matcher: object) -> None:
    cv, page = tmp_path / "cv.txt", tmp_path / "cv.html"
    cv.write_text(CLASSIC, encoding="utf-8")
    page.write_bytes(run_matcher("score", cv, "--format", "html").stdout)  # type: ignore[operator]
    for width in (1200, 360):
        with opened(page, width) as browser:
            assert browser.locator("section.path rect").count() == 3
            assert "2021 – oggi" in browser.inner_text("section.path")


def test_a_duty_that_two_levels_word_alike_counts_once(matcher: Matcher, ad: str) -> None:
    made = compare(
        [matcher.match(ad, source="annuncio.txt"), matcher.match(CLASSIC, source="cv.txt")], load_skill()
    )
    shown = Shown(0.9, (0, 9), "Firma i contratti")
    twins = [
        replace(row, shown=(shown, shown)) for row in made.rows if row.responsibility.id in ("5.7", "6.4")
    ]
    assert _fit(twins, 0, 1).met == ("6.4",)
    assert _fit([replace(row, shown=(shown, shown)) for row in made.rows], 0, 1).missing == ()
