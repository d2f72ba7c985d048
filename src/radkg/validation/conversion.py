"""What pySHACL is given: triples as an rdflib graph, with what it would stumble over put otherwise."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RDFS, XSD
from radkg.validation.beside import OURS, YOURS
from radkg.validation.data import TYPE
from radkg.validation.report import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib
    from rdflib.namespace import NamespaceManager

    from radkg.validation.data import Data

_HIERARCHY = tuple(ox.NamedNode(RDFS + name) for name in ("subClassOf", "subPropertyOf"))
_DATATYPE_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")
_EXPRESSIONS = tuple(ox.NamedNode(OWL + name) for name in ("intersectionOf", "unionOf", "complementOf", "oneOf"))


@contextmanager
def data_graph(data: Data, *, everything: bool) -> Iterator[rdflib.Graph]:
    """Lend the graph to validate.

    Args:
        data: What is validated.
        everything: Give the whole ontology beside the documents, and not only what they refer to.
    """
    if data.beside is None:
        data.graph = data.graph or as_graph(_prepared(data.asserted(), data))
        yield data.graph
        return
    if not everything:
        yield as_graph(_prepared(_referred_to(data), data))
        return
    if data.beside.graph is None:
        data.beside.graph = as_graph(_prepared(data.asserted(graphs=(OURS,)), data))
    graph = data.beside.graph
    added = [triple for triple in as_graph(_prepared(data.asserted(graphs=(YOURS,)), data)) if triple not in graph]
    for triple in added:
        graph.add(triple)
    yield graph
    for triple in added:
        graph.remove(triple)


def as_graph(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """Return triples as an rdflib graph."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = _no_prefixes()(graph, bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


@lru_cache(maxsize=1)
def _no_prefixes() -> type[NamespaceManager]:
    from rdflib.namespace import NamespaceManager

    class NoPrefixes(NamespaceManager):
        """pySHACL words every result for people, even those it drops; nobody reads that, and prefixes cost half its time."""

        def bind(self, *_: object, **__: object) -> None:
            pass

        def normalizeUri(self, rdfTerm: str) -> str:
            return f"<{rdfTerm}>"

    return NoPrefixes


def _prepared(quads: Iterable[ox.Quad], data: Data) -> Iterator[ox.Quad]:
    return _comparable(_without_expressions(quads), data)


def _referred_to(data: Data) -> Iterator[ox.Quad]:
    """The triples of the documents, and of the ontology what they refer to: most of it need not be looked at."""
    # What is added to a term or fact of radkg's own is looked at together with that.
    said = [q for subject in data.subjects for q in data.asserted(subject)]
    yield from said
    mentioned = {n for q in said for n in (q.predicate, q.object) if isinstance(n, ox.NamedNode)}
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
    # [ a owl:Class ; owl:intersectionOf (…) ] is part of a definition and no term that needs a label.
    kept = list(quads)
    expressions = {q.subject for q in kept if q.predicate in _EXPRESSIONS and isinstance(q.subject, ox.BlankNode)}
    return (q for q in kept if not (q.predicate == TYPE and q.subject in expressions))


def _comparable(quads: Iterable[ox.Quad], data: Data) -> Iterator[ox.Quad]:
    """Give what stands where a number should as text, since pySHACL stops at comparing an IRI or a blank node."""
    graph = YOURS if data.is_ontology else OURS  # what a user declares must not change how radkg's properties are looked at
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
        return rdflib.Literal(str(converted))  # "seven"^^xsd:integer is a text, and pySHACL cannot compare it otherwise
    return converted
