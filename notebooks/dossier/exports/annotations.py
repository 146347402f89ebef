"""The coding as notes on the article: W3C Web Annotations (w3.org/TR/annotation-model).

Each note points at words twice, by the words with what stands around them, and by their place:
code points of the text, the end exclusive, as the model and the tables both count. The article has
no address known here; it is named by the SHA-256 of its bytes (RFC 6920), which names this very
text and no other. Ids are made from that hash, the source and the row, so that they never change
and no two sources share one.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dossier.model.citation import LICENCE, authors, released
from dossier.model.vocabulary_loader import FACTUALITY, INCONSISTENCY_KIND, MENTION_FORM, Vocabulary
from dossier.tables.data_package import TITLE
from dossier.tables.load import Dossier

#: How many characters before and after the words are given to find them by.
CONTEXT = 32


def annotations(dossier: Dossier) -> dict[str, Any]:
    """All notes as one collection with one page: claims, mentions, inconsistencies."""
    items = [*_claims(dossier), *_mentions(dossier), *_inconsistencies(dossier)]
    hashes = " ".join(dossier.sources.sha256)
    whole = _id(hashes, "annotations")
    page = {
        "id": _id(hashes, "annotations/1"),
        "type": "AnnotationPage",
        "partOf": whole,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": whole,
        "type": "AnnotationCollection",
        "label": TITLE,
        "creator": [{"type": "Organization", "name": name} for name in authors()],
        "modified": f"{released().isoformat()}T00:00:00Z",
        "rights": LICENCE.path,
        "total": len(items),
        "first": page,
    }


def _claims(dossier: Dossier) -> Iterator[dict[str, Any]]:
    names = dossier.names()
    for row in dossier.claims.to_dict("records"):
        body = [
            _words("describing", row["claim"]),
            _words("identifying", names[row["speaker"]], "speaker", row["speaker"]),
            _code(FACTUALITY, row["factuality"], "factuality"),
        ]
        yield _note(dossier, row, row["claim_id"], "describing", body)


def _mentions(dossier: Dossier) -> Iterator[dict[str, Any]]:
    names = dossier.names()
    for row in dossier.mentions.to_dict("records"):
        key = f"{row['source_id']}/{row['actor_id']}/{row['start']}-{row['end']}"
        body = [
            _words("identifying", names[row["actor_id"]], "actor", row["actor_id"]),
            _code(MENTION_FORM, row["form"], "form"),
        ]
        yield _note(dossier, row, key, "identifying", body)


def _inconsistencies(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for row in dossier.inconsistencies.to_dict("records"):
        body = [
            _words("assessing", row["note"]),
            _code(INCONSISTENCY_KIND, row["kind"], "kind"),
        ]
        note = _note(dossier, row, row["inconsistency_id"], "assessing", body)
        if row["other_quote"]:
            other = _target(dossier, row["source_id"], row["other_start"], row["other_end"])
            note["target"] = [note["target"], other]
        yield note


def _note(
    dossier: Dossier, row: dict[str, Any], key: str, motivation: str, body: list[dict[str, Any]]
) -> dict[str, Any]:
    source = row["source_id"]
    return {
        "id": _id(dossier.about[source].sha256, key),
        "type": "Annotation",
        "schema:identifier": key,
        "motivation": motivation,
        "body": body,
        "target": _target(dossier, source, row["start"], row["end"]),
    }


def _target(dossier: Dossier, source: str, start: int, end: int) -> dict[str, Any]:
    text = dossier.texts[source]
    start, end = int(start), int(end)
    about = dossier.about[source]
    return {
        "type": "SpecificResource",
        "source": {
            "id": _named_by(about.sha256),
            "type": "Text",
            "format": "text/plain",
            "language": about.language,
            "schema:name": about.title,
            "schema:sha256": about.sha256,
        },
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - CONTEXT) : start],
                "suffix": text[end : end + CONTEXT],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _words(purpose: str, words: str, column: str = "", code: str = "") -> dict[str, str]:
    """Words as a body; `column` and `code` say which cell of the tables they stand for."""
    cell = {"schema:propertyID": column, "schema:identifier": code} if column else {}
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": words,
        "format": "text/plain",
        "language": "en",
    } | cell


def _code(vocabulary: Vocabulary, code: str, column: str) -> dict[str, str]:
    return _words("classifying", vocabulary.terms[code], column, code)


def _id(digest: str, key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{digest}#{key}')}"


def _named_by(digest: str) -> str:
    """The name of a text by its SHA-256 in hexadecimal digits, after RFC 6920.

    >>> _named_by("ff" * 32)
    'ni:///sha-256;__________________________________________8'
    """
    return "ni:///sha-256;" + urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
