"""The bridge to rdflib, the graph that users hold."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib

from radkg.namespaces import PREFIXES, XSD


def to_rdflib(store: ox.Store) -> rdflib.Graph:
    """Return the triples of ``store``'s default graph as an rdflib graph with radkg's prefixes bound.

    Triples that have a triple as their value (RDF 1.2) are left out: rdflib has none.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        if not isinstance(quad.object, ox.Triple):
            graph.add((to_term(quad.subject), to_term(quad.predicate), to_term(quad.object)))
    return graph


def to_term(term: object) -> rdflib.term.Node:
    """Return an Oxigraph term as an rdflib term.

    A literal of type xsd:string becomes a plain one: rdflib does not take the two for equal.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == XSD + "string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_term(term: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return an rdflib term as an Oxigraph term, with the spelling that it has.

    Raises:
        ValueError: It is no IRI or language tag, which rdflib does not look at.
    """
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
