"""Pre-annotation: rows that a program suggests for a text and a person confirms or strikes.

A suggestion has the columns of its table, and before them `decision` and `why`. It is kept below
`data/suggestions/`, which nothing counts; `dossier.coding.confirming` moves what is confirmed.
The rules look at the surface of an English text alone: sentences, quotation marks, names, dates.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dossier.coding.baseline import ATTRIBUTIONS, HEDGES, guess_certainty, guess_speech
from dossier.coding.date_expressions import date_expressions
from dossier.model.schema import TABLES
from dossier.model.text import Span, sentences

__all__ = ["ASIDE", "SUGGESTED", "suggest"]

#: The columns that stand before those of the table.
ASIDE = ("decision", "why")
#: The tables that rows are suggested for.
SUGGESTED = ("actors", "mentions", "claims", "events")

_QUOTED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|«[^»\n]+»|„[^“\n]+“")
_NUMBER = re.compile(
    r"\d[\d.,]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w’'-]*\w(?:\s(?:(?:of|de|van|von|bin|al)\s)?[A-Z][\w’'-]*\w)*")
#: Words that begin with a capital and name no actor, and titles before a name.
_NO_NAMES = (
    "The A An In On At By For From But And Or If It He She They We You I This That These Those His "
    "Her Their Our Its As When While After Before Since Although Because There Here No Not What "
    "Who Why How Where January February March April May June July August September October "
    "November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "Mr Mrs Ms Dr Prof Professor President Prime Minister Mayor King Queen Prince Princess General "
    "Colonel Captain Judge Senator Governor Sir Lord Lady Chancellor Ambassador Bishop Pope"
)
_FACTUALITY = {"asserted": "CT+", "possible": "PS+", "denied": "CT-"}


class _Name(NamedTuple):
    start: int
    end: int
    words: str


def suggest(
    text: str, body_end: int, source: str, voice: str, published: str = ""
) -> dict[str, pd.DataFrame]:
    """The suggested rows of each table that a text of the name `source` gives, in its order.

    `voice` is the actor that is the text itself; `published`, an EDTF date, gives dates without a
    year theirs.
    """
    said = sentences(text, body_end, "en")
    named = _actors(text[:body_end], said)
    rows = {
        "actors": [
            {
                "why": f"named {len(places)} time{'s' * (len(places) > 1)}",
                "actor_id": _actor_id(name),
                "name": name,
                "naming": "named",
            }
            for name, places in named.items()
        ],
        "mentions": sorted(
            (
                {"why": "a name", "source_id": source, "actor_id": _actor_id(name)}
                | _span(text, place.start, place.end)
                | {"form": "possessive" if text[place.end - 2 : place.end] in _S else "name"}
                for name, places in named.items()
                for place in places
            ),
            key=lambda row: int(row["start"]),
        ),
        "claims": [
            {"source_id": source, **row}
            for number, span in enumerate(said, start=1)
            for row in _claims(text, number, span, voice)
        ],
        "events": [
            {"source_id": source, "told_at": str(found.start), "date": found.date}
            | {"why": f"a date: “{found.words}”", "date_note": f"“{found.words}”{found.note}"}
            | {"date_basis": found.basis, "factuality": "CT+"}
            for found in date_expressions(text[:body_end], published)
        ],
    }
    return {
        table: pd.DataFrame(rows[table], columns=[*ASIDE, *TABLES[table].names], dtype=str).fillna(
            ""
        )
        for table in SUGGESTED
    }


_S = ("’s", "'s")


def _span(text: str, start: int, end: int) -> dict[str, str]:
    return {"start": str(start), "end": str(end), "quote": text[start:end]}


def _claims(text: str, number: int, span: Span, voice: str) -> Iterator[dict[str, str]]:
    """The sentence as a first claim, and each longer quotation in it as another."""
    words = span.words(text)
    quoted = [
        (span.start + m.start() + 1, span.start + m.end() - 1) for m in _QUOTED.finditer(words)
    ]
    yield _claim(text, span, span.start, span.end, voice, [f"{span.kind} {number}"])
    for start, end in quoted:
        end -= text[end - 1] in ",."
        if text[start:end].count(" ") >= 2:
            yield _claim(text, span, start, end, voice, [f"quoted in {span.kind} {number}"])


def _claim(
    text: str, span: Span, start: int, end: int, voice: str, why: list[str]
) -> dict[str, str]:
    """A row of claims, and why it looks as it does: its cue, its hedges, its numbers."""
    sentence, words = span.words(text), text[start:end]
    whole = (start, end) == (span.start, span.end)
    outside = _QUOTED.sub(" ", sentence) if whole else sentence.replace(words, " ", 1)
    cue = next((w for w in re.findall(r"\w+", outside) if w.lower() in ATTRIBUTIONS.split()), "")
    marked = _QUOTED.search(sentence) is not None
    speech = ("mixed" if marked else "indirect") if whole else "direct"
    speech = speech if cue else guess_speech(outside, words, 0.0)
    hedges = [w for w in re.findall(r"\w+", words) if w.lower() in HEDGES.split()]
    numbers = _NUMBER.findall(words)
    for what, found in (("cue", [cue] if cue else []), ("hedges", hedges), ("numbers", numbers)):
        why += [f"{what}: {', '.join(found)}"] if found else []
    own = speech == "own_voice"
    asked = words.rstrip(' ”"').endswith("?")
    factuality = "Uu" if asked else _FACTUALITY[guess_certainty(words)]
    likely = factuality == "PS+" and {"likely", "probably"} & {w.lower() for w in hedges}
    return {
        "why": "; ".join(why),
        **_span(text, start, end),
        "claim": words,
        "speaker": voice if own else "",
        "cue": "" if own else cue,
        "speech": speech,
        "factuality": "PR+" if likely else factuality,
        "checkable": "yes" if factuality == "CT+" else "no",
    }


def _actors(text: str, said: list[Span]) -> dict[str, list[_Name]]:
    """Repeated names and names of several words, each with its places; a last name joins the full.

    A single word with a capital counts where it also stands within a sentence.
    """
    found = [name for span in said for name in _names(text, span)]
    alone = {name.words for name in found}
    begin = {span.start for span in said}
    found = [_without_first(n, alone) if n.start in begin else n for n in found]
    inner = {n.words for n in found if n.start not in begin}
    long = {n.words for n in found if " " in n.words}
    named: dict[str, list[_Name]] = {}
    for name in found:
        if name.words in inner | long:
            named.setdefault(_full(name.words, long), []).append(name)
    return {words: places for words, places in named.items() if len(places) > 1 or " " in words}


def _without_first(name: _Name, alone: set[str]) -> _Name:
    """A name at the beginning of a sentence, without a word before it that has a capital there."""
    first, _, rest = name.words.partition(" ")
    return _Name(name.start + len(first) + 1, name.end, rest) if rest in alone else name


def _actor_id(name: str) -> str:
    """An id from a name, in the letters that ids have."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _full(words: str, long: set[str]) -> str:
    """The one longer name that a name ends, if there is one."""
    fuller = [one for one in long if one.endswith(f" {words}")]
    return fuller[0] if len(fuller) == 1 else words


def _names(text: str, span: Span) -> Iterator[_Name]:
    for match in _NAME.finditer(span.words(text)):
        words, start = match[0], span.start + match.start()
        while (first := words.partition(" ")[0]) in _NO_NAMES.split():
            words, start = words[len(first) + 1 :], start + len(first) + 1
        plain = re.sub(r"[’']s$", "", words)
        if plain and plain not in _NO_NAMES.split():
            yield _Name(start, start + len(words), plain)
