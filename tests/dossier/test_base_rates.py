"""Base rates: lags and shares of few cases, worked out by hand or taken from print."""

import pandas as pd
import pytest

from dossier.analysis import base_rates

CASES = [
    ("A to B", True, "to_receiver", "2020-01-01", "2020-01-31", "naming_to_credentials"),
    ("C to B", False, "to_receiver", "2020-01", "2020-03", "naming_to_credentials"),
    ("D to B", False, "to_receiver", "", "", ""),
    ("E to F", True, "of_sender", "2019", "2020-01-01", "vacancy"),
]


@pytest.fixture
def cases() -> pd.DataFrame:
    """Four accreditations, three of them to one capital and one of these without any date."""
    names = ["who", "resident", "post", "lag_from", "credentials", "lag_of"]
    return pd.DataFrame(CASES, columns=names).assign(check_id=["k1", "k2", "k3", "k4"])


def test_a_lag_between_incomplete_dates_is_an_interval(cases):
    """Within January to within March 2020: 30 to 90 days; from some day of 2019: 1 to 365."""
    found = base_rates.lags(cases).set_index("who")
    month = 365.2425 / 12

    assert list(found.index) == ["A to B", "C to B", "E to F"]
    for who, shortest, longest in [("A to B", 30, 30), ("C to B", 30, 90), ("E to F", 1, 365)]:
        assert found.shortest[who] == pytest.approx(shortest / month)
        assert found.longest[who] == pytest.approx(longest / month)


def test_a_lag_with_an_open_end_is_refused(cases):
    """There is no number of months to a day that may never have come."""
    with pytest.raises(ValueError, match="both ends"):
        base_rates.lags(cases.assign(credentials="2020/.."))
