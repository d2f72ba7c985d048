"""A load that is killed, at many moments: the old graphs stand, or the new ones do, and the next load succeeds.

A store behind HTTP is reached by way of a relay, which kills within requests and between an answer and its arrival. In a
folder, a load is killed by the clock, from when it begins to write.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from radkg.stores.parts import PARTS as ALL_PARTS
from radkg.stores.parts import graph_of
from stores import ask
from stores.relay import Relay, relay
from stores.server import Server
from stores.small_release import MINI

MOMENTS = 10 if os.environ.get("RADKG_SWEEPS") else 4  # evenly over the bytes that are sent
PARTS = ("schema", "terms", "facts")
OLD = b'<x:old> <x:release> <x:stands> .\n<x:old> <x:number> "7"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
pytestmark = pytest.mark.servers  # a minute for each store

WAYS = [(), ("--staged",)]
STORES = [(store, way) for store in ("oxigraph", "fuseki", "rdf4j") for way in WAYS] + [("virtuoso", ())]  # which stages
ANNOUNCING = """
import sys
from radkg.cli import main
from radkg.stores import loading

def announced(*arguments, carry_out=loading._carry_out):
    print("begins to write", flush=True)
    return carry_out(*arguments)

loading._carry_out = announced
sys.exit(main(sys.argv[1:]))
"""


def begin(target: str, environment: dict[str, str], *options: str, program: str = "") -> subprocess.Popen[bytes]:
    """Start a load as a user does; ``program`` stands in the place of the command."""
    what = ["load", "--ontology", str(MINI), target, "--part", ",".join(PARTS), "--format", "json", *options]
    command = [sys.executable, *(["-c", program] if program else ["-m", "radkg.cli"]), *what]
    return subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(load: subprocess.Popen[bytes]) -> dict[str, int]:
    """Wait for a load to end well, and return how many triples each graph has."""
    out, err = load.communicate(timeout=300)
    assert load.returncode == 0, err.decode()
    report = json.loads(out)
    assert report["verified"]
    return {graph["graph"]: graph["triples"] for graph in report["graphs"]}


def kill_at(load: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill a load some time after it has begun to write."""
    assert load.stdout is not None
    assert load.stdout.readline() == b"begins to write\n"
    time.sleep(seconds)
    load.send_signal(signal.SIGKILL)
    load.communicate()


def moments(whole: Relay) -> Iterator[dict[str, int]]:
    """Yield when to kill a load of which it is known what goes through when nobody kills it."""
    for answers in range(1, whole.answers + 1):
        yield {"after_answers": answers}
    for moment in range(MOMENTS):
        yield {"after_bytes": int(whole.sent * (moment + 0.5) / MOMENTS)}


@pytest.mark.parametrize(("name", "options"), STORES)
def test_a_server_has_the_old_release_or_the_new_one(
    name: str, options: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(name)
    new = finish(begin(server.target, server.environment, *options))
    set_back(server)
    with relay(server) as whole:
        whole.carry(begin(whole.target, server.environment, *options))
    assert settled(server) == new
    ends = {}
    for moment in moments(whole):
        set_back(server)
        with relay(server, **moment) as between:
            between.carry(begin(between.target, server.environment, *options))
        assert between.killed, moment
        counts = settled(server)
        live = {graph: number for graph, number in counts.items() if graph in new}
        assert live in (dict.fromkeys(new, 2), new), (moment, counts)
        ends[str(moment)] = live == new
    assert set(ends.values()) == {False, True}, ends
    assert finish(begin(server.target, server.environment, *options)) == new
    assert settled(server) == new  # nothing staged is left


def set_back(server: Server) -> None:
    """Have the store hold an old release."""
    server.wait_until_idle()
    for part in PARTS:
        ask.put(server, graph_of(part), OLD)


def settled(server: Server) -> dict[str, int]:
    """Return how many triples each graph of radkg's has, once the server has finished what the killed load had asked for."""
    server.wait_until_idle()
    rows = ask.query(server, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
    counts = {str(row[0].value): int(row[1].value) for row in rows}  # type: ignore[union-attr]
    others = {graph_of(part) for part in ALL_PARTS if part not in PARTS}
    return {graph: number for graph, number in counts.items() if "w3id.org/radkg" in graph and graph not in others}


def set_folder_back(folder: str) -> None:
    """Have a folder hold an old release, and nothing else."""
    store = ox.Store(folder)
    for graph in list(store.named_graphs()):
        store.remove_graph(graph)
    for part in PARTS:
        store.load(input=OLD, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph_of(part)))


@pytest.mark.parametrize("options", WAYS, ids=["as it comes", "staged"])
def test_a_folder_has_the_old_release_or_the_new_one(options: tuple[str, ...], tmp_path: Path) -> None:
    target, folder = f"oxigraph:{tmp_path / 'db'}", str(tmp_path / "db")
    new = finish(begin(target, {}, *options))
    set_folder_back(folder)
    first = begin(target, {}, *options, program=ANNOUNCING)
    assert first.stdout is not None
    assert first.stdout.readline() == b"begins to write\n"
    start = time.monotonic()
    assert finish(first) == new
    takes = time.monotonic() - start
    for moment in range(MOMENTS):
        set_folder_back(folder)
        kill_at(begin(target, {}, *options, program=ANNOUNCING), takes * (moment + 0.5) / MOMENTS)
        live = {graph: len(list(ox.Store(folder).quads_for_pattern(None, None, None, ox.NamedNode(graph)))) for graph in new}
        assert live in (dict.fromkeys(new, 2), new), moment
    assert finish(begin(target, {}, *options)) == new
    assert {str(graph) for graph in ox.Store(folder).named_graphs()} == {f"<{graph}>" for graph in new}


def test_two_loads_at_once(oxigraph: Server) -> None:
    """Both end well or say why, and one whole release stands."""
    set_back(oxigraph)
    both = [begin(oxigraph.target, {}, "--staged"), begin(oxigraph.target, {}, "--staged")]
    ends = [load.communicate(timeout=300) for load in both]
    assert [load.returncode for load in both] == [0, 0], ends
    new = finish(begin(oxigraph.target, {}))
    assert settled(oxigraph) == new
