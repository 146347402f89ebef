"""One sheet of styles for every page: the rules of the theme that are needed, then the report's.

The theme's sheets serve every book that Sphinx can make. Here a rule stays only if the classes it
asks for stand somewhere in the built pages or in a script that sets them.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NOT = re.compile(r":not\([^()]*\)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_IN_PAGE = re.compile(r'\bclass="([^"]*)"')
#: At-rules that hold rules of their own.
_NESTING = ("media", "supports")
#: What the theme would otherwise repeat as a style element in every page.
CODE_COLOURS = """
body { --color-code-background: #f8f8f8; --color-code-foreground: #000 }
@media not print {
  body[data-theme="dark"] { --color-code-background: #202020; --color-code-foreground: #d0d0d0 }
  @media (prefers-color-scheme: dark) {
    body:not([data-theme="light"]) {
      --color-code-background: #202020; --color-code-foreground: #d0d0d0
    }
  }
}
"""


def names_in_use(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Every class of the pages, and every word of the scripts, as any of those may become one."""
    found = {name for page in pages for group in _IN_PAGE.findall(page) for name in group.split()}
    return found.union(*(_WORD.findall(script) for script in scripts))


def needed(sheet: str, names: set[str]) -> str:
    """A sheet without comments, source maps and the rules that ask for a class not in `names`.

    >>> needed("a.used{top:0} .idle{top:1px} @media print{.idle{top:0}}", {"used"})
    'a.used{top:0}'
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, (_kept(rule, names) for rule in rules)))


def _kept(rule: Node, names: set[str]) -> str:
    if isinstance(rule, QualifiedRule):
        selector = _asked(rule.prelude, names)
        return f"{selector}{{{tinycss2.serialize(rule.content).strip()}}}" if selector else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTING:
        inner = needed(tinycss2.serialize(rule.content), names)
        prelude = tinycss2.serialize(rule.prelude)
        return f"@{rule.at_keyword}{prelude}{{{inner}}}" if inner else ""
    return rule.serialize()


def _asked(prelude: list[Node], names: set[str]) -> str:
    """The selectors of a list that can match something, as a list."""
    parts: list[list[Node]] = [[]]
    for token in prelude:  # a comma inside brackets is inside its token
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    selectors = (tinycss2.serialize(part).strip() for part in parts)
    return ",".join(s for s in selectors if set(_CLASS.findall(_NOT.sub("", s))) <= names)


def classes_of(folder: Path) -> set[str]:
    """The names in use in a folder of built pages, whose own scripts stand in `_static`."""
    pages = (p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.html")))
    scripts = sorted(p for p in (folder / "_static").rglob("*.js") if p.name != "vega.js")
    return names_in_use(pages, (p.read_text(encoding="utf-8") for p in scripts))
