"""Forecasts scored once they are settled."""

import pandas as pd

from dossier.tables.load import Dossier

_CAME = {"yes": 1.0, "no": 0.0}


def settled(dossier: Dossier) -> pd.DataFrame:
    """The forecasts that are settled, each with its Brier score: 0 is best, 1 worst.

    Brier 1950: the squared difference between the probability and what came, 1 or 0. Who always
    says one half gets 0.25.
    """
    found = dossier.forecasts[dossier.forecasts.outcome != "open"]
    probability = found.probability.astype(float)
    return found.assign(brier=(probability - found.outcome.map(_CAME)) ** 2)
