"""Brokerage roles: between whom an actor stands on the open paths that run through it."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from dossier.analysis import network
from dossier.tables.load import Dossier

__all__ = ["ROLES", "role", "roles", "sides"]

#: The five roles, and the groups of the first actor, the broker and the last.
ROLES = {
    "coordinator": "A–A–A",
    "itinerant": "A–B–A",
    "gatekeeper": "A–B–B",
    "representative": "A–A–B",
    "liaison": "A–B–C",
}


def role(first: str, broker: str, last: str) -> str:
    """The role of a broker, from the groups of the three actors of an open path.

    After Gould & Fernandez 1989, Sociological Methodology 19.

    >>> role("inside", "inside", "outside"), role("one", "two", "three")
    ('representative', 'liaison')
    """
    if first == broker:
        return "coordinator" if last == broker else "representative"
    if last == broker:
        return "gatekeeper"
    return "itinerant" if first == last else "liaison"


def sides(dossier: Dossier) -> dict[str, str]:
    """The group of every actor: the Myanmar side, the North Korean side, or everyone else."""
    myanmar, north_korea = (network.side_of(dossier, s) for s in ("myanmar", "north_korea"))
    return {
        actor: "Myanmar side"
        if actor in myanmar
        else "North Korean side"
        if actor in north_korea
        else "everyone else"
        for actor in dossier.actors.actor_id
    }


def roles(frame: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """One row per tied actor: its group and how many open paths it is the middle of in each role.

    The roles of a row add up to `open_paths`, as `network.brokerage` counts them.
    """
    arcs = network.arcs(frame)
    rows = []
    for actor in sorted(arcs):
        ends = network.open_paths(arcs, actor, groups)
        counts: Counter[str] = Counter()
        for (first, last), count in ends.items():
            counts[role(first, groups[actor], last)] += count
        played = {name: counts[name] for name in ROLES}
        paths = {"open_paths": ends.total()}
        rows.append({"actor_id": actor, "group": groups[actor], **played, **paths})
    columns = ["actor_id", "group", *ROLES, "open_paths"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["open_paths", "actor_id"], ascending=[False, True], ignore_index=True
    )
