"""Strings that would be markup somewhere, and placing them in every text column of a copy."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dossier.checks.cell_values import LONGEST, cell_error
from dossier.model.paths import BIBLIOGRAPHY
from dossier.model.schema import TABLES
from dossier.tables.csv_files import as_csv
from dossier.tables.data_package import write_description

#: A word that stands in every string and nowhere else; scripts among them would call it.
MARK = "zq"
#: What each string would be, were it not text: HTML, links, Markdown, MyST, Jinja, Vega, Typst,
#: TeX, a spreadsheet's formula, an entity, a comment, the end of a script or of a style.
STRINGS = (
    "<script>zq(1)</script>",
    "<img src=zq onerror=zq(2)>",
    '"><svg onload=zq(3)>',
    "' onmouseover=zq(4) x='",
    "<a href=javascript:zq(5)>zq5</a>",
    "[zq6](javascript:zq(6))",
    "javascript:zq(7)",
    "**zq8** _zq8_ `zq8`",
    "# zq9",
    "{ev}`zq10`",
    "```{raw} html <b>zq11</b>```",
    "{{ zq12 }} {% zq12 %}",
    "datum.zq13 + signal('zq13')",
    '{"signal": "zq14()"}',
    '#eval("zq15") #read("/etc/zq15")',
    "$zq16$ @zq16 <zq16> /* zq16",
    "\\input{/etc/zq17} \\zq17 ~ ^ _ % &",
    "=HYPERLINK(zq18)",
    "&lt zq19&gt and &copy zq19, &#60 zq19",
    "<!--zq20--> ]]><zq20/>",
    "</script><script>zq(21)</script>",
    "</style></title><b>zq22</b>",
    "${zq23} `zq23`",
    "%zq24 \\u003czq24\\u003e",
)


@dataclass
class Placed:
    """What was placed where, and what the checks refused, by table and column."""

    taken: dict[tuple[str, str], int] = field(default_factory=dict)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)


def place(project: Path) -> Placed:
    """Put every string into every column of words of every table, and into the source.

    A string is appended to a cell, so that the cell still says what it must; cells that said the
    same say the same afterwards, and strings share a cell where there are fewer cells. Columns that
    are no words of ours are left as they are, with what their check says of the first string.
    """
    placed = Placed()
    for table in TABLES.values():
        path = project / "data" / f"{table.name}.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for at, column in enumerate(table.columns):
            if not column.is_free:
                other = (
                    f"must be an id of {column.refers}" if column.refers else "the source’s words"
                )
                said = cell_error(column, STRINGS[0]) or other
                placed.refused[table.name, column.name] = said
                continue
            values = [v for v in dict.fromkeys(r[at] for r in rows[1:]) if v]
            spoilt = dict(zip(values, map(" ".join, _dealt(len(values))), strict=True))
            for row in rows[1:]:
                if row[at] in spoilt:
                    row[at] = f"{row[at]} {spoilt[row[at]]}"
                    assert len(row[at]) <= LONGEST
            placed.taken[table.name, column.name] = len(STRINGS) if values else 0
        _write(path, rows)
    _into_the_source(project)
    placed.taken["sources", "the text itself"] = len(STRINGS)
    write_description(project / "data", project / "seeds", BIBLIOGRAPHY)
    return placed


def _dealt(cells: int) -> Iterator[list[str]]:
    """The strings dealt out to so many cells, each string at least once."""
    for cell in range(cells):
        yield [STRINGS[i % len(STRINGS)] for i in range(cell, max(len(STRINGS), cells), cells)]


def _into_the_source(project: Path) -> None:
    """A last paragraph of the article that is made of the strings, and the claim that quotes it.

    It stands behind everything the two passes were made of, so that both stay as they are.
    """
    data, words = project / "data", " ".join(STRINGS)
    path = next((project / "seeds").glob("*.txt"))
    text = path.read_text(encoding="utf-8")
    sources = list(csv.reader((data / "sources.csv").read_text(encoding="utf-8").splitlines()))
    claims = list(csv.reader((data / "claims.csv").read_text(encoding="utf-8").splitlines()))
    record, claim = (dict(zip(rows[0], rows[1], strict=True)) for rows in (sources, claims))
    start, old = int(record["body_end"]), record["sha256"]
    path.write_text(f"{text[:start]}{words}\n\n{text[start:]}", encoding="utf-8", newline="\n")
    record["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    record["body_end"] = str(start + len(words) + 2)
    claim |= {"claim_id": f"c{len(claims):03}", "claim": "The article ends in strings."}
    claim |= {"start": str(start), "end": str(start + len(words)), "quote": words}
    _write(data / "sources.csv", [sources[0], list(record.values())])
    _write(data / "claims.csv", [*claims, list(claim.values())])
    readme = project / "seeds" / "README.md"
    told = readme.read_text(encoding="utf-8").replace(old, record["sha256"])
    readme.write_text(told, encoding="utf-8")


def _write(path: Path, rows: list[list[str]]) -> None:
    path.write_text("".join(map(as_csv, rows)), encoding="utf-8")
