"""The copies of the project that `make bench` builds in, each brought into the state of a case."""

import html
import re
import shutil
from pathlib import Path

import nbformat

from contenders import Contender
from editing import change
from timings import Run, timed

COLD, UNCHANGED, TABLE, CODE = CASES = (
    "cold",
    "nothing changed",
    "one table changed",
    "one notebook’s code changed",
)
#: What stands in for a case where a stock build keeps its cache after a table has changed.
CACHE_KEPT = "one table changed, cache kept"
#: The cell that is changed: table, row, column, value. Three notebooks read its table.
CELL = ("events", "e018", "date", "2021-03")
#: A number that depends on it, and the page that prints it.
NUMBER, PAGE = "checks_dated_events", "notebooks/corroboration.html"
#: The notebook whose code is changed, by a comment.
NOTEBOOK = "notebooks/timeline.ipynb"
_COMMENT = "# changed"


class Copy:
    """A contender's copy of the project, and the numbers its page has shown."""

    def __init__(self, contender: Contender, project: Path) -> None:
        self.contender, self._project = contender, project
        self.folder = project.with_name(contender.name.replace(", ", " "))
        self.shown: dict[str, str] = {}
        contender.prepare(project, self.folder)

    @property
    def html(self) -> Path:
        """The pages."""
        return self.folder / "_build" / "html"

    def run(self, case: str) -> Run:
        """Bring the copy into the state of a case, and build."""
        words = [*self.contender.command]
        if case == COLD:
            self._renew()
        elif case == TABLE:
            change(self.folder, *CELL)
            words = self._forget(words)
        elif case == CODE:
            change_code(self.folder / NOTEBOOK)
        found = self._build(words)
        self.shown[case] = number_of(self.html)
        return found

    def _build(self, words: list[str]) -> Run:
        return timed(words, self.folder, self.contender.environment(self.folder))

    def _renew(self) -> None:
        """As it is after a fresh checkout."""
        shutil.rmtree(self.folder)
        self.contender.prepare(self._project, self.folder)

    def _forget(self, words: list[str]) -> list[str]:
        """See what a stock build shows after the change; then have it run all notebooks again."""
        if self.contender.ours:
            return words
        self._build(words)
        self.shown[CACHE_KEPT] = number_of(self.html)
        return self.contender.command_for_right_numbers(self.folder)


def change_code(path: Path) -> None:
    """Begin the last cell of code of a notebook with a comment, so that its results stay."""
    notebook = nbformat.read(path, as_version=4)
    cell = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    cell.source = f"{_COMMENT}\n{cell.source}"
    nbformat.write(notebook, path)


def number_of(pages: Path) -> str:
    """The number that the changed cell decides, as the page prints it."""
    text = re.sub(r"<[^>]+>", " ", (pages / PAGE).read_text(encoding="utf-8"))
    found = re.search(rf"\b{NUMBER}\s+(\d+)", html.unescape(text))
    return found[1] if found else "none"
