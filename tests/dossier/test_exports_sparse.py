"""Exports of dossiers unlike ours: every code there is, and as little as the checks allow."""

import csv
import io
import json
import math
from dataclasses import replace

import pandas as pd
import pytest

from dossier.exports.annotations import annotations
from dossier.exports.data_readme import readme
from dossier.exports.graphs import edges_csv, gexf, graphml, nodes_csv
from dossier.exports.icalendar import calendar
from dossier.exports.timelinejs import timeline
from dossier.model.schema import TABLES
from dossier.tables.data_package import describe
from dossier.tables.load import Dossier
from synthetic import rotated


def changed(dossier: Dossier, **frames: pd.DataFrame) -> Dossier:
    """The same dossier with other tables in the place of some."""
    return replace(dossier, frames=dict(dossier.frames) | frames)


def made(dossier: Dossier) -> dict[str, str]:
    """Every export that is made from the typed tables, by its name."""
    makers = (calendar, graphml, gexf, nodes_csv, edges_csv)
    return {maker.__name__: maker(dossier) for maker in makers} | {
        "annotations": json.dumps(annotations(dossier)),
        "timeline": json.dumps(timeline(dossier)),
        "package": json.dumps(describe(dossier.frames, with_ids=True)),
        "readme": readme(dossier, []),
    }


@pytest.mark.report
def test_every_code_of_every_column_has_its_words_in_every_export(dossier):
    """All codes of the vocabularies are met in some turn, denied and open ties among them."""
    longest = {
        math.ceil(len(column.values.codes) / len(dossier.frames[table.name]))
        for table in TABLES.values()
        for column in table.columns
        if column.values and not column.separator
    }
    turns = [
        changed(dossier, **{n: rotated(f, n, turn * len(f)) for n, f in dossier.frames.items()})
        for turn in range(max(longest))
    ]
    files = [made(turn) for turn in turns]

    told = {edge["factuality"] for edge in csv.DictReader(io.StringIO(files[0]["edges_csv"]))}
    assert told == set(TABLES["ties"]["factuality"].values.codes)
    assert {turn.sources.reliability[0] for turn in turns} == {*"ABCDEF"}


@pytest.mark.parametrize("claims", [0, 1], ids=["no claim", "one claim"])
def test_exports_are_made_of_nearly_nothing(dossier, claims):
    """No event, tie, mention or finding: the files are there, and say how little they hold."""
    kept = {"sources": dossier.sources, "actors": dossier.actors}
    kept["claims"] = dossier.claims.head(claims)
    empty = {name: frame.head(0) for name, frame in dossier.frames.items()}
    files = made(changed(dossier, **empty | kept))

    assert json.loads(files["annotations"])["total"] == claims
    assert files["edges_csv"].count("\n") == 1
    assert "0 of 0 events have a date" in " ".join(files["readme"].split())


@pytest.mark.report
@pytest.mark.parametrize("published", ["2023-09-28", "2023-09", "", "../2023"])
def test_without_dates_the_publication_stands_in_time(dossier, published):
    """Neither format allows an empty file: RFC 5545, 3.6; TimelineJS shows an error."""
    events = dossier.events.assign(date="")
    found = changed(dossier, events=events, sources=dossier.sources.assign(published=published))
    (event,) = timeline(found)["events"]

    assert event["start_date"]["year"] >= 2023
    assert calendar(found).count("BEGIN:VEVENT") == 1
    assert dossier.sources.title[0] in event["text"]["headline"]
