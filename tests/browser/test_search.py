"""The search as readers use it, and the places it leads to."""

import pytest

from browsing import open_page
from building import Book
from sphinx_dossier.build.domain import actor_target as anchor

pytestmark = [pytest.mark.build]


def results(page, words: str) -> list[tuple[str, str]]:
    """What a search for words finds: each result's text and address."""
    page.goto(f"{page.url.partition('?')[0]}?q={words}")
    page.locator(
        "#search-results.search-finished, #search-results p.search-summary"
    ).first.wait_for()
    page.wait_for_function(
        "!document.querySelector('#search-progress')?.textContent.endsWith('...')"
    )
    page.wait_for_function(
        "/finished|not match/i.test(document.querySelector('.search-summary').textContent)"
    )
    found = page.locator("ul.search li")
    return found.evaluate_all("all => all.map(e => [e.textContent, e.querySelector('a').href])")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "kind", "place"),
    [
        # data/claims.csv: c011 is the appointment; c038 offers artillery ammunition.
        ("c011", "Claim", "article.html#c011"),
        ("artillery", "Claim", "article.html#c038"),
        # data/actors.csv: the ambassador.
        ("Tin Maung Swe", "Actor", "actors.html#a-tin-maung-swe"),
        # data/checks.csv: k005 is a finding on the posting.
        ("k005", "Finding", "checks.html#k005"),
    ],
)
def test_the_search_leads_to_claims_actors_and_findings(browser, built: Book, words, kind, place):
    """A number, a word or a name is found, labelled with what it is, above pages."""
    with open_page(browser, built, "search") as page:
        found = results(page, words)
        hit = next((text for text, address in found if address.endswith(place)), None)

        assert hit is not None, found[:5]
        assert f"({kind}, in " in hit
        assert "#" in found[0][1]
        assert page.complaints == []


@pytest.mark.browser
def test_a_search_without_a_result_says_so(browser, built: Book):
    """Words that stand nowhere give a sentence and no list."""
    with open_page(browser, built, "search") as page:
        assert results(page, "zzzz") == []
        assert "did not match" in page.locator(".search-summary").inner_text()
        assert page.complaints == []


@pytest.mark.browser
def test_an_empty_search_waits_for_words(browser, built: Book):
    """Opened without words, the page explains itself and offers a field."""
    with open_page(browser, built, "search") as page:
        assert page.get_by_label("Search for").is_visible()
        assert page.locator("ul.search li").count() == 0
        assert page.complaints == []


def test_every_actor_has_a_place_with_its_claims(built: Book, dossier):
    """The page of actors names each, with the claims put down to it, cut short where many."""
    page = built.pages["book/actors.html"]
    for actor in dossier.actors.itertuples():
        entry = page.find(id=anchor(actor.actor_id))
        assert entry.get_text().startswith(actor.name)
        line = next(
            (
                p
                for p in entry.find_next_sibling("dd").select("p")
                if p.get_text().startswith("Speaks")
            ),
            None,
        )
        shown = [a.get_text() for a in line.select("a")] if line else []
        claims = list(dossier.claims[dossier.claims.speaker == actor.actor_id].claim_id)
        cut = [*claims[:4], f"+{len(claims) - 4}"]
        assert shown == (claims if len(claims) <= 6 else cut)
