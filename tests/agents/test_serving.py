"""`radkg mcp` as clients start it, on standard input and output and on HTTP, and what does not stop it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult

import radkg
from agents.talking import Here, said
from effort import unmeasured
from issues.test_limits_of_processes import below, is_alive, wait_for
from radkg.cli import main
from radkg.mcp.server import server_of
from radkg.mcp.serving import PATH, application, not_a_message, security_of
from radkg.questions.catalogue import catalogue

MINI = str(Path(__file__).parent.parent / "mini")
COMMAND = [sys.executable, "-m", "radkg.cli", "mcp", "--ontology", MINI, "--timeout", "10", "--quiet"]
CHECK = {"name": "check", "arguments": {"statement": "leaf scorch shows yellowing"}}
INITIALIZE = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a test", "version": "1"}}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


# -- HTTP, without a process of its own


def request(mini: radkg.KnowledgeGraph, body: bytes, **headers: str) -> httpx2.Response:
    """Return what a server on 127.0.0.1:8765 answers to a request."""
    app = application(server_of(mini.ontology, Here(mini)), security_of("127.0.0.1", ()))
    usual = {"content-type": "application/json", "accept": "application/json, text/event-stream"}

    async def posted() -> httpx2.Response:
        async with app.router.lifespan_context(app):
            transport = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
                return await client.post(PATH, content=body, headers={**usual, **headers})

    return anyio.run(posted)


HELLO = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE}).encode()


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 200),
        ({"host": "localhost:8765"}, 200),
        ({"host": "[::1]:8765"}, 200),
        ({"origin": "http://localhost:3000"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1.evil.example:8765"}, 421),
        ({"host": "evil.example:8765", "origin": "http://evil.example:8765"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "file://"}, 403),
        ({"content-type": "text/plain"}, 400),
    ],
)
def test_only_who_addresses_it_as_it_is_called_is_answered(
    mini: radkg.KnowledgeGraph, headers: dict[str, str], code: int
) -> None:
    assert request(mini, HELLO, **headers).status_code == code


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        (b"{bad", 400, -32700),
        (b"\xff\xfe", 400, -32700),
        (b"[]", 400, -32602),
        (b'{"jsonrpc": "2.0", "id": 1}', 400, -32602),
        (b"x" * (8 * 2**20 + 1), 413, None),
    ],
)
def test_a_body_that_is_no_message_is_refused(mini: radkg.KnowledgeGraph, body: bytes, code: int, error: int | None) -> None:
    response = request(mini, body)
    assert response.status_code == code
    if error is not None:
        assert response.json()["error"]["code"] == error


def test_where_it_is_reached_from_elsewhere_it_must_be_said_by_which_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", "--http", "--host", "0.0.0.0"]) == 2
    assert "name with --allow-host by which name clients address it" in capsys.readouterr().err
    assert "radkg.example:*" in security_of("0.0.0.0", ["radkg.example"]).allowed_hosts
    assert not any("127.0.0.1" in host for host in security_of("0.0.0.0", ["radkg.example"]).allowed_hosts)


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["mcp", "--http", "--port", str(taken.getsockname()[1])]) == 2
    assert "already in use" in capsys.readouterr().err


def test_a_file_that_cannot_be_used_is_told_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text("this is no Turtle")
    assert main(["mcp", "--ontology", MINI, "--with", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{file}:1" in captured.err


def test_without_the_package_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith("radkg.mcp")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "mcp.server.stdio", None)
    assert main(["mcp"]) == 2
    assert "pip install 'radkg[mcp]'" in capsys.readouterr().err


@pytest.mark.parametrize(("line", "code"), [(b"{", -32700), (b'{"id": 1}', -32600), (b"[]", -32600), (b'"x"', -32600)])
def test_a_line_that_is_no_message_is_told_from_one_that_is_no_json(line: bytes, code: int) -> None:
    from mcp_types import jsonrpc_message_adapter
    from pydantic import ValidationError

    with pytest.raises(ValidationError) as caught:
        jsonrpc_message_adapter.validate_json(line, by_name=False)
    assert not_a_message(caught.value).error.code == code


# -- processes


async def all_tools(client: Client, mini: radkg.KnowledgeGraph) -> dict[str, CallToolResult]:
    """Call every tool with what it takes, every question with its examples."""
    given: dict[str, list[dict[str, Any]]] = {
        "check": [{"statement": "leaf scorch shows yellowing"}],
        "check_text": [{"text": "Leaf scorch shows yellowing, corking and xyzzy. Who knows?"}],
        "show": [{"term": "leaf scorch"}],
        "criteria": [{"finding": ["corking"], "age": 3}],
        "sources": [{}],
        "sparql": [{"sparql": "SELECT * { ?s a radkg:Association }"}],
    }
    asked, found = catalogue(mini.ontology), {}
    for tool in (await client.list_tools()).tools:
        for name in tool.input_schema["properties"].get("question", {}).get("enum", []):
            values = {p.name: int(p.example) if p.kind == "integer" else p.example for p in asked[name].parameters}
            given.setdefault(tool.name, []).append({"question": name, **values})
        for arguments in given.pop(tool.name):
            result = await client.call_tool(tool.name, arguments)
            assert isinstance(result, CallToolResult)
            assert not result.is_error, said(result)
            found[f"{tool.name} {arguments.get('question', '')}"] = result
    assert given == {}
    return found


def on_streams() -> StdioServerParameters:
    return StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=dict(unmeasured()))


@pytest.mark.servers
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_starts_it_and_goes_through_all_tools(mini: radkg.KnowledgeGraph, mode: str) -> None:
    async def talk() -> dict[str, CallToolResult]:
        async with Client(on_streams(), mode=mode) as client:
            return await all_tools(client, mini)

    assert len(anyio.run(talk)) > 10


class Raw:
    """The server as a process, to which lines are written as they are."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unmeasured()
        )
        self.ask("initialize", INITIALIZE, 0)
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message: object) -> None:
        """Send a line, or a message."""
        assert self.process.stdin is not None
        self.process.stdin.write((message if isinstance(message, bytes) else json.dumps(message).encode()) + b"\n")
        self.process.stdin.flush()

    def line(self) -> Any:
        """Return the next message: every line is one."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, method: str, params: object, number: int) -> Any:
        """Send a request, and return the next message."""
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.line()


@pytest.fixture
def raw() -> Iterator[Raw]:
    """The server as a process."""
    started = Raw()
    yield started
    started.process.kill()
    started.process.communicate()


@pytest.mark.servers
def test_lines_that_are_no_message_are_answered_and_stop_nothing(raw: Raw) -> None:
    for line, code in ((b"this is no JSON", -32700), (b"\xff\x00", -32700), (b"[]", -32600), (b'{"jsonrpc": "2.0"}', -32600)):
        raw.send(line)
        answer = raw.line()
        assert (answer["id"], answer["error"]["code"]) == (None, code)
    assert raw.ask("nothing/at/all", {}, 2)["error"]["code"] == -32601
    assert raw.ask("tools/call", {"name": 7}, 3)["error"]["code"] == -32602
    assert raw.ask("tools/call", {"name": "check", "arguments": [1]}, 4)["error"]["code"] == -32602
    assert raw.ask("tools/call", CHECK, 5)["result"]["structuredContent"]["answer"]["verdict"] == "supported"


@pytest.mark.servers
def test_a_megabyte_of_text_and_an_endless_query_stop_nothing(raw: Raw) -> None:
    text = "Leaf scorch shows yellowing. " * 34_000
    for number, (tool, given) in enumerate(
        [("check_text", {"text": text}), ("check", {"statement": text}), ("sparql", {"sparql": ENDLESS})], 1
    ):
        answer = raw.ask("tools/call", {"name": tool, "arguments": given}, number)
        assert answer["id"] == number
        assert "result" in answer
    assert answer["result"]["isError"]
    assert "stopped" in answer["result"]["content"][0]["text"]
    assert raw.ask("tools/call", CHECK, 9)["result"]["structuredContent"]["answer"]["verdict"] == "supported"


@pytest.mark.servers
def test_a_request_that_is_cancelled_is_not_answered_and_its_work_ends(raw: Raw) -> None:
    raw.ask("tools/call", CHECK, 1)
    before = below(raw.process.pid)
    raw.send(
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "sparql", "arguments": {"sparql": ENDLESS}}}
    )
    wait_for(lambda: len(below(raw.process.pid) - before) > 0, "the query has not begun")
    working = below(raw.process.pid) - before
    raw.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2}})
    wait_for(lambda: not any(is_alive(one) for one in working), "the query computes on")
    assert raw.ask("tools/call", CHECK, 3)["id"] == 3


@pytest.mark.servers
def test_a_worker_that_is_killed_is_replaced(raw: Raw) -> None:
    raw.ask("tools/call", CHECK, 1)
    for worker in below(raw.process.pid):
        os.kill(worker, signal.SIGKILL)
    answers = [raw.ask("tools/call", CHECK, number) for number in range(2, 8)]
    assert answers[-1]["result"]["structuredContent"]["answer"]["verdict"] == "supported"


@pytest.mark.servers
def test_it_ends_when_standard_input_does(raw: Raw) -> None:
    assert raw.process.stdin is not None
    working = below(raw.process.pid)
    raw.process.stdin.close()
    raw.process.stdin = None
    assert raw.process.wait(30) == 0
    wait_for(lambda: not any(is_alive(one) for one in working), "a process is left")


@pytest.mark.servers
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_however_it_is_ended_nothing_is_left(raw: Raw, number: int, code: int) -> None:
    raw.send(
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "sparql", "arguments": {"sparql": ENDLESS}}}
    )
    wait_for(lambda: len(below(raw.process.pid)) > 1, "the query has not begun")
    working = below(raw.process.pid)
    raw.process.send_signal(number)
    assert raw.process.wait(30) == code
    wait_for(lambda: not any(is_alive(one) for one in working), "a process is left")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a server on HTTP."""
    command = [*COMMAND[:-1], "--http", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=unmeasured()) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"listening at (http://127\.0\.0\.1:\d+/mcp)", said)
        assert found, said
        yield found[1]
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert process.stdout is not None
        assert process.stdout.read() == ""


@pytest.mark.servers
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_goes_through_all_tools_over_http(mini: radkg.KnowledgeGraph, address: str, mode: str) -> None:
    async def talk() -> dict[str, CallToolResult]:
        async with Client(address, mode=mode) as client:
            return await all_tools(client, mini)

    assert len(anyio.run(talk)) > 10


@pytest.mark.servers
def test_clients_that_send_a_byte_a_second_stop_nobody(address: str) -> None:
    host, port = address.removeprefix("http://").removesuffix(PATH).split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(64)]
    try:
        for one in slow:
            one.sendall(f"POST {PATH} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-".encode())

        async def talk() -> CallToolResult:
            async with Client(address) as client:
                for one in slow:
                    one.sendall(b"L")
                result = await client.call_tool("check", CHECK["arguments"])  # type: ignore[arg-type]
                assert isinstance(result, CallToolResult)
                return result

        assert anyio.run(talk).structured_content["answer"]["verdict"] == "supported"
    finally:
        for one in slow:
            one.close()


@pytest.mark.servers
def test_many_ask_at_once_and_each_is_answered(address: str) -> None:
    async def talk() -> list[Any]:
        answers: list[Any] = []
        async with Client(address) as client, anyio.create_task_group() as tasks:

            async def one(number: int) -> None:
                statement = f"leaf scorch is seen in trees aged {number}"
                result = await client.call_tool("check", {"statement": statement})
                assert isinstance(result, CallToolResult)
                answers.append((statement, result.structured_content["answer"]["statement"]))

            for number in range(32):
                tasks.start_soon(one, number)
        return answers

    answers = anyio.run(talk)
    assert len(answers) == 32
    assert all(asked == answered for asked, answered in answers)
