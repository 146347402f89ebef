"""Charts for LaTeX: each published figure as a PDF of its drawing, vectors and all.

The report's own PDF is set by Typst; this keeps `jupyter-book build . --builder latex` whole, for
those who have TeX.
"""

from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinxcontrib.bibtex.nodes import raw_latex

from sphinx_dossier.results.figures import chart, content_at


def visit_chart_latex(self: Any, node: chart) -> None:
    """The drawing as a vector figure."""
    name = f"chart-{node['name']}.pdf"
    drawing = vl_convert.svg_to_pdf(content_at(self.builder, node)["drawings"]["wide"])
    (Path(self.builder.outdir) / name).write_bytes(drawing)
    size = r"width=\linewidth,height=0.8\textheight,keepaspectratio"
    self.body.append(rf"\noindent\includegraphics[{size}]{{{name}}}" + "\n")
    raise nodes.SkipNode


def plain_captions(doctree: nodes.document) -> None:
    """Citations in captions without their links: TeX moves captions, and such a link breaks."""
    tops = nodes.caption, nodes.title
    for caption in doctree.findall(lambda n: isinstance(n, tops)):
        for link in list(caption.findall(raw_latex)):  # the two halves of a link
            link.parent.remove(link)
