"""The baseline: what words and quotation marks alone give, on sentences read by hand."""

import pandas as pd
import pytest

from dossier.coding.keyword_baseline import guesses, scores
from dossier.tables.load import Dossier

TEXT = (
    "Rain ahead?\n\n"
    "Ann said rain may fall. The town denied wanting it. “It will pour,” she said.\n\n"
    "The sky is “grey” today.\n"
)

# quote, speech and factuality as a reader would code them; then what the words alone give.
CLAIMS = [
    ("Rain ahead", "own_voice", "Uu", "possible", "own_voice"),
    ("Ann said rain may fall", "own_voice", "CT+", "possible", "own_voice"),
    ("rain may fall", "indirect", "PS+", "possible", "indirect"),
    ("wanting it", "indirect", "CT-", "denied", "indirect"),
    ("It will pour", "direct", "CT+", "asserted", "direct"),
    ("The sky is “grey” today", "own_voice", "CT+", "asserted", "mixed"),
]


@pytest.fixture
def small() -> Dossier:
    """A dossier of one source and six claims."""
    frame = pd.DataFrame(CLAIMS, columns=["quote", "speech", "factuality", "told", "form"])
    frame = frame.assign(claim_id=[f"c{n}" for n in range(1, 7)], source_id="x1")
    frame["start"] = frame.quote.map(TEXT.index)
    frame["end"] = frame.start + frame.quote.str.len()
    sources = pd.DataFrame({"source_id": ["x1"], "language": ["en"], "body_end": [len(TEXT)]})
    return Dossier({"sources": sources, "claims": frame}, {"x1": TEXT})


def test_words_and_marks_give_the_guess(small):
    """A question, a hedge, a denial before it, quotation marks, and a word of attribution."""
    found = guesses(small)

    assert list(found.certainty_guess) == list(small.claims.told)
    assert list(found.speech_guess) == list(small.claims.form)


def test_a_guess_is_scored_against_the_coding(small):
    """Alpha of the certainties, counted by hand: 5 of 6 are guessed as they are coded."""
    found = scores(guesses(small))

    # Twelve values: asserted 3 + 2, possible 2 + 3, denied 1 + 1; one unit differs.
    # Observed 2 × 11; expected 144 − 25 − 25 − 4.
    assert found["certainty"] == pytest.approx(1 - 2 * 11 / 90)
