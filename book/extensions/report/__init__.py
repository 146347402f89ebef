"""What this book adds to Jupyter Book: checked and executed inputs, results, evidence, reading.

One local extension, named in `_config.yml`, so that `jupyter-book build .` is as right as
`make book`. Each feature has its own module and its own `setup_…`.
"""

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "notebooks"))

from report.actors import setup_actors
from report.anchors import setup_anchors
from report.cards import setup_cards
from report.checks import setup_checks
from report.citations import setup_citations
from report.codebook import setup_codebook
from report.data_builder import setup_data_builder
from report.downloads import setup_downloads
from report.evidence import setup_evidence
from report.excerpts import setup_excerpts
from report.execution import setup_execution
from report.figures import setup_figures
from report.frame import setup_frame
from report.freshness import setup_freshness
from report.front import setup_front
from report.glossary import setup_glossary
from report.hosting import setup_hosting
from report.latex import setup_latex
from report.listing import setup_listing
from report.manifest import setup_manifest
from report.meta import setup_meta
from report.navigation import setup_navigation
from report.numbering import setup_numbering
from report.pages import setup_pages
from report.preview import setup_preview
from report.reading import setup_reading
from report.results import setup_results
from report.search import setup_search
from report.side_by_side import setup_side_by_side
from report.uses import setup_uses
from report.whereabouts import setup_whereabouts


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect every feature; warnings of any of them fail the build at its end."""
    setup_freshness(app)
    setup_execution(app)
    setup_results(app)
    setup_figures(app)
    setup_excerpts(app)
    setup_anchors(app)
    setup_latex(app)
    setup_whereabouts(app)
    setup_evidence(app)
    setup_uses(app)
    setup_cards(app)
    setup_reading(app)
    setup_listing(app)
    setup_checks(app)
    setup_citations(app)
    setup_codebook(app)
    setup_front(app)
    setup_frame(app)
    setup_actors(app)
    setup_glossary(app)
    setup_search(app)
    setup_downloads(app)
    setup_data_builder(app)
    setup_preview(app)
    setup_meta(app)
    setup_navigation(app)
    setup_numbering(app)
    setup_pages(app)
    setup_side_by_side(app)
    setup_hosting(app)
    setup_manifest(app)
    app.setup_extension("typst_pdf")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
