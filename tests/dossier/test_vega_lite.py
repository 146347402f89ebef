"""Specifications: the data that a chart's layers name, and no more."""

import altair as alt
import pandas as pd
import pytest

from dossier.publish.vega_lite import specification

ROWS = pd.DataFrame({"who": ["a", "b"], "claims": [3, 1], "idle": ["x" * 99] * 2, "two words": 1})


def columns(chart: alt.TopLevelMixin) -> list[set[str]]:
    """The columns of every data set of a chart's specification, in the order of the layers."""
    return [set(rows[0]) for rows in specification(chart, "words with idle")["datasets"].values()]


def test_a_column_that_no_layer_names_is_left_out() -> None:
    """Columns may be named as a channel, in a tooltip, or in an expression of a filter."""
    bars = alt.Chart(ROWS).mark_bar().encode(x="claims:Q", tooltip="who:N")
    kept = alt.Chart(ROWS).transform_filter("datum.who == 'a'").mark_point()

    assert columns(bars) == [{"claims", "who", "two words"}]
    assert columns(kept) == [{"who", "two words"}]


def test_what_one_layer_names_is_left_out_of_the_data_of_another() -> None:
    """Two layers with frames of their own, of which one alone tells of whom."""
    bars = alt.Chart(ROWS).mark_bar().encode(x="claims:Q", tooltip="who:N")
    words = alt.Chart(ROWS.assign(claims=0)).mark_text().encode(x="claims:Q")

    found = columns(alt.layer(bars, words))

    assert found == [{"claims", "who", "two words"}, {"claims", "two words"}]


def test_layers_of_one_frame_have_what_any_of_them_names() -> None:
    """Altair keeps such a frame once, above the layers."""
    base = alt.Chart(ROWS).encode(x="claims:Q")

    found = columns(base.mark_bar() + base.mark_text().encode(text="who:N"))

    assert found == [{"claims", "who", "two words"}]


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
