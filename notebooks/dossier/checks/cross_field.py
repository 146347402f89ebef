"""Cross-field rules: columns of one row, and rows of one thing, that must agree."""

from collections.abc import Iterator
from itertools import product
from math import isclose, isnan

import pandas as pd

from dossier.checks.keys import Frames, Rests
from dossier.model.faults import Fault, likely, nearest, row_fault, table_fault
from dossier.model.vocabulary_loader import FACTUALITY, modes_of


def cross_field_faults(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """Faults across the columns of a table, rule by rule."""
    rules = (_voices, _claims, event_faults, _goods, _two_sides, _observations)
    for rule in (*rules, _priors, _judgements, _forecasts, _roots):
        yield from rule(frames)
    yield from _fitting(frames, rests)
    yield from _checks(frames, rests)


def _voices(frames: Frames) -> Iterator[Fault]:
    """Each text speaks with a voice of its own."""
    voices = frames["sources"].voice
    for row, voice in voices[voices.duplicated()].items():
        allowed = "is the voice of another text; add an actor to data/actors.csv that is this text"
        yield table_fault("sources", row, "voice", voice, allowed)


def _claims(frames: Frames) -> Iterator[Fault]:
    voices = dict(zip(frames["sources"].source_id, frames["sources"].voice, strict=True))
    actors = set(frames["actors"].actor_id)
    for row in frames["claims"].itertuples():
        chain = str(row.chain).split(">")
        whole = actors.issuperset(chain)  # one that is missing is told by `references`
        voice = voices.get(row.source_id, chain[-1])
        if whole and chain[-1] != voice:
            yield row_fault("claims", row, "chain", f"must end with the text itself, {voice}")
        if whole and row.speaker in actors and chain[0] != row.speaker:
            yield row_fault("claims", row, "chain", f"must start with the speaker {row.speaker}")
        if (row.speech == "own_voice") != (len(chain) == 1):
            allowed = "own_voice has a chain of the article alone; reported speech a longer one"
            yield row_fault("claims", row, "speech", allowed)
        if bool(row.cue) == (row.speech == "own_voice"):
            allowed = "reported speech has the words that attribute it, and own_voice none"
            yield row_fault("claims", row, "cue", allowed)


def event_faults(frames: Frames) -> Iterator[Fault]:
    """A date has a basis, and an event a type or a reason for having none."""
    for row in frames["events"].itertuples():
        if bool(row.date) == (row.date_basis == "none"):
            yield row_fault("events", row, "date_basis", "'none' goes with an empty date")
        if bool(row.type) == bool(row.type_reason):
            allowed = "an event has either a type or a reason for having none"
            yield row_fault("events", row, "type_reason", allowed)
        if row.mode and row.mode not in modes_of(row.type):
            yield row_fault("events", row, "mode", nearest(row.mode, modes_of(row.type)))


def _fitting(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """Events and ties are told as surely as one of their claims, or a note says why not.

    The note names the code that the claims have, or their own.
    """
    known = {*FACTUALITY.codes}
    for name, key in (("events", "event_id"), ("ties", "tie_id")):
        for row in frames[name].itertuples():
            ways = {c.factuality: c.claim_id for c in rests.get(getattr(row, key), ())}
            reasons = (code in row.note for code in (row.factuality, *ways))
            if ways and known.issuperset(ways) and row.factuality not in ways and not any(reasons):
                told = ", ".join(f"{claim} as {code}" for code, claim in ways.items())
                allowed = f"its claims are coded otherwise, {told}; use one, or say why in a "
                allowed += "note that names the code"
                yield row_fault(name, row, "factuality", allowed)


def _goods(frames: Frames) -> Iterator[Fault]:
    """A good passes along ties of its kinds, or a note says why not; kinds without any take all."""
    along: dict[str, list[str]] = {}
    for good in frames["goods"].itertuples():
        for kind in good.kinds.split(";"):
            along.setdefault(kind, []).append(good.good)
    for row in frames["ties"].itertuples():
        fits = along.get(row.kind, [row.good])
        if row.good and row.good not in fits and not row.note:
            allowed = f"does not pass along a tie of the kind {row.kind!r}, along which pass "
            allowed += f"{', '.join(fits)}; mend the kind or the good, or say why in "
            yield row_fault("ties", row, "good", allowed + "a note")


def _two_sides(frames: Frames) -> Iterator[Fault]:
    """Ties and relations join two different actors."""
    for table in ("ties", "spells"):
        for row in frames[table].itertuples():
            if row.from_actor == row.to_actor:
                yield row_fault(table, row, "to_actor", "must be another actor")


def _checks(frames: Frames, rests: Rests) -> Iterator[Fault]:
    """A check rests on the claim it names, and what is set aside says why."""
    for row in frames["checks"].itertuples():
        # A check without any evidence is told by `completeness`.
        own = {claim.claim_id for claim in rests.get(row.check_id, ())}
        if own and row.claim_id not in own:
            allowed = f"data/evidence.csv has no row {row.check_id},{row.claim_id}; add it"
            yield row_fault("checks", row, "claim_id", allowed)
        if row.verdict == "set_aside" and not row.note:
            yield row_fault("checks", row, "note", "must say why the finding is set aside")


def _observations(frames: Frames) -> Iterator[Fault]:
    """An observation from elsewhere names its checks; who rates it does so on every hypothesis."""
    ratings = frames["consistency"]
    met = set(zip(ratings.observation_id, ratings.hypothesis_id, ratings.rater, strict=True))
    raters = ratings.groupby("observation_id").rater.agg(set).to_dict()
    numbers = list(frames["observations"].number)
    for row in frames["observations"].itertuples():
        if numbers.count(row.number) > 1 or len(row.number) > len(str(len(numbers))):
            allowed = f"the {len(numbers)} observations are numbered one by one from 1"
            yield row_fault("observations", row, "number", allowed)
        if row.origin == "corroboration" and not row.checks:
            yield row_fault("observations", row, "checks", "must name the checks it rests on")
        asked = sorted(raters.get(row.observation_id, {*ratings.rater}))
        for hypothesis, rater in product(frames["hypotheses"].hypothesis_id, asked):
            if (row.observation_id, hypothesis, rater) not in met:
                allowed = f"{rater} has not rated it on {hypothesis}; see data/consistency.csv"
                yield row_fault("observations", row, "observation_id", allowed)


def _priors(frames: Frames) -> Iterator[Fault]:
    """Explanations that are taken for exclusive and complete begin with one in all."""
    total = pd.to_numeric(frames["hypotheses"].prior, errors="coerce").sum(skipna=False)
    if len(frames["hypotheses"]) and not isclose(total, 1, abs_tol=0.005) and not isnan(total):
        allowed = f"all of them add up to {total:.2f}; they are probabilities that add up to 1"
        yield Fault("data/hypotheses.csv", 0, "prior", "", allowed)


def _judgements(frames: Frames) -> Iterator[Fault]:
    """Only an estimate is more or less likely, or undecided; what is against it is a link of it."""
    for row in frames["judgements"].itertuples():
        for check in {*filter(None, row.against.split(";"))} - {*row.checks.split(";")}:
            allowed = "names a check that the column checks does not have"
            yield table_fault("judgements", row.Index, "against", check, allowed)
        if row.likelihood and row.kind != "estimate":
            allowed = "must be empty: a finding is not a matter of likelihood"
            yield row_fault("judgements", row, "likelihood", allowed)
        if row.kind == "estimate" and not row.likelihood and "undecided" not in row.basis.lower():
            allowed = "an estimate has a likelihood, or its basis says that it is undecided"
            yield row_fault("judgements", row, "likelihood", allowed)


def _forecasts(frames: Frames) -> Iterator[Fault]:
    """A forecast is settled on a day or is open; what it bears on exists."""
    known = {*frames["hypotheses"].hypothesis_id, *frames["judgements"].judgement_id}
    leaned = {*frames["consistency"].hypothesis_id, *frames["evidence"].item_id}  # told if missing
    for row in frames["forecasts"].itertuples():
        if bool(row.settled) == (row.outcome == "open"):
            allowed = "a settled forecast has the day it was settled on, and an open one has none"
            yield row_fault("forecasts", row, "settled", allowed)
        for item in row.bears_on.split(";"):
            if item not in known | leaned:
                hint = likely(item, sorted(known))
                allowed = f"use {hint!r}?" if hint else "is no id of a hypothesis or a judgement"
                yield table_fault("forecasts", row.Index, "bears_on", item, allowed)


def _roots(frames: Frames) -> Iterator[Fault]:
    """A root is the same as itself, which need not be said."""
    for row in frames["roots"].itertuples():
        if row.root_id in row.perhaps_same_as.split(";"):
            allowed = "names the root itself; it is for others"
            yield row_fault("roots", row, "perhaps_same_as", allowed)
