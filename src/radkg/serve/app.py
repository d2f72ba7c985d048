"""The application: SPARQL, the API, the site with its pages that answer, and what is said of all of it."""

from __future__ import annotations

import asyncio
import json
import re
from http import HTTPMethod
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from radkg.questions.confined import Stopped
from radkg.serve import described
from radkg.serve.kept import Answer
from radkg.serve.messages import Message
from radkg.serve.negotiation import best, chosen, takes_gzip
from radkg.serve.pool import Busy
from radkg.serve.problems import HttpProblem, of_busy, of_error, of_stop
from radkg.serve.workers import RDF_FORMS, RESULT_FORMS
from radkg.verbs.remote import remote_verbs

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from starlette.requests import Request

    from radkg.serve.service import GraphService

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
_SUFFIXES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "owl": "application/rdf+xml",
    "trig": "application/trig",
    "rq": "application/sparql-query",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "gz": "application/gzip",
}
_THING_FORMS = {"text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt"}
_WHOLE_FORMS = {"application/rdf+xml": "owl", "application/owl+xml": "owl", "application/trig": "trig"}
#: Paths of pages that answer, each with its name.
_PAGES = {
    "check/index.html": "check",
    "check/text.html": "text",
    "compare/index.html": "compare",
    "criteria/index.html": "criteria",
    "search.html": "search",
    "query/index.html": "query",
}
_SHORT = {"check": "check/index.html", "compare": "compare/index.html", "criteria": "criteria/index.html"} | {
    "query": "query/index.html",
    "search": "search.html",
    "text": "check/text.html",
}
_PATH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_DAY = r"(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?"
_ONTOLOGY = re.compile(rf"ontology(/full)?{_DAY}")
_MODULE = re.compile(r"ontology/([a-z-]+(?:/[a-z0-9-]+)?)(?:\.ttl)?")
_RELEASE = re.compile(rf"release{_DAY}/(radkg-[a-z]+\.[a-z]+)")
_FIELDS = 200  # of a form
_LONGEST = 1_000_000  # characters of a query
_BUILDING = 600.0  # seconds for a file of the release, which is made once
_NOT_FOR_ROBOTS = ("/sparql", "/api/", "/check", "/compare/index", "/criteria/index", "/query/index", "/search")
_ROBOTS = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), ""]).encode()


def application(service: GraphService) -> Starlette:
    """Return the application.

    Args:
        service: What answers.
    """
    pages = _Site(service)
    api = _Api(service)
    return Starlette(
        routes=[
            Route("/sparql", _Sparql(service).answer, methods=[*HTTPMethod]),
            Route("/openapi.json", api.describe, methods=["GET"]),
            Route("/api/{verb}", api.answer, methods=[*HTTPMethod]),
            Route("/health", pages.health, methods=["GET"]),
            Route("/metrics", pages.metrics, methods=["GET"]),
            Route("/robots.txt", pages.robots, methods=["GET"]),
            Route("/{path:path}", pages.answer, methods=[*HTTPMethod]),
        ],
        exception_handlers={
            405: lambda request, error: HttpProblem(405, "only GET", {"allow": "GET, HEAD"}).response(),
            ClientDisconnect: lambda request, error: Response(status_code=499),
            HttpProblem: lambda request, problem: problem.response(),
        },
    )


class _Part:
    """A part of the application.

    Args:
        service: What answers.
    """

    def __init__(self, service: GraphService) -> None:
        self.service = service

    async def kept(self, key: Hashable, media_type: str, pool: str, task: Message, seconds: float, request: Request) -> Answer:
        """Return an answer that is kept, or that of a worker, which is kept then.

        Raises:
            HttpProblem: There is none.
        """
        found = self.service.kept.get(key)
        if found is None:
            frame = await self.asked(pool, task, seconds, request)
            if frame.header.get("found") is False:
                raise HttpProblem(404, "there is nothing of this name")
            found = Answer.of(frame.body, media_type)
            if self.service.keeps_rows or pool != "others" or task.header["of"].get("verb") != "query":
                self.service.kept.put(key, found)
        return found

    async def asked(self, pool: str, task: Message, seconds: float, request: Request) -> Message:
        """Return the answer of a worker.

        Raises:
            HttpProblem: There is none.
        """
        try:
            frame = await self.service.ask(pool, task, seconds, request.is_disconnected)
        except Busy as busy:
            raise of_busy(busy) from None
        except Stopped as stop:
            raise of_stop(stop, seconds, "query" if pool != "others" else "it") from None
        if problem := of_error(frame.header):
            if "defect" in frame.header:
                self.service.report(frame.header)
            raise problem
        return frame


async def _respond(request: Request, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer as a response: compressed, or that the client has it already, where that may be."""
    said = {"cache-control": "no-cache", **(headers or {})}
    tag = answer.etag
    if answer.is_compressible:
        vary = [said.get("vary", ""), "Accept-Encoding"]
        said["vary"] = ", ".join(filter(None, vary))
        if takes_gzip(request.headers.get("accept-encoding")):
            tag = f"{tag}-gzip"
            said["content-encoding"] = "gzip"
    said["etag"] = f'"{tag}"'
    if _has(request.headers.get("if-none-match", ""), said["etag"]):
        kept = {name: value for name, value in said.items() if name not in ("content-encoding",)}
        return Response(status_code=304, headers=kept)
    body = answer.body
    if "content-encoding" in said:
        if answer.compressed is None:
            await asyncio.to_thread(answer.compress)
        assert answer.compressed is not None
        body = answer.compressed
    media = answer.media_type
    if media.startswith("text/") and "charset" not in media:
        media += "; charset=utf-8"
    if request.method == "HEAD":
        return Response(status_code=200, headers={**said, "content-length": str(len(body)), "content-type": media})
    return Response(body, 200, said, media)


def _has(header: str, tag: str) -> bool:
    """Return whether an If-None-Match header has a tag; a weak one is as good, where nothing is changed."""
    return header.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in header.split(",")]


def _fields(data: bytes | str) -> dict[str, list[str]]:
    """Return the fields of a form or of an address.

    Raises:
        HttpProblem: It is not UTF-8, or has too many.
    """
    try:
        text = data if isinstance(data, str) else data.decode("ascii")
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:  # of which UnicodeError is one
        raise HttpProblem(400, f"the parameters are not UTF-8, or more than {_FIELDS}") from None


def _media_type(request: Request) -> str:
    """Return the media type of a body, without parameters.

    Raises:
        HttpProblem: It is in another encoding than UTF-8.
    """
    media, *parameters = (piece.strip().lower() for piece in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise HttpProblem(415, "the body must be in UTF-8")
    return media


class _Sparql(_Part):
    """SPARQL by the SPARQL 1.1 Protocol, for reading."""

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method not in ("GET", "HEAD", "POST"):
            raise HttpProblem(405, "a query comes by GET or POST", {"allow": "GET, HEAD, POST, OPTIONS"})
        fields = _fields(request.scope["query_string"])
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
        media, body = _media_type(request), await request.body()
        if media == "application/x-www-form-urlencoded":
            form = _fields(body)
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
        if len(query) > _LONGEST:
            raise HttpProblem(413, f"longer than {_LONGEST} characters; shorten the query")
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
        return await _respond(request, found, {"vary": "Accept"})

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
        found = await self.kept(("service", media), media, "others", task, _BUILDING, request)
        return await _respond(request, found, {"vary": "Accept"})


class _Api(_Part):
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
        return await _respond(request, self._description)

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
        return await _respond(request, found)

    async def _body(self, request: Request) -> dict[str, Any]:
        if _media_type(request) != "application/json":
            raise HttpProblem(415, "the body must be application/json", {"accept-post": "application/json"})
        try:
            given = json.loads(await request.body(), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise HttpProblem(400, "the body is not well-formed JSON in UTF-8") from None
        if not isinstance(given, dict):
            raise HttpProblem(400, "the body must be a JSON object with the parameters by name")
        return given

    def _address(self, request: Request, offered: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, values in _fields(request.scope["query_string"]).items():
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


class _Site(_Part):
    """The pages, things at the paths of their IRIs, and what is said of the server."""

    async def health(self, request: Request) -> Response:
        """Answer whether the server can answer."""
        return Response(json.dumps({"status": "ok"}), 200, {"cache-control": "no-store"}, "application/json")

    async def metrics(self, request: Request) -> Response:
        """Answer with what is counted."""
        from radkg.serve.metrics import MEDIA_TYPE

        return Response(self.service.figures.text(), 200, {"cache-control": "no-store", "content-type": MEDIA_TYPE})

    async def robots(self, request: Request) -> Response:
        """Answer what robots should leave alone."""
        return await _respond(request, Answer.of(_ROBOTS, "text/plain"))

    async def answer(self, request: Request) -> Response:
        """Answer a request for anything else."""
        path = request.path_params["path"]
        page = _PAGES.get(path) or _PAGES.get(_SHORT.get(path.rstrip("/"), ""))
        if request.method == "POST" and page == "text":
            if _media_type(request) != "application/x-www-form-urlencoded":
                raise HttpProblem(415, "a text comes as application/x-www-form-urlencoded")
            return await self._page(request, page, _fields(await request.body()))
        if request.method not in ("GET", "HEAD"):
            raise HttpProblem(405, "only GET", {"allow": "GET, HEAD"})
        if page is not None and (path in _PAGES or path.rstrip("/") in _SHORT):
            if path not in _PAGES:  # so that links on it are right
                query = request.scope["query_string"].decode("latin-1")
                to = f"{self.service.prefix}/{_SHORT[path.rstrip('/')]}"
                return RedirectResponse(f"{to}?{query}" if query else to, 303)
            return await self._page(request, page, _fields(request.scope["query_string"]))
        if path in ("", "index.html"):
            return await self._file(request, "index.html")
        if not _PATH.fullmatch(path):
            raise HttpProblem(404, "there is nothing of this name")
        if (found := await self._document(request, path)) is not None:
            return found
        if path.rpartition("/")[2].rpartition(".")[2] in _SUFFIXES and "." in path:
            return await self._file(request, path)
        return await self._thing(request, path)

    async def _file(self, request: Request, path: str, headers: Mapping[str, str] | None = None) -> Response:
        media = _SUFFIXES[path.rpartition(".")[2]]
        task = Message({"make": "file", "of": {"path": path}})
        found = await self.kept(("file", path), media, "others", task, self.service.seconds, request)
        return await _respond(request, found, headers)

    async def _thing(self, request: Request, path: str) -> Response:
        """Answer with the form of a thing that a client likes best: its page, or its RDF."""
        accept = request.headers.get("accept")
        if path.startswith("mappings/"):
            media = best(accept, ("text/html", "text/tab-separated-values"))
            suffix = {"text/html": "html", "text/tab-separated-values": "sssom.tsv", None: ""}[media]
        else:
            media = best(accept, [*_THING_FORMS, *_WHOLE_FORMS])
            suffix = _THING_FORMS.get(media or "", "")
            if media in _WHOLE_FORMS:
                await self._file(request, f"{path}.nt")  # there is such a thing
                return self._redirect(f"release/radkg-full.{_WHOLE_FORMS[media]}")
        if not suffix:
            raise HttpProblem(406, f"it is to be had as {', '.join(_THING_FORMS)}", {"vary": "Accept"})
        thing = re.sub(r"^(fact/[a-z0-9-]+)/form/[A-Za-z0-9/]+$", r"\1", path)
        links = [f'<{self._address(f"{thing}.{end}")}>; rel="alternate"; type="{kind}"' for kind, end in _THING_FORMS.items()]
        headers = {"vary": "Accept", "content-location": self._address(f"{thing}.{suffix}"), "link": ", ".join(links)}
        return await self._file(request, f"{thing}.{suffix}", headers)

    async def _document(self, request: Request, path: str) -> Response | None:
        """Answer with a file of the release or of the ontology, where a path is of one; see w3id/README.md."""
        accept = request.headers.get("accept")
        if ontology := _ONTOLOGY.fullmatch(path):
            media = best(accept, ["text/html", "text/turtle", "application/ld+json", "application/n-triples", *_WHOLE_FORMS])
            if media is None:
                raise HttpProblem(
                    406, "the ontology is to be had in Turtle, RDF/XML, JSON-LD, N-Triples and TriG", {"vary": "Accept"}
                )
            if media == "text/html":
                return self._redirect("index.html")
            suffix = {**_THING_FORMS, **_WHOLE_FORMS}[media]
            return self._redirect(f"release/radkg-{'full' if ontology[1] else 'base'}.{suffix}")
        if release := _RELEASE.fullmatch(path):
            return await self._release(request, release[1])
        if path.startswith("graph/"):
            return self._redirect("release/radkg-full.trig")
        if path == "shapes" or (path.startswith("shapes/") and best(accept, ("text/html", "text/turtle")) == "text/turtle"):
            return await self._release(request, "radkg-shapes.ttl")
        if path == ".well-known/void":
            return await self._release(request, "radkg-void.ttl")
        if path == ".well-known/sparql-examples":
            return await self._release(request, "radkg-examples.ttl")
        if module := _MODULE.fullmatch(path):
            task = Message({"make": "module", "of": {"name": module[1]}})
            found = await self.kept(("module", module[1]), "text/turtle", "others", task, self.service.seconds, request)
            return await _respond(request, found)
        return None

    async def _release(self, request: Request, name: str) -> Response:
        media = _SUFFIXES.get(name.rpartition(".")[2])
        if media is None:
            raise HttpProblem(404, "there is nothing of this name")
        task = Message({"make": "release", "of": {"name": name}})
        return await _respond(request, await self.kept(("release", name), media, "others", task, _BUILDING, request))

    async def _page(self, request: Request, name: str, fields: dict[str, list[str]]) -> Response:
        """Answer with a page that answers what was typed into it."""
        if name == "query":
            fields = await self._with_rows(request, fields)
        task = Message({"make": "page", "of": {"name": name, "given": fields}})
        key = ("page", name, json.dumps(fields, sort_keys=True))
        return await _respond(request, await self.kept(key, "text/html", "others", task, self.service.seconds, request))

    async def _with_rows(self, request: Request, fields: dict[str, list[str]]) -> dict[str, list[str]]:
        """Return the fields of the page for queries, with the rows of the query or why it has none."""
        query = next(iter(fields.get("query", ())), "")[:_LONGEST]
        if not query.strip():
            return {}
        pool = "graphs" if self.service.asks_graphs(query) else "queries"
        task = Message({"query": query, "solutions": "json", "triples": "ntriples"})
        try:
            frame = await self.asked(pool, task, self.service.seconds, request)
        except HttpProblem as problem:
            if problem.status >= 500:
                raise
            return {"query": [query], "fault": [problem.detail]}
        of_triples = frame.header["kind"] == "triples"
        return {"query": [query], "triples" if of_triples else "rows": [frame.body.decode()]}

    def _redirect(self, path: str) -> Response:
        return RedirectResponse(self._address(path), 303, {"vary": "Accept"})

    def _address(self, path: str) -> str:
        return f"{self.service.prefix}/{path}"
