"""Markup in every text column, built and opened: `make injection` tells what became of it.

A copy of the project gets the strings of `hostile` into every column of words, is built once, and
every page is opened in a browser: from the disk, and served with the Content-Security-Policy of
the book. Whatever is found that is no text is printed, and fails.
"""

import csv
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from browsing import launch
from building import Book, build, copy_project
from dossier.model.citation import REPORT as NAME
from hostile import MARK, STRINGS, place
from serving import serving

#: Where every string must be read as the text it is: each of these shows a column of words.
SHOWN = ("book/article.html", "book/checks.html", "book/evidence.html", "book/actors.html")
#: Elements and attributes that only a string can have made.
_MADE = f"""() => [...document.querySelectorAll('*')].flatMap(e => [
  ...(e.localName.includes('{MARK}') ? [e.localName] : []),
  ...(e.localName === 'script' && !e.src && e.textContent.includes('{MARK}')
      && e.type !== 'application/ld+json' ? ['script'] : []),
  ...[...e.attributes].filter(a => a.name.startsWith('on') || a.name.includes('{MARK}')
      || (['src', 'href', 'action', 'formaction', 'data', 'xlink:href'].includes(a.name)
          && (/^\\s*(javascript|data:text|vbscript)/i.test(a.value) || a.value === '{MARK}'))
    ).map(a => `${{e.localName}} ${{a.name}}=${{a.value}}`)])"""
#: Milliseconds a chart may take to live on a busy machine.
PATIENCE = 60_000
_CALLED = f"window.{MARK}Called = []; window.{MARK} = (...a) => window.{MARK}Called.push(a);"
#: Signs that printing puts for others: quotation marks, dashes, and places where words may break.
_PRINTED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u200b": ""})


def squeezed(text: str) -> str:
    """A text without blanks, its printed signs as they are typed."""
    return re.sub(r"\s+", "", text.translate(_PRINTED)).replace("--", "-")


def missing(text: str) -> list[str]:
    """The strings that a text does not hold."""
    found = squeezed(text)
    return [string for string in STRINGS if squeezed(string) not in found]


def of_files(book: Book) -> Iterator[str]:
    """What is wrong with the files: strings that are no text, or cells that would run."""
    for name in SHOWN:
        for string in missing(book.pages[name].get_text()):
            yield f"{name}: not there as text: {string}"
    pdf = pypdfium2.PdfDocument(book.html / f"{NAME}.pdf")
    words = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    for string in missing(words):
        yield f"the PDF: not there as text: {string}"
    drawings = sorted(book.html.rglob("_static/figures/*.svg"))
    drawn = ""
    for path in drawings:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        drawn += "".join(root.itertext())
        tags = {part.tag.rpartition("}")[2] for part in root.iter()}
        names = {name for part in root.iter() for name in part.attrib}
        for bad in (tags & {"script", "foreignObject", "image", "a"}) | {
            name for name in names if name.startswith("on") or MARK in name
        }:
            yield f"{path.name}: {bad}"
    if squeezed("<script>zq(") not in squeezed(drawn):
        yield "no drawing shows a string; nothing was tried on charts"
    for path in sorted(book.html.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    if re.match(r"[=+\-@\t\r].*[A-Za-z]", cell):
                        yield f"{path.name}: a spreadsheet would run {cell[:60]!r}"


def of_page(page: Page) -> Iterator[str]:
    """What is wrong with an open page once its charts live and a card is open."""
    page.mouse.move(300, 300)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for chart in page.locator(".chart[data-chart]").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".stage").wait_for(timeout=PATIENCE)
    for stage in page.locator(".stage").all()[:3]:
        stage.focus()
        page.keyboard.press("ArrowRight")
    for link in page.locator("article .evidence a[href*='#']:visible").all()[:2]:
        link.dispatch_event("pointerover")
        page.wait_for_timeout(300)
    yield from page.evaluate(_MADE)
    yield from (f"called: {c}" for c in page.evaluate(f"window.{MARK}Called"))


def of_browser(browser: Browser, base: str, names: list[str]) -> Iterator[str]:
    """What is wrong with any of the pages below an address."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_CALLED)
    for name in names:
        page = context.new_page()
        told: list[str] = []
        page.on("dialog", lambda d, told=told: (told.append(f"dialog {d.message}"), d.dismiss()))
        page.on("console", lambda m, told=told: m.type == "error" and told.append(m.text))
        page.on("response", lambda r, told=told: r.ok or told.append(f"{r.status} {r.url}"))
        page.on("pageerror", lambda error, told=told: told.append(str(error)))
        page.goto(f"{base}/{name}")
        if name == "search.html":
            _search(page)
        try:
            told += of_page(page)
        except PlaywrightError as error:
            told.append(str(error).partition("\n")[0])
        yield from (f"{base[:4]} {name}: {line}" for line in told)
        page.close()
    context.close()


def _search(page: Page) -> None:
    page.goto(f"{page.url}?q={MARK}5")
    page.get_by_role("status").filter(has_text=re.compile("Found for|Nothing has")).wait_for()


def main() -> int:
    """Place, build, read, open; print what was tried and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        placed = place(project)
        book = build(project)
        found = list(of_files(book))
        names = [name for name in book.pages if name not in ("404.html", "index.html")]
        with serving(book.html) as address, sync_playwright() as playwright:
            browser = launch(playwright)
            found += of_browser(browser, address, names)
            found += of_browser(browser, book.html.as_uri(), names)
            browser.close()
    tried = sum(placed.taken.values())
    columns = sum(bool(count) for count in placed.taken.values())
    print(f"{len(STRINGS)} strings, {columns} columns of words, {tried} placed")
    print(f"{len(placed.refused)} columns refuse them:")
    for (table, column), said in placed.refused.items():
        print(f"  {table}.{column}: {said}")
    print(f"{len(names)} pages opened, from the disk and served with the policy")
    print(*found, sep="\n")
    print(f"{len(found)} strings became more than text")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
