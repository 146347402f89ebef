"""A baseline: what a short list of words and the quotation marks alone would have coded.

It reads no meaning. How far it agrees with the coding shows how much of the coding stands on the
surface of the text, and where they part shows what reading adds.
"""

import re

import pandas as pd

from dossier.coding.krippendorff_alpha import alpha
from dossier.model.vocabulary_loader import certainty
from dossier.tables.load import Dossier

# The lists are our own. They take the codebook's examples and add common words of the same kinds;
# they were written down before the comparison and not changed after it.

#: In the words of a claim: its teller stops short of asserting it.
HEDGES = (
    "appear appears apparently can could expected likely may maybe might perhaps possible possibly "
    "potential potentially probable probably seem seems should suppose supposedly unclear unlikely "
    "whether would"
)
#: In the words of a claim: it is told as not so.
NEGATIONS = "denied denies deny neither never no nor not without"
#: In its sentence, before the claim: what follows is rejected by its teller.
DENIALS = "denied denies denying deny rejected rejects"
#: In its sentence: somebody is told to have said, thought or felt what it holds.
ATTRIBUTIONS = (
    "according added asserted asserts believe believes claimed claims concern concerns confessed "
    "continued denied denies expressed reported reports said say says stated suggested suggests "
    "thinks told warned"
)

_COMPARED = ["certainty", "certainty_guess", "speech", "speech_guess"]
_QUOTED = re.compile("“[^”\n]*")
_LETTER = re.compile(r"\w")


def guesses(dossier: Dossier) -> pd.DataFrame:
    """One row per claim: certainty and form of speech as coded, and as guessed from words alone.

    Columns `claim_id`, `quote`, `factuality`, `certainty`, `certainty_guess`, `speech`,
    `speech_guess`. The words are the claim's own and those of the sentence it starts in.
    """
    frame = dossier.claims.copy()
    frame["certainty"] = frame.factuality.map(certainty)
    places = [(*_sentence(dossier, r.source_id, r.start), r) for r in frame.itertuples()]
    frame["certainty_guess"] = [
        guess_certainty(text[r.start : r.end], text[start : r.start], text[r.end : end])
        for text, start, end, r in places
    ]
    frame["speech_guess"] = [
        guess_speech(text[start:end], text[r.start : r.end], share_quoted(text, r.start, r.end))
        for text, start, end, r in places
    ]
    columns = ["claim_id", "quote", "factuality", *_COMPARED]
    return frame[columns]


def _sentence(dossier: Dossier, source: str, at: int) -> tuple[str, int, int]:
    span = next(s for s in dossier.sentences(source) if s.start <= at < s.end)
    return dossier.texts[source], span.start, span.end


def guess_certainty(quote: str, before: str = "", after: str = "") -> str:
    """Asserted, possible or denied, from a claim's words and the rest of its sentence.

    Denied with a denial before it or a negation in it, possible with a hedge in it or where its
    sentence ends on a question mark, asserted otherwise; denial is asked first.

    >>> guess_certainty("The town might build a dam")
    'possible'
    >>> guess_certainty("ordering the attack", before="The mayor has denied ")
    'denied'
    """
    if _has(before, DENIALS) or _has(quote, NEGATIONS):
        return "denied"
    asked = (quote + after).rstrip(" ”").endswith("?")
    return "possible" if asked or _has(quote, HEDGES) else "asserted"


def guess_speech(sentence: str, quote: str, quoted: float) -> str:
    """The form of speech, from a claim's sentence, its words, and the share of them in marks.

    Direct where all of it stands in quotation marks, mixed where part does; indirect where the
    sentence has a word of attribution outside the claim; the article's own voice otherwise.

    >>> guess_speech("Rain, he said, may fall.", "may fall", 0.0)
    'indirect'
    """
    if quoted > 0:
        return "direct" if quoted == 1 else "mixed"
    rest = sentence.replace(quote, " ", 1)
    return "indirect" if _has(rest, ATTRIBUTIONS) else "own_voice"


def share_quoted(text: str, start: int, end: int) -> float:
    """The share of the letters of text[start:end] that stand between “ and ”, 0 to 1.

    A mark that is not closed counts to the end of its line.

    >>> share_quoted("He said “no”.", 3, 11)
    0.3333333333333333
    """
    inside = {i for m in _QUOTED.finditer(text) for i in range(*m.span())}
    letters = [i for i in range(start, end) if _LETTER.match(text[i])]
    return sum(i in inside for i in letters) / len(letters) if letters else 0.0


def _has(text: str, words: str) -> bool:
    found = set(re.findall(r"\w+", text.lower()))
    return not found.isdisjoint(words.split())


def scores(found: pd.DataFrame) -> dict[str, float]:
    """How near the guesses come to the coding: Krippendorff's alpha of certainty and of speech.

    Guess and coding are taken for two coders.
    """
    return {
        variable: alpha(list(zip(found[variable], found[f"{variable}_guess"], strict=True)))
        for variable in ("certainty", "speech")
    }
