"""A large request to a slow store: as long as it takes a piece now and then, nobody gives up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from radkg.stores.errors import NotAuthorised, Refused, Unreachable
from radkg.stores.http import Http

LARGE = b"x" * (32 << 20)  # more than both ends of a connection on loopback keep


@contextmanager
def server(take: Callable[[socket.socket], None]) -> Iterator[str]:
    """Yield the address of a store that takes requests as it is told to."""

    def serve() -> None:
        client, _ = listener.accept()
        with client, suppress(ConnectionError):  # who asks may have had enough
            take(client)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/data"
        thread.join(30)


def client(address: str, timeout: float) -> Http:
    return Http(address, tries=1, timeout=timeout, remark=lambda text: None)


def test_sending_may_take_longer_than_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.http.CONNECT_TIMEOUT", 0.05)
    taken = bytearray()

    def slowly(store: socket.socket) -> None:
        while not taken.endswith(b"x" * 10 + b"."):
            if len(taken) < 100_000 or len(taken) % 1000 == 0:
                threading.Event().wait(0.02)
            taken.extend(store.recv(1 << 20))
        store.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with server(slowly) as address:
        assert client(address, 30).send("PUT", address, data=LARGE + b".") == b""
    assert bytes(taken).partition(b"\r\n\r\n")[2] == LARGE + b"."


def test_a_store_that_takes_nothing_more_is_told_of() -> None:
    done = threading.Event()

    def never(store: socket.socket) -> None:
        store.recv(1000)
        done.wait(30)

    with server(never) as address:
        with pytest.raises(Unreachable, match="no sign of life; is the store running"):
            client(address, 0.2).send("PUT", address, data=LARGE)
        done.set()


# A store that gives a sign of life now and then, and never a whole answer.

_HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "headers": (b"", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5000),
    "a body": (_HEAD + b"Content-Length: 5000\r\n\r\n", b"x" * 5000),
    "a body without length": (_HEAD + b"Connection: close\r\n\r\n", b"x" * 5000),
    "a body in pieces": (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 1000),
    "an error": (b"HTTP/1.1 500 Boom\r\nContent-Length: 5000\r\n\r\n", b"x" * 5000),
    "news of what is to come": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
}


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a request end after the time that a store may be silent, and not ten times as late."""
    monkeypatch.setattr("radkg.stores.http.ALL_IN_ALL", 1)


@pytest.mark.parametrize("what", DRIPS)
@pytest.mark.usefixtures("soon")
def test_an_answer_has_its_time(what: str) -> None:
    at_once, drops = DRIPS[what]

    def drip(store: socket.socket) -> None:
        store.recv(1 << 16)
        store.sendall(at_once)
        for start in range(len(drops)):
            threading.Event().wait(0.01)
            store.sendall(drops[start : start + 1])

    with server(drip) as address:
        client_of = client(address, 0.3)
        with pytest.raises(Unreachable, match=r"no whole answer within 0\.3 s, 1 times --timeout; give it more"):
            client_of.send("GET", address)
        client_of.close()


@pytest.mark.usefixtures("soon")
def test_so_has_the_text_of_a_refusal() -> None:
    def drip(store: socket.socket) -> None:
        store.recv(1 << 16)
        store.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 5000\r\n\r\n")
        for _ in range(5000):
            threading.Event().wait(0.01)
            store.sendall(b"x")

    with server(drip) as address, pytest.raises(NotAuthorised, match="403, this user may not do that; ask"):
        client(address, 0.3).send("GET", address)


@pytest.mark.usefixtures("soon")
def test_so_has_a_request_that_a_store_takes_sip_by_sip() -> None:
    def sip(store: socket.socket) -> None:
        while store.recv(1 << 16):
            threading.Event().wait(0.02)

    with server(sip) as address, pytest.raises(Unreachable, match=r"no whole answer within 0\.3 s"):
        client(address, 0.3).send("PUT", address, data=LARGE)


@pytest.mark.usefixtures("soon")
def test_the_time_is_that_of_all_tries_and_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waits would be longer than the time that is left."""
    asked: list[bytes] = []

    def fail(store: socket.socket) -> None:
        asked.append(store.recv(1 << 16))
        store.sendall(b"HTTP/1.1 503 Busy\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n")

    with server(fail) as address, pytest.raises(Refused, match="503, the store has failed"):
        Http(address, tries=5, timeout=0.3, remark=lambda text: None).send("GET", address)
    assert len(asked) == 1


def test_a_clock_that_is_stopped_ends_no_connection() -> None:
    def answer_twice(store: socket.socket) -> None:
        for _ in range(2):
            store.recv(1 << 16)
            store.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    with server(answer_twice) as address:
        one = client(address, 30)
        assert one.send("GET", address) == b"ok"
        one._adapter._line.clock.strike()  # type: ignore[union-attr]  # too late
        assert one.send("GET", address) == b"ok"
        one.close()


def test_the_connections_are_closed_at_the_end() -> None:
    ends: list[bytes] = []

    def answer(store: socket.socket) -> None:
        store.recv(1 << 16)
        store.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        ends.append(store.recv(1))

    with server(answer) as address:
        one = client(address, 30)
        one.send("GET", address)
        one.close()
    assert ends == [b""]
