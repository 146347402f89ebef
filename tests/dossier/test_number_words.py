"""Numbers as the prose prints them."""

import pytest

from dossier.publish.number_words import in_words, percent

# The English words for nought to twelve.
WORDS = "none one two three four five six seven eight nine ten eleven twelve"


def test_small_counts_are_words_and_others_figures():
    """Up to twelve a count is a word; nought is “none”."""
    assert [in_words(count) for count in range(13)] == WORDS.split()
    assert [in_words(count) for count in (13, 37, 100, -1)] == ["13", "37", "100", "-1"]


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 per cent"), (1, "100 per cent"), (87 / 169, "51 per cent"), (2 / 3, "67 per cent")],
)
def test_shares_are_whole_per_cents(share, words):
    """A share is rounded to a whole number: 87 of 169 is 51.48 per cent."""
    assert percent(share) == words
