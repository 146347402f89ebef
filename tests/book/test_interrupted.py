"""A build that fails or is interrupted leaves the last good book, and the next build is right.

Tried with a failing notebook, a full disk, Ctrl-C and one `kill -9`.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest

from building import book_of_notebooks, environment, files_below
from dossier.model.paths import ROOT
from sphinx_dossier.publish.atomic_swap import PublishingError
from sphinx_dossier.publish.build import publish
from sphinx_dossier.publish.manifest import faults

pytestmark = pytest.mark.long
PUBLISH = (sys.executable, "-m", "sphinx_dossier.publish", "html")
#: The page of the one notebook of a small book.
PAGE = "notebooks/one.html"
#: A table of a column that there is not.
COLUMN = """import pandas as pd
from dossier.publish.results import table
table("a", pd.DataFrame({"label": ["one"]}), ["lable"])"""
#: A build that writes what stands in words.txt as its only page, and a manifest.
BUILD = """
import sys, time
from pathlib import Path
from sphinx_dossier.publish.manifest import write_manifest
root, folder = Path.cwd(), Path("_build/work/_build/html").absolute()
folder.mkdir(parents=True)
page = folder / "index.html"
page.write_text((root / "book" / "words.txt").read_text())
{then}
write_manifest("html", folder, [page], root)
"""


def page(project: Path, name: str = "index.html") -> str:
    """What a published page says, once its folder is found to be what its manifest says."""
    assert faults(project / "_build" / "html") == []
    return (project / "_build" / "html" / name).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one file, which a stand-in for Jupyter Book's command makes a page of."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "words.txt").write_text("old")
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    return tmp_path


def build(project: Path, words: str, then: str = "") -> int:
    """Write the one file and publish, the build doing something before its last step."""
    (project / "book" / "words.txt").write_text(words)
    return publish("html", project, [sys.executable, "-c", BUILD.format(then=then)])


def test_a_good_build_is_published_and_its_start_page_named_last(project, capfd):
    """Only what the manifest lists is published; the last words name what to open."""
    assert build(project, "old") == 0
    assert build(project, "new", "(folder / 'stray').touch()") == 0

    said = capfd.readouterr().out
    assert page(project) == "new"
    assert said.splitlines()[-1] == "open _build/html/index.html"


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("sys.exit('a fault')", "a fault"),
        ("sys.exit()", "there is no manifest.json"),
        (
            "write_manifest('html', folder, [page], root); page.write_text('bad'); sys.exit()",
            "changed: index.html",
        ),
    ],
    ids=["a fault", "no manifest", "another page than its manifest says"],
)
def test_a_build_that_is_not_good_is_told_and_not_published(project, capfd, then, told):
    """The published folder stays as it was, and the next build takes its place."""
    build(project, "old")

    assert build(project, "new", then) == 1

    said = capfd.readouterr().err
    assert told in said
    assert "_build/html/ is as it was" in said
    assert page(project) == "old"
    assert build(project, "new") == 0
    assert page(project) == "new"


def test_nothing_is_built_where_nothing_has_changed(project, capfd):
    """The same files, and a published folder that is whole, need no build; a spoilt one does."""
    build(project, "old")

    assert build(project, "old", "sys.exit('built again')") == 0
    assert "nothing has changed" in capfd.readouterr().out

    (project / "_build" / "html" / "index.html").write_text("bad")
    assert build(project, "old") == 0
    assert page(project) == "old"


BEGIN = """
import subprocess
from pathlib import Path
from test_interrupted import build, page
project = Path.cwd()
"""


def python(project: Path, script: str, *before: str) -> "subprocess.Popen[str]":
    """A script in a process of its own, in a project, with the functions of this module."""
    here = [str(Path(__file__).parent), *sys.path]
    return subprocess.Popen(
        [*before, sys.executable, "-c", f"{BEGIN}{script}"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(here)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_build_waits_for_the_first(project):
    """It finds what the first has published, and has nothing to do."""
    slow = "print('begun', flush=True); time.sleep(1)"
    with python(project, f"assert build(project, 'old', {slow!r}) == 0") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        assert build(project, "old", "sys.exit('built again')") == 0
        assert first.wait() == 0

    assert page(project) == "old"


def test_a_checkout_that_cannot_be_written_is_told_in_a_sentence(project):
    """Where, why, and what to do; here a file has the place of the folder of builds."""
    (project / "_build").touch()

    with pytest.raises(
        PublishingError, match=r"^cannot write into _build/ \(File exists\): build "
    ):
        build(project, "old")


NAMESPACE = ("unshare", "--map-root-user", "--mount")  # may mount, whoever calls


FULL = """
disk = ["mount", "-t", "tmpfs", "none", "_build"]
Path("_build").mkdir()
subprocess.run([*disk, "-o", "size=400k"], check=True)
assert build(project, "old") == 0
assert build(project, "new" * {size}) == 1
assert page(project) == "old"
subprocess.run([*disk, "-o", "remount,size=4m"], check=True)
assert build(project, "new" * {size}) == 0
assert page(project) == "new" * {size}
"""


@pytest.mark.parametrize("size", [200_000, 100_000], ids=["while building", "while copying"])
def test_a_full_disk_leaves_the_last_good_book(project, size):
    """On a disk of 400 kB, the next edition of 600 has no room, nor one of 300 beside its copy."""
    allowed = shutil.which("unshare") and not subprocess.run([*NAMESPACE, "true"]).returncode
    if not allowed:
        pytest.skip("the system lets nobody mount a disk in a namespace of their own")

    disk = python(project, FULL.format(size=size), *NAMESPACE)
    _, said = disk.communicate()

    assert disk.returncode == 0, said
    assert "No space left on device" in said


def write(folder: Path, code: str) -> Path:
    """Write a notebook of one cell; gives its path."""
    cells = [nbformat.v4.new_markdown_cell("# One?"), nbformat.v4.new_code_cell(code)]
    # An editor notes a kernel of its own machine; the book is run in Python all the same.
    kernel = {"kernelspec": {"name": "venv-report", "display_name": "", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "one.ipynb")
    return folder / "one.ipynb"


def started(folder: Path) -> "subprocess.Popen[str]":
    """The command that publishes a book, as a group of processes of its own, as a shell starts it.

    What it says goes to a file.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    with (folder / "said.txt").open("w") as said:
        return subprocess.Popen(
            PUBLISH,
            cwd=folder,
            env=environment(folder),
            stdout=said,
            stderr=said,
            text=True,
            start_new_session=True,
        )


def published(folder: Path) -> tuple[int, str]:
    """Publish a book; gives the exit code and what was said."""
    return started(folder).wait(), (folder / "said.txt").read_text()


def stop(folder: Path, sign: signal.Signals, moment: Callable[[], bool]) -> tuple[int, str]:
    """Publish, and send a signal to every process of it at a moment that has to come."""
    process = started(folder)
    while not moment():
        assert process.poll() is None, (folder / "said.txt").read_text()
        time.sleep(0.01)
    os.killpg(process.pid, sign)
    return process.wait(), (folder / "said.txt").read_text()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of one notebook, published with the number 42."""
    folder = tmp_path_factory.mktemp("small")
    book_of_notebooks(folder / "book", [write(folder, "6 * 7")], ours=True)
    code, said = published(folder / "book")
    assert code == 0, said
    return folder / "book"


def at_work(folder: Path) -> list[Path]:
    """The processes that run in a folder or below it; none can be seen without /proc."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended, or is another user's
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(process)
    return found


@pytest.mark.build
def test_a_build_that_fails_or_is_stopped_leaves_the_last_good_book(small):
    """Settings, a table, a cell, a dead kernel, a file edited meanwhile, and Ctrl-C in a notebook.

    The first ones are told with their place, once, with no traceback where the words say it all;
    Ctrl-C ends the build at once, without a traceback, and leaves no kernel. Mended, the notebook
    is in the next edition.
    """
    assert at_work(small) == []
    before = page(small, PAGE)
    for name, old, new, told in (
        ("_config.yml", "title:", "titel:", "_config.yml, row 1: 'titel' — no such setting"),
        ("data/claims.csv", ",CT+,", ",CT,", "column factuality: 'CT' — "),
    ):
        kept = (small / name).read_text("utf-8")
        (small / name).write_text(kept.replace(old, new, 1), "utf-8")
        done = published(small)
        (small / name).write_text(kept, "utf-8")
        assert done[0] == 1
        assert done[1].count(told) == 1
        assert "Traceback" not in done[1]
        assert page(small, PAGE) == before

    for code, told in (
        (COLUMN, "failed in cell 2; open it with `make lab`, notebooks/one.ipynb\ntable 'a' names"),
        ("1 / 0  # the culprit", "notebooks/one.ipynb failed in cell 2"),
        ("import os; os.kill(os.getpid(), 9)", "notebooks/one.ipynb failed: Kernel died"),
        (
            "open('../book/words.md', 'w').write('edited'); 5 * 1001",
            "a file was edited while the book was built from it",
        ),
    ):
        write(small / "notebooks", code)
        done = published(small)
        assert done[0] == 1
        assert done[1].count(told) == 1
        assert done[1].count("Traceback") == ("1 / 0" in code)  # that of the cell alone
        assert "\x1b" not in done[1]
        assert page(small, PAGE) == before

    write(small / "notebooks", "import pathlib, time; pathlib.Path('runs').touch(); time.sleep(99)")
    done = stop(small, signal.SIGINT, (small / "notebooks" / "runs").exists)
    assert done[0] == 130
    assert done[1].endswith("stopped; what was published is as it was\n")
    assert "Traceback" not in done[1]
    for _ in range(100):  # a kernel looks once a second whether its server is still there
        if not at_work(small):
            break
        time.sleep(0.1)
    assert at_work(small) == []
    assert page(small, PAGE) == before

    (small / "notebooks" / "runs").unlink()
    write(small / "notebooks", "3 * 3001")
    assert published(small)[0] == 0
    assert "9003" in page(small, PAGE)


@pytest.mark.build
def test_kill_9_leaves_the_last_good_book(small):
    """Killed while pages are written, after a change that is then taken back.

    Nothing that the killed build had read or written is left in the next one: every byte is again
    that of the good book.
    """
    path = small / "notebooks" / "one.ipynb"
    notebook = path.read_bytes()  # cells have random ids
    good = files_below(small / "_build" / "html")
    write(small / "notebooks", "8 * 8")

    stop(small, signal.SIGKILL, lambda: "writing output" in (small / "said.txt").read_text())

    assert files_below(small / "_build" / "html") == good
    path.write_bytes(notebook)
    shutil.rmtree(small / "_build" / "html")
    assert published(small)[0] == 0
    assert files_below(small / "_build" / "html") == good
