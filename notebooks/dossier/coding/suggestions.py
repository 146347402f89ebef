"""Pre-annotation: rows that a program suggests for a text and a person confirms or strikes.

A suggestion has the columns of its table, and before them `decision` and `why`. It is kept below
`data/suggestions/`, which nothing counts; `dossier.coding.suggestion_review` moves what is
confirmed. The rules look at the surface of an English text alone: sentences, quotation marks,
names, dates. Of another text, whose words of saying and dates they do not know, no event is
suggested, and speaker and certainty stay empty.
"""

import re
from collections.abc import Iterator

import pandas as pd

from dossier.coding.date_expressions import date_expressions, dateline
from dossier.coding.keyword_baseline import HEDGES, NEGATIONS
from dossier.coding.named_entities import Name, names
from dossier.coding.speaker_attribution import Attribution, attributions
from dossier.model.citation import slug
from dossier.model.schema import TABLES
from dossier.model.segmentation import Span, count_words, sentences

#: The columns that stand before those of the table.
ASIDE = ("decision", "why")
#: The tables that rows are suggested for.
SUGGESTED = ("actors", "mentions", "claims", "events")

_NUMBER = re.compile(
    r"\d[\d.,]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
#: A name after a word for “by”: in other languages, which begin subheads with it, names alone.
_BYLINE = re.compile(
    r"By\s[A-Z][^.!?]{0,60}|(?:Por|Von|Par|Di|Door|Av)(?:\s(?:[A-ZÀ-Þ][\w.’'-]+,?|de|und|et|y|e))+"
)
#: What parts a sentence, so that a negation may be in one part alone.
_PARTED = re.compile(r"[,;:–—]|\b(?:and|but|that|which|who|as|because|if|or|than|until|while)\b")
#: Said by somebody, of whom the text says nothing.
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|(?:is|are|was|were) (?:believed|reported|said|thought) to)\b"
)
#: Words that weaken, of which no rule tells how far.
_OPEN = re.compile(r"\b(?:(?:believed|thought) to|as (?:if|though))\b", re.IGNORECASE)
_POSSESSIVE = ("’s", "'s")


def suggest(
    text: str, body_end: int, source: str, voice: str, published: str = ""
) -> dict[str, pd.DataFrame]:
    """The suggested rows of each table that a text of the name `source` gives, in its order.

    `voice` is the actor that is the text itself; `published`, an EDTF date, gives dates without a
    year theirs.
    """
    spans = enumerate(sentences(text, body_end, "en"), start=1)
    numbered = {number: span for number, span in spans if not is_byline(span.words(text))}
    named = names(text[:body_end], list(numbered.values()))
    places = sorted((place, _actor_id(name)) for name, found in named.items() for place in found)
    said = attributions(text, numbered.values(), places)
    rows = {
        "actors": [
            {"why": f"named {len(found)} time{'s' * (len(found) > 1)}", "actor_id": _actor_id(name)}
            | {"name": name, "naming": "named"}
            for name, found in named.items()
        ],
        "mentions": [
            {"why": "a name", "source_id": source, "actor_id": actor, "form": _form(text, place)}
            | _span(text, place.start, place.end)
            for place, actor in places
        ],
        "claims": [
            {"source_id": source, **row}
            for (number, span), found in zip(numbered.items(), said, strict=True)
            for row in _claims(text, f"{span.kind} {number}", span, found, voice)
        ],
        "events": [
            {"source_id": source, "told_at": str(found.start), "date": found.date}
            | {"why": f"a date: “{found.words}”", "date_note": f"“{found.words}”{found.note}"}
            | {"date_basis": found.basis, "factuality": "CT+"}
            | {"aux": "future" if published and found.date[: len(published)] > published else ""}
            for span in numbered.values()
            for found in date_expressions(text[: span.end], published)
            if found.start >= span.start
        ],
    }
    if not is_english(text):
        unknown = {"speaker": "", "factuality": "", "checkable": ""}
        for row in rows["claims"]:
            row |= unknown | {"speech": row["speech"] if row["speech"] == "direct" else ""}
        rows["events"] = []
    columns = {table: [*ASIDE, *TABLES[table].names] for table in SUGGESTED}
    return {
        table: pd.DataFrame(rows[table], columns=columns[table], dtype=str).fillna("")
        for table in SUGGESTED
    }


def is_english(text: str) -> bool:
    """Whether a text has the commonest words of English.

    >>> is_english("The rain and the wind"), is_english("La lluvia y el viento")
    (True, False)
    """
    common = {"the", "and", "of", "that", "was", "has"}
    return len(common & set(re.findall(r"\w+", text.lower()))) > 1


def is_byline(line: str) -> bool:
    """Whether a line gives the author or the day, and says nothing."""
    return bool(dateline(line) or _BYLINE.fullmatch(line))


def _actor_id(name: str) -> str:
    """An id from a name, in the letters that ids have."""
    return slug(name).replace("-", "_")


def _form(text: str, place: Name) -> str:
    return "possessive" if text[place.end - 2 : place.end] in _POSSESSIVE else "name"


def _span(text: str, start: int, end: int) -> dict[str, str]:
    return {"start": str(start), "end": str(end), "quote": text[start:end]}


def _claims(
    text: str, where: str, span: Span, found: Attribution, voice: str
) -> Iterator[dict[str, str]]:
    """The sentence as a first claim, unless it begins with a quotation, and each longer one in it.

    A denial makes two claims: that somebody denies, and what is denied.
    """
    reported = {"speaker": found.speaker, "cue": found.cue}
    own = {"speaker": voice, "speech": "own_voice"}
    quoted = [one for one in found.quoted if count_words(text[slice(*one)]) > 2]
    if not quoted or quoted[0][0] > span.start + 1:
        speech = "mixed" if found.quoted else "indirect"
        told = own if found.denies or not found.cue else reported | {"speech": speech}
        if not found.cue and (hearsay := _HEARSAY.search(span.words(text))):
            told = {"cue": hearsay[0], "speech": speech}
        yield _claim(text, span.start, span.end, where, found) | told
    if found.denies and count_words(text[found.denies : span.end - 1]) > 1:
        denied = _claim(text, found.denies, span.end - 1, f"denied in {where}", found)
        yield denied | reported | {"speech": "indirect", "factuality": "CT-"}
    for start, end in quoted:
        quotation = _claim(text, start, end, f"quoted in {where}", found)
        yield quotation | reported | {"speech": "direct"}


def _claim(text: str, start: int, end: int, where: str, found: Attribution) -> dict[str, str]:
    """The words of a row, how certain they sound, and what that comes from."""
    words = text[start:end]
    plain = re.findall(r"\w+", words[:1] + re.sub(r"\bMay\b", "", words[1:]))  # the month
    hedges = [word for word in plain if word.lower() in HEDGES.split()]
    signs = {
        "cue": [found.cue] * bool(found.cue),
        "hedges": hedges,
        "numbers": _NUMBER.findall(words),
    }
    told = "; ".join(
        [where, *(f"{sign}: {', '.join(said)}" for sign, said in signs.items() if said)]
    )
    negated = not {word.lower() for word in plain}.isdisjoint(NEGATIONS.split())
    factuality = "CT-" if negated and not found.denies else "CT+"
    unsure = negated and not found.denies and (hedges or _PARTED.search(words))
    if (
        unsure or _OPEN.search(words) or (found.cue and {*hedges} == {"would"})
    ):  # a promise is told as firmly as a plan
        factuality = ""
    elif hedges:
        factuality = "PR+" if {"likely", "probably"} & {*map(str.lower, hedges)} else "PS+"
    if words.rstrip(' ”"').endswith("?") or "whether" in hedges:
        factuality = "Uu"
    checkable = "yes" if factuality.startswith("CT") else "no"
    return {"why": told, **_span(text, start, end), "claim": words, "factuality": factuality} | {
        "checkable": checkable
    }
