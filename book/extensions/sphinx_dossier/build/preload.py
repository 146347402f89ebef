"""What every notebook needs, imported and loaded once: the fork server imports this module."""

import gc
import importlib
import pkgutil
import signal
from contextlib import suppress

from sphinx_dossier.build.startup import start_lean


def preload() -> None:
    """Import the kernel and the whole package, and load the tables."""
    import dossier

    for name in ("ipykernel.kernelapp", "ipykernel.debugger", "psutil"):  # each kernel asks for all
        importlib.import_module(name)
    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    with suppress(importlib.import_module("dossier.model.faults").FaultsError):  # the build tells
        importlib.import_module("dossier.tables.load").load_current()
    # pandas looks once, when it is imported, whether it is in a notebook.
    importlib.import_module("pandas").set_option("display.max_columns", 20)


signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word; the build tells
start_lean()
preload()
gc.freeze()  # so that no kernel looks through, and thereby copies, what all of them share
