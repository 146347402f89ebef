"""Dependency tracking: which files of seeds/ and data/ a notebook reads as it runs.

A build asks for it when a notebook has ended, and so knows which results a changed table touches.
"""

from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from IPython.display import display

_READ: set[str] = set()
_PAUSED: list[bool] = []


class TrackedMapping(UserDict[str, Any]):
    """A mapping that records a file, by its path in the project, each time a value is read.

    >>> tables = TrackedMapping({"claims": 1, "ties": 2}, lambda name: f"data/{name}.csv")
    >>> tables["claims"]
    1
    >>> "data/claims.csv" in read(), "ties" in tables
    (True, True)
    """

    def __init__(self, values: Mapping[str, Any], path: Callable[[str], str]) -> None:
        super().__init__(values)
        self._path = path

    def __getitem__(self, key: str) -> Any:
        record(self._path(key))
        return super().__getitem__(key)


def record(path: str) -> None:
    """Record that a file, by its path in the project, was read."""
    if not _PAUSED:
        _READ.add(path)


@contextmanager
def untracked() -> Iterator[None]:
    """What is read in this block decides no result: checks stop the whole build or change nothing.

    >>> with untracked():
    ...     record("data/checked.csv")
    >>> "data/checked.csv" in read()
    False
    """
    _PAUSED.append(True)
    try:
        yield
    finally:
        _PAUSED.pop()


def read() -> list[str]:
    """Everything recorded in this process, sorted."""
    return sorted(_READ)


def emit() -> None:
    """Emit what was read as an output of a cell that a build has added."""
    display({"text/plain": ""}, raw=True, metadata={"reads": read()})
