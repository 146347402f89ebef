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
    host: str = "",
) -> Iterator[Page]:
    """A page of the book, listened to before it opens: `requests_outside`, `complaints`.

    From the disk and without a network, or from the address of a server on this machine.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        offline=not host,
        java_script_enabled=javascript,
        has_touch=touch,
    )
    page = context.new_page()
    page.requests_outside, page.complaints = [], []  # type: ignore[attr-defined]
    own = (f"{host}/" if host else "file:", "data:", "blob:")
    page.on("request", lambda r: r.url.startswith(own) or page.requests_outside.append(r.url))
    page.on(
        "console",
        lambda m: m.type in ("error", "warning") and page.complaints.append(m.text),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{host or book.html.as_uri()}/{name}.html")
    try:
        yield page
    finally:
        context.close()


AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
#: Rows and entries far down a list are made by the same rule as those above, and there are
#: thousands: the first of each list are read.
ALIKE = [["tbody tr:nth-child(n+12)"], ["article dl > :nth-child(n+24)"]]
#: Of visible words of the same look (path of tags and classes, colours, size and weight) the first.
_LOOKS = """() => {
  const seen = new Set(), paths = new Map();
  const path = e => {
    if (!e) return '';
    if (!paths.has(e)) {
      const s = getComputedStyle(e), own = [e.tagName, e.getAttribute('class'), s.color,
        s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight];
      paths.set(e, path(e.parentElement) + '>' + own);
    }
    return paths.get(e);
  };
  const says = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  return [...document.body.querySelectorAll('*')].filter(e => says(e) && e.checkVisibility()
    && !seen.has(path(e)) && seen.add(path(e)));
}"""
#: Style sheets are not fetched again: from the disk a browser refuses, and complains.
_RUN = """async ([context, options]) =>
  (await axe.run(context, {...options, preload: false, resultTypes: ['violations']})).violations
    .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`))"""


def faults(page: Page, *, colours: bool = True) -> list[str]:
    """What axe-core finds on an open page, each with its rule and place.

    A dark page differs from the light one in its colours alone, so only they are read again, and a
    phone has the colours of a desktop. Contrast takes nine tenths of axe's time, and is the same
    for words of the same look.
    """
    page.evaluate(AXE)
    rules = {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS}}
    found = page.evaluate(_RUN, [{"exclude": ALIKE}, rules])
    for scheme in ("dark", "light") if colours else ():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        looks = page.evaluate_handle(_LOOKS)
        only = {"runOnly": {"type": "rule", "values": COLOURS}}
        found += page.evaluate(_RUN, [{"include": looks}, only])
    return found
