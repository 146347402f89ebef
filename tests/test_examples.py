"""The examples in the package's docstrings are true."""

import doctest
import importlib

import pytest

from dossier.paths import NOTEBOOKS

NAMES = [f"dossier.{path.stem}" for path in sorted((NOTEBOOKS / "dossier").glob("[a-z]*.py"))]


@pytest.mark.parametrize("name", NAMES)
def test_examples_in_docstrings_hold(name):
    """Each example gives what the docstring says it gives."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", ["dates", "evidence", "faults", "numbers", "text", "vocabulary"])
def test_modules_with_small_functions_show_examples(name):
    """Where a call fits on a line the docstring shows one, and the test above runs it."""
    assert doctest.testmod(importlib.import_module(f"dossier.{name}")).attempted > 0
