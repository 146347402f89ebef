"""Every feature of the report, connected to Sphinx in one place.

`register` adds what chapters can use; `connect` lists the hooks in the order in which they run.
"""

from typing import Any

import pybtex.plugin
from docutils import nodes
from pybtex.backends.plaintext import Backend
from pybtex.style.formatting.plain import Style
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_dossier.build import builders, execution, incremental, settings
from sphinx_dossier.build.background_task import BackgroundTask
from sphinx_dossier.build.domain import DossierDomain, dossier_domain
from sphinx_dossier.evidence import backlinks, evidence_role, link_rendering, reading
from sphinx_dossier.evidence.actors import ActorsDirective
from sphinx_dossier.evidence.backlinks import chapter_uses
from sphinx_dossier.evidence.evidence_index import EvidenceIndexDirective
from sphinx_dossier.evidence.findings import ChecksDirective, StandingsDirective
from sphinx_dossier.pages import assets, search
from sphinx_dossier.pages.codebook import (
    CellsDirective,
    CodesRole,
    SchemasDirective,
    VocabulariesDirective,
)
from sphinx_dossier.pages.figure_pages import figure_pages
from sphinx_dossier.pages.front_page import JudgementsDirective
from sphinx_dossier.pages.html_fixes import fix_html
from sphinx_dossier.pages.meta import CiteDirective, add_metadata, describe
from sphinx_dossier.pages.navigation import add_navigation, contents, leave_out_contents
from sphinx_dossier.results import downloads, explorer, figures, values_and_tables
from sphinx_dossier.results.figure_files import draw_figures, take_figures, write_vega
from sphinx_dossier.results.what_if_table import WhatIfDirective
from sphinx_dossier.typst.background import can_print, make_pdf
from sphinx_dossier.typst.builder import TypstBuilder

_DIRECTIVES = {
    "actors": ActorsDirective,
    "article": reading.ArticleDirective,
    "cells": CellsDirective,
    "chart": figures.ChartDirective,
    "checks": ChecksDirective,
    "data-formats": downloads.FilesDirective,
    "evidence-index": EvidenceIndexDirective,
    "how-to-cite": CiteDirective,
    "judgements": JudgementsDirective,
    "network-explorer": explorer.ExplorerDirective,
    "result-table": values_and_tables.TableDirective,
    "results": downloads.FilesDirective,
    "schemas": SchemasDirective,
    "standings": StandingsDirective,
    "tables": downloads.FilesDirective,
    "vocabularies": VocabulariesDirective,
    "what-if": WhatIfDirective,
}
_ROLES = {
    "codes": CodesRole,
    "ev": evidence_role.EvidenceRole,
    "quote": evidence_role.QuoteRole,
    "value": values_and_tables.ValueRole,
}
#: After the theme and Jupyter Book have done their part at the same event, at the usual 500.
_AFTER_THEME = 900
#: Before the theme looks at what Sphinx gives it.
_BEFORE_THEME = 100


class SurnameFirst(Style):
    """The plain style of BibTeX with names as they are sorted, the surname first."""

    default_name_style = "lastfirst"


def register(app: Sphinx) -> None:
    """What chapters can use, and the builders."""
    builders.speak_plainly()
    builders.end_with_the_cause()
    builders.refuse_read_only(app)
    app.add_domain(DossierDomain)
    app.add_builder(TypstBuilder)
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    for name, role in _ROLES.items():
        app.add_role(name, role())
    _add_nodes(app)
    incremental.add_input_digest(app)
    # Each citation asks for it by name, and looks through every installed package for it.
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "surname_first", SurnameFirst)
    # Jupyter Book always sets this value; without sphinx-comments nothing else declares it.
    app.add_config_value("comments_config", {}, "env")


def _add_nodes(app: Sphinx) -> None:
    for node in (chapter_uses, downloads.download, downloads.file_table):
        app.add_node(node)
    app.add_node(
        link_rendering.plain_link,
        html=(link_rendering.visit_plain_link, link_rendering.depart_link),
    )
    app.add_node(link_rendering.evidence_link, html=(link_rendering.visit_evidence_link, None))
    app.add_node(reading.article_heading, html=(reading.visit_heading, reading.depart_heading))
    app.add_node(figures.chart, html=(figures.visit_chart_html, None))
    app.add_node(explorer.explorer, html=(explorer.visit_html, None))
    app.add_node(reading.details, html=(reading.visit_details, reading.depart_details))


def connect(app: Sphinx) -> None:
    """The hooks, in the order in which they run."""
    drawing, vega, pdf = tasks = [BackgroundTask(w) for w in (draw_figures, write_vega, make_pdf)]
    found = search.SearchIndex()

    def execute(app: Sphinx) -> None:
        execution.check_and_run(app)
        drawing.start(app)  # while chapters are read
        if app.builder.name == "html":
            vega.start(app)

    def end_reading(app: Sphinx, env: BuildEnvironment) -> None:
        drawing.join()
        take_figures(app)

    def begin_writing(app: Sphinx, *ignored: Any) -> None:
        if app.builder.name == "html":
            assets.write_static_files(app)
            printed = can_print()
            app.config.html_context |= contents(app, printed=printed)
            if printed:
                pdf.start(app)
            downloads.write_downloads(app)

    def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        found.add(docname, doctree)
        _resolve(app, doctree, docname)

    def finish(app: Sphinx, exception: Exception | None) -> None:
        if exception is None:
            _finish(app, tasks, found)
        else:
            for task in tasks:
                task.cancel()

    app.connect("config-inited", settings.check_settings)
    app.connect("config-inited", builders.find_address)
    app.connect("config-inited", incremental.begin)
    app.connect("builder-inited", builders.choose)
    app.connect("builder-inited", search.replace_sphinx_search)
    app.connect("builder-inited", execute)
    app.connect("doctree-read", _read)
    app.connect("env-updated", end_reading)
    app.connect("write-started", begin_writing)
    app.connect("doctree-resolved", resolve)
    app.connect("html-page-context", leave_out_contents, priority=_BEFORE_THEME)
    app.connect("html-page-context", _fill_page, priority=_AFTER_THEME)
    app.connect("html-collect-pages", lambda app: [*figure_pages(app), search.PAGE])
    app.connect("build-finished", finish, priority=_AFTER_THEME)


def _read(app: Sphinx, doctree: nodes.document) -> None:
    domain = dossier_domain(app.env)
    figures.show_in_notebook(domain, doctree)
    evidence_role.place_margin_notes(doctree)
    backlinks.note_sections(domain, doctree)
    app.env.metadata[app.env.docname]["description"] = describe(doctree)  # for the page before


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """What waits until all pages are read: numbers, backlinks, links to evidence."""
    builder = app.builder
    values_and_tables.keep_ids_on_tables(doctree)
    downloads.resolve_downloads(builder, doctree, docname)
    backlinks.resolve_backlinks(builder, doctree, docname)
    if builder.format != "html":  # in HTML they are resolved as they are written
        link_rendering.resolve_links(builder, doctree, docname)


def _fill_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """What templates print of a page, and the assets it loads."""
    del template
    context["baseurl"] = app.config.html_baseurl  # for the page of addresses that do not exist
    add_metadata(app, page, context, doctree)
    if "body" in context:
        context["body"] = fix_html(context["body"])
    add_navigation(app, page, context)
    assets.keep_needed_assets(app, page, context)


def _finish(app: Sphinx, tasks: list[BackgroundTask], found: search.SearchIndex) -> None:
    """The last files of a good build; its manifest when nothing can fail any more."""
    for task in tasks:
        task.join()
    if app.builder.name == "html":
        assets.write_style_sheet(app)
        found.write(app)
    execution.fail_on_warnings(app)
    incremental.fail_on_edits(app)
    incremental.end(app)
