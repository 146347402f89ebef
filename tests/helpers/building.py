"""Building the book in a folder of its own, as a reader of the README would."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from dossier.model.paths import BOOK, NOTEBOOKS, ROOT

#: Every chapter and notebook, by the path of its page.
PAGES = [f"book/{p.stem}" for p in sorted(BOOK.glob("*.md"))] + [
    f"notebooks/{p.stem}" for p in sorted(NOTEBOOKS.glob("*.ipynb"))
]

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
                path.read_text(encoding="utf-8"), "lxml"
            )
            for path in sorted(self.html.rglob("*.html"))
        }

    @cached_property
    def ids(self) -> dict[str, dict[str, Tag]]:
        """The anchors of every page, so that none need be looked for in all of its page."""
        return {n: {t["id"]: t for t in page.find_all(id=True)} for n, page in self.pages.items()}


def copy_project(folder: Path) -> Path:
    """A clean copy of the project with an environment beside it, as `make book` leaves one."""
    shutil.copytree(ROOT, folder, ignore=_BESIDE)
    stray = folder / ".venv" / "lib" / "some_package" / "README.md"
    stray.parent.mkdir(parents=True)
    stray.write_text("A page of another project, with a {nonsense}`role`.\n", encoding="utf-8")
    return folder


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
_EXECUTED = """from sphinx_dossier.build import builders, execution, incremental, settings
from sphinx_dossier.build.domain import DossierDomain


class Alone(DossierDomain):
    # No page of such a book prints a source or lists an item.
    def check_consistency(self):
        pass


def finish(app, exception):
    if exception is None:
        incremental.fail_on_edits(app)
        incremental.end(app)


def setup(app):
    app.add_domain(Alone)
    incremental.add_input_digest(app)
    builders.end_with_the_cause()
    app.connect("config-inited", settings.check_settings)
    app.connect("config-inited", incremental.begin)
    app.connect("builder-inited", execution.check_and_run)
    app.connect("build-finished", finish, priority=900)
"""
#: What the cells of notebooks read.
READ = ("data", "seeds", "notebooks/dossier", "book/references.bib", "CITATION.cff")
_RUNS = ("book/extensions", "book/templates", "requirements.txt")


def copy_files(folder: Path, names: Iterable[str], project: Path = ROOT) -> None:
    """Copy files and folders of a project to their places in another folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy2
        copy(project / name, folder / name)


def book_of_notebooks(
    folder: Path, notebooks: Sequence[Path], *, ours: bool, project: Path = ROOT
) -> None:
    """A book of some notebooks and nothing else: stock, or run by the report's execution."""
    copy_files(folder, (*READ, *(_RUNS if ours else ())), project)
    for path in notebooks:
        shutil.copy2(path, folder / "notebooks")
    first, *others = [f"notebooks/{path.stem}" for path in notebooks]
    contents = {"format": "jb-book", "root": first}
    contents |= {"chapters": [{"file": name} for name in others]} if others else {}
    (folder / "_toc.yml").write_text(json.dumps(contents), encoding="utf-8")  # JSON is YAML
    settings = _STOCK + ("  local_extensions: {executed: .}\n" if ours else "")
    (folder / "_config.yml").write_text(settings, encoding="utf-8")
    if ours:
        (folder / "executed.py").write_text(_EXECUTED, encoding="utf-8")


def environment(folder: Path) -> dict[str, str]:
    """The variables of a build in a folder, with the package and the extension of that folder."""
    paths = [folder / "book" / "extensions", folder / "notebooks"]
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return kept | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


_LEAN = str(Path(__file__).with_name("lean"))


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the locked environment, run in a folder, its output captured."""
    program = Path(sys.executable).parent / command[0]
    paths = filter(None, (_LEAN, environment.pop("PYTHONPATH", "")))
    lean = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(
        [str(program), *command[1:]],
        cwd=folder,
        env=os.environ | lean | environment,
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
