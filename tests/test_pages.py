"""The pages as readers meet them: in a real browser, without a network, from the disk."""

import pytest

from browsing import DRAWN, PAGES, open_page
from building import Book

pytestmark = [pytest.mark.build, pytest.mark.browser]

WIDTHS = {"desktop": 1280, "phone": 390}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_whole_without_a_network(browser, built: Book, name, width, scheme):
    """No request leaves the disk, the console is quiet, charts are drawn, nothing spills over."""
    with open_page(browser, built, name, width=width, scheme=scheme) as page:
        charts = page.locator(".chart[data-chart]")
        page.mouse.move(3, 3)
        for chart in charts.all():
            chart.scroll_into_view_if_needed()
        page.wait_for_function(DRAWN)

        assert page.locator("article h1").count() == 1
        assert page.requests_outside == []
        assert page.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for chart in charts.all():
            assert chart.locator(".stage svg path[d]").count() > 0


def test_an_evidence_link_marks_the_words_it_leads_to(browser, built: Book):
    """Following a link in the prose opens the article with exactly the claim's words marked."""
    with open_page(browser, built, "book/index") as page:
        link = page.locator(".evidence a").first
        quote = link.get_attribute("title")
        link.click()
        page.wait_for_url("**/article.html#*")
        plain = page.evaluate(
            "getComputedStyle(document.querySelector('.reading p')).backgroundColor"
        )
        marked = page.locator(".reading .words").evaluate_all(
            "(all, plain) => all.filter(e => getComputedStyle(e).backgroundColor !== plain)"
            ".map(e => e.textContent).join('')",
            plain,
        )

        assert marked == quote
