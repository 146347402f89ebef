"""Every page for everyone: what axe-core sees, what the keyboard reaches, what large text does.

What axe-core finds on a page as it opens is in test_pages.
"""

import pytest

from browsing import faults, open_page
from building import Book

pytestmark = [pytest.mark.build, pytest.mark.browser]


def test_a_fault_is_found(browser, built: Book):
    """A picture without words, a word dark on dark, another light on light: each by its rule."""
    spoil = """() => {
      const article = document.querySelector('article');
      const words = article.querySelectorAll('section > p');
      article.append(document.createElement('img'));
      words[0].style.color = '#333';
      words[words.length - 1].style.color = '#ccc';
    }"""
    with open_page(browser, built, "book/limits") as page:
        page.evaluate(spoil)
        rules = [fault.partition(":")[0] for fault in faults(page)]

    assert sorted(set(rules)) == ["color-contrast", "image-alt"]
    assert rules.count("color-contrast") >= 2


def test_the_first_key_offers_to_skip_to_the_text(browser, built: Book):
    """One press of Tab focuses a visible link to the text."""
    with open_page(browser, built, "book/ties") as page:
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.get_attribute("href") == "#furo-main-content"
        assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_chapters_of_a_narrow_page_open_by_keyboard_and_close_again(browser, built: Book):
    """The menu is a button: Enter opens it and moves into it, Escape closes it and returns.

    While it is closed, Tab does not wander through chapters nobody sees.
    """
    with open_page(browser, built, "book/ties", width=390) as page:
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('.sidebar-drawer') === null")
        button = page.get_by_role("button", name="Chapters")
        button.focus()
        assert button.get_attribute("aria-expanded") == "false"
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-expanded") == "true"
        assert page.evaluate("document.activeElement.closest('.sidebar-drawer') !== null")
        page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"
        assert page.evaluate("document.activeElement.matches('.nav-overlay-icon')")


@pytest.mark.parametrize("name", ["book/index", "book/checks", "book/actors", "book/glossary"])
def test_text_of_twice_the_size_and_wider_spacing_loses_nothing(browser, built: Book, name):
    """WCAG 1.4.4 and 1.4.12: nothing spills over and no text box is cut."""
    with open_page(browser, built, name, width=640) as page:
        page.add_style_tag(
            content="html{font-size:200%!important} *{line-height:1.5!important;"
            "letter-spacing:.12em!important;word-spacing:.16em!important}"
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cut = page.locator("article :is(p, li, dt, h1, h2)").evaluate_all(
            "all => all.filter(e => getComputedStyle(e).overflow === 'hidden' "
            "&& e.scrollHeight > e.clientHeight + 1).map(e => e.textContent)"
        )
        assert cut == []


def test_on_paper_there_is_the_text_and_no_navigation(browser, built: Book):
    """Printed, a page shows its article and none of the frame around it, dark on light.

    A choice of dark is for the screen: a browser prints no grounds, so that light words would be
    gone, and words and drawings have the colours of the light page.
    """
    looks = """() => ['article p', '.chart svg text'].map(
      place => getComputedStyle(document.querySelector(place))).map(s => [s.color, s.fill])"""
    with open_page(browser, built, "book/ties") as page:
        light = page.evaluate(looks)
        page.evaluate("document.body.dataset.theme = 'dark'")
        assert page.evaluate(looks) != light
        page.emulate_media(media="print")
        assert page.evaluate(looks) == light
        for hidden in (".sidebar-drawer", ".toc-drawer", ".related-pages", ".page-tools"):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.locator("article h1").is_visible()
        assert page.locator(".evidence a").first.is_visible()
    with open_page(browser, built, "book/article") as page:
        assert page.locator(".filters").first.is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".filters").first.is_visible()
