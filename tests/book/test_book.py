"""The built book: what its pages hold, and how they hang together."""

import re
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pybtex.database import parse_file

from building import Book
from dossier.analysis.evidence import claims_behind, items, uses_of
from dossier.model.paths import BOOK
from dossier.model.schema import ID
from dossier.model.second_pass_schemas import ALL_TABLES
from dossier.model.vocabulary_loader import VOCABULARIES

pytestmark = pytest.mark.build


def chapters() -> list[str]:
    """The pages written as chapters."""
    return [f"book/{path.stem}.html" for path in sorted(BOOK.glob("*.md"))]


def test_every_link_inside_the_book_leads_somewhere(built: Book):
    """A link to a page or a place of the book has its target."""
    lost = []
    for name, page in built.pages.items():
        for link in page.select("a[href]"):
            url = urlsplit(link["href"])
            if url.scheme or link["href"] in ("#", "/"):
                continue
            here = built.html / name
            target = (here.parent / unquote(url.path)).resolve() if url.path else here
            key = target.relative_to(built.html.resolve()).as_posix() if url.path else name
            anchor = unquote(url.fragment)
            if not target.exists() or (
                anchor and key in built.pages and anchor not in built.ids[key]
            ):
                lost.append((name, link["href"]))

    assert lost == []


def test_every_evidence_link_of_the_chapters_leads_to_what_it_names(built: Book, dossier):
    """A link with an id has its target on the page it leads to; a cut list leads to its first."""
    claims, sentences = set(dossier.claims.claim_id), re.compile(r"s\d+\.\d+")
    seen = 0
    for name in chapters():
        for link in built.pages[name].select(".evidence a"):
            address, _, target = link["href"].rpartition("#")
            page = (Path(name).parent / address.partition("?")[0]).as_posix() if address else name
            assert target in built.ids[page], (name, link["href"])
            in_the_text = target in claims or bool(sentences.fullmatch(target))
            assert (page == "book/article.html") == in_the_text
            cut = re.fullmatch(r"\+\d+|\d+ claims", link.get_text())
            assert link.get_text() == target or cut or name == "book/actors.html"
            seen += 1

    assert seen > 500


def test_every_sentence_with_evidence_is_an_address_that_its_claims_lead_back_to(
    built: Book, dossier
):
    """Each place of evidence in a chapter is linked from the entries of all its claims."""
    article = built.ids["book/article.html"]
    back = {
        claim: {a["href"] for a in article[f"about-{claim}"].find_next("dd").select("a")}
        for claim in dossier.claims.claim_id
    }
    seen = 0
    for name in chapters():
        for place in built.pages[name].select(".evidence[id]"):
            for link in place.select("a"):
                target = link["href"].rpartition("#")[2]
                if target in back:
                    assert f"{Path(name).name}#{place['id']}" in back[target], (name, target)
                    seen += 1

    assert seen > 200


def test_every_claim_leads_to_everything_that_rests_on_it(built: Book, dossier):
    """Beneath the words of a claim stand links to all its events, ties, judgements and findings.

    More than six findings are one link, which says their number and leads to them all.
    """
    article, listed = built.ids["book/article.html"], built.ids["book/checks.html"]
    checks = set(dossier.checks.check_id)
    many = 0
    for claim, uses in uses_of(dossier).items():
        entry = article[f"about-{claim}"].find_next("dd")
        findings = [item for item in uses if item in checks]
        shown = [a.get_text() for a in entry.select(".evidence a")]
        if len(findings) > 6:
            words = entry.select_one(f'a[href="checks.html#on-{claim}"]').get_text()
            assert words.startswith(f"{len(findings)} findings: "), claim
            shown += findings
            many += 1
        assert sorted(shown) == sorted(uses), claim
        if findings:
            after = listed[f"on-{claim}"].find_next_siblings()
            lists = list(takewhile(lambda group: group.name == "dl", after))
            own = [dt["id"] for group in lists for dt in group.select("dt[id]")]
            marks = (group.select("dt:not([id]) + dd .evidence a") for group in lists)
            besides = [a.get_text() for group in marks for a in group]
            assert sorted(own + besides) == sorted(findings), claim

    assert many > 5


@pytest.mark.report
def test_every_sentence_of_the_article_has_an_address(built: Book, dossier):
    """The sentence at each address reads as in the source; no row can have the address as id."""
    page = built.pages["book/article.html"]
    text = dossier.texts["s01"]
    for number, span in enumerate(dossier.sentences("s01"), start=1):
        assert page.find(id=f"s01.{number}").get_text() == span.words(text)
    assert not any(re.fullmatch(ID.pattern, said["id"]) for said in page.select(".sentence"))


@pytest.mark.report
def test_the_article_is_printed_whole_and_unchanged(built: Book, dossier):
    """The reading page holds the article's lines, word for word, and nothing of the furniture."""
    page = built.pages["book/article.html"]
    end = int(dossier.sources.body_end[0])
    expected = [line for line in dossier.texts["s01"][:end].split("\n") if line.strip()]

    printed = [p.get_text() for p in page.select('.reading [class^="article-"]')]

    assert printed == expected


def test_the_words_a_link_marks_are_exactly_the_claims_words(built: Book, dossier):
    """The pieces that carry a claim's id spell its quote."""
    pieces = built.pages["book/article.html"].select(".reading .words")
    for claim in dossier.claims.itertuples():
        own = [piece.get_text() for piece in pieces if claim.claim_id in piece["class"]]
        assert "".join(own) == claim.quote, claim.claim_id


def test_every_item_that_rests_on_claims_has_its_place_and_all_its_claims(built: Book, dossier):
    """The page of evidence lists every item with its claims; checks have a page of their own."""
    entries = built.ids["book/evidence.html"]
    behind = claims_behind(dossier)
    for item in (i for i in items(dossier) if i not in set(dossier.checks.check_id)):
        entry = entries[item].find_next_sibling("dd")
        shown = [a.get_text() for a in entry.select(".evidence a")]
        assert shown == behind[item], item


def test_every_check_has_its_place_with_its_finding_its_claims_and_its_page(built: Book, dossier):
    """A check stands once, with its words, every claim it bears on, and a link to its page."""
    entries, references = built.ids["book/checks.html"], built.ids["book/references.html"]
    behind = claims_behind(dossier)
    for check in dossier.checks.itertuples():
        entry = entries[check.check_id].find_next_sibling("dd")
        assert check.finding in entry.get_text(), check.check_id
        shown = {a.get_text() for a in entry.select(".evidence a")} | {check.claim_id}
        assert shown == set(behind[check.check_id]), check.check_id
        cited = [a["href"].rpartition("#")[2] for a in entry.select("a[href*='references.html#']")]
        assert cited[0] in references, check.check_id


def test_every_page_that_was_read_is_in_the_bibliography_with_its_address(built: Book, dossier):
    """Each reference of the table has an entry that links to where it was read."""
    entries = parse_file(str(BOOK / "references.bib")).entries
    printed = {a["href"] for a in built.pages["book/references.html"].select("a[href^=http]")}

    for key in dossier.references.reference:
        assert entries[key].fields["url"] in printed, key


def test_every_code_and_every_column_is_in_the_codebook(built: Book):
    """The codebook prints each code of each vocabulary and each column of each table."""
    parts = built.ids["book/codebook.html"]
    for name, vocabulary in VOCABULARIES.items():
        section = parts[f"vocabulary-{name.lower().replace('_', '-')}"]
        assert [dt.get_text() for dt in section.select("dt")] == vocabulary.codes, name
    for name, table in ALL_TABLES.items():
        section = parts[f"table-{name.replace('_', '-')}"]
        section = section if section.name == "section" else section.find_parent("section")
        entries = section.select("dt")
        assert [dt.get_text() for dt in entries] == table.names, name
        assert f"data/{table.path}" in section.p.get_text()
        for column, term in zip(table.columns, entries, strict=True):
            rule = term.find_next("dd").get_text().rpartition(" (")[2]
            assert ("required" in rule, "may be empty" in rule) == (
                column.required,
                not column.required,
            ), (name, column.name)
            targets = {a["href"].removeprefix("#") for a in term.find_next("dd").select("a")}
            assert len(targets) == bool(column.values or column.refers), (name, column.name)
            assert targets <= parts.keys()


def test_figures_and_tables_have_numbers_captions_descriptions_and_data(built: Book):
    """Each figure has a number, a caption, a described picture per layout, and its data.

    The page of its data is headed by its title, and has the drawing of each layout too.
    """
    numbers = []
    for name in chapters():
        for figure in built.pages[name].select("figure:has(.chart)"):
            numbers.append(figure.select_one(".caption-number").get_text(strip=True))
            assert len(figure.select_one("figcaption").get_text(strip=True)) > 40, name
            drawn = [drawing["aria-label"] for drawing in figure.select(".drawing svg")]
            assert len(drawn) == 2, name
            assert min(map(len, drawn)) > 40, name
            assert [a.get_text() for a in figure.select(".figure-links a")] == [
                "Data as a table",
                "CSV",
                "SVG",
                "Notebook cell",
            ]
            data = built.pages[f"figures/{figure.select_one('.chart')['data-chart']}.html"]
            title = figure.select_one(".figure-title")
            assert len(data.select(".chart .drawing svg")) == 2, name
            assert not title or data.h1.get_text().startswith(title.get_text()), name

    assert sorted(numbers, key=lambda n: int(n.split()[1])) == [
        f"Figure {n}" for n in range(1, len(numbers) + 1)
    ]


def test_ids_are_unique_on_every_page(built: Book):
    """No two elements of a page share an id, the drawings' parts included."""
    for name, page in built.pages.items():
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), (name, sorted({i for i in ids if ids.count(i) > 1}))


def test_numbers_in_chapters_come_from_notebooks():
    """A chapter's prose holds no count of its own: what figures it has are no counts."""
    allowed = re.compile(
        r"\{value\}`[^`]*`|\{(?:ev|quote)\}`[^`]*`|\{cite:\w\}`[^`]*`|`[^`]*`|\]\([^)]*\)"
        r"|“[^”\n]*”"  # the article's own words
        r"|0?\.(667|800)\b|95 per cent interval|factors 1/√2, 1 and √2"  # constants of methods
        r"|power of 0\.6|of 0\.3 where"
        r"|1 is (full|balance)|0 (is chance|far from it)"  # the ends of scales
        r"|\b(19|20)\d\d(-\d\d(-\d\d)?)?\b|\b\d{1,2} (September|October|November)\b|September 11"
        r"|Python 3\.11|(ICD|Directive) 203|CC BY 4\.0|Attribution 4\.0|\b[12]\.x\b|between 0 and 1"
        r"|Guidelines, version 2\.2|PDF/UA-1|PDF/A-2a|UTF-8"  # names of standards
        r"|^\d\. |^tocdepth: \d$",  # the numbers of a list, a setting of a page
        flags=re.M,
    )
    for path in sorted(BOOK.glob("*.md")):
        prose = re.sub(r"```\{?console.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        prose = re.sub(r"^```.*$", "", prose, flags=re.M)  # directives: names, not prose
        left = re.findall(r"\d+", allowed.sub("", prose))
        assert left == [], path.name
