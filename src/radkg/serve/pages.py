"""The site over HTTP: pages, those that answer, things at the paths of their IRIs, and what is said of the server."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from radkg.serve.kept import Answer
from radkg.serve.messages import Message
from radkg.serve.negotiation import best
from radkg.serve.problems import HttpProblem
from radkg.serve.responder import BUILDING, LONGEST, Responder, fields_of, media_type_of, respond

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


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
_NOT_FOR_ROBOTS = ("/sparql", "/api/", "/check", "/compare/index", "/criteria/index", "/query/index", "/search")
_ROBOTS = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in _NOT_FOR_ROBOTS), ""]).encode()


class ServedPages(Responder):
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
        return await respond(request, Answer.of(_ROBOTS, "text/plain"))

    async def answer(self, request: Request) -> Response:
        """Answer a request for anything else."""
        path = request.path_params["path"]
        page = _PAGES.get(path) or _PAGES.get(_SHORT.get(path.rstrip("/"), ""))
        if request.method == "POST" and page == "text":
            if media_type_of(request) != "application/x-www-form-urlencoded":
                raise HttpProblem(415, "a text comes as application/x-www-form-urlencoded")
            return await self._page(request, page, fields_of(await request.body()))
        if request.method not in ("GET", "HEAD"):
            raise HttpProblem(405, "only GET", {"allow": "GET, HEAD"})
        if page is not None and (path in _PAGES or path.rstrip("/") in _SHORT):
            if path not in _PAGES:  # so that links on it are right
                query = request.scope["query_string"].decode("latin-1")
                to = f"{self.service.prefix}/{_SHORT[path.rstrip('/')]}"
                return RedirectResponse(f"{to}?{query}" if query else to, 303)
            return await self._page(request, page, fields_of(request.scope["query_string"]))
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
        return await respond(request, found, headers)

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
            return await respond(request, found)
        return None

    async def _release(self, request: Request, name: str) -> Response:
        media = _SUFFIXES.get(name.rpartition(".")[2])
        if media is None:
            raise HttpProblem(404, "there is nothing of this name")
        task = Message({"make": "release", "of": {"name": name}})
        return await respond(request, await self.kept(("release", name), media, "others", task, BUILDING, request))

    async def _page(self, request: Request, name: str, fields: dict[str, list[str]]) -> Response:
        """Answer with a page that answers what was typed into it."""
        if name == "query":
            fields = await self._with_rows(request, fields)
        task = Message({"make": "page", "of": {"name": name, "given": fields}})
        key = ("page", name, json.dumps(fields, sort_keys=True))
        return await respond(request, await self.kept(key, "text/html", "others", task, self.service.seconds, request))

    async def _with_rows(self, request: Request, fields: dict[str, list[str]]) -> dict[str, list[str]]:
        """Return the fields of the page for queries, with the rows of the query or why it has none."""
        query = next(iter(fields.get("query", ())), "")[:LONGEST]
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
