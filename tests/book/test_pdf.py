"""The PDF: all of the book, numbered as on the pages, built to be read aloud and to be kept."""

import json
import re
import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
from bs4 import Tag
from sphinx_external_toc.parsing import parse_toc_data

from building import Book, files_below, run
from dossier.model.paths import NOTEBOOKS
from dossier.model.vocabulary import VERDICT
from pdfs import Pdf, clicks, words
from sphinx_dossier.pages.version import version
from sphinx_dossier.publish.manifest import MANIFEST
from sphinx_dossier.typst.contents import chapters as in_order
from sphinx_dossier.typst.markup import string, text
from sphinx_dossier.typst.typesetting import TypesettingError, typeset

#: The smallest of pictures.
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
NAME = "what-one-article-can-carry.pdf"
pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def path(built: Book) -> Path:
    """The PDF that the build of the pages left behind."""
    return built.folder / "_build" / "pdf" / NAME


@pytest.fixture(scope="module")
def pdf(path: Path) -> Pdf:
    """The same, open."""
    return Pdf(path)


@pytest.fixture(scope="module")
def said(path: Path) -> str:
    """Everything the PDF says, letters and figures alone."""
    return squeezed(words(path))


@pytest.fixture(scope="module")
def chapters(built: Book) -> dict[str, Tag]:
    """The content of every page that tells something: chapters and lists, not the notebooks."""
    found = {n: p.find("article") for n, p in built.pages.items() if n.startswith("book/")}
    return {name: article for name, article in found.items() if article is not None}


def squeezed(words: str) -> str:
    """Words without spaces, marks and hyphens, which line breaks add and take away."""
    return re.sub(r"[\W_]", "", words)


def fragments(element: Tag) -> list[str]:
    """The words of a paragraph, cut after every link: the PDF may add a page number there."""
    marked = copy(element)
    for link in marked.find_all("a"):
        link.insert_after("\0")
    return [squeezed(part) for part in marked.get_text().split("\0")]


def test_the_pdf_has_the_structure_that_readers_and_archives_need(pdf: Pdf):
    """Language, title, bookmarks, descriptions, table headers, heading order, embedded fonts."""
    assert pdf.faults() == []


def _first(pdf: pikepdf.Pdf, key: str, name: str) -> pikepdf.Dictionary:
    """The first object of a file that has a name under a key."""
    kept = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    return next(o for o in kept if o.get(key) == name)


def _drop(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: _first(pdf, "/S", kind).__delitem__(key)


def _level(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "/S", "/H2").S = pikepdf.Name("/H5")


def _metadata(key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as meta:
            del meta[key]

    return spoil


def _font(pdf: pikepdf.Pdf) -> None:
    font = _first(pdf, "/Type", "/FontDescriptor")
    for key in [k for k in font if k.startswith("/FontFile")]:
        del font[key]


#: What takes one part of the structure away, and words of the fault that this is.
SPOILS = [
    (lambda p: p.Root.__delitem__("/MarkInfo"), "not marked as tagged"),
    (lambda p: p.Root.__delitem__("/Lang"), "no language"),
    (lambda p: p.Root.__delitem__("/ViewerPreferences"), "show the title"),
    (lambda p: p.Root.__delitem__("/Outlines"), "no bookmarks"),
    (_metadata("dc:title"), "no title"),
    (_metadata("pdfuaid:part"), "PDF/UA-1"),
    (_metadata("pdfaid:conformance"), "PDF/A-2a"),
    (_drop("/Figure", "/Alt"), "no description"),
    (_drop("/TH", "/A"), "what it heads"),
    (_level, "heading of level 5"),
    (_font, "not embedded"),
]


def test_every_structural_check_can_fail(path: Path, tmp_path: Path):
    """A file without these parts of the structure is found out, in words that name each."""
    with pikepdf.open(path) as file:
        for spoil, _ in SPOILS:
            spoil(file)
        file.save(tmp_path / "spoiled.pdf")
    faults = Pdf(tmp_path / "spoiled.pdf").faults()

    assert [told for _, told in SPOILS if not any(told in fault for fault in faults)] == []


def test_a_notebook_begins_on_the_page_of_its_heading(path: Path):
    """What is left out of it, and why, is said above its first words and never overleaf."""
    document = pypdfium2.PdfDocument(path)
    found = [mark for mark in document.get_toc() if "Notebook: " in mark.get_title()]
    begins = [document[mark.get_dest().get_index()].get_textpage() for mark in found]

    assert len(found) == len(list(NOTEBOOKS.glob("*.ipynb")))
    assert all("Printed without what the cells give" in p.get_text_bounded() for p in begins)


def test_pages_are_printed_in_reading_order_under_consecutive_numbers():
    """The brief first, then the table of contents depth first: a page below another follows it."""
    below, brief = [{"file": "book/second", "title": "Second"}], {"file": "book/brief"}
    chapter = {"file": "book/first", "entries": below}
    toc = {"root": "book/index", "subtrees": [{"caption": "One", "entries": [brief, chapter]}]}
    toc["subtrees"].append({"caption": "Two", "entries": [{"file": "book/third"}]})

    found = list(in_order(SimpleNamespace(external_site_map=parse_toc_data(toc))))

    assert found == [
        ("book/brief", "", "", ""),
        ("book/index", "", "Summary", ""),
        ("book/first", "1", "", "One"),
        ("book/second", "2", "Second", ""),
        ("book/third", "3", "", "Two"),
    ]


def test_figures_and_tables_are_as_many_as_on_the_pages(pdf: Pdf, chapters):
    """Every chart is a described figure, every table of a chapter a real table."""
    charts = sum(len(chapter.select("figure .chart")) for chapter in chapters.values())
    tables = sum(
        len([t for t in chapter.find_all("table") if not t.find_parent("details")])
        for chapter in chapters.values()
    )

    assert pdf.counts["/Figure"] == charts > 15
    assert pdf.counts["/Table"] == tables > 30


def test_captions_are_numbered_as_on_the_pages(said: str, chapters):
    """“Figure 4” and its caption are the same words on the page and on paper."""
    captions = [c for page in chapters.values() for c in page.select("caption, figcaption")]
    for caption in captions:
        for link in caption.select(".headerlink"):
            link.extract()
        assert all(part in said for part in fragments(caption)), caption.get_text()
    assert len(captions) > 40


#: Links of the pages that are not on paper: to a heading or sentence itself, from a claim to its
#: own words, back from a reference, to files, and in what the notebooks' cells give.
_SCREEN_ONLY = (
    *(".headerlink", ".sentence-number a", ".claims dt a", ".backrefs a", ".label a"),
    *(".figure-links a", ".page-tools a", ".downloads a", ".cell_output a"),
)


def test_every_link_of_the_pages_is_a_link_on_paper(pdf: Pdf, built: Book):
    """Evidence, citations, chapters and addresses: as many links as there are on the pages."""
    pages = [p for n, p in built.pages.items() if n.startswith(("book/", "notebooks/"))]
    links = sum(
        len(page.select("article a[href]")) - len(page.select("article :is(" + only + ")"))
        for page, only in [(page, ", ".join(_SCREEN_ONLY)) for page in pages]
    )

    assert pdf.counts["/Link"] - pdf.counts["/TOCI"] == links > 4000


def test_every_paragraph_of_every_chapter_is_in_the_pdf(said: str, built: Book, chapters):
    """What a page says in paragraphs, lists and tables, the PDF says."""
    missing = [
        (name, fragment)
        for name, page in chapters.items()
        for element in page.select("p, h2, h3, dt, pre")
        if not element.find_parent(class_=["claims", "toctree-wrapper", "page-tools"])
        if not {"sentence-number", "place"} & {*element.get("class", [])}
        for fragment in fragments(element)
        if fragment not in said
    ]

    assert missing == []


def test_every_claim_is_printed_with_its_words_and_how_sure_it_is(said: str, dossier):
    """Number, claim, quotation, in one place, for each row of claims.csv."""
    for row in dossier.claims.itertuples():
        assert squeezed(f"{row.claim} {row.claim_id} {row.quote}") in said, row.claim_id


def test_every_check_and_item_is_printed_under_its_number(said: str, dossier):
    """Findings with what they say; events and ties with what they are called."""
    for row in dossier.checks.itertuples():
        verdict = VERDICT.word(row.verdict).capitalize()
        assert squeezed(f"{verdict} {row.check_id} {row.finding}") in said, row.check_id
    for row in dossier.events.itertuples():
        assert squeezed(f"{row.label} {row.event_id}") in said, row.event_id


def test_the_pages_offer_the_same_file(built: Book, path: Path, said: str):
    """The copy beside the start page is the PDF, and it names its version."""
    assert (built.html / NAME).read_bytes() == path.read_bytes()
    assert squeezed(version().line) in said


def begins(entry: str, below: str) -> bool:
    """Whether one of the lines begins as an entry does."""
    heads = (squeezed(line)[:10].lower() for line in below.splitlines())
    return any(head and squeezed(entry).lower().startswith(head) for head in heads)


def test_links_to_evidence_lead_to_the_entry_they_name(path: Path, dossier):
    """Where a click on a number ends, the entry of that number begins: forty, drawn at random."""
    known = dict(zip(dossier.claims.claim_id, dossier.claims.claim, strict=True))
    known |= dict(zip(dossier.events.event_id, dossier.events.label, strict=True))
    checks = dossier.checks.itertuples()
    known |= {row.check_id: f"{VERDICT.word(row.verdict)} {row.check_id}" for row in checks}
    named = [(words, below) for words, below in clicks(path) if words in known]
    drawn = Random(40).sample(named, 40)

    assert len(named) > 3000
    assert [words for words, below in drawn if not begins(known[words], below)] == []


@pytest.fixture(scope="module")
def elsewhere(built: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built project in another folder, where the first command reads all chapters again."""
    folder = tmp_path_factory.mktemp("elsewhere") / "project"
    return Path(shutil.copytree(built.folder, folder))


def test_the_command_alone_takes_the_same_sources_to_another_paper(built: Book, elsewhere: Path):
    """`make pdf` is Jupyter Book's own command with a builder; PAPER chooses the paper.

    But for the paper its sources are those of the PDF of the pages, and the same sources give the
    same bytes.
    """
    command = ("jupyter-book", "build", ".", "--builder", "custom", "--custom-builder", "typst")
    done = run(elsewhere, *command, "-W", "-n", "--keep-going", PAPER="us-letter")
    assert done.returncode == 0, done.stderr[-3000:]

    sources, others = (files_below(f / "_build" / "typst") for f in (built.folder, elsewhere))
    settings = [json.loads(found.pop("settings.json")) for found in (sources, others)]
    assert sources.pop("places.json") != others.pop("places.json")  # where the first run put things
    assert sources == others
    assert settings[0] | {"paper": "us-letter"} == settings[1] != settings[0]
    other = elsewhere / "_build" / "pdf" / NAME.replace(".pdf", "-us-letter.pdf")
    with pikepdf.open(other) as file:
        box = [round(float(x)) for x in file.pages[9].MediaBox]
    assert box == [0, 0, 612, 792]  # 8.5 by 11 inches of 72 points
    assert Pdf(other).faults() == []


def test_make_data_writes_the_very_files_the_book_offers(built: Book, elsewhere: Path):
    """The builder `data` and the HTML build give the same bytes; a manifest comes beside them."""
    command = ("jupyter-book", "build", ".", "--builder", "custom", "--custom-builder", "data")
    done = run(elsewhere, *command, "-W", "-n", "--keep-going")

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    written = files_below(elsewhere / "_build" / "data")
    assert written.pop(MANIFEST)
    assert written == files_below(built.html / "_downloads" / "data")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('#image("/dot.svg")', "alt"),
        (f"#{string('မြန်မာ')}", "font"),
        ('#link(label("book/ties#nowhere"))[there]', "book/ties#nowhere"),
    ],
    ids=["a picture without a description", "a script without a font", "a link to nowhere"],
)
def test_what_cannot_be_printed_stops_the_build_and_names_the_chapter(tmp_path, fault, told):
    """The fault and the chapter are in the message."""
    (tmp_path / "dot.svg").write_text(DOT)
    (tmp_path / "chapters" / "book").mkdir(parents=True)
    (tmp_path / "chapters" / "book" / "ties.typ").write_text(fault + "\n", encoding="utf-8")
    main = '#set document(title: "A book")\n#include "chapters/book/ties.typ"\n'
    (tmp_path / "main.typ").write_text(main)

    with pytest.raises(TypesettingError, match="book/ties") as error:
        typeset(tmp_path / "main.typ", tmp_path / "book.pdf")

    assert told in str(error.value)


@pytest.mark.parametrize(
    "hostile",
    ['#import "x.typ"', '"]#panic("out")[', "\\", '\\"', "$x$ *b* _i_ `c` <l> @r // c", "#{1+1}"],
)
def test_text_never_becomes_markup(tmp_path, hostile):
    """Whatever stands in a table or a source is printed as it stands."""
    main = tmp_path / "main.typ"
    main.write_text(f'#set document(title: "A book")\n{text(hostile)}\n', encoding="utf-8")

    typeset(main, tmp_path / "book.pdf")

    assert words(tmp_path / "book.pdf").replace(" ", "") == hostile.replace(" ", "")
