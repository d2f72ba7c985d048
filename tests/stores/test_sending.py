"""A large request to a slow store: as long as it takes a piece now and then, nobody gives up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from radkg.stores.errors import Unreachable
from radkg.stores.http import Http

LARGE = b"x" * (32 << 20)  # more than both ends of a connection on loopback keep


@contextmanager
def server(take: Callable[[socket.socket], None]) -> Iterator[str]:
    """Yield the address of a store that takes requests as it is told to."""

    def serve() -> None:
        client, _ = listener.accept()
        with client:
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
