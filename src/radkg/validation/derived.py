"""Whole releases among what is validated: what follows from the ontology in them is nobody's statement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.opening import open_knowledge
from radkg.namespaces import OWL
from radkg.validation.data import OWN_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from radkg.model.store import Written
    from radkg.rdf.reading import Document

_VERSION = ox.NamedNode(OWL + "versionIRI")


def without_what_follows(documents: Sequence[Document], written: Written) -> Sequence[Document]:
    """Return the documents without what follows from the ontology, where one of them is a whole release of it.

    A release holds edges, closures and forms of facts beside what is stated. They are nobody's statements, so neither shapes
    nor checks are meant for them. One that does not follow stays, and is looked at as what somebody states.

    Args:
        documents: The documents.
        written: The ontology that they are held against.
    """
    if not any(_is_header(quad) for document in documents for quad in document.quads):
        return documents
    stated = written.store()
    everything = open_knowledge(written._replace(added=())).store

    def follows(quad: ox.Quad) -> bool:
        triple = ox.Quad(quad.subject, quad.predicate, quad.object)
        return triple not in stated and triple in everything

    return [replace(d, quads=tuple(quad for quad in d.quads if not follows(quad))) for d in documents]


def _is_header(quad: ox.Quad) -> bool:
    """Return whether a quad says which version of radkg a document is."""
    return (
        quad.predicate == _VERSION
        and isinstance(quad.subject, ox.NamedNode)
        and OWN_NAMESPACE.match(quad.subject.value) is not None
    )
