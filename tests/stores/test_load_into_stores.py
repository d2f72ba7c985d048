"""`radkg load` against the real thing: Oxigraph in each run, Virtuoso, Fuseki and RDF4J where they are installed."""

from __future__ import annotations

import json
from subprocess import CompletedProcess
from typing import Any

import pytest

from radkg.namespaces import RADKG, RDF
from radkg.stores.parts import PARTS, graph_of
from stores import ask
from stores.server import Server
from stores.small_release import MINI, written_in

HEAVY = ["virtuoso", "fuseki", "guarded_fuseki", "rdf4j"]
MINE = "https://example.org/mine"
FACT = "https://w3id.org/radkg/fact/only-in-the-older-release"
OLDER_FACTS = f"""\
<{FACT}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/radkg/Association> .
<{FACT}> <https://w3id.org/radkg/sampleSize> "7.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .
""".encode()
KINDS = tuple(f"> <{RDF}type> <{RADKG}{kind}>" for kind in ("Association", "ExcludedAssociation", "NullResult"))
FACTS = sorted(line[1:].partition("> ")[0] for line in written_in("facts") if line.endswith(KINDS))
FIRST = {"oxigraph": "one request", "fuseki": "one request", "rdf4j": "one request"}
STAGED = "staged, then switched by one SPARQL Update"


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.servers) for name in ("oxigraph", *HEAVY)])
def server(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with nothing of radkg's in it."""
    server: Server = request.getfixturevalue(request.param)
    mini(server, server.target, "--remove")
    return server


def mini(server: Server, *arguments: str, **environment: str) -> CompletedProcess[str]:
    """Run ``radkg load`` on the small ontology."""
    return server.radkg("load", "--ontology", str(MINI), *arguments, **environment)


def loaded(server: Server, *options: str) -> dict[str, Any]:
    done = mini(server, server.target, "--format", "json", *options)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["verified"]
    return report


def graphs(server: Server) -> dict[str, int]:
    """Return how many triples each graph of radkg's has, staged ones included."""
    rows = ask.query(server, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
    counts = {str(row[0].value): int(row[1].value) for row in rows}  # type: ignore[union-attr]
    return {graph: number for graph, number in counts.items() if "w3id.org/radkg" in graph or graph == MINE}


def test_a_release_goes_in_whole_and_is_replaced_whole(server: Server) -> None:
    ask.put(server, MINE, b"<x:s> <x:p> <x:mine> .\n")
    first = loaded(server)
    assert set(first["facts"]["added"]) > set(FACTS)
    assert first["how"] == FIRST.get(server.name.split()[0], STAGED)
    expected = {graph["graph"]: graph["triples"] for graph in first["graphs"]}
    assert set(expected) == {graph_of(part) for part in PARTS if part != "own"}
    assert graphs(server) == {**expected, MINE: 1}
    again = loaded(server)
    assert {graph["state"] for graph in again["graphs"]} == {"unchanged"}
    assert [graph["digest"] for graph in again["graphs"]] == [graph["digest"] for graph in first["graphs"]]
    for option in ("--staged", "--tries=3"):
        ask.put(server, graph_of("facts"), OLDER_FACTS)
        changed = loaded(server, option)
        assert changed["facts"]["removed"] == [FACT]
        assert changed["facts"]["added"] == FACTS
        assert {graph["part"] for graph in changed["graphs"] if graph["state"] == "replaced"} == {"facts"}
        assert graphs(server) == {**expected, MINE: 1}
    gone = mini(server, server.target, "--remove")
    assert gone.returncode == 0, gone.stderr
    assert graphs(server) == {MINE: 1}


def test_shapes_go_in_on_request_with_other_blank_nodes_than_the_terms(server: Server) -> None:
    """Terms and shapes have lists and nodes without a name, which are sent in one request."""
    first = loaded(server, "--part", "terms,shapes")
    expected = {graph["graph"]: graph["triples"] for graph in first["graphs"]}
    assert set(expected) == {graph_of("terms"), graph_of("shapes")}
    assert {graph: number for graph, number in graphs(server).items() if graph != MINE} == expected
    shared = f"GRAPH <{graph_of('terms')}> {{ ?a ?p ?node }} GRAPH <{graph_of('shapes')}> {{ ?node ?q ?b }}"
    assert not ask.query(server, f"SELECT ?node WHERE {{ {shared} FILTER(isBlank(?node)) }}").rows
    assert {graph["state"] for graph in loaded(server, "--part", "terms,shapes")["graphs"]} == {"unchanged"}
    whole = loaded(server)
    assert [graph["state"] for graph in whole["graphs"] if graph["part"] == "shapes"] == ["unchanged"]


def test_its_graph_store_is_enough(server: Server) -> None:
    """No preset, no address for queries or updates: graph by graph, as the protocol has it."""
    done = mini(server, server.graph_store, "--part", "header,schema,pictures")
    assert done.returncode == 0, done.stderr
    assert "graph by graph" in done.stdout
    assert set(graphs(server)) - {MINE} == {graph_of(part) for part in ("header", "schema", "pictures")}
    assert mini(server, server.graph_store, "--remove", "--part", "header,schema,pictures").returncode == 0
    assert set(graphs(server)) <= {MINE}


def test_wrong_credentials_are_refused_and_nothing_changes(server: Server) -> None:
    if not server.environment:
        pytest.skip("open to everybody")
    for variables in ({"RADKG_PASSWORD": "wr0ng"}, {"RADKG_USER": "", "RADKG_PASSWORD": "", "NETRC": "/nonexistent"}):
        refused = mini(server, server.target, "--part", "schema", **variables)
        assert refused.returncode == 2
        assert "401" in refused.stderr
        assert "RADKG_USER" in refused.stderr
        assert "wr0ng" not in refused.stderr
    assert set(graphs(server)) <= {MINE}
