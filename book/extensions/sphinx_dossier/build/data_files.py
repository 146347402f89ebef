"""The data for others as files: everything the package exports, and each numbered result as CSV."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dossier.exports import export
from dossier.exports.cells import csv_text
from dossier.exports.files import RESULTS, File, Result
from dossier.tables.load import load_once
from sphinx_dossier.publish.swap import ready_for, recover, swap
from sphinx_dossier.results.figure_files import csv_text as figure_csv
from sphinx_dossier.results.numbered import Place, placed


def data_files(app: Sphinx) -> dict[str, bytes]:
    """Every file of the folder of data by its path; made once in a build."""
    if not hasattr(app, "report_data"):
        app.report_data = export(load_once(), results(app))  # type: ignore[attr-defined]
    return app.report_data  # type: ignore[attr-defined]


def results(app: Sphinx) -> list[Result]:
    """What the book prints under a number, each as a file named by it."""
    published = app.published  # type: ignore[attr-defined]
    written = {
        "figure": lambda name: figure_csv(published.figures[name]),
        "table": lambda name: table_csv(published.tables[name]),
    }
    return [Result(result_file(p), written[p.kind](p.name)) for p in placed(app)]


def result_file(place: Place) -> File:
    """The file of a figure or table: its number of two digits, so that names sort, and its name."""
    name = place.name.replace("_", "-")
    path = f"{RESULTS}/{place.kind}-{place.number:02}-{name}.csv"
    caption = re.split(r"(?<=[.?!])\s", place.caption)[0].removesuffix(".")
    return File(path, f"{place.kind} {place.number}: {caption}")


def table_csv(content: Mapping[str, Any]) -> str:
    """A published table as CSV; the evidence ids of a cell stand with blanks between."""
    rows = ([" ".join(c) if isinstance(c, list) else c for c in r] for r in content["rows"])
    return csv_text(content["columns"], rows)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files in the place of a folder, which is the old or the new one, never a mixture.

    They are written beside it first and take its place as a published folder does.
    """
    recover(folder)
    ready = ready_for(folder)
    for path, content in files.items():
        (ready / path).parent.mkdir(parents=True, exist_ok=True)
        (ready / path).write_bytes(content)
    swap(ready, folder)
