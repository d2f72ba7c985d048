"""A relay between a load and a store on loopback, which kills the load at a moment that does not depend on any clock."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from stores.server import Server


@dataclass
class Relay:
    """What went through, and when to kill who sends.

    Attributes:
        target: The store as ``radkg load`` takes it, by way of the relay.
        after_bytes: Kill once so many bytes were handed on to the store, be it within a request; 0 for never.
        after_answers: Kill when the store begins to answer for the so manieth time, which nobody hears then; 0 for never.
        sent: Bytes that the store was given.
        answers: How often it began to answer.
    """

    target: str
    port: int
    after_bytes: int = 0
    after_answers: int = 0
    sent: int = 0
    answers: int = 0
    killed: bool = False
    victim: subprocess.Popen[bytes] | None = None
    _asked: bool = False
    _begun: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, victim: subprocess.Popen[bytes]) -> None:
        """Let a load go on to its end, by itself or by being killed."""
        self.victim = victim
        self._begun.set()
        victim.communicate()

    def of_request(self, data: bytes) -> bytes:
        """Return what of a piece of a request is handed on."""
        self._begun.wait()
        with self._lock:
            if self.killed:
                return b""
            self._asked = True
            if self.after_bytes and self.sent + len(data) >= self.after_bytes:
                data = data[: self.after_bytes - self.sent]
                self._kill()
            self.sent += len(data)
            return data

    def of_answer(self, data: bytes) -> bytes:
        """Return what of a piece of an answer is handed on."""
        with self._lock:
            self.answers += self._asked
            self._asked = False
            if self.after_answers and self.answers >= self.after_answers:
                self._kill()
            return b"" if self.killed else data

    def _kill(self) -> None:
        assert self.victim is not None
        self.killed = True
        self.victim.send_signal(signal.SIGKILL)
        self.victim.wait()

    def between(self, client: socket.socket) -> None:
        """Hand on what comes from a client, and what is answered."""
        store = socket.create_connection(("127.0.0.1", self.port))

        def back() -> None:
            with suppress(OSError):
                while (data := store.recv(1 << 16)) and (rest := self.of_answer(data)):
                    client.sendall(rest)
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

        answering = threading.Thread(target=back, daemon=True)
        answering.start()
        with suppress(OSError):
            while (data := client.recv(1 << 16)) and (rest := self.of_request(data)):
                store.sendall(rest)
                if self.killed:
                    break
        with suppress(OSError):
            store.shutdown(socket.SHUT_WR)
        answering.join(10)
        client.close()
        store.close()


@contextmanager
def relay(server: Server, *, after_bytes: int = 0, after_answers: int = 0) -> Iterator[Relay]:
    """Stand between a load and ``server``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        own = f"http://127.0.0.1:{listener.getsockname()[1]}"
        between = Relay(server.target.replace(server.url, own), server.port, after_bytes, after_answers)

        def listen() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    threading.Thread(target=between.between, args=(client,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield between
        listener.shutdown(socket.SHUT_RDWR)
