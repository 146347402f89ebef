"""Competing hypotheses: a matrix of three observations and two hypotheses, by hand."""

import pandas as pd
import pytest

from dossier.analysis import hypotheses
from dossier.tables.load import Dossier

# Against the first: I of middling weight (1) and II of high credibility and relevance
# (2 × √2 × √2 = 4). Against the second: I of low credibility and high relevance (1/√2 × √2 = 1).
RATINGS = [
    ("o1", "h1", "I"), ("o1", "h2", "CC"),
    ("o2", "h1", "II"), ("o2", "h2", "N"),
    ("o3", "h1", "C"), ("o3", "h2", "I"),
]  # fmt: skip
OBSERVATIONS = [
    ("o1", "article", "medium", "medium", ""),
    ("o2", "corroboration", "high", "high", "k1;k2"),
    ("o3", "article", "low", "high", ""),
]


@pytest.fixture
def small() -> Dossier:
    """Two voices in an article, two pages outside it."""
    columns = ["observation_id", "origin", "credibility", "relevance", "checks"]
    frames = {
        "hypotheses": pd.DataFrame({"hypothesis_id": ["h1", "h2"], "name": ["One", "Two"]}),
        "observations": pd.DataFrame(OBSERVATIONS, columns=columns),
        "consistency": pd.DataFrame(RATINGS, columns=["observation_id", "hypothesis_id", "rating"]),
        "claims": pd.DataFrame({"claim_id": ["c1", "c2"], "speaker": ["ann", "bob"]}),
        "checks": pd.DataFrame({"check_id": ["k1", "k2"], "reference": ["times", "post"]}),
        "evidence": pd.DataFrame(
            {"item_id": ["o1", "o1", "o2", "o3"], "claim_id": ["c1", "c2", "c1", "c2"]}
        ),
    }
    return Dossier(frames, {})


def test_only_what_is_inconsistent_counts_by_its_weight(small):
    """A score is the sum of I and II times the factors of credibility and relevance."""
    found = hypotheses.scores(hypotheses.ratings(small)).set_index("hypothesis_id")

    assert list(found.inconsistent) == [2, 1]
    assert list(found.unweighted) == [3.0, 1.0]
    assert list(found.inconsistency) == pytest.approx([5.0, 1.0])
    assert list(found["rank"]) == [2, 1]


def test_equal_scores_share_the_best_rank(small):
    """Neither of two hypotheses is put before the other by its place in the table."""
    level = hypotheses.ratings(small).assign(weighted=1.0)

    assert list(hypotheses.scores(level)["rank"]) == [1, 1]


def test_an_observation_that_counts_alike_against_all_tells_nothing(small):
    """The spread is the difference between the most and the least it counts."""
    small.consistency.loc[1, "rating"] = "I"
    found = hypotheses.diagnosticity(hypotheses.ratings(small)).set_index("observation_id")

    assert found.spread.to_dict() == pytest.approx({"o2": 4.0, "o3": 1.0, "o1": 0.0})


def test_sources_are_voices_for_the_article_and_pages_for_the_rest(small):
    """An observation from elsewhere rests on its pages, not on the claims it bears on."""
    assert hypotheses.sources(small) == {
        "o1": {"ann", "bob"},
        "o2": {"times", "post"},
        "o3": {"bob"},
    }


def test_everything_is_taken_away_in_turn(small):
    """Each observation, each source that alone carries one, each origin, low grades, hard IIs."""
    found = hypotheses.sensitivity(small)
    cases = list(dict.fromkeys(zip(found.change, found.without, strict=True)))

    assert cases == [
        ("nothing", ""),
        ("observation", "o1"),
        ("observation", "o2"),
        ("observation", "o3"),
        ("source", "bob"),
        ("origin", "article"),
        ("origin", "corroboration"),
        ("grade", "low credibility"),
        ("grade", "low relevance"),
        ("softened", "II counted as I"),
    ]
    scores = {
        (c, w): list(g.inconsistency) for (c, w), g in found.groupby(["change", "without"])
    }  # fmt: skip
    assert scores["observation", "o2"] == pytest.approx([1.0, 1.0])
    assert scores["source", "bob"] == pytest.approx([5.0, 0.0])
    assert scores["origin", "article"] == pytest.approx([4.0, 0.0])
    assert scores["softened", "II counted as I"] == pytest.approx([3.0, 1.0])


def test_ranges_hold_what_is_and_what_could_be(small):
    """Each hypothesis has its own score and rank between the extremes over all changes."""
    found = hypotheses.ranges(hypotheses.sensitivity(small)).set_index("hypothesis_id")

    assert list(found.index) == ["h2", "h1"]
    assert list(found.loc["h1", ["lowest", "inconsistency", "highest"]]) == pytest.approx(
        [1.0, 5.0, 5.0]
    )
    assert list(found.loc["h1", ["best", "rank", "worst", "first"]]) == [1, 2, 2, 2]


def test_the_projects_matrix_is_whole_and_its_scores_lie_in_their_ranges(dossier):
    """Every observation meets every hypothesis, and removing can only lower a score."""
    frame = hypotheses.ratings(dossier)
    found = hypotheses.ranges(hypotheses.sensitivity(dossier))

    assert len(frame) == len(dossier.observations) * len(dossier.hypotheses)
    assert len(dossier.hypotheses) >= 4
    assert (found.lowest <= found.inconsistency).all()
    assert (found.highest <= found.inconsistency + 1e-9).all()
