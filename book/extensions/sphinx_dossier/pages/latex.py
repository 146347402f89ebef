"""Charts for LaTeX: each published figure as a PDF of its drawing, vectors and all.

The report's own PDF is set by Typst; this keeps `jupyter-book build . --builder latex` whole, for
those who have TeX.
"""

from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.nodes import raw_latex

from sphinx_dossier.results.figures import chart, content_at


def _visit_latex(self: Any, node: chart) -> None:
    name = f"chart-{node['name']}.pdf"
    drawing = vl_convert.svg_to_pdf(content_at(self.builder, node)["drawings"]["wide"])
    (Path(self.builder.outdir) / name).write_bytes(drawing)
    size = r"width=\linewidth,height=0.8\textheight,keepaspectratio"
    self.body.append(rf"\noindent\includegraphics[{size}]{{{name}}}" + "\n")
    raise nodes.SkipNode


def _plain_captions(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Citations in captions without their links: TeX moves captions, and such a link breaks."""
    del docname
    if app.builder.format != "latex":
        return
    tops = nodes.caption, nodes.title
    for caption in doctree.findall(lambda n: isinstance(n, tops)):
        for link in list(caption.findall(raw_latex)):  # the two halves of a link
            link.parent.remove(link)


def setup_latex(app: Sphinx) -> None:
    """Give the chart its form in LaTeX."""
    app.connect("doctree-resolved", _plain_captions, priority=900)
    app.registry.add_translation_handlers(chart, latex=(_visit_latex, None))
