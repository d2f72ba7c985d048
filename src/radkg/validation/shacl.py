"""Running shapes with pySHACL, the reference engine, and putting its results into words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, SH
from radkg.validation.conversion import as_graph, data_graph
from radkg.validation.finding import Finding, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    import rdflib

    from radkg.validation.data import ValidationData
    from radkg.validation.shapes import ShapesGraph

_BEYOND_CORE = (SH + "sparql", SH + "target")


def run(shapes: ShapesGraph, data: ValidationData, left_out: Set[object]) -> Iterator[Finding]:
    """Run what is SHACL Core of the ontology's own shapes on the documents under validation, and yield what they find.

    Args:
        shapes: The shapes; `radkg.validation.asked` runs the queries in them.
        data: The data under validation.
        left_out: Shapes that are not to be run.

    Raises:
        ValueError: pySHACL cannot run the shapes.
    """
    with _quiet():
        import pyshacl

        triples = shapes.looking_at(data, left_out)
        shapes_graph = as_graph(triple for triple in triples if triple.predicate.value not in _BEYOND_CORE)
        _, report, outcome = pyshacl.validate(
            data_graph(data), shacl_graph=shapes_graph, inference="none", advanced=False, js=False, do_owl_imports=False
        )
        if isinstance(report, Exception):
            raise ValueError(outcome)
        yield from _findings(report, shapes, data)


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


def _findings(report: rdflib.Graph, shapes: ShapesGraph, data: ValidationData) -> Iterator[Finding]:
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
        source = ox.BlankNode(str(shape)) if isinstance(shape, BNode) else ox.NamedNode(str(shape))
        yield Finding(
            str(given[URIRef(SH + "resultSeverity")]).removeprefix(SH),
            str(given.get(URIRef(SH + "resultMessage"), "does not conform")),
            shapes.remedy_of(source),
            focus=_text(focus),
            path=_path(path, report) or _only_target(source, shapes),
            value="" if value is None or value == focus else _text(value),
            datatype=str(value.datatype or "") if isinstance(value, Literal) else "",
            check=shapes.check_of(source),
            component=str(given[URIRef(SH + "sourceConstraintComponent")]),
        )


def _only_target(shape: object, shapes: ShapesGraph) -> str:
    """Return the property whose subjects a shape looks at, where it is one; empty where it is not."""
    targets = shapes.values(shape, "targetSubjectsOf")
    return text(targets[0]) if len(targets) == 1 else ""


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
