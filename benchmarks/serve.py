"""Clients that ask named questions of `radkg serve`, beside `oxigraph serve-read-only` and rdflib-endpoint, in one run.

    python benchmarks/serve.py [--clients 32] [--seconds 60] [--rounds 2]

All three servers hold the same data, everything that is derived included, in the default graph. The questions are those of the
catalogue with their examples; each client asks one after the other, in an order of its own, and waits for the whole answer as
SPARQL results in JSON, or as Turtle. The servers are measured in turn, one at a time, each started for its round. A question
that a server has answered before has another comment in it each time it is asked (``# 1``, ``# 2``, …), so that no answer kept
from before is taken; `radkg serve` is then measured once more with the same text every time, for which it keeps answers.

Then a query without end is asked of `radkg serve` and of Oxigraph, again and again, while 8 clients ask; and 64 clients send a
byte a second. Prints Markdown. Needs the extras serve and test, and for the third server `pip install rdflib-endpoint`.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox

import radkg
from radkg.namespaces import PREFIXES
from radkg.questions.catalogue import bind, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"
_RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), port=int(sys.argv[2]), log_level="error")
"""


class Server(NamedTuple):
    """A server.

    Attributes:
        name: What it is called.
        command: What starts it, with ``PORT`` for its port.
        path: The path of its endpoint.
    """

    name: str
    command: list[str]
    path: str


class Measured(NamedTuple):
    """What some clients have seen.

    Attributes:
        seconds: How long each answer took, sorted.
        errors: How many requests failed.
        span: How long they asked.
    """

    seconds: list[float]
    errors: int
    span: float

    def quantile(self, part: float) -> float:
        """Return a quantile in milliseconds."""
        return self.seconds[min(len(self.seconds) - 1, int(part * len(self.seconds)))] * 1000 if self.seconds else float("nan")

    def row(self, name: str) -> str:
        """Return it as a row of a table."""
        rate = len(self.seconds) / self.span
        return f"| {name} | {rate:.0f} | {self.quantile(0.5):.0f} | {self.quantile(0.99):.0f} | {self.errors} |"


def questions() -> list[str]:
    """Return the questions of the catalogue with their examples, which declare their prefixes."""
    kg = radkg.load()
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    texts = []
    for question in catalogue(kg.ontology).values():
        given = {parameter.name: parameter.example for parameter in question.parameters}
        texts.append(declared + kg.answer(lambda known, q=question, given=given: bind(known, q, given)))  # type: ignore[misc]
    return texts


def servers(folder: Path) -> list[Server]:
    """Write the data, and return the servers of it."""
    data = folder / "graph.nt"
    kg = radkg.load()
    kg.answer(lambda known: known.store.dump(str(data), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()))
    program = Path(sys.executable).parent / "oxigraph"
    subprocess.run([program, "load", "--location", folder / "db", "--file", data], check=True, capture_output=True)
    start = [sys.executable, "-m", "radkg.cli", "serve", "--quiet", "--port", "PORT"]
    oxigraph = [str(program), "serve-read-only", "--location", str(folder / "db"), "--bind", "127.0.0.1:PORT"]
    found = [Server("radkg serve", start, "/sparql"), Server("oxigraph serve-read-only", oxigraph, "/query")]
    if importlib.util.find_spec("rdflib_endpoint"):
        found.append(Server("rdflib-endpoint", [sys.executable, "-c", _RDFLIB, str(data), "PORT"], "/"))
    return found


@contextmanager
def running(server: Server) -> Iterator[int]:
    """Start a server, and give its port when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [word.replace("PORT", str(port)) for word in server.command]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ) as process:
        try:
            asyncio.run(_answering(server, port))
            yield port
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


async def _answering(server: Server, port: int) -> None:
    for _ in range(600):
        with suppress(OSError, EOFError, ValueError):
            status, _ = await Client(port, server.path).ask("ASK {}")
            if status == 200:
                return
        await asyncio.sleep(0.2)
    raise SystemExit(f"{server.name} does not answer")


class Client:
    """A client with a connection that it keeps.

    Args:
        port: The port of the server.
        path: The path of its endpoint.
    """

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> tuple[int, int]:
        """Ask a query by POST, and return the status and the bytes of the answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        reader, writer = self._streams
        body = urlencode({"query": query}).encode()
        writer.write(
            f"POST {self._path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept: {ACCEPT}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            size, total = 1, 0
            while size:
                size = int(await reader.readline(), 16)
                await reader.readexactly(size + 2)
                total += size
        else:
            length = next(line for line in head.splitlines() if line.startswith("content-length:"))
            total = len(await reader.readexactly(int(length.partition(":")[2])))
        if "connection: close" in head:
            self.close()
        return status, total

    def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


_NUMBERS = itertools.count()


async def _ask_on(
    client: Client, texts: list[str], deadline: float, *, same: bool, taken: list[float], errors: list[int]
) -> None:
    own = random.Random(next(_NUMBERS))
    while time.perf_counter() < deadline:
        for text in own.sample(texts, len(texts)):
            begun = time.perf_counter()
            if begun >= deadline:
                break
            try:
                status, _ = await client.ask(text if same else f"{text}\n# {next(_NUMBERS)}")
            except (OSError, EOFError, ValueError, StopIteration):
                status = 0
                client.close()
            if status == 200:
                taken.append(time.perf_counter() - begun)
            else:
                errors.append(status)


async def measure(port: int, path: str, texts: list[str], clients: int, seconds: float, *, same: bool = False) -> Measured:
    """Have clients ask for some time."""
    taken: list[float] = []
    errors: list[int] = []
    begun = time.perf_counter()
    some = [Client(port, path) for _ in range(clients)]
    await asyncio.gather(*(_ask_on(one, texts, begun + seconds, same=same, taken=taken, errors=errors) for one in some))
    span = time.perf_counter() - begun
    for one in some:
        one.close()
    return Measured(sorted(taken), len(errors), span)


async def _hurt(port: int, path: str, deadline: float) -> None:
    """Ask a query without end, again and again; of a server that does not stop it, once."""
    client = Client(port, path)
    while time.perf_counter() < deadline:
        try:
            await asyncio.wait_for(client.ask(f"{ENDLESS} # {next(_NUMBERS)}"), max(0.1, deadline - time.perf_counter()))
        except (OSError, EOFError, ValueError, StopIteration, TimeoutError):
            client.close()
            await asyncio.sleep(0.1)
    client.close()


async def beside_hostile(port: int, path: str, texts: list[str], seconds: float) -> tuple[Measured, Measured]:
    """Return what 8 clients see alone, and beside a query without end."""
    alone = await measure(port, path, texts, 8, seconds)
    hurting = asyncio.create_task(_hurt(port, path, time.perf_counter() + seconds))
    beside = await measure(port, path, texts, 8, seconds)
    await hurting
    return alone, beside


async def _drip(port: int, deadline: float) -> None:
    sent = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
    while time.perf_counter() < deadline:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            for number in itertools.count():
                if time.perf_counter() >= deadline or writer.is_closing():
                    break
                writer.write(sent[number : number + 1] or b"a")
                await writer.drain()
                await asyncio.sleep(1)
            writer.close()


async def beside_slow(port: int, path: str, texts: list[str], seconds: float) -> Measured:
    """Return what 8 clients see beside 64 that send a byte a second."""
    deadline = time.perf_counter() + 2 + seconds
    slow = [asyncio.create_task(_drip(port, deadline)) for _ in range(64)]
    await asyncio.sleep(2)
    seen = await measure(port, path, texts, 8, seconds)
    await asyncio.gather(*slow)
    return seen


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    texts = questions()
    head = "| server | answers a second | p50, ms | p99, ms | errors |\n|---|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as folder:
        every = servers(Path(folder))
        print(
            f"{len(texts)} questions, {asked.clients} clients, {asked.seconds:g} s a round, "
            f"load {os.getloadavg()[0]:.1f}\n\n{head}"
        )
        for number in range(asked.rounds):
            for server in every if number % 2 == 0 else reversed(every):
                with running(server) as port:
                    seen = asyncio.run(measure(port, server.path, texts, asked.clients, asked.seconds))
                    print(seen.row(server.name), flush=True)
                    if server is every[0]:
                        same = asyncio.run(measure(port, server.path, texts, asked.clients, asked.seconds / 4, same=True))
                        print(same.row("radkg serve, the same text every time"), flush=True)
        print(f"\n{head}")
        for server in every[:2]:
            with running(server) as port:
                alone, beside = asyncio.run(beside_hostile(port, server.path, texts, asked.seconds / 2))
                print(alone.row(f"{server.name}, 8 clients"), flush=True)
                print(beside.row(f"{server.name}, 8 clients beside a query without end"), flush=True)
                print(f"p99 ratio: {beside.quantile(0.99) / alone.quantile(0.99):.2f}", flush=True)
                if server is every[0]:
                    slow = asyncio.run(beside_slow(port, server.path, texts, asked.seconds / 2))
                    print(slow.row(f"{server.name}, 8 clients beside 64 that send a byte a second"), flush=True)
                    print(f"p50 ratio: {slow.quantile(0.5) / alone.quantile(0.5):.2f}", flush=True)


if __name__ == "__main__":
    main()
