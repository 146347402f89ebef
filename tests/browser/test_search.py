"""The search as readers use it, and the places it leads to."""

from urllib.parse import quote

import pytest

from browsing import faults, open_page
from building import Book
from sphinx_dossier.build.domain import actor_target as anchor

pytestmark = [pytest.mark.build]

#: What is asked for, the group that comes first, and the address of its first result. Ids and names
#: are those of data/; phrases were looked up in seeds/ by eye; chapters are found by their names.
QUERIES = [
    ("c11", "Claims", "book/article.html#c011"),
    ("C011", "Claims", "book/article.html#c011"),
    ("claim c11", "Claims", "book/article.html#c011"),
    ("k5", "Findings", "book/checks.html#k005"),
    ("e18", "Notebooks, lists and sources", "book/evidence.html#e018"),
    ("t9", "Notebooks, lists and sources", "book/evidence.html#t009"),
    ("o12", "Notebooks, lists and sources", "book/evidence.html#o12"),
    ("j9", "Notebooks, lists and sources", "book/evidence.html#j09"),
    ("i1", "Notebooks, lists and sources", "book/evidence.html#i001"),
    ("Tin Maung Swe", "Actors", "book/actors.html#a-tin-maung-swe"),
    ("tin maung shwe", "Actors", "book/actors.html#a-tin-maung-swe"),
    ("Burma", "Actors", "book/actors.html#a-myanmar"),
    ("tatmadaw", "Actors", "book/actors.html#a-myanmar-military"),
    ("Kang Min Chul", "Actors", "book/actors.html#a-kang-min-chul"),
    ("kang minchul", "Actors", "book/actors.html#a-kang-min-chul"),
    ("Kang Min-cheol", "Actors", "book/actors.html#a-kang-min-chul"),
    ("Chon Tu-hwan", "Actors", "book/actors.html#a-chun-doo-hwan"),
    ("Kim Jong-un", "Actors", "book/actors.html#a-kim-jong-un"),
    ("Suu Kyi", "Actors", "book/actors.html#a-suu-kyi"),
    ("Leif Eric Easly", "Actors", "book/actors.html#a-easley"),
    ("Wladimir Putin", "Actors", "book/actors.html#a-vladimir-putin"),
    ("Republic of Korea", "Actors", "book/actors.html#a-south-korea"),
    ("Ewha Womans University", "Actors", "book/actors.html#a-ewha"),
    ("DPRK", "Chapters", "book/glossary.html#term-DPRK"),
    ("root", "Chapters", "book/glossary.html#term-root"),
    ("factuality", "Chapters", "book/glossary.html#term-factuality"),
    ("second pass", "Chapters", "book/glossary.html#term-second-pass"),
    ("Krippendorff’s alpha", "Chapters", "book/glossary.html#term-Krippendorffs-alpha"),
    ("timeline", "Chapters", "book/timeline.html"),
    ("hypotheses", "Chapters", "book/hypotheses.html"),
    ("robustness", "Chapters", "book/robustness.html"),
    ("limits", "Chapters", "book/limits.html"),
    ("codebook", "Chapters", "book/codebook.html"),
    ("how to cite", "Chapters", "book/colophon.html#how-to-cite"),
    ("“pariah regimes”", "The article", "book/article.html#s01.10"),
    ('"being delivered in the opposite way"', "The article", "book/article.html#s01.16"),
    ("“obscure cryptocurrency”", "The article", "book/article.html#s01.18"),
    ("“Radio Free Asia”", "Actors", "book/actors.html#a-rfa"),
    ("“killing 21 people”", "The article", "book/article.html#s01.25"),
    ("“an envoy to Pyongyang”", "The article", "book/article.html#s01.3"),
]
#: What nothing has, and what is offered: a letter too few, too many, two in the wrong order.
NEAR = [
    ("artilery", "artillery"),
    ("krypendorf", "krippendorff"),
    ("tin muang swe", "tin maung swe"),
    ("ambasador pyongyang", "ambassador pyongyang"),
]


def search(page, words: str) -> str:
    """Search for words; gives what is announced when the results are there."""
    page.goto(f"{page.url.partition('?')[0]}?q={quote(words)}")
    status = page.get_by_role("status")
    status.filter(has_not_text="Searching").and_(page.locator(":not(:empty)")).wait_for()
    return status.inner_text()


def results(page) -> list[list]:
    """Each group with its heading, without the count, and the addresses of its results."""
    return page.locator("#search-results section").evaluate_all(
        "all => all.map(e => [e.querySelector('h2').textContent.split(' (')[0],"
        " [...e.querySelectorAll('li > a')].map(a => a.getAttribute('href'))])"
    )


@pytest.mark.browser
def test_forty_queries_find_what_they_ask_for_first(browser, built: Book):
    """Ids with and without zeros, names in other spellings, terms, chapters, exact words.

    Opened without words, the page offers a field and loads no index.
    """
    assert len(QUERIES) == 40
    with open_page(browser, built, "search") as page:
        assert page.get_by_label("Search for", exact=True).is_visible()
        assert page.locator("#search-results > *").count() == 0
        assert page.locator("script[src*='search-index']").count() == 0
        found = {}
        for words, *_ in QUERIES:
            search(page, words)
            found[words] = next(((group, first[0]) for group, first in results(page)), None)

        assert found == {words: (group, address) for words, group, address in QUERIES}
        assert page.complaints == []
        assert page.requests_outside == []


@pytest.mark.report
@pytest.mark.browser
def test_chapters_come_before_what_they_rest_on(browser, built: Book):
    """A word of the subject: groups in their order, each cut to some results, the rest folded.

    Axe-core finds nothing, light and dark; markup in what is asked for stays text.
    """
    with open_page(browser, built, "search") as page:
        said = search(page, "artillery")
        groups = [group for group, _ in results(page)]
        sections = page.locator("#search-results section").all()

        order = ["Chapters", "Findings", "Claims", "Actors", "The article"]
        assert [g for g in groups if g in order] == [g for g in order if g in groups]
        assert groups[:3] == order[:3]
        assert said.startswith("Found for artillery: Chapters ")
        for section in sections:
            assert section.locator("> ol > li").count() <= 5
        # data/claims.csv: c038 offers artillery ammunition.
        assert "book/article.html#c038" in dict(results(page))["Claims"]
        assert "artillery" in page.locator("mark").first.inner_text().lower()
        search(page, "sanctions <b>x</b>")
        search(page, "sanctions")
        page.locator("article details summary").first.press("Enter")
        assert page.complaints == []
        assert faults(page) == []


@pytest.mark.browser
def test_a_near_spelling_is_offered_where_nothing_is_found(browser, built: Book):
    """The offer is a link that searches for it and finds something, reached by the keyboard.

    Words that nothing is near to give a sentence and no list.
    """
    with open_page(browser, built, "search") as page:
        for asked, offered in NEAR:
            assert f"Nothing has {asked}. Did you mean {offered}?" in search(page, asked)
            page.get_by_role("status").get_by_role("link").focus()
            page.keyboard.press("Enter")
            page.locator("#search-results section").first.wait_for()
            assert page.get_by_label("Search for", exact=True).input_value() == offered

        assert search(page, "qqqqqqqqqqqq") == "Nothing has qqqqqqqqqqqq."
        assert results(page) == []
        assert page.complaints == []


@pytest.mark.browser
def test_without_javascript_the_page_says_what_else_leads_there(browser, built: Book):
    """The index of terms and the list of evidence are links."""
    with open_page(browser, built, "search", javascript=False) as page:
        assert "The search needs JavaScript" in page.locator("main, article").first.inner_text()


def test_no_page_loads_the_script_of_the_search_or_of_the_table_but_their_own(built: Book):
    """Script and index of the search together weigh what Sphinx's weighed."""
    for script, own in (("search", "search.html"), ("whatif", "book/hypotheses.html")):
        pages = built.pages.items()
        assert [n for n, page in pages for _ in page.select(f"script[src*={script}]")] == [own]
    assert (built.html / "_static" / "search.js").stat().st_size < 8_500
    assert not (built.html / "searchindex.js").exists()


def test_every_actor_has_a_place_with_its_claims(built: Book, dossier):
    """The page of actors names each, with the claims attributed to it, cut short where many."""
    page = built.pages["book/actors.html"]
    for actor in dossier.actors.itertuples():
        entry = page.find(id=anchor(actor.actor_id))
        assert entry.get_text().startswith(actor.name)
        lines = entry.find_next_sibling("dd").select("p")
        of_claims = [p for p in lines if p.get_text().startswith("Claims")]
        shown = [a.get_text() for p in of_claims for a in p.select("a")]
        claims = list(dossier.claims[dossier.claims.speaker == actor.actor_id].claim_id)
        cut = [*claims[:4], f"+{len(claims) - 4}"]
        assert shown == (claims if len(claims) <= 6 else cut)
