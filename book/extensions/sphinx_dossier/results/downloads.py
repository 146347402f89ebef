"""What readers can take away: the notebooks without outputs, and the data in every form.

``{data-formats}`` lists the files for tools, ``{tables}`` the coded tables, ``{tables}
second_pass`` those of the second pass, ``{results}`` the figures and tables by number.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxDirective

from dossier.exports.crate import dataset
from dossier.exports.files import FORMATS, TABLE_FILES, File
from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.results.data_builder import result_file, write_data
from sphinx_dossier.results.figure_numbers import numbered_results

FOLDER = "_downloads"
DATA_FOLDER = f"{FOLDER}/data"
#: What the titles of the second pass begin with; the heading above their list says it.
_SAID = "Second pass: "
#: The page that offers the data.
PAGE = "book/data"


class download(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils style
    """A link to a file that is put beside the pages; its name alone for other builders."""


class numbered_list(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """The list of figures and tables as files, once numbers are known."""


class FormatsDirective(SphinxDirective):
    """The files for tools: `{data-formats}`."""

    def run(self) -> list[nodes.Node]:
        """A list of links, each with what the file holds and what reads it."""
        return [_listed(FORMATS)]


class TablesDirective(SphinxDirective):
    """The coded tables: `{tables}`, or those of a folder below `data/`: `{tables} second_pass`."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A list of links, each with what the table holds."""
        folder = "".join(self.arguments)
        return [_listed(file for file in TABLE_FILES if _top(file) == folder)]


class ResultsDirective(SphinxDirective):
    """The figures and tables of the book as files: `{results}`."""

    def run(self) -> list[nodes.Node]:
        """The place of the list."""
        return [numbered_list()]


def _top(file: File) -> str:
    """The folder below `data/` that a file is in, if any."""
    return file.path.rpartition("/")[0].partition("/")[0]


def _listed(files: Iterable[File]) -> nodes.bullet_list:
    entries = nodes.bullet_list(classes=["downloads"])
    for file in files:
        link = download("", file.path, target=f"{DATA_FOLDER}/{file.path}")
        holds = _beside(file.path, file.holds.removeprefix(_SAID).removesuffix("."))
        words = f": {holds}. {file.reader}".strip()
        entries += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(words)))
    return entries


def _beside(path: str, holds: str) -> str:
    """What a file holds, without its own name before it.

    >>> _beside("actors.csv", "Actors: who acts"), _beside("edges.csv", "its ties")
    ('who acts', 'its ties')
    """
    name, _, rest = holds.partition(": ")
    return rest if path == f"{name.lower()}.csv" else holds


def resolve_downloads(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Put the lists and links in the place of their nodes."""
    for place in list(doctree.findall(numbered_list)):
        place.replace_self(_listed(map(result_file, numbered_results(builder.env))))
    for node in list(doctree.findall(download)):
        if builder.format != "html":
            node.replace_self(nodes.literal("", node.astext()))
            continue
        root = "../" * docname.count("/")
        link = nodes.reference("", node.astext(), internal=True, refuri=root + node["target"])
        node.replace_self(link)


def describe_data(context: dict[str, Any], page: str, base: str) -> None:
    """Describe the data to search engines in the head of its page; `base` is the site's address."""
    if page == PAGE:
        base = base.rstrip("/")
        folder = f"{base}/{DATA_FOLDER}/" if base else f"{'../' * page.count('/')}{DATA_FOLDER}/"
        content = json.dumps(dataset([*FORMATS, *TABLE_FILES], folder), ensure_ascii=False)
        context["structured"] = content.replace("<", "\\u003c")


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
