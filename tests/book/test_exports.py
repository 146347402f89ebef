"""The folder of data as a whole: what is in it, what describes it, always the same bytes."""

import csv
import io
import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from building import Book, files_below
from dossier.coding.suggestions import SUGGESTED
from dossier.exports import export
from dossier.exports.csv_injection import csv_text
from dossier.exports.file_list import FORMATS, TABLE_FILES, File, Result
from dossier.model.paths import DATA, NOTEBOOKS, ROOT

#: What a spreadsheet takes for the start of a formula (OWASP, “CSV Injection”).
STARTS = "=+-@\t\r\n＝＋－＠"
RESULT = Result(File("results/figure-01-x.csv", "figure 1: What is seen"), "Actor\nMyanmar\n")


def read(text: str) -> list[list[str]]:
    """CSV as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_folder_holds_what_its_lists_say_and_the_tables(exported):
    """Every described file is there and no other; only the frozen tables are quoted anew.

    Of the tables without rows, those of a second pass alone are described.
    """
    assert set(exported) == {file.path for file in [*FORMATS, *TABLE_FILES]}
    tables = {p.relative_to(DATA).as_posix() for p in DATA.rglob("*.csv")}
    tables -= {f"suggestions/{name}.csv" for name in SUGGESTED}
    assert {file.path for file in TABLE_FILES} == tables
    for path in tables:
        found = exported[path].decode(), (DATA / path).read_text(encoding="utf-8")
        assert read(found[0]) == read(found[1]), path
        assert found[0] == found[1] or path.startswith("second_pass/"), path
    described = json.loads(exported["datapackage.json"])
    kept = [f.path for f in TABLE_FILES if f.path.startswith("second_pass/")]
    filled = [f.path for f in TABLE_FILES if read(exported[f.path].decode())[1:] or f.path in kept]
    assert [resource["path"] for resource in described["resources"]] == filled


def test_the_readme_names_every_file(dossier):
    """Each path stands on a line of its own, with a sentence under it; results too."""
    files = export(dossier, [RESULT])
    lines = files["README.txt"].decode().splitlines()

    for path in files:
        assert lines[lines.index(path) + 1].startswith("  "), path
    assert files[RESULT.file.path].decode() == RESULT.content
    assert max(map(len, lines)) <= 80


@pytest.mark.long
def test_another_process_with_another_hash_seed_and_locale_gives_the_same_bytes(exported):
    """Nothing depends on the order of sets, the locale, the time zone or the folder."""
    script = (
        "import hashlib; from dossier.exports import export; from dossier.tables.load import load\n"
        "for path, content in export(load()).items():\n"
        "    print(hashlib.sha256(content).hexdigest(), path)"
    )
    settings = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Yangon"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd="/",
        env=settings | {"PYTHONPATH": str(NOTEBOOKS), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        f"{sha256(content).hexdigest()} {path}" for path, content in exported.items()
    ]


def test_the_crate_describes_every_file_as_the_standard_asks(exported):
    """RO-Crate 1.1: descriptor, root with its required properties, one entity a file, no orphans.

    See w3id.org/ro/crate/1.1, “Root Data Entity” and “Data Entities”.
    """
    crate = json.loads(exported["ro-crate-metadata.json"])
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    root = entities["./"]

    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    assert len(entities) == len(crate["@graph"])
    assert entities["ro-crate-metadata.json"] == {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    assert root["@type"] == "Dataset"
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert entities[root["license"]["@id"]]["@type"] == "CreativeWork"
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == set(exported) - {"ro-crate-metadata.json"}
    for path in parts:
        assert entities[path]["@type"] == "File"
        assert entities[path]["contentSize"] == str(len(exported[path]))


def test_the_citation_file_has_the_keys_of_its_format():
    """Required keys, and none that schema 1.2.0 has not (citation-file-format.github.io)."""
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    required = {"cff-version", "message", "title", "authors"}
    others = {"type", "version", "date-released", "license", "abstract"}

    assert about["cff-version"] == "1.2.0"
    assert required <= set(about) <= required | others


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
@example([["=1+1", "+1"], ["-2.5", "-"], ["@SUM(A1)", "\t=1"], ["-2+3", "＝1"]])
def test_csv_reads_back_and_starts_no_formula(rows):
    """Every cell comes back, behind an apostrophe where a spreadsheet would have run it."""
    heading, *back = read(csv_text(["a", "b"], rows))

    assert heading == ["a", "b"]
    assert len(back) == len(rows)
    for cells, found in zip(rows, back, strict=True):
        for cell, text in zip(cells, found, strict=True):
            runs = len(text) > 1 and text[0] in STARTS
            assert not runs or re.fullmatch(r"[-+]\d+(\.\d+)?%?", text), text
            assert text in (cell, f"'{cell}")


#: A comma, a semicolon and a tab: what LibreOffice splits at unless it is told otherwise.
SEPARATORS = re.compile("""(?:^|[,;\t])(?:"(?:[^"]|"")*"|[^",;\t]*)""")


def test_no_table_comes_apart_in_a_spreadsheet(exported):
    """Split at every default separator outside quotation marks, each row is as long as the header.

    Seen with LibreOffice 7.4, Tab, Comma and Semicolon ticked: 28 of 85 rows of the events came
    apart.
    """
    for path in exported.keys() & {file.path for file in (*FORMATS, *TABLE_FILES)}:
        if path.endswith(".csv"):
            heading, *rows = read(exported[path].decode())
            lines = exported[path].decode().splitlines()
            assert {len(SEPARATORS.findall(line)) for line in lines} == {len(heading)}, path
            assert len(lines) == len(rows) + 1


@pytest.mark.build
def test_the_book_offers_every_file_with_what_it_is(built: Book):
    """The page of the data links to each file of the folder, with its words, rows and size."""
    offered = {}
    for entry in built.pages["book/data.html"].select(".downloads tbody tr"):
        name, holds, *measured = entry.select("td")
        offered[name.a["href"].removeprefix("../_downloads/data/")] = measured
        assert holds.get_text().endswith("."), name
    files = files_below(built.html / "_downloads" / "data")

    assert set(offered) == set(files)
    for path, (rows, size) in offered.items():
        content = (built.html / "_downloads" / "data" / path).read_bytes()
        number, unit = size.get_text().split()
        assert float(number) == pytest.approx(
            len(content) / {"kB": 1e3, "MB": 1e6}[unit], rel=0.1, abs=1
        )
        counted = len(read(content.decode())) - 1 if path.endswith(".csv") else ""
        assert rows.get_text().replace(",", "") == str(counted), path


@pytest.mark.build
def test_each_numbered_figure_and_table_of_the_book_has_its_file(built: Book):
    """Numbers, names and cells are those of the pages: read from the HTML, not from the build."""
    folder = built.html / "_downloads" / "data" / "results"
    files = {p.name: p for p in folder.iterdir()}
    numbered = {}
    for page in built.pages.values():
        for caption in page.select(".caption-number"):
            kind, number = caption.get_text().lower().split()
            if kind in ("figure", "table"):
                numbered[f"{kind}-{int(number):02}"] = caption.find_parent(["figure", "table"])

    assert len(numbered) > 40
    assert sorted("-".join(name.split("-")[:2]) for name in files) == sorted(numbered)
    for name, path in files.items():
        block = numbered["-".join(name.split("-")[:2])]
        heading, *rows = read(path.read_text(encoding="utf-8"))
        if block.name == "table":
            assert heading == [th.get_text(strip=True) for th in block.thead("th")], name
            assert len(rows) == len(block.select("tbody tr")), name
        else:
            shown = block.select_one(".chart")["data-chart"]
            kept = built.html / "_static" / "figures" / f"{shown}.csv"
            assert path.read_bytes() == kept.read_bytes(), name
