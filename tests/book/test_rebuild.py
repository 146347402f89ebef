"""One row changed: the book differs where it depends on the row, and nowhere else."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from building import Book, build, copy_project, files_below, run
from editing import change

pytestmark = pytest.mark.build

PARTS = ("book", "notebooks")
#: In the place of the module that sets the PDF beside the pages: these tests look at pages alone.
NO_PDF = "def make_pdf(app):\n    pass\n\n\ndef can_print():\n    return True\n"


@pytest.fixture(scope="module")
def copy(built: Book, tmp_path_factory) -> Path:
    """A second built book to change, made from the first."""
    folder = tmp_path_factory.mktemp("rebuild") / "project"
    shutil.copytree(built.folder, folder)
    (folder / "book/extensions/sphinx_dossier/typst/background.py").write_text(NO_PDF)
    return folder


@contextmanager
def edited(folder: Path, *names: str) -> Iterator[None]:
    """Files of a copy that are put back as they were after a build."""
    before = {name: (folder / name).read_bytes() for name in names}
    yield
    for name, content in before.items():
        (folder / name).write_bytes(content)


def append(path: Path, words: str) -> None:
    """Add a paragraph to a chapter."""
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def differing(book: Book, other: Book) -> set[str]:
    """The pages that differ in any byte."""
    one, two = files_below(book.html), files_below(other.html)
    return {name for name in one if name.endswith(".html") and one[name] != two[name]}


def ran(book: Book) -> set[str]:
    """The notebooks that a build has run."""
    return set(re.findall(r"ran notebooks/(\w+)\.ipynb", book.log))


@pytest.mark.report
def test_a_changed_row_and_a_new_link_change_the_pages_that_print_them_and_no_others(
    built: Book, copy: Path
):
    """An event's dates are printed in the timeline, and the size of its table with the data.

    The notebooks that take values from its table have run again, and no others. The new link, which
    stands in the colophon, is listed under its claim on the reading page.
    """
    with edited(copy, "data/events.csv", "book/colophon.md"):
        change(copy, "events", "e059", "date", "[1983-10-09..2007-12-31]")
        append(copy / "book" / "colophon.md", "A sentence {ev}`c002`.")
        book = build(copy)

    printed = {f"{part}/timeline.html" for part in PARTS}
    printed |= {"figures/timeline.html", "book/data.html"}
    assert differing(built, book) == printed | {"book/article.html", "book/colophon.html"}
    entry = book.pages["book/article.html"].find(id="about-c002").find_next("dd")
    assert entry.select("a[href='colophon.html#said-1']")
    assert ran(book) == {"timeline", "corroboration", "judgements", "roots"}


def test_a_fault_in_the_tables_stops_the_build_and_is_named(tmp_path):
    """The build refuses faulty tables before it runs anything, and says where the fault is."""
    folder = copy_project(tmp_path / "project")
    row = change(folder, "claims", "c011", "factuality", "CT")

    done = run(folder, "jupyter-book", "build", ".")

    assert done.returncode != 0
    assert f"data/claims.csv, row {row}, column factuality" in done.stdout + done.stderr
    assert not (folder / "_build" / "html" / "book").exists()
