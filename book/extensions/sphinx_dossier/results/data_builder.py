"""The data for others: everything the package exports, and each numbered result as CSV.

The Sphinx builder `data` writes the folder without a page:

    jupyter-book build . --builder custom --custom-builder data

It reads the book, since that alone knows which figure has which number, and writes `_build/data/`.
An HTML build puts the same files beside its pages.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from dossier.exports import export
from dossier.exports.csv_injection import csv_text
from dossier.exports.file_list import RESULTS, File, Result
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import NumberedResult, dossier_domain
from sphinx_dossier.results.figure_files import csv_text as figure_csv
from sphinx_dossier.results.figure_numbers import numbered_results


class DataBuilder(Builder):
    """Writes `_build/data/`."""

    name = "data"
    format = "data"
    epilog = "The data is in %(outdir)s."

    def get_outdated_docs(self) -> str:
        """The data is of the book as a whole."""
        return "the data"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing is linked."""
        del docname, typ
        return ""

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: no page is written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: no page is written."""

    def write(self, *ignored: Any) -> None:
        """Write the folder."""
        del ignored
        write_data(Path(self.outdir), self.env)


def write_data(folder: Path, env: BuildEnvironment) -> None:
    """Write every file for others into a folder, which has no other files afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in export(load_once(), _results(env)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _results(env: BuildEnvironment) -> list[Result]:
    """What the book prints under a number, each as a file named by it."""
    outputs = dossier_domain(env).outputs
    written = {
        "figure": lambda name: figure_csv(outputs.figures[name]),
        "table": lambda name: table_csv(outputs.tables[name]),
    }
    return [Result(result_file(p), written[p.kind](p.name)) for p in numbered_results(env)]


def result_file(place: NumberedResult) -> File:
    """The file of a figure or table: its number of two digits, so that names sort, and its name."""
    name = place.name.replace("_", "-")
    path = f"{RESULTS}/{place.kind}-{place.number:02}-{name}.csv"
    caption = re.split(r"(?<=[.?!])\s", place.caption)[0].removesuffix(".")
    return File(path, f"{place.kind} {place.number}: {caption}")


def table_csv(content: Mapping[str, Any]) -> str:
    """A published table as CSV; the evidence ids of a cell stand with blanks between."""
    rows = ([" ".join(c) if isinstance(c, list) else c for c in r] for r in content["rows"])
    return csv_text(content["columns"], rows)
