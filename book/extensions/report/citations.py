"""Citations are looked up, and not looked for among all of them.

sphinxcontrib-bibtex compares every citation with every entry, and each citation that it prints with
every entry again: at a thousand articles thousands of millions of times. The domain here is its
own, with what is asked for prepared. Each citation also looks for the plugins that print it, among
all packages of the environment; they are found once and registered.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pybtex.database import Entry
from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, _FilterVisitor

_KIND, _NAMES = "pybtex.backends", ("plaintext", "docutils")


class LookedUp(BibtexDomain):
    """The domain of citations, which shows the code behind it no more than it is asked about."""

    _shown: list[Citation] | None = None
    _places: dict[str, list[int]] | None = None
    _near: list[Any] | None = None

    @property
    def citations(self) -> list[Citation]:
        """All entries that are printed; while a citation is resolved those it names."""
        return self.data["citations"] if self._shown is None else self._shown

    @property
    def citation_refs(self) -> list[Any]:
        """All citations; once pages are read those beside a bibliography, which leads back."""
        return self.data["citation_refs"] if self._near is None else self._near

    def get_filtered_entries(self, bibliography_key: Any) -> Iterable[tuple[str, Entry]]:
        """The entries that a bibliography prints, in the order of its files.

        Raises ValueError for a filter that cannot be read.
        """
        cited: dict[str, set[str]] = {}
        for reference in self.citation_refs:
            for target in reference.targets:
                cited.setdefault(target.key, set()).add(reference.docname)
        bibliography = self.bibliographies[bibliography_key]
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            asked = _FilterVisitor(entry, bibliography_key.docname, cited.get(key, set()))
            if entry.key in bibliography.keys or asked.visit(bibliography.filter_):
                yield key, entry

    def env_updated(self) -> Iterable[str]:
        """Work out what is printed where; from then on it is looked up."""
        changed = super().env_updated()
        self._places = {}
        for place, citation in enumerate(self.citations):
            self._places.setdefault(citation.key, []).append(place)
        pages = {key.docname for key in self.bibliographies}
        self._near = [one for one in self.citation_refs if one.docname in pages]
        return changed

    def resolve_xref(self, env: Any, page: str, builder: Any, typ: str, target: str, *nodes: Any):
        """What stands in the place of a citation."""
        with self._only(one.key for one in parse_citation_targets(target)):
            return super().resolve_xref(env, page, builder, typ, target, *nodes)

    @contextmanager
    def _only(self, keys: Iterable[str]) -> Iterator[None]:
        places = sorted(place for key in set(keys) for place in (self._places or {}).get(key, []))
        self._shown = [self.citations[place] for place in places]
        try:
            yield
        finally:
            self._shown = None


def setup_citations(app: Sphinx) -> None:
    """Take the place of the domain, and find what citations are printed with."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(LookedUp, override=True)
    for name in _NAMES:
        register_plugin(_KIND, name, find_plugin(_KIND, name), force=True)
