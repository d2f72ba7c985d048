"""All pages of a site: what has one, where it is, and links to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
from markupsafe import Markup, escape

from radkg.model.lookups import values
from radkg.namespaces import CRITERIA, DCTERMS, GRAPH, ONTOLOGY, OWL, PICTURE, RADKG, compact
from radkg.show.views import kind_of_term
from radkg.site.addresses import path_of, root_of
from radkg.styles import html_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Evidence

#: Class of a thing to the kind of its page; things of none of them are terms.
_KINDS = {
    RADKG + "Evidence": "evidence",
    RADKG + "Source": "source",
    RADKG + "Passage": "passage",
    RADKG + "Conflict": "conflict",
}
_SPACES = {PICTURE: "picture", CRITERIA: "criteria"}


class ThingPage(NamedTuple):
    """The page of a thing.

    Attributes:
        iri: The thing's IRI.
        path: Where its page is, without suffix.
        kind: "term", "fact", "evidence", "source", "passage", "conflict", "picture", "criteria" or
            "deprecated".
        label: What it is called.
    """

    iri: str
    path: str
    kind: str
    label: str


class Pages:
    """All pages of things, by IRI.

    Args:
        known: The knowledge.
    """

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        found = {iri: _page(known, iri) for iri in sorted(set(_things(known)))}
        self.by_iri = found
        self.kinds = {page.iri: kind_of_term(known, page.iri) or "property" for page in found.values() if page.kind == "term"}
        named: dict[str, list[str]] = defaultdict(list)
        for iri in self.kinds:
            named[found[iri].label].append(iri)
        self._of_label = {label: iris[0] for label, iris in named.items() if len(iris) == 1}

    def of_kind(self, kind: str) -> list[ThingPage]:
        """Return the pages of a kind, sorted by label."""
        return sorted((page for page in self.by_iri.values() if page.kind == kind), key=_by_label)

    def terms(self) -> dict[str, list[ThingPage]]:
        """Return the terms by what they are at the broadest, the largest group first, each sorted by label."""
        found: dict[str, list[ThingPage]] = defaultdict(list)
        for iri, kind in self.kinds.items():
            found[kind.rpartition(", ")[2]].append(self.by_iri[iri])
        return {kind: sorted(found[kind], key=_by_label) for kind in sorted(found, key=lambda kind: (-len(found[kind]), kind))}

    def elsewhere(self, curie: str) -> str:
        """Return the address of a term of another vocabulary; empty where its prefix is not known."""
        try:
            return self.known.mappings.prefixes.iri(curie)
        except KeyError:
            return ""

    def called(self, label: str) -> str:
        """Return the IRI of the one term that has a label; empty where none has, or several have."""
        return self._of_label.get(label, "")


class Links:
    """Links from one page to others.

    Args:
        pages: All pages.
        path: The path of the page.
    """

    def __init__(self, pages: Pages, path: str) -> None:
        self.root = root_of(path)
        self._pages = pages

    def to(self, iri: str, text: str = "") -> Markup:
        """Return a link to the page of a thing; to its address elsewhere, where it has no page; else its name."""
        known = self._pages.known
        page = self._pages.by_iri.get(iri)
        if page is None:
            named = text or (known.label(iri) if known.is_labelled(iri) else compact(iri))
            return Markup(html_link(iri, named))  # escaped by html_link
        # no path has a character that HTML gives a meaning; Markup.format takes five times as long
        return Markup(f'<a href="{self.root}{page.path}.html">{escape(text or page.label)}</a>')

    def called(self, label: str) -> Markup:
        """Return a link to the one term that has a label; the label where there is none."""
        iri = self._pages.called(label)
        return self.to(iri) if iri else escape(label)

    def elsewhere(self, curie: str) -> Markup:
        """Return a link to a term of another vocabulary."""
        address = self._pages.elsewhere(curie)
        return Markup(html_link(address, curie)) if address else escape(curie)

    def source(self, evidence: Evidence) -> Markup:
        """Return a link to the page of a source, with the place in it."""
        link = self.to(evidence.source, evidence.citation)
        return Markup("{}, {}").format(link, evidence.section) if evidence.section else link


def _by_label(page: ThingPage) -> tuple[str, str]:
    return page.label.casefold(), page.iri


def _things(known: Knowledge) -> Iterator[str]:
    """Yield the IRIs of what has a page: all that is radkg's, and facts, sources and terms of a user's own."""
    yield from known.facts
    evidence = ox.NamedNode(RADKG + "evidence")
    for class_ in _KINDS:
        yield from known.instances(class_)
    for quad in known.store.quads_for_pattern(None, evidence, None):
        if isinstance(quad.object, ox.NamedNode):
            yield quad.object.value
    for quad in known.store:
        if isinstance(quad.subject, ox.NamedNode) and _has_page(known, quad.subject.value):
            yield quad.subject.value


def _has_page(known: Knowledge, iri: str) -> bool:
    if iri.startswith(RADKG):
        return not iri.startswith((ONTOLOGY, GRAPH)) and "/form/" not in iri
    return len(known.kinds.get(iri, ())) > 1 and known.is_labelled(iri)


def _page(known: Knowledge, iri: str) -> ThingPage:
    if (fact := known.facts.get(iri)) is not None:
        return ThingPage(iri, path_of(iri), "fact", fact.label)
    classes = known.classes_of(iri)
    kind = next((kind for class_, kind in _KINDS.items() if class_ in classes), "")
    if values(known.store, iri, OWL + "deprecated") == ["true"]:
        kind = "deprecated"
    kind = kind or next((kind for space, kind in _SPACES.items() if iri.startswith(space)), "term")
    return ThingPage(iri, path_of(iri), kind, _label(known, iri, kind))


def _label(known: Knowledge, iri: str, kind: str) -> str:
    if kind == "evidence":
        facts = [
            quad.subject for quad in known.store.quads_for_pattern(None, ox.NamedNode(RADKG + "evidence"), ox.NamedNode(iri))
        ]
        labels = sorted(known.label(fact.value) for fact in facts if isinstance(fact, ox.NamedNode))
        return f"evidence for: {labels[0]}" if labels else known.label(iri)
    if kind == "conflict":
        labels = [known.label(party) for party in values(known.store, iri, RADKG + "hasParty")]
        return " / ".join(labels) or known.label(iri)
    if not known.is_labelled(iri) and (titles := values(known.store, iri, DCTERMS + "title")):
        return titles[0]
    return known.label(iri) if known.is_labelled(iri) else compact(iri)
