"""The cards at evidence links: what each says, and the files they are loaded from."""

import json
import re

from dossier.analysis.evidence import claims_behind
from dossier.model.schema import TABLES
from sphinx_dossier.evidence.cards import cards, mentioned, write_cards


def test_everything_that_evidence_can_name_has_a_card(dossier, domain):
    """Every claim and every item has one card, on the page it stands on."""
    found = dict(cards(dossier, domain))

    assert set(found) == set(claims_behind(dossier))
    for item, card in found.items():
        assert card["page"] == domain.page_of(item)
        assert card["words"].strip()
        assert all(line.strip() for line in card["lines"])


def test_a_claims_card_has_its_words_its_chain_its_certainty_and_what_others_found(dossier, domain):
    """By hand, from the row of c012 in claims.csv and the checks made on it."""
    card = dict(cards(dossier, domain))["c012"]

    assert card["words"] == "“Tin Maung Swe was appointed an envoy to Pyongyang on September 11”"
    assert card["lines"] == [
        "Radio Free Asia’s Burmese-language programming → Radio Free Asia → This article",
        "The article paraphrases somebody; the speaker presents it as certainly so (CT+).",
        "Independent findings: borne out.",
    ]
    assert (card["speaker"], card["speech"], card["told"]) == (
        "rfa_burmese",
        "indirect",
        "asserted",
    )


def test_a_claim_names_the_actors_whose_mentions_lie_in_its_words(dossier):
    """By hand: c012 names the envoy and the place he is sent to, by the words they stand in."""
    names = dossier.names()

    assert "Tin Maung Swe" in {names[actor] for actor in mentioned(dossier)["c012"]}
    for claim, actors in mentioned(dossier).items():
        row = dossier.rows("claims").loc[claim]
        for actor in actors:
            quotes = dossier.mentions[dossier.mentions.actor_id == actor].quote
            assert any(quote in row.quote for quote in quotes), (claim, actor)


def test_the_files_hold_every_card_once_a_hundred_to_a_file(tmp_path, dossier, domain):
    """An id is in the file of its letters and its hundred, as the script that loads it expects."""
    write_cards(tmp_path, dossier, domain)
    seen = {}
    for path in tmp_path.iterdir():
        letters, number = re.fullmatch(r"([a-z]+)-(\d+)\.js", path.name).groups()
        text = path.read_text(encoding="utf-8")
        content = json.loads(text.removeprefix("reportCards(").removesuffix(");\n"))
        for item in content:
            assert item.startswith(letters)
            assert int(item.removeprefix(letters)) // 100 == int(number)
        seen |= content

    assert sorted(seen) == sorted(dict(cards(dossier, domain)))
    assert {re.match("[a-z]+", i)[0] for i in seen} <= {t.prefix for t in TABLES.values()}
