"""Roots: independent sources behind findings and judgements, counted by hand."""

import pandas as pd
import pytest

from dossier.analysis import root_source_counts as roots
from dossier.tables.load import Dossier

#: a may be b, and d may be c; e stands alone.
SAME = {"a": "b", "b": "", "c": "", "d": "c", "e": ""}
CHECKS = [
    ("k1", "c1", "agrees", "1"),
    ("k2", "c1", "more_precise", "2"),
    ("k3", "c2", "differs", "2"),
    ("k4", "c2", "agrees", "2"),
    ("k5", "c3", "agrees", "3"),
    ("k6", "c3", "agrees", "5"),
    ("k7", "c1", "context", "2"),
]
FROM = [("k1", "a"), ("k2", "b"), ("k3", "c"), ("k4", "e"), ("k5", "c"), ("k5", "e")]
FROM += [("k6", "d"), ("k7", "d")]


@pytest.fixture
def small() -> Dossier:
    """Three claims, seven findings on them, five roots, and three judgements."""
    claims = [(f"c{n}", f"Claim {n}", "yes") for n in (1, 2, 3)]
    judgements = [("j1", "k1;k2;k4", "k4"), ("j2", "k3;k5", ""), ("j3", "k7", "k7")]
    sources = pd.DataFrame({"source_id": ["s1"], "own_roots": [""]})
    names = ["check_id", "claim_id", "verdict", "credibility"]
    frames = {
        "sources": sources,
        "claims": pd.DataFrame(claims, columns=["claim_id", "claim", "checkable"]),
        "checks": pd.DataFrame(CHECKS, columns=names),
        "evidence": pd.DataFrame([c[:2] for c in CHECKS], columns=["item_id", "claim_id"]),
        "roots": pd.DataFrame(list(SAME.items()), columns=["root_id", "perhaps_same_as"]),
        "finding_roots": pd.DataFrame(FROM, columns=["check_id", "root_id"]),
        "judgements": pd.DataFrame(judgements, columns=["judgement_id", "checks", "against"]),
    }
    return Dossier(frames, {})


def rows(frame: pd.DataFrame) -> list[tuple]:
    """The rows of a frame, to compare with those worked out by hand."""
    return list(frame.itertuples(index=False, name=None))


def test_families_pass_on_through_a_chain():
    """Where a may be c and c may be b, all three are one; order of the rows does not matter."""
    chain = pd.DataFrame({"root_id": ["b", "c", "a"], "perhaps_same_as": ["", "b", "c"]})

    assert roots.families(chain) == {"b": "a", "c": "a", "a": "a"}
    assert roots.families(chain[::-1]) == roots.families(chain)


def test_a_finding_has_the_roots_it_goes_back_to(small):
    """One finding has two roots of two families, the others one."""
    found = roots.behind_findings(small).set_index("check_id")

    assert found.loc["k5"].tolist() == [["c", "e"], ["c", "e"], 2, 2]
    assert found.apart.sum() == len(FROM)


def test_a_judgement_is_counted_both_ways(small):
    """Two roots that may be one count two apart and one once; no finding is no root."""
    assert rows(roots.behind_judgements(small)) == [
        ("j1", ["a", "b"], ["a"], 2, 1),
        ("j2", ["c", "e"], ["c", "e"], 2, 2),
        ("j3", [], [], 0, 0),
    ]


def test_what_hangs_on_one_root_or_family_is_a_single_point_of_failure(small):
    """A claim with two roots on two sides of a dispute does not hang on one of them."""
    assert roots.single_points(small) == {"c1"}


def test_what_the_text_itself_goes_back_to_is_no_independent_root(small):
    """A finding still has it; a judgement has it no longer, nor anything to lose with it.

    The third claim, of two roots, hangs on the one that is left.
    """
    own = small.sources.assign(own_roots=["b;e"])
    outside = Dossier(dict(small.frames) | {"sources": own}, {})

    assert rows(roots.behind_findings(outside)) == rows(roots.behind_findings(small))
    assert rows(roots.behind_judgements(outside)) == [
        ("j1", ["a"], ["a"], 1, 1),
        ("j2", ["c"], ["c"], 1, 1),
        ("j3", [], [], 0, 0),
    ]
    assert rows(roots.lost_judgements(outside)) == [("a", "j1", 1, 0), ("c", "j2", 2, 0)]
    assert roots.single_points(outside) == {"c1", "c2", "c3"}


def test_a_claim_on_which_only_the_texts_own_roots_speak_is_not_settled(small):
    """Both findings on the first claim go back to what the text goes back to, and test nothing."""
    own = small.sources.assign(own_roots=["a;b"])
    outside = Dossier(dict(small.frames) | {"sources": own}, {})

    assert roots.single_points(outside) == set()


def test_leaving_out_a_family_takes_all_its_findings(small):
    """Both findings on the first claim go, and only context is left; disputes fall to one side."""
    assert roots.shaken_claims(small) == {"c1", "c2"}


def test_a_judgement_may_lose_its_last_root(small):
    """With a family both of its roots go, and none is left."""
    assert rows(roots.lost_judgements(small)) == [
        ("a", "j1", 2, 0),
        ("c", "j2", 1, 1),
    ]


def test_paths_join_families_to_judgements_by_findings(small):
    """A family has the name of its root with most findings; a judgement may have no other."""
    named = small.roots.assign(name=small.roots.root_id.str.upper())
    found = roots.paths(Dossier(dict(small.frames) | {"roots": named}, {}))

    assert rows(found[["judgement_id", "name", "together", "findings", "only"]]) == [
        ("j1", "A, counted as one with B", 2, ["k1", "k2"], True),
        ("j2", "C", 1, ["k3", "k5"], False),
        ("j2", "E", 1, ["k5"], False),
    ]
    assert found.roots.tolist() == [["A", "B"], ["C"], ["E"]]
