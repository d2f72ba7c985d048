"""Running shapes with pySHACL, the reference engine, and putting its results into words."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from radkg.namespaces import RDF, SH
from radkg.validation.conversion import as_graph, data_graph
from radkg.validation.finding import text
from radkg.validation.reported import finding, first, first_step, in_english, index_of, results_in, triples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    import rdflib

    from radkg.validation.data import ValidationData
    from radkg.validation.finding import Finding
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
    triples = triples_of(report)
    index, seen = index_of(triples), set()
    for node in results_in(triples):
        result = index[node]
        focus, shape, value = (first(result, name) for name in ("focusNode", "sourceShape", "value"))
        if focus not in data.subjects or (focus, shape, value) in seen:
            # a node of the ontology; a text in the place of a node, of which the property with that text has a finding; or a
            # second rule of the same shape that the value breaks
            continue
        seen.add((focus, shape, value))
        yield finding(
            result,
            message=in_english(result.get(SH + "resultMessage", ())),
            remedy=shapes.remedy_of(shape),
            path=first_step(first(result, "resultPath"), index, without=(RDF, SH)) or _only_target(shape, shapes),
            check=shapes.check_of(shape),
        )


def _only_target(shape: object, shapes: ShapesGraph) -> str:
    """Return the property whose subjects a shape looks at, where it is one; empty where it is not."""
    targets = shapes.values(shape, "targetSubjectsOf")
    return text(targets[0]) if len(targets) == 1 else ""
