"""What must not hurt the others: queries without end, clients that send a byte a second, bodies and headers without end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from agents.talking import HOSTILE, ORDER
from effort import unmeasured
from issues.test_limits_of_processes import is_alive, wait_for
from serve_fixtures import MINI, Served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUICK = "ASK { radkg:LeafScorch a ?class }"
A999 = "a" * 999

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def bounded() -> Iterator[Served]:
    """A server that gives a query five seconds."""
    server = Served("--ontology", str(MINI), "--workers", "2", "--timeout", "5", "--rows", "1000")
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize(
    ("status", "query", "why"),
    [
        (504, ENDLESS, "stopped after 5 s"),
        (504, 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?a), "(a|aa)+$")) FILTER(?a = ?z) }', "stopped"),
        (
            504,
            "SELECT (COUNT(*) AS ?n) { ?a (!radkg:x)* ?b . ?c (!radkg:y)* ?d . ?b (!radkg:z)* ?d . ?d (!radkg:u)* ?a }",
            "stopped",
        ),
        (422, f"SELECT (REPLACE(REPLACE(REPLACE('{A999}','a','{A999}'),'a','{A999}'),'a','{A999}') AS ?n) {{}}", "memory"),
        (422, "SELECT * { ?s ?p ?o FILTER(" + "true&&" * 40_000 + "true) }", "deeply nested"),
        (400, "SELECT * " + "{" * 3000 + "}" * 3000, "nested deeper"),
        (400, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "more than 1000 rows"),
        (400, "CONSTRUCT WHERE { ?a ?b ?c . }", "more than 1000 rows"),
        (413, "ASK {} #" + "x" * 1_000_001, "longer"),
        (403, "SELECT * { GRAPH ?g { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }", "SERVICE"),
    ],
)
def test_a_query_without_end_is_stopped_and_the_next_one_answered(bounded: Served, status: int, query: str, why: str) -> None:
    answer = bounded.post("/sparql", data={"query": query})
    assert answer.status_code == status, answer.text[:300]
    assert why in answer.json()["detail"]
    assert bounded.query(QUICK).json()["boolean"] is True


def test_no_connection_is_opened_and_no_file_read(bounded: Served, listener: socket.socket, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:is> <urn:here> .", encoding="utf-8")
    for query in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}",
        f"LOAD <{address}>",
        f"SELECT * {{ SER\\u0056ICE <{address}> {{ ?s ?p ?o }} }}",
    ):
        answer = bounded.post("/sparql", data={"query": query})
        assert answer.status_code in (400, 403)
        assert "urn:secret" not in answer.text
    for given in ({"files": [{"name": "a.ttl", "text": f"@prefix : <{address}> . :a a :b ."}]},):
        bounded.post("/api/validate", json=given)
    context = json.dumps({"@context": address, "@id": "urn:a"})
    assert bounded.post("/api/validate", json={"files": [{"name": "a.jsonld", "text": context}]}).status_code == 400
    listener.settimeout(0.2)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_query_without_end_leaves_the_others_their_place(starting: Callable[..., Served]) -> None:
    server = starting("--workers", "2", "--timeout", "20")
    stop = threading.Event()

    def hurt() -> None:
        while not stop.is_set():
            server.session.post(f"{server.address}/sparql", data={"query": f"{ENDLESS} #{time.time()}"}, timeout=60)

    with ThreadPoolExecutor(3) as threads:
        hurting = [threads.submit(hurt) for _ in range(3)]  # one more than workers
        answered = [server.query(f"{QUICK} #{number}").status_code for number in range(8)]
        stop.set()
    assert set(answered) == {200}
    assert all(one.exception() is None for one in hurting)


def test_a_worker_that_is_killed_is_replaced(bounded: Served) -> None:
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(bounded.process.pid)], capture_output=True, text=True, check=True
    )
    for number in map(int, children.stdout.split()):
        os.kill(number, signal.SIGKILL)
    for path in ("/sparql?query=ASK+%7B%7D", "/api/show?term=leaf+scorch"):
        codes: list[int] = []

        def is_answered(path: str = path, codes: list[int] = codes) -> bool:
            codes.append(bounded.get(path).status_code)
            return codes[-1] == 200

        wait_for(is_answered, "no other worker is there")
        assert set(codes) <= {200, 422, 503}  # of the two that were killed, and where no other one is ready in time


def children(server: Served) -> list[int]:
    """Return the numbers of the processes that a server has started."""
    path = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    return [int(number) for number in path.read_text(encoding="utf-8").split()]


def connected(server: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=60)


def test_64_clients_that_send_a_byte_a_second_do_not_stop_the_rest(starting: Callable[..., Served]) -> None:
    server = starting("--workers", "1", "--timeout", "5")
    slow = [connected(server) for _ in range(64)]
    request = b"GET /sparql?query=ASK+%7B%7D HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaa"
    alive = dict.fromkeys(slow, True)
    waiting = []
    for byte in request[:14]:
        for client in slow:
            if alive[client]:
                try:
                    client.send(bytes([byte]))
                except OSError:
                    alive[client] = False
        waiting.append(sum(map(is_open, slow)))
        assert server.query(f"{QUICK} #{byte} {len(waiting)}").status_code == 200
        time.sleep(1)
    assert waiting[0] == 64  # while all of them are still there, others are answered
    for client in slow:  # none is waited for longer than a request may take
        client.settimeout(30)
        with suppress(ConnectionResetError):
            assert client.recv(100) == b""
        client.close()


def is_open(client: socket.socket) -> bool:
    """Return whether the server has not closed a connection."""
    client.setblocking(False)
    try:
        return client.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        client.setblocking(True)


def test_headers_without_end_are_refused(bounded: Served) -> None:
    with connected(bounded) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n")
        with suppress(OSError):
            for _ in range(1000):
                client.sendall(b"X-Header: " + b"a" * 1000 + b"\r\n")
                time.sleep(0.001)
            pytest.fail("it takes headers of a million bytes")
    assert bounded.get("/health").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1_0\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_ends_nothing(bounded: Served, sent: bytes) -> None:
    with connected(bounded) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(30)
        status = client.recv(1000)
        assert not status or status.split()[1][:1] == b"4", status
    assert bounded.get("/health").status_code == 200


def test_who_goes_away_is_not_worked_for(bounded: Served) -> None:
    with connected(bounded) as client:
        body = f"query={ENDLESS}".replace(" ", "+").encode()
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        time.sleep(0.1)
    wait_for(lambda: 'why="interest"' in bounded.get("/metrics").text, "it is worked for")


def test_it_ends_when_it_is_told_to_and_answers_what_it_has_begun(starting: Callable[..., Served]) -> None:
    server = starting("--workers", "1", "--timeout", "3")
    with ThreadPoolExecutor(1) as threads:
        begun = threads.submit(server.query, ENDLESS)
        wait_for(lambda: 'pool="queries",state="idle"} 0' in server.get("/metrics").text, "it has not begun")
        server.process.send_signal(signal.SIGTERM)
        assert begun.result().status_code == 504
    assert server.process.wait(timeout=30) == 0
    with pytest.raises(ConnectionRefusedError):
        connected(server)


def test_workers_end_with_the_server_however_it_ends(starting: Callable[..., Served]) -> None:
    server = starting("--workers", "1")
    workers = children(server)
    assert len(workers) == 2
    server.process.kill()
    server.process.wait(timeout=30)
    wait_for(lambda: not any(map(is_alive, workers)), "a worker is left")


def test_the_log_has_no_query_in_it_unless_that_is_asked_for(starting: Callable[..., Served]) -> None:
    for options, told in (((), False), (("--log-queries",), True)):
        server = starting("--workers", "1", *options)
        server.query("ASK { <urn:private> ?p ?o }")
        server.post("/sparql", data={"query": "ASK { <urn:private> ?p ?o }"})
        server.get("/api/check?statement=private")
        server.post("/api/check", json={"statement": "private"})
        assert server.stop() == 0
        lines = [json.loads(line) for line in server.lines if line.startswith("{")]
        assert [line["path"] for line in lines] == ["/sparql", "/sparql", "/api/check", "/api/check"]
        assert all({"time", "client", "method", "status", "bytes", "ms"} <= line.keys() for line in lines)
        assert all(("private" in json.dumps(line)) is told for line in lines)


def test_an_origin_that_is_allowed_may_ask(starting: Callable[..., Served]) -> None:
    server = starting("--workers", "1", "--cors", "https://yasgui.example", "--allow-host", "kg.example")
    headers = {"Origin": "https://yasgui.example", "Host": "kg.example"}
    assert server.get("/health", headers=headers).headers["access-control-allow-origin"] == "https://yasgui.example"
    assert server.post("/sparql", data={"query": "ASK {}"}, headers=headers).status_code == 200
    preflight = server.session.options(f"{server.address}/sparql", headers=headers, timeout=60)
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    other = {"Origin": "https://other.example"}
    assert server.post("/sparql", data={"query": "ASK {}"}, headers=other).status_code == 403


def test_behind_a_proxy_it_is_at_the_address_that_is_said(starting: Callable[..., Served]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = starting("--workers", "1", "--base", "https://kg.example/radkg/", "--port", str(port))
    assert server.address == "https://kg.example/radkg"
    headers = {"Host": "kg.example", "Accept": "text/html"}
    for path in ("/radkg/sparql", "/sparql"):  # whether the proxy leaves the beginning of the path or not
        address = f"http://127.0.0.1:{port}{path}"
        answer = server.session.get(address, headers=headers, timeout=60, allow_redirects=False)
        assert answer.headers["location"] == "/radkg/query/index.html"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--host", "203.0.113.7"), "cannot listen"),
        (("--base", "ftp://x/"), "no address of a server"),
        (("--base", "http://user:word@x/"), "no address of a server"),
        (("--base", "http://example.org/\x1b[2J"), "no address of a server"),
        (("--cors", "evil"), "no origin"),
        (("--with", "nothing.ttl"), "nothing.ttl"),
        (("--ontology", "nowhere"), "nowhere"),
    ],
)
def test_a_mistake_ends_it_with_one_line(options: tuple[str, ...], why: str) -> None:
    command = [sys.executable, "-m", "radkg.cli", "serve", "--port", "0", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=unmeasured())
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no file that is always full")
def test_a_log_that_nobody_can_write_stops_no_answer() -> None:
    """`radkg serve 2>/dev/full` ended before it had answered anything."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "radkg.cli", "serve", "--port", str(port), "--ontology", str(MINI), "--workers", "1"]
    with open("/dev/full", "wb") as full:
        server = subprocess.Popen(command, stderr=full, env=unmeasured())
    try:
        wait_for(lambda: server.poll() is not None or is_served(port), "it does not answer")
        assert is_served(port)
    finally:
        server.terminate()
    assert server.wait(30) == 0


def is_served(port: int) -> bool:
    """Whether a server says that it is well."""
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def test_a_port_that_is_taken_is_said_so(bounded: Served) -> None:
    command = [sys.executable, "-m", "radkg.cli", "serve", "--port", str(bounded.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=unmeasured())
    assert (done.returncode, "address already in use" in done.stderr) == (2, True)


def test_a_query_of_many_branches_ends(bounded: Served) -> None:
    branches = " UNION ".join(f"{{ ?s radkg:p{number} ?o }}" for number in range(2000))
    answer = bounded.post("/sparql", data={"query": f"SELECT ?s ?o {{ {branches} }}"}, headers={"Accept": "text/csv"})
    assert answer.status_code in (200, 504)  # 504 where the machine is busy
    assert answer.content == b"s,o\r\n" or "stopped" in answer.json()["detail"]
    assert bounded.query(QUICK).json()["boolean"] is True


def in_cache(folder: Path) -> Served:
    """Return a server that keeps its snapshot in a folder."""
    return Served("--ontology", str(MINI), "--workers", "1", environment={"RADKG_CACHE": str(folder)})


def test_servers_that_start_at_once_make_one_snapshot_and_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        servers = list(threads.map(in_cache, [tmp_path] * 3))
    for server in servers:
        assert server.query(QUICK).json()["boolean"] is True
        assert server.stop() == 0
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored
    for path in stored:
        path.write_bytes(b"\0" * 100)
    server = in_cache(tmp_path)
    assert server.query(QUICK).json()["boolean"] is True
    assert server.get("/api/check?statement=leaf+scorch+shows+yellowing").json()["verdict"] == "supported"
    assert server.stop() == 0


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    server = in_cache(in_the_way / "cache")
    assert server.query(QUICK).json()["boolean"] is True
    assert server.stop() == 0
    assert in_the_way.read_bytes() == b""


@pytest.mark.parametrize(
    "name", ["../../../../escaped.ttl", "/tmp/escaped.ttl", "..\\..\\escaped.ttl", ".ttl", "a\0b.ttl", "x" * 5000]
)
def test_the_name_of_a_file_leads_nowhere(bounded: Served, name: str) -> None:
    given = {"files": [{"name": name, "text": "<urn:a> <urn:b> <urn:c> ."}]}
    answer = bounded.post("/api/validate", json=given)
    assert answer.status_code in (200, 400)
    assert "radkg-" not in answer.text  # the folder for the time being
    assert not list(Path("/tmp").glob("*escaped*"))


@pytest.mark.parametrize("path", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "radkg-base.ttl%00", "radkg-base.ttl/../x"])
def test_the_name_of_a_release_file_leads_nowhere(bounded: Served, path: str) -> None:
    with connected(bounded) as client:
        client.sendall(f"GET /release/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        said = client.makefile("rb").read()
    assert said.split()[1] == b"404"
    assert b"root:" not in said


def test_orders_and_script_in_data_are_handed_on_as_data(starting: Callable[..., Served], tmp_path: Path) -> None:
    file = tmp_path / "odd.ttl"
    file.write_text(HOSTILE.replace("A blight.", "<script>alert(1)</script>"), encoding="utf-8")
    server = starting("--workers", "1", "--with", str(file))
    answer = server.get("/api/show?term=odd+blight")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ORDER in answer.text
    for path in ("/search.html?q=odd", "/check/index.html?statement=odd+blight+shows+yellowing"):
        page = server.get(path).text
        assert "odd blight" in page
        assert "<script>alert" not in page
    rows = server.query("SELECT ?text { <https://example.org/odd> skos:definition ?text }", "text/html")
    assert rows.status_code == 406  # no answer of SPARQL is a page
