"""Long tables in the pages of notebooks: cut where a chapter prints them whole."""

import pytest

from building import Book

pytestmark = [pytest.mark.build]


def rows(book: Book, page: str, name: str) -> list[str]:
    """The words of every row of a named table on a page."""
    (table,) = book.pages[page].select(f"table.of-{name}")
    return [" ".join(row.get_text().split()) for row in table.select("tbody > tr")]


def test_a_long_table_of_a_notebook_shows_its_first_rows_and_leads_to_the_whole(built: Book):
    """207 disagreements were resolved (data/second_pass/resolutions.csv)."""
    shown = rows(built, "notebooks/reliability.html", "disagreements")
    whole = rows(built, "book/disagreements.html", "disagreements")
    (table,) = built.pages["notebooks/reliability.html"].select("table.of-disagreements")
    said = table.find_parent(class_="table-wrapper").find_next_sibling("p")

    assert len(whole) == 207
    assert shown == whole[:20]
    assert "The first 20 of 207 rows" in said.get_text()
    assert said.a["href"] == "../book/disagreements.html#tab-disagreements"
    assert said.a.get_text() in built.pages["book/disagreements.html"].get_text()
