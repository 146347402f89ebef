"""What happens when the report grows: `make growth` measures each stage at each size.

For every size a copy of the project gets a synthetic dossier (see `synthetic`); each stage runs in
a process of its own. `_build/growth.md` has the table, `_build/growth.svg` the plot. A stage that
takes longer than its limit at one size is ended, told as such, and not tried at the next.

A thousand articles take an hour. So figures are kept in `_build/growth.json`, and the table has
those of earlier runs for what was not measured again; it says which are of other inputs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from test_charts import CHARTS, _name

from dossier.model.paths import ROOT
from growth_report import Measured, keep, table, write_plot
from growth_stages import STAGES
from sphinx_dossier.publish.manifest import inputs
from synthetic_book import write_project
from timings import watched

#: Seconds a stage may take at one size; the whole book takes longer.
LIMIT, BOOK_LIMIT = 300, 3600
_BOOK = ("html", "pdf")


def measure(project: Path, stage: str, limit: int) -> dict[str, Any] | str:
    """What a stage took in a project, or why it has no figures."""
    parts = (project / "notebooks", project / "book" / "extensions", project / "tests" / "helpers")
    environment = os.environ | {"PYTHONPATH": ":".join(map(str, parts))}
    command = [sys.executable, str(project / "tests" / "tools" / "growth_stages.py"), stage]
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=-1, stderr=-1, text=True, process_group=0
    ) as process:
        ended = watched(process, limit)
    if ended is None:
        return f"> {limit} s"
    out, err, peak = ended
    if process.returncode:
        print(err[-4000:], file=sys.stderr)
        return "failed: " + (err.strip().splitlines() or ["no word"])[-1][:120]
    told = json.loads(out.strip().splitlines()[-1])
    # A stage knows nothing of kernels, which nobody waits for.
    return told | {"megabytes": max(told["megabytes"], peak / 1024**2)}


def run(sizes: list[int], stages: list[str], folder: Path) -> list[Measured]:
    """Every stage at every size, in the order of the sizes."""
    found: list[Measured] = []
    ended: set[str] = set()
    for size in sizes:
        start = time.perf_counter()
        project = write_project(folder / str(size), size)
        found.append(Measured("generate", size, {"seconds": time.perf_counter() - start}))
        for stage in stages:
            limit = BOOK_LIMIT if stage in _BOOK else LIMIT
            told = measure(project, stage, limit) if stage not in ended else "not tried"
            if isinstance(told, str):
                ended.add(stage)
            found.append(Measured(stage, size, told))
            print(f"{size:5} {stage:32} {found[-1].words}", flush=True)
    return found


def main() -> int:
    """Measure, write, and print where the figures are; 1 if a stage failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1, 10, 100, 1000])
    parser.add_argument("--stages", default="", help="only these, with commas between; all if none")
    parser.add_argument("--keep", type=Path, help="where the projects stay; else they are removed")
    asked = parser.parse_args()
    charts = [f"chart:{_name(chart)}" for chart in CHARTS]
    every = list(STAGES)[:5] + charts + list(STAGES)[5:]
    wanted = [s for part in asked.stages.split(",") for s in every if part and s.startswith(part)]
    with tempfile.TemporaryDirectory() as folder:
        digest = inputs()["digest"]  # as they are now: an hour later they may be others
        found = run(asked.sizes, wanted or every, asked.keep or Path(folder))
    build = ROOT / "_build"
    build.mkdir(exist_ok=True)
    kept = keep(found, build / "growth.json", digest)
    (build / "growth.md").write_text(table(kept, digest), encoding="utf-8")
    write_plot(kept, build / "growth.svg")
    print("figures in _build/growth.md, the plot in _build/growth.svg")
    return int(any("failed" in one.words for one in found))


if __name__ == "__main__":
    sys.exit(main())
