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


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (18, 20, 0.6989663547715128, 0.972133518786232),
        (4, 20, 0.0806576625797981, 0.4160174322518935),
        (4, 200, 0.00780442641634947, 0.05028708690582643),
        (190, 200, 0.910421851861224, 0.972617354399236),
        (0, 30, 0.0, 0.11351339),
        (30, 30, 0.8864866, 1.0),
    ],
)
def test_a_share_has_the_wilson_interval(count, of, low, high):
    """What binom.confint of R's package binom gives, as printed in the tests of statsmodels.

    There in statsmodels/stats/tests/results/results_proportion.py, method “wilson”; the last two
    are printed with fewer digits.
    """
    found = base_rates.share(count, of)

    assert (found.having, found.cases) == (count, of)
    assert found.low == pytest.approx(low, abs=5e-8)
    assert found.high == pytest.approx(high, abs=5e-8)


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
