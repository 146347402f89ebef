"""Corroboration: how a claim stands, worked out by hand on small tables."""

from datetime import date

import pandas as pd
import pytest

from dossier.analysis import corroboration
from dossier.analysis.corroboration import result
from dossier.analysis.timeline import independent_dates
from dossier.model.vocabulary_loader import VERDICT
from dossier.tables.load import Dossier


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("agrees", "1")], "supported"),
        ([("more_precise", "3")], "supported, more precisely"),
        ([("agrees", "1"), ("more_precise", "1")], "supported, more precisely"),
        ([("agrees", "1"), ("more_precise", "2")], "supported"),
        ([("agrees", "3"), ("differs", "1")], "disputed"),
        ([("more_precise", "2"), ("contradicts", "2")], "disputed"),
        ([("differs", "2"), ("context", "1")], "qualified"),
        ([("differs", "2"), ("contradicts", "3")], "contradicted"),
        ([("agrees", "4"), ("contradicts", "2")], "contradicted"),
        ([("agrees", "1"), ("differs", "5")], "supported"),
        ([("not_found", "2"), ("differs", "3")], "qualified"),
        ([("not_found", "6")], "not found"),
        ([("not_found", "2"), ("agrees", "4")], "not found"),
        ([("agrees", "4"), ("differs", "5")], "not settled"),
        ([("agrees", "6")], "not settled"),
        ([("context", "1"), ("set_aside", "2")], "context only"),
        ([], "tested indirectly"),
    ],
)
def test_a_claim_stands_by_the_credible_findings_made_on_it(found, expected):
    """The rule of the docstring, case by case."""
    assert result(found) == expected


CHECKS = [
    ("k1", "c1", "Rain", "daily", "2001-05-02", "agrees", "1"),
    ("k2", "c1", "Rain", "daily", "2001-05-03", "differs", "5"),
    ("k3", "c2", "Wind", "blog", "", "context", "2"),
    ("k4", "c1", "Rain", "wire", "1999", "more_precise", "2"),
    ("k5", "c3", "Wind", "wire", "2001-06-01", "contradicts", "2"),
]
EVIDENCE = [("k1", "c1"), ("k1", "c4"), ("k2", "c1"), ("k3", "c2"), ("k4", "c1"), ("k5", "c3")]
EVIDENCE += [("e1", "c1"), ("e2", "c1"), ("e2", "c4"), ("e3", "c3")]
EVENTS = [("e1", "It rains", "2001-05"), ("e2", "It pours", "2001"), ("e3", "Wind", "2001-07")]


@pytest.fixture
def small() -> Dossier:
    """Five claims, three events, five checks on four claims."""
    names = ["check_id", "claim_id", "topic", "reference", "finding_date", "verdict", "credibility"]
    claims = [(f"c{n}", f"Claim {n}") for n in range(1, 6)]
    frames = {
        "claims": pd.DataFrame(claims, columns=["claim_id", "claim"]).assign(
            checkable=["yes", "yes", "partly", "yes", "no"]
        ),
        "checks": pd.DataFrame(CHECKS, columns=names).assign(finding="It was so"),
        "evidence": pd.DataFrame(EVIDENCE, columns=["item_id", "claim_id"]),
        "events": pd.DataFrame(EVENTS, columns=["event_id", "label", "date"]),
        "sources": pd.DataFrame({"own_roots": ["a;b"]}),
        "finding_roots": pd.DataFrame({"check_id": ["k1"], "root_id": ["c"]}),
    }
    return Dossier(frames, {})


def test_a_claim_stands_by_its_own_checks_and_is_weighed_with_the_others(small):
    """A check on another claim bears on this one and says nothing on how it stands."""
    found = corroboration.standing(small).set_index("claim_id")

    assert dict(found.standing) == {
        "c1": "supported",
        "c2": "context only",
        "c3": "contradicted",
        "c4": "tested indirectly",
    }
    assert found.checks["c1"] == ["k1", "k2", "k4"]
    assert (found.checks["c4"], found.besides["c4"]) == ([], ["k1"])


def test_what_the_text_goes_back_to_supports_no_claim(small):
    """A finding with the text's own roots alone is context; with another root it compares."""
    of = {"k1": ["a"], "k4": ["b", "c"], "k5": ["a", "b"]}
    found = [(check, root) for check, roots in of.items() for root in roots]
    frame = pd.DataFrame(found, columns=["check_id", "root_id"])
    circular = Dossier(dict(small.frames) | {"finding_roots": frame}, {})

    stands = corroboration.standing(circular).set_index("claim_id")
    assert dict(stands.standing) == {
        "c1": "supported, more precisely",
        "c2": "context only",
        "c3": "context only",
        "c4": "tested indirectly",
    }
    assert list(corroboration.independent(circular).verdict[[0, 4]]) == ["context"] * 2


def test_coverage_counts_every_claim_once(small):
    """Of three claims that records could settle one is tested."""
    found = corroboration.coverage(small)

    assert found.claims.to_dict() == {"yes": 3, "partly": 1, "no": 1}
    assert found.tested.to_dict() == {"yes": 1, "partly": 1, "no": 0}


def test_findings_are_counted_by_topic_in_the_order_of_the_checks(small):
    """Rain has three findings, wind two; and every verdict has a column."""
    found = corroboration.by_topic(small).set_index("topic")

    assert list(found.index) == ["Rain", "Wind"]
    assert list(found) == VERDICT.codes
    assert found.loc["Rain", ["agrees", "more_precise", "differs"]].tolist() == [1, 1, 1]
    assert found.loc["Wind", ["context", "contradicts"]].tolist() == [1, 1]


def test_a_date_stands_beside_the_event_that_shares_most_claims(small):
    """The first check shares two claims with the second event and one with the first.

    A date that contradicts the article is what the comparison is for; context is none.
    """
    found = independent_dates(small).set_index("check_id")

    assert found.loc["k1", ["event_id", "said"]].tolist() == ["e2", "2001"]
    assert found.found_earliest["k1"] == date(2001, 5, 2)
    assert found.event_id["k5"] == "e3"
    assert set(found.index) == {"k1", "k2", "k5"}


@pytest.mark.report
def test_the_second_timeline_is_in_order_of_time(dossier):
    """Events in order of their first day, with their findings in order too."""
    found = independent_dates(dossier)
    told = found.drop_duplicates("event_id").earliest

    assert list(told) == sorted(told)
    for _, rows in found.groupby("event_id"):
        assert list(rows.found_earliest) == sorted(rows.found_earliest)
