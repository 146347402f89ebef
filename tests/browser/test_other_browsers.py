"""The main walk beyond Chromium: every page in Firefox, the chart pages in WebKit where it is."""

import os
import shutil
from collections.abc import Iterator

import pytest

from building import PAGES, Book
from dossier.tables.load import Dossier
from other_browsers import Firefox, WebKit, firefox, webkit

pytestmark = [pytest.mark.build, pytest.mark.browser]

#: Brings every chart of a page to life, one after the other; gives how many there are, how many
#: have been drawn anew, and by how many pixels the page is too wide.
ALIVE = """
  const charts = [...document.querySelectorAll('.chart[data-chart]')];
  for (const chart of charts) {
    chart.scrollIntoView({block: 'center', behavior: 'instant'});
    dispatchEvent(new Event('pointermove'));
    await until(() => chart.dataset.live);
  }
  const drawn = charts.filter((chart) => chart.querySelector('.stage svg path[d]')).length;
  return [charts.length, drawn, document.documentElement.scrollWidth - innerWidth];
"""
#: What has a layout of its own on a narrow page; Chromium looks at all pages at this width.
NARROW = ["book/index", "book/ties", "book/article", "book/hypotheses"]
ESCAPE = "\ue00c"  # as WebDriver codes it


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox; skips, or fails in CI, without."""
    if not (shutil.which("firefox-esr") or shutil.which("firefox")):
        need = "no Firefox found: install one (Debian: apt install firefox-esr)"
        if os.environ.get("CI") == "true":
            pytest.fail(need)
        pytest.skip(need)
    with firefox(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def kit() -> Iterator[WebKit]:
    """WebKit, where it and a screen are installed."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        pytest.skip("no WebKit found (Debian: apt install webkit2gtk-driver xvfb)")
    with webkit() as opened:
        yield opened


def wrong(browser: Firefox | WebKit, hosted: str, name: str, width: int) -> list[str]:
    """What is wrong with a page in a window of a width: dead charts, overflow, complaints."""
    browser.go(f"{hosted}/{name}.html", width)
    charts, drawn, over = browser.run(ALIVE)
    found = [*browser.complaints]
    found += [f"{charts - drawn} of {charts} charts dead"] if drawn < charts else []
    found += [f"{over} px too wide"] if over > 0 else []
    browser.complaints.clear()
    return [f"{name} at {width}: {one}" for one in found]


def test_every_page_is_whole_in_firefox(fox, hosted):
    """Under the policy it is sent with: charts live, nothing too wide, the console quiet."""
    wide = [fault for name in [*PAGES, "search"] for fault in wrong(fox, hosted, name, 1280)]
    narrow = [fault for name in NARROW for fault in wrong(fox, hosted, name, 390)]

    assert wide + narrow == []


def test_the_chart_pages_are_whole_in_webkit(kit, built: Book, hosted):
    """Every chart is live, and nothing is too wide."""
    charts = [n for n in PAGES if built.pages[f"{n}.html"].select_one(".chart[data-chart]")]

    assert [one for name in charts for one in wrong(kit, hosted, name, 1280)] == []


def test_the_report_is_worked_in_firefox(fox, hosted, dossier: Dossier):
    """Cards by pointer and Escape, the search, filters, the what-if table, light and dark."""
    claim = dossier.claims.iloc[0].claim_id
    link = ".evidence a[href*='article.html#']"
    card = "document.querySelector('#evidence-card')"
    fox.go(f"{hosted}/book/index.html")
    fox.point(link)
    words = fox.run(f"return (await until(() => {card})).querySelector('.words-of').textContent")
    assert any(quote in words for quote in dossier.claims.quote)
    fox.press(ESCAPE)
    fox.run(f"await until(() => !{card})")

    fox.go(f"{hosted}/search.html?q={claim}")
    first = "document.querySelector('#search-results li a')"
    found = fox.run(f"return (await until(() => {first})).getAttribute('href')")
    assert found == f"book/article.html#{claim}"

    fox.go(f"{hosted}/book/article.html")
    speaker = dossier.claims.speaker.mode()[0]
    fox.run(
        f"const s = document.querySelector('[name=speaker]'); s.value = {speaker!r};"
        "s.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    said = "document.querySelector('.filters output').textContent"
    count = f"{(dossier.claims.speaker == speaker).sum()} of {len(dossier.claims)} claims"
    assert fox.run(f"await until(() => {said}.includes(' of ')); return {said}") == count

    fox.go(f"{hosted}/book/hypotheses.html")
    scores = "document.querySelector('.what-if-panel ol, .what-if-panel ul').textContent"
    before = fox.run(
        "document.querySelector('table.what-if').scrollIntoView();"
        f"await until(() => document.querySelector('.what-if-panel li')); return {scores}"
    )
    fox.run(
        "const s = document.querySelector('table.what-if tbody select'); s.selectedIndex += 1;"
        "s.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    assert fox.run(f"return {scores}") != before

    paper = "getComputedStyle(document.body).backgroundColor"
    light = fox.run(f"return {paper}")
    fox.point(".theme-toggle-header button", click=True)
    if fox.run("return document.body.dataset.theme") != "dark":
        fox.point(".theme-toggle-header button", click=True)
    assert fox.run(f"return {paper}") != light
    assert fox.complaints == []
