"""Settings of the book: keys of `_config.yml` that nothing reads, rows of `_toc.yml` that fail.

Looked at before anything runs: a slip of the keyboard is told in seconds, with its row, and not by
a book that lacks a page or has a title that nobody chose.
"""

import json
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

import yaml
from jupyter_book.config import PATH_JSON_SCHEMA, PATH_YAML_DEFAULT
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from dossier.model.faults import Fault, nearest, summed_up

#: What Jupyter Book reads, and lists neither among its defaults nor in its schema.
_UNLISTED = ("project",)
#: What sphinx-external-toc takes for the ending of a file that is named without one.
_ENDINGS = ("", ".md", ".ipynb", ".rst")


def check_settings(app: Sphinx, config: Config) -> None:
    """Raise ExtensionError with every fault of the two files of settings, all at once."""
    found = setting_faults(Path(app.srcdir), config.values)
    if found:
        raise ExtensionError("\n".join(["the settings of the book:", *summed_up(found)]))


def setting_faults(folder: Path, sphinx: Collection[str]) -> list[Fault]:
    """The faults of the settings in a folder; `sphinx` are the names of Sphinx's own settings."""
    return [
        *_unknown_keys(folder / "_config.yml", sphinx),
        *contents_faults(folder / "_toc.yml"),
    ]


def _unknown_keys(path: Path, sphinx: Collection[str]) -> Iterator[Fault]:
    known = _known() | {"sphinx.config": sorted({*sphinx, "extensions"})}
    for section, row, key, _ in _entries(path):
        if key in known.get(section, [key]):
            continue
        homes = [name for name in known if name and key in known[name]]
        where = f"below {section!r}" if section else "at the top"
        use = f"it belongs below {homes[0]!r}" if homes else nearest(key, known[section])
        yield Fault(path.name, row, "", key, f"no such setting {where}; {use}")


def _known() -> dict[str, list[str]]:
    """The keys that Jupyter Book reads, at the top (under no name) and in each of its sections."""
    listed = yaml.safe_load(PATH_YAML_DEFAULT.read_text(encoding="utf-8"))
    schema = json.loads(PATH_JSON_SCHEMA.read_text(encoding="utf-8"))["properties"]
    known = {"": sorted({*listed, *schema, *_UNLISTED})}
    for section in known[""]:
        inside = listed.get(section)
        names = {*schema.get(section, {}).get("properties", ())}
        names |= {*inside} if isinstance(inside, dict) else set()
        known |= {section: sorted(names)} if names else {}
    return known


def contents_faults(path: Path) -> Iterator[Fault]:
    """The rows of a table of contents that name a file which is not there, or named before."""
    rows: dict[str, int] = {}
    for _, row, key, name in _entries(path):
        if key not in ("file", "root"):
            continue
        file = path.parent / name
        first = rows.setdefault(name.removesuffix(".md").removesuffix(".ipynb"), row)
        if first != row:
            yield Fault(path.name, row, "", name, f"row {first} names it too; take one of them out")
        elif not any(Path(f"{file}{ending}").is_file() for ending in _ENDINGS):
            beside = [found.stem for found in file.parent.glob("*") if found.suffix in _ENDINGS[1:]]
            close = get_close_matches(file.name, sorted(beside), n=1)
            use = f"use {Path(name).with_name(close[0]).as_posix()!r}? " if close else ""
            allowed = "there is no such file; name one of the book, or take the row out"
            yield Fault(path.name, row, "", name, f"{use}{allowed}")


def _entries(path: Path) -> Iterator[tuple[str, int, str, str]]:
    """Every key of a YAML file: the keys above it, its row, itself, and its value if a word."""

    def below(node: yaml.Node | None, section: str) -> Iterator[tuple[str, int, str, str]]:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from below(item, section)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                word = value.value if isinstance(value, yaml.ScalarNode) else ""
                yield section, key.start_mark.line + 1, key.value, word
                yield from below(value, f"{section}.{key.value}".lstrip("."))

    yield from below(yaml.compose(path.read_text(encoding="utf-8")), "") if path.exists() else ()
