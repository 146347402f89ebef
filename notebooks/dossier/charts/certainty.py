"""The charts of certainty: the ladder between two sides, and how surely each speaker speaks."""

from typing import Any

import altair as alt
import pandas as pd

from dossier.analysis.certainty import RUNGS
from dossier.charts.marks import broken, in_lines, sure_marks
from dossier.charts.primitives import pixels, words
from dossier.charts.tooltips import tooltips
from dossier.model.vocabulary import FACTUALITY, SPEECH
from dossier.publish.theme import CERTAINTY, Layout, light

__all__ = ["ladder", "sureness"]

_MARK, _LINE, _HEAD, _GAP = 16, 15, 22, 14
_FORMS = {code: SPEECH.word(code) for code in SPEECH.codes}


def ladder(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A unit chart of claims by rung, from question to deed: what each says, whose it is."""
    left = 0 if layout.narrow else 166
    width = layout.width - 12
    marked = max(data["count"]) * _MARK + 6
    room = width - left - marked
    cells, heads, bottom = _stacked(data, room, layout)
    at = pixels(width, -4, bottom)
    marks = cells.loc[cells.index.repeat(cells["count"])]
    place = marks.groupby(level=0).cumcount()
    claims = [listed[n] for listed, n in zip(marks.claims, place, strict=True)]
    marks = marks.assign(x=left + 7 + place * _MARK, claims=claims)
    said = in_lines(cells.assign(x=left + marked), room)
    whose = cells.assign(x=left + marked, words=cells.said_by, y=cells.y + cells.lines * _LINE)
    whose = in_lines(whose, room, 12, 14)
    counts = heads.assign(words=heads.number, y=heads.y + (0 if layout.narrow else 17))
    counts = counts.assign(x=width if layout.narrow else 0)
    side = "right" if layout.narrow else "left"
    rules = heads.assign(x=0, y=heads.y - 16)
    tooltip = tooltips("claims", "what", "speaker")
    drawn = [mark.encode(tooltip=tooltip) for mark in sure_marks(marks, at)]
    layers = [
        alt.Chart(rules).mark_rule(color=light("rule")).encode(**at, x2=alt.datum(width)),
        *drawn,
        words(heads.assign(x=0), at, align="left", fontSize=13, fontWeight="bold"),
        words(counts, at, align=side, color=light("muted")),
        words(said, at, align="left"),
        words(whose, at, align="left", fontSize=12, color=light("muted")),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + 4)


def _stacked(
    data: pd.DataFrame, room: float, layout: Layout
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """The rows with the places of their marks, the headings of the rungs, and the lower edge."""
    cells = data.assign(
        words=data.what,
        said_by=[f"{r.speaker} · {' '.join(r.claims)}" for r in data.itertuples()],
    )
    cells["lines"] = _lines(cells.words, room, 12)
    cells["tall"] = cells.lines * _LINE + _lines(cells.said_by, room, 12) * 14 + 9
    rows, heads, y = [], [], 14.0
    for rung, group in cells.groupby("rung", sort=False):
        number = int(group["count"].sum())
        number_of = f"{number} claim{'s' if number > 1 else ''}"
        heads.append({"words": RUNGS[str(rung)], "number": number_of, "y": y + 2})
        first = y + (_HEAD + 2 if layout.narrow else 2)
        tops = first + group.tall.cumsum() - group.tall
        rows += list(tops)
        y = max(first + group.tall.sum(), y + 54) + _GAP
    return cells.assign(y=rows), pd.DataFrame(heads), y - _GAP


def _lines(said: pd.Series, room: float, size: float) -> pd.Series:
    broken = in_lines(pd.DataFrame({"words": said, "y": 0.0}), room, size)
    return broken.groupby(level=0).size()


def sureness(data: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    """A cross-tabulation of claims by speaker and form of speech against certainty."""
    codes = [code for code in FACTUALITY.words if code in set(data.factuality)]
    step, left = (26, 0) if layout.narrow else (27, 396)
    width = layout.width - 12
    column = (width - left) / len(codes)
    places = _rows(data.drop_duplicates(["speaker", "speech"]).reset_index(), step, layout)
    bottom = places.y.max() + step / 2
    at = pixels(width, -34, bottom)
    cells = data.merge(places[["speaker", "speech", "y"]])
    cells = cells.assign(how=cells.speech.map(_FORMS), evidence=cells.evidence.map(" ".join))
    cells["x"] = left + cells.factuality.map(codes.index) * column + 14
    heads = pd.DataFrame({"words": ["\n".join(broken(FACTUALITY.word(c), 56)) for c in codes]})
    heads["y"] = -12.0 - 12 * heads.words.str.count("\n")
    heads["x"] = [left + 1 + i * column for i in range(len(codes))]
    first = places[~places.speaker.duplicated()].assign(x=0)
    names = first.assign(words=first.speaker, y=first.name_y)
    said = places.assign(words=places.speech.map(_FORMS), y=places.said_y, x=places.said_x)
    layers = [
        alt.Chart(first.assign(y=first.top))
        .mark_rule(color=light("rule"))
        .encode(**at, x2=alt.datum(width)),
        *_boxes(cells, at),
        words(heads, at, align="left", color=light("muted")),
        words(names, at, align="left", fontWeight="bold"),
        words(said, at, align="left" if layout.narrow else "right", fontSize=12, color=_MUTED),
    ]
    return alt.layer(*layers).properties(width=width, height=bottom + 34)


_MUTED = light("muted")


def _rows(forms: pd.DataFrame, step: float, layout: Layout) -> pd.DataFrame:
    """A row per speaker and form of speech, with the places of its boxes and labels."""
    if not layout.narrow:
        y = pd.Series([(i + 0.5) * step for i in range(len(forms))])
        return forms.assign(y=y, top=y - step / 2, name_y=y, said_y=y, said_x=376)
    rows, y, last = [], 0.0, ""
    for speaker in forms.speaker:
        y += 22 if speaker != last else 2
        rows.append({"top": y - 22, "name_y": y - 9, "said_y": y + 7, "y": y + 26, "said_x": 0})
        y, last = y + 43, speaker
    return forms.assign(**pd.DataFrame(rows))


def _boxes(cells: pd.DataFrame, at: dict[str, Any]) -> list[alt.Chart]:
    """Full for what is stated as fact, hollow for everything short of it or denied."""
    sure = cells.factuality == "CT+"
    tooltip = tooltips("evidence", "speaker", "how", "claims", told="Certainty")
    full, open_ = CERTAINTY["asserted"], CERTAINTY["possible"]
    looks = ((sure, full, full, light("paper")), (~sure, open_, "transparent", open_))
    layers = []
    for mask, stroke, fill, ink in looks:
        base = alt.Chart(cells[mask]).encode(**at)
        box = base.mark_point(shape=_BOX, size=484, strokeWidth=1.5, opacity=1)
        layers += [
            box.encode(stroke=alt.StrokeValue(stroke), fill=alt.FillValue(fill), tooltip=tooltip),
            words(cells[mask].assign(words=cells[mask].claims.astype(str)), at, color=ink),
        ]
    return layers


_BOX = "M-1.15,-0.85H1.15V0.85H-1.15Z"
