"""The network for graph tools: GraphML, GEXF, and nodes and edges as CSV for Gephi.

GraphML and GEXF hold arcs alone, so a mutual tie is there as an arc each way: `t005` and
`t005.back` (no id has a dot), both with the tie's id. The CSV has one row a tie and says whether it
is directed (gephi.org/users/supported-graph-formats/csv-format/).

Gephi adds up edges between the same two nodes unless they are of unlike kinds (its `kind`, GEXF 1.3
and the column Kind). So the second tie of a kind between two actors is of the kind “arms 2”.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import networkx as nx

from dossier.analysis.evidence import claims_behind
from dossier.analysis.network import ties
from dossier.exports.csv_injection import csv_text
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
            multi.add_edge(other, one, key=f"{key}.back", **facts)
    return multi


def graphml(dossier: Dossier) -> str:
    """The network as GraphML (graphml.graphdrawing.org), its booleans those of XML Schema."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', *nx.generate_graphml(graph(dossier))]
    text = "\n".join(lines) + "\n"
    for key in re.findall(r'<key id="(\w+)"[^>]* attr\.type="boolean"', text):
        text = re.sub(rf'(?<=<data key="{key}">)(True|False)', lambda m: m[1].lower(), text)
    return text


def gexf(dossier: Dossier) -> str:
    """The network as GEXF 1.3 (gexf.net), dated by the day of release.

    NetworkX's version, which depends on that of Python, is left out. It writes GEXF 1.2, which has
    no kinds of edges.
    """
    multi = graph(dossier)
    for _, _, key, facts in multi.edges(keys=True, data=True):
        facts["id"] = key  # or NetworkX counts the edges anew
    file = BytesIO()
    nx.write_gexf(multi, file)
    kinds = {tie["tie_id"]: tie["gephi_kind"] for tie in _ties(dossier)}
    told = file.getvalue().decode().replace("www.gexf.net/1.2draft", "gexf.net/1.3")
    for old, new in (
        (' version="1.2"', ' version="1.3"'),
        ('lastmodifieddate="[^"]*"', f'lastmodifieddate="{released().isoformat()}"'),
        ("(<creator>NetworkX) [^<]*", r"\1"),
        # NetworkX names the graph, which the schema of GEXF does not know.
        ('(<graph [^>]*) name="[^"]*"', r"\1"),
    ):
        told = re.sub(old, new, told, count=1)
    edge = re.compile(r'<edge (?=[^>]* id="([a-z0-9_-]+))')
    return edge.sub(lambda found: f'<edge kind="{kinds[found[1]]}" ', told) + "\n"


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
            tie["gephi_kind"],
            *(tie[name] for name in TIE),
        ]
        for tie in _ties(dossier)
    )
    heading = ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "tie_kind", *TIE[1:]]
    return csv_text(heading, rows)


def _actors(dossier: Dossier) -> list[dict[str, Any]]:
    """The actors that have a tie, in the order of their table."""
    tied = set(dossier.ties.from_actor) | set(dossier.ties.to_actor)
    return [a for a in dossier.actors.to_dict("records") if a["actor_id"] in tied]


def _ties(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The ties with their certainty, the claims each rests on, and their kind for Gephi."""
    behind = claims_behind(dossier)
    parallel: Counter[tuple[str, ...]] = Counter()
    for tie in ties(dossier).to_dict("records"):
        key = (*sorted((tie["from_actor"], tie["to_actor"])), tie["kind"])
        parallel[key] += 1
        kind = tie["kind"] if parallel[key] == 1 else f"{tie['kind']} {parallel[key]}"
        yield tie | {"claims": ";".join(behind[tie["tie_id"]]), "gephi_kind": kind}
