"""Citations are looked up, and not looked for among all of them.

sphinxcontrib-bibtex compares every citation with every entry, and each citation that it prints with
every entry again: at a thousand articles thousands of millions of times. The domain here is its
own, with what is asked for prepared. Each citation also looks for the plugins that print it, among
all packages of the environment; they are found once and registered.

``{bibliography}`` lists what is cited whole or in parts, as the lists of evidence are: the page
with ``:part: 1 of 5`` gathers and sorts all entries, the others take their share of them.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import Any, ClassVar

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyDirective, BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, _FilterVisitor
from sphinxcontrib.bibtex.nodes import bibliography

from sphinx_dossier.evidence.whereabouts import part_of

_KIND, _NAMES = "pybtex.backends", ("plaintext", "docutils")


class ListDirective(BibliographyDirective):
    """What is cited, whole or in parts: `{bibliography}`, with `:part: 2 of 5`."""

    option_spec: ClassVar = BibliographyDirective.option_spec | {"part": str}

    def run(self) -> Sequence[nodes.Node]:
        """The place of the list. Raises ValueError for a part that there cannot be."""
        part = self.options.get("part", "")
        part_of((), part)
        if part in ("", _first(part)):
            found = super().run()
        else:
            found = [bibliography(docname=self.env.docname)]
            self.state.document.note_explicit_target(found[0], found[0])
        if part:
            self.env.domains["cite"].data["parts"][self.env.docname] = found[-1]["ids"][0], part
        return found


def _first(part: str) -> str:
    return "1 of " + part.rpartition(" ")[2]


class LookedUp(BibtexDomain):
    """The domain of citations, which shows the code behind it no more than it is asked about."""

    data_version = BibtexDomain.data_version + 1
    #: `parts`: of every page that lists a part, the id of the list and which part it is; `stood`:
    #: where each entry stood, and its label, when pages were last written.
    initial_data: ClassVar = BibtexDomain.initial_data | {"parts": {}, "stood": {}}
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
        """Work out what is printed where; from then on it is looked up.

        Gives the pages that have to be written again: those that list or cite what has moved.
        """
        for key, part in self._parts().items():
            if part != _first(part):  # it has the entries of the first since an earlier build
                self.bibliographies.pop(key, None)
        super().env_updated()
        self._share_out()
        self._places = {}
        for place, citation in enumerate(self.citations):
            self._places.setdefault(citation.key, []).append(place)
        pages = {key.docname for key in self.bibliographies}
        self._near = [one for one in self.citation_refs if one.docname in pages]
        return self._moved()

    def _parts(self) -> dict[BibliographyKey, str]:
        found = sorted(self.data["parts"].items())
        return {BibliographyKey(page, list_id): part for page, (list_id, part) in found}

    def _share_out(self) -> None:
        """Give each part its share of the entries that the first has gathered, in their order."""
        parts = self._parts()
        whole = next((key for key, part in parts.items() if part == _first(part)), None)
        if whole is None:
            return
        entries = [one for one in self.citations if one.bibliography_key == whole]
        shared = [one for one in self.citations if one.bibliography_key != whole]
        for key, part in parts.items():
            shared += [one._replace(bibliography_key=key) for one in part_of(entries, part)]
            self.bibliographies[key] = self.bibliographies[whole]
        self.data["citations"] = shared

    def _moved(self) -> set[str]:
        before = self.data["stood"]
        now = {
            one.key: (one.bibliography_key.docname, one.citation_id, one.formatted_entry.label)
            for one in self.citations
        }
        self.data["stood"] = now
        moved = {key for key in now | before if now.get(key) != before.get(key)}
        lists = {where[key][0] for where in (before, now) for key in moved & where.keys()}
        return (lists & self.env.found_docs) | {
            one.docname
            for one in self.data["citation_refs"]
            if moved & {target.key for target in one.targets}
        }

    def clear_doc(self, page: str) -> None:
        """Forget a page."""
        super().clear_doc(page)
        self.data["parts"].pop(page, None)

    def merge_domaindata(self, pages: Set[str], other: dict[str, Any]) -> None:
        """Take over what another process has noted of the pages it read."""
        super().merge_domaindata(pages, other)
        self.data["parts"] |= {p: part for p, part in other["parts"].items() if p in pages}

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
    app.add_directive("bibliography", ListDirective, override=True)
    for name in _NAMES:
        register_plugin(_KIND, name, find_plugin(_KIND, name), force=True)
