"""What the notebooks published, gathered by name, and each figure drawn from its specification."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from dossier.publish.svg import drawing

__all__ = ["NotebookOutputs", "collect", "draw"]

_LIBRARY = metadata.version("vl-convert-python")
_KINDS = ("values", "table", "figure")
_UNPUBLISHED = (
    "notebooks/{}.ipynb, cell {}: this chart is only shown, and a page would fetch scripts to draw "
    'it; publish it with figure("a_name", draw, data, description="what is seen"), where '
    "draw(data, layout) gives the chart (see dossier.publish.results.figure)"
)


@dataclass
class NotebookOutputs:
    """Every value, table and figure under its name, with the notebook it came from."""

    values: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def collect(notebooks: Mapping[str, Mapping[str, Any]]) -> NotebookOutputs:
    """Everything published by executed notebooks.

    Raises ValueError where two results have one name: a chapter could not tell them apart; and
    where a cell shows a chart that was not published, which a page would draw with scripts from the
    network.
    """
    found = NotebookOutputs()
    for notebook, kind, content in _outputs(notebooks):
        if kind == "values":
            _add(found.values, content, notebook)
        else:
            target = found.tables if kind == "table" else found.figures
            _add(target, {content["name"]: content | {"notebook": notebook}}, notebook)
        names = content if kind == "values" else [content["name"]]
        found.origins.update(dict.fromkeys(names, notebook))
    return found


def _outputs(notebooks: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, dict]]:
    for name, notebook in notebooks.items():
        for number, cell in enumerate(notebook["cells"], start=1):
            for output in cell.get("outputs", []):
                content = json.loads(output.get("metadata", {}).get("dossier", "{}"))
                if not content and _needs_a_script(output.get("data", {})):
                    raise ValueError(_UNPUBLISHED.format(name, number))
                yield from ((name, kind, content[kind]) for kind in _KINDS if kind in content)


def _needs_a_script(shown: Mapping[str, Any]) -> bool:
    """Whether an output is a chart of Altair, or a page of another library with its scripts."""
    page = "".join(shown.get("text/html", ""))
    return "<script" in page or any(kind.startswith("application/vnd.vega") for kind in shown)


def _add(target: dict[str, Any], new: Mapping[str, Any], notebook: str) -> None:
    for name in new:
        if name in target:
            raise ValueError(f"notebooks/{notebook}.ipynb publishes {name!r} a second time")
    target.update(new)


def draw(outputs: NotebookOutputs, kept: Path) -> None:
    """Give every figure its static SVG for each layout, as `drawings`.

    A drawing is kept in the folder `kept` under the hash of what it is made from, so that a build
    draws only what has changed (46 drawings take five seconds). Raises ValueError that names a
    figure which the library cannot draw.
    """
    kept.mkdir(parents=True, exist_ok=True)
    drawn = {name: _drawn(name, figure, kept) for name, figure in outputs.figures.items()}
    for name, paths in drawn.items():
        texts = {layout: path.read_text(encoding="utf-8") for layout, path in paths.items()}
        outputs.figures[name]["drawings"] = texts
    for path in set(kept.iterdir()) - {path for paths in drawn.values() for path in paths.values()}:
        path.unlink()


def _drawn(name: str, figure: Mapping[str, Any], kept: Path) -> dict[str, Path]:
    """The file of each layout's drawing, made where it is not there."""
    found = {}
    for layout, spec in figure["specs"].items():
        made_from = json.dumps([_LIBRARY, spec, figure["description"]])
        path = kept / f"{hashlib.sha256(made_from.encode()).hexdigest()}.svg"
        if not path.is_file():
            try:
                svg = drawing(spec, figure["description"])
            except ValueError as error:
                raise ValueError(f"the chart {name!r} cannot be drawn: {error}") from error
            new = path.with_suffix(".new")  # a stopped build leaves no half drawing
            new.write_text(svg, encoding="utf-8")
            new.replace(path)
        found[layout] = path
    return found
