"""What a page says of itself and offers: description, citation, downloads."""

import struct

import pytest
import yaml

from building import Book
from dossier.model.citation import REPORT
from dossier.model.paths import DATA, NOTEBOOKS, ROOT
from dossier.tables.csv_files import requoted
from sphinx_dossier.pages.meta import cite


def test_a_citation_names_the_page_the_report_and_its_version():
    """Title, version and author are those of CITATION.cff; the year is the one given."""
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    citation = cite("How sure", "certainty", "2026", whole=False, address="https://example.org/x")

    for part in (about["title"], about["version"], about["authors"][0]["name"], "How sure", "2026"):
        assert part in citation.words
        assert part in citation.bibtex
    assert citation.bibtex.startswith(f"@incollection{{{REPORT}-certainty,")
    assert "url = {https://example.org/x}" in citation.bibtex


@pytest.mark.build
def test_every_page_describes_itself_in_its_own_words_and_by_a_picture(built: Book):
    """Descriptions are there, of a length that is shown whole, and no two are alike.

    The picture for shared links is named by every chapter and notebook: a PNG of the size that is
    asked for, under 60 kB.
    """
    described = {}
    told = {n: p for n, p in built.pages.items() if n.startswith(("book/", "notebooks/"))}
    made = {f"{name}.html": built.pages[f"{name}.html"] for name in ("search", "genindex")}
    figures = {n: page for n, page in built.pages.items() if n.startswith("figures/")}
    for name, page in (told | figures | made).items():
        text = page.select_one("meta[name=description]")["content"]
        assert 30 <= len(text) <= 160, (name, text)
        described.setdefault(text, []).append(name)
        assert len(page.select("meta[name=viewport]")) == 1, name

    assert [names for names in described.values() if len(names) > 1] == []
    picture = (built.html / "_static" / "preview.png").read_bytes()
    for name, page in told.items():
        target = page.select_one("meta[property='og:image']")["content"]
        assert (built.html / name).parent.joinpath(target).resolve().is_file(), name
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 60_000


@pytest.mark.build
def test_a_chapter_offers_the_notebooks_it_draws_on_and_every_table(built: Book):
    """The chapter of ties draws on its notebook; tables are quoted as for spreadsheets."""
    links = [a["href"] for a in built.pages["book/ties.html"].select(".page-tools a")]
    assert "../_downloads/notebooks/ties.ipynb" in links
    for path in [*NOTEBOOKS.glob("*.ipynb"), *DATA.rglob("*.csv")]:
        copy = built.html / "_downloads" / path.relative_to(ROOT)
        given = requoted(path) if path.suffix == ".csv" else path.read_text(encoding="utf-8")
        assert copy.read_text(encoding="utf-8") == given, path.name
