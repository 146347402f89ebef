"""The arithmetic of `make bench`; nothing is timed here."""

from bench import ROWS, Run, table, times

# By hand: medians of 2 and 8 where it is cold; 8 + 12 where stock execution is added up.
SECONDS = {
    "ours, cold": (1, 9, 2),
    "stock, cold": (8, 7, 8),
    "stock execution": (12, 12, 12),
    "ours, results cached": (8, 8, 8),
}
NAMES = {name for row in ROWS for name in (row.ours, *row.against)}
ROUNDS = [
    {name: Run(SECONDS.get(name, (1, 1, 1))[n], 400_000_000 + n * 100_000_000) for name in NAMES}
    for n in range(3)
]


def cells(text: str) -> list[list[str]]:
    """The cells of a table in Markdown, its heading and the rule left out."""
    return [line.strip("| ").split(" | ") for line in text.splitlines()[2:]]


def test_a_figure_is_a_ratio_of_medians_set_against_its_target():
    """A figure that equals its target meets it; one above does not; one slow round moves none."""
    found = {cells[0].partition(":")[0]: cells[1:] for cells in cells(table(ROUNDS))}

    assert found["cold, the whole book with PDF and data"] == ["0.250", "0.25", "met"]
    assert found["the same notebooks and chapters"] == ["0.100", "0.22", "met"]
    assert found["nothing changed"] == ["1.000", "0.05", "**not met**"]
    assert found["one word of a chapter changed"] == ["0.125", "0.25", "met"]
    assert found["memory of the largest process"] == ["600 MB", "500 MB", "**not met**"]


def test_times_are_told_with_their_spread():
    """The median, the least and the most of the seconds; the most of the memory."""
    assert ["ours, cold", "2.0 (1.0–9.0)", "600 MB"] in cells(times(ROUNDS))
