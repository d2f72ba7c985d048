"""Running shapes with pySHACL, the reference engine, and putting its results into words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, SH
from radkg.validation.conversion import as_graph, data_graph
from radkg.validation.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import rdflib

    from radkg.validation.data import ValidationData


def run(shapes: Sequence[ox.Triple], data: ValidationData) -> Iterator[Finding]:
    """Run the ontology's own shapes on the documents under validation, and yield what they find.

    Args:
        shapes: The shapes graph; `radkg.validation.shapes` has looked it over.
        data: The data under validation.

    Raises:
        ValueError: pySHACL cannot run the shapes.
    """
    with _quiet():
        import pyshacl

        shapes_graph = _shapes_graph(tuple(shapes))
        _, report, outcome = pyshacl.validate(
            data_graph(data), shacl_graph=shapes_graph, inference="none", advanced=False, js=False, do_owl_imports=False
        )
        if isinstance(report, Exception):
            raise ValueError(outcome)
        yield from _findings(report, shapes_graph, data)


@lru_cache(maxsize=4)
def _shapes_graph(triples: tuple[ox.Triple, ...]) -> rdflib.Graph:
    return as_graph(triples)


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


def _findings(report: rdflib.Graph, shapes: rdflib.Graph, data: ValidationData) -> Iterator[Finding]:
    from rdflib import BNode, Literal, URIRef

    seen = set()
    for result in report.objects(None, URIRef(SH + "result")):
        given = dict(report.predicate_objects(result))
        focus, shape = given[URIRef(SH + "focusNode")], given[URIRef(SH + "sourceShape")]
        value, path = given.get(URIRef(SH + "value")), given.get(URIRef(SH + "resultPath"))
        if isinstance(focus, Literal):
            continue  # a text in the place of a node: the property with that text has a finding
        node = ox.BlankNode(str(focus)) if isinstance(focus, BNode) else ox.NamedNode(str(focus))
        if node not in data.subjects or (focus, shape, value) in seen:
            continue  # a node of the ontology, or a second rule of the same shape that the value breaks
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
    """Return the IRI of a shape; of a shape without IRI, that of the shape that it is part of."""
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
    """Return the IRI of a property path; the first where it has several."""
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
