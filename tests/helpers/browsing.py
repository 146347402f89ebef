"""Opening built pages in the machine's own Chromium or Chrome, from the disk, without a network."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

from building import Book
from dossier.model.paths import BOOK, NOTEBOOKS

PAGES = [f"book/{p.stem}" for p in sorted(BOOK.glob("*.md"))] + [
    f"notebooks/{p.stem}" for p in sorted(NOTEBOOKS.glob("*.ipynb"))
]

#: True once every chart of the page is live: each has been in view, and somebody moved.
DRAWN = """() => [...document.querySelectorAll('.chart[data-chart]')]
  .every(chart => chart.dataset.live)"""

#: What a Chromium or Chrome may be called on a machine.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launch(playwright: Playwright) -> Browser:
    """A headless browser: the machine's, else Playwright's own; skips, or fails in CI, without."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    try:
        return playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
    except PlaywrightError:
        need = "no Chromium or Chrome found: install one (Debian: apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(need)
        pytest.skip(need)


@contextmanager
def open_page(
    browser: Browser,
    book: Book,
    name: str,
    *,
    width: int = 1280,
    scheme: str = "light",
    javascript: bool = True,
    touch: bool = False,
) -> Iterator[Page]:
    """A page of the book, listened to before it opens: `requests_outside`, `complaints`."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        offline=True,
        java_script_enabled=javascript,
        has_touch=touch,
    )
    page = context.new_page()
    page.requests_outside, page.complaints = [], []  # type: ignore[attr-defined]
    page.on("request", lambda r: r.url.startswith("http") and page.requests_outside.append(r.url))
    page.on(
        "console",
        lambda m: m.type in ("error", "warning") and page.complaints.append(m.text),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((book.html / f"{name}.html").as_uri())
    try:
        yield page
    finally:
        context.close()


AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: Rows and entries far down a list are made by the same rule as those above, and there are
#: thousands: the first of each list are read.
ALIKE = [["tbody tr:nth-child(n+40)"], ["article dl > :nth-child(n+80)"]]
_RUN = """async ([exclude, runOnly]) =>
  (await axe.run({exclude}, {runOnly, resultTypes: ['violations']})).violations.flatMap(v =>
    v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`))"""


def faults(page: Page, scheme: str = "light") -> list[str]:
    """What axe-core finds on an open page, each with its rule and place.

    A dark page differs from the light one in its colours alone, so only they are read again.
    """
    page.evaluate(AXE)
    return page.evaluate(_RUN, [ALIKE, COLOURS if scheme == "dark" else RULES])
