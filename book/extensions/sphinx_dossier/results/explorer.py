"""The network to explore, ``:::{network-explorer}``: an actor and its neighbours, or the sides.

It stands beside a figure that says the same without a script and on paper, where it is left out.
Its data is a script element that is never run; `network.js` draws it.
"""

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.analysis import network
from dossier.model.vocabulary_loader import CERTAINTIES, SIGN
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.link_rendering import status_icons


class explorer(nodes.General, nodes.Element):  # noqa: N801 - docutils style
    """The place of the network; what it holds is looked up when it is written."""


class ExplorerDirective(SphinxDirective):
    """The network of all ties, to explore where there is a script."""

    def run(self) -> list[nodes.Node]:
        """Its place."""
        return [explorer()]


def visit_html(self: Any, node: explorer) -> None:
    """The selects, the room for the drawing and the list of ties, and the data."""
    del node
    domain, page = dossier_domain(self.builder), self.builder.current_docname
    data = json.dumps(_data(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    ties = load_once().ties.tie_id
    listed = self.builder.get_relative_uri(page, domain.page_of(ties.iloc[0])) if len(ties) else ""
    red = f", and red where one is of {escape(_focus())}" if _focus() else ""
    self.body.append(_HTML.format(red=red, filters=_filters(), listed=escape(listed), data=data))
    raise nodes.SkipNode


_HTML = """<section class="network" aria-label="Network to explore" data-listed="{listed}" hidden>
<p><strong>The same ties as a network.</strong> Choose a side or an actor to see it with its
neighbours. A line is thicker for more ties, broken where none is stated as fact{red}.</p>
<form class="filters" autocomplete="off">{filters} <button type="reset">All sides</button></form>
<p class="network-said" role="status"></p>
<div class="network-stage" role="group" aria-label="Actors; choose one to see its ties"></div>
<ul class="network-ties" tabindex="0" aria-label="Ties"></ul>
</section>
<script type="application/json" id="network-data">{data}</script>"""


def _data() -> dict[str, Any]:
    """The actors with their sides, and every tie with what it can be narrowed by."""
    dossier = load_once()
    frame, names, sides = network.ties(dossier), dossier.names(), network.sides(dossier)
    tied = sorted({*frame.from_actor, *frame.to_actor})
    return {
        "actors": {actor: [names[actor], sides[actor]] for actor in tied},
        "ties": [
            {"id": tie.tie_id, "ends": [tie.from_actor, tie.to_actor], "label": tie.label}
            | {"kind": tie.kind, "focus": bool(tie.focus), "sign": tie.sign}
            | {"certainty": tie.certainty}
            | {"time": network.period(tie.valid), "mark": list(status_icons()[tie.tie_id])}
            for tie in frame.itertuples()
        ],
        "focus": _focus(),
        "words": {"sign": SIGN.words},
    }


def _focus() -> str:
    """The kinds of tie that the report asks about."""
    kinds = load_once().tie_kinds
    return " or ".join(kinds.kind[kinds.focus])


def _filters() -> str:
    frame = load_once().ties
    times = {network.period(valid) for valid in frame.valid}
    ordered = [*sorted(times - {"undated"}), "undated"]
    known = load_once().tie_kinds.kind
    kinds = {kind: kind.replace("_", " ") for kind in known[known.isin(frame.kind)]}
    choices: dict[str, dict[str, str]] = {
        "actor": {},
        "kind": kinds,
        "sign": dict(SIGN.words),
        "certainty": CERTAINTIES,
        "time": {time: time for time in ordered},
    }
    return " ".join(
        f'<label><span>{name.capitalize()}</span> <select name="{name}">'
        f"<option value=''>all</option>{_options(options)}</select></label>"
        for name, options in choices.items()
    )


def _options(options: dict[str, str]) -> str:
    return "".join(f'<option value="{escape(v)}">{escape(w)}</option>' for v, w in options.items())
