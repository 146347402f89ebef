"""What is wrong with a date: what EDTF has and these tables do not keep, and slips of writers."""

import re
import tomllib
from pathlib import Path

__all__ = ["ALLOWED", "reason"]

ALLOWED = (
    "an EDTF date such as 2023-09-11, 2023-09?, 2023-21 (spring), 200X, an interval 2021-02/.. "
    "(it lasted), or a set [1983-10-09..2008-12-31] (on some day in that range)"
)
_READ = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_REFUSED = [(re.compile(found["form"], re.DOTALL), found["why"]) for found in _READ["refused"]]


def reason(text: str) -> str:
    """What is wrong with a text that is no date here."""
    return next((why for form, why in _REFUSED if form.fullmatch(text)), f"must be {ALLOWED}")
