"""The code lists against the schemes they come from."""

import re
from itertools import pairwise

import pytest

from dossier.model import vocabulary_loader as v
from dossier.model.schema import TABLES
from dossier.model.second_pass_schemas import ALL_TABLES
from dossier.publish.labels import words_of

ALL = v.VOCABULARIES

# PLOVER codebook, draft 2.0 (github.com/openeventdata/PLOVER), its sections and summary table.
QUADS = {
    "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "material cooperation": "COOPERATE AID RETREAT",
    "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
WITHOUT_MODES = {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}

# Each scheme's codes: FactBank (Saurí & Pustejovsky 2009, table 2); the Admiralty system's first
# axis; ICD 203's seven terms; the three levels of confidence.
CODES = {
    "FACTUALITY": {"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"},
    "RELIABILITY": set("ABCDEF"),
    "LIKELIHOOD": {
        "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
        "very likely", "almost certain",
    },
    "CONFIDENCE": {"low", "moderate", "high"},
    "AUX_MODE": {"historical", "future", "hypothetical", "negation"},
    "SIGN": set("+-0"),
    "SPEECH": {"own_voice", "indirect", "direct", "mixed"},
}  # fmt: skip


@pytest.mark.parametrize("name", CODES)
def test_the_codes_are_the_schemes_codes(name):
    """No code of the scheme is missing and none is added."""
    assert set(ALL[name].codes) == CODES[name]


def test_every_event_type_has_the_quad_class_of_the_manual():
    """Sixteen types in four classes, and 37 contexts."""
    assert ALL["QUAD"].terms == QUADS
    assert sorted(" ".join(QUADS.values()).split()) == sorted(ALL["EVENT_TYPE"].codes)
    assert len(ALL["EVENT_CONTEXT"].codes) == 37


def test_eleven_event_types_have_modes():
    """Eleven of the sixteen types have modes, and every mode belongs to one of them."""
    with_modes = {code for code in ALL["EVENT_TYPE"].codes if v.modes_of(code)}

    assert with_modes == set(ALL["EVENT_TYPE"].codes) - WITHOUT_MODES
    assert {m for code in with_modes for m in v.modes_of(code)} == set(ALL["EVENT_MODE"].codes)


def test_the_bands_of_likelihood_join_without_gaps():
    """ICD 203 runs from 1 to 99 per cent; each band starts where the one before it ends."""
    bands = [tuple(map(int, re.findall(r"\d+", t))) for t in v.LIKELIHOOD.terms.values()]

    assert (bands[0][0], bands[-1][1]) == (1, 99)
    assert all(one[1] == other[0] for one, other in pairwise(bands))


# FactBank's axis of certainty (CT, PR, PS, U) and of polarity (+, -, u), put in three words.
@pytest.mark.parametrize(
    ("codes", "word"),
    [
        ("CT+", "asserted"),
        ("PR+ PS+ CTu Uu", "possible"),
        ("CT- PR- PS-", "denied"),
    ],
)
def test_certainty_is_one_of_three_words(codes, word):
    """Only what is told as certainly so is asserted; only negative polarity is denied."""
    assert {v.certainty(code) for code in codes.split()} == {word}


@pytest.mark.parametrize("name", ALL)
def test_every_vocabulary_says_what_it_is_where_it_is_from_and_what_each_code_means(name):
    """Title, source and meanings are there; codes have no blanks around them."""
    vocabulary = ALL[name]

    assert vocabulary.title
    assert vocabulary.source
    assert all(code == code.strip() != "" for code in vocabulary.codes)
    assert all(meaning.strip() for meaning in vocabulary.terms.values())


def test_every_vocabulary_is_used_by_a_column_and_none_stands_elsewhere():
    """The columns use the lists of this one place, all of them; the quad class is derived.

    Resolutions and verdicts belong to data/second_pass/, which `second_pass_schemas` describes.
    """
    used = [c.values for table in TABLES.values() for c in table.columns if c.values]

    assert {id(vocabulary) for vocabulary in used} == {
        id(vocabulary)
        for name, vocabulary in ALL.items()
        if name not in ("QUAD", "RESOLUTION", "UNMATCHED")
    }


def test_no_code_holds_the_separator_of_its_column():
    """A cell of several codes can be taken apart in one way only."""
    for table in TABLES.values():
        for column in table.columns:
            if column.values and column.separator:
                assert not any(column.separator in code for code in column.values.codes)


def test_a_code_has_one_word_in_columns_of_one_name():
    """Tables print words by the name of the column, whichever table it comes from."""
    for name in {c.name for t in ALL_TABLES.values() for c in t.columns if c.values}:
        lists = [c.values for t in ALL_TABLES.values() for c in t.columns if c.name == name]
        words = {(code, one.word(code)) for one in lists if one for code in one.codes}
        assert dict(words) == words_of(name)
        assert len(dict(words)) == len(words), name


def test_every_word_is_of_a_code_and_no_code():
    """A label for each code that is no word itself, and for none that there is not."""
    for name, vocabulary in ALL.items():
        assert set(vocabulary.words) <= set(vocabulary.codes), name
    assert [v.FACTUALITY.word(code) for code in ("CT+", "PR+", "PS+", "Uu", "CT-")] == [
        "stated as fact", "probable", "possible", "left open", "denied",
    ]  # fmt: skip
