"""Results: what a notebook shows and what it publishes for the book."""

import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from dossier.publish import results
from dossier.publish.chart_colours_and_sizes import LAYOUTS, Layout
from dossier.publish.column_validation import ColumnError
from dossier.publish.svg import VEGALITE, drawing

DATA = pd.DataFrame(
    {"who": ["Ann & Bob", "<Cy>"], "claims": [3, 1], "unused": [0.5, None]}
    | {"evidence": ["c001, c002", "e001"]}
)
WORDS = 'A bar for each: "Ann & Bob" 3, <Cy> 1.'


def bars(data: pd.DataFrame, layout: Layout) -> alt.Chart:
    """A small chart with a gradient-free mark, a clip and a title."""
    chart = alt.Chart(data, title="Claims").mark_bar(clip=True)
    return chart.encode(x="claims:Q", y="who:N").properties(width=layout.width - 100)


@pytest.fixture
def figure(shown) -> tuple[dict, dict]:
    """A published figure: the forms it is shown in, and its content."""
    results.figure("bars", bars, DATA, description=WORDS)
    bundle, published = shown[0]
    return bundle, published["figure"]


def test_values_are_published_as_printed(shown):
    """Numbers and words become text under their names, escaped where a page shows them."""
    results.values(claims=169, share="51 per cent", sign="<")
    bundle, published = shown[0]

    assert published == {"values": {"claims": "169", "share": "51 per cent", "sign": "<"}}
    assert bundle["text/plain"] == "claims: 169\nshare: 51 per cent\nsign: <"
    assert "<td>&lt;</td>" in bundle["text/html"]


def test_a_table_has_the_named_columns_under_their_headings(shown):
    """Only the named columns are published, in their order; numbers are marked as such."""
    results.table("who", DATA, ["claims", "who"])
    bundle, published = shown[0]

    assert published["table"] == {
        "name": "who",
        "columns": ["Claims", "Who"],
        "numeric": [True, False],
        "evidence": None,
        "rows": [["3", "Ann & Bob"], ["1", "<Cy>"]],
        "words": [{}, {}],
    }
    assert bundle["text/plain"] == "Claims\tWho\n3\tAnn & Bob\n1\t<Cy>"
    assert "<td>&lt;Cy&gt;</td>" in bundle["text/html"]


def test_codes_are_printed_as_words_and_kept_in_the_file(shown):
    """FactBank's CT+ and Heuer's II are words on the page; a file to take away has the codes."""
    frame = pd.DataFrame({"factuality": ["CT+", "Uu"], "rating": ["II", "N"]})
    results.table("coded", frame, ["factuality", "rating"])
    bundle, published = shown[0]

    assert bundle["text/plain"].splitlines()[1] == "stated as fact\tspeaks strongly against"
    assert published["table"]["rows"] == [["CT+", "II"], ["Uu", "N"]]


def test_ids_come_last_and_a_cell_of_several_values_is_a_list(shown):
    """A reader looks for names and words first; lists are joined with commas, and may be empty.

    Evidence, a text or a list, is a list of ids.
    """
    frame = pd.DataFrame({"tie_id": ["t1", "t2", "t3", "t4"], "a": [["x", "y"], ("z",), "", ""]})
    frame["ev"] = ["", [], "c001, c002", ["c001", "c002"]]
    results.table("t", frame, ["tie_id", "a", "ev"], evidence="ev")
    published = shown[0][1]["table"]

    assert (published["columns"], published["evidence"]) == (["A", "Ev", "Id"], 1)
    assert published["rows"] == [
        ["x, y", [], "t1"],
        ["z", [], "t2"],
        ["", ["c001", "c002"], "t3"],
        ["", ["c001", "c002"], "t4"],
    ]


@pytest.mark.parametrize("kind", ["object", "float", "Int64", "str", "datetime64[s]"])
def test_what_is_missing_is_an_empty_cell(shown, kind):
    """No table prints the name of a missing value."""
    frame = pd.DataFrame({"a": pd.Series([None], dtype=kind)})
    results.table("t", frame, ["a"])

    assert shown[0][1]["table"]["rows"] == [[""]]


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_figure_without_a_description_is_refused(shown, words):
    """A chart that says nothing to those who cannot see it raises ValueError."""
    with pytest.raises(ValueError, match="'bars' has no description"):
        results.figure("bars", bars, DATA, description=words)

    assert shown == []


def test_a_figure_is_published_in_every_form(figure):
    """One output holds a specification per layout, words, and the data.

    The page's local library and each specification agree on the version.
    """
    bundle, content = figure
    layouts = {layout.name for layout in LAYOUTS}

    assert (content["name"], content["description"]) == ("bars", WORDS)
    assert {*content["specs"]} == layouts
    assert content["columns"] == ["Who", "Claims", "Unused"]
    assert content["rows"] == [["Ann & Bob", "3", "0.5"], ["<Cy>", "1", ""]]
    assert content["numeric"] == [False, True, False]
    assert content["evidence"] == [["c001", "c002"], ["e001"]]
    assert all("background" not in spec for spec in content["specs"].values())
    assert bundle == {
        "application/vnd.vegalite.v5+json": content["specs"]["wide"] | {"background": "#fdfcf8"},
        "text/plain": f"Figure bars: {WORDS}",
    }
    for spec in content["specs"].values():
        assert re.search(rf"/v{re.escape(VEGALITE)}\b", spec["$schema"])
        assert spec["description"] == WORDS
        assert "usermeta" not in spec


def test_the_same_figure_is_the_same_drawing_whatever_was_drawn_before(shown):
    """Drawing again gives one and the same picture, other figures between or not."""
    for data in (DATA, DATA.assign(claims=[5, 2]), DATA):
        results.figure("bars", bars, data, description=WORDS)
    first, _, again = (published["figure"]["specs"]["wide"] for _, published in shown)

    assert first == again
    assert drawing(first, WORDS) == drawing(again, WORDS)


@pytest.mark.parametrize(
    ("chart", "options", "named"),
    [
        (lambda d, _: alt.Chart(d).mark_bar().encode(x="clams:Q"), {}, "clams"),
        (lambda d, _: alt.Chart(d).mark_bar().encode(x="clams"), {}, "clams"),
        (lambda d, _: alt.Chart(d).mark_bar().encode(tooltip=["sum(clams)"]), {}, "clams"),
        (bars, {"evidence": "evidense"}, "evidense"),
        (bars, {"columns": ["who", "clams"]}, "clams"),
    ],
    ids=["of a channel", "without a type", "of a tooltip, in a sum", "evidence", "of its table"],
)
def test_a_column_that_a_figure_names_and_its_data_lack_is_told(shown, chart, options, named):
    """Altair draws a channel of no column as nothing."""
    with pytest.raises(ColumnError) as error:
        results.figure("bars", chart, DATA, description=WORDS, **options)

    assert str(error.value).startswith(
        f"figure 'bars' names columns that its data lack:\n{named!r} — use '"
    )


def test_what_a_chart_computes_is_no_column_that_its_data_lack(shown):
    """A calculation gives the field that the channel draws."""

    def twice(data: pd.DataFrame, layout: Layout) -> alt.Chart:
        chart = alt.Chart(data).mark_bar().transform_calculate(doubled="datum.claims * 2")
        return chart.encode(x="doubled:Q").properties(width=layout.width)

    results.figure("twice", twice, DATA, description=WORDS)

    assert shown[0][1]["figure"]["name"] == "twice"


def test_a_drawing_has_nothing_that_is_never_seen(figure):
    """No unpainted shape, no name of an inner part, no place finer than a hundredth of a pixel."""
    for spec in figure[1]["specs"].values():
        parts = list(ElementTree.fromstring(drawing(spec, WORDS)).iter())[1:]

        assert not [p for p in parts if p.get("display") == "none" or p.get("class")]
        assert not [p for p in parts if p.get("role") or p.get("aria-hidden")]
        assert not re.search(r"\.\d{3}", " ".join(v for p in parts for v in p.attrib.values()))


def test_numbers_in_the_words_of_a_drawing_are_left_as_they_are():
    """Only places are rounded: what is written stays."""
    chart = alt.Chart(pd.DataFrame({"words": ["0.12345"]})).mark_text().encode(text="words:N")

    assert ">0.12345<" in drawing(chart.to_dict(), WORDS)
