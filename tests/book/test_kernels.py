"""A build leaves no process behind."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

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


def test_no_kernel_is_at_work_once_the_book_is_built(built: Book):
    """Kernels and the server they are forked from have ended."""
    until = time.monotonic() + 20  # a test beside this one may set the PDF there
    while processes_in(built.folder) and time.monotonic() < until:
        time.sleep(0.2)
    assert processes_in(built.folder) == []
