"""What the files of a figure hold: its pictures, its data as CSV, and what makes it live.

They stand in `_static/figures/` under the name of the figure, and a page of its data in
`figures/`. Pages ask for them by an address that ends in a digest of their content, or of the
library's versions, so that a reader's browser never keeps an old one.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from html import escape
from importlib import metadata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from dossier.analysis.evidence import CUT_ABOVE, SHOWN, parse_ids
from dossier.exports import csv_injection
from dossier.model.paths import BOOK
from dossier.publish.chart_colours_and_sizes import dark_rules
from dossier.publish.results import EVIDENCE
from dossier.publish.svg import VEGALITE, vega_bundle
from dossier.publish.vega_lite import tips
from sphinx_dossier.build.domain import DossierDomain, dossier_domain
from sphinx_dossier.build.notebook_outputs import draw, take_drawings
from sphinx_dossier.evidence.evidence_role import evidence_links
from sphinx_dossier.evidence.link_rendering import address_of, evidence_link

FOLDER = "_static/figures"
PAGES = "figures"
_SENTENCE = re.compile(r'(href(?:="|":"))#(([\w-]+)\.\d+)"')
_VEGA = f"vl-convert {metadata.version('vl-convert-python')}, Vega-Lite {VEGALITE}"


def picture_file(content: Mapping[str, Any], layout: str) -> str:
    """The name of a picture in the folder of figures."""
    return f"{content['name']}-{layout}.svg"


def data_page(name: str) -> str:
    """The page with the data of a figure."""
    return f"{PAGES}/{name}"


def scripts(domain: DossierDomain, content: Mapping[str, Any]) -> list[str]:
    """What a live chart needs, below `_static/`: the library, the panel, and the figure's own."""
    panel = (BOOK / "static" / "marks.js").read_text(encoding="utf-8")
    own = _digest(script(domain, content))
    return [
        f"vega.js?v={_digest(_VEGA)}",
        f"marks.js?v={_digest(panel)}",
        f"figures/{content['name']}.js?v={own}",
    ]


def draw_figures(app: Sphinx) -> None:
    """Draw what has changed; `take_figures` takes it over in the build's own process."""
    draw(dossier_domain(app.env).outputs, _kept(app))


def take_figures(app: Sphinx) -> None:
    """Give every figure what `draw_figures` has drawn of it."""
    take_drawings(dossier_domain(app.env).outputs, _kept(app))


def _kept(app: Sphinx) -> Path:
    return Path(app.outdir).parent / ".drawings"


def write_vega(app: Sphinx) -> None:
    """The Vega library of the pinned version as one script, without names of its own.

    It is put together in two seconds, and kept as long as its version is the same.
    """
    kept = Path(app.outdir).with_name(f".vega-{_digest(_VEGA)}.js")
    if not kept.is_file():
        new = kept.with_suffix(".new")
        new.write_text(f"(function(){{{vega_bundle()}}})();\n", encoding="utf-8")
        new.replace(kept)
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, folder / "vega.js")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def picture(drawing: str, title: str, description: str) -> str:
    """A drawing as a file of its own: named and described, and dark where its page is."""
    tag, rest = drawing.split(">", 1)
    named = 'aria-labelledby="title" aria-describedby="description"'
    tag = re.sub(r'aria-label="[^"]*"', named, tag)
    dark = f":root {{ color-scheme: light dark }}\n{dark_rules()}"
    return (
        f'{tag}><title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(description)}</desc><style>{dark}</style>{rest}\n'
    )


def script(domain: DossierDomain, content: Mapping[str, Any]) -> str:
    """The script that hands a figure to the page: its specifications, and links to evidence.

    The links are given by the text of ids that a mark names; many are cut to a link to the data.
    """
    specs = {
        layout: {key: value for key, value in spec.items() if key != "description"}
        for layout, spec in content["specs"].items()
    }
    told = sorted({text for spec in specs.values() for text in named_evidence(spec)})
    figure = {
        "specs": specs,
        "evidence": {text: _line(domain, text, content["name"]) for text in told},
    }
    text = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    text = lead_to_sentences(domain, text)
    return f'(window.reportFigures ??= {{}})["{content["name"]}"] = {text};\n'


def lead_to_sentences(domain: DossierDomain, text: str, root: str = "") -> str:
    """A drawing or specification whose links, addresses of sentences, lead to their pages."""
    return _SENTENCE.sub(
        lambda found: f'{found[1]}{root}{domain.page_of_source(found[3])}.html#{found[2]}"', text
    )


def named_evidence(spec: Mapping[str, Any]) -> set[str]:
    """Every text of evidence ids that a mark of a chart can name."""
    fields = {tip["field"] for tip in tips(spec) if tip.get("title") == EVIDENCE}
    rows = [row for rows in spec.get("datasets", {}).values() for row in rows]
    found = (row.get(field) for row in rows for field in fields)
    return {text for text in found if isinstance(text, str) and text}


def _line(domain: DossierDomain, text: str, name: str) -> list[tuple[str, str]]:
    """The links for a text of evidence ids: the address below the top of the site, and words."""
    links = evidence_links(parse_ids(text)).findall(evidence_link)
    found = [("{}.html{}".format(*address_of(domain, one)), one["words"]) for one in links]
    if len(found) <= CUT_ABOVE:
        return found
    return [*found[:SHOWN], (f"{data_page(name)}.html", f"+{len(found) - SHOWN}")]


def csv_text(content: Mapping[str, Any]) -> str:
    """The data of a figure as CSV: the printed columns and values, then the evidence ids."""
    rows = zip(content["rows"], content["evidence"], strict=True)
    return csv_injection.csv_text(
        [*content["columns"], EVIDENCE], ([*row, " ".join(ids)] for row, ids in rows)
    )
