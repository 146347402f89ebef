"""Jupyter Book's own command, run as a program by builds that are to be published.

It is the same command; what kernels need starts beside it and not after it, and it ends as soon
as all is written.
"""

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[4]


def main() -> None:
    """Build; ends the process."""
    sys.path[:1] = [str(_ROOT / "book" / "extensions"), str(_ROOT / "notebooks")]
    from sphinx_dossier.build.forking import begin
    from sphinx_dossier.build.warm import begin_lean

    begin()
    begin_lean()
    from jupyter_book.cli.main import main as build  # takes a second

    sys.argv[0] = "jupyter-book"
    try:
        build()
    except SystemExit as ended:
        if ended.code:
            raise
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # giving back the memory of a build object by object takes another second


if __name__ == "__main__":
    main()
