"""Published figures on the pages: a picture at first, a live chart once it is in view.

``:::{chart} timeline`` in a chapter prints a figure with its title and what a mark is; it is
labelled ``fig-<name>``, for ``{numref}``. In a notebook's own page the figures and tables its cells
give are shown as chapters show them, and each such cell carries the name of what it gives as an
anchor.
"""

import re
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.builders import Builder
from sphinx.errors import ExtensionError

from dossier.publish.chart_colours_and_sizes import LAYOUTS, WIDE
from dossier.publish.results import figure_text
from sphinx_dossier.build.domain import DossierDomain, dossier_domain
from sphinx_dossier.results.figure_files import (
    FOLDER,
    data_page,
    lead_to_sentences,
    picture_file,
    scripts,
)
from sphinx_dossier.results.values_and_tables import PublishedDirective, docutils_table, in_box

#: What the HTML of a published table begins with.
_TABLE = re.compile(r'<div class="table-wrapper" data-table="([^"]+)">')
#: On the page of a notebook a table of more rows than this is cut to the first few.
_CUT_ABOVE, _SHOWN = 100, 20


class chart(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """The place of a published figure: its name and description.

    What it shows is looked up by name when it is written: pages are kept between builds, and would
    be slow to keep with all drawings and data.
    """


def chart_of(content: Mapping[str, Any]) -> chart:
    """The place of a published figure."""
    return chart("", name=content["name"], description=content["description"])


def content_at(builder: Builder, node: chart) -> dict[str, Any]:
    """What the figure at a place shows."""
    return dossier_domain(builder).outputs.figures[node["name"]]


class ChartDirective(PublishedDirective):
    """A published figure with its number, its title, what a mark is, and its data.

    `:title:` states the finding in one sentence, which stands for the figure in every list; the
    content says what is drawn.
    """

    option_spec = {"title": directives.unchanged_required}  # noqa: RUF012 - docutils' own

    def run(self) -> list[nodes.Node]:
        """A docutils figure around the chart."""
        content = self._find(dossier_domain(self.env).outputs.figures)
        if not self.options.get("title", "").endswith("."):
            raise self.error("give a `:title:` that states the finding in a sentence")
        said, messages = self.parse_inline(self.options["title"], lineno=self.lineno)
        caption = self._caption(nodes.caption)
        caption[:0] = [nodes.inline("", "", *said, classes=["figure-title"]), nodes.Text(" ")]
        figure = nodes.figure("", caption, chart_of(content))
        self.set_source_info(figure)
        return [self._label(figure, "fig"), *messages]


def chart_html(domain: DossierDomain, content: Mapping[str, Any], root: str, *, cell: bool) -> str:
    """A figure as HTML: the drawing for each layout, and where its data is.

    `root` leads to the top of the site; `cell` adds a link to the notebook cell that made the
    figure. The drawings stand in the page, so that they have its fonts and colours.
    """
    name, needed = content["name"], " ".join(scripts(domain, content))
    drawings = content["drawings"]
    drawn = "".join(f'<div class="{one.name}">{drawings[one.name]}</div>' for one in LAYOUTS)
    drawn = lead_to_sentences(domain, drawn, root)
    here = f"{data_page(name)}.html", "Data as a table"
    return (
        f'<div class="chart" data-chart="{name}" data-scripts="{needed}">'
        f'<div class="drawing">{drawn}</div></div>{figure_links(content, root, here, cell=cell)}'
    )


def figure_links(
    content: Mapping[str, Any], root: str, *before: tuple[str, str], cell: bool
) -> str:
    """The list of where else a figure is; what comes before are addresses and their words."""
    name, notebook = content["name"], content["notebook"]
    links = [
        *before,
        (f"{FOLDER}/{name}.csv", "CSV"),
        (f"{FOLDER}/{picture_file(content, WIDE.name)}", "SVG"),
    ]
    if cell:
        links.append((f"notebooks/{notebook}.html#{name}", "Notebook cell"))
    items = "".join(f'<li><a href="{root}{address}">{words}</a></li>' for address, words in links)
    return f'<ul class="figure-links">{items}</ul>'


def visit_chart_html(self: Any, node: chart) -> None:
    """The figure, which replaces its place."""
    page = self.builder.current_docname
    content = content_at(self.builder, node)
    cell = page != f"notebooks/{content['notebook']}"
    root = "../" * page.count("/")
    domain = dossier_domain(self.builder)
    self.body.append(chart_html(domain, content, root, cell=cell))
    raise nodes.SkipNode


def show_in_notebook(domain: DossierDomain, doctree: nodes.document) -> None:
    """Name the cells of a notebook by what they publish; show figures and tables as chapters do."""
    outputs = domain.outputs
    told = {figure_text(n, c["description"]): n for n, c in outputs.figures.items()}
    for output in list(doctree.findall(lambda n: _part(n) == "mime_bundle")):
        figures = (told.get(n.astext()) for n in output.findall(nodes.literal_block))
        tables = (_TABLE.match(n.astext()) for n in output.findall(nodes.raw))
        found = [("figure", n) for n in figures if n] + [("table", m[1]) for m in tables if m]
        if not found:
            continue
        kind, name = found[0]
        if name in doctree.ids:
            raise ExtensionError(f"the {kind} {name!r} and a heading of its notebook share a name")
        cell = output.parent
        while _part(cell) != "cell_code":
            cell = cell.parent
        cell["ids"].append(name)
        if kind == "figure":
            output.replace_self(chart_of(outputs.figures[name]))
        else:
            output.replace_self(_preview(outputs.tables[name]))


def _preview(content: dict[str, Any]) -> nodes.container:
    """A table in its box, cut where it is long before any transform looks at the rest of it."""
    table = docutils_table(content)
    rows, box = next(table.findall(nodes.tbody)), in_box(table)
    if len(rows) > _CUT_ABOVE:
        box += nodes.paragraph(text=f"The first {_SHOWN} of {len(rows)} rows.")
        del rows[_SHOWN:]
    return box


def _part(node: nodes.Node) -> str:
    return node.get("nb_element", "") if isinstance(node, nodes.container) else ""
