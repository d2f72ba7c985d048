"""A query in a process of its own, which can be stopped: the engine cannot be interrupted from Python.

The child process opens the graph. Then it gives up the rights to open a file or a connection, to use more memory than
`MEGABYTES` beyond that of the graph, and to run longer than the time limit. At last it runs the query and returns the rows.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from radkg.errors import InvalidQuery, RadkgError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from radkg.model.store import Written
    from radkg.rdf.results import QueryResult

SECONDS = 60.0
MEGABYTES = 256  # for the query, beyond the loaded graph
LARGEST_ANSWER = 32 * 2**20  # bytes, serialised

_DAMAGED = b"damaged"
_START = "import sys; sys.path.append(sys.argv[1]); from radkg.questions.limited import answer; answer()"


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
    import subprocess

    task = json.dumps({"sparql": sparql, "name": name, "seconds": seconds, "anew": anew, **_as_json(written)})
    package_parent = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        done = subprocess.run(
            # -P: a file in the current folder must not be imported as a module
            [sys.executable, "-P", "-c", _START, package_parent],
            input=task.encode() + b"\n" + in_graphs,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InvalidQuery(f"{name}: stopped after {seconds:g} s; narrow the query or give it more with --timeout") from None
    if done.returncode < 0:
        raise InvalidQuery(f"{name}: {_why_it_died(done.returncode)}")
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout


def _why_it_died(code: int) -> str:
    if code == -getattr(signal, "SIGXCPU", 0):
        return "stopped at the time limit; narrow the query or give it more with --timeout"
    if code == -signal.SIGSEGV:  # the engine's stack has overflowed
        return "stopped: it is too long or too deeply nested; split the query"
    return f"stopped: it takes more than {MEGABYTES} MB of memory; narrow the query"


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
        store = _in_memory(in_graphs) if in_graphs else _opened(_from_json(task), anew=task["anew"])
        kind, payload = _solve(store, task["sparql"], task["name"], task["seconds"], union=bool(in_graphs))
    except RadkgError as error:
        kind, payload = type(error).__name__, str(error).encode()
    except (OSError, RuntimeError) as error:
        from radkg.model.snapshot import is_damage

        if not is_damage(error):
            raise
        kind, payload = _DAMAGED.decode(), b""
    sys.stdout.buffer.write(kind.encode() + b"\n" + payload)
    sys.stdout.buffer.flush()
    os._exit(0)  # without the time that closing the store would take


def _as_json(written: Written) -> dict[str, object]:
    import pyoxigraph as ox

    from radkg.rdf.writing import serialized

    added, removed = (serialized(triples, ox.RdfFormat.N_TRIPLES).decode() for triples in (written.added, written.removed))
    return {"ontology": list(written.ontology), "added": added, "removed": removed}


def _from_json(task: Mapping[str, Any]) -> Written:
    import pyoxigraph as ox

    from radkg.model.ontology import Ontology
    from radkg.model.store import Written

    added, removed = (
        tuple(quad.triple for quad in ox.parse(task[name].encode(), format=ox.RdfFormat.N_TRIPLES))
        for name in ("added", "removed")
    )
    return Written(Ontology(*task["ontology"]), added, frozenset(removed))


def _opened(written: Written, *, anew: bool) -> ox.Store:
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

    _give_up_rights(seconds)
    try:
        result = solve(store, sparql, name, union=union)
        if isinstance(result, ox.QueryTriples):
            kind, payload = "triples", result.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            kind, payload = "solutions", result.serialize(format=ox.QueryResultsFormat.JSON)
    except MemoryError:
        raise InvalidQuery(f"{name}: stopped: it takes more than {MEGABYTES} MB of memory; narrow the query") from None
    if payload is None or len(payload) > LARGEST_ANSWER:
        raise InvalidQuery(f"{name}: the answer is larger than {LARGEST_ANSWER // 2**20} MB; add a LIMIT")
    return kind, payload


def _give_up_rights(seconds: float) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits: there, the time limit of the parent process is the only one
        return
    address_space = _address_space()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # no further file or socket; open ones stay open
    cpu = int(seconds) + 2  # for the case that the parent process is killed and cannot stop the child
    # At the lower limit comes SIGXCPU, by which the parent knows the reason; at the upper one SIGKILL, which says nothing.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    if address_space:
        most = address_space + MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux: the time limit alone holds
        return 0
