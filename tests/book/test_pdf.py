"""The PDF: all of the book, numbered as on the pages, built to be read aloud and to be kept."""

import json
import re
import shutil
from collections import Counter
from copy import copy
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pypdfium2
import pytest
from bs4 import Tag
from sphinx_external_toc.parsing import parse_toc_data, parse_toc_yaml

from building import Book, files_below, run
from dossier.analysis.evidence import uses_of
from dossier.model.citation import edition
from dossier.model.paths import NOTEBOOKS
from dossier.model.vocabulary_loader import VERDICT
from pdfs import Pdf, clicks, depths, type_sizes, words
from sphinx_dossier.typst import background
from sphinx_dossier.typst.escaping import string
from sphinx_dossier.typst.typesetting import DESIGN, TypesettingError, typeset
from sphinx_dossier.typst.volumes import chapters as in_order

#: The smallest of pictures.
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
NAME = "what-one-article-can-carry.pdf"
pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def path(built: Book) -> Path:
    """The PDF that the build of the pages left behind."""
    return built.folder / "_build" / "pdf" / NAME


@pytest.fixture(scope="module")
def appendix(path: Path) -> Path:
    """The other file, with what the report is checked by."""
    return path.with_stem(f"{path.stem}-appendix")


@pytest.fixture(scope="module")
def said(path: Path, appendix: Path) -> str:
    """Everything the two files say, letters and figures alone."""
    return squeezed(words(path) + words(appendix))


@pytest.fixture(scope="module")
def clicked(path: Path) -> list[tuple[int, str, str]]:
    """Every link within the report: its page, its words, and the words it leads to."""
    return list(clicks(path))


@pytest.fixture(scope="module")
def chapters(built: Book) -> dict[str, Tag]:
    """The content of every page that tells something: chapters and lists, not the notebooks."""
    found = {n: p.find("article") for n, p in built.pages.items() if n.startswith("book/")}
    return {name: article for name, article in found.items() if article is not None}


def squeezed(words: str) -> str:
    """Words without spaces, marks and hyphens, which line breaks add and take away."""
    return re.sub(r"[\W_]", "", words)


def fragments(element: Tag) -> list[str]:
    """The words of a paragraph, cut after every link: the PDF may add a page number there.

    Backlinks are left out: on paper these are the numbers of the chapters.
    """
    marked = copy(element)
    for backlinks in marked.select(".chapters"):
        backlinks.extract()
    for link in marked.find_all("a"):
        link.insert_after("\0")
    return [squeezed(part) for part in marked.get_text().split("\0")]


def test_both_files_have_the_structure_that_readers_and_archives_need(path: Path, appendix: Path):
    """Language, title, bookmarks, descriptions, table headers, heading order, embedded fonts.

    No type is smaller than six and a half points, in the text, in tables and in the notes.
    """
    assert [Pdf(file).faults() for file in (path, appendix)] == [[], []]
    assert min(type_sizes(path) | type_sizes(appendix)) >= 6.49


def test_the_report_is_short_and_no_page_of_it_half_empty(path: Path):
    """About a hundred pages; but for the last, each goes on below two fifths of its height."""
    filled = [round(part, 2) for part in depths(path)]

    assert len(filled) <= 110
    assert [(n, part) for n, part in enumerate(filled[1:-1], start=2) if part < 0.4] == []


def test_a_notebook_begins_on_the_page_of_its_heading(appendix: Path):
    """What is left out of it, and why, is said above its first words and never overleaf."""
    document = pypdfium2.PdfDocument(appendix)
    found = [mark for mark in document.get_toc() if "Notebook: " in mark.get_title()]
    begins = [document[mark.get_dest().get_index()].get_textpage() for mark in found]

    assert len(found) == len(list(NOTEBOOKS.glob("*.ipynb")))
    assert all("Printed without what the cells give" in p.get_text_bounded() for p in begins)


def test_pages_are_printed_in_reading_order_under_consecutive_numbers():
    """The brief first, then the table of contents depth first: a page below another follows it."""
    below, brief = [{"file": "book/codebook", "title": "Codebook"}], {"file": "book/brief"}
    chapter = {"file": "book/first", "entries": below}
    toc = {"root": "book/index", "subtrees": [{"caption": "One", "entries": [brief, chapter]}]}
    lists = [{"file": name} for name in ("notebooks/ties", "book/article", "book/last")]
    toc["subtrees"].append({"caption": "Two", "entries": lists})

    found = list(in_order(SimpleNamespace(external_site_map=parse_toc_data(toc))))

    assert found == [
        ("book/brief", "", "", "", "report", False),
        ("book/index", "", "Summary", "", "report", False),
        ("book/first", "1", "", "One", "report", False),
        ("book/codebook", "A", "Codebook", "", "appendix", True),
        ("notebooks/ties", "B", "", "", "appendix", True),
        ("book/article", "2", "", "Two", "report", True),
        ("book/last", "3", "", "", "report", True),
    ]


def test_every_chart_is_described_and_every_cell_printed(path: Path, said: str, chapters):
    """A chart is a figure with the words it has on the page; wide tables may become entries."""
    pdf = Pdf(path)
    told = [str(tag.Alt) for tag in pdf.tags if tag.S == "/Figure"]
    drawn = [c for p in chapters.values() for c in p.select(".drawing .wide svg")]
    tables = [t for page in chapters.values() for t in page.select("table:not(.downloads)")]
    cells = [c for t in tables if not t.find_parent("details") for c in t.select("th, td")]
    missing = {part for cell in cells for part in fragments(cell) if part not in said}

    assert {svg["aria-label"] for svg in drawn} == {*told}
    assert missing == set()
    assert len(drawn) > 10
    assert pdf.counts["/Table"] > 20


def test_every_mark_in_a_sentence_is_a_number_on_paper(path: Path, clicked, built: Book):
    """In the chapters evidence is one step away: as many links to it as on the pages."""
    toc = SimpleNamespace(external_site_map=parse_toc_yaml(built.folder / "_toc.yml"))
    first, *_ = [f"{c.docname}.html" for c in in_order(toc) if c.back]
    read = [built.pages[f"{c.docname}.html"] for c in in_order(toc) if not c.back]
    marks = [mark.get_text() for page in read for mark in page.select("article .evidence a")]
    heading = built.pages[first].find("h1").find(string=True)
    listed = pypdfium2.PdfDocument(path).get_toc()
    begins = next(mark for mark in listed if mark.get_title().endswith(str(heading)))
    end = begins.get_dest().get_index()
    numbers = Counter(words for page, words, _ in clicked if page < end)

    assert {n: numbers[n] for n in marks} == Counter(marks)
    assert len(marks) > 1000


def test_every_paragraph_of_every_chapter_is_in_the_pdf(said: str, built: Book, chapters):
    """What a page says in paragraphs, lists and captions, the PDF says: “Figure 4”, too."""
    missing = [
        (name, fragment)
        for name, page in chapters.items()
        for element in page.select("p, h2, h3, dt, pre, caption, figcaption")
        if not element.find_parent(class_=["claims", "toctree-wrapper", "page-tools", "network"])
        if not {"sentence-number", "place"} & {*element.get("class", [])}
        for fragment in fragments(element)
        if fragment not in said
    ]

    assert missing == []


def test_every_claim_is_printed_with_its_words_and_what_rests_on_it(said: str, dossier):
    """Claim, number, quotation and its uses, in one place, for each row of claims.csv."""
    uses = uses_of(dossier)
    checks = set(dossier.checks.check_id)
    for row in dossier.claims.itertuples():
        others = [item for item in uses[row.claim_id] if item not in checks]
        assert squeezed(f"{row.claim} {row.claim_id} {row.quote}") in said, row.claim_id
        assert not others or squeezed("Used by " + " ".join(others)) in said, row.claim_id


def test_words_that_are_cited_say_in_which_chapters(said: str, chapters):
    """Claims, findings and items lead back to every chapter that cites them."""
    cited = [line for page in chapters.values() for line in page.select(".chapters")]

    assert said.count("Citedin") == len(cited) > 200


def test_pages_offer_both_files_which_lead_to_each_other(
    built: Book, path: Path, appendix: Path, said: str
):
    """The copies beside the start page are the PDFs, linked there; both name their version.

    What is said in the appendix is named in the report as a page of that file, and back.
    """
    assert said.count(squeezed(edition())) == 2
    for here, there in ((path, appendix), (appendix, path)):
        assert (built.html / here.name).read_bytes() == here.read_bytes()
        assert built.pages["book/index.html"].select(f'a[href$="/{here.name}"]')
        acts = [link.A for link in Pdf(here).links() if "/A" in link]
        outward = [str(act.URI) for act in acts if "/URI" in act]
        named = (uri for uri in outward if uri.startswith(f"{there.name}#"))
        pages = {int(uri.partition("#page=")[2]) for uri in named}
        assert there.name in outward
        assert pages
        assert max(pages) <= len(pypdfium2.PdfDocument(there))


def begins(entry: str, below: str) -> bool:
    """Whether one of the lines begins as an entry does."""
    heads = (squeezed(line)[:10].lower() for line in below.splitlines())
    return any(head and squeezed(entry).lower().startswith(head) for head in heads)


def test_links_to_evidence_lead_to_the_entry_they_name(clicked, dossier):
    """Where a click on a number ends, the entry of that number begins: forty, drawn at random."""
    known = dict(zip(dossier.claims.claim_id, dossier.claims.claim, strict=True))
    known |= dict(zip(dossier.events.event_id, dossier.events.label, strict=True))
    checks = dossier.checks.itertuples()
    known |= {row.check_id: f"{VERDICT.word(row.verdict)} {row.check_id}" for row in checks}
    named = [(words, below) for _, words, below in clicked if words in known]
    drawn = Random(40).sample(named, 40)

    assert len(named) > 3000
    assert [words for words, below in drawn if not begins(known[words], below)] == []


def test_the_command_alone_takes_the_same_sources_to_another_paper(built: Book, tmp_path: Path):
    """`make pdf` is Jupyter Book's own command with a builder; PAPER chooses the paper.

    But for the paper its sources are those of the PDF of the pages, and the same sources give the
    same bytes.
    """
    elsewhere = Path(shutil.copytree(built.folder, tmp_path / "project"))
    command = ("jupyter-book", "build", ".", "--builder", "custom", "--custom-builder", "typst")
    done = run(elsewhere, *command, "-W", "-n", "--keep-going", PAPER="us-letter")
    assert done.returncode == 0, done.stderr[-3000:]

    sources, others = (files_below(f / "_build" / "typst") for f in (built.folder, elsewhere))
    settings = [json.loads(found.pop("settings.json")) for found in (sources, others)]
    assert sources.pop("places.json") != others.pop("places.json")  # where the first run put things
    assert sources == others
    names = settings[1]["files"]
    assert settings[0] | {"paper": "us-letter", "files": names} == settings[1] != settings[0]
    for name in names.values():
        other = Pdf(elsewhere / "_build" / "pdf" / name)
        box = [round(float(x)) for x in other.file.pages[9].MediaBox]
        assert box == [0, 0, 612, 792]  # 8.5 by 11 inches of 72 points
        assert other.faults() == []


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
        typeset(tmp_path, {"main": tmp_path / "book.pdf"})

    assert told in str(error.value)


def test_a_chart_whose_type_would_be_too_small_stops_the_build(tmp_path: Path, built: Book):
    """The chapter, the drawing and the size are in the message, not a place that was not found."""
    shutil.copytree(DESIGN, tmp_path, dirs_exist_ok=True)
    shutil.copy(built.folder / "_build" / "typst" / "settings.json", tmp_path)
    (tmp_path / "dot.svg").write_text(DOT)
    (tmp_path / "chapters").mkdir()
    drawn = 'drawing(path: "/dot.svg", alt: "A dot", height: 9, smallest: 8)'
    words = f'#import "/parts.typ": drawing, page-of\n#page-of("elsewhere")\n#{drawn}\n'
    (tmp_path / "chapters" / "ties.typ").write_text(words)
    (tmp_path / "main.typ").write_text('#set document(title: "A")\n#include "chapters/ties.typ"\n')
    (tmp_path / "other.typ").write_text('#set document(title: "B")\n#metadata((a: (1,)))<places>\n')

    with pytest.raises(TypesettingError, match=r"(?s)ties.*dot\.svg.* 5\.5 pt, less than 6\.5"):
        typeset(tmp_path, {name: tmp_path / f"{name}.pdf" for name in ("main", "other")})


@pytest.mark.parametrize(("text", "printed"), [("မြန်မာ", False), ("El niño", True)])
def test_pages_offer_a_pdf_only_where_a_font_has_every_letter(monkeypatch, text, printed):
    """The fonts have Latin, Greek and Korean, and no Burmese: Unicode names the scripts."""
    dossier = SimpleNamespace(texts={"s01": text}, actors=SimpleNamespace(name=["Ann Poe"]))
    monkeypatch.setattr(background, "load_once", lambda: dossier)

    assert background.can_print() is printed


def test_a_name_whose_letters_have_several_parts_can_be_drawn(tmp_path):
    """Yoruba writes “Adébáyọ̀”, whose last letter is no single character of Unicode."""
    drawn = '<text y="9" font-family="Report Sans" font-size="9">Adébáyo\u0323\u0300</text></svg>'
    (tmp_path / "dot.svg").write_text(DOT.replace("</svg>", drawn), encoding="utf-8")
    (tmp_path / "main.typ").write_text(
        '#set document(title: "A")\n#metadata(())<places>\n#image("dot.svg", alt: "A name")\n'
    )

    assert typeset(tmp_path, {"main": tmp_path / "book.pdf"}) == []
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
