"""Numbers as the prose prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.publish.number_words import in_words, percent

# The English words for nought to twelve.
WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@pytest.mark.parametrize(("count", "word"), list(enumerate(WORDS)))
def test_small_counts_are_words(count, word):
    """Up to twelve a count is a word; nought is “none”."""
    assert in_words(count) == word


@pytest.mark.parametrize("count", [13, 37, 100, -1])
def test_other_counts_are_figures(count):
    """Above twelve a count is its figures."""
    assert in_words(count) == str(count)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 per cent"), (1, "100 per cent"), (87 / 169, "51 per cent"), (2 / 3, "67 per cent")],
)
def test_shares_are_whole_per_cents(share, words):
    """A share is rounded to a whole number: 87 of 169 is 51.48 per cent."""
    assert percent(share) == words


@given(st.floats(0, 1))
def test_a_printed_share_is_within_half_a_per_cent(share):
    """Rounding never moves a share by more than half a per cent."""
    assert abs(int(percent(share).split()[0]) - share * 100) <= 0.5 + 1e-9
