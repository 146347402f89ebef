"""The figures of growth: kept, as a table and as a plot: what each stage took at each size."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from math import log
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from dossier.publish.svg import VEGALITE

__all__ = ["Measured", "keep", "slope", "table", "write_plot"]


@dataclass(frozen=True)
class Measured:
    """A stage at a size: its figures, or why it has none; and the digest of what was measured."""

    stage: str
    size: int
    figures: dict[str, Any] | str
    inputs: str = ""

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it did not end."""
        return None if isinstance(self.figures, str) else self.figures["seconds"]

    @property
    def words(self) -> str:
        """Seconds and peak memory as they are printed."""
        if isinstance(self.figures, str):
            return self.figures
        memory = self.figures.get("megabytes")
        return f"{self.figures['seconds']:.2f} s" + (f", {memory:.0f} MB" if memory else "")


def keep(found: list[Measured], path: Path, inputs: str) -> list[Measured]:
    """What was found and, of earlier runs kept in a file, what was not measured again.

    The file has all of it afterwards. In the order of the stages, as far as they are known.
    """
    new = {(one.stage, one.size): replace(one, inputs=inputs) for one in found}
    text = path.read_text(encoding="utf-8") if path.exists() else "[]"
    old = {(one["stage"], one["size"]): Measured(**one) for one in json.loads(text)}
    order = list(dict.fromkeys(stage for stage, _ in [*old, *new]))
    kept = sorted((old | new).values(), key=lambda one: (order.index(one.stage), one.size))
    path.write_text(json.dumps([asdict(one) for one in kept], indent=1), encoding="utf-8")
    return kept


def slope(points: Iterable[tuple[float, float]]) -> float | None:
    """The slope of the line of least squares through the logarithms; None for fewer than two.

    1 is growth in proportion, 2 a quadratic one.

    >>> slope([(1, 3), (10, 30), (100, 300)]), slope([(1, 5)])
    (1.0, None)
    """
    logs = [(log(x), log(y)) for x, y in points if x > 0 and y > 0]
    if len(logs) < 2:
        return None
    mid = [sum(side) / len(logs) for side in zip(*logs, strict=True)]
    over = sum((x - mid[0]) ** 2 for x, _ in logs)
    return round(sum((x - mid[0]) * (y - mid[1]) for x, y in logs) / over, 2)


def table(found: list[Measured], inputs: str = "") -> str:
    """All figures in Markdown: a row a stage, a column a size, the slopes, and what stages tell.

    Those of other inputs than the digest says are named.
    """
    sizes = sorted({one.size for one in found})
    head = ["Stage", *(f"{size:,}" for size in sizes), "Slope", "Slope of the last step"]
    lines = ["# What happens when the report grows", "", _ABOUT, "", _row(head)]
    lines.append("|---" * len(head) + "|")
    for stage in dict.fromkeys(one.stage for one in found):
        of = {one.size: one for one in found if one.stage == stage}
        took = [(size, one.seconds) for size, one in sorted(of.items()) if one.seconds]
        slopes = [slope(took), slope(took[-2:])]
        cells = [of[size].words if size in of else "" for size in sizes]
        lines.append(_row([stage, *cells, *("–" if s is None else f"{s:.2f}" for s in slopes)]))
    told = [
        f"- {one.stage}, {one.size:,}: "
        + ", ".join(f"{name} {value}" for name, value in one.figures["told"].items())
        for one in found
        if isinstance(one.figures, dict) and one.figures.get("told")
    ]
    others = [f"- {one.stage}, {one.size:,}" for one in found if one.inputs != inputs]
    if others:
        others = ["", f"## Measured on other inputs than {inputs[:16]}", "", *others]
    return "\n".join([*lines, "", "## What the stages tell", "", *told, *others, ""])


_ABOUT = """Articles’ worth of sources, claims, events and ties across, stages down. Seconds on the
wall and the peak memory of the process (of the largest one, where a stage starts others). The
slope is that of the line of least squares through the logarithms of size and time: 1 is in
proportion, 2 quadratic; what a process takes to start flattens it, so that of the last step
stands beside it. Each stage ran in a process of its own, one after the other. Above one article
the notebooks of the book run without their assert statements, which state facts of the one
article."""


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_plot(found: list[Measured], path: Path) -> None:
    """Time against size on logarithmic scales, a line a stage; charts are one line, their sum."""
    rows = [
        {"stage": "charts" if one.stage.startswith("chart:") else one.stage}
        | {"articles": one.size, "seconds": one.seconds}
        for one in found
        if one.seconds
    ]
    frame = pd.DataFrame(rows).groupby(["stage", "articles"], as_index=False).seconds.sum()
    frame["stage"] = frame.stage.map(
        {name: _named(name, rows) for name, rows in frame.groupby("stage")}
    )
    # At the side, where it may be as long as it is; room for it, since no browser measures words.
    legend = alt.Legend(orient="right", title="stage, and its slope", titleLimit=0, labelLimit=0)
    base = alt.Chart(frame).encode(
        x=alt.X("articles:Q", scale=alt.Scale(type="log"), title="articles"),
        y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds"),
        color=alt.Color("stage:N", legend=legend),
        shape=alt.Shape("stage:N", legend=None),
    )
    chart = base.mark_line() + base.mark_point(size=60)
    chart = chart.properties(width=520, height=400, padding={"right": 40})
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()), vl_version=VEGALITE)
    path.write_text(svg, encoding="utf-8")


def _named(name: str, rows: pd.DataFrame) -> str:
    steep = slope(zip(rows.articles, rows.seconds, strict=True))
    return name if steep is None else f"{name} ({steep:.2f})"
