"""The graph served over HTTP: SPARQL, an API of the verbs, and the site, by processes that are stopped at limits."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from radkg.errors import InvalidOption, MissingPackage, RadkgError
from radkg.rdf.addresses import is_web_address
from radkg.serve.log import say

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from radkg.graph import KnowledgeGraph
    from radkg.serve.behind import Behind

ROWS = 1_000_000  # of an answer, where nothing else is said


class CannotListen(RadkgError):
    """The address is taken, or is none of this machine's."""


def serve(
    *,
    host: str,
    port: int,
    base: str | None,
    workers: int | None,
    timeout: float,
    rows: int,
    allow_host: Sequence[str],
    cors: Sequence[str],
    log_queries: bool,
    store: str | None,
    ontology: str | None,
    extra: Sequence[str],
    quiet: bool,
) -> int:
    """Serve a graph until the process is told to stop, and return the exit code.

    Args:
        host: The address to listen at.
        port: The port; 0 for any that is free.
        base: The address that others reach the server by; that of host and port where not given.
        workers: How many processes run SPARQL, and how many answer the rest; one for each core where not given.
        timeout: Seconds that an answer may take.
        rows: How many rows an answer may have.
        allow_host: More names that the server may be called by.
        cors: Origins of pages elsewhere whose scripts may ask; ``*`` for any.
        log_queries: Whether the log has what is asked.
        store: The store that answers SPARQL and named questions, as ``radkg load`` names it, or the address that it takes
            queries at; the graph does where none is given.
        ontology: See `radkg.load`.
        extra: See `radkg.load`.
        quiet: Whether requests are not logged.

    Raises:
        CannotListen: The address cannot be listened at.
        StoreError: The store does not answer, or holds nothing of radkg's.
        InvalidOption: An option is not what it should be.
        MissingPackage: A package that serving needs is not installed.
    """
    try:
        import jinja2  # noqa: F401
        import jsonschema  # noqa: F401

        from radkg.serve.running import run
    except ImportError:
        raise MissingPackage("serving", "serve") from None
    from radkg.graph import load

    listening = listen(host, port)
    bound = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = _base(base) if base is not None else f"http://{'localhost' if _is_any(host) else shown}:{bound}/"
    names = {"localhost", host.lower(), (urlsplit(address).hostname or "").lower(), *(name.lower() for name in allow_host)}
    for origin in cors:
        if origin != "*" and not (urlsplit(origin).scheme in ("http", "https") and urlsplit(origin).netloc):
            raise InvalidOption(f"--cors {origin!r:.80} is no origin; it looks like https://example.org, or is *")
    graph = load(extra, ontology=ontology)
    behind = _behind(store, graph) if store is not None else None
    return run(
        graph,
        listening,
        base=address,
        workers=workers or _cores(),
        seconds=timeout,
        rows=rows,
        hosts=names,
        origins=cors,
        log=not quiet,
        log_queries=log_queries,
        behind=behind,
    )


def _behind(store: str, graph: KnowledgeGraph) -> Behind:
    from radkg.serve.behind import look_at

    if graph.extra:
        raise InvalidOption("--with has no effect on what a store answers; load the files into it: radkg load --with FILE")
    return look_at(store, graph.ontology, lambda text: say(f"radkg: {text}"))


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address.

    Raises:
        CannotListen: It is taken, or is none of this machine's.
    """
    import socket

    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CannotListen(
            f"cannot listen at {host[:80]}, port {port}: {reason}; choose others with --host and --port"
        ) from None


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _base(base: str) -> str:
    """Return the address that others reach the server by, with a slash at its end."""
    if not is_web_address(base) or set(base) & set("?#@"):
        raise InvalidOption(f"--base {base!r:.80} is no address of a server; it looks like https://example.org/radkg/")
    return base.rstrip("/") + "/"
