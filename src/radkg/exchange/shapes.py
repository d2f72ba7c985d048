"""The ontology's own shapes as one file, for other engines of SHACL, and the terms that data are held against (docs/shapes.md).

With the whole release, an engine looks at each fact of radkg's again, which takes some engines long. Of the facts, the file of
terms has those alone that a shape without a target in SPARQL holds data against: what is excluded, and what all cases show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.exchange.export import Export
from radkg.namespaces import PREFIXES, RADKG, RDFS, SH
from radkg.rdf.blank_nodes import canonical
from radkg.rdf.sparql import select
from radkg.rdf.writing import serialized
from radkg.shown import shown
from radkg.validation.finding import SHAPES
from radkg.validation.own_shapes import own_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.exchange.material import Material

_PREFIXES = {**PREFIXES, "sh": SH, "shape": SHAPES}
_EVIDENCE = ox.NamedNode(RADKG + "evidence")
#: The facts that the file of terms has.
_FACTS = f"""
PREFIX radkg: <{RADKG}>
SELECT DISTINCT ?node {{
  {{ ?node a radkg:ExcludedAssociation }}
  UNION {{
    ?node a radkg:Association ;
          radkg:frequencyMinimum|(radkg:frequencyWord/radkg:frequencyMinimum) ?least .
    FILTER(?least >= 100)
  }}
}}"""
#: The nodes that are facts, rest on them or follow from them.
_ABOUT_FACTS = f"""
PREFIX radkg: <{RADKG}>
SELECT DISTINCT ?node {{
  {{ ?node radkg:relation|radkg:formOf|radkg:conflictKind ?of }}
  UNION {{ ?fact radkg:evidence ?node }}
}}"""
#: The properties of edges and of closures, which the shapes do without: they have to follow what users add as well.
_FOLLOWING = f"""
PREFIX radkg: <{RADKG}>
PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?node {{
  {{ ?node rdfs:subPropertyOf* radkg:isAssociatedWith FILTER(?node != radkg:isPartOf) }}
  UNION {{ VALUES ?node {{ radkg:isOrIsKindOf radkg:isOrIsPartOf radkg:isOrSpecialises }} }}
}}"""


def export(content: Material) -> list[Export]:
    """Return the file of shapes, those that are made from the ontology included, and that of terms.

    None where the ontology has no shapes.
    """
    own = own_shapes(content.knowledge.ontology)
    if not own:
        return []
    shapes, (terms, facts) = _sorted(own), _terms(content.store)
    # a pattern names the characters that nobody sees: they stand in literals alone, where Turtle takes an escape
    document = shown(serialized(shapes, ox.RdfFormat.TURTLE, _PREFIXES).decode(), lines=True)
    return [
        Export("radkg-shapes.ttl", document.encode(), len(shapes)),
        Export(
            "radkg-terms.nt",
            serialized(terms, ox.RdfFormat.N_TRIPLES),
            len(terms),
            facts_in=len(content.facts),
            facts=facts,
            terms=len(content.terms),
            left_out={"only conflicts with them are found by other means (docs/shapes.md)": len(content.facts) - facts},
        ),
    ]


def _terms(store: ox.Store) -> tuple[list[ox.Triple], int]:
    """Return what the file of terms has, and how many facts."""
    facts = _nodes(store, _FACTS)
    kept = facts | {quad.object for fact in facts for quad in store.quads_for_pattern(fact, _EVIDENCE, None)}  # type: ignore[arg-type]
    left_out, following = _nodes(store, _ABOUT_FACTS) - kept, _nodes(store, _FOLLOWING)
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    chosen = (t for t in triples if t.predicate not in following and left_out.isdisjoint((t.subject, t.object)))
    return _sorted(chosen), len(facts)


def _nodes(store: ox.Store, query: str) -> set[object]:
    return {row["node"] for row in select(store, query, "the terms of shapes")}


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return triples in order, with canonical blank nodes (RDFC-1.0)."""
    quads = (ox.Quad(*triple) for triple in triples)
    return sorted((quad.triple for quad in canonical(quads)), key=lambda triple: tuple(map(str, triple)))
