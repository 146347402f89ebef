"""Figures and tables are numbered without opening the pages that have none.

Sphinx opens every page to give numbers in the order of the contents. In a report on many articles
most pages are entries, words and links, and opening them again took longer than all else about
their numbers. A page is left closed only if it was noted, as it was read, that it has nothing that
Sphinx looks for: what can bear a number, or a list of other pages.
"""

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def _note(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    able = [c for d in env.domains.values() for c in getattr(d, "enumerable_nodes", {})]
    sought = (addnodes.toctree, nodes.container, *able)
    if next(doctree.findall(lambda node: isinstance(node, sought)), None) is None:
        _plain(env).add(env.docname)


def _plain(env: BuildEnvironment) -> set[str]:
    """The pages with nothing to number and no list of pages."""
    found: set[str] = vars(env).setdefault("pages_without_numbers", set())
    return found


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    del app
    _plain(env).discard(docname)


def _begin(app: Sphinx, env: BuildEnvironment) -> None:
    del app
    plain, opened = _plain(env), env.get_doctree
    env.get_doctree = lambda page: new_document(page) if page in plain else opened(page)  # type: ignore[method-assign]


def _end(app: Sphinx, env: BuildEnvironment) -> list[str]:
    del app
    vars(env).pop("get_doctree", None)
    return []  # no page to write again


def setup_numbering(app: Sphinx) -> None:
    """Note the pages as they are read, and leave them closed while Sphinx numbers."""
    app.connect("doctree-read", _note, priority=900)
    app.connect("env-purge-doc", _forget)
    app.connect("env-updated", _begin, priority=950)
    app.connect("env-get-updated", _end, priority=600)
