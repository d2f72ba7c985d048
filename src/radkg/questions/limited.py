"""A query in a process of its own, over a graph that the process opens; see `radkg.questions.confined`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from radkg.errors import InvalidQuery, RadkgError
from radkg.questions import confined

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    import pyoxigraph as ox

    from radkg.model.store import Written
    from radkg.rdf.results import QueryResult

SECONDS = 60.0
MEGABYTES = 256  # for the query, beyond the loaded graph
LARGEST_ANSWER = 32 * 2**20  # bytes, serialised

_STOPPED = {
    "time": "stopped after {:g} s; narrow the query or give it more with --timeout",
    "processor": "stopped at the time limit; narrow the query or give it more with --timeout",
    "memory": f"stopped: it takes more than {MEGABYTES} MB of memory; narrow the query",
    "depth": "stopped: it is too long or too deeply nested; split the query",
}
#: What ends a row of an answer, by its media type, and how often more it stands there than there are rows. None of it stands
#: in a value, which is written with escapes, save in CSV, where a value may hold a line end, if seldom one of this kind.
_ROW_ENDS = {
    "application/sparql-results+json": (b'},{"', -1),
    "application/sparql-results+xml": (b"<result>", 0),
    "text/csv": (b"\r\n", 1),
    "text/tab-separated-values": (b"\n", 1),
    "application/n-triples": (b"\n", 0),
}
_DAMAGED = b"damaged"


def query(sparql: str, name: str, written: Written, seconds: float = SECONDS, *, in_graphs: bytes = b"") -> QueryResult:
    """Run a query over a graph loaded afresh, within bounds of time and memory.

    Args:
        sparql: The query.
        name: What to call the query in errors.
        written: What the graph is made from.
        seconds: The time limit.
        in_graphs: What is to be asked in the place of the graph, as N-Quads; what stands outside of GRAPH asks all graphs.

    Raises:
        InvalidQuery: It is refused, not well formed, or was stopped at a bound.
    """
    from radkg.rdf import sparql as guard

    guard.refuse(sparql, name)
    output = _run(sparql, name, written, seconds, anew=False, in_graphs=in_graphs)
    if output.startswith(_DAMAGED):  # what the snapshot holds cannot be read
        from radkg.model.snapshot import discard

        discard(written.ontology)
        output = _run(sparql, name, written, seconds, anew=True)
    return _parse(output)


def _run(sparql: str, name: str, written: Written, seconds: float, *, anew: bool, in_graphs: bytes = b"") -> bytes:
    """Return what the child writes: the kind of its answer in a line, then the answer."""
    import json

    task = json.dumps({"sparql": sparql, "name": name, "seconds": seconds, "anew": anew, **as_json(written)})
    try:
        return confined.run(__name__, answer.__name__, task.encode() + b"\n" + in_graphs, seconds)
    except confined.Stopped as bound:
        raise stopped(bound.bound, name, seconds) from None


def _parse(output: bytes) -> QueryResult:
    import pyoxigraph as ox

    from radkg.rdf.results import of_engine

    kind, _, payload = output.partition(b"\n")
    if kind == b"solutions":
        return of_engine(ox.parse_query_results(payload, format=ox.QueryResultsFormat.JSON))
    if kind == b"triples":
        return of_engine([quad.triple for quad in ox.parse(payload, format=ox.RdfFormat.N_TRIPLES)])
    raise (InvalidQuery if kind == b"InvalidQuery" else RadkgError)(payload.decode())


def answer() -> None:
    """Read a task from standard input, and write its answer to standard output; the child process runs this."""
    import json

    task = json.loads(sys.stdin.buffer.readline())
    in_graphs = sys.stdin.buffer.read()
    try:
        store = _in_memory(in_graphs) if in_graphs else opened(from_json(task), anew=task["anew"])
        kind, payload = _solve(store, task["sparql"], task["name"], task["seconds"], union=bool(in_graphs))
    except RadkgError as error:
        kind, payload = type(error).__name__, str(error).encode()
    except (OSError, RuntimeError) as error:
        from radkg.model.snapshot import is_damage

        if not is_damage(error):
            raise
        kind, payload = _DAMAGED.decode(), b""
    confined.write_and_end(kind.encode() + b"\n" + payload)


def as_json(written: Written) -> dict[str, object]:
    """Return what a graph is made from as JSON, from which `from_json` has it in another process."""
    import pyoxigraph as ox

    from radkg.rdf.writing import serialized

    added, removed = (serialized(triples, ox.RdfFormat.N_TRIPLES).decode() for triples in (written.added, written.removed))
    return {"ontology": list(written.ontology), "added": added, "removed": removed}


def from_json(task: Mapping[str, Any]) -> Written:
    """Return what a graph is made from; see `as_json`."""
    import pyoxigraph as ox

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

    added, removed = (
        tuple(quad.triple for quad in ox.parse(task[name].encode(), format=ox.RdfFormat.N_TRIPLES))
        for name in ("added", "removed")
    )
    return Written(Ontology(*task["ontology"]), added, frozenset(removed))


def opened(written: Written, *, anew: bool) -> ox.Store:
    """Return the store of a graph, with what follows: from a snapshot, or derived ``anew``."""
    from radkg.model.opening import computed, open_knowledge

    return (computed(written) if anew else open_knowledge(written)).store


def _in_memory(quads: bytes) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS)
    return store


def _solve(store: ox.Store, sparql: str, name: str, seconds: float, *, union: bool) -> tuple[str, bytes]:
    import pyoxigraph as ox

    from radkg.rdf.sparql import solve

    confined.give_up_rights(seconds, MEGABYTES)
    try:
        result = solve(store, sparql, name, union=union)
        if isinstance(result, ox.QueryTriples):
            return "triples", in_form(result, ox.RdfFormat.N_TRIPLES, name)
        return "solutions", in_form(result, ox.QueryResultsFormat.JSON, name)
    except MemoryError:
        raise stopped("memory", name, seconds) from None


def stopped(bound: str, name: str, seconds: float) -> InvalidQuery:
    """Return the error that a query was stopped at a bound of `radkg.questions.confined.Stopped`."""
    return InvalidQuery(f"{name}: {_STOPPED[bound].format(seconds)}")


def in_form(result: Any, form: Any, name: str, rows: int | None = None) -> bytes:
    """Return an answer of the engine in a form.

    Args:
        result: The answer: `pyoxigraph.QuerySolutions`, `QueryBoolean` or `QueryTriples`.
        form: A `pyoxigraph.QueryResultsFormat` or, of triples, a `pyoxigraph.RdfFormat`.
        name: What to call the query in errors.
        rows: How many rows it may have; as many as there are where not given.

    Raises:
        InvalidQuery: It is larger than `LARGEST_ANSWER`, or has more rows.
    """
    output = _Bounded(name, rows, _ROW_ENDS.get(form.media_type.partition(";")[0]))
    result.serialize(output, form)
    return b"".join(output.pieces)


class _Bounded:
    """A file that takes what an engine writes, up to a bound: the engine stops there, and has not written the rest in vain.

    Args:
        name: What to call the query in errors.
        rows: How many rows it takes.
        ends: What ends a row, and how often more it stands there than there are rows.
    """

    def __init__(self, name: str, rows: int | None, ends: tuple[bytes, int] | None) -> None:
        self.pieces: list[bytes] = []
        self._name, self._rows = name, rows
        self._end, self._more = ends or (b"", 0)
        self._bytes = self._ended = 0
        self._before = b""

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self.pieces.append(bytes(piece))
        self._bytes += len(piece)
        if self._bytes > LARGEST_ANSWER:
            self._refuse(f"is larger than {LARGEST_ANSWER // 2**20} MB")
        if self._rows is not None and self._end:
            around = self._before + piece
            self._ended += around.count(self._end)
            self._before = around[1 - len(self._end) :] if len(self._end) > 1 else b""
            if self._ended - self._more > self._rows:
                self._refuse(f"has more than {self._rows} rows")
        return len(piece)

    def flush(self) -> None:
        """Do nothing: it is all there."""

    def _refuse(self, what: str) -> NoReturn:
        raise InvalidQuery(f"{self._name}: the answer {what}; add a LIMIT")
