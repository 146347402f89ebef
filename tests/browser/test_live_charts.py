"""Charts as readers use them: seen, pointed at, driven by keys, in light and dark."""

import pytest

from browsing import open_page
from building import Book
from dossier.analysis import network
from dossier.publish.chart_colours_and_sizes import FOCUS, light
from dossier.tables.load import load_once

pytestmark = [pytest.mark.build, pytest.mark.browser]

LIVE = "name => document.querySelector(`[data-chart='${name}']`).dataset.live"
_SHIFTS = """() => { window.shifts = [];
  new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(e => e.value)))
    .observe({type: 'layout-shift', buffered: true}); }"""


def bring_to_life(page, name: str):
    """Scroll to a chart, move the pointer, and wait until the chart is live."""
    chart = page.locator(f'.chart[data-chart="{name}"]')
    chart.scroll_into_view_if_needed()
    page.mouse.move(3, 3)
    page.wait_for_function(LIVE, arg=name)
    return chart


def test_without_javascript_every_chart_is_a_described_drawing(browser, built: Book):
    """A reader without JavaScript sees each drawing, described, and no dead select."""
    with open_page(browser, built, "book/ties", javascript=False) as page:
        shown = page.locator(".chart svg:visible")
        assert shown.count() == page.locator(".chart").count()
        for drawing in shown.all():
            assert drawing.get_attribute("aria-label")
            assert drawing.bounding_box()["width"] > 300
        assert page.locator(".filters:visible, .network:visible").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_the_live_chart_takes_the_place_of_the_drawing_and_moves_nothing(
    browser, built: Book, width
):
    """The same box before and after, no layout shift, one name, and the drawing gone.

    Before anybody reads no library is asked for; the drawing for the page's width is shown.
    """
    with open_page(browser, built, "book/ties", width=width) as page:
        page.evaluate(_SHIFTS)
        chart = page.locator('.chart[data-chart="ledger"]')
        drawing = chart.locator(".drawing")
        (painted,) = chart.locator("svg:visible").all()
        layout, natural = ("wide", 700) if width > 600 else ("narrow", 330)
        assert painted.evaluate("e => e.parentElement.className") == layout
        assert painted.bounding_box()["width"] > natural * 0.8
        assert page.locator('script[src*="vega"]').count() == 0
        words = painted.get_attribute("aria-label")
        height = page.evaluate("document.documentElement.scrollHeight")
        before = drawing.evaluate("e => [e.offsetLeft, e.offsetTop, e.offsetWidth, e.offsetHeight]")
        bring_to_life(page, "ledger")
        after = drawing.evaluate("e => [e.offsetLeft, e.offsetTop, e.offsetWidth, e.offsetHeight]")

        assert after == pytest.approx(before, abs=1)  # whole pixels of fractions
        assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(
            height, abs=1
        )
        assert sum(page.evaluate("window.shifts")) < 0.01
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert drawing.locator("svg[role=img]").count() == 0
        named = drawing.get_by_role("application")
        assert named.count() == 1
        assert named.get_attribute("aria-label") == words
        assert drawing.locator("[aria-hidden=true] svg").count() == 1


def test_pointer_and_keys_lead_through_the_marks_to_the_evidence_and_back(browser, built: Book):
    """A panel is hoverable, persistent and dismissible (WCAG 1.4.13); its links are evidence.

    Arrows move, Home and End go to the ends, Enter reaches a link, Escape closes.
    """
    with open_page(browser, built, "book/index") as page:
        chart = bring_to_life(page, "between-two")
        stage, panel = chart.locator(".stage"), chart.locator(".mark-panel")
        told = chart.locator(".mark-live")
        mark = chart.locator(f"svg g path[stroke='{FOCUS}']").nth(1)
        mark.hover(force=True)  # a half mark lies on it and tells the same
        panel.get_by_text("“").first.wait_for()  # the words of its claim come after the rest
        words = panel.inner_text()
        panel.hover()

        assert "Evidence" in words
        assert panel.locator(".evidence a[href*='#c']").count() > 0
        assert panel.inner_text() == words
        page.keyboard.press("Escape")
        assert panel.is_hidden()

        stage.focus()
        page.keyboard.press("End")
        last = told.inner_text()
        page.keyboard.press("Home")
        first = told.inner_text()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")

        assert "Mark 1 of 37" in first
        assert "Mark 37 of 37" in last
        assert told.inner_text() == first
        assert chart.locator(".mark-cursor").is_visible()
        page.keyboard.press("Enter")
        link = page.evaluate("document.activeElement.getAttribute('href')")
        assert link.startswith("../book/article.html#c")
        page.keyboard.press("Escape")
        assert panel.is_hidden()
        assert stage.evaluate("e => e === document.activeElement")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url("**/" + link.removeprefix("../"))


def test_marks_that_rest_on_the_same_words_are_outlined_in_every_live_chart(browser, built: Book):
    """Telling a mark outlines its kin in its own chart and in others; Escape ends it."""
    with open_page(browser, built, "book/source") as page:
        other, chart = (bring_to_life(page, name) for name in ("speakers", "speech-map"))
        chart.locator(".stage").focus()
        page.keyboard.press("Home")
        boxes = page.locator(".mark-linked")
        said = chart.locator(".mark-panel .linked").inner_text()

        assert other.locator(".mark-linked").count() > 0
        assert said.startswith(f"{boxes.count()} outlined mark")
        assert said in chart.locator(".mark-live").inner_text()
        page.keyboard.press("Escape")
        assert boxes.count() == 0


def test_a_tap_pins_a_panel_inside_a_narrow_page(browser, built: Book):
    """On a phone a tap on a mark opens its panel, and the page does not grow sideways."""
    with open_page(browser, built, "book/source", width=390) as page:
        chart = bring_to_life(page, "speakers")
        chart.locator(f"svg path[fill='{light('ink')}']").first.click()
        panel = chart.locator(".mark-panel")
        box = panel.bounding_box()

        assert panel.locator(".evidence a").count() == 5
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.report
@pytest.mark.parametrize("width", [1280, 390])
def test_the_network_is_followed_by_mouse_and_keys_and_kept_in_the_address(
    browser, built: Book, hosted, width
):
    """At most a dozen actors, counts of the tables, lists that agree, and a state to send.

    All under the policy of a host, without one complaint of the browser.
    """
    ties = network.ties(load_once())
    of_junta = ties[(ties.from_actor == "junta") | (ties.to_actor == "junta")]
    with open_page(browser, built, "book/ties", width=width, host=hosted) as page:
        box = page.locator(".network")
        said, stage = box.locator(".network-said"), box.locator(".network-stage")
        box.scroll_into_view_if_needed()
        assert f"{len(ties)} of {len(ties)} ties" in said.inner_text()
        stage.get_by_role("button", name="Myanmar").first.click()
        assert 1 < stage.get_by_role("button").count() <= 12
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        assert 1 < stage.get_by_role("button").count() <= 12
        page.keyboard.press("Escape")
        box.locator("form").get_by_label("Actor").select_option("junta")
        assert f"The junta: {len(of_junta)} of {len(ties)} ties" in said.inner_text()
        assert box.locator("li").count() == len(of_junta)
        box.locator("form").get_by_label("Kind").select_option("arms")
        arms = (of_junta.kind == "arms").sum()
        assert f"{arms} of {len(ties)} ties" in said.inner_text()
        box.locator("form").get_by_label("Sign").select_option("-")
        assert f"0 of {len(ties)} ties." in said.inner_text()
        address = page.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto("about:blank")
        page.goto(address)
        assert box.locator("form").get_by_label("Actor").input_value() == "junta"
        assert f"0 of {len(ties)} ties." in said.inner_text()
        assert page.complaints == []
        # What a test evaluates itself is exempt, so the page is asked to try later.
        attempt = "try { Function('1')(); } catch { window.refused = true; }"
        page.evaluate(f"setTimeout(() => {{ {attempt} }})")
        page.wait_for_function("window.refused")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_drawing_and_live_chart_follow_the_switch_of_the_page(browser, built: Book, system):
    """The switch decides, whatever the system asks for; drawing and live chart change colour."""
    seen: dict[str, set] = {"drawing": set(), "live": set()}
    with open_page(browser, built, "book/index", scheme=system) as page:
        chart = page.locator('.chart[data-chart="between-two"]')
        for kind in seen:
            for theme in ("light", "dark"):
                page.evaluate("theme => document.body.dataset.theme = theme", theme)
                text = chart.locator("svg text:visible").first
                seen[kind].add(text.evaluate("e => getComputedStyle(e).fill"))
            bring_to_life(page, "between-two")

    assert {kind: len(looks) for kind, looks in seen.items()} == {"drawing": 2, "live": 2}


def test_the_data_of_every_figure_is_a_page_that_fits(browser, built: Book):
    """Each page of data has one heading, stays within the window, and loads no chart script."""
    with open_page(browser, built, "book/index") as page:
        for path in sorted((built.html / "figures").glob("*.html")):
            page.goto(path.as_uri())
            assert page.locator("article h1").count() == 1, path
            assert page.locator('script[src*="charts.js"]').count() == 0, path
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            assert page.complaints == [], path
            assert page.requests_outside == [], path
