"""The RDF that lies beside a page: what the graph says of a thing, in Turtle, JSON-LD and N-Triples."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.exchange.jsonld import context_of, document
from radkg.namespaces import PREFIXES, RADKG, RDF
from radkg.rdf.blank_nodes import canonical
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.model.knowledge import Knowledge


class Form(NamedTuple):
    """A form of RDF that lies beside a page.

    Attributes:
        suffix: The suffix of the file.
        media_type: Its media type.
        title: What it is called.
    """

    suffix: str
    media_type: str
    title: str


FORMS = (
    Form("ttl", "text/turtle", "Turtle"),
    Form("jsonld", "application/ld+json", "JSON-LD"),
    Form("nt", "application/n-triples", "N-Triples"),
)
_TYPE = RDF + "type"
_PARTS = tuple(ox.NamedNode(RADKG + name) for name in ("evidence",))
_FORM_OF = ox.NamedNode(RADKG + "formOf")


class Descriptions:
    """What the graph says of each thing: its triples, those of its blank nodes, and of a fact its evidence and forms.

    Args:
        known: The knowledge.
    """

    def __init__(self, known: Knowledge) -> None:
        self._store = known.store
        self._kept: dict[str, list[ox.Triple]] = {}
        self._about: dict[str, list[str]] = defaultdict(list)
        for fact in known.facts.values():
            for iri in {fact.subject, fact.object, *(v for p, v in fact.qualifiers if p == RADKG + "inDisease")}:
                self._about[iri].append(fact.iri)
        self._facts = frozenset(known.facts)

    def of(self, iri: str) -> list[ox.Triple]:
        """Return the triples of the page of ``iri``; those of a term have the facts about it, too."""
        triples = dict.fromkeys(self._own(iri))
        for fact in self._about.get(iri, ()):
            triples |= dict.fromkeys(self._own(fact))
        return _sorted(triples)

    def _own(self, iri: str) -> list[ox.Triple]:
        if iri not in self._kept:
            found = list(self._closed(ox.NamedNode(iri)))
            if iri in self._facts:
                parts = [triple.object for triple in found if triple.predicate in _PARTS]
                parts += [quad.subject for quad in self._store.quads_for_pattern(None, _FORM_OF, ox.NamedNode(iri))]
                found += [triple for part in parts if isinstance(part, ox.NamedNode) for triple in self._closed(part)]
            self._kept[iri] = found
        return self._kept[iri]

    def _closed(self, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Triple]:
        """Yield the triples of a node, and those of the blank nodes that they lead to."""
        waiting, seen = [node], {node}
        while waiting:
            for quad in self._store.quads_for_pattern(waiting.pop(), None, None):
                yield quad.triple
                if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                    seen.add(quad.object)
                    waiting.append(quad.object)


def documents(triples: list[ox.Triple]) -> dict[str, bytes]:
    """Return triples as files, by suffix."""
    return {
        "ttl": serialized(triples, ox.RdfFormat.TURTLE, PREFIXES),
        "jsonld": document(triples, context_of(triples, PREFIXES)),
        "nt": serialized(triples, ox.RdfFormat.N_TRIPLES),
    }


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return triples sorted, with names of blank nodes that are the same in every build."""
    found = list(triples)
    if any(isinstance(node, ox.BlankNode) for triple in found for node in (triple.subject, triple.object)):
        found = [quad.triple for quad in canonical(ox.Quad(*triple) for triple in found)]
    return sorted(found, key=lambda t: (str(t.subject), t.predicate.value != _TYPE, t.predicate.value, str(t.object)))
