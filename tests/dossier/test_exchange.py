"""Exchange: goods, what bears on them and the lists they make, on three states and a port."""

import pandas as pd
import pytest

from dossier.analysis import exchange
from dossier.tables.load import Dossier
from subject import subject

# tie: from, to, directed, kind, good, factuality, claim
TIES = {
    "t1": ("a", "b_army", True, "trade", "rice", "PS+", "c1"),
    "t2": ("a", "b", True, "trade", "food", "PR+", "c2"),
    "t3": ("b", "a", True, "arms", "drones", "Uu", "c1"),
    "t4": ("a", "b", False, "arms", "arms", "Uu", "c2"),
    "t5": ("a", "port", True, "trade", "minerals", "CT+", "c2"),
    "t6": ("a", "b", False, "constraint", "", "PR+", "c3"),
    "t7": ("c", "a", True, "sanction", "", "CT+", "c4"),
    "t8": ("c", "b", True, "sanction", "", "CT+", "c4"),
    "t9": ("c", "a", True, "constraint", "", "CT+", "c5"),
    "t10": ("a", "c", True, "hostility", "drones", "CT+", "c5"),
}


@pytest.fixture
def small() -> Dossier:
    """Three states, the army of one, a port, two speakers and ten ties."""
    columns = ["from_actor", "to_actor", "directed", "kind", "good", "factuality", "claim_id"]
    ties = pd.DataFrame.from_dict(TIES, orient="index", columns=columns)
    ties = ties.rename_axis("tie_id").reset_index()
    actors = pd.DataFrame(
        {
            "actor_id": ["a", "ann", "b", "b_army", "bob", "c", "port"],
            "name": ["A", "Ann", "B", "B’s army", "Bob", "C", "Port"],
            "kind": ["state", "person", "state", "armed_forces", "person", "state", "group"],
            "affiliation": ["", "", "", "b", "", "", ""],
        }
    )
    claims = pd.DataFrame({"claim_id": ["c1", "c2", "c3", "c4", "c5"]})
    claims["claim"] = [
        "Rice may go.",
        "Food will go.",
        "Roads are bad.",
        "C bans both.",
        "C frowns.",
    ]
    claims = claims.assign(speaker=["ann", "bob", "ann", "bob", "bob"])
    claims["factuality"] = ["PS+", "PR+", "PR+", "CT+", "CT+"]
    evidence = ties[["tie_id", "claim_id"]].set_axis(["item_id", "claim_id"], axis=1)
    frames = subject() | {"actors": actors, "claims": claims}
    frames["ties"] = ties.drop(columns="claim_id")
    return Dossier(frames | {"evidence": evidence}, {})


def test_goods_go_from_side_to_side(small):
    """What an army would get its state would get; a good that is used in war does not move."""
    found = exchange.goods(small).set_index("tie_id")

    assert list(found.index) == ["t1", "t2", "t3", "t4", "t5"]
    assert list(found.flow) == ["A → B", "A → B", "B → A", "A and B", "A → Port"]
    assert list(found.said_by) == ["Ann", "Bob", "Ann", "Bob", "Bob"]
    assert list(found.certainty) == ["possible"] * 4 + ["asserted"]


def test_the_picture_has_two_states_first_and_what_has_no_direction_last(small):
    """Block by block: two states, then a party outside; a leaning stated as fact is named."""
    small.frames["claims"].loc[1, "factuality"] = "CT+"
    found = exchange.picture(small)

    assert list(found.tie_id) == ["t1", "t2", "t3", "t4", "t5"]
    assert list(found.flow[2:4]) == ["B → A", "A and B, direction not stated"]
    leaning = found.told_as.str.contains("a leaning is stated")
    assert list(leaning) == [False, True, False, True, False]


def test_lists_are_compared_in_the_same_word_and_broadly(small):
    """Rice and food share no word and are both food; where one speaks there is nothing to share."""
    found = exchange.lists(exchange.goods(small))
    compared = exchange.compared(found)
    overlaps = exchange.overlaps(found)

    assert list(found.goods) == [["rice"], ["food"], ["drones"], ["minerals"]]
    assert list(compared.alone) == ["rice", "food", "drones", "minerals"]
    assert list(compared.shared_by_all) == ["", "", "", ""]
    assert list(compared.shared_broadly) == ["food", "food", "", ""]
    assert overlaps[["one_list", "other_list", "exactly"]].to_numpy().tolist() == [
        ["Ann", "Bob", "0 of 2"]
    ]


def test_the_same_list_twice_is_shared_whole(small):
    """Equal lists have nothing alone."""
    small.frames["ties"]["good"] = small.ties.good.replace("rice", "food")
    compared = exchange.compared(exchange.lists(exchange.goods(small)))

    assert list(compared.alone[:2]) == ["", ""]
    assert list(compared.shared_by_all[:2]) == ["food", "food"]
