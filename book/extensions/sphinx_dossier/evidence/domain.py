"""The search's view of the report: claims, actors, events and whatever else has an id.

Sphinx's own search finds objects of domains beside pages. This domain gives it every item with
its words, so that ``c011``, a name or a word of a claim leads to the very place.
"""

from collections.abc import Iterator
from functools import cache

from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType

from dossier.analysis.evidence import items
from dossier.model.schema import EVIDENCED, TABLES
from dossier.tables.load import load_once
from sphinx_dossier.evidence.actors import ACTORS_PAGE, anchor
from sphinx_dossier.evidence.links import page_of
from sphinx_dossier.evidence.whereabouts import places_in

#: Rows of a table, and what one of them is called in a list of results.
_KINDS = {
    "claims": "Claim",
    "actors": "Actor",
    "events": "Event",
    "spells": "Relations",
    "ties": "Tie",
    "inconsistencies": "Inconsistency",
    "judgements": "Judgement",
    "observations": "Observation",
    "checks": "Finding",
}


class DossierDomain(Domain):
    """Everything of the report that has an id of its own."""

    name = "dossier"
    label = "Report"
    object_types = {table: ObjType(kind) for table, kind in _KINDS.items()}  # noqa: RUF012

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """What a result is called: the kind alone, without the domain's own name."""
        del primary
        return type.lname

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Each object as its name, printed words, type, page, place and priority."""
        dossier = load_once()
        for row in dossier.claims.itertuples():
            words = f"{row.claim_id} {row.claim}"
            yield (
                _name("claims", row.claim_id),
                words,
                "claims",
                page_of(row.claim_id),
                row.claim_id,
                0,
            )
        for row in dossier.actors.itertuples():
            place = anchor(row.actor_id)
            page = places_in().get(place, ACTORS_PAGE)
            yield _name("actors", row.actor_id), row.name, "actors", page, place, 0
        named = items(dossier)
        for table in EVIDENCED:
            for item in dossier.frames[table][TABLES[table].key[0]]:
                words = f"{item} {named[item]}"
                yield _name(table, item), words, table, page_of(item), item, 0

    def merge_domaindata(self, docnames: list[str], otherdata: dict) -> None:
        """Nothing is kept of single pages."""


def _name(table: str, row: str) -> str:
    """The full name of an object. Were it its place alone, Sphinx would leave the place out."""
    return f"{table}.{row}"


def _remember_stems(app: Sphinx, *context: object) -> None:
    """Find the stem of a word once for all pages: Sphinx would once for each."""
    del context
    language = app.builder.indexer.lang  # type: ignore[attr-defined]
    if not hasattr(language.stem, "cache_info"):
        language.stem = cache(language.stem)


def setup_search(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(DossierDomain)
    app.connect("html-page-context", _remember_stems)
