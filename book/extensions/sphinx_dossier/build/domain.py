"""The Sphinx domain of the dossier: cross-reference targets, their uses, and results to print.

Targets and uses are noted as pages are read and kept with Sphinx's environment; what the notebooks
gave is of one build and lives as long as it. This is all that the features share.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, cast

from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from dossier.analysis.evidence import items
from dossier.model.paths import NOTEBOOKS
from dossier.tables.load import load_once
from sphinx_dossier.build.notebook_outputs import NotebookOutputs

__all__ = ["KINDS", "DossierDomain", "actor_target", "dossier_domain", "on_claim"]

#: What a row of a table is called, alone and among others.
KINDS = {
    "claims": ("Claim", "Claims"),
    "actors": ("Actor", "Actors"),
    "events": ("Event", "Events"),
    "spells": ("Relations", "Relations"),
    "ties": ("Tie", "Ties"),
    "inconsistencies": ("Inconsistency", "Inconsistencies"),
    "judgements": ("Judgement", "Judgements"),
    "observations": ("Observation", "Observations"),
    "checks": ("Finding", "Findings"),
}


class DossierDomain(Domain):
    """Everything of the report that has an id of its own."""

    name = "dossier"
    label = "Report"
    #: By page: the ids that stand on it, the sources it prints, the ids its sentences cite, each
    #: with the address of the sentence, the section of each such address, and the notebooks that
    #: something on it comes from.
    initial_data = {  # noqa: RUF012 - Sphinx's own
        "targets": {},
        "sources": {},
        "uses": {},
        "sections": {},
        "notebooks": {},
    }
    data_version = 8

    outputs: NotebookOutputs

    def note_targets(self, ids: Iterable[str], source: str = "") -> None:
        """Note that the page being read has these ids; `source` is what it prints, if it does."""
        self.data["targets"].setdefault(self.env.docname, []).extend(ids)
        if source:
            self.data["sources"].setdefault(self.env.docname, []).append(source)

    def note_use(self, ids: Iterable[str]) -> str:
        """Note that the page being read cites these ids; gives the address of the place."""
        address = f"said-{self.env.new_serialno('evidence') + 1}"
        uses = self.data["uses"].setdefault(self.env.docname, [])
        uses += [(target, address) for target in dict.fromkeys(ids)]
        return address

    def note_sections(self, titles: dict[str, str]) -> None:
        """Note the title of the section that each address of the page being read is in."""
        self.data["sections"][self.env.docname] = titles

    def section_of(self, page: str, address: str) -> str:
        """The title of the section that an address of a page is in."""
        return str(self.data["sections"][page][address])

    def note_notebook(self, name: str) -> None:
        """Note that something on the page being read comes from this notebook."""
        self.data["notebooks"].setdefault(self.env.docname, set()).add(name)

    def notebooks_behind(self, page: str) -> list[str]:
        """The notebooks that something on a page comes from, or the page itself if it is one."""
        folder, _, name = page.rpartition("/")
        own = [name] if folder == NOTEBOOKS.name else []
        return own or sorted(self.data["notebooks"].get(page, ()))

    def sources_on(self, page: str) -> list[str]:
        """The sources that a page prints."""
        found: list[str] = self.data["sources"].get(page, [])
        return found

    def page_of_source(self, source: str) -> str:
        """The first page that prints a source, once all pages are read."""
        return min(page for page in self.data["sources"] if source in self.sources_on(page))

    def page_of(self, target: str) -> str:
        """The page on which an id stands, once all pages are read."""
        return self._pages[target]

    @cached_property
    def _pages(self) -> dict[str, str]:
        targets = sorted(self.data["targets"].items(), reverse=True)
        return {target: page for page, found in targets for target in found}

    @cached_property
    def backlinks(self) -> dict[str, dict[str, list[str]]]:
        """For every id that is cited, the pages that cite it in book order, with the addresses."""
        found: dict[str, dict[str, list[str]]] = {}
        for page in self.env.collect_relations():
            for target, address in self.data["uses"].get(page, []):
                found.setdefault(target, {}).setdefault(page, []).append(address)
        return found

    def check_consistency(self) -> None:
        """Stop the build where a source is printed, or an item listed, on no page."""
        missing = [*self._unprinted_sources(), *self._unlisted_items()]
        if missing:
            raise ExtensionError("\n".join(missing))

    def _unprinted_sources(self) -> Iterator[str]:
        printed = {source for page in self.data["sources"] for source in self.sources_on(page)}
        for source in load_once().texts:
            if source not in printed:
                yield (
                    f"source {source} is printed on no page: put ```{{article}} {source}``` in a "
                    "chapter, and the chapter in _toc.yml"
                )

    def _unlisted_items(self) -> Iterator[str]:
        lost = [item for item in items(load_once()) if item not in self._pages]
        if lost:
            some = ", ".join(lost[:5]) + (" and others" if len(lost) > 5 else "")
            yield (
                f"no page lists {some}: see that ```{{checks}}``` and ```{{evidence-index}}``` of "
                "every table are in a chapter"
            )

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again or gone."""
        for noted in self.data.values():
            if isinstance(noted, dict):  # Sphinx keeps the version of the data beside it
                noted.pop(docname, None)

    def merge_domaindata(self, docnames: list[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has noted of the pages it read (`sphinx-build -j`)."""
        for name in self.initial_data:
            self.data[name] |= {p: v for p, v in otherdata[name].items() if p in docnames}


def actor_target(actor: str) -> str:
    """The anchor of an actor on the page of actors.

    >>> actor_target("port_ellery")
    'a-port-ellery'
    """
    return "a-" + actor.replace("_", "-")


def on_claim(claim: str) -> str:
    """The anchor of the findings on a claim.

    >>> on_claim("c009")
    'on-c009'
    """
    return f"on-{claim}"


def dossier_domain(of: BuildEnvironment | Builder) -> DossierDomain:
    """The domain of an environment or of the builder that writes it."""
    env = of.env if isinstance(of, Builder) else of
    return cast(DossierDomain, env.get_domain(DossierDomain.name))
