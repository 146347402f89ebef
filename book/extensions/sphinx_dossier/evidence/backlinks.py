"""Where the chapters lean on evidence: the way back from the words to what uses them.

Each ``{ev}`` in a chapter is an address of its own, noted here under the ids it gives. A
`chapter_uses` node on a page of evidence becomes links to those addresses once every page is
read; a page whose links would change is written again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_dossier.evidence.plain_links import link

#: Per page: the id of a claim or item, and the address of the sentence that gives it.
Uses = dict[str, list[tuple[str, str]]]


class chapter_uses(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils style
    """Stands for links to every sentence of the chapters that gives the id `target`."""


def note_use(env: BuildEnvironment, ids: Iterable[str]) -> str:
    """Note that the page being read gives these ids, and return the address of the place."""
    address = f"said-{env.new_serialno('evidence') + 1}"
    here = _uses(env).setdefault(env.docname, [])
    here += [(target, address) for target in dict.fromkeys(ids)]
    return address


def _uses(env: BuildEnvironment) -> Uses:
    found: Uses = vars(env).setdefault("evidence_uses", {})
    return found


def places(env: BuildEnvironment, target: str) -> Iterator[tuple[str, list[str]]]:
    """The pages that give an id, in the order of the book, each with the addresses in it."""
    yield from _by_target(env).get(target, {}).items()


def _by_target(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    """The notes of all pages turned round, once for as long as they stay the same."""
    noted, found = _TURNED.get("noted"), _TURNED.get("found", {})
    if noted != _uses(env):
        found = {}
        for page in env.collect_relations():
            for target, address in _uses(env).get(page, []):
                found.setdefault(target, {}).setdefault(page, []).append(address)
        _TURNED.update(noted=dict(_uses(env)), found=found)
    return found


_TURNED: dict[str, Any] = {}


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(chapter_uses)):
        found: list[nodes.Node] = []
        for page, addresses in places(app.env, node["target"]):
            uri = app.builder.get_relative_uri(docname, page)
            title = app.env.titles[page].astext()
            for number, address in enumerate(addresses):
                found.append(nodes.Text(", " if found else "In the report: "))
                text = str(number + 1) if number else title
                found.append(link(text, f"{uri}#{address}"))
        node.replace_self(nodes.inline("", "", *found, classes=["chapters"]) if found else [])


def _note_page(app: Sphinx, doctree: nodes.document) -> None:
    """Note the pages that list where the chapters lean on them."""
    if next(doctree.findall(chapter_uses), None) is not None:
        _listing(app.env).add(app.env.docname)


def _listing(env: BuildEnvironment) -> set[str]:
    found: set[str] = vars(env).setdefault("evidence_listing", set())
    return found


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    del app
    _uses(env).pop(docname, None)
    _listing(env).discard(docname)


def _pages_to_renew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that list the places, where a place or the title of its chapter has changed."""
    del app
    found = [(page, env.titles[page].astext(), uses) for page, uses in sorted(_uses(env).items())]
    changed = found != getattr(env, "evidence_uses_written", None)
    env.evidence_uses_written = found  # type: ignore[attr-defined]
    return sorted(_listing(env)) if changed else []


def setup_uses(app: Sphinx) -> None:
    """Register the node, its resolution, and what keeps the notes true between builds."""
    app.add_node(chapter_uses)
    app.connect("doctree-read", _note_page)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-purge-doc", _forget)
    app.connect("env-updated", _pages_to_renew)
