"""The domain of the dossier: cross-reference targets, backlinks, and what stands nowhere."""

import pytest
from sphinx.errors import ExtensionError

from sphinx_dossier.build.domain import DossierDomain
from sphinx_dossier.evidence.link_rendering import address_of, evidence_link


def test_what_another_process_noted_is_taken_over(domain: DossierDomain) -> None:
    """`sphinx-build -j` reads pages in several processes; only those pages count."""
    noted = {"targets": {"a": ["c1"], "b": ["c2"]}, "uses": {"a": [("c1", "x")]}}
    other = {name: noted.get(name, {}) for name in domain.initial_data}
    domain.merge_domaindata(["a"], other)

    assert domain.page_of("c1") == "a"
    assert domain.data["uses"] == {"a": [("c1", "x")]}
    with pytest.raises(KeyError):
        domain.page_of("c2")


def test_a_source_on_no_page_stops_the_build(domain: DossierDomain) -> None:
    """The message names the source and says what to write where."""
    domain.data["sources"].clear()

    with pytest.raises(ExtensionError, match=r"source s01 is printed on no page: put ```\{article"):
        domain.check_consistency()


@pytest.mark.report
def test_an_item_on_no_page_stops_the_build(domain: DossierDomain) -> None:
    """The message names some of the items that no list has."""
    domain.clear_doc("book/checks")

    with pytest.raises(ExtensionError, match="no page lists k001, k002, k003, k004, k005 and"):
        domain.check_consistency()


@pytest.mark.report
def test_an_address_names_the_claims_of_its_own_page(domain: DossierDomain) -> None:
    """Of many claims those that the page can show."""
    domain.data["targets"]["book/other"] = ["c999"]
    found = evidence_link("", "+9", target="c001", claims=["c001", "c999", "c003"])

    assert address_of(domain, found) == ("book/article", "?claims=c001,c003#c001")
    assert address_of(domain, evidence_link("", "c999", target="c999"))[1] == "#c999"
