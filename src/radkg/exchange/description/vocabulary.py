"""The vocabularies of descriptions, the addresses of the descriptions, and functions that make their triples."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from radkg.namespaces import DCTERMS, GRAPH, PREFIXES, RADKG, RDF, XSD, compact
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"
DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
FORMATS = "http://www.w3.org/ns/formats/"  # W3C's names of serialisations
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

TITLE, LICENSE, ISSUED = (DCTERMS + name for name in ("title", "license", "issued"))

#: Addresses of the descriptions. What they describe has no page of its own, and is named by a fragment.
VOID_FILE = RADKG + ".well-known/void"
DCAT_FILE = RADKG + ".well-known/dcat"
EXAMPLES_FILE = RADKG + ".well-known/sparql-examples"
RELEASE = RADKG + "release/"
#: All of radkg, as VoID and DCAT describe it.
DATASET = VOID_FILE + "#radkg"
#: The creator of radkg.
CREATOR = VOID_FILE + "#creator"

_SPACES = {**PREFIXES, "dataset": VOID_FILE + "#", "void": VOID, "sd": SD, "dcat": DCAT, "spdx": SPDX}
_SPACES |= {"foaf": FOAF, "schema": SCHEMA, "formats": FORMATS, "file": DCAT_FILE + "#", "example": EXAMPLES_FILE + "/"}
_SPACES |= {"description": RADKG + ".well-known/", "prefixes": EXAMPLES_FILE + "#"}
_TYPE = ox.NamedNode(RDF + "type")


def say(subject: str, *pairs: tuple[str, str | int | date | ox.Literal]) -> list[ox.Triple]:
    """Return triples about ``subject``, from pairs of property and value; a value that is a ``str`` is an IRI."""
    node = ox.NamedNode(subject)
    return [ox.Triple(node, _property(name), _value(value)) for name, value in pairs]


def typed(subject: str, *classes: str) -> list[ox.Triple]:
    """Return the triples that make ``subject`` an instance of ``classes``."""
    return [ox.Triple(ox.NamedNode(subject), _TYPE, ox.NamedNode(class_)) for class_ in classes]


def english(text: str) -> ox.Literal:
    """Return a literal of English text."""
    return ox.Literal(text, language="en")


@cache
def fragment(iri: str) -> str:
    """Return a name for ``iri`` as a part of a fragment; two IRIs have two names."""
    short = compact(iri)
    return quote(iri, safe="") if short == iri else short.replace(":", "-", 1)


def part_of_graph(graph: str) -> str:
    """Return the name of the part in a named graph, as a part of a fragment."""
    return graph.removeprefix(GRAPH) if graph.startswith(GRAPH) else quote(graph, safe="")


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as Turtle, sorted: the same triples give the same bytes."""
    ordered = sorted(triples, key=lambda t: (str(t.subject), t.predicate != _TYPE, t.predicate.value, str(t.object)))
    return serialized(ordered, ox.RdfFormat.TURTLE, _SPACES)


@cache
def _property(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _value(value: str | int | date | ox.Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(value, str):
        return ox.NamedNode(value)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(value) if isinstance(value, int) else value
