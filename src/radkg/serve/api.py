"""The API over HTTP: the verbs, in JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from radkg.serve import described
from radkg.serve.kept import Answer
from radkg.serve.messages import Message
from radkg.serve.negotiation import best
from radkg.serve.problems import HttpProblem
from radkg.serve.responder import Responder, fields_of, media_type_of, respond
from radkg.verbs.remote import remote_verbs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from radkg.serve.service import GraphService


class Api(Responder):
    """The verbs, in JSON."""

    def __init__(self, service: GraphService) -> None:
        super().__init__(service)
        self._verbs = {described.path_of(verb): verb for verb in remote_verbs().values()}
        self._description: Answer | None = None

    async def describe(self, request: Request) -> Response:
        """Answer with the description of the API."""
        if self._description is None:
            from radkg import __version__

            document = described.document(self.service.ontology, self.service.base, __version__)
            self._description = Answer.of(json.dumps(document, ensure_ascii=False).encode(), "application/json")
        return await respond(request, self._description)

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        verb = self._verbs.get(request.path_params["verb"])
        if verb is None:
            raise HttpProblem(404, f"there is no such verb; there are: {', '.join(self._verbs)}")
        takes_address = not described.needs_body(verb)
        allowed = "GET, HEAD, POST" if takes_address else "POST"
        if request.method not in allowed.split(", "):
            raise HttpProblem(405, f"{verb.name} is asked by {allowed}", {"allow": f"{allowed}, OPTIONS"})
        if request.method == "POST":
            given = await self._body(request)
        else:
            given = self._address(request, described.in_address(verb))
        request.scope["state"] = {"asked": json.dumps(given)[:4000]}
        if best(request.headers.get("accept"), ("application/json",)) is None:
            raise HttpProblem(406, "the answer is application/json")
        task = Message({"make": "answer", "of": {"verb": verb.name, "given": given}})
        key = ("api", verb.name, json.dumps(given, sort_keys=True))
        found = await self.kept(key, "application/json", "others", task, self.service.seconds, request)
        return await respond(request, found)

    async def _body(self, request: Request) -> dict[str, Any]:
        if media_type_of(request) != "application/json":
            raise HttpProblem(415, "the body must be application/json", {"accept-post": "application/json"})
        try:
            given = json.loads(await request.body(), parse_constant=_no_number, object_pairs_hook=_each_once)
        except (ValueError, RecursionError):
            raise HttpProblem(400, "the body is not well-formed JSON in UTF-8") from None
        if not isinstance(given, dict):
            raise HttpProblem(400, "the body must be a JSON object with the parameters by name")
        return given

    def _address(self, request: Request, offered: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, values in fields_of(request.scope["query_string"]).items():
            schema = offered.get(name)
            if schema is None:
                raise HttpProblem(400, f"there is no parameter {name!r:.80} in an address; there are: {', '.join(offered)}")
            if schema["type"] == "array":
                given[name] = self._pairs(values) if name == "param" else values
            elif len(values) > 1:
                raise HttpProblem(400, f"{name} stands there more than once")
            else:
                given[name] = _value(name, schema["type"], values[0])
        return given

    @staticmethod
    def _pairs(values: list[str]) -> dict[str, str]:
        pairs = [value.partition("=") for value in values]
        if not all(name and equals for name, equals, _ in pairs):
            raise HttpProblem(400, "param is of the form NAME=VALUE")
        if len({name for name, _, _ in pairs}) < len(pairs):
            raise HttpProblem(400, "a parameter is given twice; ask once for each value")
        return {name: value for name, _, value in pairs}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON: of two values of one name it is not known which is meant."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise HttpProblem(400, f"{name[:80]!r} stands there more than once")
        found[name] = value
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def _value(name: str, kind: str, text: str) -> Any:
    """Return a value of an address as JSON has it."""
    if kind == "boolean":
        if text not in ("true", "false"):
            raise HttpProblem(400, f"{name} is true or false")
        return text == "true"
    if kind == "integer":
        if not re.fullmatch(r"-?[0-9]{1,18}", text, re.ASCII):
            raise HttpProblem(400, f"{name} is a whole number")
        return int(text)
    return text
