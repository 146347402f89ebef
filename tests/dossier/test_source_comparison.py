"""Two texts on one matter: counted each by itself, and set side by side."""

import pytest

from dossier.analysis.source_comparison import compared, of_source
from dossier.analysis.speakers import by_speaker
from dossier.analysis.timeline import dated_events
from dossier.tables.load import Dossier


@pytest.fixture
def pair(invented) -> Dossier:
    """The invented dossier: a long story, and a short one on the same floods and money."""
    return invented.load()


def test_counts_speakers_and_dates_are_those_of_one_source(pair):
    """Read off the second text: four claims by three speakers, two of them its chairwoman's.

    Events stand in the order of the second text: the meeting, the refusal, the flood.
    """
    second = of_source(pair, "s02")

    assert len(second.claims) == 4
    assert dict(zip(*by_speaker(second)[["speaker", "claims"]].to_numpy().T, strict=True)) == {
        "marta_oyen": 2,
        "ministry_spokesman": 1,
        "second_text": 1,
    }
    assert len(of_source(pair, "s01").claims) + 4 == len(pair.claims)

    assert dated_events(second).label.tolist() == [
        "Blue Line and the council meet",
        "Ministry refuses a second payment",
        "First flood",
    ]
    for row in second.events.itertuples():
        assert second.texts["s02"][row.told_at - 1].isspace() or row.told_at == 0
        assert row.source_id == "s02"


def test_two_texts_may_say_the_same_in_the_same_words(invented):
    """What would be one claim too many is a claim of each of two texts, or of two speakers."""
    header, *rows = invented.read("claims")
    same = next(row[header.index("claim")] for row in rows if row[0] == "c001")
    invented.change("claims", [row[0] for row in rows].index("c034") + 2, "claim", same)

    assert invented.load().claims.claim.eq(same).sum() == 2
    speaker = header.index("speaker")
    other = next(n for n, row in enumerate(rows, 2) if row[speaker] != rows[0][speaker])
    invented.change("claims", other, "claim", rows[0][header.index("claim")])
    assert invented.faults() == []


def test_what_both_tell_differently_comes_first_then_alike_then_alone(pair):
    """By hand: a payment refused or not, a closure feared or certain; a meeting, a flood."""
    found = compared(pair).set_index("what")

    assert found.index[found.told_by == "all, differently"].tolist() == [
        "Ministry refuses a second payment",
        "The ministry refused a second payment.",
        "The cooperative fears the barrier.",
    ]
    alike = {"First flood", "Blue Line and the council meet", "They agreed to meet."}
    assert set(found.index[found.told_by == "all, alike"]) == alike
    alone = "Harbour town weighs tidal barrier after third flood alone"
    assert found.told_by["Election"] == alone
    order = ["all, differently", "all, alike", alone]
    assert found.told_by.map(order.index).is_monotonic_increasing


def test_each_cell_says_how_sure_a_source_is_and_on_whose_word(pair):
    """The first text states the refusal as fact; in the second a spokesman denies it."""
    pair.sources["publisher"] = ["Harbour Post", "Coast Weekly"]
    row = compared(pair).set_index("what").loc["Ministry refuses a second payment"]

    assert row["Harbour Post"] == "stated as fact, by the text"
    assert row["Coast Weekly"] == "denied, by A spokesman of the ministry"
    assert set(row.evidence) == {"c017", "c033"}


def test_a_denial_beside_a_statement_is_told_and_makes_two_texts_differ(pair):
    """Both texts state the flood; let the spokesman of the second deny it too."""
    pair.evidence.loc[len(pair.evidence)] = ["e001", "c033"]
    row = compared(pair).set_index("item").loc["e001"]

    assert row.told_by == "all, differently"
    expected = "stated as fact, by the text; denied, by A spokesman of the ministry"
    assert row.iloc[3] == expected
