"""The evidence role: cross-references from a sentence of the report to the exact words behind it.

``{ev}`c011, e002` `` in a chapter becomes links, one for each claim, to the words on the reading
page. The role gives a neutral node; builders without links print the claim numbers. Each place
where a chapter cites evidence is noted, so that the words lead back to it (see
`sphinx_dossier.evidence.backlinks`).
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from dossier.analysis.corroboration import standing
from dossier.analysis.evidence import CUT_ABOVE, SHOWN, claims_behind, items, parse_ids, uses_of
from dossier.model.faults import nearest
from dossier.tables.load import load_once
from sphinx_dossier.build.domain import dossier_domain
from sphinx_dossier.evidence.link_rendering import evidence_link, status_icons


class EvidenceRole(SphinxRole):
    """Links to the claims behind one or several evidence ids."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The links, or an error message for an id that nothing has."""
        try:
            ids = parse_ids(self.text)
            line = evidence_links(ids)
        except (ValueError, KeyError) as error:
            message = f"evidence: {error.args[0]}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        cited = [*ids, *(c for i in ids for c in index().behind[i])]
        line["ids"].append(dossier_domain(self.env).note_use(cited))
        return [line], []


class QuoteRole(EvidenceRole):
    """Links to evidence, and beside the paragraph the words of the first: ``{quote}`c011` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The links and the words, or an error message for an id that nothing has."""
        found, messages = super().run()
        if not messages:
            found.append(_margin_note(parse_ids(self.text)[0]))
        return found, messages


def _margin_note(item: str) -> nodes.container:
    """The words behind an item and who says them, or what a finding says."""
    dossier, known = load_once(), index()
    if is_check(item):
        words, source = dossier.rows("checks").finding[item], "Finding from another page"
    else:
        row = dossier.rows("claims").loc[known.behind[item][0]]
        words, source = f"“{row.quote}”", known.names[row.speaker]
        if row.speaker not in set(dossier.sources.voice):
            source += ", in the article’s words"
    said = nodes.paragraph("", words + " ", nodes.inline(text=source, classes=["said-by"]))
    return nodes.container("", said, classes=["margin-note"])


def place_margin_notes(doctree: nodes.document) -> None:
    """Move each note before the paragraph it was written in, where it is a block of its own."""
    for note in [n for n in doctree.findall(nodes.container) if "margin-note" in n["classes"]]:
        paragraph = note.parent
        while not isinstance(paragraph, nodes.paragraph):
            paragraph = paragraph.parent
        note.parent.remove(note)
        paragraph.parent.insert(paragraph.parent.index(paragraph), note)


class Index(NamedTuple):
    """The evidence both ways, worked out once for a build: pages ask for it at every link."""

    quotes: dict[str, str]
    items: dict[str, str]
    behind: dict[str, list[str]]
    uses: dict[str, list[str]]
    stands: dict[str, str]
    names: dict[str, str]
    tables: dict[str, str]
    findings: dict[str, list[str]]


@cache
def index() -> Index:
    """The evidence of the project's own dossier."""
    dossier = load_once()
    quotes = dossier.rows("claims").quote.to_dict()
    stands = standing(dossier).set_index("claim_id").standing.to_dict()
    behind, uses = claims_behind(dossier), uses_of(dossier)
    made = dossier.rows("observations").checks
    findings = {one: checks.split(";") for one, checks in made.items() if checks}
    named, tables = dossier.names(), dossier.table_of
    labels = items(dossier)
    behind = {item: [] for item in labels} | behind
    return Index(quotes, labels, behind, uses, stands, named, tables, findings)


def evidence_links(ids: Sequence[str], *, brief: bool = False) -> nodes.inline:
    """Links for evidence ids: the claims of each, cut short where there are many, then findings.

    A finding stands for itself, so its link leads to it and not on to the claims it bears on; an
    observation that was made of findings leads to these.
    `brief` puts one link in place of many claims, for a table of numbers. Raises KeyError for an
    id that nothing has.
    """
    behind = index().behind
    for unknown in (i for i in ids if i not in behind):
        near = nearest(unknown, list(behind))
        raise KeyError(f"no claim or item has the id {unknown!r}: {near}")
    made_of = index().findings
    checks = [c for i in ids for c in ([i] if is_check(i) else made_of.get(i, []))]
    others = [i for i in ids if not is_check(i) and i not in made_of]
    # A claim is shown as sure as the event or tie that is cited, which may be less than its own.
    own = status_icons()
    icons = {c: own.get(i, own[c]) for i in reversed(others) for c in behind[i]}
    claims = list(dict.fromkeys(c for i in others for c in behind[i]))
    first = claims if len(claims) <= CUT_ABOVE else claims[: 0 if brief else SHOWN]
    found = [evidence_link("", t, target=t, icon=icons.get(t)) for t in [*first, *checks]]
    if len(claims) > len(first):
        rest = f"+{len(claims) - SHOWN}" if first else f"{len(claims)} claims"
        found.insert(len(first), _rest(rest, claims, others))
    return links(found)


def _rest(text: str, claims: list[str], items: list[str]) -> evidence_link:
    """A link to all the claims: in the entry of the item, if it is one, or in the article."""
    if len(items) == 1 and items[0] not in index().quotes:
        return evidence_link("", text, target=items[0])
    return evidence_link("", text, target=claims[0], claims=claims)


def is_check(item: str) -> bool:
    """Whether an evidence id is that of an independent finding."""
    return index().tables.get(item) == "checks"


def links(found: Sequence[evidence_link]) -> nodes.inline:
    """Evidence links in one line."""
    for one in found[1:]:
        one["before"] = " "
    return nodes.inline("", "", *found, classes=["evidence"])
