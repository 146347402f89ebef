"""Agreement of the raters: how far ratings of the same cell agree, over all and row by row."""

import pandas as pd

from dossier.coding.agreement import Units, alpha, interval
from dossier.model.ratings import SCALE, steps_apart
from dossier.tables.load import Dossier


def units(consistency: pd.DataFrame) -> Units:
    """For each cell the ratings it was given, without those that do not apply."""
    cells = consistency.groupby(["observation_id", "hypothesis_id"], sort=False).rating
    return [[rating for rating in given if rating != "NA"] for _, given in cells]


def overall(dossier: Dossier) -> tuple[float, float, float]:
    """Krippendorff's alpha (ordinal) over all cells, with the ends of its 95 per cent interval."""
    cells = units(dossier.consistency)
    return alpha(cells, SCALE), *interval(cells, SCALE)


def by_observation(dossier: Dossier) -> pd.DataFrame:
    """One row per observation: alpha over its cells, and how far its raters are apart.

    Alpha is not a number where all gave all cells the same rating, and says little for a row
    with few ratings other than the commonest; so `differing` counts the cells in which raters
    differ, and `apart` has the most steps between two ratings of one cell.
    """
    rows = []
    for item in dossier.observations.observation_id:
        cells = units(dossier.consistency[dossier.consistency.observation_id == item])
        apart = [steps_apart(cell) for cell in cells]
        rows.append((item, alpha(cells, SCALE), sum(map(bool, apart)), max(apart)))
    return pd.DataFrame(rows, columns=["observation_id", "alpha", "differing", "apart"])
