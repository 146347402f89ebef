"""What the built book has for each figure: files that open, data that agrees, links that lead."""

import csv
import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from building import PAGES, Book
from dossier.analysis.reporting_chains import KNOWN
from dossier.analysis.timeline import FIXED, WHOSE
from dossier.model.vocabulary_loader import CERTAINTIES, VOCABULARIES, Vocabulary
from dossier.publish.chart_colours_and_sizes import LAYOUTS, PALETTE

pytestmark = pytest.mark.build

SVG = "{http://www.w3.org/2000/svg}"
#: What a page may weigh at first load, compressed, in bytes: the issue's figure.
MOST = 150_000


def shown(book: Book) -> set[str]:
    """The names of all figures on pages of the report."""
    charts = (page.select(".chart[data-chart]") for page in book.pages.values())
    return {chart["data-chart"] for found in charts for chart in found}


def read_csv(book: Book, name: str) -> list[list[str]]:
    """The rows of a figure's CSV file, its heading first."""
    path = book.html / "_static" / "figures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_figure_shown_has_its_files_and_no_other_is_kept(built: Book):
    """Pictures, data, script and page of data are there for each figure on a page, alone."""
    names = shown(built)
    kinds = [*(f"-{layout.name}.svg" for layout in LAYOUTS), ".csv", ".js"]
    files = {path.name for path in (built.html / "_static" / "figures").iterdir()}
    pages = {path.stem for path in (built.html / "figures").iterdir()}

    assert len(names) > 12
    assert files == {name + kind for name in names for kind in kinds}
    assert pages == names


def test_every_picture_is_described_fits_its_layout_and_has_words_large_enough(built: Book):
    """Each SVG parses; its description is the words that stand for it on the pages.

    It is no wider than its room, has no word below 12 pixels or turned, and no colour that is not
    of the palette, whose twins for the dark it brings along.
    """
    alts = {
        chart["data-chart"]: chart.svg["aria-label"]
        for page in built.pages.values()
        for chart in page.select(".chart[data-chart]")
    }
    for path in sorted((built.html / "_static" / "figures").glob("*.svg")):
        root = ElementTree.parse(path).getroot()
        name, _, _ = path.stem.rpartition("-")

        assert root.get("role") == ("img" if root.find(f".//{SVG}a") is None else "group")
        named, told = root.get("aria-labelledby"), root.get("aria-describedby")
        assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == [named, told]
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc") == alts[name]
        style = root.findtext(f"{SVG}style")
        assert style.startswith(":root { color-scheme: light dark }")
        assert all(
            f'[fill="{one.light}"] {{ fill: {one.pair} }}' in style for one in PALETTE.values()
        )

        parts = [part.attrib for part in root.iter()]
        (room,) = (layout.width for layout in LAYOUTS if path.stem.endswith(f"-{layout.name}"))
        assert 0.8 * room <= float(root.get("width")) <= room, path.name
        colours = {part[name] for part in parts for name in ("fill", "stroke") if name in part}
        assert colours, path.name
        assert colours - {"none"} <= {colour.light for colour in PALETTE.values()}, path.name
        sizes = {part["font-size"] for part in parts if "font-size" in part}
        assert min(float(size.removesuffix("px")) for size in sizes) >= 12, path.name
        turned = [text.get("transform", "") for text in root.iter(f"{SVG}text")]
        assert "rotate" not in " ".join(turned), path.name


def test_the_csv_of_a_figure_is_the_table_of_its_data(built: Book):
    """The same headings, and row by row the same cells; codes are words on the page.

    What a page says once for several rows stands there first. Every row has evidence, unless it
    counts nought: a figure shows nothing that does not rest on claims.
    """
    for name in sorted(shown(built)):
        heading, *rows = read_csv(built, name)
        table = built.pages[f"figures/{name}.html"].select_one("table")
        heads = [th.get_text(strip=True) for th in table.thead("th")]
        above: list[str] = []

        assert sorted(heads) == sorted(heading)
        for tr, row in zip(table.select("tbody tr"), rows, strict=True):
            assert row[-1] or "0" in row, (name, row)
            cells = [td.get_text(" ", strip=True) for td in tr("td")]
            above = [*above[: len(heads) - len(cells)], *cells]  # the first cells span rows
            for head, cell in zip(heading[:-1], row[:-1], strict=True):
                said, plain = above[heads.index(head)], " ".join(cell.removeprefix("'").split())
                assert said == plain or said in labels(plain), (name, cell)


def labels(cell: str) -> set[str]:
    """What may be printed for the codes of a cell, whichever scheme they are of."""
    derived = (CERTAINTIES, FIXED, KNOWN, WHOSE)
    schemes = [*VOCABULARIES.values(), *(Vocabulary("", "", words, words) for words in derived)]
    codes = cell.split(", ")
    fitting = [scheme for scheme in schemes if all(code in scheme for code in codes)]
    return {", ".join(map(scheme.word, codes)) for scheme in fitting} | {cell.replace("_", " ")}


def test_the_evidence_of_every_mark_leads_to_a_place_in_the_book(built: Book):
    """Each link that a mark can show goes to a page that has its target."""
    for path in sorted((built.html / "_static" / "figures").glob("*.js")):
        text = path.read_text(encoding="utf-8").partition(" = ")[2]
        figure = json.loads(text.removesuffix(";\n"))
        assert figure["evidence"], path.stem
        for line in figure["evidence"].values():
            assert line
            for address, words in line:
                place, _, target = address.partition("#")
                page = place.partition("?")[0]
                assert words
                assert page in built.ids
                assert not target or target in built.ids[page], address


def test_every_line_of_the_article_in_a_drawing_leads_to_its_sentence(built: Book):
    """Each link of a drawing has its target; those with words can be reached by Tab, once."""
    for page in ("book/index.html", "notebooks/ties.html"):
        links = built.pages[page].select('[data-chart="passages"] .wide svg a')
        article = built.pages["book/article.html"]
        places = {link["href"].partition("#")[2] for link in links}

        assert {link["href"].partition("#")[0] for link in links} == {"../book/article.html"}
        assert places == {one["id"] for one in article.select(".sentence")}
        for link in links:
            assert bool(link.get_text()) != (link.get("tabindex") == "-1")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light_and_carries_no_specification(built: Book, page):
    """Under 150 kB in few files at first load; no specification inline; scripts only for charts."""
    soup = built.pages[f"{page}.html"]
    asked = {f"{page}.html".rpartition("/")[2]}
    asked |= {tag["href"] for tag in soup.select('link[rel~="stylesheet"]')}
    asked |= {tag["src"] for tag in soup.select("script[src]")}
    asked |= {tag["src"] for tag in soup.select("img:not([loading=lazy])")}
    folder = (built.html / page).parent
    paths = {address: Path(folder, address.partition("?")[0]) for address in asked}
    weights = {name: len(gzip.compress(path.read_bytes(), 9)) for name, path in paths.items()}
    scripts = " ".join(tag["src"] for tag in soup.select("script[src]"))

    assert sum(weights.values()) <= MOST, weights
    assert len(weights) <= 9, weights
    assert soup.select("script[type='application/json']:not(#what-if-data, #network-data)") == []
    assert ("charts.js" in scripts) == bool(soup.select(".chart"))
    assert not re.search(r"vega|marks\.js", scripts)
    for drawing in soup.select(".chart svg"):
        assert min(float(drawing["width"]), float(drawing["height"])) > 0


@pytest.mark.parametrize("attribute", ["fill", "stroke"])
def test_every_paint_of_a_drawing_has_its_dark_twin(built: Book, attribute):
    """What a drawing is painted with, itself or a shape in it, a rule of the style sheet turns."""
    sheet = (built.html / "_static" / "report.css").read_text(encoding="utf-8")
    rules = ", ".join(re.findall(rf'(\.chart[^{{}}]*\[{attribute}="#\w+"\]) \{{', sheet))
    drawn = f'.chart svg[{attribute}^="#"], .chart svg [{attribute}^="#"]'

    left = {
        page: unturned
        for page, soup in built.pages.items()
        if (unturned := set(map(str, soup.select(drawn))) - set(map(str, soup.select(rules))))
    }
    assert left == {}
