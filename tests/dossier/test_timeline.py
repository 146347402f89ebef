"""The timeline: bounds of dates and of spells, worked out by hand for six events."""

from datetime import date

import pandas as pd
import pytest

from dossier.analysis import timeline
from dossier.tables.load import Dossier

# In the order of telling, as an article that starts with the news and then looks back.
EVENTS = [
    ("e1", "2023-09-11", "CONSULT", 10),
    ("e2", "", "", 20),
    ("e3", "2021-02/..", "COERCE", 30),
    ("e4", "1983-10-09", "ASSAULT", 40),
    ("e5", "[1983-10-09..2008-12-31]", "", 50),
    ("e6", "2007", "SUPPORT", 60),
]


@pytest.fixture
def small() -> Dossier:
    """A dossier of six events and three spells."""
    columns = ["event_id", "date", "type", "told_at"]
    frames = {
        "events": pd.DataFrame(EVENTS, columns=columns).assign(source_id="s01"),
        "sources": pd.DataFrame({"source_id": ["s01"]}),
        "actors": pd.DataFrame({"actor_id": ["m", "n"], "name": ["Myanmar", "North Korea"]}),
        "spells": pd.DataFrame(
            [
                ["m", "n", "1984?/2007", "e5"],
                ["m", "n", "2007/..", "e6"],
                ["m", "n", "../1983", ""],
            ],
            columns=["from_actor", "to_actor", "valid", "begins_with"],
        ),
    }
    return Dossier(frames, {})


def test_every_event_has_its_bounds_as_far_as_they_are_told(small):
    """An undated event has none, an open side has none, and nothing is guessed."""
    found = timeline.dated_events(small)

    assert list(found.earliest) == [
        date(2023, 9, 11), None, date(2021, 2, 1), date(1983, 10, 9), date(1983, 10, 9),
        date(2007, 1, 1),
    ]  # fmt: skip
    assert list(found.latest) == [
        date(2023, 9, 11), None, None, date(1983, 10, 9), date(2008, 12, 31), date(2007, 12, 31),
    ]  # fmt: skip
    assert list(found.precision) == ["day", "undated", "interval", "day", "range", "year"]
    assert list(found.lasts) == [False, False, True, False, False, False]


def test_a_spell_has_its_pair_and_its_outermost_bounds(small):
    """1984 (uncertain) to 2007 runs from the first day of the one to the last of the other."""
    first, second, third = timeline.spells(small).itertuples()

    assert first.pair == "Myanmar and North Korea"
    assert (first.earliest, first.latest) == (date(1984, 1, 1), date(2007, 12, 31))
    assert first.said == "1984 (uncertain) to 2007"
    assert (second.earliest, second.latest) == (date(2007, 1, 1), None)
    assert (third.earliest, third.latest) == (None, date(1983, 12, 31))
