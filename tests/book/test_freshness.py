"""After a build that was killed, and after another builder: nothing half-done is trusted."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from jupyter_cache.base import CacheBundleIn

from dossier.model.paths import ROOT
from sphinx_dossier.build import execution

pytestmark = pytest.mark.long

#: A small project whose three pages print the word in word.txt. A build can be made to end at once,
#: as `kill -9` ends it, when the last page is read or written.
CONF = f"""
import importlib.util, os, sys
sys.path[:0] = [{str(ROOT / "book" / "extensions")!r}, {str(ROOT / "notebooks")!r}]
from pathlib import Path
root_doc = "a"
rst_prolog = ".. |word| replace:: " + (Path(__file__).parent / "word.txt").read_text()

def killed_at(moment):
    def kill(app, page, *_):
        if page == "c" and os.environ.get("KILLED") == moment:
            os.kill(os.getpid(), 9)
    return kill

def setup(app):
    # The module alone: its package takes seconds to import.
    path = {str(ROOT / "book" / "extensions" / "sphinx_dossier" / "build" / "incremental.py")!r}
    spec = importlib.util.spec_from_file_location("freshness", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.setup_freshness(app)
    app.connect("source-read", killed_at("reading"))
    app.connect("html-page-context", killed_at("writing"))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project, unbuilt."""
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "a.rst").write_text("A\n=\n\nThe word is |word|.\n\n.. toctree::\n\n   b\n   c\n")
    for name in "bc":
        (tmp_path / f"{name}.rst").write_text(f"{name}\n=\n\nThe word is |word|.\n")
    (tmp_path / "word.txt").write_text("old")
    return tmp_path


def build(project: Path, killed: str = "", builder: str = "html") -> dict[str, str]:
    """Build; gives the pages by name."""
    out = project / "_build"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(out / ".doctrees")]
    done = subprocess.run(
        [*command, str(project), str(out / builder)],
        env={"KILLED": killed, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
    return {p.stem: p.read_text() for p in (out / builder).glob("[abc].html")}


def test_a_page_that_a_killed_build_had_half_written_is_written_again(project):
    """Its time is new and its chapter unchanged; only the mark tells that it is not whole."""
    build(project, killed="writing")
    page = project / "_build" / "html" / "b.html"
    page.write_text(page.read_text()[:100])

    assert all(text.rstrip().endswith("</html>") for text in build(project).values())


def test_chapters_that_a_killed_build_read_are_read_again_when_a_change_is_taken_back(project):
    """The first chapters were read with the new word; the word is old again, and so is the page."""
    build(project)
    (project / "word.txt").write_text("new")
    build(project, killed="reading")
    (project / "word.txt").write_text("old")
    for page in (project / "_build" / "html").glob("*.html"):
        page.unlink()

    assert ["is old" in text for text in build(project).values()] == [True, True, True]


def test_pages_follow_a_change_that_another_builder_has_read_first(project):
    """The pages are older than nothing that Sphinx looks at, and yet they are old."""
    build(project)
    (project / "word.txt").write_text("new")
    build(project, builder="text")

    assert ["is new" in text for text in build(project).values()] == [True, True, True]


def test_pages_follow_a_change_though_the_other_builder_was_killed_first(project):
    """The notes were begun anew by the other builder, and know nothing of the pages."""
    build(project)
    (project / "word.txt").write_text("new")
    build(project, killed="reading", builder="text")
    build(project, builder="text")

    assert ["is new" in text for text in build(project).values()] == [True, True, True]


def test_a_build_without_a_change_writes_no_page(project):
    """Nothing is written again where nothing is old."""
    build(project)
    page = project / "_build" / "html" / "b.html"
    before = page.stat().st_mtime_ns
    build(project)

    assert page.stat().st_mtime_ns == before


def keep(cache, source: str) -> nbformat.NotebookNode:
    """Put the result of a notebook of one cell into the cache."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    bundle = CacheBundleIn(notebook, "x.ipynb", data={})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    return notebook


def opened(folder: Path):
    """The cache as a build opens it, emptied if it cannot be trusted, and what it holds."""
    return execution.trusted_cache(folder)


def test_a_cache_that_a_kill_left_half_changed_is_emptied(tmp_path):
    """A record without its notebook, as a kill between the two leaves it, is not trusted."""
    cache, records = opened(tmp_path / "cache")
    with suppress(KeyboardInterrupt), records.changing():
        notebook = keep(cache, "1")
        records.keep(write(tmp_path, notebook), [])
        next((tmp_path / "cache" / "executed").rglob("*.ipynb")).unlink()
        raise KeyboardInterrupt

    again, _ = opened(tmp_path / "cache")

    assert again.list_cache_records() == []
    with pytest.raises(KeyError):
        again.match_cache_notebook(notebook)


def test_results_of_a_run_that_came_to_its_end_are_used(tmp_path):
    """The next build finds them, and what they were made from."""
    cache, records = opened(tmp_path / "cache")
    with records.changing():
        notebook = keep(cache, "1")
        records.keep(write(tmp_path, notebook), [])

    again, found = opened(tmp_path / "cache")

    assert again.match_cache_notebook(notebook)
    assert found.holds(tmp_path / "x.ipynb")


def write(folder: Path, notebook: nbformat.NotebookNode) -> Path:
    """A notebook as a file of the project."""
    nbformat.write(notebook, folder / "x.ipynb")
    return folder / "x.ipynb"
