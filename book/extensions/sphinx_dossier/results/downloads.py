"""What readers can take away: the notebooks as they stand, and the data in every form.

``{data-formats}`` lists the files for tools, ``{tables}`` the coded tables, ``{tables}
second_pass`` those of the second pass, ``{results}`` the figures and tables by number.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from dossier.exports.crate import dataset
from dossier.exports.files import FORMATS, TABLE_FILES, File
from dossier.model.paths import NOTEBOOKS
from sphinx_dossier.build.background import Beside
from sphinx_dossier.build.data_files import data_files, replace_folder, result_file
from sphinx_dossier.results.numbered import placed
from sphinx_dossier.results.table_preview import is_notebook

FOLDER = "_downloads"
DATA_FOLDER = f"{FOLDER}/data"
#: What the titles of the second pass begin with; the heading above their list says it.
_SAID = "Second pass: "
#: The page that offers the data.
PAGE = "book/data"


class download(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils style
    """A link to a file that is put beside the pages; its name alone for other builders."""


class numbered_results(nodes.General, nodes.Element):  # noqa: N801 - docutils style
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
        return [numbered_results()]


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


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(numbered_results)):
        place.replace_self(_listed(map(result_file, placed(app))))
    for node in list(doctree.findall(download)):
        if app.builder.format != "html":
            node.replace_self(nodes.literal("", node.astext()))
            continue
        root = "../" * docname.count("/")
        link = nodes.reference("", node.astext(), internal=True, refuri=root + node["target"])
        node.replace_self(link)


def _renew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages that name tables of others are written again where a number or a name has changed."""
    found = [tuple(place) for place in placed(app)]
    written = vars(env).setdefault("results_written", {})
    changed = found != written.get(app.builder.name)
    written[app.builder.name] = found
    return [page for page in env.found_docs if changed and (page == PAGE or is_notebook(page))]


def _structure(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe the data to search engines in the head of its page."""
    del template, doctree
    if page == PAGE:
        base = app.config.html_baseurl.rstrip("/")
        folder = f"{base}/{DATA_FOLDER}/" if base else f"{'../' * page.count('/')}{DATA_FOLDER}/"
        content = json.dumps(dataset([*FORMATS, *TABLE_FILES], folder), ensure_ascii=False)
        context["structured"] = content.replace("<", "\\u003c")


def _copy(app: Sphinx) -> None:
    folder = Path(app.outdir) / FOLDER / NOTEBOOKS.name
    folder.mkdir(parents=True, exist_ok=True)
    for source in NOTEBOOKS.glob("*.ipynb"):
        shutil.copyfile(source, folder / source.name)
    replace_folder(Path(app.outdir) / DATA_FOLDER, data_files(app))


def setup_downloads(app: Sphinx) -> None:
    """Register the directives and copy the files."""
    app.add_node(download)
    app.add_node(numbered_results)
    app.add_directive("data-formats", FormatsDirective)
    app.add_directive("tables", TablesDirective)
    app.add_directive("results", ResultsDirective)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-get-updated", _renew, priority=800)  # once Sphinx has numbered everything
    app.connect("html-page-context", _structure, priority=810)
    Beside(_copy, lambda _: True).connect(app, priority=100)
