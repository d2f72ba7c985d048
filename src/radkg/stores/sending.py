"""Connections that have as long to send a piece of a request as they have to wait for its answer.

urllib3 sends the whole body of a request within the time that it has to connect: ten seconds would be all that a store, or a
slow line, has for any number of megabytes.
"""

from __future__ import annotations

from typing import Any

from requests.adapters import HTTPAdapter

_PIECE = 1 << 16  # bytes; each has the time that is given


class PatientAdapter(HTTPAdapter):
    """What a session of requests sends with.

    Args:
        timeout: Seconds in which a store must take a piece of a request.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        super().__init__()

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        """Return where connections are from, with connections that are patient."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **options)
        if not issubclass(pool.ConnectionCls, _Patient):
            pool.ConnectionCls = type("Patient", (_Patient, pool.ConnectionCls), {"patience": self._timeout})
        return pool


class _Patient:
    """Stands before a connection of urllib3's."""

    patience: float
    sock: Any
    connect: Any

    def send(self, data: bytes) -> None:
        """Send bytes piece by piece, each within the time that is given."""
        connection: Any = super()
        if self.sock is None:
            self.connect()
        self.sock.settimeout(self.patience)
        for start in range(0, len(data), _PIECE):
            connection.send(data[start : start + _PIECE])
