"""A store behind HTTP: SPARQL 1.1 Protocol, and SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendations of 21 March 2013)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from radkg.rdf.addresses import is_here
from radkg.stores.canonical import PIECE, Content, has_blank_node
from radkg.stores.errors import NotSupported, Refused, TooLarge
from radkg.stores.http import Http

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from radkg.stores.target import Target

_AT_LEAST = 64 * 2**20  # bytes that an answer with a graph may have in any case
_MOST_TRIPLES = 1_000_000  # of a graph that is read page by page, in any case
_SMALLEST_PIECE = 16 * 2**10  # bytes; pieces are not halved below
_N_TRIPLES = "application/n-triples"


class RemoteStore:
    """A store behind HTTP.

    Args:
        target: Its addresses.
        http: The client that sends the requests.
    """

    def __init__(self, target: Target, http: Http) -> None:
        self.target = target
        self._http = http
        # within one machine, compression takes longer than it saves
        self._packed = target.preset.compressed and not is_here(target.graphs)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @property
    def updates(self) -> bool:
        """Whether an address for updates is known."""
        return self.target.update is not None

    def read(self, graph: str, like: Content) -> Content:
        """See `radkg.stores.plan.Store.read`. An answer that is much larger than ``like`` is refused."""
        most = max(_AT_LEAST, 8 * like.size)
        data = self._http.send(
            "GET", self.target.graphs, parameters={"graph": graph}, headers={"Accept": _N_TRIPLES}, most=most, missing=b""
        )
        content = self._content(data, like)
        if self.target.preset.cuts and content.digest != like.digest:
            triples = self.count(graph)
            if triples > max(_MOST_TRIPLES, 8 * like.triples):
                raise Refused(f"{self.target.graphs}: says that a graph has {triples:,} triples; is it radkg's?")
            if triples > content.triples:
                content = self._content(b"\n".join(self._pages(graph, triples, content.triples // 2, most)), like)
                if content.triples != triples:
                    raise Refused(f"{self.target.graphs}: gives a part of a graph only; raise ResultSetMaxRows in its settings")
        return content

    def count(self, graph: str = "") -> int:
        """Return how many triples a graph has; the default graph, where none is named."""
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        rows = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        try:
            return max((int(row["n"]) for row in rows), default=0)
        except (KeyError, ValueError):
            raise Refused(f"{self.target.query}: its answer is not to the question; is it a SPARQL endpoint?") from None

    def _content(self, data: bytes, like: Content) -> Content:
        try:
            return Content.of(data, like=like)
        except (SyntaxError, ValueError) as error:
            reason = self._http.quoted(str(error), self.target.graphs)
            raise Refused(f"{self.target.graphs}: its answer is not N-Triples ({reason}); is it a graph store?") from None

    def _pages(self, graph: str, triples: int, page: int, most: int) -> Iterator[bytes]:
        """Yield a graph page by page. Stores need not keep an order from page to page, so the caller counts the triples."""
        for start in range(0, triples, max(page, 1)):
            rows = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT {page} OFFSET {start}"
            yield self.ask(rows, _N_TRIPLES, most)

    def write(self, graph: str, content: Content, sent: Callable[[int], None], *, whole: bool = False) -> None:
        """See `radkg.stores.plan.Store.write`. A piece without blank nodes may be sent twice, which changes nothing."""
        for piece in content.pieces(1 << 62 if whole else PIECE):
            # of a POST that is sent twice, each blank node becomes two
            self._write("PUT" if whole or has_blank_node(piece) else "POST", graph, piece)
            sent(len(piece))

    def _write(self, method: str, graph: str, piece: bytes) -> None:
        """Send a piece; where the store refuses its size, in halves."""
        bulk = self.target.preset.bulk if method == "POST" else ""
        try:
            self._http.send(
                method,
                self.target.graphs,
                parameters={"graph": graph, bulk: ""} if bulk else {"graph": graph},
                data=piece,
                headers={"Content-Type": _N_TRIPLES},
                packed=self._packed,
            )
        except TooLarge:
            if method == "PUT" or len(piece) < _SMALLEST_PIECE:
                raise
            lines = piece.splitlines(keepends=True)
            half = len(lines) // 2
            self._write(method, graph, b"".join(lines[:half]))
            self._write(method, graph, b"".join(lines[half:]))

    def add(self, quads: bytes) -> None:
        """See `radkg.stores.plan.Store.add`."""
        if not self.target.dataset:
            raise NotSupported("no address for all graphs at once is known")
        self._http.send(
            "POST",
            self.target.dataset,
            data=quads,
            headers={"Content-Type": "application/n-quads"},
            packed=self._packed,
            repeat=False,  # sent twice, each blank node becomes two
        )

    def delete(self, graph: str) -> None:
        """See `radkg.stores.plan.Store.delete`."""
        self._http.send("DELETE", self.target.graphs, parameters={"graph": graph}, missing=b"")

    def update(self, sparql: str, *, repeat: bool) -> None:
        """See `radkg.stores.plan.Store.update`.

        Raises:
            NotSupported: No address for updates is known.
        """
        if self.target.update is None:
            raise NotSupported("no address for updates is known")
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}  # without charset, RDF4J 5.0.3 reads Latin-1
        data = sparql.encode()
        self._http.send("POST", self.target.update, data=data, headers=headers, packed=self._packed, repeat=repeat)

    def select(self, sparql: str) -> Sequence[dict[str, str]]:
        """See `radkg.stores.plan.Store.select`."""
        answer = self.ask(sparql, "application/sparql-results+json", _AT_LEAST)
        try:
            rows = json.loads(answer)["results"]["bindings"]
            found = [{name: value["value"] for name, value in row.items()} for row in rows]
            if not all(isinstance(value, str) for row in found for value in row.values()):
                raise TypeError
            return found
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Refused(f"{self.target.query}: its answer is not SPARQL results in JSON; is it a SPARQL endpoint?") from None

    def ask(self, sparql: str, form: str, most: int, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> bytes:
        """Return the answer to a query.

        Args:
            sparql: The query.
            form: The media type that it is to have.
            most: The most bytes that it may have.
            default: IRIs of the graphs that together are asked outside of GRAPH; what the store says where none is given.
            named: Likewise, of the graphs that GRAPH can ask.

        Raises:
            NotSupported: No address for queries is known.
            StoreError: It does not come; see `radkg.stores.http.Http.send`.
        """
        if self.target.query is None:
            raise NotSupported("no address for queries is known")
        asked = {"query": sparql, "default-graph-uri": default, "named-graph-uri": named}
        return self._http.send(
            "POST",
            self.target.query,
            data=urlencode(asked, doseq=True).encode(),  # as a form, because a query as the body hangs Virtuoso 7.2.5
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": form},
            most=most,
        )
