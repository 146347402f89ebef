"""The folder of data described as a whole: RO-Crate 1.1.

See w3id.org/ro/crate/1.1. Dates are the day of release.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dossier.exports.file_list import CRATE, File
from dossier.model.citation import LICENCE, authors, cited, released
from dossier.tables.data_package import DESCRIPTION, TITLE


def crate(files: Iterable[File], contents: Mapping[str, bytes]) -> dict[str, Any]:
    """The content of `ro-crate-metadata.json` for the files of a folder."""
    others = [file for file in files if file.path != CRATE]
    people = [
        {"@id": f"#author-{number}", "@type": "Organization", "name": name}
        for number, name in enumerate(authors(), start=1)
    ]
    licence = {
        "@id": LICENCE.path,
        "@type": "CreativeWork",
        "name": LICENCE.title,
        "identifier": LICENCE.name,
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": str(cited()["version"]),
        "datePublished": released().isoformat(),
        "license": {"@id": LICENCE.path},
        "author": [{"@id": person["@id"]} for person in people],
        "hasPart": [{"@id": file.path} for file in others],
    }
    parts = [_part(file, contents[file.path]) for file in others]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [_DESCRIPTOR, root, licence, *people, *parts],
    }


_DESCRIPTOR = {
    "@id": CRATE,
    "@type": "CreativeWork",
    "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    "about": {"@id": "./"},
}


def _part(file: File, content: bytes) -> dict[str, Any]:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path.rpartition("/")[2],
        "description": file.holds,
        "encodingFormat": file.media,
        "contentSize": str(len(content)),
    }
