"""The cards at evidence links: what each says, and the files they are loaded from."""

import pytest

from dossier.analysis.evidence import claims_behind
from sphinx_dossier.evidence.cards import cards, mentioned
from sphinx_dossier.evidence.evidence_role import evidence_links


def test_everything_that_evidence_can_name_has_a_card(dossier, domain):
    """Every claim and every item has one card, on the page it stands on."""
    found = dict(cards(dossier, domain))

    assert set(found) == set(claims_behind(dossier))
    for item, card in found.items():
        assert card["page"] == domain.page_of(item)
        assert card["words"].strip()
        assert all(line.strip() for line in card["lines"])


@pytest.mark.report
def test_a_claims_card_has_its_words_its_chain_its_certainty_and_what_others_found(dossier, domain):
    """By hand, from the row of c012 in claims.csv and the checks made on it."""
    card = dict(cards(dossier, domain))["c012"]

    assert card["words"] == "“Tin Maung Swe was appointed an envoy to Pyongyang on September 11”"
    assert card["lines"] == [
        "Radio Free Asia’s Burmese-language programming → Radio Free Asia → This article",
        "Paraphrased, stated as fact.",
        "Findings from other pages: context only.",
    ]
    assert (card["speaker"], card["speech"], card["certainty"]) == (
        "rfa_burmese",
        "indirect",
        "asserted",
    )


@pytest.mark.report
def test_a_claim_names_the_actors_whose_mentions_lie_in_its_words(dossier):
    """By hand: c012 names the envoy and the place he is sent to, by the words they stand in."""
    names = dossier.names()

    assert "Tin Maung Swe" in {names[actor] for actor in mentioned(dossier)["c012"]}
    for claim, actors in mentioned(dossier).items():
        row = dossier.rows("claims").loc[claim]
        for actor in actors:
            quotes = dossier.mentions[dossier.mentions.actor_id == actor].quote
            assert any(quote in row.quote for quote in quotes), (claim, actor)


@pytest.mark.report
def test_an_unknown_id_is_told_with_a_near_one():
    """Whatever its pattern, an id that nothing has is refused with the nearest that there is."""
    with pytest.raises(KeyError, match="no claim or item has the id 'sp-01': use 'sp01'"):
        evidence_links(["c001", "sp-01"])


def test_a_claim_gives_its_whole_sentence(dossier, domain):
    """Before, words and after are together words of the source, from a sentence’s first to last."""
    given = dict(cards(dossier, domain))
    for claim in dossier.claims.itertuples():
        card, text = given[claim.claim_id], dossier.texts[claim.source_id]
        whole = card["before"] + claim.quote + card["after"]
        start = claim.start - len(card["before"])
        assert text[start : start + len(whole)] == whole
        assert start in {span.start for span in dossier.sentences(claim.source_id)}
        assert start + len(whole) in {span.end for span in dossier.sentences(claim.source_id)}
