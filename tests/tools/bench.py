"""Benchmarks the builds against a stock Jupyter Book: no part of the suite.

``bench.py [--repeat n]`` writes `_build/bench.md`: each figure beside its target, and the times
behind it. In every round each build is made once, in folders as a checkout leaves them; the
environment is ready before. A figure is a ratio of medians. Whether it is good fails nothing.

- *stock*: `jupyter-book build .` on the notebooks alone, with a cache and without our extension.
- *stock execution*: what the whole book would take with notebooks run by nbclient's own command,
  one after another in ordinary kernels: that command, and then our build with all results cached.
- *alone*: stock, but for our execution, which is its only extension.
- *ours*: what `make book` calls: checks, notebooks, pages, PDF, and the data for other tools.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import nbformat

from building import book_of_notebooks, copy_project, environment
from dossier.model.paths import ROOT

REPORT = ROOT / "_build" / "bench.md"
_PROGRAMS = Path(sys.executable).parent
BUILD = (str(_PROGRAMS / "jupyter-book"), "build", ".")
EXECUTE = (str(_PROGRAMS / "jupyter"), "execute", "--timeout=120")
PUBLISH = (sys.executable, "-m", "sphinx_dossier.publish", "html")
#: The notebook and the chapter that are changed.
NOTEBOOK, CHAPTER = "notebooks/timeline.ipynb", "book/limits.md"
_MB = 1_000_000


class Run(NamedTuple):
    """One build: how long it took, and the most memory that one process of it held, in bytes."""

    seconds: float
    peak: int


#: The builds of one round by what they are.
Round = Mapping[str, Run]


class Row(NamedTuple):
    """A line of the table: one build over the sum of others, and what that may be at most."""

    what: str
    ours: str
    against: tuple[str, ...]
    most: float


ROWS = (
    Row("cold, the whole book with PDF and data", "ours, cold", ("stock, cold",), 0.25),
    Row(
        "the same notebooks and chapters",
        "ours, cold",
        ("stock execution", "ours, results cached"),
        0.22,
    ),
    Row("nothing changed", "ours, nothing changed", ("stock, nothing changed",), 0.05),
    Row(
        "one notebook’s code changed, notebooks alone",
        "alone, code changed",
        ("stock, code changed",),
        0.50,
    ),
    Row(
        "one notebook’s code changed, everything",
        "ours, code changed",
        ("stock, code changed",),
        1.0,
    ),
    Row("one word of a chapter changed", "ours, word changed", ("stock, cold",), 0.25),
)
#: Megabytes that the largest process of a cold build may hold.
MOST_MEMORY = 500


def one_round(project: Path, top: Path) -> dict[str, Run]:
    """Every build once, in new folders below `top`."""
    notebooks = sorted((project / "notebooks").glob("*.ipynb"))
    stock, alone, ours = (top / name for name in ("stock", "alone", "ours"))
    book_of_notebooks(stock, notebooks, ours=False, project=project)
    book_of_notebooks(alone, notebooks, ours=True, project=project)
    shutil.copytree(project, ours)
    execute = (*EXECUTE, *(f"notebooks/{path.name}" for path in notebooks))

    found = {
        "stock, cold": timed(BUILD, stock, shell()),
        "stock, nothing changed": timed(BUILD, stock, shell()),
        "stock, code changed": timed(BUILD, change_code(stock), shell()),
        "stock execution": timed(execute, stock, shell()),
        "alone, cold": timed(BUILD, alone, environment(alone)),
        "alone, code changed": timed(BUILD, change_code(alone), environment(alone)),
        "ours, cold": timed(PUBLISH, ours, environment(ours)),
        "ours, nothing changed": timed(PUBLISH, ours, environment(ours)),
        "ours, word changed": timed(PUBLISH, change_word(ours), environment(ours)),
        "ours, code changed": timed(PUBLISH, change_code(ours), environment(ours)),
        "ours, results cached": timed(PUBLISH, keep_cache(ours), environment(ours)),
    }
    shutil.rmtree(top)
    return found


def shell() -> dict[str, str]:
    """The variables of a user's shell, without those that the Makefile sets."""
    makes = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in makes}


def change_code(folder: Path) -> Path:
    """Begin the last cell of code of a notebook with a comment, so that its results stay."""
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    cell = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    cell.source = f"# changed\n{cell.source}"
    nbformat.write(notebook, folder / NOTEBOOK)
    return folder


def change_word(folder: Path) -> Path:
    """Another word in the first sentence of a chapter that has the old one."""
    text = (folder / CHAPTER).read_text(encoding="utf-8")
    (folder / CHAPTER).write_text(text.replace(" the ", " this ", 1), encoding="utf-8")
    return folder


def keep_cache(folder: Path) -> Path:
    """Take away everything that was built but the cached results of the notebooks."""
    (cache,) = (folder / "_build").rglob(".jupyter_cache")
    kept = cache.rename(folder / "kept")
    shutil.rmtree(folder / "_build")
    cache.parent.mkdir(parents=True)
    kept.rename(cache)
    return folder


def timed(words: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Run:
    """Run a command to its end; ends the program where it fails, with the last it said.

    The peak is that of the largest process among it and those that were waited for (wait4(2)).
    """
    log = folder.with_name(f"{folder.name}.txt")
    with log.open("w", encoding="utf-8") as said:
        begun = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, env=variables, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)  # nobody else can wait for it now
    if process.returncode:
        sys.exit(f"{folder.name}: {' '.join(words)} failed\n{log.read_text('utf-8')[-3000:]}")
    return Run(seconds, used.ru_maxrss * 1024)


def table(rounds: Sequence[Round]) -> str:
    """Each figure beside its target, in Markdown."""
    lines = ["| what | figure | at most | |", "|---|---|---|---|"]
    for row in ROWS:
        others = sum(_seconds(rounds, name) for name in row.against)
        ratio = _seconds(rounds, row.ours) / others
        told = f"{row.what}: {row.ours} / ({' + '.join(row.against)})"
        lines.append(f"| {told} | {ratio:.3f} | {row.most:.2f} | {_verdict(ratio, row.most)} |")
    peak = max(found["ours, cold"].peak for found in rounds) / _MB
    told = "memory of the largest process: ours, cold"
    verdict = _verdict(peak, MOST_MEMORY)
    lines.append(f"| {told} | {peak:.0f} MB | {MOST_MEMORY} MB | {verdict} |")
    return "\n".join(lines) + "\n"


def _seconds(rounds: Sequence[Round], name: str) -> float:
    return median(found[name].seconds for found in rounds)


def _verdict(figure: float, most: float) -> str:
    return "met" if figure <= most else "**not met**"


def times(rounds: Sequence[Round]) -> str:
    """Of each build the median, least and most of the seconds, and the memory, in Markdown."""
    lines = ["| build | seconds: median (least–most) | largest process |", "|---|---|---|"]
    for name in rounds[0]:
        took = [found[name].seconds for found in rounds]
        spread = f"{median(took):.1f} ({min(took):.1f}–{max(took):.1f})"
        lines.append(f"| {name} | {spread} | {max(f[name].peak for f in rounds) / _MB:.0f} MB |")
    return "\n".join(lines) + "\n"


def main(repeat: int) -> None:
    """Run all rounds and write the report."""
    rounds = []
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        project = copy_project(Path(top) / "project")  # once, so that no edit gets in between
        for number in range(1, repeat + 1):
            rounds.append(one_round(project, Path(top) / "round"))
            took = sum(run.seconds for run in rounds[-1].values())
            print(f"round {number} of {repeat}: {took:.0f} s", flush=True)
    version = ".".join(map(str, sys.version_info[:3]))
    about = f"{os.cpu_count()} cores, Python {version}, rounds: {repeat}"
    text = f"# Bench\n\n{about}.\n\n{table(rounds)}\n{times(rounds)}"
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    print(f"{text}\nopen {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="how many rounds")
    main(parser.parse_args().repeat)
