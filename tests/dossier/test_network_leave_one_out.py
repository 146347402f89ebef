"""Robustness: what goes with which evidence, and how far values and ranks move, by hand."""

import pandas as pd
import pytest

from dossier.analysis import network_leave_one_out as robustness
from dossier.tables.load import Dossier

# Who speaks: c1 and c2 are Ann's, c3 Bob's, c4 the article's and under no tie.
SPEAKERS = {"c1": "ann", "c2": "ann", "c3": "bob", "c4": "article"}
RESTS = {"t1": ["c1"], "t2": ["c1", "c2"], "t3": ["c2", "c3"], "t4": ["c3"]}
# a has three ties, b and c two each, d one; a stands between d and the rest.
TIES = {"t1": "ab", "t2": "ac", "t3": "bc", "t4": "da"}
FACTUALITY = {"t1": "CT+", "t2": "PS+", "t3": "Uu", "t4": "CT-"}


@pytest.fixture
def frame() -> pd.DataFrame:
    """Four ties between four actors."""
    rows = [
        {"tie_id": tie, "from_actor": pair[0], "to_actor": pair[1], "factuality": FACTUALITY[tie]}
        for tie, pair in TIES.items()
    ]
    facts = {"directed": True, "kind": "trade", "sign": "+", "certainty": "asserted"}
    return pd.DataFrame(rows).assign(**facts)


@pytest.fixture
def small() -> Dossier:
    """The actors, claims and evidence of the four ties."""
    ids = [*"abcd", "ann", "bob", "article"]
    actors = pd.DataFrame({"actor_id": ids, "name": [i.title() for i in ids]})
    claims = pd.DataFrame(SPEAKERS.items(), columns=["claim_id", "speaker"])
    rows = [(tie, claim) for tie, claims in RESTS.items() for claim in claims]
    evidence = pd.DataFrame(rows, columns=["item_id", "claim_id"])
    return Dossier({"actors": actors, "claims": claims, "evidence": evidence}, {})


def test_a_tie_goes_when_nothing_it_rests_on_is_left(small, frame):
    """By hand: c1 alone carries t1, c3 alone t4; Ann alone carries t1 and t2, Bob t4."""
    by_claim = robustness.losses(robustness.support(small, frame, "claim"))
    by_speaker = robustness.losses(robustness.support(small, frame, "speaker"))

    assert by_claim == {"c1": {"t1"}, "c2": set(), "c3": {"t4"}}
    assert by_speaker == {"ann": {"t1", "t2"}, "bob": {"t4"}}


# By hand. Ties of a: 3 in the whole; without c1, 2 (t1 goes); without c2, 3; without c3, 2.
# Ties of b: 2, then 1, 2, 2; d: 1, then 1, 1, 0. Ranks of b: 2 as c is, then 3 behind a and c.
# Betweenness: a is on the paths of d to b and c, two of three pairs; without t4 nobody is on any.
@pytest.mark.parametrize(
    ("actor", "measure", "expected"),
    [
        ("a", "ties", [3, 1, 1, 1, 1]),
        ("b", "ties", [2, 2, 1, 3, 1 / 3]),
        ("d", "ties", [1, 4, 3, 4, 2 / 3]),
        ("a", "betweenness", [2 / 3, 1, 1, 1, 1]),
    ],
)
def test_values_and_ranks_move_as_counted_by_hand(small, frame, actor, measure, expected):
    """Value, rank, best rank, worst rank, and how often the rank holds."""
    rows = robustness.leave_one_out(small, frame, "claim").set_index(["actor_id", "measure"])
    found = rows.loc[actor, measure].drop(["name", "unit"]).to_dict()

    assert found.pop("evidence") == [tie for tie, ends in TIES.items() if actor in ends]
    assert list(found) == ["value", "rank", "best_rank", "worst_rank", "held"]
    assert list(found.values()) == pytest.approx(expected)


def test_a_row_for_every_actor_and_measure_the_highest_first(small, frame):
    """Four actors, two measures, in the order of the measures and then of rank."""
    found = robustness.leave_one_out(small, frame, "speaker")

    assert list(found.measure.unique()) == list(robustness.MEASURES)
    assert len(found) == 4 * len(robustness.MEASURES)
    assert set(found.unit) == {"speaker"}
    assert all(group["rank"].is_monotonic_increasing for _, group in found.groupby("measure"))


def test_the_three_readings_let_in_more_and_more(small, frame):
    """By hand: one tie is asserted, one possible, two more left open or denied."""
    found = robustness.readings(small, frame).query("measure == 'ties'")
    value = found.pivot(index="actor_id", columns="reading", values="value")
    rank = found.pivot(index="actor_id", columns="reading", values="rank")

    assert value.to_dict() == {
        "asserted": {"a": 1, "b": 1, "c": 0, "d": 0},
        "with possible": {"a": 2, "b": 1, "c": 1, "d": 0},
        "everything": {"a": 3, "b": 2, "c": 2, "d": 1},
    }
    assert rank.loc["c"].to_dict() == {"asserted": 3, "with possible": 2, "everything": 2}


def test_what_goes_with_each_speaker(small, frame):
    """By hand: without Ann t1 and t2 go, and with them two pairs; without Bob d is gone."""
    found = robustness.without_each_speaker(small, frame).set_index("actor_id")

    assert list(found.index) == ["ann", "bob"]
    assert found.drop(columns="name").to_numpy().tolist() == [[3, 2, 2, 0], [2, 1, 1, 1]]
    assert list(found.name) == ["Ann", "Bob"]
    assert list(robustness.without(small, frame, "ann").tie_id) == ["t3", "t4"]
    assert len(robustness.without(small, frame, "article")) == len(frame)


def test_more_deletions_than_the_limit_are_refused(small, frame, monkeypatch):
    """The error says how many there would be, how many are made, and what to do."""
    monkeypatch.setattr(robustness, "DELETIONS", 2)

    with pytest.raises(ValueError, match=r"3 times, once without each claim; at most 2 .* fewer"):
        robustness.leave_one_out(small, frame, "claim")
