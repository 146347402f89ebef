"""Words that an edit of the source moved: found again, offered, written only if asked."""

import hashlib
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import __main__ as command
from dossier.coding.reanchored_tables import offer, undo, write
from dossier.coding.reanchoring import quotations_of, reanchor
from dossier.model.faults import FaultsError
from dossier.model.paths import DATA
from dossier.model.text import sentences
from dossier.tables.data_package import write_description

#: Whole words, so that an edit cuts none; none of them stands in the article.
ADDED = st.lists(
    st.sampled_from(["Zebras", "yawn", "quietly", "xylophones"]), min_size=1, max_size=6
)


@pytest.fixture
def source(tables) -> Path:
    """The one source of the copy."""
    return next(tables.seeds.glob("*.txt"))


def edit(path: Path, old: str, new: str) -> None:
    """Replace words that stand once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def kept_of(tables) -> Path:
    """Where the tables of a copy are kept as they were."""
    return tables.data.parent / "kept"


def put(tables) -> list[Path]:
    """Write what is offered."""
    return write(offer(tables.data, tables.seeds).changes, tables.data, kept_of(tables))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.report
@settings(max_examples=12)
@given(data=st.data())
def test_words_added_between_sentences_move_every_quotation_behind_them(raw, data):
    """A quotation before the new words keeps its place, one behind moves by their length."""
    text = raw.texts["s01"]
    said = [s for s in sentences(text, 5461, "en") if s.kind == "sentence"]
    at = data.draw(st.sampled_from(said)).start
    added = " ".join(data.draw(ADDED)) + ". "
    quotations = [s for s in quotations_of(raw.frames, "s01") if not s.place[0] < at < s.place[1]]

    found = {
        m.quotation: m
        for m in reanchor(quotations_of(raw.frames, "s01"), text[:at] + added + text[at:])
    }

    for quotation in quotations:
        by = len(added) if quotation.place[0] >= at else 0
        assert found[quotation].new == (quotation.place[0] + by, quotation.place[1] + by), str(
            found[quotation]
        )
        assert found[quotation].words == quotation.quote


@pytest.mark.report
@settings(max_examples=12)
@given(data=st.data())
def test_a_sentence_taken_away_moves_what_is_behind_and_loses_its_own(raw, data):
    """A quotation elsewhere moves by the length; one of the lost words is never put elsewhere."""
    text = raw.texts["s01"]
    said = [s for s in sentences(text, 5461, "en") if s.kind == "sentence"]
    gone = data.draw(st.sampled_from(said))
    quotations = quotations_of(raw.frames, "s01")

    found = {m.quotation: m for m in reanchor(quotations, text[: gone.start] + text[gone.end :])}

    for quotation in quotations:
        start, end = quotation.place
        if end <= gone.start or start >= gone.end:
            by = gone.end - gone.start if start >= gone.end else 0
            assert found[quotation].new == (start - by, end - by), str(found[quotation])
        elif gone.start <= start and end <= gone.end:
            assert found[quotation].new is None, str(found[quotation])


def test_an_edit_is_offered_and_nothing_is_written_unasked(tables, source):
    """The offer names rows, old and new places and the way each was found; files stay."""
    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    before = contents(tables.data)
    found = offer(tables.data, tables.seeds)

    assert contents(tables.data) == before
    assert found.open == []
    first = next(
        str(m) for m in found.moved if m.quotation.table == "claims" and m.quotation.row == 1
    )
    assert first == (
        "data/claims.csv, row 3: 50–75 → 58–83, the only place: 'Concerns have been raised'"
    )


@pytest.mark.report
def test_what_is_written_loads_and_changes_only_what_moved(tables, source):
    """After writing, the tables fit the source; every cell that has no place in it is as before."""
    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    before = contents(tables.data)
    written = put(tables)
    write_description(tables.data, tables.seeds)
    after = tables.load()

    assert {path.name for path in written} == {
        "claims.csv", "copy_pairs.csv", "events.csv", "inconsistencies.csv", "mentions.csv",
        "sources.csv",
    }  # fmt: skip
    assert contents(tables.data).keys() == before.keys()
    assert after.sources.sha256[0] == hashlib.sha256(source.read_bytes()).hexdigest()
    for row in after.claims.itertuples():
        assert after.texts["s01"][row.start : row.end] == row.quote
    untouched = set(before) - {path.name for path in written} - {"datapackage.json"}
    assert all(contents(tables.data)[name] == before[name] for name in untouched)


def test_written_back_and_forth_the_files_are_the_same_bytes(tables, source):
    """Undoing the edit and writing again gives the very files there were."""
    old, new = "Concerns have been raised that", "In Asia Concerns have been raised that"
    before = contents(tables.data)
    edit(source, old, new)
    put(tables)
    edit(source, new, old)
    put(tables)

    assert contents(tables.data) == before


def test_changed_words_are_offered_with_how_alike_they_are(tables, source):
    """A word put for another inside a quotation gives the words that stand there now."""
    edit(source, "expand its international contacts", "widen its international contacts")
    found = {
        m.quotation.row: m
        for m in offer(tables.data, tables.seeds).moved
        if m.how.startswith("the closest")
    }

    # data/claims.csv, row 7, is c006: “expand its international contacts”.
    assert found[5].words == "widen its international contacts"
    assert found[5].how == "the closest words (0.86)"


@pytest.mark.report
def test_lost_words_are_listed_and_their_row_is_left(tables, source):
    """Where the words are nowhere there is nothing to write, and the row is named."""
    edit(source, "Concerns have been raised that the junta", "The junta")
    found = offer(tables.data, tables.seeds)

    assert any(line.startswith("data/claims.csv, row 3: 50–75 → ?") for line in found.open)
    assert not any(c.table == "claims" and c.row == 1 for c in found.changes)


def test_words_that_could_be_meant_in_two_ways_are_listed(tables, source):
    """The same line twice: nothing tells which of the two was quoted."""
    text = source.read_text(encoding="utf-8")
    source.write_text(text[:5461] + text[:5461] + text[5461:], encoding="utf-8", newline="\n")
    found = offer(tables.data, tables.seeds)

    assert any("could be any of 2 places" in line for line in found.open)


def test_other_faults_come_first(tables, source):
    """A table that cannot be read is mended before words are looked for."""
    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    tables.change("claims", 3, "factuality", "CT")

    with pytest.raises(FaultsError, match="row 3, column factuality"):
        offer(tables.data, tables.seeds)


def test_the_command_prints_offers_and_writes_when_asked(monkeypatch, capsys, tables, source):
    """`reanchor` returns 0 where every word was found; `reanchor --apply` writes."""
    folders = tables.data, tables.seeds
    monkeypatch.setattr(command, "offer", lambda: offer(*folders))
    monkeypatch.setattr(
        command, "write", lambda changes: write(changes, tables.data, kept_of(tables))
    )
    monkeypatch.setattr(command, "write_description", lambda _: write_description(*folders))
    assert command.COMMANDS["reanchor"]() == 0
    assert capsys.readouterr().out == "every quotation is in its place\n"

    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    assert command.COMMANDS["reanchor"]() == 0
    assert "`make reanchor APPLY=1` writes them" in capsys.readouterr().out
    assert command.COMMANDS["reanchor --apply"]() == 0
    assert "written: data/" in capsys.readouterr().out
    assert tables.faults() == []


def test_the_projects_own_quotations_stand_in_their_places():
    """Nothing is offered where nothing was edited."""
    found = offer()

    assert (found.moved, found.changes, found.open) == ([], [], [])
    assert not list(DATA.glob(".*.new"))


# What editors, mail and Windows do to a text that says the same.
SAME_WORDS = {
    "no-break blanks": lambda text: text.replace("North Korea", "North\u00a0Korea"),
    "narrow blanks": lambda text: text.replace(" the ", "\u2009the\u202f"),
    "wrapped": lambda text: "\n\n".join(fill(p, 72) for p in text.split("\n\n")),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "zero width": lambda text: text.replace("junta", "jun\u200bta"),
}


@pytest.mark.report
@pytest.mark.parametrize("change", SAME_WORDS.values(), ids=SAME_WORDS)
def test_the_same_words_with_other_blanks_are_found_and_accepted(tables, source, change):
    """What is written loads, has the words as the source has them now, and goes back again."""
    before, text = contents(tables.data), source.read_bytes()
    source.write_bytes(change(text.decode()).encode())
    # Line ends alone are told as a file to check out anew; a new hash makes them an edit.
    source.write_bytes(source.read_bytes() + b"\n")
    put(tables)
    write_description(tables.data, tables.seeds)
    after = tables.load()

    for row in after.claims.itertuples():
        assert after.texts["s01"][row.start : row.end] == row.quote
    source.write_bytes(text)
    put(tables)
    write_description(tables.data, tables.seeds)
    assert contents(tables.data) == before


def test_what_was_written_is_put_back_on_demand(tables, source):
    """The very files there were come back, once; nothing is kept then."""
    before = contents(tables.data)
    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    written = put(tables)

    assert sorted(undo(tables.data, kept_of(tables))) == sorted(written)
    assert contents(tables.data) == before
    assert undo(tables.data, kept_of(tables)) == []


def test_what_was_edited_since_is_not_put_back(tables, source):
    """A later edit by hand is never lost."""
    edit(source, "Concerns have been raised that", "In Asia Concerns have been raised that")
    put(tables)
    tables.change("claims", 3, "note", "By hand.")
    before = contents(tables.data)

    with pytest.raises(FaultsError, match=r"data/claims.csv — has been edited since"):
        undo(tables.data, kept_of(tables))
    assert contents(tables.data) == before


def test_nothing_is_written_that_the_check_refuses(tables, source):
    """A headline that is nearly gone, a cue that is: rows that would not fit are left to decide."""
    edit(source, "According to Leif-Eric Easley, a professor", "Leif-Eric Easley, a professor")
    found = offer(tables.data, tables.seeds)

    assert not any(c.table == "claims" and c.row in range(52, 59) for c in found.changes)
    assert any("column cue" in line and "According to" in line for line in found.open)


@pytest.mark.report
def test_an_offset_is_of_its_own_source(tables, source):
    """What is put before the words of one source moves nothing that is told in another."""
    other, record = tables.seeds / "s02.txt", tables.read("sources")
    other.write_text("News\n\nThe ferry strike ended.\n", encoding="utf-8")
    text = other.read_text(encoding="utf-8")
    row = dict(zip(record[0], record[1], strict=True))
    row |= {"source_id": "s02", "file": "s02.txt", "title": "News", "body_end": str(len(text))}
    row["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    tables.write("sources", [*record, list(row.values())])
    claims = tables.read("claims")
    claim = dict(zip(claims[0], claims[1], strict=True))
    claim |= {"claim_id": "x1", "source_id": "s02", "quote": "The ferry strike ended."}
    claim |= {"start": "6", "end": "29", "claim": "A strike ended."}
    tables.write("claims", [*claims, list(claim.values())])
    tables.write("evidence", [*tables.read("evidence"), ["e010", "x1"]])
    write_description(tables.data, tables.seeds)
    assert tables.faults() == []
    told = [row for row in tables.read("events") if row[0] == "e010"]

    edit(other, "The ferry", "A. The ferry")
    changes = offer(tables.data, tables.seeds).changes
    assert {change.table for change in changes} == {"sources", "claims"}
    put(tables)
    write_description(tables.data, tables.seeds)
    assert tables.faults() == []
    assert [row for row in tables.read("events") if row[0] == "e010"] == told
