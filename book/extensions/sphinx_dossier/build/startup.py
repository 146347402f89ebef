"""Spared start-up costs of the processes of a build, called before anything heavy is imported."""

import gc
import sys


def start_lean() -> None:
    """Spare what costs time and serves no build.

    jsonschema can do without one grammar of web addresses, built anew at every import in a second,
    and a kernel without a debugger.
    Looking for reference cycles as often as Python does takes a fifth of the time of a build, which
    keeps nearly all it makes: a page read back is half a million objects.
    """
    for name in ("rfc3987_syntax", "debugpy"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None: not to be had
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)
