"""Certainty: how firmly what joins the two sides is stated, by whom, and with which hedges."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from dossier.analysis import network
from dossier.model.dates import bounds
from dossier.model.vocabulary_loader import FACTUALITY
from dossier.tables.load import Dossier

#: The rungs from a question to a deed. Only the last says that something was done.
RUNGS = {
    "open": "Asked or left open",
    "possible": "Stated as possible",
    "probable": "Stated as probable",
    "leaning": "Stated as fact: a leaning",
    "act": "Stated as fact: an act",
}

#: The parts of ties along which something can pass, or by which a side leans to the other.
_ON_LADDER = ("passing", "leaning")

#: Words that hold a statement short of certainty, after Hyland, Hedging in Scientific Research
#: Articles, 1998: modal verbs, adverbs and adjectives, nouns, and verbs of judging.
_HEDGES = {
    *("might", "may", "would", "could", "can", "should"),
    *("likely", "unlikely", "probable", "probably", "possible", "possibly", "perhaps"),
    *("potential", "potentially", "apparently", "reportedly", "allegedly", "presumably"),
    *("possibility", "probability", "likelihood", "chance"),
    *("suggest", "appear", "seem", "believe", "think", "suspect", "speculate"),
}
_ENDINGS = ("", "s", "ed", "ing")


def ladder(dossier: Dossier, one: str, other: str) -> pd.DataFrame:
    """What is said to pass, or to be sought, between two sides: one row per thing and speaker.

    `one` and `other` are the states at the head of the sides. A claim stands on the ladder where
    it presents such a tie just as surely as the tie is coded; the claims of one speaker about
    goods from one side, equally sure, share a row. Columns: `rung` (a key of `RUNGS`), `what` in
    words, `speaker` (printed name), `factuality`, `claims` (ids) and `count`. The question comes
    first, then rung by rung, within a rung in the order of the text.
    """
    carried = _carried(dossier, one, other)
    carried["cell"] = [_cell(row) for row in carried.to_dict("records")]
    names = dossier.names()
    rows = [
        {
            "rung": rung,
            "what": _what(group, names),
            "speaker": names[speaker],
            "factuality": group.factuality.iloc[0],
            "claims": list(group.claim_id),
            "count": len(group),
        }
        for (rung, speaker, _), group in carried.groupby(["rung", "speaker", "cell"], sort=False)
    ]
    columns = ["rung", "what", "speaker", "factuality", "claims", "count"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "rung", key=lambda rungs: rungs.map(list(RUNGS).index), kind="stable", ignore_index=True
    )


def _carried(dossier: Dossier, one: str, other: str) -> pd.DataFrame:
    """Every claim of the ladder once, with its tie: of several, the one with fewest claims."""
    sides = {state: network.members_of(dossier, state) for state in (one, other)}
    pair = network.between(network.ties(dossier), sides[one], sides[other])
    pair = pair[pair.part.isin(_ON_LADDER)]
    pair = pair.assign(side=[one if a in sides[one] else other for a in pair.from_actor])
    pair["good_name"] = pair.good.map(dossier.rows("goods").name)
    found = dossier.claims[["claim_id", "speaker", "factuality"]].merge(dossier.evidence)
    found = found.merge(pair, left_on=["item_id", "factuality"], right_on=["tie_id", "factuality"])
    size = found.groupby("tie_id").size()
    found["size"] = found.tie_id.map(size)
    found = found.sort_values(["size", "tie_id"]).drop_duplicates("claim_id").sort_index()
    present = _present(dossier)
    found["rung"] = [_rung(row, present) for row in found.to_dict("records")]
    return found[found.rung != ""]


def _present(dossier: Dossier) -> date:
    """The first day of the time the text was published in: what came before is history."""
    days = [bounds(published).earliest for published in dossier.sources.published if published]
    return min((day for day in days if day), default=date.max)


def _rung(row: dict[str, Any], present: date) -> str:
    """The rung of a claim, or ``""`` where it is told as fact of the past, or denied."""
    short = {"Uu": "open", "PS+": "possible", "PR+": "probable"}
    if row["factuality"] != "CT+":
        return short.get(row["factuality"], "")
    since = bounds(row["valid"]).earliest if row["valid"] else None
    if since and since >= present:
        return "act"
    return "leaning" if row["part"] == "leaning" and not row["valid"] else ""


def _cell(row: dict[str, Any]) -> str:
    specific = row["good"] and row["directed"]
    return f"{row['kind']} from {row['side']}" if specific else row["tie_id"]


def _what(group: pd.DataFrame, names: dict[str, str]) -> str:
    """The tie in words, or the goods of several ties and the side they would come from."""
    if group.tie_id.nunique() == 1:
        return group.label.iloc[0].rstrip(".")
    goods = ", ".join(dict.fromkeys(group.good_name))
    return f"From {names[group.side.iloc[0]]}: {goods}"


def hedge_of(word: str) -> str:
    """The hedge of the lexicon a word is a form of, or ``""``.

    >>> hedge_of("suggested"), hedge_of("Possibility"), hedge_of("army")
    ('suggest', 'possibility', '')
    """
    word = word.lower()
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return next((stem for stem in stems if stem in _HEDGES), "")


def hedges(dossier: Dossier, around: int = 34) -> pd.DataFrame:
    """Every hedging word of the article in its place: its words around it and its claims.

    `context` gives up to `around` characters of its sentence on either side, cut between words.
    The word belongs to the claim that holds it with the longest chain, and of those the shortest
    words; `claims` adds that speaker's other claims on it that are as sure. `speaker` is a
    printed name, `told` the factuality in words; a word in no claim has neither. A capital
    “May” within a sentence is the month.
    """
    rows = []
    names = dossier.names()
    of_source = dict(list(dossier.claims.groupby("source_id")))
    for source, start, word, context in _found(dossier, around):
        hedged = _claims_on(of_source.get(source, dossier.claims.head(0)), start)
        rows.append(
            {
                "hedge": hedge_of(word),
                "word": word.lower(),
                "start": start,
                "context": context,
                "speaker": names[hedged.speaker.iloc[0]] if len(hedged) else "",
                "told": FACTUALITY.word(hedged.factuality.iloc[0]) if len(hedged) else "",
                "claims": list(hedged.claim_id),
            }
        )
    columns = ["hedge", "word", "start", "context", "speaker", "told", "claims"]
    return pd.DataFrame(rows, columns=columns)


def _found(dossier: Dossier, around: int) -> Iterator[tuple[str, int, str, str]]:
    for source, text in dossier.texts.items():
        for span in dossier.sentences(source):
            for match in re.finditer(r"[A-Za-z]+", span.words(text)):
                month = match[0] == "May" and match.start() > 0
                if hedge_of(match[0]) and not month:
                    context = _context(span.words(text), match.start(), match.end(), around)
                    yield source, span.start + match.start(), match[0], context


def _context(sentence: str, start: int, end: int, around: int) -> str:
    before, after = sentence[:start], sentence[end:]
    if len(before) > around:
        before = "… " + before[-around - 1 :].split(" ", 1)[-1]
    if len(after) > around:
        after = after[: around + 1].rsplit(" ", 1)[0] + " …"
    return before + sentence[start:end] + after


def _claims_on(claims: pd.DataFrame, at: int) -> pd.DataFrame:
    """The claims a character belongs to: the most deeply reported, of one speaker, as sure."""
    found = claims[(claims.start <= at) & (at < claims.end)]
    keys = pd.DataFrame({"depth": -found.chain.str.count(">"), "length": found.end - found.start})
    first = found.loc[keys.sort_values(["depth", "length"], kind="stable").index].head(1)
    return found.merge(first[["speaker", "factuality"]])


def unhedged(dossier: Dossier) -> pd.DataFrame:
    """The claims coded probable or possible whose own words hold no hedge of the lexicon.

    What makes them uncertain stands elsewhere in their sentence, or in who speaks.
    """
    unsure = dossier.claims[dossier.claims.factuality.isin(["PR+", "PS+"])]
    bare = [not any(map(hedge_of, re.findall(r"[A-Za-z]+", words))) for words in unsure.quote]
    return unsure.loc[bare]
