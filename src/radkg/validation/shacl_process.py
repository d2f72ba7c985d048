"""pySHACL in a process of its own, which can be stopped: shapes of a user's own may hold SPARQL and slow patterns."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.namespaces import SH
from radkg.questions import confined
from radkg.rdf.writing import serialized
from radkg.validation.reported import triples_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import rdflib

MEGABYTES = 1024  # for the validation, beyond the graphs

_STOPPED = {
    "time": "stopped after {:g} s, before all was looked at",
    "processor": "stopped at the time limit, before all was looked at",
    "memory": f"stopped: they take more than {MEGABYTES} MB of memory",
    "depth": "stopped: they are too deeply nested",
}
#: Each part of pySHACL and of rdflib's SPARQL is used once before the process may open no more files: modules are files.
_READY_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetNode <urn:n> ; sh:class <urn:c> ; sh:pattern "^x" ; sh:in ( <urn:n> ) ;
    sh:property [ sh:path ( <urn:p> [ sh:zeroOrMorePath <urn:p> ] ) ; sh:lessThan <urn:q> ; sh:minInclusive 1.5 ] ;
    sh:sparql [ sh:select '''SELECT $this (COUNT(*) AS ?many) WHERE {
        $this (<urn:p>|^<urn:p>)*/<urn:q>? ?o . OPTIONAL { ?o <urn:p> ?v } FILTER EXISTS { ?o ?p ?v }
        BIND(REPLACE(MD5(STR(?o)), "a", STRUUID()) AS ?x) BIND(YEAR(NOW()) + RAND() AS ?y) BIND(TZ(NOW()) AS ?z)
        FILTER(REGEX(?x, "a", "i") || "2000-01-01"^^<http://www.w3.org/2001/XMLSchema#date> < NOW() || LANGMATCHES("en", "*"))
    } GROUP BY $this''' ] .
"""


class UnusableShapes(Exception):
    """Shapes that pySHACL cannot run, or not within the bounds; ``in_time`` is false where it was stopped at one of them."""

    def __init__(self, reason: str, *, in_time: bool = True) -> None:
        self.in_time = in_time
        super().__init__(reason)


def report(
    shapes: Iterable[ox.Triple],
    documents: Iterable[ox.Triple],
    ontology: Iterable[ox.Triple],
    *,
    advanced: bool,
    seconds: float,
) -> list[ox.Triple]:
    """Return the W3C's validation report, as pySHACL gives it. Blank nodes have the names that they have in shapes and data.

    Documents and ontology are the data graph. What the ontology alone has, and neither documents nor shapes name, is no focus
    node: it is not the user's.

    Args:
        shapes: The shapes graph. It is code: what it may not ask has been refused.
        documents: What is validated.
        ontology: What stands beside it.
        advanced: Whether targets of SHACL-AF are heeded.
        seconds: The time limit.

    Raises:
        UnusableShapes: pySHACL cannot run the shapes, or was stopped.
    """
    import json

    graphs = [serialized(graph, ox.RdfFormat.N_TRIPLES).decode() for graph in (shapes, documents, ontology)]
    task = json.dumps({"graphs": graphs, "advanced": advanced, "seconds": seconds})
    try:
        output = confined.run(__name__, answer.__name__, task.encode(), seconds)
    except confined.Stopped as stopped:
        raise UnusableShapes(_STOPPED[stopped.bound].format(seconds), in_time=False) from None
    kind, _, payload = output.partition(b"\n")
    if kind == b"report":
        return [quad.triple for quad in ox.parse(payload, format=ox.RdfFormat.N_TRIPLES)]
    raise UnusableShapes(_STOPPED["memory"] if kind == b"memory" else payload.decode(), in_time=kind != b"memory")


def answer() -> None:
    """Read a task from standard input, and write its answer to standard output; the child process runs this."""
    import json

    import rdflib

    from radkg.validation.conversion import empty_graph

    task = json.loads(sys.stdin.buffer.read())
    shapes, data = empty_graph(), empty_graph()
    _, documents, ontology = (_add(triples, to) for triples, to in zip(task["graphs"], (shapes, data, data), strict=True))
    _get_ready()
    _leave_out(ontology - documents - set(shapes.objects(None, rdflib.URIRef(SH + "targetNode"))))
    confined.give_up_rights(task["seconds"], MEGABYTES)
    try:
        with redirect_stdout(sys.stderr):  # libraries may print; standard output is for the answer
            found = _validated(data, shapes, advanced=task["advanced"])
        kind, payload = b"report", serialized(triples_of(found), ox.RdfFormat.N_TRIPLES)
    except MemoryError:
        kind, payload = b"memory", b""
    except Exception as error:  # pySHACL raises errors of many classes at shapes that are not well formed
        said = str(error).strip()
        kind, payload = b"error", (said.splitlines()[0] if said else type(error).__name__).encode(errors="replace")
    confined.write_and_end(kind + b"\n" + payload)


def _get_ready() -> None:
    import rdflib

    shapes, data = rdflib.Graph(), rdflib.Graph()
    shapes.parse(data=_READY_SHAPES, format="turtle")
    data.parse(data="<urn:n> <urn:p> 1 ; <urn:q> 2 .", format="turtle")
    _validated(data, shapes, advanced=True)


def _validated(data: rdflib.Graph, shapes: rdflib.Graph, *, advanced: bool) -> rdflib.Graph:
    import pyshacl
    import rdflib

    _, found, words = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=advanced, js=False, do_owl_imports=False
    )
    if isinstance(found, Exception):
        raise ValueError(words)
    assert isinstance(found, rdflib.Graph)
    return found


def _leave_out(nodes: set[rdflib.term.Node]) -> None:
    """Make pySHACL leave out focus nodes: looking at all that the ontology has would take a minute where shapes ask queries.

    Its own option for focus nodes takes IRIs alone, and is heeded for shapes within shapes as well.
    """
    from pyshacl.shape import Shape

    focus_nodes: Callable[..., set[rdflib.term.Node]] = Shape.focus_nodes

    def others(shape: Shape, *arguments: Any, **options: Any) -> set[rdflib.term.Node]:
        return focus_nodes(shape, *arguments, **options) - nodes

    Shape.focus_nodes = others  # type: ignore[assignment,method-assign]


def _add(triples: str, graph: rdflib.Graph) -> set[rdflib.term.Node]:
    """Add triples to a graph, and return the terms that they have in any place."""
    from radkg.rdf.rdflib_view import to_term

    converted: dict[object, rdflib.term.Node] = {}
    for quad in ox.parse(triples.encode(), format=ox.RdfFormat.N_TRIPLES):
        terms = (quad.subject, quad.predicate, quad.object)
        for term in terms:
            if term not in converted:
                converted[term] = to_term(term)
        graph.add((converted[terms[0]], converted[terms[1]], converted[terms[2]]))
    return set(converted.values())
