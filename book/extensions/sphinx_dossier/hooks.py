"""Every feature of the report, connected to Sphinx in one place."""

from sphinx.application import Sphinx

from sphinx_dossier.build.data_builder import setup_data_builder
from sphinx_dossier.build.execution import setup_execution
from sphinx_dossier.build.incremental import setup_freshness
from sphinx_dossier.build.parallel_read import setup_side_by_side
from sphinx_dossier.build.provenance import setup_manifest
from sphinx_dossier.evidence.actors import setup_actors
from sphinx_dossier.evidence.backlinks import setup_uses
from sphinx_dossier.evidence.cards import setup_cards
from sphinx_dossier.evidence.domain import setup_search
from sphinx_dossier.evidence.evidence_index import setup_listing
from sphinx_dossier.evidence.findings import setup_checks
from sphinx_dossier.evidence.links import setup_evidence
from sphinx_dossier.evidence.plain_links import setup_anchors
from sphinx_dossier.evidence.reading import setup_reading
from sphinx_dossier.evidence.whereabouts import setup_whereabouts
from sphinx_dossier.pages.assets import setup_pages
from sphinx_dossier.pages.citations import setup_citations
from sphinx_dossier.pages.codebook import setup_codebook
from sphinx_dossier.pages.front_page import setup_front
from sphinx_dossier.pages.glossary import setup_glossary
from sphinx_dossier.pages.headers import setup_hosting
from sphinx_dossier.pages.html_fixes import setup_frame
from sphinx_dossier.pages.latex import setup_latex
from sphinx_dossier.pages.meta import setup_meta
from sphinx_dossier.pages.navigation import setup_navigation
from sphinx_dossier.pages.preview import setup_preview
from sphinx_dossier.results.downloads import setup_downloads
from sphinx_dossier.results.figures import setup_figures
from sphinx_dossier.results.numbering import setup_numbering
from sphinx_dossier.results.placeholders import setup_results
from sphinx_dossier.results.table_preview import setup_excerpts


def setup_hooks(app: Sphinx) -> None:
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
    app.setup_extension("sphinx_dossier.typst")
