"""Who is who: every actor the article names, with its words, its claims and its ties.

``{actors}`` lists them by how often they are named.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.analysis.evidence import CUT_ABOVE
from dossier.model.text_normalization import quoted
from dossier.model.vocabulary_loader import ACTOR_KIND
from dossier.publish.labels import in_words
from dossier.tables.load import Dossier, load_once
from sphinx_dossier.build.domain import actor_target, dossier_domain
from sphinx_dossier.evidence.evidence_role import evidence_links
from sphinx_dossier.evidence.link_rendering import evidence_link
from sphinx_dossier.evidence.reading import sentence_at

#: So many ways in which an actor is named are given.
_TELLING = 3


class ActorsDirective(SphinxDirective):
    """Every actor with what the article has of it: `{actors}`."""

    def run(self) -> list[nodes.Node]:
        """A definition list, the most often named first."""
        given = ActorIndex(load_once())
        entries = nodes.definition_list(classes=["simple", "actors"])
        dossier_domain(self.env).note_targets(actor_target(row.actor_id) for row in given.rows)
        entries += [_entry(row, given) for row in given.rows]
        return [entries]


class ActorIndex:
    """The tables by actor and by source, sorted once for all actors."""

    def __init__(self, dossier: Dossier) -> None:
        self.names = dossier.names()
        named = dossier.mentions.groupby("actor_id").size()
        actors = dossier.actors.assign(named=dossier.actors.actor_id.map(named).fillna(0))
        by = ["named", "name"]
        self.rows = list(actors.sort_values(by, ascending=[False, True]).itertuples())
        ties = dossier.ties
        ends = [ties.assign(actor=ties.from_actor, other=ties.to_actor)]
        ends.append(ties.assign(actor=ties.to_actor, other=ties.from_actor))
        sides = pd.concat(ends).sort_index(kind="stable")
        sides = sides[~sides.duplicated(["tie_id", "actor"])]
        self.ties = _by("actor", sides.itertuples())
        self.mentions = _by("actor_id", dossier.mentions.itertuples())
        self.spoken = dossier.claims.groupby("speaker").claim_id.agg(list).to_dict()
        self.claims = _by("source_id", dossier.claims.itertuples())


def _by(column: str, rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows of a table by the value of a column."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    return found


def _entry(row: Any, given: ActorIndex) -> nodes.definition_list_item:
    term = nodes.term("", row.name, ids=[actor_target(row.actor_id)])
    about = nodes.paragraph("", _about(row, given.names))
    if row.note:
        about += nodes.Text(f" {_sentence(row.note)}")
    claims = given.spoken.get(row.actor_id)
    parts = [about, _line("Named", _words(row.actor_id, given))]
    parts.append(_line("Claims", evidence_links(claims) if claims else None))
    parts.append(_line("Tied to", _ties(row.actor_id, given)))
    return nodes.definition_list_item("", term, nodes.definition("", *filter(None, parts)))


def _about(row: Any, names: dict[str, str]) -> str:
    """The kind of an actor and what it belongs to, as a sentence."""
    part_of = f"; belongs to {names[row.affiliation]}" if row.affiliation else ""
    return _sentence(ACTOR_KIND.word(row.kind) + part_of)


def _sentence(words: str) -> str:
    """Words with a capital and, unless they have one, a full stop."""
    return f"{words[0].upper()}{words[1:].removesuffix('.')}."


def _words(actor: str, given: ActorIndex) -> nodes.inline | None:
    """The telling namings, no pronouns if there are others, and the number of all different ones.

    Each has the number of times and a link to the first claim that holds it, or to its sentence.
    """
    if actor not in given.mentions:
        return None
    line = nodes.inline(classes=["evidence"])
    found = _by("quote", given.mentions[actor]).values()
    told = sorted(found, key=lambda rows: (rows[0].form == "pronoun", -len(rows)))
    for rows in told[:_TELLING]:
        first = rows[0]
        claims = given.claims.get(first.source_id, ())
        around = (c.claim_id for c in claims if c.start <= first.start and c.end >= first.end)
        if len(line):
            line += nodes.Text(", ")
        label = quoted(first.quote) + (f" ×{len(rows)}" if len(rows) > 1 else "")
        target = next(around, None) or sentence_at(first.source_id, first.start)
        line += evidence_link("", label, target=target)
    if (more := len(told) - _TELLING) > 0:
        line += nodes.Text(f" and {in_words(more)} other way{'s' * (more > 1)}")
    return line


def _ties(actor: str, given: ActorIndex) -> nodes.inline | None:
    """The ties of an actor, marked after each other end and linked; where many, counted."""
    if actor not in given.ties:
        return None
    line = nodes.inline(classes=["evidence"])
    others: dict[str, list[Any]] = {}
    for row in given.ties[actor]:
        others.setdefault(given.names[row.other], []).append(row)
    for name, rows in others.items():
        before, space, last = name.rpartition(" ")
        line += nodes.Text((" · " if len(line) else "") + before + space)
        held = nodes.inline("", last, classes=["evidence", "held"])  # on one line with its marks
        marks = [evidence_link("", row.tie_id, target=row.tie_id) for row in rows]
        for mark in [_first_of(rows)] if len(rows) > CUT_ABOVE else marks:
            held += [nodes.Text("\N{NO-BREAK SPACE}"), mark]
        line += held
    return line


def _first_of(rows: list[Any]) -> evidence_link:
    """A link that counts ties and leads to the first."""
    return evidence_link("", f"{len(rows)} ties", target=rows[0].tie_id)


def _line(label: str, content: nodes.inline | None) -> nodes.paragraph | None:
    if content is None:
        return None
    return nodes.paragraph("", "", nodes.emphasis(text=label), nodes.Text(" "), content)
