"""The plain SPARQL 1.1 protocol: what a user's own client would send to a store."""

from __future__ import annotations

import base64
import urllib.error
import urllib.request
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from radkg.rdf.results import QueryResult, of_engine
from stores.server import Server

TIMEOUT = 120  # seconds
no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"


def send(server: Server, request: urllib.request.Request, *, guarded: bool = True, timeout: float = TIMEOUT) -> bytes:
    """Return what the store answers to a request, with its credentials where it asks for them."""
    if server.environment and guarded:
        request.add_unredirected_header("Authorization", authorization(server, request))
    with no_proxy.open(request, timeout=timeout) as answer:
        return bytes(answer.read())


def authorization(server: Server, request: urllib.request.Request) -> str:
    """Return the header that says who asks.

    Virtuoso cuts the connection on a large body before it says what it wants: it is asked for its challenge first.
    """
    name, password = server.environment["RADKG_USER"], server.environment["RADKG_PASSWORD"]
    if not server.digest:
        return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, server.url, name, password)
    digest = urllib.request.HTTPDigestAuthHandler(passwords)
    try:
        no_proxy.open(urllib.request.Request(request.full_url, b"", method=request.get_method()), timeout=TIMEOUT).close()
    except urllib.error.HTTPError as refused:
        challenge = refused.headers["WWW-Authenticate"].removeprefix("Digest ")
        parts = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge))
        return f"Digest {digest.get_authorization(request, parts)}"
    raise AssertionError(f"{request.full_url} is open to everybody")


def put(server: Server, graph: str, data: bytes) -> None:
    """Replace a named graph by N-Triples."""
    address = f"{server.graph_store}?graph={quote(graph, safe='')}"
    send(server, urllib.request.Request(address, data, {"Content-Type": TRIPLES}, method="PUT"))


def query(server: Server, sparql: str, *, triples: bool = False, timeout: float = TIMEOUT) -> QueryResult:
    """Return what the store answers to a query; Virtuoso's address for queries is open, and that for updates is not."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": TRIPLES if triples else RESULTS}
    request = urllib.request.Request(server.query, urlencode({"query": sparql}).encode(), headers)
    data = send(server, request, guarded=not server.digest, timeout=timeout)
    if triples:
        return of_engine([quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)])
    return of_engine(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
