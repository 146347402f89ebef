"""Every chart of the report, made from the project's own data: its marks, evidence and layouts.

That its pictures fit and keep the theme is seen in the built book, in test_figure_pages.
"""

import builtins
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, reduce
from itertools import cycle, islice
from math import fsum
from operator import add

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import debug_mode

from dossier.analysis import (
    certainty,
    exchange,
    hypotheses,
    network,
    passages,
    speakers,
    timeline,
)
from dossier.analysis import reporting_chains as sourcing
from dossier.analysis import root_source_counts as roots
from dossier.charts import certainty as sure
from dossier.charts import exchange as trade
from dossier.charts import hypotheses as weighing
from dossier.charts import passages as page
from dossier.charts import reliability as agreeing
from dossier.charts import reporting_chains as sources
from dossier.charts import root_sources as first
from dossier.charts import speakers as speech
from dossier.charts import ties, timeline_scale
from dossier.charts import timeline as events
from dossier.charts import verdicts as found
from dossier.coding import reliability
from dossier.publish import chart_colours_and_sizes as theme
from dossier.publish.results import EVIDENCE
from dossier.tables.load import Dossier, load_once
from dossier.tables.second_pass import read_rounds
from synthetic import rotated

pytestmark = pytest.mark.long


def pair(dossier: Dossier) -> pd.DataFrame:
    """The ties between the two sides."""
    sides = (network.members_of(dossier, state) for state in ("myanmar", "north_korea"))
    return network.between(network.ties(dossier), *sides)


def page_of(dossier: Dossier) -> pd.DataFrame:
    """The first source in pieces, with the passages between the two sides."""
    source = next(iter(dossier.texts))
    marked = passages.passages(dossier, source, "myanmar", "north_korea")
    return passages.pieces(dossier, source, marked)


@cache
def agreed() -> pd.DataFrame:
    """How far the two passes agree, whatever the tables are."""
    found = reliability.agreement(map(reliability.compare, read_rounds()))
    return found.query("unit != 'mention'")


CHARTS: dict[Callable, Callable[[Dossier], pd.DataFrame]] = {
    page.lines: page_of,
    speech.speakers: speakers.by_speaker,
    speech.speech_map: speakers.claim_spans,
    events.timeline: lambda d: timeline.two_timelines(d, "myanmar", "north_korea"),
    ties.between_two: pair,
    ties.ledger: lambda d: network.by_pair(d, network.ties(d)),
    sure.ladder: lambda d: certainty.ladder(d, "myanmar", "north_korea"),
    sources.chains: sourcing.chains,
    trade.flows: exchange.picture,
    found.verdicts: lambda d: d.checks,
    first.paths: lambda d: roots.paths(d).assign(short=lambda rows: rows.judgement_id),
    weighing.matrix: hypotheses.ratings,
    agreeing.agreement: lambda _: agreed(),
}


def _name(chart: Callable) -> str:
    return f"{chart.__module__.rpartition('.')[2]}.{chart.__name__}"


@pytest.fixture(autouse=True)
def as_published() -> Iterator[None]:
    """Charts are checked as a whole and their rows read at once, as `results.figure` has it."""
    with debug_mode(False), alt.data_transformers.enable("plain_records"):
        yield


@pytest.fixture(params=CHARTS, ids=_name)
def chart(request) -> Callable:
    """One chart function."""
    return request.param


@cache
def _data(chart: Callable) -> pd.DataFrame:
    return CHARTS[chart](load_once())


@cache
def _specs(chart: Callable) -> list[dict]:
    """The chart's specification in every layout; of the widest alone the grammar is checked."""
    made = ((chart(_data(chart), layout), layout is theme.WIDE) for layout in theme.LAYOUTS)
    return [one.to_dict(validate=validate) for one, validate in made]


@pytest.fixture
def specs(chart) -> list[dict]:
    """The chart's specification in every layout."""
    return _specs(chart)


def tooltips(part: object) -> Iterator[list[dict]]:
    """Every tooltip of a specification, however deep."""
    if isinstance(part, list):
        for inner in part:
            yield from tooltips(inner)
    elif isinstance(part, dict):
        if isinstance(part.get("tooltip"), list):
            yield part["tooltip"]
        for inner in part.values():
            yield from tooltips(inner)


@pytest.mark.report
def test_the_marks_of_a_chart_tell_what_they_are_and_end_in_their_evidence(specs):
    """A chart has marks that tell something; each tells words first and names evidence last."""
    for spec in specs:
        found = list(tooltips(spec))
        assert found
        for fields in found:
            assert len(fields) > 1
            assert [f["title"] for f in fields].index(EVIDENCE) == len(fields) - 1


@pytest.mark.report
def test_one_row_is_enough_for_a_chart(chart):
    """A report that has hardly begun is drawn without a fault or a warning."""
    data = _data(chart).head(1)

    for layout in theme.LAYOUTS:
        assert chart(data, layout).to_dict(validate=False)["width"] > 0


@pytest.mark.report
def test_every_code_and_every_year_is_drawn(chart):
    """The codes of all vocabularies in turn, the rare ones too, and years from 756 to 9999."""
    real = load_once()
    frames = {name: rotated(frame, name, 3) for name, frame in real.frames.items()}
    years = cycle(["0756-03", "17XX", "190X", "2023-21", "/1985", "9999", ""])
    frames["events"]["date"] = [*islice(years, len(frames["events"]))]
    data = CHARTS[chart](replace(real, frames=frames))

    if len(data):  # of nothing no chart is asked for
        assert chart(data, theme.WIDE).to_dict(validate=False)["width"] > 0


def added_up(values: Iterable, start: float = 0) -> float:
    """The sum as Python 3.12 has it (docs.python.org/3/whatsnew/3.12.html): floats exactly."""
    found = [start, *values]
    return fsum(found) if any(isinstance(one, float) for one in found) else reduce(add, found)


@pytest.mark.report
def test_a_chart_made_twice_is_the_same(specs, chart, monkeypatch):
    """The same data gives the same specification, and a chart does not change its data.

    Its names do not count through a session, and it does not matter how `sum` rounds, which
    differs between Python 3.11 and 3.12.
    """
    monkeypatch.setattr(builtins, "sum", added_up)
    again = [chart(_data(chart), layout).to_dict(validate=False) for layout in theme.LAYOUTS]

    assert again == specs


def test_a_date_long_before_the_others_is_said_to_be_off_the_scale():
    """1470 beside three days of 2023: its place is the edge, and words say where that begins."""
    days = [date(1470, 1, 1), *(date(2023, month, 1) for month in (2, 5, 9))]
    frame = pd.DataFrame({"earliest": days, "latest": days}, dtype=object)

    said = timeline_scale.with_places(frame, 0, 100).off.tolist()

    assert said == ["before 2023, off the scale", "", "", ""]


def test_a_text_of_one_part_has_no_number_over_its_map_on_a_phone():
    """Three claims in a text without subheads, one of them from somebody else."""
    part = {"part": "", "claims": 3, "others": 1, "fewest": False, "x": 0.0, "x2": 9.0}
    phone = next(layout for layout in theme.LAYOUTS if layout.narrow)

    heads, *_ = speech._part_heads(pd.DataFrame([part]), 0, phone)

    assert heads.words.tolist() == [speech._FROM, "1 of 3"]
