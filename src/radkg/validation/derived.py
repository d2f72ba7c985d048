"""Whole releases among what is validated: what follows from the ontology in them is nobody's statement."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.opening import open_knowledge
from radkg.namespaces import OWL, RADKG, RDF
from radkg.validation.data import OWN_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from radkg.model.store import Written
    from radkg.rdf.reading import Document

#: What files of a release have their names under, and what describes them: no names of the model.
OF_RELEASES = tuple(RADKG + name for name in (".well-known/", "release/", "graph/", "mappings/"))
_SETS = ox.NamedNode("https://w3id.org/sssom/mapping_set_id")
_VERSION = ox.NamedNode(OWL + "versionIRI")
_TYPE, _ONTOLOGY = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")
_REIFIES = ox.NamedNode(RDF + "reifies")
_SUBJECT, _RELATION, _OBJECT = (ox.NamedNode(RADKG + name) for name in ("subject", "relation", "object"))


def without_what_follows(documents: Sequence[Document], written: Written) -> Sequence[Document]:
    """Return the documents without what follows from the ontology, where one of them is a file of a release of it.

    A release holds edges, closures and forms of facts beside what is stated, in RDF 1.2 the triple that each fact is about, and
    alignments to other models in a file of their own. They are nobody's statements, so neither shapes nor checks are meant for
    them. One that does not follow stays, and is looked at as what somebody states.

    Args:
        documents: The documents.
        written: The ontology that they are held against.
    """
    if not any(_is_header(quad) for document in documents for quad in document.quads):
        return documents
    stated = written.store()
    everything = open_knowledge(written._replace(added=())).store
    ontology = written.ontology
    aligned = {quad.triple for path in ontology.alignment_files() for quad in ontology.parse(path)}
    triples = _triples_of_facts(stated)
    put_plainly = set(triples.values())

    def follows(quad: ox.Quad) -> bool:
        if quad.predicate == _REIFIES:
            return isinstance(quad.object, ox.Triple) and triples.get(quad.subject) == _terms(quad.object)
        triple = ox.Quad(quad.subject, quad.predicate, quad.object)
        is_said_elsewhere = triple in everything or _terms(quad) in put_plainly or quad.triple in aligned
        return triple not in stated and is_said_elsewhere and not _is_header(quad)

    return [replace(d, quads=tuple(quad for quad in d.quads if not follows(quad))) for d in documents]


def is_of_release(document: Document, declared: Collection[object]) -> bool:
    """Return whether a document is a file of a release that has no facts: alignments, a description of files, a context.

    Args:
        document: The document.
        declared: What the ontology declares. A file with a header of radkg's that says something of other things is a user's.
    """
    if not document.quads and document.format == ox.RdfFormat.JSON_LD:
        said = json.loads(document.text, parse_int=str, parse_float=str)
        return isinstance(said, dict) and set(said) == {"@context"}
    if any(map(_describes, document.quads)):
        return True
    said_of = {quad.subject for quad in document.quads if isinstance(quad.subject, ox.NamedNode)}
    is_own = all(OWN_NAMESPACE.match(node.value) or node in declared for node in said_of)
    return is_own and any(map(_is_header, document.quads))


def _describes(quad: ox.Quad) -> bool:
    described = quad.object if quad.predicate == _SETS else quad.subject
    return isinstance(described, ox.NamedNode | ox.Literal) and described.value.startswith(OF_RELEASES)


def _terms(triple: ox.Triple | ox.Quad) -> tuple[object, object, object]:
    return triple.subject, triple.predicate, triple.object


def _triples_of_facts(stated: ox.Store) -> dict[object, tuple[object, object, object]]:
    """Return the triple that each fact is about: its subject, its relation and its object."""
    parts: dict[ox.NamedNode, dict[object, object]] = {
        part: {quad.subject: quad.object for quad in stated.quads_for_pattern(None, part, None)}
        for part in (_SUBJECT, _RELATION, _OBJECT)
    }
    return {
        fact: (subject, parts[_RELATION][fact], parts[_OBJECT][fact])
        for fact, subject in parts[_SUBJECT].items()
        if fact in parts[_RELATION] and fact in parts[_OBJECT]
    }


def _is_header(quad: ox.Quad) -> bool:
    """Return whether a quad says which version or part of radkg a document is."""
    return (
        (quad.predicate == _VERSION or (quad.predicate, quad.object) == (_TYPE, _ONTOLOGY))
        and isinstance(quad.subject, ox.NamedNode)
        and OWN_NAMESPACE.match(quad.subject.value) is not None
    )
