"""What the files for others are: for each, what it holds, what reads it, and of what kind it is."""

from dataclasses import dataclass

from dossier.model.second_pass_tables import KEPT

README, CRATE, DESCRIPTION = "README.txt", "ro-crate-metadata.json", "datapackage.json"
BIBLIOGRAPHY = "references.bib"
DATABASE, DATABASE_METADATA = "dossier.db", "metadata.json"
ANNOTATIONS = "annotations.jsonld"
TIMELINE, CALENDAR = "timeline.json", "timeline.ics"
GRAPHML, GEXF, NODES, EDGES = "network.graphml", "network.gexf", "nodes.csv", "edges.csv"
#: The folder of what the book prints under a number.
RESULTS = "results"


@dataclass(frozen=True)
class File:
    """A file: its path, what it holds, what reads it, and its media type."""

    path: str
    holds: str
    reader: str = ""
    media: str = "text/csv"


@dataclass(frozen=True)
class Result:
    """A figure or table of the book as a file: what it is, and its content as CSV."""

    file: File
    content: str


#: The files that hold more than one table, or serve a kind of tool.
FORMATS = (
    File(
        README,
        "what each file is, and how cells are written",
        "Any editor opens it.",
        "text/plain",
    ),
    File(
        DESCRIPTION,
        "the description of every table and column, Data Package v2",
        "Frictionless and other readers of Data Packages load and check the tables by it.",
        "application/json",
    ),
    File(
        DATABASE,
        "all tables in one SQLite database, with keys, types, link tables and full-text search",
        "SQLite, Datasette, sqlite-utils, pandas, R and DuckDB open it.",
        "application/vnd.sqlite3",
    ),
    File(
        DATABASE_METADATA,
        "titles and descriptions of the database’s tables and columns",
        f"Datasette reads it: datasette {DATABASE} -m {DATABASE_METADATA}.",
        "application/json",
    ),
    File(
        ANNOTATIONS,
        "claims, mentions and inconsistencies as notes on the article, W3C Web Annotations",
        "Annotation tools and readers of JSON-LD attach them to a copy of the text.",
        "application/ld+json",
    ),
    File(
        TIMELINE,
        "the dated events, dated as vaguely as the article dates them",
        "TimelineJS shows it.",
        "application/json",
    ),
    File(
        CALENDAR,
        "the dated events as whole days, from the first day their date allows to the last",
        "Calendar programs import it.",
        "text/calendar",
    ),
    File(
        GRAPHML,
        "the network of ties; a mutual tie is an arc each way",
        "NetworkX, igraph, Cytoscape and yEd open it; for Gephi, which adds up parallel edges of "
        "this format, take the next.",
        "application/graphml+xml",
    ),
    File(
        GEXF,
        "the same network in Gephi’s own format, GEXF 1.3; parallel ties are of unlike kinds, or "
        "Gephi would add them up",
        "Gephi and graphology open it.",
        "application/gexf+xml",
    ),
    File(
        NODES,
        "the actors of the network",
        "Gephi imports it as a table of nodes, any spreadsheet as a sheet.",
    ),
    File(
        EDGES,
        "its ties, one row each, directed or not, parallel ones of unlike kinds",
        "Gephi imports it as a table of edges, any spreadsheet as a sheet.",
    ),
    File(
        BIBLIOGRAPHY,
        "the pages and works behind the keys of references",
        "BibTeX and Zotero read it.",
        "application/x-bibtex",
    ),
    File(
        CRATE,
        "what the folder holds, by whom and under which licence, RO-Crate 1.1",
        "Research repositories and RO-Crate tools read it.",
        "application/ld+json",
    ),
)

#: The coded tables that there are, the second pass last.
TABLE_FILES = tuple(File(table.path, table.title) for table in KEPT.values())
