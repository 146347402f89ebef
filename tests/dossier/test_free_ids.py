"""Ids are names: a row is added under any free one, and no other row changes."""

from dossier.analysis.evidence import claims_behind, uses_of
from dossier.model.schema import TABLES
from dossier.tables.frozen_ids import reused_id_faults
from dossier.tables.load import Dossier
from dossier.tables.second_pass import read_rounds
from editing import Tables, place, places

#: What the article takes for granted in its second sentence: between c009 and c010.
WORDS = "its ambassador to China"


def add_claims(tables: Tables, names: list[str], source: str) -> Dossier:
    """The copy with some claims more, and the event that rests on them too (e006 is of c009)."""
    rows, at = tables.read("claims"), source.index(WORDS)
    place = ["s01", str(at), str(at + len(WORDS)), WORDS]
    coded = ["article", "article", "", "own_voice", "CT+", "yes", "Presupposed by “its”."]
    new = [[name, *place, f"A claim that only a test makes: {name}.", *coded] for name in names]
    ids = [row[0] for row in rows]
    tables.write("claims", [*rows[: ids.index("c010")], *new, *rows[ids.index("c010") :]])
    tables.write("evidence", [*tables.read("evidence"), *(["e006", name] for name in names)])
    return tables.load()


def test_claims_are_added_in_the_middle_under_any_free_name(tables, dossier):
    """The next number, one with a gap and other patterns: no fault, and old rows as they were."""
    names = [f"c{len(dossier.claims) + 1}", "c9000", "c-new-1", "beijing-1"]
    before = {table: tables.path(table).read_text("utf-8").splitlines() for table in TABLES}
    grown = add_claims(tables, names, dossier.texts["s01"])
    behind, uses = claims_behind(grown), uses_of(grown)

    told = list(grown.claims.claim_id)
    rests = [*claims_behind(dossier)["e006"], *names]
    assert behind.pop("e006") == sorted(rests, key=told.index)
    for name in names:
        assert (behind.pop(name), uses.pop(name)) == ([name], ["e006"])
        assert grown.table_of[name] == "claims"
        assert told.index("c009") < told.index(name) < told.index("c010")
    assert behind == {i: c for i, c in claims_behind(dossier).items() if i != "e006"}
    assert uses == uses_of(dossier)
    for table, lines in before.items():
        now = tables.path(table).read_text("utf-8").splitlines()
        assert [line for line in now if line in set(lines)] == lines
        assert len(now) - len(lines) == len(names) * (table in ("claims", "evidence"))


def test_an_id_that_a_round_froze_is_not_used_for_other_words(tables):
    """Two claims that change names are told, with the events and ties that rest on others now."""
    rows = tables.read("claims")
    rows[1][0], rows[-1][0] = rows[-1][0], rows[1][0]
    tables.write("claims", rows)
    found = [fault for fault in tables.faults() if "never used again" in fault.allowed]

    keys = {("claims", 0): "claim_id", ("claims", len(rows) - 2): "claim_id"}
    keys |= {("events", 0): "event_id", ("ties", 0): "tie_id"}
    assert {place(*row, key) for row, key in keys.items()} <= places(found)


def test_a_frozen_id_may_be_gone_and_its_words_may_have_moved(raw):
    """A row taken away is no other row; words that an edit moved are the same words."""
    claims = raw.frames["claims"]
    moved = claims.assign(start=[str(int(at) + 2000) for at in claims.start])
    moved["end"] = [str(int(at) + 2000) for at in claims.end]
    for one in read_rounds():
        for frame in (claims[claims.claim_id != "c115"], moved):
            assert list(reused_id_faults([one], raw.frames | {"claims": frame})) == []
