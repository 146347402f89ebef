"""Citations: each looks up the plugin that prints it, among all packages of the environment.

There are as many citations as findings, so the plugin is looked up once and kept.
"""

from functools import cache

import pybtex.plugin
from sphinx.application import Sphinx


def setup_citations(app: Sphinx) -> None:
    """Keep what has been looked up for as long as the build runs."""
    del app
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = cache(pybtex.plugin.find_plugin)
