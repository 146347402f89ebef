"""The coding as Web Annotations, against the W3C Recommendation of 23 February 2017."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from dossier.exports.annotations import annotations
from dossier.model.paths import SEEDS

#: w3.org/TR/annotation-model, 3.3.5: the motivations.
MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing"}
MOTIVATIONS |= {"highlighting", "identifying", "linking", "moderating", "questioning", "replying"}
MOTIVATIONS |= {"tagging"}


@pytest.fixture(scope="module")
def collection(exported):
    """The file, read back."""
    return json.loads(exported["annotations.jsonld"])


def targets(note: dict) -> list[dict]:
    """The target or targets of a note."""
    return note["target"] if isinstance(note["target"], list) else [note["target"]]


def test_the_collection_and_its_page_have_what_the_model_requires(collection):
    """Sections 5.1 and 5.2: context, id, type, total, first; the page names its collection."""
    page = collection["first"]

    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(page["items"])
    assert (page["type"], page["partOf"], page["startIndex"]) == (
        "AnnotationPage",
        collection["id"],
        0,
    )
    assert "next" not in page


def test_every_note_has_an_id_of_its_own_a_motivation_and_bodies_with_purposes(collection):
    """Sections 3.1, 3.2.4 and 3.3.5: one id and at least one target; ids are IRIs, none twice."""
    notes = collection["first"]["items"]
    ids = [note["id"] for note in notes]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i) for i in ids)
    for note in notes:
        assert note["type"] == "Annotation"
        assert note["motivation"] in MOTIVATIONS
        assert {body["type"] for body in note["body"]} == {"TextualBody"}
        assert {body["purpose"] for body in note["body"]} <= MOTIVATIONS
        assert all(body["value"] for body in note["body"])


@pytest.mark.report
def test_words_place_and_context_are_those_of_the_article_and_lead_to_one_place(collection):
    """Sections 4.2.4 and 4.2.5: code points, end exclusive; prefix and suffix stand around.

    A quote selector means every match; here there is one, so that a moved text can be found. The
    source is named as RFC 6920, section 3, has it: the digest in base64url without padding.
    """
    (path,) = SEEDS.glob("*.txt")
    text, digest = path.read_bytes().decode("utf-8"), hashlib.sha256(path.read_bytes())
    named = base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
    for target in (one for note in collection["first"]["items"] for one in targets(note)):
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        kinds = quote["type"], position["type"]
        assert kinds == ("TextQuoteSelector", "TextPositionSelector")
        assert quote["exact"] == text[start:end] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert target["source"]["id"] == f"ni:///sha-256;{named}"
        assert target["source"]["schema:sha256"] == digest.hexdigest()


def test_a_claim_says_its_words_its_speaker_and_how_sure(collection, dossier):
    """One note a claim, a mention and an inconsistency; a claim's bodies are the table's cells.

    The other side of an inconsistency is a second target.
    """
    notes = {note["schema:identifier"]: note for note in collection["first"]["items"]}
    rows = len(dossier.claims) + len(dossier.mentions) + len(dossier.inconsistencies)

    assert len(notes) == rows
    for row in dossier.claims.itertuples():
        own, speaker, told = notes[row.claim_id]["body"]
        assert own["value"] == row.claim
        assert speaker["schema:identifier"] == row.speaker
        assert speaker["value"] == dossier.names()[row.speaker]
        assert told["schema:identifier"] == row.factuality
    for row in dossier.inconsistencies.itertuples():
        sides = targets(notes[row.inconsistency_id])
        quotes = [side["selector"][0]["exact"] for side in sides]
        assert quotes == [q for q in (row.quote, row.other_quote) if q]


@pytest.mark.report
def test_notes_on_a_second_copy_of_the_text_have_ids_of_their_own(dossier):
    """Two sources may have the same bytes, as a story and its reprint; their notes are two."""
    frames = dict(dossier.frames)
    again = dossier.sources.assign(source_id="s02")
    frames["sources"] = pd.concat([dossier.sources, again], ignore_index=True)
    mentions = [dossier.mentions, dossier.mentions.assign(source_id="s02")]
    frames["mentions"] = pd.concat(mentions, ignore_index=True)
    texts = dict.fromkeys(("s01", "s02"), dossier.texts["s01"])
    notes = annotations(replace(dossier, frames=frames, texts=texts))["first"]["items"]

    for name in ("id", "schema:identifier"):
        assert len({note[name] for note in notes}) == len(notes)
