"""Forecasts scored once they are settled."""

import pandas as pd

from dossier.tables.load import Dossier

_CAME = {"yes": 1.0, "no": 0.0}


def settled(dossier: Dossier) -> pd.DataFrame:
    """The forecasts that are settled, each with its Brier score."""
    found = dossier.forecasts[dossier.forecasts.outcome != "open"]
    probability = found.probability.astype(float)
    return found.assign(brier=(probability - found.outcome.map(_CAME)) ** 2)


def brier(dossier: Dossier) -> float:
    """The mean Brier score of the settled forecasts: 0 is best, 1 worst; not a number before.

    Brier 1950: the squared difference between the probability and what came, 1 or 0. Who always
    says one half gets 0.25.
    """
    return float(settled(dossier).brier.mean())
