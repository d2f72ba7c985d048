"""The mapping sets as triples: SKOS matches, and the labels that other vocabularies give their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import SKOS, expand

if TYPE_CHECKING:
    from radkg.mappings.index import Index

_LABEL = ox.NamedNode(SKOS + "prefLabel")  # not rdfs:label, which says what radkg calls a term


def triples(index: Index) -> list[ox.Triple]:
    """Return one triple for each mapping to a term that was found, and one for each label of theirs.

    Where several sets name the same term of another vocabulary, its label stands once.
    """
    found: dict[ox.Triple, None] = {}
    labels: dict[str, str] = {}
    for one in index.sets:
        for row in one.mappings:
            subject, predicate = expand(row.subject), expand(row.predicate)
            if row.found and subject and predicate:
                theirs = index.prefixes.iri(row.object)
                found[ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(theirs))] = None
                if row.object_label:
                    labels.setdefault(theirs, row.object_label)
    return [
        *found,
        *(ox.Triple(ox.NamedNode(iri), _LABEL, ox.Literal(label, language="en")) for iri, label in labels.items()),
    ]
