"""The ratings that a reader changes in the page: the same scores as the package gives."""

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import Page

from browsing import faults, open_page
from building import Book
from dossier.analysis import hypotheses
from dossier.tables.load import Dossier

PAGE = "book/hypotheses"
CHANGED = "#o33=0&o34.h6=II"


@pytest.fixture
def page(browser, built: Book) -> Iterator[Page]:
    """The page with the table, on a wide window."""
    with open_page(browser, built, PAGE) as opened:
        come_near(opened)
        yield opened


def come_near(page: Page) -> None:
    """Scroll to the table, whose ratings can be changed from then on."""
    page.locator("table.what-if").scroll_into_view_if_needed()
    page.locator(".what-if-panel li").first.wait_for()


def shown(page: Page) -> dict[str, str]:
    """The score of each hypothesis as the panel has it, in its order."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.what-if-panel li')].map(
             line => [line.dataset.id, line.querySelector('span').textContent.split(' ')[0]]))"""
    )


def printed(score: pd.Series) -> dict[str, str]:
    """Scores as the panel prints them."""
    return {key: f"{value:.2f}" for key, value in score.items()}


def rating(page: Page, hypothesis: str, observation: str):
    """The select of one cell."""
    return page.get_by_label(f"{hypothesis}, observation {observation}")


def test_every_removal_of_an_observation_gives_the_scores_of_the_package(page, dossier: Dossier):
    """Least first, and in each case what `hypotheses.scores` counts.

    The span of a score is worked out by the package for each single removal and step down.
    """
    codes, weight = hypotheses.matrix(dossier), hypotheses.weights(dossier)
    assert shown(page) == printed(hypotheses.scores(codes, weight))

    against = codes.map(lambda code: hypotheses.AGAINST.get(code, 0.0)).mul(weight, axis=0)
    total = against.sum()
    worse = codes.isin(["N", "I"]).mul(weight, axis=0).max()
    spans = page.locator(".what-if-panel li").evaluate_all(
        "all => all.map(li => [li.dataset.id, li.querySelector('span').textContent])"
    )
    for key, text in spans:
        low, high = total[key] - against[key].max(), total[key] + worse[key]
        assert text == f"{total[key]:.2f} ({low:.2f} to {high:.2f})"

    for item in weight.index:
        select = page.get_by_label(f"Weight of observation {item}", exact=True)
        before = select.input_value()
        select.select_option("left out")
        expected = hypotheses.scores(codes.drop(item), weight.drop(item))

        assert shown(page) == printed(expected)
        assert list(shown(page)) == list(expected.sort_values(kind="stable").index)
        select.select_option(before)


@pytest.mark.report
def test_an_address_gives_the_changes_back(browser, built: Book, page, dossier: Dossier):
    """What one reader sends, another opens: ratings, weights and scores; reset forgets them."""
    rating(page, "Arms: opening a channel", "o34").select_option("II")
    page.get_by_label("Weight of observation o33").select_option("left out")
    address = page.url

    assert address.endswith(CHANGED)
    with open_page(browser, built, PAGE) as other:
        other.goto("about:blank")
        other.goto(address)
        codes, weight = hypotheses.matrix(dossier), hypotheses.weights(dossier)
        codes.loc["o34", "h6"], weight["o33"] = "II", 0.0

        assert shown(other) == printed(hypotheses.scores(codes, weight))
        assert rating(other, "Arms: opening a channel", "o34").input_value() == "II"
        other.get_by_role("button", name="Reset").click()
        assert "#" not in other.url
        assert shown(other) == printed(
            hypotheses.scores(hypotheses.matrix(dossier), hypotheses.weights(dossier))
        )


def test_an_address_given_to_a_page_at_its_top_leads_to_the_changed_table(browser, built: Book):
    """The table is made at once, though nobody has come near it, and stands in view."""
    with open_page(browser, built, PAGE) as page:
        assert page.locator(".what-if-panel").count() == 0
        page.evaluate(f"location.hash = {CHANGED!r}")
        page.locator(".what-if-panel li").first.wait_for()

        assert page.get_by_label("Weight of observation o33").input_value() == "0"
        assert page.locator(".what-if-panel").evaluate(
            "panel => Math.abs(panel.getBoundingClientRect().top) < innerHeight"
        )


def test_an_address_that_means_nothing_changes_nothing(browser, built: Book, page):
    """A place on the page, an unknown cell, a rating there is not, markup: all are ignored."""
    start = shown(page)
    for state in ("tab-weighing", "o99=0", "o33.h6=XX", "o33=17", "o33=<b>", "__proto__=1"):
        page.goto("about:blank")
        page.goto(f"{(built.html / PAGE).as_uri()}.html#{state}")
        come_near(page)

        assert shown(page) == start
        assert page.complaints == []


@pytest.mark.report
def test_a_cluster_goes_as_one_and_the_keyboard_is_enough(page, dossier: Dossier):
    """Both observations of the broker are left out together, and the words say who leads.

    Reset is reached from the menu by the tabulator, ratings are changed by the arrow keys.
    """
    start = shown(page)
    menu = page.get_by_label("Leave out observations that belong together")
    label = menu.locator("option", has_text="o33, o34").first.inner_text()
    menu.select_option(label=label)
    gone = ["o33", "o34"]
    codes, weight = hypotheses.matrix(dossier), hypotheses.weights(dossier)

    assert shown(page) == printed(hypotheses.scores(codes.drop(gone), weight.drop(gone)))
    assert (
        page.locator(".what-if-panel output")
        .inner_text()
        .startswith("2 changed. Least against: A signal to Moscow.")
    )
    menu.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert shown(page) == start
    rating(page, "A signal to Moscow", "o06").focus()
    page.keyboard.press("ArrowUp")
    assert shown(page)["h9"] == "0.50"


@pytest.mark.report
def test_a_phone_has_the_same_without_spilling_over(browser, built: Book):
    """Nothing is wider than the window, a finger can choose, and axe is content."""
    with open_page(browser, built, PAGE, width=390, touch=True) as page:
        come_near(page)
        for observation in ("o41", "o42"):
            rating(page, "A signal to Beijing", observation).select_option("N")

        assert shown(page)["h10"] == "0.00"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.complaints == []
        assert page.requests_outside == []
        assert faults(page) == []


def test_without_a_script_the_table_stands(browser, built: Book, dossier: Dossier):
    """Every observation has its row with weight and ratings, and nothing waits for a script."""
    with open_page(browser, built, PAGE, javascript=False) as page:
        rows = page.locator("table.what-if tbody tr")

        assert rows.count() == len(dossier.observations)
        assert "fits: Partners" in rows.first.inner_text()
        assert page.locator(".what-if-panel").count() == 0
