"""What a worker makes that asks verbs: their answers as JSON, files of the site, and pages that answer."""

from __future__ import annotations

import json
import os
import tempfile
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.errors import InvalidQuery, RadkgError, UnknownTerm
from radkg.rdf.results import QueryResult, of_engine
from radkg.rdf.writing import serialized
from radkg.resources import read_bytes
from radkg.shown import in_json
from radkg.verbs import VERBS
from radkg.verbs.remote import ask
from radkg.verdict.marked import contents
from radkg.verdict.text import TextVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from radkg.graph import KnowledgeGraph
    from radkg.serve.messages import Message
    from radkg.site.live import LiveSite


class Maker:
    """What is made of one graph.

    Args:
        graph: The graph.
        base: The address that others reach the server by, with a slash at its end.
    """

    def __init__(self, graph: KnowledgeGraph, base: str) -> None:
        self._graph, self._base = graph, base

    def answer(self, task: Message) -> tuple[dict[str, Any], bytes]:
        """Return the answer to a task: its header and its body."""
        made: bytes | None = getattr(self, f"_make_{task.header['make']}")(**task.header["of"])
        return ({"found": False}, b"") if made is None else ({"found": True}, made)

    def get_ready(self) -> None:
        """Make what most answers are made from."""
        self._graph.check("")
        self._site.file("index.html")

    @cached_property
    def _site(self) -> LiveSite:
        from radkg.site.live import LiveSite

        return self._graph.answer(lambda known: LiveSite(known, self._graph.ontology))

    def _make_answer(self, verb: str, given: Mapping[str, Any]) -> bytes:
        """Return the answer of a verb as JSON."""
        return in_json(json.dumps(ask(VERBS[verb], given, self._graph), ensure_ascii=False)).encode()

    def _make_file(self, path: str) -> bytes | None:
        """Return a file of the site."""
        return self._site.file(path)

    def _make_quads(self) -> bytes:
        """Return the graph with each part in its named graph, as N-Quads."""
        from radkg.stores.parts import in_graphs

        return self._graph.answer(lambda known: in_graphs(known, self._graph.written))

    def _make_module(self, name: str) -> bytes | None:
        """Return a module of the ontology, as it is written."""
        path = self._graph.ontology.path(*f"{name}.ttl".split("/"))
        return read_bytes(path) if os.path.isfile(path) else None

    def _make_release(self, name: str, media_type: str = "text/turtle") -> bytes | None:
        """Return a file of a release; a description in Turtle in another form where another is asked for."""
        data = self._released(name)
        if data is None or media_type == "text/turtle":
            return data
        to = ox.RdfFormat.from_media_type(media_type)
        assert to is not None, media_type
        return serialized((quad.triple for quad in ox.parse(data, ox.RdfFormat.TURTLE)), to)

    def _released(self, name: str) -> bytes | None:
        from radkg.exchange.release import VARIANTS, build

        form = _format_of(name)
        if form is None:
            return None
        variant = name.removeprefix("radkg-").partition(".")[0]
        # what JSON-LD calls things follows from both
        variants = (variant,) if variant in VARIANTS and form != "jsonld" else VARIANTS
        with tempfile.TemporaryDirectory(prefix="radkg-") as folder:
            build(folder, self._graph.written, formats=[form], endpoint=f"{self._base}sparql", variants=variants)
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return None

    # -- pages that answer

    def _make_page(self, name: str, given: Mapping[str, list[str]]) -> bytes:
        """Return a page that answers what was typed into it."""
        page: bytes = getattr(self, f"_page_{name}")({key: values for key, values in given.items() if any(values)})
        return page

    def _page_check(self, given: Mapping[str, list[str]]) -> bytes:
        statement = _first(given, "statement")
        return self._site.page(
            "check/index",
            "served-check.html",
            title="Check a statement",
            description="Type a statement and see whether radkg's facts bear it out, with their sources.",
            statement=statement,
            **(self._answered("check/index", "check", {"statement": statement}) if statement else _NOTHING),
        )

    def _page_text(self, given: Mapping[str, list[str]]) -> bytes:
        text = _first(given, "text")
        return self._site.page(
            "check/text",
            "served-text.html",
            title="Check a text",
            description="Paste a text and see which of its claims radkg's facts bear out, with their sources.",
            text=text,
            **(self._answered("check/text", "check", {"text": text}) if text else _NOTHING),
        )

    def _page_criteria(self, given: Mapping[str, list[str]]) -> bytes:
        findings, without = _lines(_first(given, "finding")), _lines(_first(given, "without"))
        name, age = _first(given, "name"), _first(given, "age")
        asked: dict[str, Any] = {"finding": findings, "without": without, "biopsy": _first(given, "biopsy") == "yes"}
        asked |= {"name": name} if name else {}
        if age:
            asked["age"] = int(age) if age.isascii() and age.isdecimal() and len(age) < 4 else age
        names = [one["label"] for one in ask(VERBS["criteria"], {"list": True}, self._graph)]
        return self._site.page(
            "criteria/index",
            "served-criteria.html",
            title="Classification criteria",
            description="Type the findings of a patient, and see what classification criteria make of them.",
            names=names,
            given={"name": name, "finding": "\n".join(findings), "without": "\n".join(without), "age": age, **_biopsy(asked)},
            **(self._answered("criteria/index", "criteria", asked) if given else _NOTHING),
        )

    def _page_compare(self, given: Mapping[str, list[str]]) -> bytes:
        from radkg.site.pairs import Pair, differences

        site, one, other = self._site, _first(given, "one"), _first(given, "other")
        context: dict[str, Any] = {"one": None, "other": None, "parts_of": [], "fault": ""}
        if one and other:
            try:
                first, second = (site.writer.pages.by_iri[self._disease(name)] for name in (one, other))
                if first.iri == second.iri:
                    raise InvalidQuery("name two diseases")
                context |= {"one": first, "other": second}
                context["parts_of"] = differences(site.known, Pair(first.iri, second.iri, "", []))
            except RadkgError as error:
                context["fault"] = str(error)
        return site.page(
            "compare/index",
            "served-compare.html",
            title="Compare two diseases",
            description="What tells one disease from another, and what both show, with the facts that say so.",
            pairs=[(pair, *(site.writer.pages.by_iri[iri] for iri in (pair.one, pair.other))) for pair in site.writer.pairs],
            given={"one": one, "other": other},
            **context,
        )

    def _disease(self, name: str) -> str:
        from radkg.namespaces import RADKG
        from radkg.questions.catalogue import find

        iri = find(self._site.known, name)
        if iri not in self._site.writer.pages.by_iri or RADKG + "Disease" not in self._site.known.kinds.get(iri, ()):
            raise UnknownTerm(name, kind="disease")
        return iri

    def _page_search(self, given: Mapping[str, list[str]]) -> bytes:
        words = _first(given, "q")
        found = self._site.found(words)
        return self._site.page(
            "search",
            "search.html",
            title="Search",
            description="Search radkg by label, synonym, or CURIE of another vocabulary.",
            words=words,
            found=found[:50],
            number=len(found),
        )

    def _page_query(self, given: Mapping[str, list[str]]) -> bytes:
        result: QueryResult | None = None
        if triples := _first(given, "triples"):
            result = of_engine([quad.triple for quad in ox.parse(triples.encode(), ox.RdfFormat.N_TRIPLES)])
        elif rows := _first(given, "rows"):
            result = of_engine(ox.parse_query_results(rows.encode(), format=ox.QueryResultsFormat.JSON))
        return self._site.query_page(_first(given, "query"), result, _first(given, "fault"))

    def _answered(self, path: str, verb: str, given: Mapping[str, Any]) -> dict[str, str]:
        """Return an answer as HTML for a page at a path, or why there is none."""
        try:
            answer = self._site.with_own_links(ask(VERBS[verb], given, self._graph, _as_html), path)
            return {"answer": answer, "fault": ""}
        except RadkgError as error:
            return {"answer": "", "fault": str(error)}


_NOTHING = {"answer": "", "fault": ""}


def _as_html(result: Any) -> str:
    if isinstance(result, TextVerdict):  # its own page has a style in it
        return contents(result.given, result.claims, result.unchecked)
    html: str = result.html()
    return html


def _first(given: Mapping[str, list[str]], name: str) -> str:
    return next(iter(given.get(name, ())), "").strip()


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.replace(",", "\n").splitlines()) if line]


def _biopsy(asked: Mapping[str, Any]) -> dict[str, bool]:
    return {"biopsy": bool(asked["biopsy"])}


def _format_of(name: str) -> str | None:
    """Return the format of `radkg build` that writes a file of a name that is linked to; ``None`` where none is."""
    from radkg.exchange.formats import DESCRIPTIONS, RDF

    for form in RDF:
        if name in (f"radkg-base.{form}", f"radkg-full.{form}"):
            return form
    described = {f"radkg-{form}.ttl": form for form in (*DESCRIPTIONS, "shapes") if form != "dcat"}
    return described.get(name)
