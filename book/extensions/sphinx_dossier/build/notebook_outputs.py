"""What the notebooks published, gathered by name, and each figure drawn from its specification."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from dossier.publish import svg

__all__ = ["NotebookOutputs", "collect", "draw", "take_drawings"]

#: What draws: the version of the library, and the code that trims what it gives.
_DRAWN_BY = [metadata.version("vl-convert-python"), Path(svg.__file__).read_text(encoding="utf-8")]
_KINDS = ("values", "table", "figure")
#: Kinds of output that JupyterLab draws with scripts of its own.
_SCRIPTED = ("application/vnd.vega", "application/vnd.jupyter.widget", "application/javascript")
_UNPUBLISHED = (
    "notebooks/{}.ipynb, cell {}: this chart or widget is only shown, and a page would fetch "
    'scripts to draw it; publish it with figure("a_name", draw, data, description="what is '
    'seen"), where draw(data, layout) gives the chart (see dossier.publish.results.figure)'
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
    """Whether an output is a chart of Altair, a widget, or has scripts of another library."""
    page = "".join(shown.get("text/html", ""))
    return "<script" in page or any(kind.startswith(_SCRIPTED) for kind in shown)


def _add(target: dict[str, Any], new: Mapping[str, Any], notebook: str) -> None:
    for name in new:
        if name in target:
            raise ValueError(f"notebooks/{notebook}.ipynb publishes {name!r} a second time")
    target.update(new)


def draw(outputs: NotebookOutputs, kept: Path) -> None:
    """Render every figure to a static SVG for each layout, in the folder `kept`.

    A drawing is kept under the hash of what it is made from, so that a build draws only what has
    changed (30 drawings take five seconds). Raises ValueError that names a figure which the library
    cannot draw.
    """
    kept.mkdir(parents=True, exist_ok=True)
    needed = set()
    for name, figure in outputs.figures.items():
        for layout, path in _files(figure, kept).items():
            needed.add(path)
            if not path.is_file():
                _draw(name, figure["specs"][layout], figure["description"], path)
    for path in set(kept.iterdir()) - needed:
        path.unlink()


def take_drawings(outputs: NotebookOutputs, kept: Path) -> None:
    """Give every figure what `draw` has made of it, as `drawings`."""
    for figure in outputs.figures.values():
        files = _files(figure, kept)
        figure["drawings"] = {one: path.read_text(encoding="utf-8") for one, path in files.items()}


def _files(figure: Mapping[str, Any], kept: Path) -> dict[str, Path]:
    """The file of each layout's drawing."""
    made_from = {
        layout: json.dumps([*_DRAWN_BY, spec, figure["description"]])
        for layout, spec in figure["specs"].items()
    }
    return {
        layout: kept / f"{hashlib.sha256(text.encode()).hexdigest()}.svg"
        for layout, text in made_from.items()
    }


def _draw(name: str, spec: dict[str, Any], description: str, path: Path) -> None:
    try:
        drawn = svg.drawing(spec, description)
    except ValueError as error:
        raise ValueError(f"the chart {name!r} cannot be drawn: {error}") from error
    new = path.with_suffix(".new")  # a stopped build leaves no half drawing
    new.write_text(drawn, encoding="utf-8")
    new.replace(path)
