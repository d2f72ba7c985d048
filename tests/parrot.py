"""A server on loopback that answers each request with the same bytes, whatever they are."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from unicodedata import category

from radkg.stores.canonical import EMPTY
from radkg.stores.remote import RemoteStore


@dataclass
class Parrot:
    """The server: where it is, and what it answers."""

    port: int
    answer: bytes = b""


def ask(store: RemoteStore, what: str) -> None:
    """Have a store do one of the things that a request is needed for: "read", "select", "update" or "delete"."""
    if what == "read":
        store.read("x:g", EMPTY)
    elif what == "select":
        store.select("SELECT * { ?s ?p ?o }")
    elif what == "update":
        store.update("CLEAR GRAPH <x:g>", repeat=False)
    else:
        store.delete("x:g")


#: Characters for Python's formats are unseen; these are seen: signs that stand in front of numbers.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


def is_one_line(text: str) -> bool:
    """Return whether a text is one line, all of which is seen; a space of another width is one."""
    return all(character.isprintable() or category(character) == "Zs" or character in _SEEN for character in text)


@contextmanager
def answering() -> Iterator[Parrot]:
    """Have one answer while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bird = Parrot(listener.getsockname()[1])

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client, suppress(OSError):
                        while client.recv(1 << 16):
                            client.sendall(bird.answer)
                            client.shutdown(socket.SHUT_WR)

        threading.Thread(target=serve, daemon=True).start()
        yield bird
        listener.shutdown(socket.SHUT_RDWR)
