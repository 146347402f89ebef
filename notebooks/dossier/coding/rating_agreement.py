"""Agreement of the raters: how far ratings of the same cell agree."""

import pandas as pd

from dossier.coding.krippendorff_alpha import Units, alpha, interval
from dossier.model.rating_scale import SCALE
from dossier.tables.load import Dossier


def units(consistency: pd.DataFrame) -> Units:
    """For each cell the ratings it was given, without those that do not apply."""
    cells = consistency.groupby(["observation_id", "hypothesis_id"], sort=False).rating
    return [[rating for rating in given if rating != "NA"] for _, given in cells]


def overall(dossier: Dossier) -> tuple[float, float, float]:
    """Krippendorff's alpha (ordinal) over all cells, with the ends of its 95 per cent interval."""
    cells = units(dossier.consistency)
    return alpha(cells, SCALE), *interval(cells, SCALE)
