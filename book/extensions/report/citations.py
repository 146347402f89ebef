"""Citations: each looks for the plugins that print it, among all packages of the environment.

There are more citations than findings, so the plugins are found once and registered.
"""

from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx

_KIND, _NAMES = "pybtex.backends", ("plaintext", "docutils")


def setup_citations(app: Sphinx) -> None:
    """Find what citations are printed with."""
    del app
    for name in _NAMES:
        register_plugin(_KIND, name, find_plugin(_KIND, name), force=True)
