"""Status icons: what stands behind a reference, as a small icon with an accessible name.

A claim, event or tie has the icon of how sure its speaker is (FactBank), an independent finding
that of what it does to the claim it bears on.
"""

from functools import cache
from typing import NamedTuple

from dossier.tables.load import load_once

#: Factuality as an icon: its class in the style sheet, and its words.
_SURE = {
    "CT+": ("fact", "stated as fact"),
    "PR+": ("probable", "probable"),
    "PS+": ("possible", "possible"),
    "CT-": ("denied", "denied"),
    "PR-": ("denied", "probably not so"),
    "PS-": ("denied", "possibly not so"),
}
_OPEN = ("open", "left open")
#: The verdict of a finding as an icon.
_VERDICTS = {
    "agrees": ("agrees", "agrees"),
    "more_precise": ("agrees", "agrees and is more precise"),
    "differs": ("differs", "differs"),
    "contradicts": ("differs", "contradicts"),
}
_CONTEXT = ("context", "gives context")


class StatusIcon(NamedTuple):
    """An icon: its class in the style sheet, and its name for who cannot see it."""

    sign: str
    name: str


@cache
def status_icons() -> dict[str, StatusIcon]:
    """The icon of every item that has one of its own."""
    dossier = load_once()
    found: dict[str, StatusIcon] = {}
    for table, key in (("claims", "claim_id"), ("events", "event_id"), ("ties", "tie_id")):
        frame = dossier.frames[table]
        if "factuality" in frame:
            sure = (_SURE.get(code, _OPEN) for code in frame.factuality)
            found |= {item: StatusIcon(*one) for item, one in zip(frame[key], sure, strict=True)}
    verdicts = (_VERDICTS.get(code, _CONTEXT) for code in dossier.checks.verdict)
    return found | {
        i: StatusIcon(*v) for i, v in zip(dossier.checks.check_id, verdicts, strict=True)
    }
