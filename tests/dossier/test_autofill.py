"""Writing rows without fear: quotations without offsets, spreadsheets, confirmed suggestions."""

import csv
import random

import pytest

from dossier.coding.autofill import fill, write_table
from dossier.coding.coding_progress import how_far, what_is_missing
from dossier.coding.second_coding import second_round
from dossier.coding.suggestion_review import FOLDER, add, take, undecided
from dossier.coding.suggestions import suggest
from dossier.model.faults import FaultsError
from dossier.tables.load import examine
from editing import records

pytestmark = pytest.mark.long

#: How a spreadsheet may have saved a table: the sign between cells, the line end, a first mark.
SAVED = [(",", "\n", ""), (";", "\r\n", "\ufeff"), ("\t", "\r\n", "")]


@pytest.mark.parametrize(("sign", "end", "mark"), SAVED)
def test_claims_without_offsets_in_any_order_become_the_tables_they_were(tables, sign, end, mark):
    """Every quotation that stands once in the text is found, and the file is as it was."""
    before = tables.path("claims").read_bytes()
    header, *rows = tables.read("claims")
    start, stop = header.index("start"), header.index("end")
    random.Random(1).shuffle(rows)
    text = "".join(path.read_text(encoding="utf-8") for path in tables.seeds.glob("*.txt"))
    alone = [row for row in rows if text.count(row[header.index("quote")]) == 1]
    for row in alone:
        row[start] = row[stop] = ""
    assert len(alone) > 0.9 * len(rows)
    with tables.path("claims").open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        csv.writer(file, delimiter=sign, lineterminator=end).writerows([header, *rows])

    written, left = fill(tables.data, tables.seeds)

    assert (written, left) == (["claims.csv"], [])
    assert tables.path("claims").read_bytes() == before


def blank(tables, words: str, **cells: str) -> None:
    """A claim whose words are others, without a place."""
    header, first, *rows = tables.read("claims")
    changed = dict(zip(header, first, strict=True)) | {"quote": words, "start": "", "end": ""}
    tables.write("claims", [header, list((changed | cells).values()), *rows])


def test_words_with_other_marks_become_those_of_the_source(invented):
    """Straight quotation marks and doubled blanks of an editor are no other words."""
    blank(invented, 'winter". The  barrier')
    fill(invented.data, invented.seeds)

    assert "winter”. The barrier" in [row[4] for row in invented.read("claims")]


def test_a_place_where_other_words_are_is_mended(invented):
    """Words that somebody has shortened, or whose offsets are those of an older text."""
    before = invented.path("claims").read_bytes()
    start = invented.read("claims")[0].index("start")
    for row, stale in ((2, "7"), (3, "90000")):
        invented.change("claims", row, "start", stale)
        assert invented.read("claims")[row - 1][start] == stale

    written, left = fill(invented.data, invented.seeds)

    assert (written, left) == (["claims.csv"], [])
    assert invented.path("claims").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("the council", "is in several places"),
        ("a bridge of gold", "is nowhere in s01; copy"),
        ("The Council", "is nowhere in s01; it has “The council”"),
    ],
)
def test_words_whose_place_is_open_are_told_with_their_row(invented, words, why):
    """The row is that of the file as it is written, and the places can be chosen from."""
    blank(invented, words)
    _, (fault,) = fill(invented.data, invented.seeds)

    assert fault.value == words
    assert fault.allowed.startswith(why)
    assert invented.read("claims")[fault.row - 1][4] == words


def test_a_column_that_is_unknown_is_named(invented):
    """Nothing of the table is written."""
    header, *rows = invented.read("claims")
    invented.write("claims", [["speeker" if c == "speaker" else c for c in header], *rows])

    with pytest.raises(FaultsError, match=r"speeker.*is no column of this table"):
        fill(invented.data, invented.seeds)


def suggested(tables) -> dict:
    """The suggestions for the invented story, written where a person finds them."""
    (path,) = tables.seeds.glob("harbour*.txt")
    found = suggest(path.read_text(encoding="utf-8"), path.stat().st_size, "s01", "text")
    for name, frame in found.items():
        write_table(frame, tables.data / FOLDER / f"{name}.csv")
    return found


def test_only_what_is_confirmed_and_fits_is_taken(invented):
    """Yes moves a row, no strikes it, nothing leaves it; what is unfit is told and stays."""
    of_all = suggested(invented)
    found, struck = of_all["claims"], of_all["actors"].assign(decision="no")
    before = len(invented.read("claims"))
    found.loc[[1, 2, 3], "decision"] = ["yes", "no", "maybe"]
    found.loc[4, ["decision", "speaker"]] = ["yes", ""]
    found.loc[1, ["start", "end"]] = ""
    found.loc[5, ["decision", "speaker"]] = ["yes", "Ines Calder"]
    write_table(found, invented.data / FOLDER / "claims.csv")

    waiting = undecided(invented.data)
    assert " mentions" in waiting
    write_table(struck, invented.data / FOLDER / "actors.csv")
    assert " mentions" not in undecided(invented.data)
    taken, left = take(invented.data)

    assert f", {len(found) - 5} claims, " in waiting
    assert taken["claims"] == 1
    assert len(invented.read("claims")) == before + 1
    assert {(fault.row, fault.column) for fault in left} == {
        (5, "decision"),
        (6, "speaker"),
        (7, "speaker"),  # a name, where an id is asked
    }
    assert len(records(invented.data / FOLDER / "claims.csv")) == len(found) - 1


def test_rows_for_a_second_text_stand_beside_those_of_the_first(invented):
    """Known actors are not suggested again, and what is asked for twice stands there once."""
    suggested(invented)
    claims, actors = (invented.data / FOLDER / f"{name}.csv" for name in ("claims", "actors"))
    before = len(records(claims))
    first = add("s02", invented.data, invented.seeds)
    again = add("s02", invented.data, invented.seeds)

    assert first["claims"] > 3
    assert again["claims"] == first["claims"]
    assert len(records(claims)) == before + first["claims"]
    ids = [row["actor_id"] for row in records(actors)]
    assert len(ids) == len(set(ids))
    with pytest.raises(FaultsError, match="use 's02'"):
        add("s2", invented.data, invented.seeds)


def test_what_the_check_would_refuse_is_not_taken(invented):
    """A body that is no actor, a mention of nobody, an event with neither type nor reason."""
    found = suggested(invented)
    for name, columns in {"actors": "affiliation", "mentions": "actor_id", "events": ""}.items():
        found[name].loc[0, ["decision", columns or "note"]] = ["yes", "the_moon"]
        write_table(found[name], invented.data / FOLDER / f"{name}.csv")
    before = {name: invented.read(name) for name in ("actors", "events")}

    _, left = take(invented.data)

    told = ["kind", "affiliation", "actor_id", "label", "type_reason"]
    assert [fault.column for fault in left] == told
    assert {name: invented.read(name) for name in before} == before
    assert "the_moon" not in invented.path("mentions").read_text(encoding="utf-8")


def test_an_event_that_rests_on_no_claim_is_open(invented):
    """Where it is first told cannot be filled in, and that is said."""
    header, *rows = invented.read("evidence")
    invented.write("evidence", [header, *(row for row in rows if row[0] != "e003")])
    at = next(n for n, row in enumerate(invented.read("events"), 1) if row[0] == "e003")
    invented.change("events", at, "told_at", "")

    _, (fault,) = fill(invented.data, invented.seeds)

    assert (fault.column, fault.value) == ("told_at", "e003")
    assert "rests on no claim yet" in fault.allowed


def test_a_second_coding_is_begun_frozen_and_compared(invented):
    """Three claims coded again without ids or offsets, one of them less surely: 2 of 3 are equal.

    A coding with a fault is not frozen, and is frozen once it is mended.
    """

    def of_round() -> list[str]:
        faults = examine(invented.data, invented.seeds, invented.bibliography).faults
        return [str(fault) for fault in faults if "second_pass" in fault.file]

    second_round(1, invented.data, invented.seeds)
    folder = invented.data / "second_pass" / "round1"
    assert len(of_round()) == 3
    assert all("is not frozen" in fault for fault in of_round())
    header, *rows = invented.read("claims")
    empty = [header.index(name) for name in ("claim_id", "start", "end", "chain")]
    again = [["" if n in empty else cell for n, cell in enumerate(row)] for row in rows[:3]]
    again[0][header.index("factuality")] = "Maybe"
    actors = [["actor_id", "name", "kind", "naming", "note"]]
    actors += [[*row[:3], row[5], ""] for row in invented.read("actors")[1:]]
    for name, table in {"claims": [header, *again], "actors": actors}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(table)
    with pytest.raises(FaultsError, match="Maybe"):
        second_round(1, invented.data, invented.seeds)
    assert len([fault for fault in of_round() if "is not frozen" in fault]) == 3
    claims = folder / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("Maybe", "Uu"), encoding="utf-8")

    done, left = second_round(1, invented.data, invented.seeds)

    assert left == of_round() == []
    assert ["claim", "factuality", "3", "0.666667"] in [x.split()[:4] for x in done.splitlines()]
    assert second_round(1, invented.data, invented.seeds)[0] == done.partition("\n")[2]


def test_a_half_coded_text_tells_what_is_missing_apart_from_what_is_wrong(invented):
    """What is missing stops nothing while the coding has begun, and does once it is whole."""
    found = examine(invented.data, invented.seeds, invented.bibliography)

    assert found.wrong == []
    missing = [*what_is_missing(found.missing)]
    assert any("has no grade" in line for line in missing)
    assert any("… and so in rows " in line for line in missing)
    done = list(how_far(found.frames, found.texts))
    assert done[0] == "s01: 18 of 37 sentences have a claim"
    assert done[1] == "  none in sentence 1: Harbour town weighs tidal barrier after third flood"
    assert done[5] == "s01: data/sources.csv does not give publisher, published"

    for row in (2, 3):
        invented.change("sources", row, "coding", "whole")
    found = examine(invented.data, invented.seeds, invented.bibliography)
    assert "chain" in {f.column for f in found.wrong}
