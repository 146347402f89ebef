"""The coded tables of this article: what they promise, and how they hang together."""

import pytest

from dossier.model.paths import DATA
from dossier.model.schema import EVIDENCED, TABLES

SPANS = [("mentions", ""), ("claims", ""), ("inconsistencies", ""), ("inconsistencies", "other_")]


# What was promised of the coding: over a hundred claims, over forty actors, about sixty
# occurrences (at least fifty), eighty or more ties, dozens of inconsistencies (two at least);
# 126 independent facts, each used or set aside, and four hypotheses or more.
@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("claims", 101),
        ("actors", 41),
        ("events", 50),
        ("ties", 80),
        ("inconsistencies", 24),
        ("checks", 126),
        ("hypotheses", 4),
    ],
)
def test_the_tables_hold_at_least_what_was_promised(dossier, table, least):
    """Each table has the promised number of rows."""
    assert len(dossier.frames[table]) >= least


@pytest.mark.parametrize(("table", "prefix"), SPANS)
def test_every_quote_is_its_slice_of_the_source(dossier, table, prefix):
    """Words and place agree, character for character."""
    frame = dossier.frames[table]
    frame = frame[frame[f"{prefix}quote"] != ""]
    found = zip(
        frame.source_id, frame[f"{prefix}start"], frame[f"{prefix}end"], frame[f"{prefix}quote"],
        strict=True,
    )  # fmt: skip

    assert len(frame) > 0
    for source, start, end, quote in found:
        assert dossier.texts[source][int(start) : int(end)] == quote


@pytest.mark.parametrize(("table", "prefix"), SPANS)
def test_the_furniture_of_the_page_is_never_quoted(dossier, table, prefix):
    """No words are taken from “Leave a Reply” or what follows it."""
    furniture = {source: t.index("Leave a Reply") for source, t in dossier.texts.items()}
    frame = dossier.frames[table]
    last = frame[f"{prefix}end"].fillna(0)

    assert (last <= frame.source_id.map(furniture)).all()


@pytest.mark.parametrize(("table", "prefix"), SPANS)
def test_quotes_start_and_end_with_words(dossier, table, prefix):
    """A span has no blanks around it, stays on one line and cuts no letter from its accent."""
    quotes = dossier.frames[table][f"{prefix}quote"]

    assert (quotes == quotes.str.strip()).all()
    assert not quotes.str.contains("\n").any()


@pytest.mark.parametrize("table", EVIDENCED)
def test_every_item_rests_on_claims(dossier, table):
    """Each event, spell, tie, inconsistency and judgement has at least one claim."""
    items = dossier.frames[table][TABLES[table].key[0]]
    rests = dossier.evidence.groupby("item_id").claim_id.nunique()

    assert items.isin(rests.index).all()
    assert dossier.evidence.claim_id.isin(dossier.claims.claim_id).all()


def test_every_mention_and_every_part_is_of_an_actor_who_exists(dossier):
    """Mentions, participants, speakers, chains and ties name actors of the table."""
    actors = set(dossier.actors.actor_id)
    named = [
        *dossier.mentions.actor_id, *dossier.participants.actor_id, *dossier.claims.speaker,
        *dossier.claims.chain.str.split(">").explode(), *dossier.ties.from_actor,
        *dossier.ties.to_actor, *dossier.spells.from_actor, *dossier.spells.to_actor,
        *dossier.actors.affiliation[dossier.actors.affiliation != ""],
    ]  # fmt: skip

    assert set(named) <= actors


def test_every_actor_is_mentioned_in_the_text(dossier):
    """All but the article itself, which speaks without naming itself, are named somewhere."""
    assert set(dossier.actors.actor_id) - set(dossier.mentions.actor_id) <= {"article"}


def test_own_voice_is_a_chain_of_one_and_every_chain_ends_at_the_article(dossier):
    """A claim in the article's own voice has one link; all others lead to the article."""
    chains = dossier.claims.chain.str.split(">")
    own = dossier.claims.speech == "own_voice"

    assert (chains[own].str.len() == 1).all()
    assert (chains[~own].str.len() > 1).all()
    assert (chains.str[0] == dossier.claims.speaker).all()
    assert (chains.str[-1] == "article").all()
    assert all(len(set(chain)) == len(chain) for chain in chains)


def test_the_words_that_attribute_are_in_the_source(dossier):
    """A cue stands in the text, and only reported claims have one."""
    for claim in dossier.claims.itertuples():
        assert claim.cue in dossier.texts[claim.source_id], claim.claim_id
        assert bool(claim.cue) == (claim.speech != "own_voice"), claim.claim_id


def test_claims_and_events_stand_in_the_order_of_telling(dossier):
    """Claims are sorted by where they start, events by where their source first tells them."""
    ends = dossier.sources.set_index("source_id").body_end
    assert dossier.claims.groupby("source_id").start.is_monotonic_increasing.all()
    assert dossier.events.groupby("source_id").told_at.is_monotonic_increasing.all()
    assert (dossier.events.told_at < dossier.events.source_id.map(ends)).all()


def test_nobody_is_tied_to_themselves(dossier):
    """A tie and a spell join two different actors."""
    assert (dossier.ties.from_actor != dossier.ties.to_actor).all()
    assert (dossier.spells.from_actor != dossier.spells.to_actor).all()


def test_codes_of_other_lists_have_their_form(dossier):
    """ISO 3166-1 alpha-3 is three capitals; a Wikidata item is Q and a number."""
    assert dossier.actors.country.str.fullmatch(r"[A-Z]{3}|").all()
    assert dossier.actors.wikidata.str.fullmatch(r"Q[1-9]\d*|").all()


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_files_are_kept_in_one_form(path):
    """UTF-8 with LF alone, no mark, no blank line, one line end at the end."""
    content = path.read_bytes()

    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert b"\n\n" not in content
    assert content.endswith(b"\n")
