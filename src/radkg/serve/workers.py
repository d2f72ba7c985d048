"""What workers do, each in a process of its own: one kind runs SPARQL of strangers, the other asks verbs and makes pages.

A worker that runs SPARQL has given up the rights to open a file or a connection. Both are stopped by the pool, from outside.
"""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from radkg.errors import InvalidQuery, RadkgError, RefusedQuery, UnknownTerm
from radkg.questions import confined, limited
from radkg.serve.messages import Channel, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

#: What is wrong with what was asked, as `radkg.serve.problems` says it to clients.
REFUSED, MALFORMED, UNKNOWN, UNACCEPTABLE, UNUSABLE = "refused", "malformed", "unknown", "unacceptable", "unusable"
BEHIND = "behind"  # the store behind is what is wrong
_SOON = 0.2  # seconds in which the first task comes, where one waits
NAME = "query"  # what a query is called in errors


def _channel() -> Channel:
    """Return the connection to the server: standard input, where a stray print of a library cannot go."""
    return Channel(socket.socket(fileno=sys.stdin.fileno()))


def _serve(
    channel: Channel, answer: Callable[[Message], tuple[dict[str, Any], bytes]], get_ready: Callable[[], object] = lambda: None
) -> None:
    """Answer one task after the other; before the first one, where none waits, do what answers are made from.

    Whoever asks is told when that is done: until then it is no task that takes the time.
    """
    channel.send({"ready": True})
    if not channel.is_waiting(_SOON):
        get_ready()
    channel.send({"warm": True})
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not look at it for every answer
    while (task := channel.receive()) is not None:
        try:
            header, body = answer(task)
        except RadkgError as error:
            header, body = {"error": _kind(error), "message": str(error)}, b""
        except MemoryError:
            header, body = {"stopped": "memory"}, b""
        except Exception as error:  # a defect, which must not end the others' worker
            import traceback

            trace = traceback.format_tb(error.__traceback__)[-1].strip()
            header, body = {"defect": type(error).__name__, "at": trace, "message": str(error)}, b""
        channel.send(header, body)


def _kind(error: RadkgError) -> str:
    if "radkg.stores.errors" in sys.modules:
        from radkg.stores.errors import StoreError

        if isinstance(error, StoreError):
            return BEHIND
    kinds = {RefusedQuery: REFUSED, InvalidQuery: MALFORMED, UnknownTerm: UNKNOWN, Unacceptable: UNACCEPTABLE}
    return kinds.get(type(error), UNUSABLE)


class Unacceptable(RadkgError):
    """The client accepts no form that an answer of this kind has."""


# -- SPARQL


def ask_store() -> None:
    """Run SPARQL of strangers until the server ends; a worker of `radkg.serve.pool.Pool` runs this.

    The first message says what is asked: what a graph is made from, or, where it has bytes, these, as N-Quads.
    """
    import pyoxigraph as ox

    channel = _channel()
    setup = channel.receive()
    if setup is None:
        return
    in_graphs = bool(setup.body)
    if in_graphs:
        store = ox.Store()
        store.bulk_load(input=setup.body, format=ox.RdfFormat.N_QUADS)
    else:
        store = _opened(setup.header)
    graphs = {graph.value: graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    bounds = setup.header["rows"]
    del setup
    for query in ("SELECT * { ?s a ?o } LIMIT 1", "DESCRIBE <urn:x>", "SELECT * { { } SELECT"):  # imports what it takes
        with suppress(InvalidQuery):
            _run(store, Message({"query": query, "solutions": "json", "triples": "turtle"}), graphs, bounds, union=in_graphs)
    confined.give_up_reach(limited.MEGABYTES)
    _serve(channel, lambda task: _run(store, task, graphs, bounds, union=in_graphs))


def _opened(header: dict[str, Any]) -> ox.Store:
    """Return the store of a graph; a snapshot that turns out to be damaged is given up."""
    from radkg.model.snapshot import discard, is_damage

    written = limited.from_json(header)
    try:
        store = limited.opened(written, anew=False)
        next(iter(store.quads_for_pattern(None, None, None)), None)
    except (OSError, RuntimeError) as error:
        if not is_damage(error):
            raise
        discard(written.ontology)
        store = limited.opened(written, anew=True)
    return store


def _run(store: ox.Store, task: Message, graphs: dict[str, Any], rows: int, *, union: bool) -> tuple[dict[str, Any], bytes]:
    from radkg.rdf import sparql

    query, default, named = task.header["query"], task.header.get("default", []), task.header.get("named", [])
    sparql.refuse(query, NAME)
    sparql.refuse_unknown_graphs((*default, *named), graphs)
    dataset = bool(default or named)
    result = sparql.solve(
        store,
        query,
        NAME,
        union=union and not dataset,
        graph=[graphs[iri] for iri in default] if dataset else None,
        named=[graphs[iri] for iri in named] if dataset else None,
    )
    return _written(result, task, rows)


def _written(result: Any, task: Message, rows: int) -> tuple[dict[str, Any], bytes]:
    """Return an answer in the form that a client wants: rows, yes or no, triples of the engine or a list of them."""
    import pyoxigraph as ox

    from radkg.namespaces import PREFIXES

    if isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
        form = _form(task.header["solutions"], RESULT_FORMS, "rows")
        kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
        return {"kind": kind}, limited.in_form(result, form, NAME, rows)
    form = _form(task.header["triples"], RDF_FORMS, "triples")
    if isinstance(result, ox.QueryTriples) and form not in (ox.RdfFormat.TURTLE, ox.RdfFormat.N3):
        return {"kind": "triples"}, limited.in_form(result, form, NAME, rows)
    if isinstance(result, ox.QueryTriples):
        lines = limited.in_form(result, ox.RdfFormat.N_TRIPLES, NAME, rows)
        result = [quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)]
    elif len(result) > rows:
        raise InvalidQuery(f"{NAME}: the answer has more than {rows} rows; add a LIMIT")
    prefixes = {**PREFIXES} if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N3) else None
    return {"kind": "triples"}, ox.serialize(result, format=form, prefixes=prefixes) or b""


def ask_behind() -> None:
    """Have a store answer SPARQL of strangers until the server ends; a worker of `radkg.serve.pool.Pool` runs this."""
    channel = _channel()
    setup = channel.receive()
    if setup is None:
        return
    from radkg.serve.behind import Behind, StoreBehind

    behind, said = Behind.of_json(setup.header["behind"]), setup.header
    store = StoreBehind(behind, said["seconds"])
    rows = min(said["rows"], behind.rows or said["rows"])
    confined.bound_memory(limited.MEGABYTES)

    def answer(task: Message) -> tuple[dict[str, Any], bytes]:
        given = task.header
        graphs = given.get("default", []), given.get("named", [])
        return store.answer(given["query"], NAME, lambda result: _written(result, task, rows), *graphs)

    _serve(channel, answer)


def _form(name: str | None, forms: dict[str, str], what: str) -> Any:
    import pyoxigraph as ox

    if name is None:
        raise Unacceptable(f"the answer is {what}, and none of their forms is accepted: {', '.join(forms)}")
    kind = ox.RdfFormat if forms is RDF_FORMS else ox.QueryResultsFormat
    return kind.from_media_type(forms[name])


#: Forms of rows and of yes or no, each with its media type.
RESULT_FORMS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
#: Forms of triples.
RDF_FORMS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


# -- verbs and pages


def answer_others() -> None:
    """Ask verbs and make pages until the server ends; a worker of `radkg.serve.pool.Pool` runs this."""
    channel = _channel()
    setup = channel.receive()
    if setup is None:
        return
    from radkg.graph import KnowledgeGraph
    from radkg.model.ontology import Ontology
    from radkg.serve.making import Maker

    extra, ontology = setup.header["extra"], Ontology(*setup.header["ontology"])
    if behind := setup.header["behind"]:
        from radkg.serve.behind import Behind, GraphBefore, StoreBehind

        store = StoreBehind(Behind.of_json(behind), setup.header["seconds"])
        graph: KnowledgeGraph = GraphBefore(extra=extra, ontology=ontology, store=store)
    else:
        graph = KnowledgeGraph(extra=extra, ontology=ontology)
    maker = Maker(graph, setup.header["base"])
    _serve(channel, maker.answer, maker.get_ready)


# -- other servers


def answer_with() -> None:
    """Answer until the server ends with a function that it names; a worker of `radkg.serve.pool.Pool` runs this.

    The first message says which one: ``function`` of ``module``, which takes the graph and a task, and returns plain values.
    """
    channel = _channel()
    setup = channel.receive()
    if setup is None:
        return
    from importlib import import_module

    from radkg.graph import KnowledgeGraph
    from radkg.model.ontology import Ontology

    graph = KnowledgeGraph(extra=setup.header["extra"], ontology=Ontology(*setup.header["ontology"]))
    function = getattr(import_module(setup.header["module"]), setup.header["function"])
    _serve(channel, lambda task: ({"answer": function(graph, task.header)}, b""))
