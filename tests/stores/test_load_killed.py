"""A load that is killed, at ten different moments: the old graphs stand, or the new ones do, and the next load succeeds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from radkg.stores.parts import PARTS as ALL_PARTS
from radkg.stores.parts import graph_of
from stores import ask
from stores.server import Server

MOMENTS = 10
PARTS = ("schema", "terms", "facts")
OLD = b'<x:old> <x:release> <x:stands> .\n<x:old> <x:number> "7"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
pytestmark = pytest.mark.servers  # a minute for each store

WAYS = [(), ("--staged",)]
STORES = [(store, way) for store in ("oxigraph", "fuseki", "rdf4j") for way in WAYS] + [("virtuoso", ())]  # which stages


def begin(target: str, environment: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
    """Start a load as a user does."""
    command = [sys.executable, "-m", "radkg.cli", "load", target, "--part", ",".join(PARTS), "--format", "json", *options]
    return subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(load: subprocess.Popen[bytes]) -> dict[str, int]:
    """Wait for a load to end well, and return how many triples each graph has."""
    out, err = load.communicate(timeout=300)
    assert load.returncode == 0, err.decode()
    report = json.loads(out)
    assert report["verified"]
    return {graph["graph"]: graph["triples"] for graph in report["graphs"]}


def kill_at(load: subprocess.Popen[bytes], seconds: float) -> None:
    """Kill a load some time after its start."""
    time.sleep(seconds)
    load.send_signal(signal.SIGKILL)
    load.communicate()


@pytest.mark.parametrize(("name", "options"), STORES)
def test_a_server_has_the_old_release_or_the_new_one(
    name: str, options: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(name)
    finish(begin(server.target, server.environment, *options))
    set_back(server)
    start = time.monotonic()
    new = finish(begin(server.target, server.environment, *options))
    takes = time.monotonic() - start
    ends = []
    for moment in range(MOMENTS):
        set_back(server)
        kill_at(begin(server.target, server.environment, *options), takes * (moment + 0.5) / MOMENTS)
        counts = settled(server)
        live = {graph: number for graph, number in counts.items() if graph in new}
        assert live in (dict.fromkeys(new, 2), new), (moment, counts)
        ends.append(live == new)
    assert not all(ends)
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


@pytest.mark.parametrize("options", WAYS, ids=["as it comes", "staged"])
def test_a_folder_has_the_old_release_or_the_new_one(options: tuple[str, ...], tmp_path: Path) -> None:
    target, folder = f"oxigraph:{tmp_path / 'db'}", str(tmp_path / "db")
    start = time.monotonic()
    new = finish(begin(target, {}, *options))
    takes = time.monotonic() - start
    for moment in range(MOMENTS):
        store = ox.Store(folder)
        for graph in list(store.named_graphs()):
            store.remove_graph(graph)
        for part in PARTS:
            store.load(input=OLD, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph_of(part)))
        del store
        kill_at(begin(target, {}, *options), takes * (moment + 0.5) / MOMENTS)
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
