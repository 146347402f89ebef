"""Words that an edit of the source moved: found again, offered, written only if asked."""

import hashlib
from pathlib import Path
from textwrap import fill
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import files_below
from dossier import __main__ as command
from dossier.coding.reanchored_tables import offer, undo, write
from dossier.coding.reanchoring import Alignment, quotations_of
from dossier.model.faults import FaultsError
from dossier.model.segmentation import sentences
from dossier.tables.data_package import write_description
from editing import Tables

pytestmark = pytest.mark.long

#: Whole words, so that an edit cuts none; none of them stands in the article.
ADDED = st.lists(
    st.sampled_from(["Zebras", "yawn", "quietly", "xylophones"]), min_size=1, max_size=6
)


#: Words of the invented story, and others that move all that stands behind them by eight.
OLD, NEW = "Mayor Ines Calder said", "In town Mayor Ines Calder said"


@pytest.fixture
def source(invented) -> Path:
    """The longer source of the copy."""
    return next(invented.seeds.glob("harbour*.txt"))


def edit(path: Path, old: str, new: str) -> None:
    """Replace words that stand once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def kept_of(tables: Tables) -> Path:
    """Where the tables of a copy are kept as they were."""
    return tables.data.parent / "kept"


def put(tables: Tables) -> list[Path]:
    """Write what is offered."""
    written = write(offer(tables.data, tables.seeds).changes, tables.data, kept_of(tables))
    describe(tables)
    return written


def describe(tables: Tables) -> None:
    """Bring the description of a copy up to date."""
    write_description(tables.data, tables.seeds, tables.bibliography)


@settings(max_examples=12)
@given(data=st.data())
def test_whole_sentences_added_or_taken_away_move_every_quotation_behind_them(raw, data):
    """A quotation before keeps its place, one behind moves by the length, a lost one is nowhere."""
    text = raw.texts["s01"]
    said = [s for s in sentences(text, 5461, "en") if s.kind == "sentence"]
    at = data.draw(st.sampled_from(said))
    added = data.draw(st.one_of(st.just(""), ADDED.map(lambda words: " ".join(words) + ". ")))
    gone = range(at.start, at.start if added else at.end)
    quotations = quotations_of(raw.frames, "s01")

    edited = text[: gone.start] + added + text[gone.stop :]
    found = {m.quotation: m for m in Alignment(quotations, edited).moves}

    for quotation in quotations:
        start, end = quotation.place
        if end <= gone.start or start >= gone.stop:
            by = len(added) - len(gone) if start >= gone.stop else 0
            assert found[quotation].new == (start + by, end + by), str(found[quotation])
            assert found[quotation].words == quotation.quote
        elif gone.start <= start and end <= gone.stop:
            assert found[quotation].new is None, str(found[quotation])


def test_an_edit_is_offered_and_nothing_is_written_unasked(invented, source):
    """The offer names rows, old and new places and the way each was found; files stay."""
    edit(source, OLD, NEW)
    before = files_below(invented.data)
    found = offer(invented.data, invented.seeds)

    assert files_below(invented.data) == before
    assert found.open == []
    moved = next(m for m in found.moved if m.quotation.table == "claims")
    assert str(moved) == (
        "data/claims.csv, row 3: 263–293 → 271–301, the only place: "
        "'cannot wait for another winter'"
    )


def test_what_is_written_loads_and_changes_only_what_moved(invented, source):
    """After writing, the tables fit the source; every cell that has no place in it is as before."""
    edit(source, OLD, NEW)
    before = files_below(invented.data)
    written = {path.name for path in put(invented)}
    after = invented.load()

    assert written == {"claims.csv", "events.csv", "mentions.csv", "sources.csv"}
    assert files_below(invented.data).keys() == before.keys()
    assert after.sources.sha256[0] == hashlib.sha256(source.read_bytes()).hexdigest()
    for row in after.claims.itertuples():
        assert after.texts[row.source_id][row.start : row.end] == row.quote
    untouched = set(before) - written - {"datapackage.json"}
    assert all(files_below(invented.data)[name] == before[name] for name in untouched)


def test_changed_words_are_offered_with_how_alike_they_are(invented, source):
    """A word put for another inside a quotation gives the words that stand there now."""
    edit(source, "We would lose the spring season", "We would miss the spring season")
    (found,) = [
        m for m in offer(invented.data, invented.seeds).moved if m.how.startswith("the closest")
    ]

    # data/claims.csv, row 7, is c006; of its 31 characters 28 are the same in their order.
    assert (found.quotation.table, found.quotation.row) == ("claims", 5)
    assert found.words == "We would miss the spring season"
    assert found.how == "the closest words (0.90)"


def test_lost_words_are_listed_and_their_row_is_left(invented, source):
    """Where the words are nowhere there is nothing to write, and the row is named."""
    edit(source, "She denies this. ", "")
    found = offer(invented.data, invented.seeds)

    assert any(line.startswith("data/claims.csv, row 13: 1419–1435 → ?") for line in found.open)
    assert not any(c.table == "claims" and c.row == 11 for c in found.changes)


def test_words_that_could_be_meant_in_two_ways_are_listed(invented, source):
    """The same lines twice: nothing tells which of the two was quoted."""
    text = source.read_text(encoding="utf-8")
    source.write_text(text + text, encoding="utf-8", newline="\n")
    found = offer(invented.data, invented.seeds)

    assert any("could be any of 2 places" in line for line in found.open)


def test_other_faults_come_first(invented, source):
    """A table that cannot be read is mended before words are looked for."""
    edit(source, OLD, NEW)
    invented.change("claims", 3, "factuality", "CT")

    with pytest.raises(FaultsError, match="row 3, column factuality"):
        offer(invented.data, invented.seeds)


def test_the_command_prints_offers_and_writes_when_asked(monkeypatch, capsys, invented, source):
    """`reanchor` returns 0 where every word was found; `reanchor --apply` writes."""
    folders = invented.data, invented.seeds
    monkeypatch.setattr(command, "offer", lambda: offer(*folders))
    monkeypatch.setattr(
        command, "write", lambda changes: write(changes, invented.data, kept_of(invented))
    )
    monkeypatch.setattr(command, "write_description", lambda _: describe(invented))
    assert command.COMMANDS["reanchor"]() == 0
    assert capsys.readouterr().out == "every quotation is in its place\n"

    edit(source, OLD, NEW)
    assert command.COMMANDS["reanchor"]() == 0
    assert "`make reanchor APPLY=1` writes them" in capsys.readouterr().out
    assert command.COMMANDS["reanchor --apply"]() == 0
    assert "written: data/" in capsys.readouterr().out
    assert invented.faults() == []


# What editors, mail and Windows do to a text that says the same.
SAME_WORDS = {
    "no-break and no blanks": lambda t: t.replace("h K", "h\u00a0K").replace(
        "junta", "jun\u200bta"
    ),
    "wrapped": lambda text: "\n\n".join(fill(p, 72) for p in text.split("\n\n")),
    "wrapped, from Windows": lambda text: (
        "\ufeff" + "\n\n".join(fill(p, 60) for p in text.split("\n\n")).replace("\n", "\r\n")
    ),
    "indented, in other forms": lambda text: (
        normalize("NFD", text.replace("\n", "\n\t"))
        .translate(str.maketrans("’“”,", '\'""，'))
        .replace("fi", "ﬁ")
        .replace("Korea", "Ko\u00adrea")
    ),
}


@pytest.mark.parametrize("change", SAME_WORDS.values(), ids=SAME_WORDS)
def test_the_same_words_with_other_blanks_are_found_and_accepted(tables, change):
    """What is written loads, has the words as the source has them now, and goes back again."""
    (source,) = tables.seeds.glob("*.txt")
    before, text = files_below(tables.data), source.read_bytes()
    # Line ends alone are told as a file to check out anew; one more makes them an edit.
    source.write_bytes(change(text.decode()).encode() + b"\n")
    put(tables)
    after = tables.load()

    for row in after.claims.itertuples():
        assert after.texts["s01"][row.start : row.end] == row.quote
    source.write_bytes(text)
    put(tables)
    assert files_below(tables.data) == before


def test_what_was_written_is_put_back_on_demand(invented, source):
    """The very files there were come back, once; nothing is kept then."""
    before = files_below(invented.data)
    edit(source, OLD, NEW)
    written = write(offer(invented.data, invented.seeds).changes, invented.data, kept_of(invented))

    assert sorted(undo(invented.data, kept_of(invented))) == sorted(written)
    assert files_below(invented.data) == before
    assert undo(invented.data, kept_of(invented)) == []


def test_what_was_edited_since_is_not_put_back(invented, source):
    """A later edit by hand is never lost."""
    edit(source, OLD, NEW)
    put(invented)
    invented.change("claims", 3, "note", "By hand.")
    before = files_below(invented.data)

    with pytest.raises(FaultsError, match=r"data/claims.csv — has been edited since"):
        undo(invented.data, kept_of(invented))
    assert files_below(invented.data) == before


def test_nothing_is_written_that_the_check_refuses(invented, source):
    """A row whose cue is gone from its line would not fit, and is left to decide."""
    edit(source, "Calder said on Tuesday", "Calder told us on Tuesday")
    found = offer(invented.data, invented.seeds)

    assert not any(c.table == "claims" and c.row == 1 for c in found.changes)
    assert any("column cue" in line and "'said'" in line for line in found.open)


def test_an_offset_is_of_its_own_source(invented):
    """What is put before the words of one source moves nothing that is told in another."""
    first = {row[0] for row in invented.read("claims") if row[1] == "s01"}
    before = invented.read("claims"), invented.read("events")
    edit(next(invented.seeds.glob("blue*.txt")), "Members of the", "All the members of the")
    put(invented)
    claims = invented.read("claims")

    assert invented.faults() == []
    assert invented.read("events") == before[1]
    assert claims != before[0]
    assert [r for r in claims if r[0] in first] == [r for r in before[0] if r[0] in first]
