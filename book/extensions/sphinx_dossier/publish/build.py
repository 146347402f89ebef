"""Building a part of the report with Jupyter Book's own command, and publishing it if it is good.

A part whose published folder was made from the very files, packages and options of now, and is
whole, is not built again.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dossier.model.paths import ROOT
from sphinx_dossier.publish.atomic_swap import PublishingError, publish_folder, recover
from sphinx_dossier.publish.manifest import MANIFEST, ManifestError, faults, head, read_manifest

#: What the closing words of Sphinx and of Jupyter Book begin with; they name the folder of work.
_CLOSING = re.compile(r"The \w+( pages)? (is|are) in |.{0,9}={60}")


class Part(NamedTuple):
    """A part of the report: its folder, its make target, its builder, and what to open in it."""

    name: str
    target: str
    builder: tuple[str, ...]
    start: str


PARTS = {
    "html": Part("html", "book", (), "index.html"),
    "pdf": Part("pdf", "pdf", ("--builder", "custom", "--custom-builder", "typst"), "*.pdf"),
}


def publish(name: str, root: Path = ROOT, command: list[str] | None = None) -> int:
    """Build a part and publish it; 0 if the published folder is that of the present files.

    Says on the standard output what to open, or on the standard error what is wrong; then the
    published folder is what it was. `command` stands in for Jupyter Book's.
    """
    part = PARTS[name]
    target = root / "_build" / name
    if _told_current(part, target, root):
        return 0
    with one_at_a_time(target.parent, f"make {part.target}"):
        recover(target)
        if _told_current(part, target, root):  # it was built while this one waited
            return 0
        built = _clear(root, name)
        try:
            code = _run(command or _command(part), root)
            if code == 0:
                publish_folder(built, target)
        except (OSError, PublishingError, ManifestError) as error:
            print(f"{error}", file=sys.stderr)
            code = 1
    if code:
        return _told_failed(target)
    print(_where(part, target))
    return 0


@contextmanager
def one_at_a_time(folder: Path, task: str) -> Iterator[None]:
    """Hold the lock of a folder of builds; says that it waits.

    Raises PublishingError where nothing can be written there.
    """
    from filelock import FileLock, Timeout  # here: a folder is verified without any package

    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        print(f"{task} waits: another build is at work in {folder.name}/", flush=True)
        lock.acquire()
    except OSError as error:
        raise PublishingError(cannot_write(folder, error)) from error
    try:
        yield
    finally:
        lock.release()


def cannot_write(folder: Path, error: OSError) -> str:
    """What to do where a folder of builds cannot be written, and why it cannot."""
    elsewhere = "`jupyter-book build . --path-output FOLDER`"
    return f"cannot write into {folder.name}/ ({error.strerror}): build with {elsewhere}"


def _told_current(part: Part, target: Path, root: Path) -> bool:
    """Whether the published folder is that of the present files; says so if it is."""
    try:
        found = read_manifest(target)
    except ManifestError:
        return False
    current = head(target.name, root)
    if any(found.get(key) != value for key, value in current.items()) or faults(target):
        return False
    print(f"nothing has changed since it was made\n{_where(part, target)}")
    return True


def _clear(root: Path, name: str) -> Path:
    """The folder a part is built in; pages are written into it anew, so that none is left over.

    The PDF stays: its builder keeps it as long as its sources are the same.
    """
    built = root / "_build" / "work" / "_build" / name
    if name != "pdf":
        shutil.rmtree(built, ignore_errors=True)
    (built / MANIFEST).unlink(missing_ok=True)
    return built


def _command(part: Part) -> list[str]:
    strict = ("-W", "-n", "--keep-going")
    words = ("build", ".", "--path-output", "_build/work", *part.builder, *strict)
    return [sys.executable, "-m", "sphinx_dossier.build.run_jupyter_book", *words]


def _run(command: list[str], root: Path) -> int:
    """Run the build, its words passed on up to the closing ones; gives its exit code."""
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONWARNINGS", None)  # no package here is free of all warnings
    environment |= {"FORCE_COLOR": "1"} if coloured else {"NO_COLOR": "1"}
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:
        closing = False
        for line in process.stdout or ():
            closing = closing or _CLOSING.match(line) is not None
            if not closing:
                print(line, end="", flush=True)
    return process.returncode


def _told_failed(target: Path) -> int:
    shown = f"_build/{target.name}/"
    kept = f"{shown} is as it was" if target.exists() else f"there is no {shown} yet"
    print(f"the build failed, for what is said above; {kept}", file=sys.stderr)
    return 1


def _where(part: Part, target: Path) -> str:
    found = sorted(target.glob(part.start))
    shown = f"_build/{part.name}/"
    return f"open {shown}{found[0].name}" if found else f"look into {shown}"
