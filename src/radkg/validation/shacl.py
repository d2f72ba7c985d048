"""Running shapes with pySHACL, the reference engine, and putting its results into words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import RDF, SH
from radkg.validation.conversion import as_graph, data_graph
from radkg.validation.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import rdflib

    from radkg.validation.data import Data


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
        with data_graph(data, everything=everything) as graph:
            _, report, outcome = pyshacl.validate(
                graph, shacl_graph=shapes_graph, inference="none", advanced=False, js=False, do_owl_imports=False
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
