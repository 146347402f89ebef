"""The stages that growth is measured by, each run in a process of its own.

``growth_stages.py STAGE`` is run in a copy of the project with a dossier of some size; what it
prints last is one line of JSON: seconds, peak memory in MB, and what else the stage tells. The
first stage, `check`, keeps what it has loaded, so that the others need not check it again.
"""

import importlib
import json
import pickle
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pandas as pd
from sphinx_dossier.build.warm import begin_lean

from dossier.model.paths import ROOT
from dossier.tables.load import Dossier, load_once

_KEPT = ROOT / "_build" / "loaded.pickle"
_PUBLISH = (sys.executable, "-m", "sphinx_dossier.publish")

Told = dict[str, Any]


def check() -> Told:
    """Reading and checking everything."""
    dossier = load_once()
    return {"rows": sum(map(len, dossier.frames.values()))}


def keep() -> None:
    """Keep the loaded tables for the other stages."""
    dossier = load_once()
    _KEPT.parent.mkdir(exist_ok=True)
    found = ({name: dossier.frames[name] for name in dossier.frames}, dict(dossier.texts.items()))
    _KEPT.write_bytes(pickle.dumps(found))


def kept() -> Dossier:
    """The loaded tables, also for whoever asks for the project's own dossier."""
    dossier = Dossier(*pickle.loads(_KEPT.read_bytes()))
    own = load_once  # this module is one of them
    for module in list(sys.modules.values()):
        if getattr(module, "load_once", None) is own:
            module.load_once = lambda: dossier  # type: ignore[attr-defined]
    return dossier


def evidence(dossier: Dossier) -> Told:
    """The evidence both ways, and how each claim stands."""
    from dossier.analysis.corroboration import standing
    from dossier.analysis.evidence import claims_behind, items, uses_of

    behind, uses = claims_behind(dossier), uses_of(dossier)
    return {"items": len(items(dossier)), "links": sum(map(len, behind.values())) + len(uses)} | {
        "standings": len(standing(dossier))
    }


def network(dossier: Dossier) -> Told:
    """Degrees, betweenness, open paths."""
    from dossier.analysis import network as net

    ties = net.ties(dossier)
    degrees = net.degrees(dossier, ties)
    net.betweenness(ties)
    net.brokerage(ties)
    return {"actors": len(degrees), "ties": len(ties)}


def leave_one_out(dossier: Dossier) -> Told:
    """Every measure as one claim, and one speaker, is dropped at a time."""
    from dossier.analysis import network as net
    from dossier.analysis import robustness

    ties = net.ties(dossier)
    found = [robustness.leave_one_out(dossier, ties, unit) for unit in ("claim", "speaker")]
    robustness.without_each_speaker(dossier, ties)
    return {"rows": sum(map(len, found))}


def exports(dossier: Dossier) -> Told:
    """Every file for other tools."""
    from dossier.exports import export

    return {"bytes": sum(map(len, export(dossier).values()))}


def chart(name: str) -> Callable[[Dossier], Told]:
    """One chart of the report in its layouts: what is computed, specified and drawn."""

    def drawn(dossier: Dossier) -> Told:
        from test_charts import CHARTS, _name

        from dossier.publish import results
        from dossier.publish.svg import drawing

        found = next(one for one in CHARTS if _name(one) == name)
        data = CHARTS[found](dossier)
        published: list[dict] = []
        results._publish = lambda content, _: published.append(content["figure"])  # type: ignore
        data, evidence = with_evidence(data)
        results.figure(name, found, data, description=name, evidence=evidence)
        content = published[0]
        return {"rows": len(data)} | {
            "specification": max(len(json.dumps(s)) for s in content["specs"].values()),
            "drawing": max(len(drawing(s, name)) for s in content["specs"].values()),
        }

    return drawn


def with_evidence(data: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The data of a chart, and which of its columns names the evidence; an empty one if none."""
    evidence = next((c for c in _EVIDENCE if c in data and _are_ids(data[c])), "none")
    return (data if evidence in data else data.assign(none="")), evidence


def _are_ids(column: Any) -> bool:
    """Whether a column names evidence: the notebooks say which does, and here it is looked up.

    A row may rest on none, as a count of nothing does.
    """
    from dossier.analysis.evidence import parse_ids

    try:
        for cell in column[:3]:
            _ = parse_ids(cell) if isinstance(cell, str) else list(cell)
    except (ValueError, TypeError):
        return False
    return True


#: The columns that may name the evidence of a row of a chart.
_EVIDENCE = ("evidence", "claims", "tie_id", "event_id", "claim_id", "check_id", "spell_id")


def html(_: None) -> Told:
    """The whole book as `make book` builds it: notebooks, pages, files, and the PDF it offers."""
    _run(*_PUBLISH, "html")
    pages = {p: p.stat().st_size for p in (ROOT / "_build" / "html").rglob("*.html")}
    largest = max(pages, key=lambda page: pages[page])
    everything = sum(p.stat().st_size for p in (ROOT / "_build" / "html").rglob("*") if p.is_file())
    name = largest.relative_to(ROOT / "_build" / "html").as_posix()
    return {"pages": len(pages), "largest": pages[largest], "which": name, "bytes": everything}


def pdf(_: None) -> Told:
    """The PDF alone, set anew after the pages."""
    shutil.rmtree(ROOT / "_build" / "work" / "_build" / "pdf", ignore_errors=True)
    _run(*_PUBLISH, "pdf")
    files = sorted((ROOT / "_build" / "pdf").glob("*.pdf"))
    return {"bytes": sum(path.stat().st_size for path in files)}


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout[-1500:] + done.stderr[-3000:])


#: The stages by name, in their order; charts are named by `chart:` and their own name.
STAGES: dict[str, Callable[[Any], Told]] = {
    "check": lambda _: check(),
    "evidence": evidence,
    "network": network,
    "leave-one-out": leave_one_out,
    "exports": exports,
    "html": html,
    "pdf": pdf,
}


def main(stage: str) -> None:
    """Run a stage and print what it took."""
    begin_lean()  # as a build does, and every kernel of one
    kind, _, name = stage.partition(":")
    call = chart(name) if kind == "chart" else STAGES[kind]
    needs = kind not in ("check", "html", "pdf")
    if needs:
        importlib.import_module("test_charts" if kind == "chart" else "dossier.publish.results")
    dossier = kept() if needs else None
    start = time.perf_counter()
    told = call(dossier)
    seconds = time.perf_counter() - start
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in whose) / 1024
    if kind == "check":
        keep()
    print(json.dumps({"seconds": seconds, "megabytes": peak, "told": told}))


if __name__ == "__main__":
    main(sys.argv[1])
