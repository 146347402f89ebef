"""Builds the report twice in unlike surroundings and compares every byte: no part of the suite.

``reproduce.py [html pdf data]``. Two clean copies in folders of other names, one built after the
other, with another time zone, locale, seed of hashes, user, home and umask, and with one processor
instead of all. Prints how many files and bytes are the same, or the first difference with what
stands around it; exit 1 if any.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from building import copy_project, environment
from sphinx_dossier.publish.build import PARTS

#: How many bytes before and after a difference are shown.
_AROUND = 40


class Surroundings(NamedTuple):
    """Where and as whom a build runs: the name of its folder, its umask, its environment.

    `alone` leaves it one processor, so that nothing runs side by side.
    """

    folder: str
    umask: int
    environment: dict[str, str]
    alone: bool


UNLIKE = (
    Surroundings(
        "one",
        0o022,
        {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "0", "USER": "ann"},
        alone=False,
    ),
    Surroundings(
        "another folder, ü",
        0o077,
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C.UTF-8",
            "LANG": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "4242",
            "USER": "bob",
            "COLUMNS": "40",
        },
        alone=True,
    ),
)


def publish(folder: Path, part: str, around: Surroundings, home: Path) -> None:
    """Build and publish a part of the copy in a folder; ends the program where that fails."""
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_dossier.publish", part],
        cwd=folder,
        env=environment(folder) | around.environment | {"HOME": str(home)},
        umask=around.umask,
        preexec_fn=_stay_on_one if around.alone and _STAYS else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{part} could not be built in {folder.name}\n{done.stdout}{done.stderr}")


_STAYS = hasattr(os, "sched_setaffinity")


def _stay_on_one() -> None:
    """Leave this process one of its processors."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def files(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its path there, sorted."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p for p in found}


def differences(one: Path, other: Path) -> Iterator[str]:
    """How two folders differ: files of one alone, then the first unlike byte of each file."""
    first, second = files(one), files(other)
    for name in sorted(first.keys() ^ second.keys()):
        yield f"{name}: only in {(one if name in first else other).parents[1].name}"
    for name in sorted(first.keys() & second.keys()):
        told = first_difference(first[name].read_bytes(), second[name].read_bytes())
        if told:
            yield f"{name}: {told}"


def first_difference(one: bytes, other: bytes) -> str:
    """Where two contents first differ, with what stands there; empty where they are the same.

    >>> first_difference(b"a house", b"a horse")
    "byte 4: b'a house' and b'a horse'"
    >>> first_difference(b"same", b"same")
    ''
    """
    if one == other:
        return ""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    around = slice(max(0, at - _AROUND), at + _AROUND)
    return f"byte {at}: {one[around]!r} and {other[around]!r}"


def main(parts: list[str]) -> int:
    """Build, compare, and say what was found."""
    with tempfile.TemporaryDirectory(prefix="same-") as top:
        copies = [copy_project(Path(top) / around.folder) for around in UNLIKE]
        for copy, around in zip(copies, UNLIKE, strict=True):
            for part in parts:
                print(f"building {part} in {copy.name!r}", flush=True)
                publish(copy, part, around, Path(top) / f"home of {around.environment['USER']}")
        return _compare(copies, parts)


def _compare(copies: list[Path], parts: list[str]) -> int:
    failed = False
    for part in parts:
        one, other = (copy / "_build" / part for copy in copies)
        found = list(differences(one, other))
        size = sum(path.stat().st_size for path in files(one).values())
        same = "all the same" if not found else f"{len(found)} differ, first {found[0]}"
        print(f"{part}: {len(files(one))} files, {size} bytes compared: {same}")
        failed |= bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(PARTS)))
