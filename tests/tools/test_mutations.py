"""Mistakes of every known kind: each is reported where it is, or harmless by a rule with a name."""

import pytest

from dossier.model.schema import TABLES
from mutate import HARMLESS, harmless, results
from mutations import KINDS, mutations

# They spoil the tables that this report has, each in every way.
pytestmark = pytest.mark.report

#: So many are tried in the suite; `make mutations` tries a thousand and more.
NUMBER = 90


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Every mistake with what became of it."""
    return list(results(NUMBER, tmp_path_factory.mktemp("bench")))


@pytest.mark.long
def test_no_mistake_is_silent_and_each_is_told_where_it_is(found):
    """A mistake is reported with its file and its row, or harmless by one of the named rules."""
    bad = [
        (what, mutation, [str(f) for f in faults[:2]])
        for mutation, what, faults in found
        if what != "reported" and what not in HARMLESS
    ]

    assert bad == []


@pytest.mark.long
def test_the_mistakes_are_of_every_kind_and_most_are_reported(found):
    """No two alike; the rules of harmless change are for what no check can tell."""
    assert len({(mutation.file, mutation.content) for mutation, _, _ in found}) == NUMBER
    assert {mutation.kind for mutation, _, _ in found} == set(KINDS)
    assert sum(what == "reported" for _, what, _ in found) > 0.8 * NUMBER


def test_the_mistakes_are_the_same_every_time():
    """Chance is seeded: a mistake that was silent once can be tried again."""
    one, other = ([(m.kind, m.file, m.content) for m in mutations(30)] for _ in range(2))

    assert one == other


# Each is a change of one cell, and the rule that the schema's description of its column gives.
@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("claims", "note", "Other words.", "other words of ours"),
        ("claims", "note", "", "left empty"),
        ("claims", "factuality", "PS-", "another code"),
        ("ties", "directed", "false", "another code"),
        ("ties", "to_actor", "putin", "another row"),
        ("events", "date", "1999", "another date"),
        ("claims", "start", "7", ""),
        ("claims", "quote", "Other words", ""),
        ("claims", "claim", "", ""),
        ("sources", "title", "Another", ""),
        ("sources", "file", "other.txt", ""),
        ("events", "event_id", "e900", "another name"),
    ],
)
def test_a_rule_of_harmless_change_is_given_by_the_kind_of_the_column(
    raw, table, column, value, rule
):
    """Words of ours, codes, ids and dates may change; places and words of the source not."""
    before = raw.frames[table]
    after = raw.changed((table, int(before.index[0]), column, value)).frames[table]
    if rule == "left empty":
        before = raw.changed((table, int(before.index[0]), column, "Words.")).frames[table]

    assert harmless(TABLES[table], before, after, raw.frames) == rule


def test_a_lost_row_is_harmless_only_where_nothing_refers_to_it(raw):
    """A mention fewer is another coding; a claim or an event that others name is none."""
    for table, rule in (("mentions", "rows fewer"), ("claims", ""), ("events", "")):
        before = raw.frames[table]
        assert harmless(TABLES[table], before, before.iloc[:-1], raw.frames) == rule
