"""The queries in the ontology's own shapes (SHACL-SPARQL), run in the embedded store.

Where a shape has a target of SHACL Core, its query is given the focus nodes that the documents describe. Any other of these
queries says itself of what it holds. Each is run once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import SH
from radkg.rdf import sparql
from radkg.validation.finding import Finding, datatype_of, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from radkg.validation.data import ValidationData
    from radkg.validation.shapes import ShapesGraph

_PLACE = re.compile(r"\{[?$](\w+)\}")


def run(shapes: ShapesGraph, data: ValidationData, left_out: Set[object]) -> Iterator[Finding]:
    """Run the queries of shapes, and yield what they find about what the documents describe.

    Args:
        shapes: The ontology's own shapes.
        data: The data under validation.
        left_out: Shapes that are not to be run.

    Raises:
        InvalidQuery: A query of an ontology other than radkg's is refused, or not well formed.
    """
    for shape in (shape for shape in shapes.shapes if shape not in left_out):
        for constraint in shapes.values(shape, "sparql"):
            for query in shapes.values(constraint, "select"):
                yield from _found(text(query), shape, constraint, shapes, data)


def _found(query: str, shape: object, constraint: object, shapes: ShapesGraph, data: ValidationData) -> Iterator[Finding]:
    name = shapes.check_of(shape)
    message = text(next(iter(shapes.values(constraint, "message") or shapes.values(shape, "message")), None))
    for row in _rows(query, shape, constraint, shapes, data):
        focus, value = row.get("this"), row.get("value")
        if focus not in data.subjects:
            continue
        path = row.get("path") or next((p for p in shapes.values(shape, "path") if isinstance(p, ox.NamedNode)), None)
        yield Finding(
            text(next(iter(shapes.values(shape, "severity")), None)).removeprefix(SH) or "Violation",
            _PLACE.sub(lambda place, row=row: text(row.get(place[1])), message),  # type: ignore[misc]
            shapes.remedy_of(shape),
            focus=text(focus),
            path=text(path),
            value=text(value),
            datatype=datatype_of(value),
            check=name,
        )


def _rows(
    query: str, shape: object, constraint: object, shapes: ShapesGraph, data: ValidationData
) -> Iterator[dict[str, object]]:
    if not data.written.ontology.is_carried:
        sparql.refuse(query, shapes.check_of(shape))
    prefixes = {text(p): text(n) for p, n in shapes.prefixes_of(constraint)}
    focus_nodes = shapes.focus_nodes(shape, data)
    if focus_nodes is not None:
        # A node without an IRI cannot be named in a query; that it has none is a finding.
        named = " ".join(str(node) for node in focus_nodes if isinstance(node, ox.NamedNode))
        query = query.replace("WHERE {", f"WHERE {{ VALUES $this {{ {named} }}", 1)
    solutions = data.complete.query(query, prefixes=prefixes)
    if isinstance(solutions, ox.QuerySolutions):
        variables = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield dict(zip(variables, solution, strict=True))
