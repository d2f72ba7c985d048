"""The ontology's own shapes as one file, for other engines of SHACL: data and release are held against it (docs/shapes.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.export import Export
from radkg.namespaces import PREFIXES, SH
from radkg.rdf.writing import serialized
from radkg.validation.finding import SHAPES
from radkg.validation.own_shapes import own_shapes

if TYPE_CHECKING:
    from radkg.exchange.material import Material

_PREFIXES = {**PREFIXES, "sh": SH, "shape": SHAPES}


def export(content: Material) -> list[Export]:
    """Return the Turtle file with the shapes, those that are made from the ontology included; none where it has no shapes."""
    own = own_shapes(content.knowledge.ontology)
    if not own:
        return []
    shapes = ox.Dataset(ox.Quad(*triple) for triple in own)
    shapes.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in shapes), key=lambda triple: tuple(map(str, triple)))
    return [Export("radkg-shapes.ttl", serialized(triples, ox.RdfFormat.TURTLE, _PREFIXES), len(triples))]
