"""Controlled vocabularies: the code lists of `vocabularies.toml`, each with its source.

The table schemas, the checks, the codebook chapter and the data package all read from here, and
so does whatever prints a code in words (`dossier.publish.labels`). The codes of a report's own
subject are tables of its data (`tie_kinds`, `goods`), or in `report_vocabularies.toml` beside them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier.model.paths import DATA


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes with what each one means.

    `words` are the labels that a reader sees for codes that are no words themselves, `plurals`
    those of several things of one code where they are other words.
    """

    title: str
    source: str
    terms: dict[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    @property
    def codes(self) -> list[str]:
        """The codes, in the order they are defined."""
        return list(self.terms)

    def word(self, code: str) -> str:
        """The label of a code.

        >>> FACTUALITY.word("PS+"), VOCABULARIES["EVENT_TYPE"].word("CONSULT")
        ('possible', 'consult')
        """
        return self.words.get(code, code.replace("_", " ").lower())

    def counted(self, code: str, count: int) -> str:
        """How many things have a code, in words.

        >>> VERDICT.counted("agrees", 1), VERDICT.counted("agrees", 2)
        ('1 agrees', '2 agree')
        """
        word = self.word(code)
        return f"{count} {self.plurals.get(code, word) if count > 1 else word}"


def described(name: str) -> dict[str, Any]:
    """What a TOML file of the package describes, and then what the report's own in data/ adds."""
    paths = (Path(__file__).with_name(name), DATA / f"report_{name}")
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths if path.is_file()]
    return {key: about for found in read for key, about in found.items()}


def _read() -> tuple[dict[str, Vocabulary], dict[str, list[str]]]:
    """All vocabularies, and the modes that each event type allows."""
    listed = described("vocabularies.toml")
    modes = {kind: found.split() for kind, found in listed["EVENT_TYPE"].pop("modes").items()}
    listed["EVENT_MODE"]["codes"] = {
        mode: "with " + ", ".join(kind for kind, found in modes.items() if mode in found)
        for mode in sorted({mode for found in modes.values() for mode in found})
    }
    return {name: _vocabulary(**about) for name, about in listed.items()}, modes


def _vocabulary(title: str, source: str, codes: dict[str, str | dict[str, str]]) -> Vocabulary:
    about = {code: {"meaning": at} if isinstance(at, str) else at for code, at in codes.items()}
    meanings, words, plurals = (
        {code: at[key] for code, at in about.items() if key in at}
        for key in ("meaning", "word", "plural")
    )
    return Vocabulary(title, source, meanings, words, plurals)


#: Every vocabulary by its name, in the order of the files.
VOCABULARIES, _MODES = _read()

ACTOR_KIND = VOCABULARIES["ACTOR_KIND"]
CARRIER = VOCABULARIES["CARRIER"]
CHECKABLE = VOCABULARIES["CHECKABLE"]
CONSISTENCY = VOCABULARIES["CONSISTENCY"]
CREDIBILITY = VOCABULARIES["CREDIBILITY"]
FACTUALITY = VOCABULARIES["FACTUALITY"]
INCONSISTENCY_KIND = VOCABULARIES["INCONSISTENCY_KIND"]
LIKELIHOOD = VOCABULARIES["LIKELIHOOD"]
MENTION_FORM = VOCABULARIES["MENTION_FORM"]
RELIABILITY = VOCABULARIES["RELIABILITY"]
SEVERITY = VOCABULARIES["SEVERITY"]
SIGN = VOCABULARIES["SIGN"]
SPEECH = VOCABULARIES["SPEECH"]
VERDICT = VOCABULARIES["VERDICT"]

#: The classes of `certainty`, as a reader sees them.
CERTAINTIES = {"asserted": "stated as fact", "possible": "less than certain", "denied": "denied"}


def modes_of(event_type: str) -> list[str]:
    """The PLOVER modes an event type allows; empty for types that have none.

    >>> modes_of("CONSULT")
    ['visit', 'third-party', 'multilateral', 'phone']
    """
    return _MODES.get(event_type, [])


def certainty(factuality: str) -> str:
    """A factuality code in three classes: asserted, possible or denied.

    Asserted is what the speaker presents as certainly so; possible whatever falls short of that,
    from probable to left open; denied whatever is presented as not so.

    >>> certainty("PS+")
    'possible'
    """
    if factuality == "CT+":
        return "asserted"
    return "denied" if factuality.endswith("-") else "possible"
