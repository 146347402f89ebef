"""The words beside a date of the timeline: the date, its events, and what others say of them."""

import pandas as pd

from dossier.analysis.timeline import SPELLS
from dossier.model.dates import less_shared

#: Whose the independent dates are; the others are the text's.
FOUND = ("agrees", "differs")


def said(group: pd.DataFrame) -> tuple[str, str, str]:
    """Of the rows of one date: the date, its events, and what others say, in words."""
    told = group[~group.whose.isin(FOUND)]
    found = group[group.whose.isin(FOUND)]
    one = told.iloc[0]
    if one.whose in SPELLS:
        spells = zip(told.whose.map(SPELLS), told.said, strict=True)
        return one.what, "\n".join(" ".join(spell) for spell in spells), ""
    doubt = {"possible": ", less than certain", "denied": ", denied"}.get(one.certainty, "")
    events = one.what.split("; ")
    more = f" and {len(events) - 3} more" if len(events) > 3 else ""
    when = one.said[0].upper() + one.said[1:]
    return when + doubt, "; ".join(events[:3]) + more, _others(found)


def _others(found: pd.DataFrame) -> str:
    """From when to when others date it: those that agree, without dates that hold narrower ones."""
    agreeing = found[found.whose == "agrees"]
    shown = found if agreeing.empty else agreeing
    spans = {*zip(shown.earliest, shown.latest, strict=True)}
    holds = [
        any(since <= a and b <= until and (a, b) != (since, until) for a, b in spans)
        for since, until in zip(shown.earliest, shown.latest, strict=True)
    ]
    shown = shown[[not one for one in holds]]
    if shown.empty:
        return ""
    first = shown.said[shown.earliest.idxmin()].split(" to ")[0]
    last = shown.said[shown.latest.idxmax()].split(" to ")[-1]
    whole = first if first == last else f"{less_shared(first, last)} to {last}"
    return f"Other pages{' disagree' if agreeing.empty else ''}: {whole}"
