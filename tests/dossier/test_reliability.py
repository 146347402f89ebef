"""Agreement of two passes: published examples of alpha, and small codings counted by hand."""

import itertools
import random
from math import isnan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.coding.disagreements import disagreements, judged, unmatched, unresolved
from dossier.coding.krippendorff_alpha import alpha, interval, verdict
from dossier.coding.reliability import (
    Comparison,
    agreement,
    by_likeness,
    compare,
    units,
)
from dossier.coding.unit_matching import match
from dossier.model.faults import FaultsError
from dossier.model.second_pass_schemas import RESOLUTIONS, VERDICTS
from dossier.tables.second_pass import read_decisions, read_round, read_rounds

# Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”,
# https://repository.upenn.edu/asc_papers/43: its data with two observers and two values, two
# observers and five values, and four observers with values missing, and the alphas it gives.
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
PUBLISHED = [
    pytest.param(BINARY, None, 0.095, id="binary"),
    pytest.param(NOMINAL, None, 0.692, id="nominal"),
    pytest.param(FOUR, None, 0.743, id="nominal with missing values"),
    pytest.param(FOUR, "12345", 0.815, id="ordinal with missing values"),
]


def by_unit(coders: list[str]) -> list[list[str]]:
    """The values unit by unit, without the missing ones."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(("coders", "order", "expected"), PUBLISHED)
def test_alpha_is_what_krippendorff_gives_for_his_examples(coders, order, expected):
    """The published value, to its three places."""
    assert alpha(by_unit(coders), order) == pytest.approx(expected, abs=0.0005)


def test_alpha_is_not_defined_for_one_value_only():
    """Where nothing varies there is nothing to agree on; the verdict and the interval say so."""
    same = [["a", "a"]] * 5

    assert isnan(alpha(same))
    assert isnan(alpha([]))
    assert all(isnan(end) for end in interval(same))
    assert verdict(alpha(same)) == "not defined: one value only"


def test_a_value_outside_the_order_is_refused():
    """It has no rank."""
    with pytest.raises(ValueError, match="does not hold: x"):
        alpha([["a", "x"]], "ab")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.8, "rely on"),
        (0.7999, "tentative"),
        (0.667, "tentative"),
        (0.6669, "do not use alone"),
        (-0.2, "do not use alone"),
    ],
)
def test_the_verdict_follows_krippendorffs_thresholds(value, expected):
    """.800 and .667 belong to the better side."""
    assert verdict(value) == expected


@pytest.mark.parametrize(("size", "near"), [(1, 0.02), (4, 0.03)], ids=["units", "clusters"])
def test_the_interval_is_what_drawing_anew_gives(size, near):
    """Units, or clusters of four, drawn with another generator give the same ends, nearly."""
    draw, found = random.Random(5), by_unit([one * 8 for one in NOMINAL])
    clusters = [place // size for place in range(len(found))]
    groups = [found[start : start + size] for start in range(0, len(found), size)]
    drawn = [
        alpha([unit for group in draw.choices(groups, k=len(groups)) for unit in group])
        for _ in range(800)
    ]
    ends = interval(found, None, clusters)

    assert ends == pytest.approx(np.percentile(drawn, [2.5, 97.5]), abs=near)
    assert (interval(found) == ends) is (size == 1)


def claims(*spans: tuple, prefix: str = "c", source: str = "s") -> pd.DataFrame:
    """Claims on the given spans: start, end and, where it matters, what is claimed."""
    rows = [
        {"claim_id": f"{prefix}{n}", "source_id": source, "start": a, "end": b, "claim": "".join(w)}
        for n, (a, b, *w) in enumerate(spans, 1)
    ]
    return pd.DataFrame(rows, columns=["claim_id", "source_id", "start", "end", "claim"])


def resting(claims: pd.DataFrame, **tables: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """A pass: its claims, and what rests on them."""
    return {"claims": claims} | tables


def paired(table: str, first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The pairs of the units of a table that rest on their own words."""
    unit = {"claims": "claim", "mentions": "mention", "inconsistencies": "inconsistency"}[table]
    return match(unit, {table: first}, {table: second})


def found_pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of ids."""
    return list(zip(frame.first_id, frame.second_id, strict=True))


@given(*[st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=4)] * 2)
def test_no_other_pairing_has_a_greater_overlap(one, other):
    """Against every way there is to pair up to four claims with up to four."""
    one, other = ([(a, a + n) for a, n in spans] for spans in (one, other))
    pairs = paired("claims", claims(*one), claims(*other, prefix="d"))
    few, many = sorted((one, other), key=len)
    best = max(
        sum(j for a, b in zip(few, chosen, strict=True) if (j := jaccard(a, b)) >= 0.5)
        for chosen in itertools.permutations(many, len(few))
    )

    assert pairs.overlap.sum() == pytest.approx(best)
    assert pairs.first_id.is_unique
    assert pairs.second_id.is_unique


def jaccard(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Of two intervals: what they share by what they cover."""
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / (one[1] - one[0] + other[1] - other[0] - both)


def test_claims_that_share_less_than_half_are_not_paired():
    """5 of 10 characters are enough, 4 of 10 are not; nor are the same places of other texts."""
    assert len(paired("claims", claims((0, 10)), claims((0, 5)))) == 1
    assert paired("claims", claims((0, 10)), claims((0, 4))).empty
    assert paired("claims", claims((0, 10)), claims((0, 10), source="t")).empty
    assert paired("claims", claims(), claims((0, 10))).empty


def events(*rows: tuple[str, str]) -> pd.DataFrame:
    """Events, each with a label and the ids of its claims."""
    frame = pd.DataFrame(rows, columns=["label", "claims"])
    return frame.assign(event_id=[f"e{n}" for n in range(1, len(rows) + 1)])


def test_events_are_paired_by_all_the_characters_of_their_claims():
    """c1 and c2 cover 0 to 10: 3 of 10 characters are enough, 2 are not; no claims, no pair."""
    first = resting(claims((0, 6), (4, 10)), events=events(("Rain", "c1;c2"), ("Wind", "")))
    for end, count in [(3, 1), (2, 0)]:
        second = claims((0, end), prefix="d")
        second = resting(second, events=events(("Snow", "d1"), ("Wind", "")))
        assert len(match("event", first, second)) == count


def ties(*rows: tuple, prefix: str = "t") -> pd.DataFrame:
    """Ties: both ends, a label, and the words, as ids of claims or as start and end."""
    columns = [
        "from_actor",
        "to_actor",
        "label",
        *(["claims"] if prefix == "t" else ["start", "end"]),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(tie_id=[f"{prefix}{n}" for n in range(1, len(rows) + 1)])


def test_ties_are_paired_on_common_words_of_the_same_two_actors():
    """In either direction, by the words of all claims; never those of another pair.

    Ann and Bob on 0–6 meet Bob and Ann on 5–9, though not on 6–9.
    """
    own = ties(("ann", "bob", "sells", "c1"), ("ann", "cai", "x", "c1;c2"))
    first = resting(claims((0, 6), (20, 24)), ties=own)
    second = ("bob", "ann", "buys", 5, 9), ("bob", "cai", "x", 0, 6), ("cai", "ann", "x", 22, 30)

    pairs = match("tie", first, {"ties": ties(*second, prefix="u")})
    assert found_pairs(pairs) == [("t1", "u1"), ("t2", "u3")]
    assert list(pairs.overlap) == pytest.approx([1 / 9, 2 / 16])
    assert match("tie", first, {"ties": ties(("bob", "ann", "buys", 6, 9), prefix="u")}).empty


def test_on_equal_words_what_is_said_of_them_decides():
    """Claims go with those that say the same, events and ties with those that are called alike."""
    first = claims((0, 9, "Rain falls."), (0, 9, "Wind blows."))
    second = claims((0, 9, "The wind blows."), (0, 9, "The rain falls."), prefix="d")
    assert found_pairs(paired("claims", first, second)) == [("c1", "d2"), ("c2", "d1")]

    first = events(("Meeting planned", "c1"), ("Talks held", "c1"))
    second = events(("Talks held", "c1"), ("Meeting", "c1"))
    first, second = (resting(claims((0, 9)), events=one) for one in (first, second))
    assert found_pairs(match("event", first, second)) == [("e1", "e2"), ("e2", "e1")]

    first = ties(("ann", "bob", "wants it", "c1"), ("ann", "bob", "gets it", "c1"))
    second = ties(("ann", "bob", "gets it", 0, 9), ("ann", "bob", "wants it", 0, 9), prefix="u")
    found = match("tie", resting(claims((0, 9)), ties=first), {"ties": second})
    assert found_pairs(found) == [("t1", "u2"), ("t2", "u1")]


def mentions(*rows: tuple[str, int, int], source: str = "s") -> pd.DataFrame:
    """Mentions of an actor, from start to end."""
    frame = pd.DataFrame(rows, columns=["actor_id", "start", "end"]).assign(source_id=source)
    return frame.assign(mention_id=[f"{actor}@{a}-{b}" for actor, a, b in rows])


def test_mentions_are_paired_by_their_words_whoever_is_meant():
    """Half of the words are needed; two actors on one phrase find themselves.

    “the man” and “man” share 3 of 7 characters. Other texts have other words.
    """
    first = mentions(("ann", 0, 7), ("bob", 10, 14), ("junta", 20, 30), ("kims", 20, 30))
    second = mentions(("ann", 4, 7), ("cai", 10, 14), ("kims", 20, 30), ("junta", 20, 30))

    assert found_pairs(paired("mentions", first, second)) == [
        ("bob@10-14", "cai@10-14"),
        ("junta@20-30", "junta@20-30"),
        ("kims@20-30", "kims@20-30"),
    ]
    assert paired("mentions", first, mentions(("ann", 0, 7), source="t")).empty


def inconsistencies(*rows: tuple, prefix: str = "i") -> pd.DataFrame:
    """Inconsistencies: one place, the other or none as text, and a note."""
    columns = ["start", "end", "other_start", "other_end", "note"]
    frame = pd.DataFrame(rows, columns=columns).assign(source_id="s")
    return frame.assign(inconsistency_id=[f"{prefix}{n}" for n in range(1, len(rows) + 1)])


def test_inconsistencies_are_paired_where_either_place_meets_either():
    """The places may stand the other way round; one without a common character has no partner."""
    first = inconsistencies((0, 4, "50", "54", "a"), (10, 14, "", "", "b"), (30, 34, "", "", "c"))
    second = inconsistencies((52, 56, "90", "94", "a"), (14, 18, "30", "31", "c"), prefix="j")

    pairs = paired("inconsistencies", first, second)
    assert found_pairs(pairs) == [("i1", "j1"), ("i3", "j2")]
    assert list(pairs.overlap) == pytest.approx([2 / 14, 1 / 8])


# A text of 20 characters, “Rain fell. Bob left.”; each pass has two claims on the same words, the
# second one more, and the second pass calls Bob by another id and the narrator by the same one.
CLAIMS = (
    "claim_id,source_id,start,end,quote,claim,speaker,chain,cue,speech,factuality,checkable,note"
)
EVENTS = (
    "event_id,label,date,date_basis,date_note,type,mode,context,aux,type_reason,factuality,claims,"
    "note"
)
FIRST_EVENTS = (
    "event_id,label,date,date_basis,date_note,type,mode,context,aux,type_reason,place,factuality,"
    "told_at,note,claims"
)
FILES = {
    "round1/first_claims.csv": [
        CLAIMS,
        "c1,s,0,9,Rain fell,It rained.,bob,bob,,indirect,CT+,yes,",
        "c2,s,11,19,Bob left,Bob left.,article,article,,own_voice,CTu,yes,",
    ],
    "round1/first_events.csv": [
        FIRST_EVENTS,
        "e1,Rain,2007,stated,,,,,,,,CT+,0,,c1",
        "e2,Bob leaves,,none,,RETREAT,,,,,,Uu,11,,c2",
    ],
    "round1/claims.csv": [
        CLAIMS,
        "k1,s,0,9,Rain fell,Rain fell.,robert,robert,,indirect,PS+,partly,",
        "k2,s,11,19,Bob left,Bob left.,text,text,,own_voice,Uu,yes,",
        "k3,s,0,4,Rain,There was rain.,rainmaker,rainmaker,,own_voice,CT+,yes,",
    ],
    "round1/events.csv": [
        EVENTS,
        "v1,Rain,,none,,,,,,,CT+,k1;k3,",
        "v2,Bob goes,,none,,RETREAT,,,,,Uu,k2,",
    ],
    "round1/actors.csv": [
        "actor_id,name,kind,naming,note",
        "robert,Bob,person,named,",
        "text,Text,media,described,",
        "rainmaker,A rainmaker,person,described,",
    ],
    "actors.csv": [
        "round,actor_id,first_actor_id",
        "1,robert,bob",
        "1,text,article",
        "1,rainmaker,",
        "2,robert,somebody",
    ],
    "resolutions.csv": [
        "round,first_id,second_id,variable,resolution,reason",
        "1,c1,k1,factuality,first,“fell” is plain.",
    ],
}


@pytest.fixture
def coded_twice(tmp_path: Path) -> Path:
    """The files of one round as they stand in data/second_pass."""
    (tmp_path / "round1").mkdir()
    for name, lines in FILES.items():
        (tmp_path / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return tmp_path


@pytest.fixture
def compared(coded_twice) -> Comparison:
    """The round, its units paired."""
    return compare(read_round(coded_twice / "round1"))


def test_speakers_of_the_second_pass_get_the_ids_of_the_first(coded_twice):
    """As the table of its own round says; one without a counterpart equals no other."""
    found = read_round(coded_twice / "round1")

    assert list(found.second["claims"].speaker) == ["bob", "article", "second:rainmaker"]
    assert found.names == {"second:rainmaker": "A rainmaker"}
    assert [one.number for one in read_rounds(coded_twice)] == [1]
    assert read_rounds(coded_twice / "round1") == []


def test_agreement_is_counted_over_the_units_both_passes_have(compared):
    """By hand: factuality differs for c1 alone, and CTu shares the rank of Uu."""
    found = agreement([compared]).set_index(["unit", "variable"])

    assert list(found.n) == [2] * 10
    assert found.equal["claim", "speaker"] == 1
    assert found.equal["claim", "factuality"] == 0.5
    assert found.equal["claim", "certainty"] == 0.5
    assert found.equal["event", "date"] == 0.5
    assert found.equal["event", "event type"] == 1
    assert found.alpha["claim", "speaker"] == 1
    assert found.verdict["claim", "speaker"] == "rely on"
    # Values CT+, PS+, Uu, Uu in two units, one of them Uu twice: middle ranks 1, 2.5, 3.5.
    # Observed 2 × 1 = 2; expected 2 × (2 × 1.5² + 2 × 2.5² + 1²) = 36; 1 − 3 × 2 / 36.
    assert found.alpha["claim", "factuality"] == pytest.approx(1 - 3 * 2 / 36)


def test_units_are_counted_as_matched_or_in_one_pass_only(compared):
    """Two of five claims' worth of pairs: 4 of 5; 17 of 20 characters lie under both passes."""
    found = units([compared], 20).set_index("unit")

    assert found.loc["claim", ["matched", "only_first", "only_second"]].tolist() == [2, 0, 1]
    assert found.share.tolist() == [4 / 5, 1]
    assert found.covered_by_both.tolist() == [17 / 20] * 2


def test_disagreements_come_with_what_was_decided(coded_twice, compared):
    """Every coded variable that differs, once; what is open is told in a line."""
    found = disagreements([compared], read_decisions(RESOLUTIONS, coded_twice))
    differing = list(found[["first_id", "variable", "resolution"]].itertuples(index=False))

    assert differing == [
        ("c1", "factuality", "first"),
        ("c1", "checkable", ""),
        ("e1", "date_basis", ""),
        ("e1", "date", ""),
    ]
    assert unresolved(found) == [
        "round 1: c1 and k1, checkable: yes or partly",
        "round 1: e1 and v1, date_basis: stated or none",
        "round 1: e1 and v1, date: 2007 or none",
    ]


def test_the_weight_of_the_wording_can_be_varied(coded_twice):
    """Where no two claims compete for a partner it changes nothing."""
    found = by_likeness(read_round(coded_twice / "round1"), [0, 1])

    assert found == pytest.approx([1 - 3 * 2 / 36] * 2)


LINKED = {
    "ties.csv": [
        "tie_id,from_actor,to_actor,directed,kind,good,sign,factuality,valid,label,note,start,end,"
        "quote",
        "u1,bob,ann,true,trade,rice,+,PS+,,sells,,0,9,Rain fell",
    ],
    "first_ties.csv": [
        "tie_id,from_actor,to_actor,directed,kind,good,sign,factuality,valid,label,note,claims",
        "t1,ann,bob,true,trade,rice,+,CT+,,sells,,c1",
    ],
    "mentions.csv": ["source_id,actor_id,start,end,quote,form", "s,bob,11,14,Bob,name"],
    "first_mentions.csv": ["source_id,actor_id,start,end,quote,form", "s,bob,11,14,Bob,metonym"],
    "inconsistencies.csv": [
        "inconsistency_id,source_id,start,end,quote,other_start,other_end,other_quote,kind,"
        "severity,note",
        "j1,s,0,9,Rain fell,,,,logic,low,why",
    ],
    "first_inconsistencies.csv": [
        "inconsistency_id,source_id,start,end,quote,other_start,other_end,other_quote,kind,"
        "severity,note",
        "i1,s,11,14,Bob,0,4,Rain,logic,high,why",
    ],
    "first_claims.csv": FILES["round1/first_claims.csv"],
}


@pytest.fixture
def linked(coded_twice) -> Path:
    """A round of ties, mentions and inconsistencies, one of each in both passes."""
    (coded_twice / "round3").mkdir()
    for name, lines in LINKED.items():
        (coded_twice / "round3" / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return coded_twice / "round3"


def test_ties_mentions_and_inconsistencies_are_compared_variable_by_variable(linked):
    """By hand: one pair of each; the tie is turned round and less sure, form and severity differ.

    Such a round has no coverage by claims.
    """
    each = compare(read_round(linked))
    found = agreement([each]).set_index(["unit", "variable"])

    assert found.n.tolist() == [1] * 11
    assert found[found.equal == 0].index.tolist() == [
        ("tie", "from"),
        ("tie", "to"),
        ("tie", "factuality"),
        ("mention", "form"),
        ("inconsistency", "severity"),
    ]
    assert found.evidence["mention", "form"] == ["bob@11-14"]
    assert units([each], 20).columns.tolist() == [
        *("round", "unit", "matched", "only_first", "only_second", "share")
    ]


def test_a_tie_that_rests_on_no_claim_of_its_round_is_told(linked):
    """The frozen claims of the first pass are those its ties rest on."""
    path = linked / "first_ties.csv"
    path.write_text(path.read_text("utf-8").replace("sells,,c1", "sells,,c9"), "utf-8")

    with pytest.raises(FaultsError, match=r"first_ties.csv, row 2, column claims: 'c9'"):
        read_round(linked)


VERDICT = "round,second_id,verdict,claim_id,reason\n"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("", "'round 1, k3' — is a claim without a partner and has no verdict"),
        ("1,k3,below_grain,c1,x\n1,k1,below_grain,c1,x\n", "'round 1, k1' — is no claim without"),
        ("1,k3,below,c1,x\n", "column verdict: 'below'"),
    ],
)
def test_every_claim_of_the_second_pass_alone_needs_a_verdict(coded_twice, compared, rows, why):
    """None is left out, none is judged that has a partner, and verdicts are in the codebook."""
    (coded_twice / "unmatched.csv").write_text(VERDICT + rows, encoding="utf-8")

    with pytest.raises(FaultsError, match=why):
        judged(unmatched([compared]), read_decisions(VERDICTS, coded_twice))


def test_a_verdict_stands_beside_its_claim(coded_twice, compared):
    """With what is claimed, the claim of today, and why."""
    (coded_twice / "unmatched.csv").write_text(
        VERDICT + "1,k3,below_grain,c1,why\n", encoding="utf-8"
    )
    (row,) = judged(unmatched([compared]), read_decisions(VERDICTS, coded_twice)).itertuples()

    assert (row.id, row.what, row.claim_id, row.reason) == ("k3", "There was rain.", "c1", "why")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1,c2,k2,factuality,first,same", "is not a disagreement of that round"),
        ("1,c1,k1,factuality,second,again", "is in an earlier row too"),
        ("1,c1,k1,checkable,maybe,why", "resolution: 'maybe'"),
    ],
)
def test_a_resolution_that_resolves_nothing_is_refused(coded_twice, compared, line, why):
    """What is not, or no longer, a disagreement; one decided twice; a word not in the codebook."""
    with (coded_twice / "resolutions.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")

    with pytest.raises(FaultsError, match=why):
        disagreements([compared], read_decisions(RESOLUTIONS, coded_twice))


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("round1/claims.csv", ",speech,", ",form,", r"round1/claims.csv, row 1, column speech"),
        ("round1/claims.csv", "PS+", "PX", "row 2, column factuality: 'PX' — allowed: CT"),
        ("round1/claims.csv", "0,9", "0,8", r"row 2, column quote: 'Rain fell' — start and end"),
        ("round1/claims.csv", "robert", "rob", "row 2, column speaker: 'rob' — leads nowhere"),
        ("round1/events.csv", "k1;k3", "k1;k9", "row 2, column claims: 'k9' — leads nowhere"),
        ("actors.csv", "first_actor_id", "first", "second_pass/actors.csv, row 1, column first_a"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(coded_twice, name, old, new, why):
    """Missing columns, codes, spans and ids: the fault names file, row, column and remedy."""
    text = (coded_twice / name).read_text(encoding="utf-8")
    (coded_twice / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(FaultsError, match=why):
        read_round(coded_twice / "round1")


@pytest.mark.parametrize("name", [name for name in FILES if name != "resolutions.csv"])
def test_a_missing_file_is_named(coded_twice, name):
    """Each file of a round is needed."""
    (coded_twice / name).unlink()

    with pytest.raises(FaultsError, match=f"second_pass/{name} — is missing"):
        read_round(coded_twice / "round1")


@pytest.mark.report
def test_the_projects_rounds_are_complete(dossier):
    """Each quotes the article exactly, and every disagreement has been resolved with a reason."""
    rounds = read_rounds()
    codings = [coding for one in rounds for coding in (one.first, one.second)]
    spans = [t for one in codings for t in one.values() if {"quote", "start"} <= set(t)]
    text = dossier.texts[dossier.sources.source_id[0]]

    assert len(spans) == 2 * 2 + 6
    for row in pd.concat(spans).itertuples():
        assert text[row.start : row.end] == row.quote
    of_claims = [compare(one) for one in rounds if "claims" in one.tables]
    assert unresolved(disagreements(of_claims, read_decisions(RESOLUTIONS))) == []
    assert judged(unmatched(of_claims), read_decisions(VERDICTS)).groupby(
        "round"
    ).size().to_dict() == {
        1: 68,
        2: 75,
    }
