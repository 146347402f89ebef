"""A copy of the project whose builds are disturbed, beside two whose builds are not."""

import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

from building import copy_project
from reproduce import differences, environment
from sphinx_dossier.publish.manifest import faults

#: The row that is changed to and fro, so that every build has something to do: the table, what
#: stands in it, and what is written instead.
ROW = ("data/events.csv", "control in a coup,2021-02,stated", "control in a coup,2021-03,stated")
PDF = "what-one-article-can-carry.pdf"


class Copy:
    """A copy of the project in one of two states, with what an undisturbed build gives for each."""

    def __init__(self, top: Path) -> None:
        self.top, self.folder, self.state = top, copy_project(top / "disturbed"), 0
        self.good: list[Path] = []
        for state in (0, 1):
            clean = copy_project(top / f"undisturbed-{state}")
            _set_state(clean, state)
            expect(run(clean, "html"), 0)
            self.good.append(clean / "_build" / "html")

    @property
    def html(self) -> Path:
        """The published pages."""
        return self.folder / "_build" / "html"

    @property
    def work(self) -> Path:
        """Where the published parts are built."""
        return self.folder / "_build" / "work" / "_build"

    def good_pdf(self) -> bytes:
        """The PDF of an undisturbed build."""
        return (self.good[self.state] / PDF).read_bytes()

    def change(self) -> None:
        """Go to the other state."""
        self.state = 1 - self.state
        _set_state(self.folder, self.state)

    def check_kept(self) -> None:
        """The published folder is absent, or whole."""
        if self.html.exists() and (found := faults(self.html)):
            raise NotSurvivedError(f"the published folder is broken: {found[0]}")

    def check_next(self, *, plain: bool = False) -> None:
        """The next build gives what an undisturbed one gives."""
        expect(run(self.folder, "html", plain=plain), 0)
        self.check_same()

    def check_same(self) -> None:
        """The published pages are those of an undisturbed build."""
        for found in islice(differences(self.html, self.good[self.state]), 1):
            raise NotSurvivedError(f"the next build is another: {found}")


class NotSurvivedError(Exception):
    """A fault was not survived."""


class NotPermittedError(Exception):
    """The machine does not let a fault be made."""


def _set_state(folder: Path, state: int) -> None:
    path, values = folder / ROW[0], ROW[1:]
    text = path.read_text(encoding="utf-8")
    if values[state] not in text:
        assert values[1 - state] in text, f"{ROW[0]} has changed; mend ROW"
        path.write_text(text.replace(values[1 - state], values[state]), encoding="utf-8")


def command(part: str, *, plain: bool = False) -> list[str]:
    """The command that publishes a part, or Jupyter Book's own for the pages."""
    if plain:
        return [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    return [sys.executable, "-m", "sphinx_dossier.publish", part]


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start a command as a group of processes of its own; its words go to one pipe."""
    return subprocess.Popen(
        words,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(folder: Path, part: str, *, plain: bool = False) -> tuple[int, str]:
    """Build undisturbed; gives the exit code and everything said."""
    process = start(folder, *command(part, plain=plain))
    said, _ = process.communicate()
    return process.returncode, said


def expect(done: tuple[int, str], code: int, words: str = "") -> None:
    """Raises NotSurvivedError where a build ended otherwise, or did not say some words."""
    if done[0] != code or not re.search(words, done[1]):
        raise NotSurvivedError(
            f"exit code {done[0]}, {code} expected with {words!r}:\n{done[1][-2000:]}"
        )
