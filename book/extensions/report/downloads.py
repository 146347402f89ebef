"""What readers can take away: the notebooks as they stand, the tables, and their description.

``{tables}`` lists every table with what it holds and a link to it.
"""

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.paths import DATA, NOTEBOOKS
from dossier.schema import TABLES

FOLDER = "_downloads"


class download(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils style
    """A link to a file that is put beside the pages; its name alone for other builders."""


class TablesDirective(SphinxDirective):
    """Every table of the report: `{tables}`."""

    def run(self) -> list[nodes.Node]:
        """A list of links, each with what the table holds; the description of all comes first."""
        about = [("datapackage.json", "the description of every table and column, Data Package v2")]
        about += [(f"{table.name}.csv", table.title) for table in TABLES.values()]
        entries = nodes.bullet_list(classes=["tables"])
        for name, title in about:
            link = download("", name, target=f"{FOLDER}/data/{name}")
            entries += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(f": {title}.")))
        return [entries]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(download)):
        if app.builder.format != "html":
            node.replace_self(nodes.literal("", node.astext()))
            continue
        root = "../" * docname.count("/")
        link = nodes.reference("", node.astext(), internal=True, refuri=root + node["target"])
        node.replace_self(link)


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    for source in [*NOTEBOOKS.glob("*.ipynb"), *DATA.rglob("*.csv"), DATA / "datapackage.json"]:
        target = folder / source.relative_to(DATA.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def setup_downloads(app: Sphinx) -> None:
    """Register the directive and copy the files."""
    app.add_node(download)
    app.add_directive("tables", TablesDirective)
    app.connect("doctree-resolved", _resolve)
    app.connect("build-finished", _copy, priority=100)
