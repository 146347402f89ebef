"""The look of charts: contrast by the formula of WCAG, one theme, a dark twin for each colour."""

import re

import pytest

from dossier.publish import chart_colours_and_sizes as theme

TEXT = ["ink", "muted"]
MARKS = ["blue", "red", "green", "purple", "grey"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("role", "least"), [(r, 4.5) for r in TEXT] + [(r, 3.0) for r in MARKS], ids=TEXT + MARKS
)
def test_colours_stand_out_from_the_page(role, least, mode):
    """WCAG 2.2 asks 4.5:1 of text (1.4.3) and 3:1 of graphics (1.4.11), light and dark."""
    colour, paper = (getattr(theme.PALETTE[r], mode) for r in (role, "paper"))

    assert contrast(colour, paper) >= least


def test_every_role_is_text_a_mark_a_rule_or_the_paper():
    """A colour added to the palette has to be measured here."""
    assert set(theme.PALETTE) == {*TEXT, *MARKS, "rule", "paper"}


def test_two_meanings_have_a_colour_of_their_own():
    """What is asked about and the record of other pages alone have a hue."""
    assert len({theme.light("ink"), theme.FOCUS, theme.RECORD}) == 3


def test_each_colour_of_the_palette_turns_into_its_dark_twin():
    """One rule for fills and one for strokes, each under the given selector; no rule twice."""
    rules = theme.dark_rules("[data-theme=dark]").splitlines()
    pattern = re.compile(r'(\S+) \[(fill|stroke)="(#\w{6})"\] \{ \2: light-dark\(\3, (#\w{6})\) \}')
    found = [pattern.fullmatch(rule).groups() for rule in rules]

    assert {scope for scope, *_ in found} == {"[data-theme=dark]"}
    assert {(light, dark) for *_, light, dark in found} == {
        (colour.light, colour.dark) for colour in theme.PALETTE.values()
    }
    assert len({(attribute, light) for _, attribute, light, *_ in found}) == len(rules)
