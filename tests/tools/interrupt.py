"""Stops builds where it hurts and looks at what is left: no part of the suite.

``interrupt.py [--rounds n] [name …]`` tries every fault, or those named. In a clean copy a build
is killed at a chosen moment, the disk fills, two builds start at once, or all but `_build/` is
read-only and the network is gone. After each fault the published folder is absent or what its
manifest says, and the next build gives the bytes of one that nobody disturbed.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from disks import full_disk, sealed
from disturbed import PDF, Copy, NotPermittedError, NotSurvivedError, command, expect, run, start
from kills import (
    CHAPTERS_READ,
    COPYING,
    SWAPPING,
    TYPESETTING,
    Fault,
    cache_open,
    killed,
    killed_alone,
    killed_first,
    killed_pdf,
    killed_plain,
    said,
)


def two_at_once(copy: Copy) -> None:
    """Pages and PDF started at the same time: one waits, both are right."""
    copy.change()
    both = [start(copy.folder, *command(part)) for part in ("html", "pdf")]
    done = [(process.communicate()[0], process.returncode) for process in both]
    if any(code for _, code in done) or "waits" not in "".join(said for said, _ in done):
        raise NotSurvivedError(f"they did not wait for each other: {done}")
    copy.check_same()
    if (copy.folder / "_build" / "pdf" / PDF).read_bytes() != copy.good_pdf():
        raise NotSurvivedError("the PDF is another")


FAULTS: dict[str, Fault] = {
    "killed while notebooks run, first build": killed_first,
    "killed while a result is kept": killed(cache_open),
    "killed while chapters are read, change taken back": killed(CHAPTERS_READ, revert=True),
    "only the first process killed while chapters are read": killed(CHAPTERS_READ, alone=True),
    "killed while pages are written": killed(said("writing output...", 20)),
    "killed while the PDF is set": killed(TYPESETTING),
    "killed while the finished pages are copied": killed(COPYING),
    "killed while the folders are swapped": killed(SWAPPING),
    "only the first process killed": killed(said("writing output...", 5), alone=True),
    "only the first process killed while notebooks run": killed_alone,
    "make pdf killed while the PDF is set": killed_pdf,
    "jupyter-book killed while pages are written": killed_plain,
    "two builds at once": two_at_once,
    "disk full while building": full_disk(with_work=False, room=5),
    "disk full while copying": full_disk(with_work=True, room=5),
    "all but _build/ read-only, no network": sealed,
}


def came_of(name: str, copy: Copy) -> bool | None:
    """Try a fault and print what came of it: whether it was survived, or none where not tried."""
    try:
        FAULTS[name](copy)
    except NotSurvivedError as failure:
        print(f"NOT SURVIVED  {name}: {failure}", flush=True)
        shutil.rmtree(copy.html, ignore_errors=True)  # so that the next fault finds work to disturb
        return False
    except NotPermittedError as reason:
        print(f"not tried     {name}: {reason}", flush=True)
        return None
    print(f"survived      {name}", flush=True)
    return True


def main(names: list[str]) -> int:
    """Try the faults; print what came of each, and how many were survived."""
    with tempfile.TemporaryDirectory(prefix="interrupt-") as top:
        copy = Copy(Path(top))
        expect(run(copy.folder, "html"), 0)
        copy.check_same()
        came = [came_of(name, copy) for name in names]
    survived, skipped = came.count(True), came.count(None)
    print(f"{len(names) - skipped} faults injected, {survived} survived, {skipped} not tried")
    return int(survived + skipped < len(names))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*FAULTS, []], help="all if none is named")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is tried")
    options = parser.parse_args()
    sys.exit(main((options.names or list(FAULTS)) * options.rounds))
