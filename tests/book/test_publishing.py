"""Publishing: a finished folder takes the place of the old one whole, or not at all."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from building import run
from dossier.model.paths import ROOT
from reproduce import differences, first_difference
from sphinx_dossier.publish import swap as folders
from sphinx_dossier.publish.build import publish
from sphinx_dossier.publish.manifest import faults, write_manifest
from sphinx_dossier.publish.swap import make_ready, ready_for, recover, swap

#: A build that writes what stands in words.txt as its only page, and a manifest.
BUILD = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from sphinx_dossier.publish.manifest import write_manifest
root, folder = Path.cwd(), Path("_build/work/_build/html").absolute()
folder.mkdir(parents=True)
page = folder / "index.html"
page.write_text((root / "book" / "words.txt").read_text())
{then}
write_manifest("html", folder, [page], root)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one file."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "words.txt").write_text("old")
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    return tmp_path


def build(then: str = "") -> list[str]:
    """The command of a build that does something before its last step."""
    paths = [str(ROOT / "book" / "extensions"), str(ROOT / "notebooks")]
    return [sys.executable, "-c", BUILD.format(paths=paths, then=then)]


def page(project: Path) -> str:
    """What the published page says, once its folder is found to be whole."""
    assert faults(project / "_build" / "html") == []
    return (project / "_build" / "html" / "index.html").read_text()


def change(project: Path, words: str = "new") -> None:
    """Change the one file of the project."""
    (project / "book" / "words.txt").write_text(words)


def test_a_good_build_is_published_and_its_start_page_named_last(project, capfd):
    """Beside the folder stands only the work, and the last words name what to open."""
    assert publish("html", project, build()) == 0
    change(project)
    assert publish("html", project, build("(folder / 'stray').touch()")) == 0

    assert page(project) == "new"
    assert {p.name for p in (project / "_build").iterdir()} == {".lock", "html", "work"}
    assert capfd.readouterr().out.splitlines()[-1] == "open _build/html/index.html"


@pytest.mark.parametrize(
    "then",
    ["sys.exit('a fault')", "page.write_text('half'); import os; os.kill(os.getpid(), 9)"],
    ids=["a fault", "a kill"],
)
def test_a_failed_build_leaves_the_published_folder_as_it_was(project, capfd, then):
    """A build that fails or is killed is told and changes nothing that was published."""
    publish("html", project, build())
    change(project)
    before = (project / "_build" / "html").stat().st_mtime_ns

    assert publish("html", project, build(then)) == 1

    assert page(project) == "old"
    assert (project / "_build" / "html").stat().st_mtime_ns == before
    assert "_build/html/ is as it was" in capfd.readouterr().err


def test_a_build_that_does_not_hold_what_its_manifest_says_is_not_published(project, capfd):
    """A page that changed after the manifest was made is named."""
    publish("html", project, build())
    change(project)
    then = "write_manifest('html', folder, [page], root); page.write_text('bad'); sys.exit()"

    assert publish("html", project, build(then)) == 1
    assert page(project) == "old"
    assert "changed: index.html" in capfd.readouterr().err


def test_a_build_without_a_manifest_is_not_published(project, capfd):
    """What no manifest describes is refused."""
    assert publish("html", project, build("sys.exit()")) == 1
    assert not (project / "_build" / "html").exists()
    assert "there is no _build/html/ yet" in capfd.readouterr().err


def test_nothing_is_built_where_nothing_has_changed(project, capfd):
    """The same files, and a published folder that is whole, need no build; a spoilt one does."""
    publish("html", project, build())

    assert publish("html", project, build("sys.exit('built again')")) == 0
    assert "nothing has changed" in capfd.readouterr().out

    (project / "_build" / "html" / "index.html").write_text("bad")
    assert publish("html", project, build()) == 0
    assert page(project) == "old"


@pytest.mark.parametrize("one_step", [True, False], ids=["in one step", "in two steps"])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, one_step):
    """The new folder stands where the old one stood, and nothing is left beside it."""
    if not one_step:
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    target = tmp_path / "html"
    for words in ("old", "new"):
        ready = ready_for(target)
        ready.mkdir()
        (ready / words).touch()
        swap(ready, target)

    assert [p.name for p in target.iterdir()] == ["new"]
    assert [p.name for p in tmp_path.iterdir()] == ["html"]


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_swap_killed_between_its_steps_is_mended_at_the_next_start(
    tmp_path, monkeypatch, renames
):
    """Before the second rename the old folder comes back; after it the new one stays."""
    target = tmp_path / "html"
    for folder, words in ((target, "old"), (ready_for(target), "new")):
        folder.mkdir()
        (folder / words).touch()
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    rename, done = Path.rename, []

    def killed(self: Path, to: Path) -> Path:
        if len(done) == renames:
            raise KeyboardInterrupt
        done.append(to)
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", killed)
    monkeypatch.setattr(folders.shutil, "rmtree", lambda *_, **__: killed(tmp_path, tmp_path))
    with pytest.raises(KeyboardInterrupt):
        swap(ready_for(target), target)
    monkeypatch.undo()

    recover(target)

    assert [p.name for p in target.iterdir()] == ["new" if renames == 2 else "old"]
    assert [p.name for p in tmp_path.iterdir()] == ["html"]


def test_only_what_the_manifest_lists_is_made_ready(tmp_path):
    """A file that no manifest lists stays behind."""
    built = tmp_path / "built"
    built.mkdir()
    for name in ("listed", "unlisted"):
        (built / name).write_text(name)
    write_manifest("html", built, [built / "listed"])

    ready = make_ready(built, tmp_path / "html")

    assert {p.name for p in ready.iterdir()} == {"listed", "manifest.json"}


HOLD = """
import sys, time
from pathlib import Path
sys.path[:0] = {paths!r}
from sphinx_dossier.publish.locking import lock
with lock(Path({folder!r}), "the first"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_builds_wait_for_each_other_and_a_killed_one_holds_nothing(project):
    """The second says whom it waits for, and goes on when the first is killed."""
    paths = [str(ROOT / "book" / "extensions"), str(ROOT / "notebooks")]
    hold = HOLD.format(paths=paths, folder=str(project / "_build"))
    first = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    second = subprocess.Popen(
        [sys.executable, "-c", hold.replace("the first", "the second").replace("60", "0")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert second.stdout is not None
    waits = second.stdout.readline()

    first.send_signal(signal.SIGKILL)
    first.communicate()

    assert waits == f"the second waits: the first (process {first.pid}) is at work in _build/\n"
    assert second.communicate()[0] == "held\n"


def kill_the_command(project: Path, then: str, before: str = "") -> None:
    """Start a build that goes on with `then`, and kill the command that started it, alone."""
    program = (
        "import sys; sys.path[:0] = {paths!r}; from pathlib import Path;"
        "from sphinx_dossier.publish import build as building; {before};"
        "building.publish('html', Path({root!r}), {command!r})"
    ).format(
        paths=[str(ROOT / "book" / "extensions"), str(ROOT / "notebooks")],
        before=before or "pass",
        root=str(project),
        command=build(f"print('going on', flush=True); import time; {then}"),
    )
    first = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "going on\n"
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    first.stdout.close()


def test_a_build_that_outlives_its_command_keeps_the_lock(project):
    """Where only the command is killed and the build goes on, the next one waits for it."""
    alone = "building.end_with_parent = lambda: None"
    kill_the_command(project, "time.sleep(1); (root / 'ended').touch()", before=alone)

    assert publish("html", project, build("assert (root / 'ended').exists()")) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_build_ends_with_its_command(project):
    """Where only the command is killed, the build ends too, and the next one has not to wait."""
    kill_the_command(project, "time.sleep(60); (root / 'ended').touch()")

    assert publish("html", project, build("assert not (root / 'ended').exists()")) == 0


def test_the_first_difference_of_two_folders_is_named(tmp_path):
    """A file of one side alone, and the first unlike byte with what stands around it."""
    for name, files in {
        "one/_build/html": ("same", "ab"),
        "two/_build/html": ("same", "ac"),
    }.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "page").write_text(files[1])
        (folder / "equal").write_text(files[0])
    (folder / "more").touch()

    found = list(differences(tmp_path / "one/_build/html", folder))

    assert found == ["more: only in two", "page: byte 1: b'ab' and b'ac'"]
    assert first_difference(b"ab", b"abc") == "byte 2: b'ab' and b'abc'"


def test_a_mistake_is_told_with_the_command(tmp_path):
    """An unknown part is refused with the known ones."""
    paths = f"{ROOT / 'book' / 'extensions'}{os.pathsep}{ROOT / 'notebooks'}"
    done = run(tmp_path, "python", "-m", "sphinx_dossier.publish", "pdfs", PYTHONPATH=paths)

    assert done.returncode == 2
    assert "pdf" in done.stderr
