"""Certainty: ladder, hedges and who is how sure, on a text small enough to count by hand."""

import pandas as pd
import pytest

from dossier.analysis import certainty
from dossier.tables.load import Dossier
from subject import subject

TEXT = (
    "Rice for arms?\n\n"
    "Ann said a deal may come, in May. A may send rice and oil. A opened a post.\n"
)

# claim: words, speaker, chain, factuality
CLAIMS = {
    "c1": ("Rice for arms?", "article", "article", "Uu"),
    "c2": ("Ann said a deal may come", "article", "article", "CT+"),
    "c3": ("a deal may come", "ann", "ann>article", "PS+"),
    "c4": ("a deal may come, in May", "ann", "ann>article", "PS+"),
    "c5": ("A may send rice", "article", "article", "PS+"),
    "c6": ("A may send rice and oil", "article", "article", "PS+"),
    "c7": ("A opened a post", "article", "article", "CT+"),
    "c8": ("rice and oil", "article", "article", "PR+"),
    "c9": ("A opened a post", "article", "article", "CT-"),
}
# tie: kind, good, directed, factuality, valid, label, claims
TIES = {
    "t1": ("arms", "arms", True, "Uu", "", "Arms are asked about.", ["c1"]),
    "t2": ("alignment", "", True, "PS+", "", "A deal may come.", ["c3", "c4"]),
    "t3": ("trade", "rice", True, "PS+", "", "Rice may go.", ["c5"]),
    "t4": ("trade", "raw_materials", True, "PS+", "", "Oil may go.", ["c6"]),
    "t5": ("diplomatic", "", True, "CT+", "2023-09-11", "A opened a post.", ["c7"]),
    "t6": ("diplomatic", "", True, "CT+", "1983", "A had a post.", ["c7"]),
    "t7": ("alignment", "", True, "CT+", "", "A leans to B.", ["c2"]),
    "t8": ("other", "", True, "PR+", "", "Not a kind on the ladder.", ["c8"]),
    "t9": ("trade", "rice", True, "CT-", "", "It is denied.", ["c9"]),
}


@pytest.fixture
def small() -> Dossier:
    """Two states, a visitor, a text of four sentences, nine claims and nine ties."""
    columns = ["quote", "speaker", "chain", "factuality"]
    claims = pd.DataFrame.from_dict(CLAIMS, orient="index", columns=columns)
    claims = claims.rename_axis("claim_id").reset_index().assign(source_id="x1")
    claims["start"] = claims.quote.map(TEXT.index)
    claims["end"] = claims.start + claims.quote.str.len()
    claims["speech"] = ["own_voice" if s == "article" else "direct" for s in claims.speaker]
    columns = ["kind", "good", "directed", "factuality", "valid", "label", "claims"]
    ties = pd.DataFrame.from_dict(TIES, orient="index", columns=columns)
    ties = ties.rename_axis("tie_id").reset_index().assign(from_actor="a", to_actor="b")
    evidence = ties[["tie_id", "claims"]].explode("claims")
    actors = pd.DataFrame(
        {"actor_id": ["a", "ann", "article", "b"], "name": ["A", "Ann", "This article", "B"]}
    )
    frames = subject() | {
        "sources": pd.DataFrame(
            {
                "source_id": ["x1"],
                "language": ["en"],
                "body_end": [len(TEXT)],
                "published": ["2023-09"],
            }
        ),
        "actors": actors.assign(affiliation="", kind=["state", "person", "media", "state"]),
        "claims": claims,
        "ties": ties.drop(columns="claims"),
        "evidence": evidence.set_axis(["item_id", "claim_id"], axis=1),
    }
    return Dossier(frames, {"x1": TEXT})


def test_the_ladder_runs_from_the_question_to_the_act(small):
    """Goods of one speaker share a row; history, denials and ties of other kinds are not on it."""
    found = certainty.ladder(small, "a", "b")

    assert found[["rung", "what", "speaker"]].to_numpy().tolist() == [
        ["open", "Arms are asked about", "This article"],
        ["possible", "A deal may come", "Ann"],
        ["possible", "From A: rice, raw materials", "This article"],
        ["leaning", "A leans to B", "This article"],
        ["act", "A opened a post", "This article"],
    ]
    assert found.claims.tolist() == [["c1"], ["c3", "c4"], ["c5", "c6"], ["c2"], ["c7"]]
    assert found["count"].tolist() == [1, 2, 2, 1, 1]


def test_a_text_without_a_date_has_no_present(small):
    """Where it is not known when a text was published, nothing in it is told as a recent act."""
    small.sources["published"] = ""

    assert "act" not in set(certainty.ladder(small, "a", "b").rung)


def test_hedges_belong_to_the_deepest_and_shortest_claim_they_stand_in(small):
    """Ann's “may” is hers and not the article's; the month after it is no hedge.

    The words around are at most so many characters on either side, and none is halved.
    """
    found = certainty.hedges(small, around=9)

    assert found.hedge.tolist() == ["may", "may"]
    assert found.start.tolist() == [TEXT.index("may come"), TEXT.index("may send")]
    assert found.speaker.tolist() == ["Ann", "This article"]
    assert found.told.tolist() == ["possible", "possible"]
    assert found.claims.tolist() == [["c3", "c4"], ["c5", "c6"]]
    assert found.context[0] == "… a deal may come, in …"


def test_a_hedge_in_no_claim_is_counted_all_the_same(small):
    """The words are searched, not the claims."""
    small.frames["claims"] = small.claims.iloc[:1]
    found = certainty.hedges(small)

    assert found.speaker.tolist() == ["", ""]
    assert found.claims.tolist() == [[], []]


def test_claims_without_a_hedge_of_their_own_are_found(small):
    """Of the probable and possible claims only the last holds no hedge."""
    assert certainty.unhedged(small).claim_id.tolist() == ["c8"]


@pytest.mark.report
def test_the_articles_hedges_are_those_a_reader_counts(dossier):
    """Counted by eye in the text: might and can twice, would and likely three times, four once."""
    found = certainty.hedges(dossier).hedge.value_counts().to_dict()

    assert found == {
        "would": 3, "likely": 3, "might": 2, "can": 2,
        "may": 1, "potential": 1, "suggest": 1, "possibility": 1,
    }  # fmt: skip
