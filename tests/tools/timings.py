"""Timing builds, and the table that `make bench` writes: medians, spread, ratios, memory."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from math import inf
from pathlib import Path
from statistics import median
from typing import NamedTuple

#: How often a build is looked at for its memory, in seconds.
_LOOK = 0.2
_MB = 1_000_000


class Run(NamedTuple):
    """One build: how long it took, and the most memory that one process of it held, in bytes."""

    seconds: float
    peak: int


#: The runs of one case for each contender, by their names.
Runs = Mapping[str, Sequence[Run]]


class Goal(NamedTuple):
    """What a ratio of medians may be at most, and in which case."""

    case: str
    most: float


def timed(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Run:
    """Run a command to its end; ends the program where it fails, with the last it said."""
    log = folder.with_name(f"{folder.name}.txt")
    with log.open("w", encoding="utf-8") as said:
        begun = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, env=variables, stdout=said, stderr=said)
        *_, peak = watched(process)  # without a limit it always ends
        seconds = time.monotonic() - begun
    if process.returncode:
        sys.exit(f"{folder.name}: {' '.join(words)} failed\n{log.read_text('utf-8')[-3000:]}")
    return Run(seconds, peak)


def watched(process: subprocess.Popen[str], limit: float = inf) -> tuple[str, str, int] | None:
    """What a process has said, and the most memory that it or one it started has held, in bytes.

    None where it takes longer than the limit, in seconds; then it is killed with its group.
    """
    begun, peak = time.monotonic(), 0
    while time.monotonic() - begun < limit:
        peak = max(peak, largest(process.pid))
        try:
            return *process.communicate(timeout=_LOOK), peak
        except subprocess.TimeoutExpired:
            continue
    os.killpg(process.pid, signal.SIGKILL)
    return None


def largest(pid: int) -> int:
    """The peak of the largest process among one and those it has started, in bytes.

    Read from Linux's /proc, since a parent is told nothing of kernels that nobody waits for; 0
    where there is no such folder.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        tasks = [*Path(f"/proc/{pid}/task").iterdir()]
        children = " ".join((task / "children").read_text(encoding="utf-8") for task in tasks)
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, flags=re.M)
    own = int(found[1]) * 1024 if found else 0
    return max([own, *(largest(int(child)) for child in children.split())])


def spread(runs: Sequence[Run]) -> str:
    """The median of the seconds, and the least and the most.

    >>> spread([Run(3.04, 0), Run(1, 0), Run(2, 0)])
    '2.0 (1.0–3.0)'
    """
    seconds = [run.seconds for run in runs]
    return f"{median(seconds):.1f} ({min(seconds):.1f}–{max(seconds):.1f})"


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """The median of some runs by that of others.

    >>> ratio([Run(1, 0), Run(2, 0), Run(9, 0)], [Run(4, 0)])
    0.5
    """
    return median(run.seconds for run in runs) / median(run.seconds for run in others)


def judged(value: float, most: float | None) -> str:
    """A ratio, and whether it keeps its goal, where there is one.

    >>> judged(0.354, 0.35), judged(0.2, 0.25), judged(1.5, None)
    ('0.35, missed', '0.20, met', '1.50')
    """
    shown = f"{value:.2f}"
    return shown if most is None else f"{shown}, {'met' if value <= most else 'missed'}"


def seconds_table(cases: Mapping[str, Runs], names: Sequence[str]) -> str:
    """The seconds of every case, a column for each contender."""
    rows = ([case, *(spread(runs[name]) for name in names)] for case, runs in cases.items())
    return markdown(["Case", *names], rows)


def ratio_table(
    cases: Mapping[str, Runs], pairs: Iterable[tuple[str, str]], goals: Iterable[Goal]
) -> str:
    """The ratios of medians, a column for each pair, each set against the goal of its case."""
    most, pairs = dict(goals), list(pairs)
    heading = ["Case", "Goal", *(f"{one} / {other}" for one, other in pairs)]
    rows = []
    for case, runs in cases.items():
        goal = f"at most {most[case]}" if case in most else ""
        found = [judged(ratio(runs[a], runs[b]), most.get(case)) for a, b in pairs]
        rows.append([case, goal, *found])
    return markdown(heading, rows)


def memory_table(cases: Mapping[str, Runs], names: Sequence[str]) -> str:
    """The most memory that one process held in any run, in MB."""
    rows = (
        [case, *(f"{max(run.peak for run in runs[name]) / _MB:.0f}" for name in names)]
        for case, runs in cases.items()
    )
    return markdown(["Case", *names], rows)


def markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""A table in Markdown.

    >>> markdown(["a", "b"], [["1", "2"]])
    '| a | b |\n|---|---|\n| 1 | 2 |\n'
    """
    first, *others = ("| " + " | ".join(line) + " |\n" for line in [heading, *rows])
    return first + "|" + "---|" * len(heading) + "\n" + "".join(others)


def machine() -> str:
    """The machine in few words: nothing that names it."""
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, Python {version}"
