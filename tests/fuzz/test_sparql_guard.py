"""Whatever a query says: what would reach outside is refused, and what is let through reaches nothing."""

from __future__ import annotations

import socket
from functools import cache

import pyoxigraph as ox
from hypothesis import strategies as st

from fuzzing import fuzzed, mutated
from radkg.errors import InvalidQuery
from radkg.rdf import sparql


@cache
def trap() -> tuple[socket.socket, bytes]:
    """A server on loopback that nobody may connect to, and its address."""
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/".encode()


@cache
def store() -> ox.Store:
    """A store with a triple, so that patterns have solutions."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.NamedNode("a:b")))
    return store


@fuzzed(800, text=mutated("queries"), mistaken=st.booleans())
def test_nothing_is_reached_by_a_query(text: bytes, mistaken: bool) -> None:
    """What the guard lets through is run by the engine, which would connect; ``mistaken`` asks named graphs as well."""
    server, address = trap()
    query = text.replace(b"ADDRESS", address).decode(errors="replace")
    try:
        sparql.refuse(query, "a query")
        result = sparql.solve(store(), query, "a query", union=mistaken)
        if isinstance(result, ox.QuerySolutions | ox.QueryTriples):
            for _ in zip(range(20), result, strict=False):
                pass
    except (InvalidQuery, RuntimeError):  # the engine's own errors end a query with exit code 2 as well
        pass
    assert len(store()) == 1
    try:
        server.accept()
    except BlockingIOError:
        return
    raise AssertionError(f"a connection was made by {query!r}")
