"""Charts for LaTeX: each published figure as a PDF of its drawing, vectors and all.

The report's own PDF is set by Typst; this keeps `jupyter-book build . --builder latex` whole, for
those who have TeX.
"""

from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinx.application import Sphinx

from report.figures import chart


def _visit_latex(self: Any, node: chart) -> None:
    name = f"chart-{node['name']}.pdf"
    drawing = vl_convert.svg_to_pdf(node["drawings"]["wide"])
    (Path(self.builder.outdir) / name).write_bytes(drawing)
    size = r"width=\linewidth,height=0.8\textheight,keepaspectratio"
    self.body.append(rf"\noindent\includegraphics[{size}]{{{name}}}" + "\n")
    raise nodes.SkipNode


def setup_latex(app: Sphinx) -> None:
    """Give the chart its form in LaTeX."""
    app.registry.add_translation_handlers(chart, latex=(_visit_latex, None))
