"""What readers can take away: the notebooks without outputs, and the data in every form.

``{data-formats}`` lists the files for tools, ``{tables}`` the coded tables, ``{tables}
second_pass`` those of the second pass, ``{results}`` the figures and tables by number. The files
are written before the pages, which say how large they are.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from dossier.exports import export
from dossier.exports.csv_injection import csv_text
from dossier.exports.file_list import FORMATS, RESULTS, TABLE_FILES, File, Result
from dossier.model.paths import NOTEBOOKS
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.results.figure_files import csv_text as figure_csv
from sphinx_dossier.results.figure_numbers import NumberedResult, numbered_results
from sphinx_dossier.results.values_and_tables import in_box

FOLDER = "_downloads"
DATA_FOLDER = f"{FOLDER}/data"
#: What the titles of the second pass begin with; the heading above their list says it.
_SAID = "Second pass: "


class download(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils style
    """A link to a file that is put beside the pages; its name alone for other builders."""


class file_table(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """The place of a table of `files`; of the figures and tables by number if it has none."""


class FilesDirective(SphinxDirective):
    """A list of files: `{data-formats}`, `{tables}`, `{tables} second_pass` or `{results}`."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The place of a table of links, each with what the file holds."""
        folder = "".join(self.arguments)
        tables = [file for file in TABLE_FILES if _top(file) == folder]
        files = {"data-formats": FORMATS, "tables": tables, "results": None}[self.name]
        return [file_table(files=files)]


def _top(file: File) -> str:
    """The folder below `data/` that a file is in, if any."""
    return file.path.rpartition("/")[0].partition("/")[0]


def _table(files: Sequence[File], written: Path | None) -> nodes.container:
    """Files with what each holds and what reads it and, where `written`, its rows and size."""
    heads = [nodes.Text("File"), nodes.Text("What it holds")]
    if written:
        heads += [nodes.Text("Rows"), nodes.Text("Size")]
    body = nodes.tbody("", *(_row(_cells(file, written)) for file in files))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
    group += [nodes.thead("", _row(heads)), body]
    return in_box(nodes.table("", group, classes=["downloads", "wordy"]))


def _cells(file: File, written: Path | None) -> Iterator[nodes.Node]:
    yield download("", file.path, target=f"{DATA_FOLDER}/{file.path}")
    holds = _beside(file.path, file.holds.removeprefix(_SAID).removesuffix("."))
    yield nodes.Text(f"{holds[0].upper()}{holds[1:]}. {file.reader}".strip())
    if written:
        yield nodes.Text(_rows(written / file.path))
        yield nodes.Text(_size(written / file.path))


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    kinds = [[], ["long"], ["number"], ["number"]]
    placed = zip(cells, kinds, strict=False)  # without the last two where nothing is measured
    return nodes.row(
        "", *(nodes.entry("", nodes.paragraph("", "", c), classes=kind) for c, kind in placed)
    )


def _rows(path: Path) -> str:
    """The rows of a CSV file below its headings; nothing for another file."""
    if path.suffix != ".csv":
        return ""
    with path.open(encoding="utf-8", newline="") as file:
        return f"{sum(1 for _ in csv.reader(file)) - 1:,}"


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _beside(path: str, holds: str) -> str:
    """What a file holds, without its own name before it.

    >>> _beside("actors.csv", "Actors: who acts"), _beside("edges.csv", "its ties")
    ('who acts', 'its ties')
    """
    name, _, rest = holds.partition(": ")
    return rest if path == f"{name.lower()}.csv" else holds


def resolve_downloads(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Put the lists and links in the place of their nodes."""
    written = Path(builder.outdir) / DATA_FOLDER if builder.format == "html" else None
    for place in list(doctree.findall(file_table)):
        files = place.get("files") or list(map(result_file, numbered_results(builder.env)))
        place.replace_self(_table(files, written))
    for node in list(doctree.findall(download)):
        if builder.format != "html":
            node.replace_self(nodes.literal("", node.astext()))
            continue
        root = "../" * docname.count("/")
        link = nodes.reference("", node.astext(), internal=True, refuri=root + node["target"])
        node.replace_self(link)


def without_outputs(notebook: bytes) -> bytes:
    """A notebook without what an editor saved of its runs; byte for byte where that is nothing."""
    content = json.loads(notebook)
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    if not any(cell["outputs"] or cell["execution_count"] for cell in cells):
        return notebook
    for cell in cells:
        cell |= {"outputs": [], "execution_count": None}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_downloads(app: Sphinx) -> None:
    """The notebooks without outputs, and the data, beside the pages."""
    folder = Path(app.outdir) / FOLDER / NOTEBOOKS.name
    folder.mkdir(parents=True, exist_ok=True)
    for source in NOTEBOOKS.glob("*.ipynb"):
        (folder / source.name).write_bytes(without_outputs(source.read_bytes()))
    write_data(Path(app.outdir) / DATA_FOLDER, app.env)


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
