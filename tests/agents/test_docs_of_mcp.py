"""docs/mcp.md tells the truth: its entry starts the server, its script runs, and it names the tools, resources and prompts."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

import radkg
from agents.talking import Talk
from effort import unmeasured
from radkg.cli import parser
from radkg.cli.services import SERVICES
from radkg.mcp import bounded, prompts, resources, serving, tools

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
BLOCKS = dict(reversed(re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)))


def test_the_page_names_each_tool_resource_and_prompt_and_no_other(kg: radkg.KnowledgeGraph) -> None:
    listed = {tool.name for tool in Talk(kg)(lambda client: client.list_tools()).tools}
    assert set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)))) == listed
    assert set(re.findall(r"radkg://[\w{}/]+", PAGE)) - {"radkg://schema/check"} == {*resources.FIXED, *resources.TEMPLATES}
    assert re.findall(r"`(\w+)`", re.findall(r"^Prompts: (.*)$", PAGE, re.MULTILINE)[0]) == list(prompts.PROMPTS)


def test_the_page_says_the_limits_that_there_are() -> None:
    assert f"at most {bounded.MOST} members and the whole {bounded.LARGEST:,} characters" in PAGE
    [seconds] = [parameter.default for parameter in SERVICES["mcp"].parameters if parameter.name == "timeout"]
    assert f"longer than {seconds:g} seconds" in PAGE
    assert f"{serving.MEGABYTES:g} MB beyond the graph" in PAGE
    assert f"SPARQL has {tools.SPARQL_SECONDS:g} seconds" in PAGE


def test_the_options_on_the_page_are_those_of_the_command() -> None:
    for line in re.findall(r"^\$ radkg (mcp.*)$", PAGE, re.MULTILINE):
        command, *arguments = shlex.split(line)
        parser.parser_of(command).parse_args(arguments)
    options = {option for action in parser.parser_of("mcp")._actions for option in action.option_strings}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= options


def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which `radkg` is this one."""
    program = tmp_path / "radkg"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m radkg.cli "$@"\n')
    program.chmod(0o755)
    found = dict(unmeasured())
    return {**found, "PATH": f"{tmp_path}{os.pathsep}{found['PATH']}"}


@pytest.mark.servers
def test_the_entry_starts_a_server_that_checks(tmp_path: Path) -> None:
    entry = json.loads(BLOCKS["json"])["mcpServers"]["radkg"]
    started = StdioServerParameters(command=str(tmp_path / entry["command"]), args=entry["args"], env=environment(tmp_path))

    async def talk() -> Any:
        async with Client(started) as client:
            result: Any = await client.call_tool("check", {"statement": "FOP begins in the neck"})
            return result.structured_content["answer"]["verdict"]

    assert anyio.run(talk) == "supported"


@pytest.mark.servers
def test_the_script_runs(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(BLOCKS["python"].replace("args=[", "env=dict(__import__('os').environ), args=["))
    done = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, text=True, cwd=tmp_path, env=environment(tmp_path), check=True
    )
    first, *facts = done.stdout.splitlines()
    assert first == "contradicted"
    assert facts
    assert all(re.match(r"contradicts https://w3id\.org/radkg/\S+ \S", fact) for fact in facts)
