"""What `make bench` compares: the same notebooks built by stock and by the report."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from dossier.model.paths import ROOT
from reproduce import environment

#: What a stock book needs of the project: the notebooks and all that their package reads.
_READ = ("notebooks", "data", "seeds", "book/references.bib", "CITATION.cff")
#: Less is hardly a book: a title, the cache, and a timeout that the longest notebook keeps. What is
#: not warned of is the form of a chart that JupyterLab alone draws.
_STOCK = """title: What one article can carry
only_build_toc_files: true
execute:
  execute_notebooks: cache
  timeout: 120
sphinx:
  config:
    suppress_warnings: [mystnb.unknown_mime_type]
"""
#: What is added where the report runs the notebooks of a book that is stock otherwise.
_OURS = "  local_extensions: {executed: .}\n"
_EXECUTED = ("tests/tools/executed.py", "book/extensions", "book/templates", "requirements.txt")
_BUILD = (str(Path(sys.executable).with_name("jupyter-book")), "build", ".")
_ONE_BY_ONE = (sys.executable, str(ROOT / "tests" / "tools" / "one_by_one.py"), "build", ".")
_PUBLISH = (sys.executable, "-m", "sphinx_dossier.publish", "html")
#: What the Makefile sets and a shell does not.
_MAKES = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")


class Contender(NamedTuple):
    """A way to build: its name and what it is, its command, and how much of the project it has."""

    name: str
    about: str
    command: tuple[str, ...]
    whole: bool
    ours: bool

    def prepare(self, project: Path, folder: Path) -> None:
        """Copy what it needs of a clean copy of the project, and write what makes it a book."""
        if self.whole:
            copy_over(project, folder)
            return
        for name in (*_READ, *(_EXECUTED if self.ours else ())):
            copy_over(project / name, folder / name.removeprefix("tests/tools/"))
        (folder / "_toc.yml").write_text(contents_of(folder), encoding="utf-8")
        settings = _STOCK + (_OURS if self.ours else "")
        (folder / "_config.yml").write_text(settings, encoding="utf-8")

    def environment(self, folder: Path) -> dict[str, str]:
        """The variables that `make book` gives, or a user's shell, which keeps bytecode."""
        if self.ours:
            return environment(folder)
        given = {name: value for name, value in os.environ.items() if name not in _MAKES}
        if self.command == _ONE_BY_ONE:
            given["PYTHONPATH"] = environment(folder)["PYTHONPATH"]
        return given

    def command_for_right_numbers(self, folder: Path) -> list[str]:
        """What builds right pages after a table has changed.

        A stock cache has to go for it. The pages go too, so that nothing of the old ones is left.
        """
        if self.ours:
            return [*self.command]
        for name in (".jupyter_cache", "html"):
            shutil.rmtree(folder / "_build" / name)
        return [*self.command, "--all"]


def copy_over(source: Path, target: Path) -> None:
    """Copy a file or a folder to a place whose folders may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def copy_tracked(folder: Path) -> None:
    """Copy the project's tracked files as they are now."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    for name in filter(None, done.stdout.split("\0")):
        if (ROOT / name).is_file():
            copy_over(ROOT / name, folder / name)


def contents_of(folder: Path) -> str:
    """A table of contents with the notebooks alone, in name order."""
    first, *others = sorted(path.stem for path in (folder / "notebooks").glob("*.ipynb"))
    lines = ["format: jb-book", f"root: notebooks/{first}", "chapters:"]
    return "\n".join([*lines, *(f"  - file: notebooks/{name}" for name in others), ""])


STOCK = Contender(
    "stock, notebooks alone",
    "`jupyter-book build .` on the notebooks, with a `_config.yml` of a title, "
    "`execute_notebooks: cache`, a timeout and one kind of warning left out, and no extension of "
    "ours",
    _BUILD,
    whole=False,
    ours=False,
)
STOCK_BOOK = Contender(
    "stock execution, whole book",
    "`jupyter-book build .` on the whole report, but MyST-NB’s own client runs the notebooks, one "
    "after another in ordinary kernels, into its own cache; it runs them before pages are read, "
    "since chapters print what notebooks publish",
    _ONE_BY_ONE,
    whole=True,
    ours=False,
)
OURS = Contender(
    "our execution, notebooks alone",
    "the same book of notebooks, its tables checked, its notebooks run and its pages published by "
    "what `make book` calls; nothing else of the report is in it",
    _PUBLISH,
    whole=False,
    ours=True,
)
OURS_BOOK = Contender(
    "ours, whole book",
    "`make book`, the environment being ready: the pages, the PDF and the data for other tools",
    _PUBLISH,
    whole=True,
    ours=True,
)
CONTENDERS = (STOCK, OURS, STOCK_BOOK, OURS_BOOK)
