"""The copy beside its reprint: pairs, counts and recounts, worked out by hand on three lines."""

import pandas as pd
import pytest

from dossier.analysis import text_reuse
from dossier.tables.load import Dossier
from subject import subject

# Words 1–2, 3–8 and 9–11. What is compared ends with “drones”, at 39: eight words of eleven.
TEXT = "Arms sought?\n\nA might give B guns, drones.\n\nB pays food.\n"


PAIR = "pair_id start end quote change aspect claims undone narrowed"


@pytest.fixture
def small() -> Dossier:
    """Two states, two speakers with a list each, and a copy that made guns of rounds."""
    pairs = pd.DataFrame(
        [
            ["p1", 0, 12, "Arms sought?", "altered", "tone", "", "", ""],
            ["p2", 16, 21, "might", "altered", "modality", "c1", "i1", ""],
            ["p3", 29, 33, "guns", "altered", "content", "c1;c2", "", "i2"],
            ["p4", 35, 41, "drones", "kept", "", "", "", ""],
        ],
        columns=PAIR.split(),
    ).assign(source_id="s1", reprint="rounds", effect="Other.")
    readings = pd.DataFrame(
        [["p2", "c1", "CT+", ""], ["p3", "c2", "PS+", "small_arms_ammunition"]],
        columns=["pair_id", "claim_id", "factuality", "good"],
    )
    claims = pd.DataFrame(
        [
            ["c1", 14, 28, "ann", "PS+"],
            ["c2", 14, 33, "ann", "PS+"],
            ["c3", 43, 55, "bob", "CT+"],
        ],
        columns=["claim_id", "start", "end", "speaker", "factuality"],
    ).assign(source_id="s1")
    ties = pd.DataFrame(
        [
            ["t1", "small_arms", "PS+"],
            ["t2", "small_arms_ammunition", "PS+"],
            ["t3", "", "PS+"],
            ["t4", "drones", "PS+"],
        ],
        columns=["tie_id", "good", "factuality"],
    ).assign(from_actor="a", to_actor="b", kind=["arms"] * 3 + ["hostility"], directed=True)
    frames = subject() | {
        "sources": pd.DataFrame({"source_id": ["s1"], "language": ["en"], "body_end": [len(TEXT)]}),
        "actors": pd.DataFrame(
            {
                "actor_id": ["a", "b", "ann", "bob"],
                "name": ["A", "B", "Ann", "Bob"],
                "kind": ["state", "state", "person", "person"],
                "affiliation": "",
            }
        ),
        "claims": claims,
        "ties": ties,
        "evidence": pd.DataFrame(
            {"item_id": ["t1", "t2", "t3", "t4"], "claim_id": ["c2", "c3", "c2", "c1"]}
        ),
        "inconsistencies": pd.DataFrame(
            {"inconsistency_id": ["i1", "i2"], "source_id": "s1", "start": [16, 29]}
        ).assign(end=[21, 55]),
        "copy_pairs": pairs,
        "copy_readings": readings,
    }
    return Dossier(frames, {"s1": TEXT})


def test_a_pair_tells_what_it_touches(small):
    """Claims come before the inconsistencies that go or narrow."""
    found = text_reuse.pairs(small)

    assert list(found.evidence) == [[], ["c1", "i1"], ["c1", "c2", "i2"], []]
    assert text_reuse.touched(found, "claims") == ["c1", "c2"]


def test_what_lies_past_the_last_pair_is_not_compared(small):
    """Eight of eleven words."""
    assert text_reuse.compared_share(small) == pytest.approx(8 / 11)


def test_by_the_reprint_claims_and_goods_are_others_and_what_it_lacks_goes(small):
    """Guns become rounds, a possible claim certain; other ties stay."""
    found = text_reuse.under_reprint(small)

    assert list(found.claims.factuality) == ["CT+", "PS+", "CT+"]
    assert list(found.ties.good) == ["small_arms_ammunition"] * 2 + ["", "drones"]
    assert list(found.inconsistencies.inconsistency_id) == ["i2"]
    assert list(small.ties.good) == ["small_arms", "small_arms_ammunition", "", "drones"]


def test_numbers_are_counted_by_both_wordings(small):
    """Ann’s guns and Bob’s rounds share nothing in the copy, and are one good in the reprint."""
    found = text_reuse.recount(small).to_numpy().tolist()

    assert found == [
        ["Claims stated as fact", "1", "2"],
        ["Inconsistencies", "2", "1"],
        ["Kinds of goods", "2", "1"],
        ["Pairs of lists that share no good", "1", "0"],
        ["Shared, A → B: Ann, Bob", "0 of 2", "1 of 1"],
    ]
