"""One row changed: the book differs where it depends on the row, and nowhere else."""

import re
import shutil
from pathlib import Path

import pytest

from building import Book, build, files_below
from editing import change

pytestmark = pytest.mark.build

#: In the place of the module that sets the PDF beside the pages: these tests look at pages alone.
NO_PDF = "def make_pdf(app):\n    pass\n\n\ndef can_print():\n    return True\n"


@pytest.mark.report
def test_a_changed_row_and_a_new_link_change_the_pages_that_print_them_and_no_others(
    built: Book, tmp_path: Path
):
    """An event's dates are printed in the timeline, and the size of its table with the data.

    The notebooks that take values from its table have run again, and no others. The new link, which
    stands in the colophon, is listed under its claim on the reading page.
    """
    copy = shutil.copytree(built.folder, tmp_path / "project")
    (copy / "book/extensions/sphinx_dossier/typst/background.py").write_text(NO_PDF)
    change(copy, "events", "e059", "date", "[1983-10-09..2007-12-31]")
    with (copy / "book" / "colophon.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\nA sentence {ev}`c002`.\n")
    book = build(copy)
    one, two = files_below(built.html), files_below(book.html)

    printed = {f"{part}/timeline.html" for part in ("book", "notebooks", "figures")}
    printed |= {"book/data.html", "book/article.html", "book/colophon.html"}
    assert {name for name in one if name.endswith(".html") and one[name] != two[name]} == printed
    entry = book.pages["book/article.html"].find(id="about-c002").find_next("dd")
    assert entry.select("a[href='colophon.html#said-1']")
    ran = set(re.findall(r"ran notebooks/(\w+)\.ipynb", book.log))
    assert ran == {"timeline", "corroboration", "judgements", "roots"}
