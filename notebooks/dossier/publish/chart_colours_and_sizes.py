"""How charts look: one palette with its dark twin, one font, one set of sizes.

Colours are chosen for a contrast of at least 3:1 with the page (marks) or 4.5:1 (text), in light
and in dark, and never carry a meaning alone. The page switches a drawn chart to dark by style
rules generated from this palette (`dark_rules`), so no chart has to be drawn twice for it.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt

#: The sans of the pages and of the PDF; both bring it, and the drawing library is given it, so text
#: that fits on one machine fits on every other.
FONT = "'Report Sans', Arial, Helvetica, sans-serif"


@dataclass(frozen=True)
class Colour:
    """One role of the palette on a light and on a dark page."""

    light: str
    dark: str

    @property
    def pair(self) -> str:
        """Both as one value of CSS."""
        return f"light-dark({self.light}, {self.dark})"


PALETTE: dict[str, Colour] = {
    "ink": Colour("#1b1a17", "#e8e5dd"),
    "muted": Colour("#5c584f", "#aaa79e"),
    "rule": Colour("#dcd8cd", "#393b3d"),
    "paper": Colour("#fdfcf8", "#15171a"),
    "blue": Colour("#1d5b96", "#8fbfec"),
    "red": Colour("#b3261e", "#ff8f85"),
    "green": Colour("#00805f", "#3cb992"),  # code in print
    "purple": Colour("#8a3d6e", "#d48abb"),  # code in print
    "grey": Colour("#85806f", "#918e84"),
}


def light(role: str) -> str:
    """The light-page colour of a role: what charts are drawn with."""
    return PALETTE[role].light


#: What the report asks about has a colour of its own; certainty is told by fill, and by none.
FOCUS = light("red")
#: What other pages say has another: the independent record.
RECORD = light("blue")


@dataclass(frozen=True)
class Layout:
    """The room a chart has: its name, and the width of the whole drawing in pixels."""

    name: str
    width: int

    @property
    def narrow(self) -> bool:
        """Whether the chart is for a phone: fewer labels, one column, stacked."""
        return self.name == "narrow"


WIDE = Layout("wide", 720)
NARROW = Layout("narrow", 340)
LAYOUTS = (WIDE, NARROW)


@alt.theme.register("dossier", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """The Altair theme of every chart."""
    text = {"labelColor": light("muted"), "titleColor": light("ink"), "titleFontWeight": "normal"}
    axis: dict[str, Any] = {
        **text,
        "domainColor": light("rule"),
        "gridColor": light("rule"),
        "tickColor": light("rule"),
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 400,
    }
    config: dict[str, Any] = {
        "font": FONT,
        "background": None,
        "aria": False,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {**text, "labelFontSize": 12, "titleFontSize": 12, "orient": "top"},
        "header": {**text, "labelFontSize": 13, "labelColor": light("ink")},
        "text": {"color": light("ink"), "fontSize": 12},
        "title": {"color": light("ink"), "fontSize": 13, "anchor": "start"},
    }
    return alt.theme.ThemeConfig(config=config)  # type: ignore[typeddict-item]  # a plain dict


def dark_rules(scope: str = "") -> str:
    """Style rules that turn every palette colour of a drawn chart into its dark twin.

    They hold where the colour scheme is dark. `scope` is the selector of the drawings to turn; all
    of a file where it is empty.
    """
    return "\n".join(
        f'{scope} [{attribute}="{colour.light}"] {{ {attribute}: {colour.pair} }}'.lstrip()
        for colour in PALETTE.values()
        for attribute in ("fill", "stroke")
    )
