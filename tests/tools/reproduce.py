"""Builds the report twice in unlike surroundings and compares every byte: no part of the suite.

Two clean copies in folders of other names, one built after the other,
with another time zone, locale, seed of hashes, user, home and umask, and with one processor instead
of all. Prints how many files and bytes are the same, and which files differ; exit 1 if any.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from building import copy_project, environment
from sphinx_dossier.publish.build import PARTS


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


def main() -> int:
    """Build, compare with `diff`, and say what was found."""
    with tempfile.TemporaryDirectory(prefix="same-") as top:
        copies = [copy_project(Path(top) / around.folder) for around in UNLIKE]
        for copy, around in zip(copies, UNLIKE, strict=True):
            for part in PARTS:
                print(f"building {part} in {copy.name!r}", flush=True)
                publish(copy, part, around, Path(top) / f"home of {around.environment['USER']}")
        return max([_compare(part, *(copy / "_build" / part for copy in copies)) for part in PARTS])


def _compare(part: str, one: Path, other: Path) -> int:
    """Print every file that differs or is in one folder alone; 1 if there is any."""
    done = subprocess.run(["diff", "-r", "--brief", one, other], check=False)
    sizes = [path.stat().st_size for path in one.rglob("*") if path.is_file()]
    told = "differ (see above)" if done.returncode else "all the same"
    print(f"{part}: {len(sizes)} files, {sum(sizes)} bytes compared: {told}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
