"""The timeline: events placed by the bounds of their dates, never more exactly than told."""

from datetime import date

import pandas as pd

from dossier.model import dates
from dossier.tables.load import Dossier


def dated_events(dossier: Dossier) -> pd.DataFrame:
    """Every event with the bounds of its date: earliest, latest (None: open), precision.

    `lasts` is true where the date is an interval; otherwise the event falls on some day between
    the bounds.
    """
    frame = dossier.events.copy()
    _add_bounds(frame, [_bounds_or_open(d) for d in frame.date], "earliest", "latest")
    frame["precision"] = [dates.precision(d) for d in frame.date]
    frame["lasts"] = [dates.is_spell(d) for d in frame.date]
    frame["said"] = [dates.say(d) for d in frame.date]
    return frame


def present(dossier: Dossier) -> date:
    """The day that open dates are drawn to: the last day the dated events of the text allow.

    Where none is dated, the first day of all, which nothing is drawn to.
    """
    ends = [b for b in dated_events(dossier).latest if b is not None]
    return max(ends, default=date.min)


def spells(dossier: Dossier) -> pd.DataFrame:
    """Diplomatic relations as spells: the pair, the state, and the outermost bounds of each."""
    frame = dossier.spells.copy()
    names = dossier.names()
    frame["pair"] = [
        " and ".join([names[a], names[b]])
        for a, b in zip(frame.from_actor, frame.to_actor, strict=True)
    ]
    _add_bounds(frame, [dates.bounds(v) for v in frame.valid], "earliest", "latest")
    frame["said"] = [dates.say(v) for v in frame.valid]
    return frame


def _bounds_or_open(text: str) -> dates.Bounds:
    return dates.bounds(text) if text else dates.Bounds(None, None)


def _add_bounds(frame: pd.DataFrame, found: list[dates.Bounds], first: str, last: str) -> None:
    frame[first] = pd.Series([b.earliest for b in found], dtype=object)
    frame[last] = pd.Series([b.latest for b in found], dtype=object)
