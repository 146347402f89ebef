"""Links between the words and what rests on them, in HTML without the theme's classes.

There are thousands of them; plainly written they are half as long.
"""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class anchor(nodes.reference):  # noqa: N801 - docutils style
    """A link with its address; a plain reference to every builder but HTML."""


def link(text: str, uri: str) -> anchor:
    """A link within the book."""
    return anchor("", text, internal=True, refuri=uri)


def begin_link(self: Any, uri: str) -> None:
    """Begin a link in HTML."""
    self.body.append(f'<a href="{escape(uri)}">')


def _visit_html(self: Any, node: anchor) -> None:
    begin_link(self, node["refuri"])


def depart_link(self: Any, node: nodes.Element) -> None:
    """End a link in HTML."""
    del node
    self.body.append("</a>")


def setup_anchors(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(anchor, html=(_visit_html, depart_link))
