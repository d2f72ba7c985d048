"""The rdflib graph that pySHACL validates: triples, without the values that make pySHACL stop."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RADKG, RDFS, SH, XSD
from radkg.validation.data import TYPE
from radkg.validation.finding import text
from radkg.validation.ontology_copy import ONTOLOGY, VALIDATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from rdflib.namespace import NamespaceManager

    from radkg.validation.data import ValidationData

_OF_SOURCE = ox.NamedNode(RADKG + "ofSource")
#: What shapes walk back over, from a term to what says something of it: passages of a source, relations that take a kind.
_BACKWARD = tuple(
    ox.NamedNode(iri)
    for iri in (
        *(RADKG + name for name in ("ofSource", "subjectKind", "objectKind", "valueKind")),
        RDFS + "domain",
        RDFS + "range",
    )
)
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
_CLOSED = ox.NamedNode(SH + "closed")
_DATATYPE_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")


def data_graph(data: ValidationData) -> rdflib.Graph:
    """Return the graph to validate with the ontology's own shapes: what the documents refer to.

    Where the documents are the ontology itself, that is all of it.
    """
    quads = data.asserted() if data.is_ontology else _referred_to(data)
    return as_graph(_comparable(quads, data))


def as_graph(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """Return triples as an rdflib graph, without those that have a triple as their value, which rdflib has not."""
    graph = empty_graph()
    for triple in (triple for triple in triples if not isinstance(triple.object, ox.Triple)):
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def empty_graph() -> rdflib.Graph:
    """Return an rdflib graph without triples that keeps no prefixes."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = _no_prefixes()(graph, bind_namespaces="none")
    return graph


@lru_cache(maxsize=1)
def _no_prefixes() -> type[NamespaceManager]:
    from rdflib.namespace import NamespaceManager

    class NoPrefixes(NamespaceManager):
        """Keeps no prefixes. pySHACL words each result for people, with prefixes in half its time; radkg has its own words."""

        def bind(self, *_: object, **__: object) -> None:
            pass

        def normalizeUri(self, rdfTerm: str) -> str:
            return f"<{rdfTerm}>"

    return NoPrefixes


def _referred_to(data: ValidationData) -> Iterator[ox.Quad]:
    """Yield the triples about the documents' subjects, and of what these name the types, kinds and wholes, and who takes it.

    A document may add to a term or fact of the ontology: both are validated together. Properties that no shape names are left
    out, unless a shape says which there may be.
    """
    named: set[object] = {TYPE, _SUBCLASS, *(triple.object for triple in data.shapes)}
    is_closed = any(triple.predicate == _CLOSED for triple in data.shapes)
    for subject in data.subjects:
        about = data.asserted(subject)
        yield from about if is_closed else (quad for quad in about if quad.predicate in named)
    for node in data.named:
        yield from data.asserted(node, TYPE)
        yield from data.hierarchy_of(node)
        yield from data.asserted(node, _OF_SOURCE)
        for predicate in _BACKWARD:
            yield from data.asserted(None, predicate, node)


def _comparable(quads: Iterable[ox.Quad], data: ValidationData) -> Iterator[ox.Quad]:
    """Yield the quads, with text for IRIs and blank nodes in the place of a number: pySHACL stops at comparing those.

    Which properties have numbers, the ontology says, and not the documents of a user.
    """
    graph = VALIDATED if data.is_ontology else ONTOLOGY
    declared = data.asserted(None, TYPE, _DATATYPE_PROPERTY)
    numeric = {quad.subject for quad in declared if quad.graph_name == graph}
    for quad in quads:
        if quad.predicate in numeric and not isinstance(quad.object, ox.Literal):
            yield ox.Quad(quad.subject, quad.predicate, ox.Literal(text(quad.object)))
        else:
            yield quad


@lru_cache(maxsize=20_000)
def _term(term: object) -> rdflib.term.Node:
    import rdflib

    from radkg.rdf.rdflib_view import to_term

    if isinstance(term, ox.Literal) and not term.language and not term.datatype.value.startswith(XSD):
        return rdflib.Literal(term.value)  # rdflib would parse rdf:XMLLiteral and rdf:HTML
    converted = to_term(term)
    if isinstance(converted, rdflib.Literal) and converted.ill_typed:
        return rdflib.Literal(str(converted))  # "seven"^^xsd:integer becomes a text, which pySHACL can compare
    return converted
