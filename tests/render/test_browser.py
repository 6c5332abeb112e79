"""The page in a real browser: Debian's Chromium driven by Playwright."""

import shutil
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.render.html import page
from matcher.training.corpus import load_corpus

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
HOSTILE = """<script>document.title='run'</script><img src="https://example.com/x.png" onerror="document.title='run'">
Sales Manager. <svg onload="document.title='run'"></svg> Coordinerai una squadra di 6 agenti e definirai la strategia.
</div></article></body><script>fetch('https://example.com')</script><style>body{background:url(https://example.com)}
</style><meta http-equiv="refresh" content="0;url=https://example.com"> Riporterai al Direttore Commerciale."""


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install playwright")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def opened(browser, tmp_path: Path, html: str, **options):
    """The page, and every address it asked for besides its own file."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    asked: list[str] = []
    context = browser.new_context(**options)
    view = context.new_page()
    view.on("request", lambda request: asked.append(request.url))
    view.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    view.goto(file.as_uri(), wait_until="networkidle")
    return view, [url for url in asked if url != file.as_uri()]


@pytest.mark.parametrize("label", ["none", "1-3", "4", "5", "6", "7"])
def test_marked_words_are_those_of_the_json(browser, matcher: Matcher, tmp_path: Path, label: str):
    texts = [text.text for text in load_corpus() if text.label == label][:3]
    for text in texts:
        match = matcher.match(text)
        view, asked = opened(browser, tmp_path, page([match]))
        assert asked == []
        seen = view.eval_on_selector_all(
            ".ad mark", "marks => marks.map(m => [m.textContent, m.dataset.label])"
        )
        spans = [(span, o["label"]) for o in match.to_dict()["overlaps"] for span in o["spans"]]
        assert seen == [[text[a:b], name] for (a, b), name in sorted(spans)]
        assert view.text_content(".ad") == text
        view.context.close()


def test_a_hostile_text_runs_nothing_and_asks_for_nothing(browser, matcher: Matcher, tmp_path: Path):
    view, asked = opened(browser, tmp_path, page([matcher.match(HOSTILE, source=HOSTILE)]))
    view.wait_for_timeout(300)
    assert asked == []
    assert view.title() == "Livello di Vendita"
    assert view.text_content(".ad") == HOSTILE
    assert view.locator("script, img, svg, iframe, a").count() == 0
    assert view.url.startswith("file:")
    view.context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_fits_its_width(browser, matcher: Matcher, tmp_path: Path, width: int):
    texts = [text.text for text in load_corpus()][::150]
    html = page(list(matcher.match_many([*texts, "parola" * 200 + " vendita clienti. " * 9])))
    view, _ = opened(browser, tmp_path, html, viewport={"width": width, "height": 800})
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_ground_in_light_and_dark(
    browser, matcher: Matcher, tmp_path: Path, scheme: str
):
    match = matcher.match(load_corpus()[1].text)
    view, _ = opened(browser, tmp_path, page([match]), color_scheme=scheme)
    for selector in (".sm", ".sm .soft", ".ad", ".ad mark"):
        ink, ground = view.eval_on_selector(
            selector,
            """element => {
                const style = getComputedStyle(element), ground = getComputedStyle(document.querySelector('.sm'));
                return [style.color, ground.backgroundColor];
            }""",
        )
        assert contrast(ink, ground) >= 4.5, (selector, ink, ground)
    view.context.close()


def test_labels_can_be_told_without_colour(browser, matcher: Matcher, tmp_path: Path):
    view, _ = opened(browser, tmp_path, page([matcher.match(load_corpus()[1].text)]))
    lines = view.eval_on_selector_all(
        ".key mark",
        """marks => marks.map(m => {
            const s = getComputedStyle(m);
            return s.textDecorationStyle + s.textDecorationThickness;
        })""",
    )
    names = view.eval_on_selector_all(".key mark", "marks => marks.map(m => m.dataset.short)")
    assert len(lines) == len(set(lines)) == 6
    assert names == ["∅", "1-3", "4", "5", "6", "7"]
    view.context.close()


def contrast(one: str, two: str) -> float:
    """Contrast ratio of WCAG between two ``rgb(...)`` colours."""

    def light(colour: str) -> float:
        parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)
