"""The manifest of a published folder: what it was made from, with what, and what it holds.

`manifest.json` stands in the folder itself. Paths are those of the project or the folder, hashes
are SHA-256 (FIPS 180-4) in hexadecimal, sizes are bytes; names are sorted, and neither a clock nor
a path of the machine is in it. The versions are those installed at the build. Python's own minor
version is named here and on no page, so that the pages are the same for every Python.
"""

import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.model.paths import BOOK, DATA, NOTEBOOKS, ROOT, SEEDS

MANIFEST = "manifest.json"
_FOLDERS = (SEEDS.name, DATA.name, NOTEBOOKS.name, BOOK.name)
_FILES = ("CITATION.cff", "_config.yml", "_toc.yml", "requirements.in", "requirements.txt")
#: The packages whose version can be seen in what is built.
SHAPING = (
    "altair",
    "docutils",
    "furo",
    "jupyter-book",
    "myst-nb",
    "myst-parser",
    "networkx",
    "numpy",
    "pandas",
    "pybtex",
    "pygments",
    "sentencex",
    "sphinx",
    "sphinxcontrib-bibtex",
    "typst",
    "vl-convert-python",
)


def input_files(root: Path = ROOT) -> list[Path]:
    """Every file that can change what is built, in the order of their paths.

    What tools leave beside the sources (hidden files and folders, bytecode) is none.
    """
    found = [path for name in _FOLDERS for path in (root / name).rglob("*")]
    found += [root / name for name in _FILES]
    wanted = (p for p in found if p.is_file() and not _left_by_tools(p.relative_to(root)))
    return sorted(wanted, key=Path.as_posix)


def _left_by_tools(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def inputs(root: Path = ROOT) -> dict[str, Any]:
    """The input files with their hashes, and one digest over all of them.

    The digest is that of the lines that `sha256sum` prints for the files, sorted by path.
    """
    files = {p.relative_to(root).as_posix(): file_hash(p) for p in input_files(root)}
    return {"digest": joint_digest(files), "files": files}


def joint_digest(files: dict[str, str]) -> str:
    r"""One hash over paths and hashes: that of the output of `sha256sum`.

    >>> joint_digest({"a.txt": "00"}) == hashlib.sha256(b"00  a.txt\n").hexdigest()
    True
    """
    return hashlib.sha256(checksums(files).encode()).hexdigest()


def checksums(files: dict[str, str]) -> str:
    r"""Paths and hashes in the form that `sha256sum -c` reads (GNU coreutils).

    >>> checksums({"b": "11", "a": "00"})
    '00  a\n11  b\n'
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def head(part: str, root: Path = ROOT) -> dict[str, Any]:
    """Everything of a manifest but the outputs: known before anything is built."""
    paper = {"paper": os.environ.get("PAPER", "a4")} if part == "pdf" else {}
    return {
        "part": part,
        **paper,
        "report": cited(root),
        "made_with": {
            "python": ".".join(map(str, sys.version_info[:2])),
            "packages": _installed(),
        },
        "inputs": inputs(root),
    }


def cited(root: Path = ROOT) -> dict[str, str]:
    """The version of the report and the day of its release, from CITATION.cff."""
    text = (root / "CITATION.cff").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(version|date-released): (\S+)$", text, flags=re.M))
    return {"version": found["version"], "released": found["date-released"]}


def _installed() -> dict[str, str]:
    """The versions of the packages, from the names of their folders (the wheel format, PEP 491).

    Importing `importlib.metadata` takes a third of the time of a build where nothing has changed.
    """
    folders = [f.stem for path in reversed(sys.path) for f in Path(path).glob("*.dist-info")]
    found = {re.sub(r"[-_.]+", "-", f.split("-")[0].lower()): f.split("-")[1] for f in folders}
    return {name: found.get(name, "not installed") for name in SHAPING}


def write_manifest(part: str, folder: Path, outputs: list[Path], root: Path = ROOT) -> Path:
    """Write the manifest of a folder, whole or not at all; gives its path."""
    described = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": file_hash(path),
        }
        for path in outputs
    }
    text = json.dumps(
        {**head(part, root), "outputs": described}, ensure_ascii=False, indent=1, sort_keys=True
    )
    target = folder / MANIFEST
    beside = target.with_suffix(".new")
    beside.write_text(text + "\n", encoding="utf-8", newline="\n")
    beside.replace(target)
    return target


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; raises ManifestError where there is none that can be read."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        shape = {"outputs": dict, "inputs": dict, "part": str, "report": dict}
        if not all(isinstance(found[key], kind) for key, kind in shape.items()):
            raise ValueError("it is no manifest of this report")
    except FileNotFoundError:
        raise ManifestError(f"{folder}: there is no {MANIFEST} in this folder") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(f"{path}: cannot be read as a manifest: {error!r}") from error
    return found


class ManifestError(Exception):
    """There is no manifest, or none that can be read."""


def faults(folder: Path) -> list[str]:
    """How a folder differs from its manifest: every missing, changed and extra file, by name."""
    try:
        outputs = read_manifest(folder)["outputs"]
    except ManifestError as error:
        return [str(error)]
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {n: p for n, p in found.items() if n != MANIFEST and (p.is_symlink() or not p.is_dir())}
    missing = [f"missing: {name}" for name in outputs.keys() - files.keys()]
    extra = [f"extra: {name}" for name in files.keys() - outputs.keys()]
    return sorted([*missing, *extra, *_changed(files, outputs)])


def _changed(files: dict[str, Path], outputs: dict[str, Any]) -> Iterator[str]:
    for name in files.keys() & outputs.keys():
        path, about = files[name], outputs[name]
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            yield f"changed: {name}: is not an ordinary file"
        elif found.st_size != about["bytes"]:
            yield f"changed: {name}: {found.st_size} bytes, not {about['bytes']}"
        elif file_hash(path) != about["sha256"]:
            yield f"changed: {name}: other content of the same size"
