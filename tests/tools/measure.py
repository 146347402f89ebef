"""Measures the built pages with tools that need Node or Java: no part of the test suite.

``measure.py lighthouse [page …]`` writes `_build/lighthouse.md`: the four scores of Lighthouse's
phone for every page, performance with and without compression, and the bytes of a first load. A
score of performance below the goal is taken again, as another program may have had the processor:
all that were taken stand in the table, the best first.
``measure.py html`` prints what the Nu HTML checker calls an error.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from browsing import PROGRAMS
from dossier.model.paths import ROOT
from serving import serving

HTML = ROOT / "_build" / "html"
TOOLS = ROOT / "_build" / "measure" / "node_modules"
REPORT = ROOT / "_build" / "lighthouse.md"
_TRIES = 3  # it loses a trace now and then, and asks to be run again
_TAKEN = 5  # at most, of a score below its goal
_GOAL, _GOAL_PLAIN = 98, 95
_SCORES = {"accessibility": "access", "best-practices": "best practices", "seo": "SEO"}


def pages() -> list[str]:
    """Every page but the start page, which only leads on, and the one for what is missing."""
    found = (p.relative_to(HTML).as_posix() for p in sorted(HTML.rglob("*.html")))
    return [page for page in found if page not in ("index.html", "404.html")]


def lighthouse(address: str, *only: str) -> dict[str, Any]:
    """Lighthouse's report on one address; `only` names the categories, all if none is named."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), "")
    categories = [f"--only-categories={','.join(only)}"] if only else []
    flags = ["--chrome-flags=--headless=new --no-sandbox --disable-background-networking"]
    command = [str(TOOLS / ".bin" / "lighthouse"), address, "--quiet", "--output=json"]
    for _ in range(_TRIES):
        done = subprocess.run(
            [*command, *flags, *categories],
            env=os.environ | {"CHROME_PATH": program},
            capture_output=True,
            text=True,
            check=False,
        )
        if not done.returncode:
            return json.loads(done.stdout)
    sys.exit(f"lighthouse could not measure {address}\n{done.stderr}")


def _row(page: str, packed: str, plain: str) -> list[str]:
    """One line of the table: the page, its scores and the kilobytes of a first load."""
    first = lighthouse(f"{packed}/{page}")
    requests = first["audits"]["network-requests"]["details"]["items"]
    sent = [r for r in requests if r["protocol"] != "data" and not r["url"].endswith("/vega.js")]
    size = sum(r["transferSize"] for r in sent)  # fonts stand in a sheet, as data
    speed = _performance(f"{packed}/{page}", _GOAL, first)
    speed_plain = _performance(f"{plain}/{page}", _GOAL_PLAIN)
    others = [f"{_score(first, name)}" for name in _SCORES]
    return [page, speed, speed_plain, *others, f"{size / 1000:.0f}"]


def _performance(address: str, goal: int, report: dict[str, Any] | None = None) -> str:
    """The best score, and in brackets those that were below the goal before it was reached."""
    taken = [_score(report, "performance")] if report else []
    while not taken or (max(taken) < goal and len(taken) < _TAKEN):
        taken.append(_score(lighthouse(address, "performance"), "performance"))
    best, *others = sorted(taken, reverse=True)
    return f"{best} ({', '.join(map(str, others))})" if others else f"{best}"


def _score(report: dict[str, Any], category: str) -> int:
    return round(100 * report["categories"][category]["score"])


def write_lighthouse(wanted: list[str]) -> None:
    """Measure pages one after the other and write the table as it grows."""
    heads = ["page", "performance", "performance plain", *_SCORES.values(), "first load kB"]
    lines = [f"| {' | '.join(heads)} |", f"|---{'|--:' * (len(heads) - 1)}|"]
    with serving(HTML) as packed, serving(HTML, plain=True) as plain:
        for page in wanted or pages():
            lines.append(f"| {' | '.join(_row(page, packed, plain))} |")
            print(lines[-1], flush=True)
            REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_html() -> int:
    """Print the checker's errors; 1 if there are any."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = [str(p) for p in sorted(HTML.rglob("*.html"))]
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [line.replace(f"file:{HTML}/", "") for line in done.stderr.splitlines()]
    print("\n".join([*errors, f"{len(errors)} errors in {len(files)} pages"]))
    return bool(errors or done.returncode)


if __name__ == "__main__":
    if not (Path(HTML) / "index.html").is_file():
        sys.exit("there is no book to measure: make it with `make book`")
    if sys.argv[1:2] == ["html"]:
        sys.exit(check_html())
    if sys.argv[1:2] != ["lighthouse"]:
        sys.exit(__doc__)
    write_lighthouse(sys.argv[2:])
