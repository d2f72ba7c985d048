"""Running shapes with pySHACL, the reference engine, and putting its results into words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RDF, RDFS, SH, XSD
from radkg.validation.data import OURS, TYPE, YOURS
from radkg.validation.report import Finding, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import rdflib

    from radkg.validation.data import Data

_HIERARCHY = tuple(ox.NamedNode(RDFS + name) for name in ("subClassOf", "subPropertyOf"))
_DATATYPE_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")
_EXPRESSIONS = tuple(ox.NamedNode(OWL + name) for name in ("intersectionOf", "unionOf", "complementOf", "oneOf"))


def run(shapes: Sequence[ox.Triple], data: Data, *, everything: bool = False) -> Iterator[Finding]:
    """Hold the documents under validation against shapes that have been looked over by `radkg.validation.shapes`.

    Args:
        shapes: The shapes graph.
        data: What is validated.
        everything: Give pySHACL the whole ontology beside the documents, and not only what they refer to: for shapes that may
            look at anything.
    """
    with _quiet():
        import pyshacl

        shapes_graph = _shapes_graph(tuple(shapes))
        data_graph = _graph(_comparable(_without_expressions(_triples(data, everything or data.is_ontology)), data))
        _, report, outcome = pyshacl.validate(
            data_graph, shacl_graph=shapes_graph, inference="none", advanced=False, js=False, do_owl_imports=False
        )
        if isinstance(report, Exception):
            raise ValueError(outcome)
        yield from _findings(report, shapes_graph, data)


@contextmanager
def _quiet() -> Iterator[None]:
    # rdflib logs a literal that it cannot convert with a traceback; the shapes say it better.
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate", "pyshacl")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _triples(data: Data, everything: bool) -> Iterator[ox.Quad]:
    """The triples of the documents, and of the ontology what they refer to: most of it need not be looked at."""
    if everything:
        yield from data.asserted()
        return
    # What is added to a term or fact of radkg's own is looked at together with that.
    said = [q for subject in data.subjects for q in data.asserted(subject)]
    yield from said
    mentioned = {n for q in said for n in (q.predicate, q.object) if isinstance(n, ox.NamedNode)}
    for predicate in _HIERARCHY:
        yield from data.asserted(None, predicate)
    for node in mentioned:
        yield from data.asserted(node, TYPE)


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


def _graph(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


@lru_cache(maxsize=4)
def _shapes_graph(triples: tuple[ox.Triple, ...]) -> rdflib.Graph:
    return _graph(triples)


@lru_cache(maxsize=20_000)
def _term(term: object) -> rdflib.term.Node:
    import rdflib

    from radkg.exchange.rdflib_view import to_term

    if isinstance(term, ox.Literal) and not term.language and not term.datatype.value.startswith(XSD):
        return rdflib.Literal(term.value)  # rdflib would parse rdf:XMLLiteral and rdf:HTML
    converted = to_term(term)
    if isinstance(converted, rdflib.Literal) and converted.ill_typed:
        return rdflib.Literal(str(converted))  # "seven"^^xsd:integer is a text, and pySHACL cannot compare it otherwise
    return converted


def _findings(report: rdflib.Graph, shapes: rdflib.Graph, data: Data) -> Iterator[Finding]:
    from rdflib import BNode, Literal, URIRef

    seen = set()
    for result in report.objects(None, URIRef(SH + "result")):
        given = dict(report.predicate_objects(result))
        focus, shape = given[URIRef(SH + "focusNode")], given[URIRef(SH + "sourceShape")]
        value, path = given.get(URIRef(SH + "value")), given.get(URIRef(SH + "resultPath"))
        if isinstance(focus, Literal):
            continue  # a text that stands where a node should; its property has a finding
        node = ox.BlankNode(str(focus)) if isinstance(focus, BNode) else ox.NamedNode(str(focus))
        if node not in data.subjects or (focus, shape, value) in seen:
            continue  # of the ontology, or told already: a value can break several rules of one shape
        seen.add((focus, shape, value))
        description = shapes.value(shape, URIRef(SH + "description"))
        yield Finding(
            str(given[URIRef(SH + "resultSeverity")]).removeprefix(SH),
            str(given.get(URIRef(SH + "resultMessage"), "does not conform")),
            str(description or ""),
            focus=_text(focus),
            path=_path(path, report),
            value="" if value is None or value == focus else _text(value),
            datatype=str(value.datatype or "") if isinstance(value, Literal) else "",
            check=_name(shape, shapes),
            component=str(given[URIRef(SH + "sourceConstraintComponent")]),
        )


def _name(shape: object, shapes: rdflib.Graph) -> str:
    """The IRI of a shape; of one without, that of the shape it is part of."""
    from rdflib import BNode, URIRef

    seen = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = min(shapes.subjects(None, shape), key=str, default=None)
    return str(shape) if isinstance(shape, URIRef) else ""


def _text(node: object) -> str:
    from rdflib import BNode

    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _path(path: object, report: rdflib.Graph) -> str:
    """The IRI of a path; of a path of several, the first."""
    from rdflib import BNode, URIRef

    todo, seen = [path], set()
    while todo:
        node = todo.pop()
        if isinstance(node, URIRef) and not str(node).startswith((RDF, SH)):
            return str(node)
        if isinstance(node, BNode) and node not in seen:
            seen.add(node)
            todo += [o for _, o in sorted(report.predicate_objects(node), reverse=True)]
    return ""
