"""Strings that would be markup somewhere, and placing them in every text column of a copy."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dossier.cells import LONGEST, wrong
from dossier.files import as_csv
from dossier.schema import TABLES
from dossier.spans import SPANS

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
    "$zq16$ @zq16 <zq16>",
    "\\input{/etc/zq17} \\zq17 ~ ^ _ % &",
    "=HYPERLINK(zq18)",
    "&lt;zq19&gt; &amp; &#60;zq19&#62;",
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
    placed, named = Placed(), _named(project)
    for table in TABLES.values():
        path = project / "data" / f"{table.name}.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for at, column in enumerate(table.columns):
            if not column.is_free:
                other = (
                    f"must be an id of {column.refers}" if column.refers else "the source’s words"
                )
                said = wrong(column, STRINGS[0]) or other
                placed.refused[table.name, column.name] = said
                continue
            values = [v for v in dict.fromkeys(r[at] for r in rows[1:]) if v and v not in named]
            spoilt = dict(zip(values, map(" ".join, _dealt(len(values))), strict=True))
            for row in rows[1:]:
                if row[at] in spoilt:
                    row[at] = f"{row[at]} {spoilt[row[at]]}"
                    assert len(row[at]) <= LONGEST
            placed.taken[table.name, column.name] = len(STRINGS) if values else 0
        path.write_text("".join(map(as_csv, rows)), encoding="utf-8")
    _into_the_source(project)
    placed.taken["sources", "the text itself"] = len(STRINGS)
    placed.taken["references.bib", "title"] = _into_titles(project / "book" / "references.bib")
    return placed


def _named(project: Path) -> str:
    """The code that asks for rows by their words: those stay as they are."""
    code = [*project.glob("notebooks/*.ipynb"), *project.glob("notebooks/dossier/**/*.py")]
    return "".join(path.read_text(encoding="utf-8") for path in code)


def _into_titles(path: Path) -> int:
    """The strings that a title may hold, which has no commands of TeX and runs no address."""
    fit = [s for s in STRINGS if not set(s) & set("\\{}$~^%_#&") and "javascript:" not in s]
    if not path.exists():
        return 0
    left = iter(fit)
    lines = path.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        if line.startswith("  title") and (words := next(left, "")):
            lines[at] = re.sub(r"(\},?)$", lambda end, words=words: f" {words}{end[1]}", line)
    path.write_text("\n".join(lines), encoding="utf-8")
    return len(fit)


def _dealt(cells: int) -> Iterator[list[str]]:
    """The strings dealt out to so many cells, each string at least once."""
    for cell in range(cells):
        yield [STRINGS[i % len(STRINGS)] for i in range(cell, max(len(STRINGS), cells), cells)]


def _into_the_source(project: Path) -> None:
    """The strings between words of the article, each in another claim; the tables follow."""
    data = project / "data"
    path = next((project / "seeds").glob("*.txt"))
    text = path.read_text(encoding="utf-8")
    claims = list(csv.DictReader((data / "claims.csv").read_text(encoding="utf-8").splitlines()))
    starts = sorted({int(row["start"]) for row in claims if row["speech"] == "own_voice"})
    step = len(starts) // len(STRINGS)
    added = [
        (text.index(" ", at), f" {s}") for at, s in zip(starts[1::step], STRINGS, strict=False)
    ]
    new = text
    for at, words in reversed(added):
        new = new[:at] + words + new[at:]
    path.write_text(new, encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    readme = project / "seeds" / "README.md"

    def moved(at: int) -> int:
        return at + sum(len(words) for place, words in added if place < at)

    def rewrite(file: Path, prefixes: tuple[str, ...]) -> None:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
        for row in rows:
            if "sha256" in row:
                readme.write_text(readme.read_text("utf-8").replace(row["sha256"], digest), "utf-8")
                row |= {"sha256": digest, "body_end": str(moved(int(row["body_end"])))}
                row["title"] = new.partition("\n")[0]
            if row.get("told_at"):
                row["told_at"] = str(moved(int(row["told_at"])))
            if row.get("cue"):
                at = text.find(row["cue"], text.rfind("\n", 0, int(row["start"])) + 1)
                row["cue"] = new[moved(at) : moved(at + len(row["cue"]))] if at >= 0 else row["cue"]
            for prefix in (p for p in prefixes if row[f"{p}quote"]):
                start, end = (moved(int(row[prefix + side])) for side in ("start", "end"))
                row |= {f"{prefix}start": str(start), f"{prefix}end": str(end)}
                row[f"{prefix}quote"] = new[start:end]
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        file.write_text("".join(map(as_csv, lines)), encoding="utf-8")

    for name, prefixes in {"sources": (), "events": (), **_prefixes()}.items():
        rewrite(data / f"{name}.csv", prefixes)
    rounds = sorted((data / "second_pass").glob("round*/*.csv"))
    for file in rounds:
        if file.stem.endswith("claims"):
            rewrite(file, ("",))
    sums = {f"{f.parent.name}/{f.name}": hashlib.sha256(f.read_bytes()).hexdigest() for f in rounds}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (data / "second_pass" / "SHA256SUMS").write_text(lines, encoding="utf-8")


def _prefixes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table, prefix in SPANS:
        found[table] = (*found.get(table, ()), prefix)
    return found
