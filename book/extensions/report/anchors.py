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


def _visit_html(self: Any, node: anchor) -> None:
    self.body.append(f'<a href="{escape(node["refuri"])}">')


def _depart_html(self: Any, node: anchor) -> None:
    del node
    self.body.append("</a>")


def setup_anchors(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(anchor, html=(_visit_html, _depart_html))
