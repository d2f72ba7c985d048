"""HTTP connections with bounds: of the time that a request or a reader may take, of headers, and of their number.

uvicorn bounds the time between two requests, but not that of a request which comes byte by byte.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 10.0  # for a request's line and headers, from its first byte or from the connection
BODY_SECONDS = 30.0  # for its body, from the end of its headers
READ_SECONDS = 30.0  # in which a reader takes what waits for it
LARGEST_HEADER = 64 * 2**10  # bytes
MOST_CONNECTIONS = 1000


class BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed where a client takes too long, or sends headers without end.

    Where there are too many connections, the one that has waited longest for a request to be complete is closed.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._in_header = True
        self._since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._wait(HEADER_SECONDS)
        if len(self.connections) > MOST_CONNECTIONS:
            waiting = [one for one in self.connections if isinstance(one, BoundedProtocol) and one._in_header]
            min(waiting, key=lambda one: one._since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End all waiting."""
        self._stop()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take some bytes of a request."""
        if self._in_header:
            self._header_bytes += len(data)
            if self._deadline is None:  # the next request on a connection that is kept
                self._since = self.loop.time()
                self._wait(HEADER_SECONDS)
        super().data_received(data)
        if self._in_header and self._header_bytes > LARGEST_HEADER and not self.transport.is_closing():
            self.send_400_response("The headers are too long.")

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._in_header = False
        self._wait(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End waiting: the request is complete."""
        self._stop()
        self._in_header, self._header_bytes = True, 0
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Begin to wait for a client that does not read what is sent."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(READ_SECONDS, self._abort)

    def resume_writing(self) -> None:
        """End waiting: it has read."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._deadline = self.loop.call_later(seconds, self._abort)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _abort(self) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.abort()
