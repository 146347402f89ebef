"""The network for graph tools: GraphML, GEXF, and nodes and edges as CSV for Gephi.

GraphML and GEXF, as NetworkX writes and reads them, hold arcs alone, so a mutual tie is there as an
arc each way: `t005` and `t005-back`, both with the tie's id. The CSV has one row a tie and says
whether it is directed (gephi.org/users/supported-graph-formats/csv-format/).
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import networkx as nx

from dossier.analysis.evidence import claims_behind
from dossier.analysis.network import ties
from dossier.exports.cells import csv_text
from dossier.model.citation import released
from dossier.tables.data_package import NAME
from dossier.tables.load import Dossier

#: What is told of an actor and of a tie, beside its id and label.
ACTOR = ("kind", "country", "affiliation", "naming", "wikidata")
TIE = ("kind", "good", "sign", "factuality", "certainty", "valid", "claims")


def graph(dossier: Dossier) -> nx.MultiDiGraph:
    """The actors that have ties and all ties as arcs, every attribute a plain value."""
    multi = nx.MultiDiGraph(name=NAME)
    for actor in _actors(dossier):
        about = {name: str(actor[name]) for name in ACTOR}
        multi.add_node(actor["actor_id"], label=actor["name"], **about)
    for tie in _ties(dossier):
        one, other, key = tie["from_actor"], tie["to_actor"], tie["tie_id"]
        facts: dict[str, Any] = {name: str(tie[name]) for name in TIE}
        facts |= {"tie": key, "mutual": not tie["directed"], "label": tie["label"], "weight": 1.0}
        multi.add_edge(one, other, key=key, **facts)
        if not tie["directed"]:
            multi.add_edge(other, one, key=f"{key}-back", **facts)
    return multi


def graphml(dossier: Dossier) -> str:
    """The network as GraphML (graphml.graphdrawing.org)."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', *nx.generate_graphml(graph(dossier))]
    return "\n".join(lines) + "\n"


def gexf(dossier: Dossier) -> str:
    """The network as GEXF 1.2 (gexf.net), dated by the day of release.

    NetworkX's version, which depends on that of Python, is left out.
    """
    multi = graph(dossier)
    for _, _, key, facts in multi.edges(keys=True, data=True):
        facts["id"] = key  # or NetworkX counts the edges anew
    file = BytesIO()
    nx.write_gexf(multi, file)
    dated = f'lastmodifieddate="{released().isoformat()}"'
    told = re.sub('lastmodifieddate="[^"]*"', dated, file.getvalue().decode(), count=1)
    told = re.sub("(<creator>NetworkX) [^<]*", r"\1", told, count=1)
    # NetworkX names the graph, which the schema of GEXF does not know.
    return re.sub('(<graph [^>]*) name="[^"]*"', r"\1", told, count=1) + "\n"


def nodes_csv(dossier: Dossier) -> str:
    """The actors as Gephi reads nodes."""
    rows = ([a["actor_id"], a["name"], *(a[name] for name in ACTOR)] for a in _actors(dossier))
    return csv_text(["Id", "Label", *ACTOR], rows)


def edges_csv(dossier: Dossier) -> str:
    """The ties as Gephi reads edges, one row each."""
    rows = (
        [
            tie["from_actor"],
            tie["to_actor"],
            "Directed" if tie["directed"] else "Undirected",
            tie["tie_id"],
            tie["label"],
            1,
            *(tie[name] for name in TIE),
        ]
        for tie in _ties(dossier)
    )
    return csv_text(["Source", "Target", "Type", "Id", "Label", "Weight", *TIE], rows)


def _actors(dossier: Dossier) -> list[dict[str, Any]]:
    """The actors that have a tie, in the order of their table."""
    tied = set(dossier.ties.from_actor) | set(dossier.ties.to_actor)
    return [a for a in dossier.actors.to_dict("records") if a["actor_id"] in tied]


def _ties(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The ties with their certainty and the claims each rests on."""
    behind = claims_behind(dossier)
    for tie in ties(dossier).to_dict("records"):
        yield tie | {"claims": ";".join(behind[tie["tie_id"]])}
