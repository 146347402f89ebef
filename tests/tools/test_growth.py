"""What growth is measured on, and with."""

import pytest

from dossier.tables.load import load
from growth import slope, table
from synthetic import paths, write


@pytest.mark.long
def test_a_dossier_of_two_articles_has_no_faults_and_twice_the_rows(tmp_path, dossier):
    """What belongs to an article is there twice, what belongs to the report once."""
    write(tmp_path, 2)
    grown = load(*paths(tmp_path))

    for name in ("sources", "claims", "events", "ties", "mentions", "checks", "inconsistencies"):
        assert len(grown.frames[name]) == 2 * len(dossier.frames[name]), name
    assert len(grown.hypotheses) == len(dossier.hypotheses)
    assert len(dossier.actors) < len(grown.actors) < 2 * len(dossier.actors)


@pytest.mark.parametrize("power", [0, 1, 2])
def test_the_slope_is_the_power_of_the_size(power):
    """Of points on a power of the size the slope is its exponent; the table has it last."""
    took = {size: 3.0 * size**power for size in (1, 10, 100)}

    assert slope(took) == power
    assert table({n: {"load": t} for n, t in took.items()}).endswith(f"| {power:.2f} |")
