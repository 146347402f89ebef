"""Specifications: the data that a chart's layers name, and no more."""

import altair as alt
import pandas as pd
import pytest

from dossier.publish.vega_lite import specification

ROWS = pd.DataFrame({"who": ["a", "b"], "claims": [3, 1], "idle": ["x" * 99] * 2, "two words": 1})


def columns(chart: alt.TopLevelMixin) -> list[set[str]]:
    """The columns of every data set of a chart's specification, in the order of the layers."""
    return [set(rows[0]) for rows in specification(chart, "words with idle")["datasets"].values()]


BARS = alt.Chart(ROWS).mark_bar().encode(x="claims:Q", tooltip="who:N")
OTHER = alt.Chart(ROWS.assign(claims=0)).mark_text().encode(x="claims:Q")
BASE = alt.Chart(ROWS).encode(x="claims:Q")  # Altair keeps such a frame once, above the layers


@pytest.mark.parametrize(
    ("chart", "kept"),
    [
        (BARS, [{"claims", "who"}]),
        (alt.Chart(ROWS).transform_filter("datum.who == 'a'").mark_point(), [{"who"}]),
        (alt.layer(BARS, OTHER), [{"claims", "who"}, {"claims"}]),
        (BASE.mark_bar() + BASE.mark_text().encode(text="who:N"), [{"claims", "who"}]),
    ],
    ids=["channel and tooltip", "filter", "layers of two frames", "layers of one frame"],
)
def test_a_column_that_no_layer_of_its_frame_names_is_left_out(chart, kept) -> None:
    """It may be named as a channel, in a tooltip or a filter, by any layer of the frame."""
    assert columns(chart) == [{*names, "two words"} for names in kept]


def test_data_that_is_looked_up_keeps_what_is_taken_from_it() -> None:
    """The frame that is looked up is named inside the layer, and so are its columns."""
    looked_up = alt.LookupData(ROWS, "who", ["claims"])
    chart = (
        alt.Chart(pd.DataFrame({"who": ["a"], "spare": [1]}))
        .transform_lookup("who", looked_up)
        .mark_bar()
        .encode(x="claims:Q")
    )

    assert {frozenset(found) for found in columns(chart)} == {
        frozenset({"who"}),
        frozenset({"who", "claims", "two words"}),
    }


def test_a_panel_has_the_words_of_a_code() -> None:
    """What draws keeps the code; what a reader is shown is the word, under the same heading."""
    rows = pd.DataFrame({"rating": ["II", "N"], "at": [1, 2]})
    tip = alt.Tooltip("rating:N", title="Rating")
    spec = specification(alt.Chart(rows).mark_bar().encode(x="at:Q", tooltip=[tip]), "words")
    (shown,) = spec["encoding"]["tooltip"]

    assert shown["title"] == "Rating"
    found = [[row["rating"], row[shown["field"]]] for row in next(iter(spec["datasets"].values()))]
    assert found == [["II", "speaks strongly against"], ["N", "neutral"]]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": ["x", None], "n": [1, 2], "f": [0.5, float("nan")], "b": [True, False]}),
        pd.DataFrame({"ids": [["c1", "c2"], []], "when": pd.to_datetime(["2023-09-11"] * 2)}),
        pd.DataFrame({"a": []}),
    ],
    ids=["plain columns", "lists and dates", "no rows"],
)
def test_rows_are_those_that_altair_reads_from_a_frame(frame: pd.DataFrame) -> None:
    """The outside reader is Altair's own transformer, which takes each column apart."""
    chart = alt.Chart(frame).mark_point().encode(detail=[f"{name}:N" for name in frame.columns])

    assert specification(chart, "Rows.")["datasets"] == chart.to_dict()["datasets"]
