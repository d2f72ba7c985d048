"""The server as it runs: on standard input and output, or on HTTP; each call is answered by a process that can be stopped."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import mcp_types as types
import uvicorn
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

from radkg.errors import InvalidOption
from radkg.mcp.answers import answer
from radkg.mcp.server import server_of
from radkg.model.ontology import Ontology
from radkg.shown import shown
from radkg.verbs.crew import MOST_WAITING, Crew, Ticket

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp.server import Server

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LARGEST_BODY = 8 * 2**20  # bytes: a text of a million characters, written as JSON
_MOST_SESSIONS = 256
_IDLE = 600.0  # seconds until a session that asks nothing is closed
_GRACE = 5  # seconds that answers under way have when the server is stopped

_INTERRUPTED = 130  # what a shell says of SIGINT

logger = logging.getLogger("radkg.mcp")


class OfCrew:
    """Has a crew answer.

    Args:
        crew: The crew, whose work is `radkg.mcp.answers.answer`.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._threads = anyio.CapacityLimiter(crew.size * (MOST_WAITING + 2))  # the crew itself says that too many wait

    async def ask(self, what: str, name: str, given: Mapping[str, Any]) -> Any:
        """Return an answer; see `radkg.mcp.server.Asker`. Who cancels this ends the process that works on it."""
        ticket = Ticket()
        wanted = partial(self._crew.ask, what, name, dict(given), ticket=ticket)
        try:
            return await anyio.to_thread.run_sync(wanted, abandon_on_cancel=True, limiter=self._threads)
        except anyio.get_cancelled_exc_class():
            ticket.cancel()
            raise
        except RuntimeError as defect:
            logger.error("%s", shown(str(defect), lines=True))
            last = shown(str(defect).strip().rpartition("\n")[2])
            raise MCPError(types.INTERNAL_ERROR, f"a defect of radkg's own: {last}; please report it") from None


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
        host: The address to listen on.
        port: The port to listen on.
        allow_host: Names by which clients may address the server, where it listens on other than loopback.
        workers: How many processes answer.
        timeout: Seconds that an answer may take.
        ontology: The folder of another ontology; radkg's where not given.
        extra: Files to load beside it.
        quiet: Whether nothing is said beside errors.

    Raises:
        InvalidOption: It is to listen on other than loopback, and nobody may address it there; or it cannot listen.
        RadkgError: A file cannot be read, or its facts do not conform.
    """
    security = security_of(host, allow_host) if http else None
    listening = _listening(host, port) if http else None
    _log_to_standard_error(quiet=quiet)
    opened = Ontology.carried() if ontology is None else Ontology.at(ontology)
    with Crew(answer, extra, ontology, size=workers, seconds=timeout) as crew:
        crew.ask("resource", "radkg://model", {})  # a file that cannot be used is told of now
        server = server_of(opened, OfCrew(crew))
        if security is None or listening is None:
            # a thread that waits for standard input cannot be interrupted; what the crew has started ends with this process
            signal.signal(signal.SIGINT, lambda number, frame: os._exit(_INTERRUPTED))
            anyio.run(_on_streams, server)
        else:
            if not quiet:
                logger.warning("listening on http://%s:%d%s", *_address(listening), PATH)
            _on_http(server, listening, security)
    return 0


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


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise InvalidOption(f"cannot listen on {host}, port {port}: {reason}; give another with --host or --port") from None


def _address(listening: socket.socket) -> tuple[str, int]:
    host, port = listening.getsockname()[:2]
    return f"[{host}]" if ":" in host else host, port


def _on_http(server: Server[Any], listening: socket.socket, security: TransportSecuritySettings) -> None:
    config = uvicorn.Config(
        application(server, security),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    uvicorn.Server(config).run(sockets=[listening])
