"""The data package: generated from the schemas, sound to an outside reader."""

import pytest

from dossier import __main__ as command
from dossier.model.citation import cited
from dossier.tables.data_package import as_json, describe
from dossier.tables.load import load_once
from editing import Tables


def reported(tables: Tables) -> list[tuple[str, int | None, str]]:
    """What frictionless finds in the copy: file, row and type of each error."""
    from frictionless import Package, system  # takes half a second, which few tests need

    with system.use_context(trusted=True):
        report = Package(str(tables.data / "datapackage.json")).validate()
    return [
        (task.place, getattr(error, "row_number", None), error.type)
        for task in report.tasks
        for error in task.errors
    ] + [("", None, error.type) for error in report.errors]


def test_the_package_command_writes_the_file(monkeypatch, tables):
    """The command writes the description, as it stands here, and nothing else."""
    before = {path.name: path.read_bytes() for path in tables.data.glob("*.*")}
    (tables.data / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(command, "DATA", tables.data)

    assert command.write_package() == 0
    assert {path.name: path.read_bytes() for path in tables.data.glob("*.*")} == before


@pytest.mark.long
def test_frictionless_finds_the_description_and_every_row_valid(tables):
    """An independent reader of Data Packages accepts it all, wherever the folder was copied to."""
    assert reported(tables) == []


# Table, row as an editor counts, column, another value, and the error as frictionless calls it.
SPOILT = [
    ("claims", 2, "factuality", "CT", "constraint-error"),
    ("claims", 3, "speaker", "nobody", "foreign-key"),
    ("claims", 4, "start", "x", "type-error"),
    ("claims", 5, "claim", "", "constraint-error"),
    ("claims", 7, "claim_id", "c005", "primary-key"),
    ("events", 2, "context", "military;war", "constraint-error"),
    ("ties", 2, "tie_id", "X1", "constraint-error"),
    ("actors", 2, "country", "ZZZ", "constraint-error"),
    ("actors", 3, "wikidata", "x", "constraint-error"),
    ("actors", 4, "name", "two  blanks", "constraint-error"),
    ("sources", 2, "sha256", "abc", "constraint-error"),
    ("events", 3, "date", "spring", "constraint-error"),
    ("events", 5, "date", "2023-13", "constraint-error"),
    ("ties", 3, "directed", "TRUE", "type-error"),
    ("claims", 8, "chain", "nobody>article", "constraint-error"),
    ("judgements", 2, "assumptions", "a99", "constraint-error"),
    ("evidence", 2, "item_id", "e999", "constraint-error"),
    ("second_pass/round2/claims", 2, "speaker", "nobody", "foreign-key"),
    ("second_pass/resolutions", 2, "resolution", "third", "constraint-error"),
]


@pytest.mark.long
def test_frictionless_finds_what_is_spoilt(tables):
    """The description says enough for another tool to find the faults that the checks find.

    It is the one that goes out with the tables, which names the ids that lists may hold.
    """
    described = as_json(load_once().frames, with_ids=True)
    (tables.data / "datapackage.json").write_text(described, encoding="utf-8")
    for table, row, column, value, _ in SPOILT:
        tables.change(table, row, column, value)

    expected = {(f"{table}.csv", row, kind) for table, row, _, _, kind in SPOILT}
    assert expected - set(reported(tables)) == set()


@pytest.mark.report
def test_the_package_names_its_version_release_authors_licence_and_sources(dossier):
    """What CITATION.cff and the tables have, under the properties of Data Package 2.0."""
    package, about = describe(load_once().frames), cited()

    assert package["version"] == about["version"]
    assert package["created"] == f"{about['date-released'].isoformat()}T00:00:00Z"
    assert [c["title"] for c in package["contributors"]] == [a["name"] for a in about["authors"]]
    assert [licence["name"] for licence in package["licenses"]] == [about["license"]]
    article, *pages = package["sources"]
    assert article["title"] == dossier.sources.title[0]
    assert len(pages) == len(dossier.references)
    assert all(page["title"] and page["path"].startswith("http") for page in pages)
