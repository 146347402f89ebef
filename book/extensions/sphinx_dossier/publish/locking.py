"""One build at a time: a lock on a folder that the system drops when its holder ends or is killed.

Where Python has no `fcntl` (Windows), nothing is locked.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"


@contextmanager
def lock(folder: Path, task: str) -> Iterator[int]:
    """Hold the lock of a folder while the block runs; says who waits for whom.

    Gives the file's descriptor: a process that inherits it keeps the lock should this one end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        if not _take(file, wait=False):
            file.seek(0)
            holder = file.read().strip() or "another build"
            print(f"{task} waits: {holder} is at work in {folder.name}/", flush=True)
            _take(file, wait=True)
        file.truncate(0)
        file.write(f"{task} (process {os.getpid()})")
        file.flush()
        yield file.fileno()


def _take(file: TextIO, *, wait: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
