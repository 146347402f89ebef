"""Notebooks run by the build give what an ordinary kernel gives, and leave no process behind."""

import time
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from jupyter_cache import get_cache
from nbclient import NotebookClient

from building import Book

pytestmark = pytest.mark.build


def processes_in(folder: Path) -> list[str]:
    """The command lines of processes whose working folder is one, or below it.

    Read from Linux's /proc; empty where there is no such folder.
    """
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended, or is somebody else's
            if (process / "cwd").readlink().is_relative_to(folder.resolve()):
                found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def test_the_outputs_in_the_cache_are_those_of_an_ordinary_kernel(built: Book):
    """The build runs notebooks in its own way; text, tables and figures are the same all the same.

    No kernel is at work once the book is built.
    """
    notebook = nbformat.read(built.folder / "notebooks" / "timeline.ipynb", as_version=4)
    cache = get_cache(built.folder / "_build" / ".jupyter_cache")
    _, cached = cache.merge_match_into_notebook(notebook)

    folder = {"metadata": {"path": str(built.folder / "notebooks")}}
    ordinary = NotebookClient(notebook, timeout=120, resources=folder).execute()

    assert any(cell.outputs for cell in cached.cells if cell.cell_type == "code")
    assert [c.get("outputs") for c in cached.cells] == [c.get("outputs") for c in ordinary.cells]
    until = time.monotonic() + 20  # a test beside this one may set the PDF there
    while processes_in(built.folder) and time.monotonic() < until:
        time.sleep(0.2)
    assert processes_in(built.folder) == []
