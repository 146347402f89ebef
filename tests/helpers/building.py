"""Building the book in a folder of its own, as a reader of the README would."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup

from dossier.model.paths import ROOT

_BESIDE = shutil.ignore_patterns(
    "_build", ".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", ".ipynb_checkpoints"
)


@dataclass(frozen=True)
class Book:
    """A built book: its project folder, what the build printed, and its pages."""

    folder: Path
    log: str

    @property
    def html(self) -> Path:
        """The folder a reader opens."""
        return self.folder / "_build" / "html"

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its path below the start page, parsed."""
        return {
            path.relative_to(self.html).as_posix(): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(self.html.rglob("*.html"))
        }


def copy_project(folder: Path) -> Path:
    """A clean copy of the project with an environment beside it, as `make book` leaves one."""
    shutil.copytree(ROOT, folder, ignore=_BESIDE)
    stray = folder / ".venv" / "lib" / "some_package" / "README.md"
    stray.parent.mkdir(parents=True)
    stray.write_text("A page of another project, with a {nonsense}`role`.\n", encoding="utf-8")
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the locked environment, run in a folder, its output captured."""
    program = Path(sys.executable).parent / command[0]
    return subprocess.run(
        [str(program), *command[1:]],
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def build(folder: Path) -> Book:
    """The book built with Jupyter Book's own command; any warning fails it."""
    done = run(folder, "jupyter-book", "build", ".", "-W", "-n", "--keep-going")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return Book(folder, done.stdout + done.stderr)


def files_below(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by its path there."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
