"""The network: sides, ties and betweenness against values from elsewhere."""

import pandas as pd
import pytest

from dossier.analysis import network
from dossier.analysis import network_leave_one_out as robustness
from dossier.tables.load import Dossier

COLUMNS = "tie_id from_actor to_actor directed kind sign factuality certainty"


def frame(*pairs: str, directed: bool = True, **facts: object) -> pd.DataFrame:
    """Ties between the named pairs, `a-b`, all of one kind."""
    other = {"kind": "trade", "sign": "+", "factuality": "CT+", "certainty": "asserted"} | facts
    rows = [
        {"tie_id": f"t{n}", "from_actor": a, "to_actor": b, "directed": directed} | other
        for n, (a, b) in enumerate((pair.split("-") for pair in pairs), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS.split())


def people(**affiliation: str) -> Dossier:
    """A dossier of actors alone, each with the body it belongs to."""
    ids = sorted(affiliation)
    actors = {"actor_id": ids, "name": [i.title() for i in ids]}
    return Dossier(
        {"actors": pd.DataFrame(actors | {"affiliation": [affiliation[i] for i in ids]})}, {}
    )


def test_a_side_is_everybody_who_belongs_to_it_at_any_distance():
    """The soldier belongs to the army, the army to the state; the neighbour does not.

    Two bodies that belong to each other are one side, found in a finite time.
    """
    dossier = people(state="", army="state", soldier="army", neighbour="", envoy="neighbour")

    assert network.members_of(dossier, "state") == {"state", "army", "soldier"}
    assert network.members_of(dossier, "envoy") == {"envoy"}
    assert network.members_of(people(a="b", b="a"), "a") == {"a", "b"}


def test_a_body_without_a_state_is_a_side_of_its_own(invented):
    """A chairwoman stands for her cooperative; who belongs to nobody is gathered with the media."""
    side = network.sides(invented.load())

    assert (side["marta_oyen"], side["ines_calder"]) == ("Blue Line", "Port Ellery")
    assert side["jonas_fell"] == side["text"] == "Media and single persons"


def test_ties_between_two_sides_are_found_either_way_round():
    """A tie within a side, or to a third, is not between the sides."""
    found = network.between(frame("a-x", "x-b", "a-b", "x-y", "a-z"), {"a", "b"}, {"x", "y"})

    assert list(found.tie_id) == ["t1", "t2"]


def test_a_network_without_ties_has_empty_measures():
    """Nothing is counted where nothing is tied, and nothing breaks."""
    assert robustness.measures(frame()).empty
    assert network.ties_of(frame()) == {}


def test_betweenness_sees_neither_direction_nor_number_of_ties():
    """By hand: in a path a, b, c all of the one shortest path runs through b."""
    expected = {"a": 0.0, "b": 1.0, "c": 0.0}

    for pairs in (["a-b", "b-c"], ["a-b", "c-b", "a-b", "b-a"]):
        assert robustness.measures(frame(*pairs)).betweenness.to_dict() == expected


@pytest.mark.report
def test_only_ties_of_the_kinds_in_question_are_in_focus(dossier):
    """data/tie_kinds.csv says which: here those of arms."""
    found = network.ties(dossier)

    assert set(found.kind[found.focus]) == {"arms"}
