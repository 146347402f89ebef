"""Who is who: every actor the article names, with its words, its claims and its ties.

``{actors}`` lists them by how often they are named. The id of an actor is ``a-`` and its own id
with hyphens, which the search leads to.
"""

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dossier.tables import Dossier, load_once
from dossier.vocabulary import ACTOR_KIND
from report.evidence import evidence_link, evidence_links

ACTORS_PAGE = "book/actors"


def anchor(actor: str) -> str:
    """The place of an actor on the page of actors.

    >>> anchor("north_korea")
    'a-north-korea'
    """
    return "a-" + actor.replace("_", "-")


class ActorsDirective(SphinxDirective):
    """Every actor with what the article has of it: `{actors}`."""

    def run(self) -> list[nodes.Node]:
        """A definition list, the most often named first."""
        dossier = load_once()
        named = dossier.mentions.groupby("actor_id").size()
        actors = dossier.actors.assign(named=dossier.actors.actor_id.map(named).fillna(0))
        entries = nodes.definition_list(classes=["simple", "actors"])
        for row in actors.sort_values(["named", "name"], ascending=[False, True]).itertuples():
            entries += _entry(row, dossier)
        return [entries]


def _entry(row, dossier: Dossier) -> nodes.definition_list_item:
    term = nodes.term("", row.name, ids=[anchor(row.actor_id)])
    about = nodes.paragraph("", _about(row, dossier.names()))
    if row.note:
        about += nodes.Text(" " + row.note)
    claims = dossier.claims[dossier.claims.speaker == row.actor_id]
    words = _words(dossier.mentions[dossier.mentions.actor_id == row.actor_id], dossier.claims)
    parts = [about, _line("Named", words)]
    parts.append(_line("Speaks", evidence_links(list(claims.claim_id)) if len(claims) else None))
    parts.append(_line("Tied to", _ties(row.actor_id, dossier)))
    return nodes.definition_list_item("", term, nodes.definition("", *filter(None, parts)))


def _about(row, names: dict[str, str]) -> str:
    """The kind of an actor and what it belongs to, as a sentence."""
    part_of = f"; belongs to {names[row.affiliation]}" if row.affiliation else ""
    sentence = ACTOR_KIND.terms[row.kind] + part_of
    return f"{sentence[0].upper()}{sentence[1:]}."


def _words(mentions: pd.DataFrame, claims: pd.DataFrame) -> nodes.inline | None:
    """Every different naming with the number of times, linked to the first claim that holds it."""
    line = nodes.inline(classes=["evidence"])
    for quote, rows in mentions.groupby("quote", sort=False):
        first = rows.iloc[0]
        around = claims[(claims.start <= first.start) & (claims.end >= first.end)]
        if len(line):
            line += nodes.Text(", ")
        label = f"“{quote}”" + (f" ×{len(rows)}" if len(rows) > 1 else "")
        if len(around):
            claim = around.iloc[0]
            line += evidence_link("", label, target=claim.claim_id)
        else:
            line += nodes.Text(label)
    return line if len(line) else None


def _ties(actor: str, dossier: Dossier) -> nodes.inline | None:
    """The ties of an actor by the other end, each leading to its entry among the evidence."""
    own = dossier.ties.from_actor == actor
    ties = dossier.ties[own | (dossier.ties.to_actor == actor)]
    other = ties.to_actor.where(ties.from_actor == actor, ties.from_actor).map(dossier.names())
    line = nodes.inline(classes=["evidence"])
    for name, rows in ties.groupby(other, sort=False):
        line += nodes.Text(f"; {name}" if len(line) else str(name))
        for row in rows.itertuples():
            link = evidence_link("", row.tie_id, target=row.tie_id)
            line += [nodes.Text(" "), link]
    return line if len(line) else None


def _line(label: str, content: nodes.inline | None) -> nodes.paragraph | None:
    if content is None:
        return None
    return nodes.paragraph("", "", nodes.emphasis(text=label), nodes.Text(" "), content)


def setup_actors(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("actors", ActorsDirective)
