"""Evidence: ids in texts, the way from every item to its claims, and the way back."""

import pytest

from dossier.analysis.evidence import claims_behind, items, parse_ids, uses_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c011", ["c011"]),
        ("c011,e002", ["c011", "e002"]),
        (" c011 , e002\nj01 ", ["c011", "e002", "j01"]),
        ("sp01 sp01", ["sp01", "sp01"]),
        ("c-new-1, beijing-1", ["c-new-1", "beijing-1"]),
    ],
)
def test_ids_stand_between_commas_or_blanks(text, expected):
    """Ids are read in their order, repeated ones too."""
    assert parse_ids(text) == expected


@pytest.mark.parametrize("text", ["", " ", "11", "C011", "c011;e002", "c011,", "-c1", "c.1"])
def test_what_is_not_formed_like_an_id_is_refused(text):
    """A part that is no id raises ValueError and says what ids look like."""
    with pytest.raises(ValueError, match="an id is lower-case letters"):
        parse_ids(text)


@pytest.mark.report
def test_every_item_leads_to_claims_and_every_claim_to_itself(dossier):
    """From any evidence id there is a way to at least one claim, in the order of the text."""
    behind = claims_behind(dossier)
    starts = dossier.rows("claims").start

    assert set(behind) == {*items(dossier), *dossier.claims.claim_id}
    for found in behind.values():
        assert found
        assert list(starts[found]) == sorted(starts[found])
    assert all(behind[claim] == [claim] for claim in dossier.claims.claim_id)


def test_the_way_back_is_the_way_there_reversed(dossier):
    """A claim is used by an item exactly where the item rests on the claim.

    Uses come in the order of the tables: events before spells before ties before judgements.
    """
    there = {(i, c) for i, found in claims_behind(dossier).items() for c in found if i != c}
    uses, order = uses_of(dossier), list(items(dossier))
    back = {(i, c) for c, found in uses.items() for i in found}

    assert there == back == set(dossier.evidence.itertuples(index=False, name=None))
    for found in uses.values():
        assert [order.index(i) for i in found] == sorted(order.index(i) for i in found)
