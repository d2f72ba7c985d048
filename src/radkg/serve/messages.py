"""What the server and its workers send each other: a header in JSON, and bytes."""

from __future__ import annotations

import json
import struct
from select import select
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asyncio import StreamReader
    from socket import socket

_LENGTHS = struct.Struct("!IQ")


class Message(NamedTuple):
    """A message.

    Attributes:
        header: What it says.
        body: The bytes that it says it of.
    """

    header: dict[str, Any]
    body: bytes = b""

    def packed(self) -> bytes:
        """Return the message as it is sent."""
        header = json.dumps(self.header).encode()
        return _LENGTHS.pack(len(header), len(self.body)) + header + self.body


async def received(reader: StreamReader) -> Message:
    """Return the next message.

    Raises:
        asyncio.IncompleteReadError: The other side has ended.
    """
    header, body = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    return Message(json.loads(await reader.readexactly(header)), await reader.readexactly(body))


class Channel:
    """The worker's side, which waits.

    Args:
        connection: To the server.
    """

    def __init__(self, connection: socket) -> None:
        self._connection = connection

    def receive(self) -> Message | None:
        """Return the next message; ``None`` where the server has ended."""
        lengths = self._exactly(_LENGTHS.size)
        if lengths is None:
            return None
        header, body = _LENGTHS.unpack(lengths)
        said, given = self._exactly(header), self._exactly(body)
        return None if said is None or given is None else Message(json.loads(said), given)

    def is_waiting(self, seconds: float) -> bool:
        """Return whether a message comes within some time."""
        return bool(select([self._connection], [], [], seconds)[0])

    def send(self, header: dict[str, Any], body: bytes = b"") -> None:
        """Send a message."""
        self._connection.sendall(Message(header, body).packed())

    def _exactly(self, size: int) -> bytes | None:
        whole = bytearray()
        while len(whole) < size:
            piece = self._connection.recv(min(size - len(whole), 2**20))
            if not piece:
                return None
            whole += piece
        return bytes(whole)
