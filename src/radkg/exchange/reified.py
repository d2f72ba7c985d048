"""RDF 1.2: each fact as the reifier of its triple, together with the triple where the fact asserts it.

Source of the form: RDF 1.2 Concepts, https://www.w3.org/TR/rdf12-concepts/, section on triple terms and reification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.export import Export
from radkg.namespaces import DCTERMS, OWL, PREFIXES, RADKG, RDF
from radkg.rdf.writing import serialized

if TYPE_CHECKING:
    from radkg.exchange.material import Material

_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
_REIFIES = ox.NamedNode(RDF + "reifies")
_TYPE = ox.NamedNode(RDF + "type")
#: Properties that the reified triple stands for; the fact itself does not repeat them.
_IN_THE_TRIPLE = {RADKG + name for name in ("subject", "relation", "object")}
_HEADER = {DCTERMS + "title", DCTERMS + "license", OWL + "versionIRI"}


def export(content: Material) -> list[Export]:
    """Return the facts, their evidence, sources and passages as Turtle and as N-Triples."""
    triples = sorted(set(_triples(content)), key=_order)
    facts = len(content.facts)
    files = []
    for suffix, rdf_format in _FORMATS.items():
        data = serialized(triples, rdf_format, PREFIXES)
        files.append(Export(f"radkg-rdf12.{suffix}", data, len(triples), facts, facts))
    return files


def _triples(content: Material) -> list[ox.Triple]:
    triples = [triple for triple in _triples_of(content, content.iri) if triple.predicate.value in _HEADER]
    cited: set[str] = set(content.sources) | set(content.knowledge.instances(RADKG + "Passage"))
    for fact in content.facts:
        reified = ox.Triple(*map(ox.NamedNode, (fact.subject, fact.relation, fact.object)))
        triples.append(ox.Triple(ox.NamedNode(fact.iri), _REIFIES, reified))
        if not (fact.excluded or fact.is_null):
            triples.append(reified)
        triples += [triple for triple in _triples_of(content, fact.iri) if triple.predicate.value not in _IN_THE_TRIPLE]
        cited |= {node.iri for node in content.evidence(fact.iri)}
    return triples + [triple for iri in cited for triple in _triples_of(content, iri)]


def _triples_of(content: Material, iri: str) -> list[ox.Triple]:
    """Return the triples with the subject ``iri``, without those whose object is a blank node."""
    quads = content.store.quads_for_pattern(ox.NamedNode(iri), None, None)
    return [quad.triple for quad in quads if not isinstance(quad.object, ox.BlankNode)]


def _order(triple: ox.Triple) -> tuple[str, bool, bool, str, str]:
    return (
        str(triple.subject),
        triple.predicate != _TYPE,
        triple.predicate != _REIFIES,
        triple.predicate.value,
        str(triple.object),
    )
