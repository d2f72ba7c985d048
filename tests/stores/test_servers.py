"""The stores that tests start: they come back on what they had, and what is missing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from radkg.namespaces import RADKG
from stores import ask
from stores.server import Server, free_port, running
from stores.servers import Fuseki, Missing, Oxigraph, Rdf4j, Virtuoso, archive, program, started

TRIPLE = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
GRAPH = RADKG + "graph/one"


def lives_on(server: Server) -> None:
    """Put a triple, kill the store, start it again, and find the triple."""
    with running(server):
        ask.put(server, GRAPH, TRIPLE)
        server.kill()
        server.start()
        assert len(ask.query(server, f"SELECT * {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")) == 1


@pytest.mark.servers
def test_oxigraph_that_was_killed_comes_back(tmp_path: Path) -> None:
    lives_on(Oxigraph(tmp_path / "store"))


@pytest.mark.servers
@pytest.mark.parametrize("make", [Virtuoso, Fuseki, Rdf4j])
def test_store_that_was_killed_comes_back(tmp_path: Path, make: type[Server]) -> None:
    lives_on(make(tmp_path / "store"))


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RADKG_FUSEKI_JAR", raising=False)
    with pytest.raises(Missing, match="RADKG_FUSEKI_JAR is not set"):
        archive("RADKG_FUSEKI_JAR", "the jar")
    monkeypatch.setenv("RADKG_FUSEKI_JAR", str(tmp_path / "none.jar"))
    with pytest.raises(Missing, match="which is no file"):
        archive("RADKG_FUSEKI_JAR", "the jar")
    with pytest.raises(Missing, match="install the Debian package"):
        program("no-such-store", "the Debian package of it")


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_store_fails_in_ci_and_is_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv("RADKG_RDF4J_WAR", raising=False)
    with pytest.raises(outcome, match="RADKG_RDF4J_WAR"):
        next(started(tmp_path_factory, Rdf4j))


def test_a_store_that_does_not_start_says_why(tmp_path: Path) -> None:
    class Broken(Oxigraph):
        def command(self) -> list[str]:
            return [*super().command(), "--no-such-option"]

    with pytest.raises(RuntimeError, match="no-such-option"):
        Broken(tmp_path).start()


def test_a_free_port_is_free() -> None:
    assert free_port() > 1023
