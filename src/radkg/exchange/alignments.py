"""The alignments of the model to other models, as a file of their own: the release does not import it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.export import Export
from radkg.exchange.material import BIOLINK, INFORES
from radkg.namespaces import PREFIXES
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from radkg.exchange.material import Material

_PREFIXES = {
    **PREFIXES,
    "biolink": BIOLINK,
    "infores": INFORES,
    "oban": "http://purl.org/oban/",
    "prov": "http://www.w3.org/ns/prov#",
}


def export(content: Material) -> list[Export]:
    """Return the Turtle file with the alignments."""
    ontology = content.knowledge.ontology
    found = {quad.triple for path in ontology.alignment_files() for quad in ontology.parse(path)}
    triples = sorted(found, key=lambda triple: tuple(map(str, triple)))
    return [Export("radkg-alignments.ttl", serialized(triples, ox.RdfFormat.TURTLE, _PREFIXES), len(triples))]
