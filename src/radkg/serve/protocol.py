"""SPARQL over HTTP, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from radkg.serve.kept import Answer
from radkg.serve.messages import Message
from radkg.serve.negotiation import best, chosen
from radkg.serve.problems import HttpProblem
from radkg.serve.responder import BUILDING, LONGEST, Responder, fields_of, media_type_of, respond
from radkg.serve.workers import RDF_FORMS, RESULT_FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


#: Media types of rows and of yes or no, each with the form that they stand for; the usual one of a form comes first.
_ROWS = {RESULT_FORMS["json"]: "json", RESULT_FORMS["xml"]: "xml", RESULT_FORMS["csv"]: "csv", RESULT_FORMS["tsv"]: "tsv"} | {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
_TRIPLES = {RDF_FORMS[name]: name for name in ("turtle", "ntriples", "rdfxml", "jsonld")} | {
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/turtle;charset=utf-8": "turtle",
}


class Sparql(Responder):
    """SPARQL by the SPARQL 1.1 Protocol, for reading."""

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method not in ("GET", "HEAD", "POST"):
            raise HttpProblem(405, "a query comes by GET or POST", {"allow": "GET, HEAD, POST, OPTIONS"})
        fields = fields_of(request.scope["query_string"])
        if request.method == "POST":
            fields = await self._posted(request, fields)
        if "update" in fields or "using-graph-uri" in fields or "using-named-graph-uri" in fields:
            raise HttpProblem(403, "updates are refused: read-only")
        queries = fields.get("query", [])
        if len(queries) > 1:
            raise HttpProblem(400, "several queries; send one")
        if queries:
            request.scope["state"] = {"asked": queries[0]}
            return await self._result(request, queries[0], fields)
        if request.method == "POST":
            raise HttpProblem(400, "no query: it is the parameter query, or the body")
        return await self._description(request)

    async def _posted(self, request: Request, fields: dict[str, list[str]]) -> dict[str, list[str]]:
        """Return the parameters of a request by POST: those of the address and of the form or the query in the body."""
        media, body = media_type_of(request), await request.body()
        if media == "application/x-www-form-urlencoded":
            form = fields_of(body)
            return {name: [*fields.get(name, ()), *form.get(name, ())] for name in {**fields, **form}}
        if media == "application/sparql-query":
            try:
                return {**fields, "query": [*fields.get("query", ()), body.decode("utf-8")]}
            except UnicodeDecodeError:
                raise HttpProblem(400, "the query is not UTF-8") from None
        if media == "application/sparql-update":
            raise HttpProblem(403, "updates are refused: read-only")
        accepted = "application/x-www-form-urlencoded, application/sparql-query"
        raise HttpProblem(415, f"a query comes as one of {accepted}", {"accept-post": accepted})

    async def _result(self, request: Request, query: str, fields: Mapping[str, list[str]]) -> Response:
        accept = request.headers.get("accept")
        rows, triples = chosen(accept, _ROWS), chosen(accept, _TRIPLES)
        if rows is None and triples is None:
            raise HttpProblem(
                406, f"none of the forms of an answer is accepted: {', '.join((*RESULT_FORMS.values(), *RDF_FORMS.values()))}"
            )
        default, named = fields.get("default-graph-uri", []), fields.get("named-graph-uri", [])
        if len(query) > LONGEST:
            raise HttpProblem(413, f"longer than {LONGEST} characters; shorten the query")
        key = ("sparql", query, rows, triples, tuple(default), tuple(named))
        found = self.service.kept.get(key)
        if found is None:
            pool = "graphs" if default or named or self.service.asks_graphs(query) else "queries"
            task = Message(
                {
                    "query": query,
                    "solutions": rows and rows[1],
                    "triples": triples and triples[1],
                    "default": default,
                    "named": named,
                }
            )
            frame = await self.asked(pool, task, self.service.seconds, request)
            media = triples if frame.header["kind"] == "triples" else rows
            assert media is not None, "the worker says where none is accepted"
            found = Answer.of(frame.body, media[0])
            if self.service.keeps_rows:
                self.service.kept.put(key, found)
        return await respond(request, found, {"vary": "Accept"})

    async def _description(self, request: Request) -> Response:
        """Answer with the description of the service; with the page for queries, where a browser asks."""
        accept = request.headers.get("accept")
        media = best(
            accept, ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/html")
        )
        if media is None:
            raise HttpProblem(406, "the description of the service is in Turtle, N-Triples, RDF/XML or JSON-LD")
        if media == "text/html":
            return RedirectResponse(f"{self.service.prefix}/query/index.html", 303, {"vary": "Accept"})
        task = Message({"make": "release", "of": {"name": "radkg-service.ttl", "media_type": media}})
        found = await self.kept(("service", media), media, "others", task, BUILDING, request)
        return await respond(request, found, {"vary": "Accept"})
