"""On which page each claim, item and actor stands, noted as pages are read.

What grows with the articles is spread over pages: a source on one of its own, and the lists of what
rests on it in parts, by the option ``:part: 2 of 5`` of their directives. Links follow what was
noted; a thing that no page has stops the build.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from dossier.analysis.evidence import items
from dossier.tables.load import load_once

__all__ = ["note_place", "part_of", "places_in", "setup_whereabouts", "sources_on"]

_PART = re.compile(r"([1-9]\d*) of ([1-9]\d*)")
_Item = TypeVar("_Item")
#: The page of every id, as the pages of this build were read.
_PAGES: dict[str, str] = {}


def part_of(things: Sequence[_Item], part: str) -> Sequence[_Item]:
    """The things of one part, which have one more or less; all where no part is named.

    Raises ValueError for a part that there cannot be.

    >>> part_of("abcdefg", "2 of 3"), part_of("abc", "")
    ('cd', 'abc')
    """
    if not part:
        return things
    found = _PART.fullmatch(part)
    number, count = map(int, found.groups()) if found else (1, 0)
    if not 1 <= number <= count:
        raise ValueError(f"{part!r} is no part; write one as in “:part: 2 of 5”")
    return things[len(things) * (number - 1) // count : len(things) * number // count]


def note_place(env: BuildEnvironment, ids: Iterable[str], source: str = "") -> None:
    """Note that the page being read has these ids; `source` is what it prints, if it does."""
    here = _noted(env).setdefault(env.docname, {"ids": [], "sources": []})
    here["ids"] += list(ids)
    here["sources"] += [source] if source else []


def sources_on(env: BuildEnvironment, page: str) -> list[str]:
    """The sources that a page prints."""
    return _noted(env).get(page, {}).get("sources", [])


def places_in() -> dict[str, str]:
    """The page of every id; empty until pages have been read."""
    return _PAGES


def _noted(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = vars(env).setdefault("evidence_places", {})
    return found


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    del app
    _noted(env).pop(docname, None)


def _gather(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take over what was noted; where a thing has another page now, every page is written again."""
    del app
    _PAGES.clear()
    for page, found in sorted(_noted(env).items(), reverse=True):
        _PAGES.update(dict.fromkeys(found["ids"], page))
    missing = [*_unprinted(env), *_unlisted()]
    if missing:
        raise ExtensionError("\n".join(missing))
    changed = getattr(env, "evidence_places_written", _PAGES) != _PAGES
    env.evidence_places_written = dict(_PAGES)  # type: ignore[attr-defined]
    return sorted(env.found_docs) if changed else []


def _unprinted(env: BuildEnvironment) -> list[str]:
    printed = {source for page in _noted(env) for source in sources_on(env, page)}
    return [
        f"source {source} is printed on no page: put ```{{article}} {source}``` in a chapter, and "
        "the chapter in _toc.yml"
        for source in load_once().texts
        if source not in printed
    ]


def _unlisted() -> list[str]:
    lost = [item for item in items(load_once()) if item not in _PAGES]
    some = ", ".join(lost[:5])
    return [
        f"no page lists {some}{' and others' if len(lost) > 5 else ''}: see that ```{{checks}}``` "
        "and ```{evidence-index}``` of every table stand in a chapter, with all their parts"
    ] * bool(lost)


def setup_whereabouts(app: Sphinx) -> None:
    """Keep what was noted true between builds, and take it over before a page is written."""
    app.connect("env-purge-doc", _forget)
    app.connect("env-updated", _gather, priority=100)
