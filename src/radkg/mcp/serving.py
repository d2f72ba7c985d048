"""The server as it runs: on standard input and output, or on HTTP; each call is answered by a process that can be stopped."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

from radkg.errors import InvalidOption, RadkgError
from radkg.graph import load
from radkg.mcp.answers import answer
from radkg.mcp.server import server_of
from radkg.questions.confined import Stopped
from radkg.serve import listen
from radkg.serve.messages import Message
from radkg.serve.pool import Busy, Pool
from radkg.serve.workers import answer_with
from radkg.shown import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp.server import Server

    from radkg.graph import KnowledgeGraph

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LARGEST_BODY = 8 * 2**20  # bytes: a text of a million characters, written as JSON
_MOST_SESSIONS = 256
_IDLE = 600.0  # seconds until a session that asks nothing is closed
_GRACE = 5  # seconds that answers under way have when the server is stopped

MEGABYTES = 1024.0  # that a worker may take beyond what it has at its start
_STOPPED = {
    "time": "stopped after {:g} s; ask for less at once",
    "processor": "stopped at the time limit; ask for less at once",
    "memory": f"stopped: it takes more than {MEGABYTES:g} MB of memory; ask for less at once",
    "depth": "stopped: it is too long or too deeply nested; split it",
}
_INTERRUPTED = 130  # what a shell says of SIGINT

logger = logging.getLogger("radkg.mcp")


class Unanswered(RadkgError):
    """A worker has not answered; the message says why, and what to do."""


class OfPool:
    """Has workers answer.

    Args:
        pool: The workers, which answer by `radkg.mcp.answers.answer`.
        seconds: How long an answer may take.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool, self._seconds = pool, seconds

    async def ask(self, what: str, name: str, given: Mapping[str, Any]) -> Any:
        """Return an answer; see `radkg.mcp.server.Asker`. The worker of one that is cancelled is stopped."""
        try:
            said = (await self._pool.ask(Message({"what": what, "name": name, "given": dict(given)}), self._seconds)).header
        except Busy:
            raise Unanswered("too many wait for an answer; ask again in a moment") from None
        except Stopped as stopped:
            raise Unanswered(_STOPPED[stopped.bound].format(self._seconds)) from None
        if "error" in said:
            raise Unanswered(said["message"])
        if "defect" in said:
            what_failed = shown(f"{said['defect']}: {said['message']}")
            logger.error("a defect of radkg's own: %s, at %s", what_failed, said["at"])
            raise MCPError(types.INTERNAL_ERROR, f"a defect of radkg's own: {what_failed}; please report it")
        return said["answer"]


def run(
    *,
    http: bool,
    host: str,
    port: int,
    allow_host: Sequence[str],
    workers: int,
    timeout: float,
    ontology: str | None,
    extra: Sequence[str],
    quiet: bool,
) -> int:
    """Serve until standard input ends, or until the server is stopped; return the exit code.

    Args:
        http: Whether on streamable HTTP; on standard input and output where not.
        host: The address to listen at.
        port: The port to listen at; 0 for any that is free.
        allow_host: Names that it may be called by, where it listens elsewhere than at loopback.
        workers: How many processes answer.
        timeout: Seconds that an answer may take.
        ontology: The folder of another ontology; radkg's where not given.
        extra: Files to load beside it.
        quiet: Whether nothing is said beside errors.

    Raises:
        InvalidOption: It is to listen elsewhere than at loopback, and may be called by no name there.
        CannotListen: The address is taken, or is none of this machine's.
        RadkgError: A file cannot be read, or its facts do not conform.
    """
    security = security_of(host, allow_host) if http else None
    listening = listen(host, port) if http else None
    _log_to_standard_error(quiet=quiet)
    graph = load(extra, ontology=ontology)  # a file that cannot be used is told of now
    if listening is None:
        # a thread that waits for standard input cannot be interrupted; what has been started ends with this process
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(_INTERRUPTED))
    elif not quiet:
        logger.warning("listening at http://%s:%d%s", *_address(listening), PATH)
    anyio.run(_run, graph, workers, timeout, listening, security)
    return 0


async def _run(
    graph: KnowledgeGraph,
    workers: int,
    seconds: float,
    listening: socket.socket | None,
    security: TransportSecuritySettings | None,
) -> None:
    setup = Message(
        {
            "module": answer.__module__,
            "function": answer.__name__,
            "ontology": list(graph.ontology),
            "extra": [os.path.abspath(path) for path in graph.extra],
        }
    )
    pool = Pool(answer_with.__name__, setup, workers, MEGABYTES, is_own=True)
    try:
        await pool.start()
        server = server_of(graph.ontology, OfPool(pool, seconds))
        if listening is None or security is None:
            await _on_streams(server)
        else:
            await _on_http(server, listening, security)
    finally:
        await pool.close()


class _Shown(logging.Formatter):
    """Writes a record without what steers a terminal: a header of a request may be in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        return shown(super().format(record), lines=True)


def _log_to_standard_error(*, quiet: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Shown("radkg: %(message)s"))
    logging.basicConfig(level=logging.ERROR if quiet else logging.WARNING, handlers=[handler])


# -- standard input and output


async def _on_streams(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        send, receive = anyio.create_memory_object_stream[SessionMessage | Exception](0)

        async def relay() -> None:
            """Hand on what is a message, and answer what is none: JSON-RPC asks for that, and the package only logs it."""
            async with send:
                async for item in incoming:
                    if isinstance(item, Exception):
                        await outgoing.send(SessionMessage(not_a_message(item)))
                    else:
                        await send.send(item)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(relay)
            await server.run(receive, outgoing, server.create_initialization_options())
            tasks.cancel_scope.cancel()


def not_a_message(error: Exception) -> types.JSONRPCError:
    """Return the answer to a line that is no JSON, or JSON that is no message."""
    is_json = isinstance(error, ValidationError) and all(fault["type"] != "json_invalid" for fault in error.errors())
    code = types.INVALID_REQUEST if is_json else types.PARSE_ERROR
    what = "message of JSON-RPC 2.0" if is_json else "JSON"
    said = types.ErrorData(code=code, message=f"this is no {what}; each line is a message")
    return types.JSONRPCError(jsonrpc="2.0", id=None, error=said)


# -- HTTP


def security_of(host: str, allowed: Sequence[str]) -> TransportSecuritySettings:
    """Return by which names clients may address the server, and from which origins pages in a browser may."""
    names = [*allowed, *(_LOOPBACK if host in _LOOPBACK else ())]
    if not names:
        raise InvalidOption(f"--host {host} is reached from elsewhere; name with --allow-host by which name clients address it")
    hosts = [f"[{name}]" if ":" in name else name for name in names]
    with_ports = [*hosts, *(f"{name}:*" for name in hosts)]
    return TransportSecuritySettings(
        allowed_hosts=with_ports,
        allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in with_ports],
    )


def application(server: Server[Any], security: TransportSecuritySettings) -> Any:
    """Return the server as an ASGI application, on `PATH`."""
    return server.streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=_LARGEST_BODY,
        session_idle_timeout=_IDLE,
        max_sessions=_MOST_SESSIONS,
        transport_security=security,
    )


def _address(listening: socket.socket) -> tuple[str, int]:
    host, port = listening.getsockname()[:2]
    return f"[{host}]" if ":" in host else host, port


async def _on_http(server: Server[Any], listening: socket.socket, security: TransportSecuritySettings) -> None:
    config = uvicorn.Config(
        application(server, security),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    await uvicorn.Server(config).serve(sockets=[listening])
