"""Running the server until it is told to stop: what is being answered is answered then, and nothing new is taken."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from radkg.serve.app import application
from radkg.serve.connections import BoundedProtocol
from radkg.serve.gate import Gate
from radkg.serve.log import say
from radkg.serve.service import GraphService

if TYPE_CHECKING:
    import socket
    from collections.abc import Collection, Iterator

    from radkg.graph import KnowledgeGraph
    from radkg.serve.behind import Behind

_KEPT_ALIVE = 15  # seconds between two requests on a connection
_GRACE = 10  # seconds in which what is being answered ends


class _Server(uvicorn.Server):
    """A server that ends with the exit code 0 when it is told to stop, and not by the signal."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; at once, at the second one."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run(
    graph: KnowledgeGraph,
    listening: socket.socket,
    *,
    base: str,
    workers: int,
    seconds: float,
    rows: int,
    hosts: Collection[str],
    origins: Collection[str],
    log: bool,
    log_queries: bool,
    behind: Behind | None,
) -> int:
    """Serve until the process is told to stop, and return the exit code; see `radkg.serve.serve`."""
    service = GraphService(graph, base, workers, seconds, rows, behind)
    app = Gate(
        application(service),
        hosts=hosts,
        origins=origins,
        prefix=service.prefix,
        figures=service.figures,
        log=log,
        log_queries=log_queries,
    )
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    asyncio.run(_serve(service, _Server(config), listening, base))
    return 0


async def _serve(service: GraphService, server: _Server, listening: socket.socket, base: str) -> None:
    try:
        await service.start()
        say(f"radkg: serving at {base}")
        await server.serve(sockets=[listening])
    finally:
        await service.close()
