"""The network as files: NetworkX reads back what was written, and Gephi's rules hold."""

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import pytest
import yaml

from dossier.analysis.network import ties
from dossier.exports.graphs import gexf, graph
from dossier.model.paths import ROOT

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def rows(exported: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """A CSV file by the names of its header."""
    return list(csv.DictReader(io.StringIO(exported[name].decode("utf-8"), newline="")))


def parts(found: nx.MultiDiGraph) -> tuple[dict, dict]:
    """Nodes and arcs with all they carry; an id that only repeats an arc's key is left out."""
    arcs = {
        (one, other, key): {name: value for name, value in facts.items() if name != "id"}
        for one, other, key, facts in found.edges(keys=True, data=True)
    }
    return dict(found.nodes(data=True)), arcs


@pytest.mark.report
@pytest.mark.parametrize(
    ("name", "read"),
    [("network.graphml", nx.read_graphml), ("network.gexf", nx.read_gexf)],
)
def test_networkx_reads_back_what_was_written(exported, dossier, name, read):
    """The same nodes, arcs, keys and attributes, of the same types."""
    content = exported[name].replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    found = read(io.BytesIO(content.replace(b'version="1.3"', b'version="1.2"')))

    assert found.is_directed()
    assert found.is_multigraph()
    assert parts(found) == parts(graph(dossier))


def test_the_network_is_the_one_the_report_counts_in(dossier):
    """Each tie is an arc between its actors; a mutual tie is one each way, under its id."""
    frame, written = ties(dossier), graph(dossier)
    told = zip(frame.from_actor, frame.to_actor, frame.tie_id, frame.directed, strict=True)
    arcs = [
        arc
        for one, other, tie, directed in told
        for arc in [(one, other, tie), (other, one, tie)][: 1 if directed else 2]
    ]

    assert sorted((a, b, key.removesuffix(".back")) for a, b, key in written.edges(keys=True)) == (
        sorted(arcs)
    )
    assert set(written) == {*frame.from_actor, *frame.to_actor}


#: Attributes of elements in the schema of GEXF 1.3, but those of dynamic graphs and of drawings.
#: From gexf.xsd and dynamics.xsd, github.com/gephi/gexf/tree/master/1.3.
GEXF_KNOWS = {
    "gexf": {"version", "variant"},
    "meta": {"lastmodifieddate"},
    "creator": set(),
    "graph": {"defaultedgetype", "idtype", "mode", "timeformat"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label", "pid"},
    "edges": {"count"},
    "edge": {"id", "type", "kind", "label", "source", "target", "weight"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
}


def test_the_file_for_gephi_has_nothing_that_its_schema_does_not_know(exported):
    """Elements, their attributes, and the places where attributes may be declared."""
    root = ElementTree.fromstring(exported["network.gexf"])
    for element in root.iter():
        known = GEXF_KNOWS[element.tag.removeprefix(GEXF)]
        assert {name for name in element.attrib if "schemaLocation" not in name} <= known
    assert [child.tag.removeprefix(GEXF) for child in root] == ["meta", "graph"]
    assert {e.get("type") for e in root.iter(f"{GEXF}attribute")} <= {"string", "boolean", "double"}


def test_the_file_for_gephi_is_dated_by_the_release(dossier, exported, monkeypatch):
    """On whatever day it is made, which NetworkX would write."""
    monkeypatch.setattr("networkx.readwrite.gexf.time.strftime", lambda *_: "1999-12-31")
    released = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    meta = ElementTree.fromstring(exported["network.gexf"]).find(f"{GEXF}meta")

    assert gexf(dossier).encode() == exported["network.gexf"]
    assert meta is not None
    assert meta.get("lastmodifieddate") == str(released)
    assert meta.findtext(f"{GEXF}creator") == "NetworkX"  # its version goes by that of Python


def test_nodes_and_edges_keep_the_rules_of_gephi(exported, dossier):
    """Id and Label; Source and Target among the nodes, Type directed or not, Weight a number.

    See gephi.org/users/supported-graph-formats/csv-format. Every edge names the claims that the
    evidence table has for it.
    """
    behind = dossier.evidence.groupby("item_id").claim_id.agg(set)
    nodes, edges = rows(exported, "nodes.csv"), rows(exported, "edges.csv")
    ids = [node["Id"] for node in nodes]

    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:6] == ["Source", "Target", "Type", "Id", "Label", "Weight"]
    assert len(set(ids)) == len(ids)
    assert [edge["Id"] for edge in edges] == list(dossier.ties.tie_id)
    for edge, directed in zip(edges, dossier.ties.directed, strict=True):
        assert {edge["Source"], edge["Target"]} <= set(ids)
        assert edge["Type"] == ("Directed" if directed else "Undirected")
        assert float(edge["Weight"]) > 0
        assert set(edge["claims"].split(";")) == behind[edge["Id"]]


def test_gephi_adds_up_no_two_ties(exported):
    """It merges edges of one kind between two nodes, directed and undirected ones alike.

    After DefaultProcessor.java and ImportEdgesProcess.java, github.com/gephi/gephi.
    """
    edges = rows(exported, "edges.csv")
    gexf = ElementTree.fromstring(exported["network.gexf"])
    arcs = [edge.attrib for edge in gexf.iter(f"{GEXF}edge")]

    assert len({name.lower() for name in edges[0]}) == len(edges[0])
    merged = {(*sorted((edge["Source"], edge["Target"])), edge["Kind"]) for edge in edges}
    assert len(merged) == len(edges)
    assert len({(arc["source"], arc["target"], arc["kind"]) for arc in arcs}) == len(arcs)
    assert {edge["Kind"].split(" ")[0] for edge in edges} == {edge["tie_kind"] for edge in edges}


@pytest.mark.report
def test_booleans_are_those_of_xml_schema(exported):
    """XML Schema, part 2, 3.2.2: true, false, 1 or 0, which strict readers insist on."""
    for name, space, key, tag in (
        ("network.graphml", GRAPHML, "attr.type", "data"),
        ("network.gexf", GEXF, "type", "attvalue"),
    ):
        root = ElementTree.fromstring(exported[name])
        booleans = {e.get("id") for e in root.iter() if e.get(key) == "boolean"}
        cells = [e for e in root.iter(space + tag) if e.get("key", e.get("for")) in booleans]
        assert {e.text or e.get("value") for e in cells} == {"true", "false"}, name


def test_an_id_that_looks_like_an_arc_back_is_an_id(dossier):
    """An id may be any name; the arc back has one that no tie can have."""
    ties = dossier.ties.assign(directed=False)
    ties.loc[1, "tie_id"] = f"{ties.tie_id[0]}-back"
    evidence = dossier.evidence.replace({"item_id": {dossier.ties.tie_id[1]: ties.tie_id[1]}})
    found = replace(dossier, frames=dict(dossier.frames) | {"ties": ties, "evidence": evidence})
    edges = ElementTree.fromstring(gexf(found)).iter(f"{GEXF}edge")

    assert len({edge.get("id") for edge in edges}) == 2 * len(ties)
