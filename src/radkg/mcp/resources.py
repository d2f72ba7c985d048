"""Resources: the page on the model, the questions, and a page for each term and fact."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from radkg import resources
from radkg.errors import RadkgError, UnknownTerm
from radkg.mcp.marked import between_marks
from radkg.shown import shown
from radkg.verbs import VERBS
from radkg.verbs.remote import ask, remote_verbs, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from radkg.graph import KnowledgeGraph

MOST_NAMES = 100  # of the protocol, for a completion
_LARGEST = 60_000  # characters of a page
_MARKDOWN, _TEXT, _JSON = "text/markdown", "text/plain", "application/json"


class UnknownResource(RadkgError):
    """An address at which there is no resource."""


class Described(NamedTuple):
    """A resource, or a template of several.

    Attributes:
        name: Its name.
        title: What people see.
        about: What it is.
        media_type: Its media type.
        read: Takes the graph and what stands in the place of the template's variable; returns the text.
    """

    name: str
    title: str
    about: str
    media_type: str
    read: Callable[[KnowledgeGraph, str], str]


def _model(graph: KnowledgeGraph, _: str) -> str:
    return resources.read_text(resources.model_page())


def _questions(graph: KnowledgeGraph, _: str) -> str:
    listed = ask(VERBS["query"], {"list": True}, graph)
    return shown(
        json.dumps([{k: v for k, v in one.items() if k != "sparql"} for one in listed], ensure_ascii=False), lines=True
    )


def _term(graph: KnowledgeGraph, name: str) -> str:
    text = graph.show(name).text()
    cut = "" if len(text) <= _LARGEST else f"\n… cut: {len(text)} characters in all; the tool show gives one section"
    return between_marks(text[:_LARGEST] + cut)


def _schema(graph: KnowledgeGraph, name: str) -> str:
    verbs = {verb.replace(" ", "-"): about for verb, about in remote_verbs().items()}
    if name not in verbs:
        raise UnknownTerm(name, tuple(verbs), kind="verb")
    return json.dumps(schema_of(verbs[name]), ensure_ascii=False)


#: The resources that there are, by address.
FIXED = {
    "radkg://model": Described(
        "model", "The knowledge model", "What a fact, a certainty, a qualifier and a verdict are.", _MARKDOWN, _model
    ),
    "radkg://questions": Described(
        "questions", "The named questions", "Each question with what it asks, takes and is called.", _JSON, _questions
    ),
}
#: The templates, by address.
TEMPLATES = {
    "radkg://term/{name}": Described(
        "term", "A term or fact", "All that is known of a term or fact, by label, synonym, prefixed name or IRI.", _TEXT, _term
    ),
    "radkg://schema/{verb}": Described(
        "schema", "The answer of a verb", "JSON Schema of what a verb takes and answers, each field described.", _JSON, _schema
    ),
}
_PATTERNS = {
    re.compile(re.escape(uri.partition("{")[0]) + "(.+)", re.DOTALL): described for uri, described in TEMPLATES.items()
}


def read(graph: KnowledgeGraph, uri: str) -> tuple[str, str]:
    """Return the media type and the text of a resource.

    Raises:
        UnknownResource: There is none at this address.
        UnknownTerm: Nothing is called as the address says; the error names what comes near.
    """
    if uri in FIXED:
        return FIXED[uri].media_type, FIXED[uri].read(graph, "")
    for pattern, described in _PATTERNS.items():
        if match := pattern.fullmatch(uri):
            return described.media_type, described.read(graph, unquote(match[1]))
    raise UnknownResource(f"there is no resource {uri[:200]!r}; there are: {', '.join((*FIXED, *TEMPLATES))}")


def names(graph: KnowledgeGraph, argument: str, typed: str) -> dict[str, Any]:
    """Return names that begin as what has been typed does, then those that have it in them, and how many there are.

    Args:
        graph: The graph.
        argument: What is to be completed; what no name stands for has none.
        typed: What has been typed.
    """
    wanted = typed.casefold().strip()
    found = [name for name in _names(graph, argument) if wanted in name.casefold()]
    found.sort(key=lambda name: (not name.casefold().startswith(wanted), len(name), name))
    return {"values": [shown(name) for name in found[:MOST_NAMES]], "total": len(found)}


def _names(graph: KnowledgeGraph, argument: str) -> Iterable[str]:
    if argument == "verb":
        return [verb.replace(" ", "-") for verb in remote_verbs()]
    if argument not in ("name", "disease", "other"):
        return ()
    return graph.answer(lambda known: {known.label(iri) for iri in known.kinds})
