"""Checking completeness: no orphans, and no row missing that another calls for."""

import re
from collections.abc import Iterator

import networkx as nx
import pandas as pd

from dossier.checks.keys import Frames
from dossier.model.faults import Fault, missing, row_fault, table_fault
from dossier.model.schema import EVIDENCED, TABLES

#: What the note of an event says where the text has no word of its actor or participants.
_NOBODY = "nobody is named"


def completeness(frames: Frames, texts: dict[str, str]) -> Iterator[Fault]:
    """Orphans, to which nothing leads, and rows that are missing beside others."""
    yield from map(missing, _gaps(frames, texts))
    yield from _circles(frames)
    yield from _needless_grades(frames)


def _gaps(frames: Frames, texts: dict[str, str]) -> Iterator[Fault]:
    """What is not there yet."""
    yield from _grounded(frames)
    yield from _unnamed(frames)
    yield from _pairs(frames, "references", "reference", "checks", "reference")
    yield from _pairs(frames, "checks", "check_id", "finding_roots", "check_id")
    yield from _pairs(frames, "roots", "root_id", "finding_roots", "root_id")
    yield from _pairs(frames, "hypotheses", "hypothesis_id", "indicators", "hypothesis_id")
    yield from _ungraded(frames)
    yield from _names(frames, texts)


def _grounded(frames: Frames) -> Iterator[Fault]:
    """Items that rest on no claim, and events without anybody in them or without who acts."""
    with_evidence = set(frames["evidence"]["item_id"])
    parts = frames["participants"]
    others = parts.role.isin(("recipient", "other"))  # a role that is misspelt may be an actor’s
    with_people, with_actor = set(parts.event_id), set(parts.event_id[~others])
    for name in EVIDENCED:
        key = TABLES[name].key[0]
        for row, item in frames[name][key].items():
            if item not in with_evidence:
                allowed = "rests on no claim; add a row to data/evidence.csv"
                yield table_fault(name, row, key, item, allowed)
    for event in frames["events"].itertuples():
        typed = event.type and event.event_id not in with_actor
        if (typed or event.event_id not in with_people) and _NOBODY not in event.note:
            allowed = f"has no {'actor' if typed else 'participant'}; add a row to "
            allowed += f"data/participants.csv, or write “{_NOBODY}” in its note"
            yield row_fault("events", event, "event_id", allowed)


def _unnamed(frames: Frames) -> Iterator[Fault]:
    """Actors that the text nowhere names; a text's own voice need not name itself."""
    named = set(frames["mentions"].actor_id) | set(frames["sources"].voice)
    for row, actor in frames["actors"].actor_id.items():
        if actor not in named:
            allowed = "is mentioned nowhere; add its words to data/mentions.csv or take it out"
            yield table_fault("actors", row, "actor_id", actor, allowed)


def affiliations(actors: pd.DataFrame) -> nx.DiGraph:
    """Who belongs to whom: an arc from every actor to the one that it is part of."""
    return nx.from_pandas_edgelist(actors, "actor_id", "affiliation", create_using=nx.DiGraph)


def _circles(frames: Frames) -> Iterator[Fault]:
    """Actors that belong to themselves by way of others."""
    actors = frames["actors"]
    circles = {one for circle in nx.simple_cycles(affiliations(actors)) for one in circle}
    for row, actor, affiliation in actors[["actor_id", "affiliation"]].itertuples():
        if actor in circles:
            allowed = "leads back to the actor itself"
            yield table_fault("actors", row, "affiliation", affiliation, allowed)


def _pairs(frames: Frames, name: str, key: str, users: str, column: str) -> Iterator[Fault]:
    """Rows of one table that no row of another names."""
    used = set(frames[users][column])
    for row, item in frames[name][key].items():
        if item not in used:
            allowed = f"is named by no row of data/{users}.csv; add one or take it out"
            yield table_fault(name, row, key, item, allowed)


def _ungraded(frames: Frames) -> Iterator[Fault]:
    """Whoever passes words on has a grade."""
    ungraded = set(frames["actors"].actor_id) - set(frames["grades"].actor_id)
    for row, chain in frames["claims"].chain.items():
        for actor in sorted(ungraded & set(chain.split(">"))):
            ungraded.remove(actor)  # once is enough
            allowed = "has no grade; add a row to data/grades.csv"
            yield table_fault("claims", row, "chain", actor, allowed)


def _needless_grades(frames: Frames) -> Iterator[Fault]:
    """Whoever passes no words on has no grade."""
    voices = {actor for chain in frames["claims"].chain for actor in chain.split(">")}
    for row, actor in frames["grades"].actor_id.items():
        if actor not in voices:
            allowed = "is the source of no claim; take the grade out"
            yield table_fault("grades", row, "actor_id", actor, allowed)


def _names(frames: Frames, texts: dict[str, str]) -> Iterator[Fault]:
    """A name that is a mention in one place is a mention wherever the article has it."""
    ends = {row.source_id: int(row.body_end) for row in frames["sources"].itertuples()}
    for source, rows in frames["mentions"].groupby("source_id"):
        if source not in texts or source not in ends:
            continue
        covered = [(int(start), int(end)) for start, end in zip(rows.start, rows.end, strict=True)]
        for quote, same in rows[rows.form == "name"].groupby("quote"):
            words = rf"(?<!\w){re.escape(str(quote))}(?!\w)"
            for found in re.finditer(words, texts[str(source)][: ends[str(source)]]):
                if not any(start <= found.start() < end for start, end in covered):
                    allowed = f"is at {found.start()}–{found.end()} too; add that mention"
                    yield table_fault("mentions", same.index[0], "quote", quote, allowed)
