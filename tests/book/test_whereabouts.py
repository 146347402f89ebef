"""Where claims, items and actors stand when they are spread over pages, and what is cut."""

import pandas as pd
import pytest
from sphinx.errors import ExtensionError

from dossier.analysis.timeline import dated_events
from dossier.charts.sourcing import chains
from dossier.charts.timeline import events
from dossier.charts.voices import speech_map
from dossier.model.schema import EVIDENCED
from dossier.publish import truncation as cutting
from dossier.tables.load import Dossier
from sphinx_dossier.evidence import whereabouts
from sphinx_dossier.evidence.links import INDEX_PAGE, READING_PAGE, evidence_link, page_of, place_of
from sphinx_dossier.evidence.whereabouts import note_place, part_of, sources_on


class Environment:
    """As much of Sphinx’s environment as notes are kept in."""

    docname = "book/article"
    found_docs = frozenset({"book/article", "book/evidence"})


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment without notes, and no pages known."""
    monkeypatch.setattr(whereabouts, "_PAGES", {})
    return Environment()


def noted(env: Environment, dossier: Dossier, *, events_on: str = "book/evidence") -> None:
    """Everything on the pages it stands on, the events on a page of their own."""
    env.docname = "book/article"
    note_place(env, dossier.claims.claim_id, "s01")
    pages = dict.fromkeys(EVIDENCED, "book/evidence")
    for table, page in (pages | {"checks": "book/checks", "events": events_on}).items():
        env.docname = page
        note_place(env, dossier.frames[table].iloc[:, 0])


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 23])
def test_parts_make_the_whole(count: int) -> None:
    """No thing is in two parts or in none, and no part has two more than another."""
    things = list(range(20))
    parts = [part_of(things, f"{n} of {count}") for n in range(1, count + 1)]

    assert [thing for part in parts for thing in part] == things
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@pytest.mark.parametrize("part", ["0 of 3", "4 of 3", "two of 3", "1/3", "1 of 0"])
def test_a_part_that_cannot_be_is_told(part: str) -> None:
    """The message shows how a part is written."""
    with pytest.raises(ValueError, match="write one as in “:part: 2 of 5”"):
        part_of([1, 2, 3], part)


def test_links_go_where_pages_were_noted(env: Environment, dossier: Dossier) -> None:
    """Before pages are read the pages of one article hold; then what was noted."""
    assert (page_of("c001"), page_of("e001")) == (READING_PAGE, INDEX_PAGE)

    noted(env, dossier, events_on="book/evidence/0002")
    whereabouts._gather(None, env)

    assert page_of("e001") == "book/evidence/0002"
    assert sources_on(env, "book/article") == ["s01"]


def test_pages_are_written_again_where_something_has_moved(
    env: Environment, dossier: Dossier
) -> None:
    """The first time nothing has been written; then nothing moved; then the events did."""
    noted(env, dossier)
    assert whereabouts._gather(None, env) == []
    assert whereabouts._gather(None, env) == []

    env.evidence_places = {}
    noted(env, dossier, events_on="book/events")

    assert whereabouts._gather(None, env) == sorted(env.found_docs)


def test_a_source_on_no_page_stops_the_build(env: Environment, dossier: Dossier) -> None:
    """The message names the source and says what to write where."""
    noted(env, dossier)
    env.evidence_places["book/article"]["sources"] = []

    with pytest.raises(ExtensionError, match=r"source s01 is printed on no page: put ```\{article"):
        whereabouts._gather(None, env)


def test_an_item_on_no_page_stops_the_build(env: Environment, dossier: Dossier) -> None:
    """The message names some of the items that no list has."""
    noted(env, dossier)
    del env.evidence_places["book/checks"]

    with pytest.raises(ExtensionError, match="no page lists k001, k002, k003, k004, k005 and"):
        whereabouts._gather(None, env)


def test_a_chart_of_many_rows_draws_those_that_rest_on_most_claims(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a small limit the best founded rows stay, in their order, and a sentence says so."""
    monkeypatch.setattr(cutting, "MARKS", 5)
    data = dated_events(dossier).query("date != ''")
    behind = dossier.evidence.groupby("item_id").claim_id.nunique()

    drawn, said = cutting.cut_for(events, data, "event_id")

    kept = behind[drawn.event_id]
    left = behind[[e for e in data.event_id if e not in set(drawn.event_id)]]
    assert (len(drawn), kept.min() >= left.max()) == (5, True)
    assert list(drawn.index) == sorted(drawn.index)
    assert said == (
        f"Drawn are the 5 of {len(data)} rows that rest on most claims; the CSV has them all."
    )


def test_the_map_of_a_text_draws_one_text() -> None:
    """Of two texts the first is laid out; of one nothing is left out."""
    data = pd.DataFrame({"source_id": ["s01", "s01", "s02"], "claim_id": ["c1", "c2", "c3"]})

    drawn, said = cutting.cut_for(speech_map, data, "claim_id")

    assert list(drawn.claim_id) == ["c1", "c2"]
    assert said == "Drawn is the first of 2 texts, 2 of 3 rows; the CSV has them all."
    assert cutting.cut_for(speech_map, drawn, "claim_id")[1] == ""


def test_a_chain_is_drawn_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three chains those whose stations fit are drawn; the first one even where it does not."""
    data = pd.DataFrame({"chain": ["c1"] * 3 + ["c2"] * 2 + ["c3"] * 2})

    monkeypatch.setattr(cutting, "MARKS", 6)
    drawn, said = cutting.cut_for(chains, data, "chain")
    assert list(drawn.chain) == ["c1"] * 3 + ["c2"] * 2
    assert said == "Drawn are the first 2 of 3 chains, 5 of 7 rows; the CSV has them all."

    monkeypatch.setattr(cutting, "MARKS", 2)
    assert set(cutting.cut_for(chains, data, "chain")[0].chain) == {"c1"}
    monkeypatch.setattr(cutting, "MARKS", 7)
    assert cutting.cut_for(chains, data, "chain")[1] == ""


def test_an_address_names_the_claims_of_its_own_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many claims those that the page can show, and where all stand on one page all of them."""
    places = {"c001": READING_PAGE, "c002": "book/article/0002", "c003": READING_PAGE}
    monkeypatch.setattr("sphinx_dossier.evidence.links.places_in", lambda: places)
    found = evidence_link("", "+9", target="c001", claims=["c001", "c002", "c003"])

    assert place_of(found) == "?claims=c001,c003#c001"
    places["c002"] = READING_PAGE
    assert place_of(found) == "?claims=c001,c002,c003#c001"
    assert place_of(evidence_link("", "c002", target="c002")) == "#c002"
