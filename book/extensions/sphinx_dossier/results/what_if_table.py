"""The table of ratings that a reader may change: ``:::{what-if} weighing``.

It is a published table like any other, and stays one without a script and on paper. Beside it
stands what `whatif.js` needs to work the scores out anew.
"""

import json

from docutils import nodes

from dossier.analysis.hypothesis_sensitivity import what_if
from dossier.tables.load import load_once
from sphinx_dossier.results.values_and_tables import TableDirective


class WhatIfDirective(TableDirective):
    """A published table of observations, and the data by which their ratings can be changed."""

    def run(self) -> list[nodes.Node]:
        """The table, then its data as a script element that is never run."""
        (table,) = super().run()
        table["classes"].append("what-if")
        return [table, nodes.raw("", _element(), format="html")]


def _element() -> str:
    """The data as JSON; a sign that could end the element is written by its number."""
    text = json.dumps(what_if(load_once()), ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="what-if-data">{text}</script>'
