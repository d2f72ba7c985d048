"""A triple store on loopback that misbehaves when told to: what answers are made of is Oxigraph, embedded."""

from __future__ import annotations

import base64
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

NT = ox.RdfFormat.N_TRIPLES


@dataclass
class Fault:
    """What to do instead of answering: to which requests, and how many times."""

    answer: int | str  # a status; "nothing", "silence", "half"; "lost": it is done, and not answered; "alter", see below
    only: str = ""  # a method and a path, "PUT /data", or a part of it
    times: int = 1_000_000
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    after: int = 0  # so many requests are answered before
    change: tuple[bytes, bytes] = (b"", b"")

    def applies(self, request: str) -> bool:
        """Return whether it is this request's turn."""
        if self.only not in request or self.times <= 0:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True


def alter(value: ox.Literal, into: ox.Literal, only: str, *, times: int = 1_000_000, after: int = 0) -> Fault:
    """Have the store change a literal in what it takes by a request, or gives back by its answer."""
    return Fault("alter", only, times=times, after=after, change=(str(value).encode(), str(into).encode()))


@dataclass
class FakeStore:
    """The store, its addresses, and what was asked of it."""

    address: str = ""
    data: ox.Store = field(default_factory=ox.Store)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    credentials: tuple[str, str] | None = None  # what Basic asks for
    challenges: list[str] = field(default_factory=lambda: ['Basic realm="fake"'])  # how it asks for them
    token: str = ""
    largest: int = 1 << 40
    updates: bool = True
    done: int = 204  # the status of what has nothing to say
    missing: int = 404  # the status of an empty answer about a graph that is not there
    form: str = ""  # of answers: "gzip", "chunked"
    rewrite: Callable[[bytes], bytes] = lambda rows: rows  # of N-Triples in answers
    most_rows: int = 1 << 40  # of an answer; what is more is cut off without a word
    before: Callable[[str], None] = lambda request: None

    @property
    def target(self) -> str:
        """As `radkg load` takes it: Fuseki's addresses are the plainest."""
        return f"fuseki:{self.address}/ds"

    def graph(self, iri: str) -> set[str]:
        """Return what a graph holds, a line a triple."""
        return {str(quad.triple) for quad in self.data.quads_for_pattern(None, None, None, ox.NamedNode(iri))}

    def dump(self) -> set[str]:
        """Return everything, a line a quad."""
        return {str(quad) for quad in self.data}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeStore
    change: tuple[bytes, bytes]
    lost: bool

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def handle_any(self) -> None:
        """Answer one request."""
        fake, parts = self.fake, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = f"{self.command} {parts.path}"
        fake.asked.append(request)
        fake.sent.append(dict(self.headers))
        fake.before(request)
        self.change, self.lost = (b"", b""), False
        for fault in fake.faults:
            if fault.applies(request):
                if fault.answer not in ("alter", "lost"):
                    return self._misbehave(fault)
                self.change, self.lost = fault.change, fault.answer == "lost"
        if fake.token and self.headers.get("Authorization") != f"Bearer {fake.token}":
            return self._answer(401, b"", {"WWW-Authenticate": "Bearer"})
        if fake.credentials:
            wanted = "Basic " + base64.b64encode(":".join(fake.credentials).encode()).decode()
            if self.headers.get("Authorization") != wanted:
                return self._answer(401, b"", challenges=fake.challenges)
        if len(body) > fake.largest:
            return self._answer(413, b"too large")
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        graph = parse_qs(parts.query).get("graph", [""])[0]
        try:
            return self._do(parts.path, graph, self._altered(body))
        except (SyntaxError, ValueError, OSError) as error:
            return self._answer(400, str(error).encode())

    do_GET = do_PUT = do_POST = do_DELETE = do_CONNECT = handle_any

    def _do(self, path: str, graph: str, body: bytes) -> None:
        data = self.fake.data
        if path.endswith("/query"):
            given = parse_qs(body.decode())
            default, named = (
                [ox.NamedNode(iri) for iri in given.get(f"{kind}-graph-uri", ())] for kind in ("default", "named")
            )
            result = data.query(given["query"][0], default_graph=default or None, named_graphs=named or None)  # type: ignore[arg-type]
            if isinstance(result, ox.QueryTriples):
                return self._rows(result.serialize(format=NT) or b"")
            if self.headers.get("Accept") == "text/csv":
                lines = (result.serialize(format=ox.QueryResultsFormat.CSV) or b"").splitlines(keepends=True)
                return self._answer(200, b"".join(lines[: self.fake.most_rows + 1]), {"Content-Type": "text/csv"})
            written = result.serialize(format=ox.QueryResultsFormat.JSON)
            return self._answer(200, written or b"", {"Content-Type": "application/sparql-results+json"})
        if path.endswith("/update"):
            if not self.fake.updates:
                return self._answer(405, b"read-only")
            data.update(body.decode())
            return self._answer(self.fake.done)
        name = ox.NamedNode(graph or "urn:none")
        if self.command == "GET":
            if not data.contains_named_graph(name):
                return self._answer(self.fake.missing, b"" if self.fake.missing == 200 else b"no such graph")
            return self._rows(self._altered(data.dump(format=NT, from_graph=name) or b""))
        if self.command == "PUT":
            quads = [ox.Quad(*_terms(quad), name) for quad in ox.parse(body, format=NT)]
            data.clear_graph(name)
            data.extend(quads)
        elif self.command == "POST" and graph:
            data.load(input=body, format=NT, to_graph=name)
        elif self.command == "POST":
            data.load(input=body, format=ox.RdfFormat.N_QUADS)
        else:
            data.remove_graph(name)
        return self._answer(self.fake.done)

    def _altered(self, body: bytes) -> bytes:
        value, into = self.change
        return body.replace(value, into) if value else body

    def _rows(self, triples: bytes) -> None:
        rows = triples.splitlines(keepends=True)[: self.fake.most_rows]
        self._answer(200, self.fake.rewrite(b"".join(rows)), {"Content-Type": "application/n-triples"})

    def _misbehave(self, fault: Fault) -> None:
        if fault.answer == "nothing":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif fault.answer == "silence":
            threading.Event().wait(1)  # tests take the place of time.sleep
            self.close_connection = True
        elif fault.answer == "half":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<https://w3id.org/radkg/Fa")
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        else:
            self._answer(int(fault.answer), fault.body.encode(), fault.headers)

    def _answer(
        self, code: int, body: bytes = b"", headers: dict[str, str] | None = None, challenges: Sequence[str] = ()
    ) -> None:
        if self.lost:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.send_response(code)
        if self.fake.form == "gzip" and body:
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body)
        chunked = self.fake.form == "chunked" and body
        length = {"Transfer-Encoding": "chunked"} if chunked else {} if code == 204 else {"Content-Length": str(len(body))}
        for name, value in {**length, **(headers or {})}.items():
            self.send_header(name, value)
        for challenge in challenges:
            self.send_header("WWW-Authenticate", challenge)
        self.end_headers()
        if chunked:
            for start in range(0, len(body), 7000):
                piece = body[start : start + 7000]
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        elif code != 204:
            self.wfile.write(body)


def _terms(quad: ox.Quad) -> tuple[ox.NamedNode | ox.BlankNode | ox.Triple, ox.NamedNode, ox.NamedNode]:
    return quad.subject, quad.predicate, quad.object  # type: ignore[return-value]


class _OfIPv6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


@contextmanager
def fake_store(host: str = "127.0.0.1", certificate: tuple[Path, Path] | None = None) -> Iterator[FakeStore]:
    """Start a store, and stop it.

    Args:
        host: The address of loopback where it listens.
        certificate: The files with its certificate and its key, where it is to speak TLS.
    """
    fake = FakeStore()
    kind = _OfIPv6 if ":" in host else ThreadingHTTPServer
    server = kind((host, 0), type("Handler", (_Handler,), {"fake": fake}))
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    shown = f"[{host}]" if ":" in host else host
    fake.address = f"{'https' if certificate else 'http'}://{shown}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
