"""Brokerage roles: the five of Gould and Fernandez, by hand on small graphs."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis import brokers, network

# Gould & Fernandez 1989: the groups along the path, and what the middle one is called.
PUBLISHED = [
    ("AAA", "coordinator"),
    ("ABA", "itinerant"),
    ("ABB", "gatekeeper"),
    ("AAB", "representative"),
    ("ABC", "liaison"),
]
GROUPS = {"a": "A", "b": "A", "x": "B", "y": "B", "z": "C"}


def ties(*pairs: str, directed: bool = True) -> pd.DataFrame:
    """Ties between the named pairs, `ab`."""
    facts = {"directed": directed, "kind": "trade", "sign": "+", "certainty": "asserted"}
    rows = [
        {"tie_id": f"t{n}", "from_actor": a, "to_actor": b} | facts
        for n, (a, b) in enumerate(pairs, start=1)
    ]
    columns = ["tie_id", "from_actor", "to_actor", *facts]
    return pd.DataFrame(rows, columns=columns)


def played(frame: pd.DataFrame, actor: str) -> dict[str, int]:
    """The roles an actor plays at all."""
    row = brokers.roles(frame, GROUPS).set_index("actor_id").loc[actor]
    return {name: row[name] for name in brokers.ROLES if row[name]}


@pytest.mark.parametrize(("groups", "name"), PUBLISHED, ids=lambda value: value)
def test_a_role_follows_from_the_groups_along_the_path(groups, name):
    """The five roles are named as published, whatever the groups are called."""
    assert brokers.role(*groups) == name
    assert brokers.role(*(letter * 2 for letter in groups)) == name


def test_the_roles_are_listed_with_the_groups_that_make_them():
    """The printed patterns are those of the publication."""
    assert {pattern.replace("–", ""): name for name, pattern in brokers.ROLES.items()} == dict(
        PUBLISHED
    )


def test_each_open_path_gives_its_middle_one_role():
    """By hand: b hears a, speaks to x and z, and x speaks to b; a speaks to none of them."""
    frame = ties("ab", "bx", "bz", "xb")

    # a→b→x and a→b→z lead out of group A; x→b→z joins two others.
    assert played(frame, "b") == {"representative": 2, "liaison": 1}
    assert played(frame, "x") == {}


def test_a_path_that_is_closed_or_turns_back_has_no_role():
    """By hand: with a → x of its own, a → b → x needs no broker; x → b → x leads nowhere."""
    assert played(ties("ab", "bx", "ax"), "b") == {}
    assert played(ties("bx", "xb"), "b") == {}


def test_a_mutual_path_is_walked_both_ways():
    """By hand: a – x – b is A–B–A either way round; a – b – x leads out of A, and into it."""
    assert played(ties("ax", "xb", directed=False), "x") == {"itinerant": 2}
    assert played(ties("ab", "bx", directed=False), "b") == {"representative": 1, "gatekeeper": 1}


def test_those_who_stand_between_most_come_first():
    """The order is by open paths, then by id; every tied actor has a row with its group."""
    found = brokers.roles(ties("ay", "by", "yx", "yz"), GROUPS)

    assert list(found.actor_id) == ["y", "a", "b", "x", "z"]
    assert list(found.group) == ["B", "A", "A", "B", "C"]
    assert list(found.open_paths) == [4, 0, 0, 0, 0]


def test_nobody_has_a_role_where_nothing_is_tied():
    """No ties, no rows."""
    assert len(brokers.roles(ties(), GROUPS)) == 0


@given(st.lists(st.sampled_from([a + b for a in GROUPS for b in GROUPS]), max_size=15))
def test_the_roles_of_an_actor_add_up_to_its_open_paths(pairs):
    """No open path is without a role, and none has two."""
    frame = ties(*pairs)
    found = brokers.roles(frame, GROUPS)
    counted = network.brokerage(frame)

    assert (found[list(brokers.ROLES)].sum(axis=1) == found.open_paths).all()
    assert found[["actor_id", "open_paths"]].equals(counted)


def test_every_actor_of_the_project_is_on_one_side_or_on_neither(dossier):
    """The sides are those that the ties between the two are counted by."""
    found = brokers.sides(dossier)

    assert found["junta"] == "Myanmar side"
    assert found["kim_jong_un"] == "North Korean side"
    assert found["russia"] == "everyone else"
    assert set(found) == set(dossier.actors.actor_id)


def test_the_projects_brokers_have_no_more_paths_than_brokerage_counts(dossier):
    """On the project's own ties the roles add up, and nobody tied is left out."""
    frame = network.ties(dossier)
    found = brokers.roles(frame, brokers.sides(dossier)).set_index("actor_id")
    counted = network.brokerage(frame).set_index("actor_id").open_paths

    assert found[list(brokers.ROLES)].sum(axis=1).to_dict() == counted.to_dict()
