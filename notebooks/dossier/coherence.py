"""Rules across the columns of one row, and across the rows that belong to one thing."""

from collections.abc import Iterator

import pandas as pd

from dossier.faults import Fault, nearest, table_fault
from dossier.vocabulary import modes_of

Frames = dict[str, pd.DataFrame]


def coherence(frames: Frames) -> Iterator[Fault]:
    """Faults across the columns of claims, events, checks and observations."""
    for rule in (_claims, _events, _checks, _observations):
        yield from rule(frames)


def _claims(frames: Frames) -> Iterator[Fault]:
    voices = dict(zip(frames["sources"].source_id, frames["sources"].voice, strict=True))
    for i, row in frames["claims"].iterrows():
        chain = str(row.chain).split(">")
        voice = voices.get(row.source_id, chain[-1])
        if chain[-1] != voice:
            allowed = f"must end with the text itself, {voice}"
            yield table_fault("claims", i, "chain", row.chain, allowed)
        if chain[0] != row.speaker:
            allowed = f"must start with the speaker {row.speaker}"
            yield table_fault("claims", i, "chain", row.chain, allowed)
        if (row.speech == "own_voice") != (len(chain) == 1):
            allowed = "own_voice has a chain of the article alone; reported speech a longer one"
            yield table_fault("claims", i, "speech", row.speech, allowed)


def _events(frames: Frames) -> Iterator[Fault]:
    for i, row in frames["events"].iterrows():
        if bool(row.date) == (row.date_basis == "none"):
            allowed = "'none' goes with an empty date"
            yield table_fault("events", i, "date_basis", row.date_basis, allowed)
        if bool(row.type) == bool(row.type_reason):
            allowed = "an event has either a type or a reason for having none"
            yield table_fault("events", i, "type_reason", row.type_reason, allowed)
        if row["mode"] and row["mode"] not in modes_of(row.type):
            allowed = nearest(row["mode"], modes_of(row.type))
            yield table_fault("events", i, "mode", row["mode"], allowed)


def _checks(frames: Frames) -> Iterator[Fault]:
    """A check rests on the claim it names, and what is set aside says why."""
    rests = frames["evidence"].groupby("item_id").claim_id.agg(set)
    for i, row in frames["checks"].iterrows():
        # A check without any evidence is told by `grounded`.
        if row.check_id in rests and row.claim_id not in rests[row.check_id]:
            allowed = f"data/evidence.csv has no row {row.check_id},{row.claim_id}; add it"
            yield table_fault("checks", i, "claim_id", row.claim_id, allowed)
        if row.verdict == "set_aside" and not row.note:
            yield table_fault("checks", i, "note", "", "must say why the finding is set aside")


def _observations(frames: Frames) -> Iterator[Fault]:
    """An observation from elsewhere names its checks, and meets every hypothesis."""
    met = set(
        zip(frames["consistency"].observation_id, frames["consistency"].hypothesis_id, strict=True)
    )
    for i, row in frames["observations"].iterrows():
        if row.origin == "corroboration" and not row.checks:
            yield table_fault("observations", i, "checks", "", "must name the checks it rests on")
        for hypothesis in frames["hypotheses"].hypothesis_id:
            if (row.observation_id, hypothesis) not in met:
                allowed = f"has no rating against {hypothesis}; add it to data/consistency.csv"
                yield table_fault("observations", i, "observation_id", row.observation_id, allowed)
