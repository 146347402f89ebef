"""From a sentence to the words behind it and back, as readers go: by pointer, key, and touch."""

import pytest

from browsing import open_page
from building import Book

pytestmark = [pytest.mark.build, pytest.mark.browser]

#: A link to words of the article; the front page begins with links to findings.
LINK = ".evidence a[href*='article.html#']"
#: Places far down; none is on the page of the one before it, which would not be opened anew.
LONG = [
    "checks.html#on-c101",
    "evidence.html#ties",
    "checks.html#k340",
    "evidence.html#t100",
    "hypotheses.html#tab-assumptions",
]
MARKED = """() => {
  const pieces = [...document.querySelectorAll('.reading .words')];
  const probe = document.createElement('i');
  probe.style.background = 'var(--mark)';
  document.querySelector('.reading').append(probe);
  const mark = getComputedStyle(probe).backgroundColor;
  return pieces.filter(e => getComputedStyle(e).backgroundColor === mark)
    .map(e => e.textContent).join('');
}"""


def target(link) -> str:
    """The id an evidence link leads to."""
    return link.get_attribute("href").rpartition("#")[2]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_evidence_link_marks_exactly_the_words_it_leads_to(
    browser, built: Book, dossier, scripts
):
    """Following a link in the prose opens the article with the claim's words marked."""
    with open_page(browser, built, "book/index", javascript=scripts) as page:
        link = page.locator(LINK).first
        claim = target(link)
        link.click()
        page.wait_for_url(f"**/article.html#{claim}")
        page.locator(f".words.{claim}").first.wait_for()

        assert page.evaluate(MARKED) == dossier.rows("claims").quote[claim]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_into_a_long_page_ends_at_what_it_names(browser, built: Book, width):
    """It is at the top of the window, though what is above it was laid out or grew on the way."""
    tops = {}
    with open_page(browser, built, "book/index", width=width) as page:
        for place in LONG:
            page.goto(page.url.rpartition("/")[0] + "/" + place)
            page.wait_for_timeout(1000)
            tops[place] = page.locator("#" + place.partition("#")[2]).bounding_box()["y"]

    assert {place: top for place, top in tops.items() if not 0 <= top <= 150} == {}


def test_there_and_back_by_keyboard(browser, built: Book, dossier):
    """Focus shows the card, Enter goes to the words, and a link beneath them leads back."""
    with open_page(browser, built, "book/index") as page:
        link = page.locator(LINK).first
        claim = target(link)
        place = link.locator("xpath=..").get_attribute("id")
        link.focus()
        card = page.locator("#evidence-card")
        card.wait_for()

        assert dossier.rows("claims").quote[claim] in card.text_content()
        assert link.get_attribute("aria-describedby") == "evidence-card"

        page.keyboard.press("Escape")
        card.wait_for(state="detached")
        assert page.evaluate("document.activeElement.textContent") == claim

        page.keyboard.press("Enter")
        page.wait_for_url(f"**/article.html#{claim}")
        page.locator(f"#about-{claim}").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        back = f"index.html#{place}"
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == back:
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{back}")

        assert page.locator(f"#{place}").is_visible()


def test_the_card_opens_under_the_pointer_and_stays_while_the_pointer_is_on_it(
    browser, built: Book
):
    """What hover shows can be hovered, and goes when the pointer leaves it (WCAG 1.4.13)."""
    with open_page(browser, built, "book/index") as page:
        page.locator(LINK).first.hover()
        card = page.locator("#evidence-card")
        card.wait_for()
        card.locator(".words-of").hover()
        page.wait_for_function("document.querySelector('#evidence-card').matches(':hover')")
        assert card.is_visible()

        page.mouse.move(5, 5)
        card.wait_for(state="detached")


def test_the_first_tap_opens_the_card_and_the_card_leads_on(browser, built: Book):
    """On a phone a tap does not carry the reader off; the card has the way to the words."""
    with open_page(browser, built, "book/index", width=390, touch=True) as page:
        link = page.locator(LINK).first
        claim = target(link)
        link.tap()
        card = page.locator("#evidence-card")
        card.wait_for()
        box = card.bounding_box()

        assert page.url.endswith("index.html")
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390

        card.get_by_role("link").tap()
        page.wait_for_url(f"**/article.html#{claim}")


@pytest.mark.report
def test_filters_leave_the_claims_they_name_and_mark_their_words(browser, built: Book, dossier):
    """Choosing a speaker keeps exactly the claims of that speaker; all come back on reset.

    The link “+n” of a list that is cut short opens the page with exactly its claims shown; a click
    on words that several claims cover opens a card with each of them.
    """
    claims = dossier.claims
    expected = set(claims.claim_id[(claims.speaker == "nagy") & (claims.factuality == "PS+")])
    with open_page(browser, built, "book/article") as page:
        page.get_by_label("Said by").select_option("nagy")
        page.wait_for_function(
            "document.querySelector('.filters output').textContent.includes('of')"
        )
        page.get_by_label("Certainty").select_option("possible")
        count = len(claims[(claims.speaker == "nagy") & (claims.factuality != "CT+")])
        page.get_by_text(f"{count} of {len(claims)} claims").wait_for()
        shown = page.locator("dl.claims dt:not([hidden])")
        ids = {e.get_attribute("id").removeprefix("about-") for e in shown.all()}

        assert expected <= ids
        assert len(ids) == count
        assert page.locator(".words.chosen").count() > 0

        page.get_by_role("button", name="Show all").click()
        page.get_by_text(f"{len(claims)} claims", exact=True).wait_for()
        assert page.locator("dl.claims dt[hidden]").count() == 0

        page.goto(page.url.partition("?")[0] + "?claims=c012,c074#c012")
        page.get_by_text("2 of").wait_for()
        assert shown.count() == 2

        page.locator(".words.c003.c004.c005").first.click()
        card = page.locator("#evidence-card")
        card.wait_for()
        covering = dossier.rows("claims").quote[["c003", "c004", "c005"]]
        assert set(covering) <= set(card.locator("mark").all_text_contents())
