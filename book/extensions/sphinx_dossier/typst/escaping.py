"""Typst source made from values: the one place where text is escaped.

Text of tables, sources and chapters enters Typst as a string literal and never as markup, so no
character in it can mean anything. Everything else is a call of a function of `book/pdf/`.
"""

import re
from collections.abc import Sequence

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = re.compile(r'[\x00-\x1f\x7f"\\]')


def string(words: str) -> str:
    r"""A Typst string literal.

    >>> string('#import "x" \\')
    '"#import \\"x\\" \\\\"'
    """
    return f'"{_CONTROL.sub(_escape, words)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{{{ord(match[0]):x}}}")


def text(words: str) -> str:
    r"""Words as content, white space as in prose: any run of it is one space.

    >>> text("a  b\n*c*")
    '#"a b *c*"'
    """
    return "#" + string(re.sub(r"[ \t\r\n]+", " ", words)) if words else ""


def value(given: object) -> str:
    """A Python value as a Typst literal: text, number, truth, nothing, or a list of these.

    >>> value(["fr", 1, None, True])
    '("fr", 1, none, true,)'
    """
    if given is None or isinstance(given, bool):
        return {None: "none", True: "true", False: "false"}[given]
    if isinstance(given, int | float):
        return str(given)
    if isinstance(given, str):
        return string(given)
    if isinstance(given, Sequence):
        return "(" + "".join(f"{value(item)}, " for item in given).rstrip(" ") + ")"
    raise TypeError(f"no Typst literal for {given!r}")


def call(function: str, /, *content: str, **named: object) -> str:
    """A call in markup: named arguments are values, content arguments are markup.

    >>> call("ref", '#"c011"', target="book/article#c011")
    '#ref(target: "book/article#c011")[#"c011"]'
    """
    arguments = ", ".join(f"{key.replace('_', '-')}: {value(v)}" for key, v in named.items())
    return f"#{function}({arguments})" + "".join(f"[{part}]" for part in content)
