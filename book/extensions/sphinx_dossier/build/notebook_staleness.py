"""Staleness: a cached result is valid while nothing has changed that its notebook read.

A result depends on the code of its notebook, the package, the tables and sources it took values
from (see `dossier.model.dependency_tracking`), the locked packages and Python. One record a
notebook says what was read, and the digest of all of it at that time.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from dossier.model.paths import ROOT

_FILE, _MARK = "reads.json", "unfinished"


class Records:
    """What each notebook read when it last ran, kept beside the cache of results."""

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self._path, self._root = folder / _FILE, root
        self._mark = folder / _MARK
        try:
            self._kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # the first build, or a full disk
            self._kept = {}

    @property
    def whole(self) -> bool:
        """Whether the cache can be trusted: it was never left while results were written."""
        return bool(self._kept) and not self._mark.exists()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Mark the cache while results are written; the mark stays if that is stopped half-way."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()
        yield
        self._mark.unlink()

    def is_valid(self, path: Path) -> bool:
        """Whether nothing has changed that the last run of a notebook depended on."""
        kept = self._kept.get(path.name)
        return bool(kept) and kept["digest"] == digest(path, kept["reads"], self._root)

    def keep(self, path: Path, reads: list[str]) -> None:
        """Record a run; a kill leaves the record of the run before, or this one, whole."""
        self._kept[path.name] = {"digest": digest(path, reads, self._root), "reads": reads}
        text = json.dumps(self._kept, indent=1, sort_keys=True) + "\n"
        new = self._path.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(self._path)


def digest(notebook: Path, reads: Iterable[str], root: Path = ROOT) -> str:
    """SHA-256 over everything the result of a notebook depends on: names and bytes.

    `reads` names files below `root`.
    """
    code = code_of(notebook)
    found = hashlib.sha256(f"Python {sys.version_info[:2]}\0{code}".encode())
    package = notebook.parent.rglob("*")
    files = [root / "requirements.txt", *sorted(p for p in package if p.suffix in (".py", ".toml"))]
    files += sorted((root / "data").glob("*.toml"))  # the vocabularies of the report
    files += [root / name for name in sorted(reads)]
    for path in files:
        found.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def code_of(notebook: Path) -> str:
    """The code of a notebook's cells; what is written between them changes no result."""
    cells = nbformat.read(notebook, as_version=4).cells
    return "\n\0".join(cell.source for cell in cells if cell.cell_type == "code")
