"""Citations looked up: the same as what the library finds by comparing all with all."""

import ast
from types import SimpleNamespace

import pytest
from pybtex.database import BibliographyData, Entry
from sphinxcontrib.bibtex.bibfile import BibData
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from sphinx_dossier.pages.citations import LookedUp

PAGE, OTHER = "book/references", "book/checks"
KEY = BibliographyKey(docname=PAGE, id_="references")


def bibliography(filter_: str, *keys: str) -> SimpleNamespace:
    """What a bibliography directive keeps: which entries it prints, and those in any case."""
    return SimpleNamespace(
        bibfiles=["a.bib"], keyprefix="", keys=keys, filter_=ast.parse(filter_), list_="citation"
    )


def domain(kind: type[BibtexDomain], printed: SimpleNamespace) -> BibtexDomain:
    """A domain with three entries, the first cited on two pages, the third on one."""
    found = kind(SimpleNamespace(domaindata={}, found_docs={PAGE, OTHER}))
    entries = {key: Entry("misc", fields={"title": key}) for key in ("one", "two", "three")}
    file = SimpleNamespace(keys=list(entries))
    data = BibliographyData(entries=entries)
    found.data["bibdata"] = BibData(encoding="", bibfiles={"a.bib": file}, data=data)
    found.bibliographies[KEY] = printed
    for page, key in ((OTHER, "one"), (PAGE, "one"), (OTHER, "three")):
        targets = [SimpleNamespace(key=key)]
        found.citation_refs.append(SimpleNamespace(docname=page, targets=targets))
    return found


@pytest.mark.parametrize(
    ("filter_", "keys", "expected"),
    [
        ("cited", (), ["one", "three"]),
        ("cited", ("two",), ["one", "two", "three"]),
        ("not cited", (), ["two"]),
        ("docname in docnames", (), ["one"]),
        ("title == 'two'", (), ["two"]),
    ],
)
def test_a_bibliography_has_the_entries_that_the_library_finds(filter_, keys, expected):
    """By hand, and by the library's own comparison of every citation with every entry."""
    looked_up, plain = (
        [key for key, _ in domain(kind, bibliography(filter_, *keys)).get_filtered_entries(KEY)]
        for kind in (LookedUp, BibtexDomain)
    )

    assert looked_up == plain == expected


def test_a_citation_is_resolved_from_the_entries_it_names(monkeypatch):
    """In the order of the bibliography, whatever order it names them in; then all are back."""
    seen = []
    monkeypatch.setattr(BibtexDomain, "env_updated", lambda self: [])
    monkeypatch.setattr(
        BibtexDomain, "resolve_xref", lambda self, *_: seen.append([c.key for c in self.citations])
    )
    found = domain(LookedUp, bibliography("cited"))
    found.data["citations"] = [
        Citation(key, KEY, key, Entry("misc"), SimpleNamespace(label="1"), None)
        for key in ("two", "three", "one")
    ]
    found.env_updated()

    found.resolve_xref(None, OTHER, None, "t", "one, two", None, None)
    found.resolve_xref(None, OTHER, None, "t", "four", None, None)

    assert seen == [["two", "one"], []]
    assert [one.key for one in found.citations] == ["two", "three", "one"]


def test_a_bibliography_leads_back_to_the_citations_beside_it(monkeypatch):
    """Once pages are read those of other pages are not looked through; none is forgotten."""
    monkeypatch.setattr(BibtexDomain, "env_updated", lambda self: [])
    found = domain(LookedUp, bibliography("cited"))
    assert len(found.citation_refs) == 3
    found.env_updated()

    assert [one.docname for one in found.citation_refs] == [PAGE]
    assert len(found.data["citation_refs"]) == 3
