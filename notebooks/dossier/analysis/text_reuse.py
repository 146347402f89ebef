"""Collation of a copy with a reprint of the story it rewords, and a recount by the reprint's words.

Only what the reprint shows can be compared: the copy from its first word to the end of the last
pair. Beyond it nothing is known of the rewording, and nothing is counted.
"""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dossier.analysis import exchange
from dossier.analysis.evidence import claims_behind
from dossier.tables.load import Dossier


def pairs(dossier: Dossier) -> pd.DataFrame:
    """The collation: each passage of the reprint beside the copy's, in the order of the text.

    Columns: those of the table, the quote as `article`, with `evidence` (claims, then
    inconsistencies, that the pair touches).
    """
    frame = dossier.copy_pairs.rename(columns={"quote": "article"})
    cells = frame[["claims", "undone", "narrowed"]].to_numpy()
    frame["evidence"] = [[i for cell in row for i in cell.split(";") if i] for row in cells]
    return frame


def touched(frame: pd.DataFrame, column: str) -> list[str]:
    """The ids in a column of the pairs, such as `claims` or `undone`, each once and sorted."""
    return sorted({one for cell in frame[column] for one in cell.split(";") if one})


def compared_share(dossier: Dossier) -> float:
    """Coverage of the collation: the share of the words up to the end of the last pair, 0 to 1.

    0 where nothing is collated.
    """
    last = dossier.copy_pairs.groupby("source_id").end.max()
    whole = dossier.sources.set_index("source_id").body_end.loc[last.index]
    return _words(dossier, last) / max(_words(dossier, whole), 1)


def _words(dossier: Dossier, ends: pd.Series) -> int:
    return sum(len(dossier.texts[str(source)][:end].split()) for source, end in ends.items())


def under_reprint(dossier: Dossier) -> Dossier:
    """The dossier as it would be coded by the reprint's words: a counterfactual, for recounts.

    Claims take the factuality of their reading, ties that carry a good the good of the reading
    they rest on, and the inconsistencies that are undone go. All else stays.
    """
    readings = dossier.copy_readings.set_index("claim_id")
    claims, ties = dossier.claims.copy(), dossier.ties.copy()
    read = readings.factuality.to_dict()
    told = zip(claims.claim_id, claims.factuality, strict=True)
    claims["factuality"] = [read.get(claim, factuality) for claim, factuality in told]
    goods = readings.good[readings.good != ""]
    behind = claims_behind(dossier)
    for row in ties[ties.good != ""].itertuples():
        named = [goods[claim] for claim in behind[row.tie_id] if claim in goods]
        ties.loc[row.Index, "good"] = named[0] if named else row.good
    gone = touched(dossier.copy_pairs, "undone")
    left = dossier.inconsistencies[~dossier.inconsistencies.inconsistency_id.isin(gone)]
    changed = {"claims": claims, "ties": ties, "inconsistencies": left.reset_index(drop=True)}
    return replace(dossier, frames=ChainMap(changed, dossier.frames))


def recount(dossier: Dossier) -> pd.DataFrame:
    """Sensitivity of the headline numbers to the rewording: each by the copy and by the reprint.

    Columns: `counted` (what it is), `by_the_article` and `by_the_reprint`. Where a direction
    has two lists of goods, each pair of lists has a row of its own.
    """
    one, other = dict(_numbers(dossier)), dict(_numbers(under_reprint(dossier)))
    rows = [{"counted": k, "by_the_article": one[k], "by_the_reprint": other[k]} for k in one]
    return pd.DataFrame(rows)


def _numbers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What is counted, and its number as it is printed."""
    goods = exchange.goods(dossier)
    overlaps = exchange.overlaps(exchange.lists(goods))
    yield "Claims stated as fact", str((dossier.claims.factuality == "CT+").sum())
    yield "Inconsistencies", str(len(dossier.inconsistencies))
    yield "Kinds of goods", str(goods.good.nunique())
    yield "Pairs of lists that share no good", str((overlaps.exact == 0).sum())
    for row in overlaps.itertuples():
        yield f"Shared, {row.flow}: {row.one_list}, {row.other_list}", row.exactly
