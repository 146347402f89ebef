"""The pages as readers meet them: in a real browser, without a network, from the disk."""

import pytest

from browsing import DRAWN, faults, open_page
from building import PAGES, Book

pytestmark = [pytest.mark.build, pytest.mark.browser]


#: Every mark, told one after the other: how many there are, and those that show no link.
_WALK = """chart => {
  const stage = chart.querySelector('.stage'), told = chart.querySelector('.mark-live');
  const press = key => stage.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  press('Home');
  const count = +told.textContent.match(/Mark 1 of (\\d+)/)[1], without = [];
  for (let n = 1; n <= count; n += 1, press('ArrowRight')) {
    if (!told.textContent.includes(`Mark ${n} of`)) without.push(`mark ${n} was not told`);
    if (!chart.querySelector('.mark-panel .evidence a')) without.push(told.textContent);
  }
  return [count, without];
}"""


@pytest.mark.parametrize(
    ("width", "served"), [(1280, False), (390, True)], ids=["from the disk", "phone, from a host"]
)
@pytest.mark.parametrize("name", [*PAGES, "search", "genindex", "404"])
def test_a_page_opens_whole(browser, built: Book, hosted, name, width, served):
    """Nothing is asked for elsewhere, complains or spills over; charts live, and axe is content.

    Every mark that tells something leads to evidence. From the disk without a network, and on a
    phone from a host with its Content-Security-Policy. axe-core reads for WCAG 2.0 to 2.2, levels A
    and AA, and for best practices; the colours, which no width changes, once in light and dark.
    """
    lost = name == "404"  # is for hosts alone
    host = hosted if served or lost else ""
    with open_page(browser, built, name, width=width, host=host) as page:
        charts = page.locator(".chart[data-chart]")
        page.mouse.move(3, 3)
        for chart in charts.all():
            chart.scroll_into_view_if_needed()
        page.wait_for_function(DRAWN)

        assert page.locator("main h1" if lost else "article h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for chart in charts.all():
            assert chart.locator(".stage svg path[d]").count() > 0
            told, without = chart.evaluate(_WALK)
            assert told > 0
            assert without == []
        assert faults(page, colours=not served) == []
        assert page.requests_outside == []
        assert page.complaints == []


@pytest.mark.parametrize(
    ("name", "table", "place", "said"),
    [
        ("book/certainty", "of-grades", 3, "Speaks: "),
        ("notebooks/judgements", "of-judgements", 3, "Likelihood: "),
        ("figures/verdicts", "of-fig-verdicts", 2, "Verdict: "),
        ("book/disagreements", "of-disagreements", 2, "Round: "),  # a number
        ("book/timeline", "of-events", 2, "When: "),  # dates, of which a few are sentences
        ("book/hypotheses", "of-assumptions", 3, "Why held: "),  # sentences
        ("figures/hypothesis-matrix", "of-fig-hypothesis-matrix", 2, "Evidence: "),  # links
    ],
)
def test_a_stacked_table_keeps_its_headings(browser, built: Book, name, table, place, said):
    """On a phone a cell whose heading is out of sight is named, a long one too."""
    cell = f"document.querySelector('.{table} tbody td:nth-child({place})')"
    named = f"getComputedStyle({cell}, '::before').content"
    with open_page(browser, built, name, width=390) as page:
        assert page.evaluate(named) == f'"{said}"'
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate(named) == "none"


def test_a_table_of_a_notebook_leads_to_the_words_as_that_of_a_chapter_does(built: Book):
    """The cell that gives the judgements shows links to the reading page."""
    shown = built.pages["notebooks/judgements.html"].select("#judgements .evidence a")
    links = [link["href"] for link in shown]

    assert len(links) > 8
    assert {link.split("?")[0].split("#")[0] for link in links} <= {
        "../book/article.html",
        "../book/checks.html",
        "../book/evidence.html",
    }


def test_a_page_has_no_element_that_says_and_shows_nothing(built: Book):
    """Cells of one paragraph are the cell alone; names in code have the colour of the page."""
    idle = ":is(td, th) > p:only-child, .highlight :is(.n, .p, .w)"
    assert not {name for name, page in built.pages.items() if page.select_one(idle)}
