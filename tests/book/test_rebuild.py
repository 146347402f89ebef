"""One row changed: the book differs where it depends on the row, and nowhere else."""

import re
import shutil
from pathlib import Path

import pytest

from building import Book, build, copy_project, files_below, run
from dossier.model.paths import NOTEBOOKS
from editing import change
from sphinx_dossier.publish.manifest import MANIFEST

pytestmark = pytest.mark.build

PARTS = ("book", "notebooks")


def pages(book: Book) -> dict[str, bytes]:
    """Every page of a book, byte for byte."""
    return {p.relative_to(book.html).as_posix(): p.read_bytes() for p in book.html.rglob("*.html")}


@pytest.fixture(scope="module")
def copy(built: Book, tmp_path_factory) -> Path:
    """A second built book to change, made from the first."""
    folder = tmp_path_factory.mktemp("rebuild") / "project"
    shutil.copytree(built.folder, folder)
    return folder


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected", "again"),
    [
        # An event's day is printed in the timeline, and beside the dates that others give.
        (
            "events",
            "e018",
            "date",
            "2021-03",
            {f"{part}/{name}.html" for part in PARTS for name in ("timeline", "corroboration")}
            | {f"figures/{name}.html" for name in ("timeline", "dates")},
            {"timeline", "corroboration", "judgements"},
        ),
        # How sure a claim is: the reading page, the counts by speaker, and the guess from words.
        (
            "claims",
            "c109",
            "factuality",
            "PR+",
            {"book/article.html", "book/coding.html", "notebooks/reliability.html"}
            | {"book/copy.html", "notebooks/rewording.html"}
            | {f"{part}/{name}.html" for part in PARTS for name in ("source", "certainty")}
            | {f"figures/{name}.html" for name in ("speakers", "speech-map", "certainty-speakers")},
            {path.stem for path in NOTEBOOKS.glob("*.ipynb")},  # all print words of claims
        ),
    ],
    ids=["an event's date", "a claim's factuality"],
)
def test_a_changed_row_changes_the_pages_that_depend_on_it(
    built: Book, copy: Path, table, row, column, value, expected, again
):
    """After a rebuild, exactly the pages that print something of the row differ, in any byte.

    The notebooks that take values from its table have run again, and no others.
    """
    before = (copy / "data" / f"{table}.csv").read_bytes()
    change(copy, table, row, column, value)
    book = build(copy)
    changed = pages(book)
    (copy / "data" / f"{table}.csv").write_bytes(before)

    original = pages(built)
    expected |= {"book/colophon.html"}  # it tells the joint digest of all inputs

    assert {name for name in original if changed[name] != original[name]} == expected
    assert set(re.findall(r"ran notebooks/(\w+)\.ipynb", book.log)) == again


def test_a_new_link_in_a_chapter_is_listed_under_its_claim_after_a_rebuild(copy: Path):
    """The pages of evidence are written again where a chapter they point back to has changed."""
    chapter = copy / "book" / "colophon.md"
    before = chapter.read_text(encoding="utf-8")
    chapter.write_text(f"{before}\nA sentence {{ev}}`c002`.\n", encoding="utf-8")
    article = build(copy).pages["book/article.html"]
    chapter.write_text(before, encoding="utf-8")

    entry = article.find(id="about-c002").find_next("dd")

    assert entry.select("a[href='colophon.html#said-1']")


def test_make_data_writes_the_very_files_the_book_offers(built: Book, copy: Path):
    """The builder `data` and the HTML build give the same bytes; a manifest comes beside them."""
    command = ("jupyter-book", "build", ".", "--builder", "custom", "--custom-builder", "data")
    done = run(copy, *command, "-W", "-n", "--keep-going")

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    written = files_below(copy / "_build" / "data")
    assert written.pop(MANIFEST)
    assert written == files_below(built.html / "_downloads" / "data")


def test_whatever_a_chapter_gets_wrong_fails_the_plain_command_and_is_named(copy: Path):
    """An unknown evidence id, number, label or page fails `jupyter-book build .`, all at once."""
    chapter = copy / "book" / "limits.md"
    before = chapter.read_text(encoding="utf-8")
    wrong = "{ev}`c999` {value}`no_such_number` {numref}`fig-none` [](nowhere.md)"
    chapter.write_text(f"{before}\n{wrong}\n", encoding="utf-8")
    done = run(copy, "jupyter-book", "build", ".")
    chapter.write_text(before, encoding="utf-8")

    assert done.returncode != 0
    for name in ("c999", "no_such_number", "fig-none", "nowhere.md"):
        assert name in done.stderr, name


def test_what_no_page_prints_or_lists_stops_the_build_and_is_named(copy: Path):
    """Without the article and the list of checks there is nowhere for links to lead to."""
    kept = {name: (copy / "book" / name).read_bytes() for name in ("article.md", "checks.md")}
    for name in kept:
        (copy / "book" / name).write_text("# Nothing but a heading\n", encoding="utf-8")
    done = run(copy, "jupyter-book", "build", ".")
    for name, content in kept.items():
        (copy / "book" / name).write_bytes(content)

    assert done.returncode != 0
    assert "source s01 is printed on no page" in done.stderr
    assert "no page lists k001, k002" in done.stderr


def test_a_row_that_breaks_a_sentence_stops_the_build(tmp_path):
    """Were an arms tie asserted, the notebook that says there is none stops the build."""
    folder = copy_project(tmp_path / "project")
    change(folder, "ties", "t036", "factuality", "CT+")

    done = run(folder, "jupyter-book", "build", ".")

    assert done.returncode != 0
    assert "AssertionError" in done.stdout + done.stderr


def test_a_fault_in_the_tables_stops_the_build_and_is_named(tmp_path):
    """The build refuses faulty tables before it runs anything, and says where the fault is."""
    folder = copy_project(tmp_path / "project")
    row = change(folder, "claims", "c011", "factuality", "CT")

    done = run(folder, "jupyter-book", "build", ".")

    assert done.returncode != 0
    assert f"data/claims.csv, row {row}, column factuality" in done.stdout + done.stderr
    assert not (folder / "_build" / "html" / "book").exists()
