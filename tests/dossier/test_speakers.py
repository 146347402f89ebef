"""Voices: counted on a text of sixteen words, by hand."""

import pandas as pd
import pytest

from dossier.analysis import speakers
from dossier.model.vocabulary_loader import SEVERITY
from dossier.tables.load import Dossier

TEXT = (
    "Rain and wind\n\nAnn says rain fell. Bob denies it, says Ann.\n\n"
    "Later on\nAnn left.\n\nLeave a Reply\n"
)

# The article tells the headline, that Ann speaks and that she left: 3 + 4 + 2 words. Ann tells
# “rain fell.” and “denies it,” and, a second time, “it,”: 4 words. Bob tells “Bob denies it,”: 3.
# The text has 3 + 4 + 5 + 2 + 2 = 16 words; “Leave a Reply” is not part of it.
CLAIMS = [
    ("c1", "Rain and wind", "article", "article", "own_voice", "CT+"),
    ("c2", "Ann says rain fell", "article", "article", "own_voice", "CT+"),
    ("c3", "rain fell", "ann", "ann>article", "indirect", "CT+"),
    ("c4", "Bob denies it", "bob", "bob>ann>article", "indirect", "CT-"),
    ("c5", "denies it", "ann", "ann>article", "indirect", "PS+"),
    ("c6", "it,", "ann", "ann>article", "indirect", "Uu"),
    ("c7", "Ann left", "article", "article", "own_voice", "CT+"),
]


@pytest.fixture
def small() -> Dossier:
    """A dossier of one source, three actors and seven claims."""
    columns = ["claim_id", "quote", "speaker", "chain", "speech", "factuality"]
    claims = pd.DataFrame(CLAIMS, columns=columns).assign(source_id="x1")
    claims["start"] = claims.quote.map(TEXT.index)
    claims["end"] = claims.start + claims.quote.str.len()
    frames = {
        "sources": pd.DataFrame(
            {"source_id": ["x1"], "language": ["en"], "body_end": [TEXT.index("Leave")]}
        ),
        "actors": pd.DataFrame(
            {"actor_id": ["ann", "article", "bob"], "name": ["Ann", "This article", "Bob"]}
        ),
        "claims": claims,
    }
    return Dossier(frames, {"x1": TEXT})


def test_speakers_are_counted_by_claims_and_words(small):
    """Each word counts once for a speaker, and for every speaker who has a claim on it."""
    found = speakers.by_speaker(small).set_index("speaker")

    assert list(found.index) == ["ann", "article", "bob"]
    assert list(found.name) == ["Ann", "This article", "Bob"]
    assert list(found.claims) == [3, 3, 1]
    assert list(found.certain) == [1, 3, 0]
    assert list(found.words) == [4, 9, 3]
    assert list(found.share_of_claims) == pytest.approx([3 / 7, 3 / 7, 1 / 7])
    assert list(found.share_of_words) == pytest.approx([4 / 16, 9 / 16, 3 / 16])


def test_a_word_whose_first_letter_is_left_out_does_not_count(small):
    """A claim that starts inside a word does not cover that word."""
    small.claims.loc[2, "start"] += 1

    assert speakers.by_speaker(small).set_index("speaker").words["ann"] == 3


@pytest.mark.parametrize(
    ("old", "new", "speaker", "words"),
    [("rain fell", "下雨了 fell"[:9], "ann", 5), ("Ann says", "Ann  ays", "article", 9)],
    ids=["letters of a script without blanks are words", "a blank after a blank starts no word"],
)
def test_words_are_counted_as_the_script_parts_them(small, old, new, speaker, words):
    """Chinese for “rain fell” is two words of the text and of who tells them."""
    small.texts["x1"] = TEXT.replace(old, new)

    assert speakers.by_speaker(small).set_index("speaker").words[speaker] == words


def test_forms_of_speech_are_counted_by_how_sure_they_are_told(small):
    """Every form has its row, only certainties that occur have a column, and rows have totals."""
    found = speakers.speech_by_certainty(small)

    evidence = found.pop("evidence")

    assert list(evidence.map(len)) == list(found.claims)
    certainties = ["stated as fact", "possible", "left open", "denied"]
    assert list(found) == ["form_of_speech", *certainties, "claims"]
    assert found.to_numpy().tolist() == [
        ["the article’s own words", 3, 0, 0, 0, 3],
        ["paraphrased", 1, 1, 1, 1, 4],
        ["quoted", 0, 0, 0, 0, 0],
        ["partly quoted", 0, 0, 0, 0, 0],
    ]


def test_a_claim_belongs_to_the_sentence_it_starts_in(small):
    """Each sentence has its words, its claims and their speakers in the order of the claims."""
    found = speakers.by_sentence(small)

    assert list(found.sentence) == [1, 2, 3, 4, 5]
    assert list(found.kind) == ["headline", "sentence", "sentence", "subhead", "sentence"]
    assert list(found.words) == [3, 4, 5, 2, 2]
    assert list(found.claims) == [1, 2, 3, 0, 1]
    assert list(found.speakers) == [
        ["article"],
        ["article", "ann"],
        ["bob", "ann"],
        [],
        ["article"],
    ]


def test_each_claim_has_its_place_its_speaker_and_its_certainty(small):
    """The printed name and the plain word stand beside the codes."""
    found = speakers.claim_spans(small)

    assert list(found.name[2:4]) == ["Ann", "Bob"]
    assert list(found.certainty) == [
        "asserted", "asserted", "asserted", "denied", "possible", "possible", "asserted",
    ]  # fmt: skip
    assert list(found.part) == [""] * 6 + ["Later on"]
    assert found.part_start[6] == TEXT.index("Later on")


@pytest.mark.report
def test_inconsistencies_come_with_both_sides_and_their_claims_the_weightiest_first(dossier):
    """Each is there once, in the order of severity, then of the text, with words and evidence."""
    found = speakers.inconsistencies(dossier)
    first = found.set_index("inconsistency_id").loc["i001"]
    order = list(zip(found.severity.map(SEVERITY.codes.index), found.inconsistency_id, strict=True))

    assert sorted(found.inconsistency_id) == sorted(dossier.inconsistencies.inconsistency_id)
    assert order == sorted(order)
    assert SEVERITY.codes == ["high", "medium", "low"]
    assert first.the_words == (
        "“Myanmar looking to North Korea for arms support” / “was appointed an envoy to Pyongyang”"
    )
    assert all(found.evidence)
