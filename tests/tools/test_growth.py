"""The figures of growth: slopes, the table, and that nothing is left out of it silently."""

from pathlib import Path

import pytest

from growth_report import Measured, keep, slope, table
from growth_stages import _are_ids


@pytest.mark.parametrize("power", [0, 1, 2])
def test_the_slope_is_the_power_of_the_size(power: int) -> None:
    """Of points on a power of the size the slope is its exponent."""
    assert slope((size, 3 * size**power) for size in (1, 10, 100)) == power


def test_a_stage_that_was_ended_stands_in_the_table() -> None:
    """What has no figures has words, and the slope is that of the sizes that ended."""
    found = [
        Measured("check", 1, {"seconds": 0.5, "megabytes": 100.0, "told": {"rows": 7}}),
        Measured("check", 10, {"seconds": 5.0, "megabytes": 110.0}),
        Measured("check", 100, "> 300 s"),
    ]

    text = table(found)

    assert "| check | 0.50 s, 100 MB | 5.00 s, 110 MB | > 300 s | 1.00 | 1.00 |" in text
    assert "- check, 1: rows 7" in text


def test_figures_of_an_earlier_run_stay_until_they_are_measured_again(tmp_path: Path) -> None:
    """The table has both, and says which are of other inputs than the last."""
    path = tmp_path / "growth.json"
    old = [Measured("check", 1, {"seconds": 1.0}), Measured("html", 1, {"seconds": 9.0})]
    assert [one.inputs for one in keep(old, path, "old")] == ["old", "old"]

    kept = keep([Measured("html", 1, {"seconds": 8.0}), Measured("html", 10, "> 3 s")], path, "new")

    assert [(one.stage, one.size, one.words, one.inputs) for one in kept] == [
        ("check", 1, "1.00 s", "old"),
        ("html", 1, "8.00 s", "new"),
        ("html", 10, "> 3 s", "new"),
    ]
    assert "Measured on other inputs than new\n\n- check, 1\n" in table(kept, "new")
    assert keep([], path, "") == kept


@pytest.mark.parametrize(
    ("cells", "they_are"),
    [(["t001, t002", "e004"], True), ([[], ["t001"], []], True), (["No id at all", ""], False)],
)
def test_a_column_of_evidence_is_told_from_words(cells: list, they_are: bool) -> None:
    """A row that rests on none, as a count of nothing does, is no reason to look elsewhere."""
    assert _are_ids(cells) is they_are
