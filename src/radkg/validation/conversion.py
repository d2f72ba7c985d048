"""The rdflib graph that pySHACL validates: triples, without the values that make pySHACL stop."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RDFS, XSD
from radkg.validation.data import TYPE
from radkg.validation.finding import text
from radkg.validation.ontology_copy import ONTOLOGY, VALIDATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from rdflib.namespace import NamespaceManager

    from radkg.validation.data import ValidationData

_HIERARCHY = tuple(ox.NamedNode(RDFS + name) for name in ("subClassOf", "subPropertyOf"))
_DATATYPE_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")
_EXPRESSIONS = tuple(ox.NamedNode(OWL + name) for name in ("intersectionOf", "unionOf", "complementOf", "oneOf"))


def data_graph(data: ValidationData) -> rdflib.Graph:
    """Return the graph to validate with the ontology's own shapes: what the documents refer to.

    Where the documents are the ontology itself, that is all of it.
    """
    quads = data.asserted() if data.is_ontology else _referred_to(data)
    return as_graph(_comparable(_without_expressions(quads), data))


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
    """Yield the triples about the documents' subjects, and the types and hierarchy of what these refer to.

    A document may add to a term or fact of the ontology: both are validated together.
    """
    described = [q for subject in data.subjects for q in data.asserted(subject)]
    yield from described
    mentioned = {n for q in described for n in (q.predicate, q.object) if isinstance(n, ox.NamedNode)}
    typed = [q for node in mentioned for q in data.asserted(node, TYPE)]
    yield from typed
    todo = [*mentioned, *(q.object for q in typed if isinstance(q.object, ox.NamedNode))]
    seen = set(todo)
    while todo:
        node = todo.pop()
        for q in (q for predicate in _HIERARCHY for q in data.asserted(node, predicate)):
            yield q
            if isinstance(q.object, ox.NamedNode) and q.object not in seen:
                seen.add(q.object)
                todo.append(q.object)


def _without_expressions(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Return the quads without the types of class expressions.

    [ a owl:Class ; owl:intersectionOf (…) ] is part of a definition and no term that needs a label.
    """
    kept = list(quads)
    expressions = {q.subject for q in kept if q.predicate in _EXPRESSIONS and isinstance(q.subject, ox.BlankNode)}
    return (q for q in kept if not (q.predicate == TYPE and q.subject in expressions))


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
