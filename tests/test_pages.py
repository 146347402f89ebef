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
        for chart in charts.all():
            chart.scroll_into_view_if_needed()
        page.wait_for_function(DRAWN)

        assert page.locator("article h1").count() == 1
        assert page.requests_outside == []
        assert page.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for chart in charts.all():
            assert chart.locator("svg:visible path[d]").count() > 0


@pytest.mark.parametrize("name", ["book/index", "book/timeline", "book/ties"])
def test_without_javascript_every_chart_is_a_drawing(browser, built: Book, name):
    """A reader without JavaScript sees each chart once, drawn and described."""
    with open_page(browser, built, name, javascript=False) as page:
        for chart in page.locator(".chart").all():
            assert chart.locator("svg:visible").count() == 1
            assert chart.locator("svg:visible").get_attribute("aria-label")


def test_the_network_can_be_narrowed_to_one_kind_of_tie(browser, built: Book):
    """Choosing a kind in the drawing of the ties leaves fewer lines."""
    with open_page(browser, built, "book/ties") as page:
        chart = page.locator('.chart[data-chart="network"]')
        chart.scroll_into_view_if_needed()
        chart.locator(".drawing[data-drawn='live']").wait_for()
        lines = chart.locator("svg:visible path[stroke]:not([stroke=none])")
        before = lines.count()
        chart.get_by_label("Kind").select_option("arms")
        page.wait_for_function(
            "before => document.querySelectorAll('[data-chart=network] .wide svg "
            "path[stroke]:not([stroke=none])').length < before",
            arg=before,
        )

        assert 0 < lines.count() < before


def test_the_colours_of_a_drawn_chart_follow_the_theme(browser, built: Book):
    """The same mark has another colour on a dark page than on a light one."""
    colours = set()
    for scheme in ("light", "dark"):
        with open_page(browser, built, "book/index", scheme=scheme) as page:
            page.locator(".chart[data-chart]").scroll_into_view_if_needed()
            page.locator(".drawing[data-drawn='live']").wait_for()
            text = page.locator(".chart svg:visible text").first
            colours.add(text.evaluate("e => getComputedStyle(e).fill"))

    assert len(colours) == 2


def test_a_stacked_table_keeps_the_headings_of_its_short_cells(browser, built: Book):
    """On a phone a figure whose heading is out of sight is named in its cell."""
    cell = "document.querySelector('#tab-grades tbody td:nth-child(3)')"
    named = f"getComputedStyle({cell}, '::before').content"
    with open_page(browser, built, "book/certainty", width=390) as page:
        assert page.evaluate(named) == '"Speaks: "'
    with open_page(browser, built, "book/certainty") as page:
        assert page.evaluate(named) == "none"
