"""Whole releases among what is validated: what follows from the ontology in them is nobody's statement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.opening import open_knowledge
from radkg.namespaces import OWL, RADKG, RDF
from radkg.validation.data import OWN_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.model.store import Written
    from radkg.rdf.reading import Document

_VERSION = ox.NamedNode(OWL + "versionIRI")
_REIFIES = ox.NamedNode(RDF + "reifies")
_SUBJECT, _RELATION, _OBJECT = (ox.NamedNode(RADKG + name) for name in ("subject", "relation", "object"))


def without_what_follows(documents: Sequence[Document], written: Written) -> Sequence[Document]:
    """Return the documents without what follows from the ontology, where one of them is a whole release of it.

    A release holds edges, closures and forms of facts beside what is stated, and in RDF 1.2 the triple that each fact is about.
    They are nobody's statements, so neither shapes nor checks are meant for them. One that does not follow stays, and is looked
    at as what somebody states.

    Args:
        documents: The documents.
        written: The ontology that they are held against.
    """
    if not any(_is_header(quad) for document in documents for quad in document.quads):
        return documents
    stated = written.store()
    everything = open_knowledge(written._replace(added=())).store
    triples = _triples_of_facts(stated)
    put_plainly = set(triples.values())

    def follows(quad: ox.Quad) -> bool:
        if quad.predicate == _REIFIES:
            return isinstance(quad.object, ox.Triple) and triples.get(quad.subject) == _terms(quad.object)
        triple = ox.Quad(quad.subject, quad.predicate, quad.object)
        return triple not in stated and (triple in everything or _terms(quad) in put_plainly)

    return [replace(d, quads=tuple(quad for quad in d.quads if not follows(quad))) for d in documents]


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
    """Return whether a quad says which version of radkg a document is."""
    return (
        quad.predicate == _VERSION
        and isinstance(quad.subject, ox.NamedNode)
        and OWN_NAMESPACE.match(quad.subject.value) is not None
    )
