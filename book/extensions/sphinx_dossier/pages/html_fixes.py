"""The theme's and Sphinx's own markup, mended where it says less or more than it should.

Roles that screen readers no longer know, tables that are no tables, and wrappers without a use.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

#: What is written, and what is meant.
_MENDED = [
    # WAI-ARIA deprecates the role; the entries stand in an element with the role of a list.
    (re.compile(r'(<div class="citation" [^>]*)role="doc-biblioentry"'), r'\1role="listitem"'),
    # A span around the words of each link, for themes that style it.
    (re.compile(r'<span class="std std-(?:doc|ref|term)">([^<]*)</span>'), r"\1"),
    (re.compile(r'(<div class="highlight"><pre>)<span></span>'), r"\1"),
    # Names, brackets and spaces in code, which have the colour of the page in light and dark.
    (re.compile(r'<span class="[npw]">([^<]*)</span>'), r"\1"),
    # The only paragraph of a cell. A long table is laid out sooner with half as many elements.
    (re.compile(r"(<t[dh][^>]*>)<p>((?:(?!</p>).)*)</p>(</t[dh]>)", re.DOTALL), r"\1\2\3"),
    # The cells of a header row head their columns.
    (re.compile(r"<th class=\"head([^\"]*)\">"), r'<th class="head\1" scope="col">'),
]


def mend(body: str) -> str:
    """The body of a page with its markup mended.

    >>> mend('<a class="reference internal" href="x.html"><span class="std std-doc">X</span></a>')
    '<a class="reference internal" href="x.html">X</a>'
    """
    for written, meant in _MENDED:
        body = written.sub(meant, body)
    return body


def _mend(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    del app, page, template, doctree
    if "body" in context:
        context["body"] = mend(context["body"])


def setup_frame(app: Sphinx) -> None:
    """Mend every page before it is written."""
    app.connect("html-page-context", _mend, priority=850)
