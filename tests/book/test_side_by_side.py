"""Pages are read side by side, and the PDF and the data made beside them: nothing is lost."""

import os
import select
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError

from dossier.model.paths import ROOT
from reproduce import environment
from sphinx_dossier.build.background import Beside
from sphinx_dossier.build.parallel_read import bring_back, processors
from sphinx_dossier.publish.parent import CAN_END_WITH_PARENT

#: A process that forks another, which goes on for longer than any test.
FORKING = """
import os, time
from sphinx_dossier.publish.parent import ask_of_forks
ask_of_forks()
child = os.fork()
print("forked" if child else "", end=os.linesep if child else "", flush=True)
time.sleep(60)
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked on POSIX")


@pytest.fixture
def app(tmp_path) -> SimpleNamespace:
    """As much of a build as tells where its pages go, and who writes them."""
    return SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path)


def test_what_is_noted_of_the_pages_another_process_read_is_taken_over():
    """What it knew before of other pages is left aside: they may have been read anew meanwhile."""
    ours = SimpleNamespace(evidence_uses={"a": ["old"]}, evidence_listing={"a"})
    theirs = SimpleNamespace(
        evidence_uses={"a": ["stale"], "b": ["new"]},
        evidence_places={"b": {"ids": ["c001"], "sources": []}},
        evidence_listing={"a", "b"},
        report_tells_inputs={"b"},
        pages_without_numbers={"b"},
    )

    bring_back(None, ours, ["b"], theirs)

    assert vars(ours) == {
        "evidence_uses": {"a": ["old"], "b": ["new"]},
        "evidence_places": {"b": {"ids": ["c001"], "sources": []}},
        "evidence_listing": {"a", "b"},
        "report_tells_inputs": {"b"},
        "pages_without_numbers": {"b"},
    }


def test_a_process_that_noted_nothing_adds_nothing():
    """A page without evidence leaves the notes of the others as they are."""
    ours = SimpleNamespace(evidence_uses={"a": ["c001"]})

    bring_back(None, ours, ["b"], SimpleNamespace())

    assert ours.evidence_uses == {"a": ["c001"]}
    assert ours.evidence_places == {}
    assert ours.evidence_listing == ours.report_tells_inputs == set()


def test_no_more_processes_are_asked_for_than_may_run():
    """A build that was given one processor reads one page at a time."""
    assert 1 <= processors() <= (os.cpu_count() or 1)


def test_a_fork_that_waits_for_its_killed_parent_ends():
    """What it made is asked for by nobody any more, and whatever it holds is free again."""
    if not CAN_END_WITH_PARENT:
        pytest.skip("this system cannot be asked for it")
    held, free = os.pipe()
    words = [sys.executable, "-c", FORKING, str(free)]
    with subprocess.Popen(words, pass_fds=[free], env=environment(ROOT), stdout=-1) as process:
        os.close(free)
        assert process.stdout is not None
        assert process.stdout.readline() == b"forked\n"
        process.kill()

    assert select.select([held], [], [], 20)[0]  # nobody holds the other side of the pipe


def note(app: SimpleNamespace) -> None:
    """A piece of work."""
    with (app.outdir / "done").open("a", encoding="utf-8") as file:
        file.write("once ")


def fail(_: SimpleNamespace) -> None:
    """A piece of work that cannot be done."""
    raise ValueError("no room")


def test_work_beside_the_pages_is_done_when_the_build_ends(app):
    """It begins with the first page and is waited for after the last."""
    work = Beside(note, missing=lambda _: True)

    work.start(app, app.builder)
    work.finish(app, None)

    assert (app.outdir / "done").read_text(encoding="utf-8") == "once "


@pytest.mark.parametrize("missing", [True, False])
def test_without_a_page_to_write_only_what_is_missing_is_made(app, missing):
    """An old file is left as it is."""
    Beside(note, missing=lambda _: missing).finish(app, None)

    assert (app.outdir / "done").exists() == missing


def test_a_builder_of_other_formats_makes_nothing_beside(app):
    """The PDF's own builder would otherwise make it twice."""
    app.builder.name = "typst"
    work = Beside(note, missing=lambda _: True)

    work.start(app, app.builder)
    work.finish(app, None)

    assert not (app.outdir / "done").exists()


def test_work_that_fails_fails_the_build_and_says_why(app):
    """The words of the error reach the reader of the build's own."""
    work = Beside(fail, missing=lambda _: True)
    work.start(app, app.builder)

    with pytest.raises(ExtensionError, match="no room"):
        work.finish(app, None)


def test_work_is_ended_where_the_build_has_failed(app):
    """Nothing goes on writing into a folder that is given up."""
    work = Beside(lambda _: time.sleep(60), missing=lambda _: True)
    work.start(app, app.builder)
    (process,) = work._tasks._procs.values()

    work.finish(app, RuntimeError("failed elsewhere"))

    process.join(timeout=10)
    assert process.exitcode is not None
