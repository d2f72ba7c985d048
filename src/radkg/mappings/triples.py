"""The mapping sets as triples: SKOS matches, the labels that other vocabularies give their terms, and differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.errors import UnreadableFile
from radkg.mappings.sets import SUFFIX, expand_in
from radkg.namespaces import RADKG, SKOS, expand

if TYPE_CHECKING:
    from radkg.mappings.index import Index
    from radkg.mappings.sets import MappingSet

_LABEL = ox.NamedNode(SKOS + "prefLabel")  # rdfs:label is the label of radkg's own
_DIFFERENCE = ox.NamedNode(RADKG + "mappingDifference")


def triples(index: Index) -> list[ox.Triple]:
    """Return one triple for each mapping to a term, one for the label of each such term, and one for each difference.

    Raises:
        UnreadableFile: An object of a set cannot be made an IRI.
    """
    found: dict[ox.Triple, None] = {}
    labels: dict[str, str] = {}
    for one in index.sets:
        for row in one.mappings:
            subject, predicate = expand_in(one, row.subject), expand_in(one, row.predicate)
            if row.links and subject and predicate:
                object_ = _object(index.curie(row.object, one), one, index)
                found[ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), object_)] = None
                if row.object_label:
                    labels.setdefault(object_.value, row.object_label)
    return [
        *found,
        *(ox.Triple(ox.NamedNode(iri), _LABEL, ox.Literal(label, language="en")) for iri, label in labels.items()),
        *(
            ox.Triple(ox.NamedNode(term), _DIFFERENCE, ox.Literal(words, language="en"))
            for curie, words in index.differences
            if (term := expand(curie))
        ),
    ]


def _object(curie: str, one: MappingSet, index: Index) -> ox.NamedNode:
    try:
        return ox.NamedNode(index.prefixes.iri(curie))
    except KeyError:
        reason, remedy = f"the prefix of {curie} is not declared", "declare it in the curie_map"
    except ValueError:
        reason, remedy = f"no IRI can be made of {curie}", "correct it"
    raise UnreadableFile(one.name + SUFFIX, reason, remedy=remedy)
