"""Names that nothing declares: most often a slip of the pen, which RDF takes for a new thing without a word."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import DCTERMS, FACT, OWL, PREFIXES, RADKG, RDF, RDFS, SKOS, SOURCE, XSD
from radkg.rdf.guards import fault_of_iri
from radkg.validation.data import OWN_NAMESPACE, TYPE
from radkg.validation.derived import OF_RELEASES
from radkg.validation.finding import SHAPES, Finding, named, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from radkg.rdf.reading import Document
    from radkg.validation.data import ValidationData

_PROPERTY_KINDS = tuple(ox.NamedNode(OWL + f"{kind}Property") for kind in ("Object", "Datatype", "Annotation"))
_CLASS = ox.NamedNode(OWL + "Class")
_VERSION = ox.NamedNode(OWL + "versionIRI")
_DATATYPES = (XSD, RDF)
#: Vocabularies whose names are all known, as rdflib lists them.
_CLOSED = {RDF: "RDF", RDFS: "RDFS", OWL: "OWL", SKOS: "SKOS", DCTERMS: "DCTERMS"}
#: What RDF 1.2 adds to its own names, and rdflib does not list.
_OF_RDF_1_2 = frozenset(RDF + name for name in ("reifies", "dirLangString", "language", "direction"))
#: The checks of this module that are shapes as well.
CHECKS = (SHAPES + "undeclared-name",)
_PREFIX = re.compile(r"prefix\s+([\w.-]+):", re.IGNORECASE)
_MEMBERSHIP = re.compile(re.escape(RDF) + r"_\d+")  # rdf:_1, rdf:_2, … are of no list


def undeclared(data: ValidationData) -> Iterator[Finding]:
    """Find names in radkg's namespaces, or almost in them, that nothing declares, in any position of a triple."""
    declared = data.declared
    seen: set[tuple[object, str]] = set()
    remedies = _Remedies(declared)
    for document in data.documents:
        for quad in document.quads:
            for node, position in _names(quad):
                if not OWN_NAMESPACE.match(node.value) or node in declared or (quad.subject, node.value) in seen:
                    continue
                if node.value.startswith(OF_RELEASES) or (node.value == RADKG and position == "object"):
                    continue
                if position == "subject" and (data.is_fact(node) or node.value.startswith(RADKG + "ontology")):
                    continue  # a fact without a type has a finding of its own
                if position == "object" and quad.predicate == _VERSION:
                    continue
                seen.add((quad.subject, node.value))
                yield _finding(document, quad, node, position, remedies.of(node, position))


def misspelt(data: ValidationData) -> Iterator[Finding]:
    """Find properties and classes that a well-known vocabulary does not have: ``dcterms:soruce`` is no source."""
    known = _well_known()
    seen = set()
    for document in data.documents:
        for quad in document.quads:
            for node in (quad.predicate, quad.object) if quad.predicate == TYPE else (quad.predicate,):
                name = node.value if isinstance(node, ox.NamedNode) else ""
                names = next((names for namespace, names in known.items() if name.startswith(namespace)), None)
                if names is None or name in names or _MEMBERSHIP.fullmatch(name) or (quad.subject, name) in seen:
                    continue
                seen.add((quad.subject, name))
                yield Finding(
                    "Violation",
                    f"there is no {shown(name)}",
                    _offer(nearest(name, names)),
                    focus=_id(quad.subject),
                    path=quad.predicate.value,
                    value=text(quad.object),
                    file=document.path,
                    check=SHAPES + "misspelt-name",
                )


def unusual(data: ValidationData) -> Iterator[Finding]:
    """Find IRIs that are no web address, URN or the like. A prefixed name in angle brackets is the most common one."""
    seen = set()
    for document in data.documents:
        prefixes = PREFIXES.keys() | {prefix.lower() for prefix in _PREFIX.findall(document.text)}
        for quad in document.quads:
            for node, _ in _names(quad):
                if node in seen or fault_of_iri(node.value) is None:
                    continue
                seen.add(node)
                prefix = node.value.partition(":")[0]
                is_prefix = prefix.lower() in prefixes
                message = f"the IRI <{node.value}> is not a web address or URN"
                if is_prefix:
                    remedy = f"{prefix} is a prefix: leave out the angle brackets, or write the IRI in full."
                else:
                    remedy = "It is a name like any other here, but no other command of radkg takes the file."
                yield Finding(
                    "Violation" if is_prefix else "Warning",
                    message,
                    remedy,
                    focus=_id(quad.subject),
                    path=quad.predicate.value,
                    value=node.value,
                    file=document.path,
                    check=SHAPES + "unusual-iri",
                )


def about_triples(data: ValidationData) -> Iterator[Finding]:
    """Find triples that have a triple as their value, as RDF 1.2 allows: neither shapes nor pySHACL know of them."""
    for document in data.documents:
        for quad in document.quads:
            if isinstance(quad.object, ox.Triple):
                yield Finding(
                    "Warning",
                    "a triple about a triple (RDF 1.2) is not looked at by shapes",
                    "Give what it says about the triple to a fact, as its qualifier.",
                    focus=_id(quad.subject),
                    path=quad.predicate.value,
                    file=document.path,
                    check=SHAPES + "triple-about-triple",
                )


@lru_cache(maxsize=1)
def _well_known() -> dict[str, set[str]]:
    import rdflib.namespace

    # dir() of such a namespace lists whole IRIs
    known = {iri: set(map(str, dir(getattr(rdflib.namespace, name)))) for iri, name in _CLOSED.items()}
    known[RDF] |= _OF_RDF_1_2
    return known


def ignored_keys(document: Document) -> Iterator[Finding]:
    """Find keys of a JSON-LD document that its context does not map: the parser leaves out their values."""
    if document.format != ox.RdfFormat.JSON_LD:
        return
    terms: set[str] = set()
    keys: dict[str, None] = {}
    # Numbers are left as text: Python makes no number of 100,000 digits.
    todo = [(json.loads(document.text, parse_int=str, parse_float=str), False)]
    while todo:
        node, in_context = todo.pop()
        if isinstance(node, list):
            todo += ((member, in_context) for member in node)
        elif isinstance(node, dict):
            if in_context:
                terms |= set(node)
            else:
                keys |= dict.fromkeys(node)
            todo += ((value, in_context or key == "@context") for key, value in node.items())
    if "@vocab" in terms:
        return
    if not terms and not document.quads:
        yield Finding(
            "Violation",
            "this JSON has no @context, so it is no JSON-LD, and nothing in it was read",
            "Add a @context, or name a file with RDF.",
            file=document.path,
            check=SHAPES + "ignored-key",
        )
        return
    for key in keys:
        if not key.startswith("@") and ":" not in key and key not in terms:
            yield Finding(
                "Violation",
                f"the key {key!r} is not in the @context, so what stands under it is left out",
                "Map it in @context, or correct it.",
                value=key,
                file=document.path,
                check=SHAPES + "ignored-key",
            )


def nearest(iri: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """Return the candidates whose names are nearest to that of ``iri``, best first.

    Args:
        iri: The IRI that nothing declares.
        candidates: IRIs.
        count: The most candidates to return.
    """
    from difflib import get_close_matches

    by_name: dict[str, str] = {}
    for candidate in sorted(candidates):
        by_name.setdefault(_local(candidate).lower(), candidate)
    return [by_name[name] for name in get_close_matches(_local(iri).lower(), by_name, count, 0.75)]


def shown(iri: str) -> str:
    """Return an IRI as a person would write it."""
    return named(iri, "")


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _id(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _offer(near: list[str]) -> str:
    return f"Nearest: {', '.join(map(shown, near))}." if near else "Correct it, or declare what it stands for."


def _names(quad: ox.Quad) -> Iterator[tuple[ox.NamedNode, str]]:
    if isinstance(quad.subject, ox.NamedNode):
        yield quad.subject, "subject"
    yield quad.predicate, "predicate"
    if isinstance(quad.object, ox.NamedNode):
        yield quad.object, "type" if quad.predicate == TYPE else "object"
    elif isinstance(quad.object, ox.Literal) and not quad.object.datatype.value.startswith(_DATATYPES):
        yield quad.object.datatype, "datatype"


class _Remedies:
    """What is offered in the place of names that nothing declares, each looked for once.

    To compare a name with thousands takes long, and whoever has so many unknown names has another fault: only the first
    hundred get an offer.

    Args:
        declared: The nodes that have a type, with their types.
    """

    _MOST = 100

    def __init__(self, declared: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> None:
        self._declared = declared
        self._found: dict[tuple[ox.NamedNode, str], str] = {}

    def of(self, node: ox.NamedNode, position: str) -> str:
        """Return what to do about a name in a position of a triple."""
        if (node, position) not in self._found:
            near = self._nearest(node, position) if len(self._found) < self._MOST else []
            self._found[node, position] = _offer(near)
        return self._found[node, position]

    def _nearest(self, node: ox.NamedNode, position: str) -> list[str]:
        kinds = {"predicate": _PROPERTY_KINDS, "type": (_CLASS,)}.get(position, ())
        fitting = [n.value for n, types in self._declared.items() if not kinds or types & set(kinds)]
        # The names offered are of the same kind as the unknown one, term or fact or source, where there are such.
        space = next((ns for ns in (FACT, SOURCE) if node.value.startswith(ns)), RADKG)
        same = [iri for iri in fitting if iri.startswith(space) and (space != RADKG or "/" not in iri[len(RADKG) :])]
        return nearest(node.value, same) or nearest(node.value, [iri for iri in fitting if OWN_NAMESPACE.match(iri)])


def _finding(document: Document, quad: ox.Quad, node: ox.NamedNode, position: str, remedy: str) -> Finding:
    what = {"predicate": "property", "type": "class"}.get(position, "name")
    return Finding(
        "Violation",
        f"there is no {what} {shown(node.value)}",
        remedy,
        focus=_id(quad.subject),
        path="" if position == "subject" else quad.predicate.value,
        value=node.value,
        file=document.path,
        check=SHAPES + "undeclared-name",
    )
