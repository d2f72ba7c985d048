"""What can be measured: a baseline that matches keywords, any command, and any model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import requests

sys.path.insert(0, str(Path(__file__).parent))

from score import VERDICTS, Answer

import radkg
from radkg.errors import RadkgError
from radkg.mcp.marked import as_text
from radkg.mcp.server import instructions_for
from radkg.mcp.tools import MOST_ROWS, Tool, answer, tools_of
from radkg.namespaces import expand
from radkg.questions.pointing import nearest

FORMATS = {
    "rows": 'End with one JSON object and nothing behind it: {"rows": [the full IRI of each thing that is asked for]}.',
    "verdict": (
        'End with one JSON object and nothing behind it: {"verdict": "supported" (yes), "contradicted" (no), "disputed" '
        '(sources disagree) or "unknown" (nothing is known of it), "facts": [the full IRI of each fact that decides]}.'
    ),
}
_ROUNDS = 10  # in which a model may call tools
_SECONDS = 300.0


class System(Protocol):
    """Something that answers questions."""

    def answer(self, question: str, kind: str) -> Answer:
        """Return an answer.

        Args:
            question: The question in words.
            kind: "rows" or "verdict".
        """


class Baseline:
    """Matches the words of a question with the titles and keywords of the named questions, and its terms with their parameters.

    It understands nothing: it is what a model has to be better than.

    Args:
        graph: The graph.
    """

    def __init__(self, graph: radkg.KnowledgeGraph) -> None:
        self._graph, self._tools = graph, tools_of(graph.ontology)

    def answer(self, question: str, kind: str) -> Answer:
        """Return an answer."""
        *before, asked = re.split(r"(?<=[.?!:])\s+", question)
        if kind == "verdict":
            found = answer(self._tools["check"], self._graph, {"statement": asked})["answer"]
            verdict = found["verdict"] if found["verdict"] in VERDICTS else "unknown"
            return Answer(verdict=verdict, facts=tuple(fact["iri"] for fact in found["facts"]), calls=1)
        command = nearest(" ".join([asked, *before]), self._graph.knowledge)
        if command is None:
            return Answer(error="no question has words in common with it")
        return self._rows(command.question.name, command.given)

    def _rows(self, name: str, parameters: Mapping[str, str]) -> Answer:
        """Return the first thing of each row that was not asked about."""
        tool = next(
            tool for tool in self._tools.values() if name in tool.takes["properties"].get("question", {}).get("enum", ())
        )
        try:
            rows = answer(tool, self._graph, {"question": name, **parameters, "limit": MOST_ROWS})["answer"]
        except RadkgError as error:
            return Answer(error=str(error), calls=1)
        asked = {self._graph.knowledge.find(value) for value in parameters.values()}
        found: dict[str, None] = {}
        for row in rows:
            things = [value for value in row.values() if isinstance(value, str) and value.startswith("http")]
            found |= dict.fromkeys([thing for thing in things if thing not in asked][:1])
        return Answer(rows=tuple(found), calls=1)


class Command:
    """A program of anybody's: it gets a question as JSON on standard input, and prints its answer as JSON.

    Args:
        command: The program with its arguments.
        seconds: How long it may take for a question.
    """

    def __init__(self, command: Sequence[str], seconds: float = _SECONDS) -> None:
        self._command, self._seconds = command, seconds

    def answer(self, question: str, kind: str) -> Answer:
        """Return an answer."""
        task = json.dumps({"question": question, "kind": kind, "format": FORMATS[kind]})
        try:
            done = subprocess.run(self._command, input=task, capture_output=True, text=True, check=False, timeout=self._seconds)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Answer(error=str(error))
        if done.returncode:
            return Answer(error=f"exit code {done.returncode}: {done.stderr.strip()[-200:]}")
        return read_answer(done.stdout, 0)


class Model:
    """A model that calls tools, behind an endpoint that speaks as OpenAI's chat completions.

    Args:
        graph: The graph.
        url: The address up to and with its version, such as http://localhost:11434/v1.
        model: The name of the model.
        tools: Which tools it has: "all", "sparql" alone, or "none".
        key: The variable of the environment that has the key; none is sent where it is empty or not set.
    """

    def __init__(
        self, graph: radkg.KnowledgeGraph, url: str, model: str, tools: str = "all", key: str = "OPENAI_API_KEY"
    ) -> None:
        self._graph, self._url, self._model = graph, url.rstrip("/") + "/chat/completions", model
        offered = tools_of(graph.ontology)
        self._tools = offered if tools == "all" else {"sparql": offered["sparql"]} if tools == "sparql" else {}
        secret = os.environ.get(key, "")
        self._headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def answer(self, question: str, kind: str) -> Answer:
        """Return an answer."""
        messages: list[dict[str, Any]] = [
            {"role": "system", "content": f"{instructions_for(self._graph.ontology)}\n{FORMATS[kind]}"},
            {"role": "user", "content": question},
        ]
        calls = 0
        try:
            for _ in range(_ROUNDS):
                said = self._said(messages)
                messages.append(said)
                wanted = said.get("tool_calls") or []
                if not wanted:
                    return read_answer(said.get("content") or "", calls)
                for call in wanted:
                    calls += 1
                    content = self._called(call["function"]["name"], call["function"]["arguments"])
                    messages.append({"role": "tool", "tool_call_id": call["id"], "content": content})
        except (requests.RequestException, KeyError, IndexError, TypeError, ValueError) as error:
            return Answer(error=f"{type(error).__name__}: {error}", calls=calls)
        return Answer(error=f"tools called in {_ROUNDS} rounds, and no answer", calls=calls)

    def _said(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self._model, "messages": messages, "temperature": 0}
        if self._tools:
            body["tools"] = [_as_function(tool) for tool in self._tools.values()]
        response = requests.post(self._url, json=body, headers=self._headers, timeout=_SECONDS)
        response.raise_for_status()
        said: dict[str, Any] = response.json()["choices"][0]["message"]
        return said

    def _called(self, name: str, arguments: str) -> str:
        """Return what a tool answers, as a client of the protocol shows it to a model."""
        if name not in self._tools:
            return f"there is no tool {name!r}; there are: {', '.join(self._tools)}"
        try:
            given = json.loads(arguments or "{}")
            if not isinstance(given, dict):
                return "the arguments of a tool are a JSON object"
            return as_text(answer(self._tools[name], self._graph, given))
        except (ValueError, RadkgError) as error:
            return str(error)


def _as_function(tool: Tool) -> dict[str, Any]:
    return {"type": "function", "function": {"name": tool.name, "description": tool.description, "parameters": tool.takes}}


def read_answer(text: str, calls: int) -> Answer:
    """Return the answer that stands in the last JSON object of a text."""
    decoder = json.JSONDecoder()
    for start in reversed([match.start() for match in re.finditer(r"\{", text)]):
        try:
            found, _ = decoder.raw_decode(text[start:])
        except ValueError:
            continue
        if isinstance(found, dict) and ("rows" in found or "verdict" in found):
            return Answer(
                rows=tuple(_iris(found.get("rows"))),
                verdict=str(found.get("verdict") or "").strip().lower(),
                facts=tuple(_iris(found.get("facts"))),
                calls=calls,
            )
    return Answer(error=f"no answer in JSON: {text.strip()[-200:]}", calls=calls)


def _iris(found: object) -> list[str]:
    """Return IRIs, those written with a prefix in full."""
    texts = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return list(dict.fromkeys(expand(text.strip("<> ")) or text for text in texts))
