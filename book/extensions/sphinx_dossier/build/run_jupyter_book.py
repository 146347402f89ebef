"""Jupyter Book's own command, run as a program by builds that are to be published.

It is the same command; the fork server of the kernels starts beside it and not after it, and it
ends as soon as all is written, or at once where somebody presses Ctrl-C: what a killed build leaves
is mended by the next.
"""

import os
import signal
import sys
from pathlib import Path

from sphinx_dossier.build.kernels import start_server
from sphinx_dossier.build.startup import start_lean

#: The exit code of a program that Ctrl-C has ended, as shells have it.
_STOPPED = 130


def main() -> None:
    """Build; ends the process."""
    # Not by an exception: notebooks would run to their end first, and each part print where it was.
    signal.signal(signal.SIGINT, lambda *_: os._exit(_STOPPED))
    start_server()
    start_lean()
    from jupyter_book.cli.main import main as build  # takes a second

    from sphinx_dossier.build.builders import speak_plainly
    from sphinx_dossier.build.settings import contents_faults

    speak_plainly()  # before Sphinx says its first word
    if found := [*map(str, contents_faults(Path("_toc.yml")))]:
        sys.exit("\n".join(found))  # Jupyter Book would end in a traceback
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
