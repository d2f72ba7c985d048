"""Connections that are patient with a slow store, and that end all the same.

urllib3 sends the whole body of a request within the time that it has to connect: ten seconds would be all that a store, or a
slow line, has for any number of megabytes. So each piece has the time that an answer has. And the library requests waits anew
after every byte: a store that sends one now and then would hold it for ever. So a clock ends the connection of a request that
has gone on for too long, in whatever it is: sending, waiting for the headers, or reading.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 16  # bytes; each has the time that is given


class PatientAdapter(HTTPAdapter):
    """What a session of requests sends with, one request at a time.

    Args:
        timeout: Seconds in which a store must take a piece of a request.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout, self._line = timeout, _Line()
        super().__init__()

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        """Return where connections are from, with connections that are patient."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        if not issubclass(pool.ConnectionCls, _Patient):
            own = {"patience": self._timeout, "line": self._line}
            pool.ConnectionCls = type("Patient", (_Patient, pool.ConnectionCls), own)
        return pool

    @contextmanager
    def ends(self, at: float) -> Iterator[Clock]:
        """End the connection, if what is done with it goes on for too long.

        Args:
            at: When, by `time.monotonic`.
        """
        clock = Clock(self._line)
        timer = threading.Timer(max(at - time.monotonic(), 0), clock.strike)
        timer.daemon = True
        timer.start()
        try:
            yield clock
        finally:
            timer.cancel()
            clock.stop()


class Clock:
    """Ends a connection when it strikes.

    Attributes:
        is_over: Whether it has struck.
    """

    def __init__(self, line: _Line) -> None:
        self.is_over = False
        self._line, self._stopped, self._lock = line, False, threading.Lock()
        line.clock = self

    def strike(self) -> None:
        """End the connection, if the clock was not stopped before."""
        with self._lock:
            if not self._stopped:
                self.is_over = True
                self._line.end()

    def stop(self) -> None:
        """Let the connection be: others may use it from now on."""
        with self._lock:
            self._stopped = True


class _Line:
    """The socket of the request that is under way."""

    def __init__(self) -> None:
        self.clock: Clock | None = None
        self._socket: Any = None

    def take(self, of_connection: Any) -> None:
        self._socket = of_connection
        if self.clock and self.clock.is_over:  # it has struck while there was no connection yet
            self.end()

    def end(self) -> None:
        """Have whoever reads or sends find that the connection has ended."""
        if isinstance(self._socket, socket.socket):
            with suppress(OSError):  # it may have ended by itself
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # that of TLS would first drop what the reader needs


class _Patient:
    """Stands before a connection of urllib3's."""

    patience: float
    line: _Line
    sock: Any
    connect: Any

    def _new_conn(self) -> Any:
        """Return a new socket: what a proxy answers on it is waited for before anything is sent."""
        connection: Any = super()
        made = connection._new_conn()
        self.line.take(made)
        return made

    def send(self, data: bytes) -> None:
        """Send bytes piece by piece, each within the time that is given."""
        connection: Any = super()
        if self.sock is None:
            self.connect()
        self.line.take(self.sock)
        self.sock.settimeout(self.patience)
        for start in range(0, len(data), _PIECE):
            connection.send(data[start : start + _PIECE])
