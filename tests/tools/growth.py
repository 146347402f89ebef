"""Measures how loading, checking and exporting grow with the articles: no part of the suite.

``growth.py [size …]`` makes a dossier of each size (see `synthetic`) and prints a table: the
seconds of each stage, and the slope of its line of least squares through the logarithms of size and
time. 1 is growth in proportion to the rows, 2 quadratic. Exit 1 where a slope is above `MOST`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import linear_regression
from typing import Any

from dossier.checks.validation import check
from dossier.exports import export
from dossier.tables.load import load, read_raw
from synthetic import paths, write

MOST = 1.1
SIZES = (1, 10, 100)


def seconds(call: Callable[[], Any]) -> float:
    """The processor time of a call, on a busy machine too: the least of up to three calls."""
    took: list[float] = []
    while len(took) < 3 and sum(took) < 5:
        begun = time.process_time()
        call()
        took.append(time.process_time() - begun)
    return min(took)


def stages(folder: Path) -> dict[str, float]:
    """The seconds of each stage on the dossier below a folder."""
    data, seeds, bibliography = paths(folder)
    frames, texts, _ = read_raw(data, seeds)
    dossier = load(data, seeds, bibliography)  # raises FaultsError for any fault
    return {
        "loading": seconds(lambda: read_raw(data, seeds)),
        "checking": seconds(lambda: check(frames, texts)),
        "exporting": seconds(lambda: export(dossier)),
    }


def slope(took: dict[int, float]) -> float:
    """The exponent of the power of the size that the times follow.

    >>> slope({1: 3.0, 10: 30.0, 100: 300.0}), slope({1: 0.5, 10: 50.0})
    (1.0, 2.0)
    """
    found = linear_regression([log(size) for size in took], [log(time) for time in took.values()])
    return round(found.slope, 2)


def table(found: dict[int, dict[str, float]]) -> str:
    """The seconds of every stage, a column a size, and the slope, in Markdown."""
    lines = [f"| stage | {' | '.join(map(str, found))} | slope |", "|---" * (len(found) + 2) + "|"]
    for stage in found[min(found)]:
        took = {size: stages[stage] for size, stages in found.items()}
        cells = " | ".join(f"{one:.2f} s" for one in took.values())
        lines.append(f"| {stage} | {cells} | {slope(took):.2f} |")
    return "\n".join(lines)


def main(sizes: list[int]) -> int:
    """Measure and print; 1 if a stage grows faster than the rows."""
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), size)
            found[size] = stages(Path(folder))
    print(table(found))
    slopes = [slope({size: found[size][stage] for size in found}) for stage in found[sizes[0]]]
    return int(max(slopes) > MOST)


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or list(SIZES)))
