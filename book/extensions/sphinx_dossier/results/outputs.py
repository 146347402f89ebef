"""What the notebooks published, gathered by name: no Sphinx here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_KINDS = ("values", "table", "figure")


@dataclass
class Published:
    """Every value, table and figure under its name, with the notebook it came from."""

    values: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def collect(notebooks: Mapping[str, Mapping[str, Any]]) -> Published:
    """Everything published by executed notebooks.

    Raises ValueError where two results have one name: a chapter could not tell them apart.
    """
    found = Published()
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
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                content = json.loads(output.get("metadata", {}).get("dossier", "{}"))
                yield from ((name, kind, content[kind]) for kind in _KINDS if kind in content)


def _add(target: dict[str, Any], new: Mapping[str, Any], notebook: str) -> None:
    for name in new:
        if name in target:
            raise ValueError(f"notebooks/{notebook}.ipynb publishes {name!r} a second time")
    target.update(new)
