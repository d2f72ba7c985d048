"""The ontology in a world of owlready2: classes, properties, facts and evidence as objects of Python.

owlready2 imports any Python module that an annotation of the RDF it reads names, so that only radkg's own files may reach it.
It reads N-Triples here: of Turtle with several statements in a line it makes garbage without a word.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from radkg.errors import RadkgError
from radkg.namespaces import PREFIXES, RADKG
from radkg.reasoning.java import NoJava, find_java

if TYPE_CHECKING:
    from radkg.model.store import Written

TERMS = RADKG + "terms/"  # the ontology with classes and axioms alone
_JAVA = "java"  # where owlready2 looks for Java if nobody has told it

_KINDS = "owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty"
# Every term: its axioms and annotations. What restrictions say stands there once, and the closures are owlready2's to compute.
_TERMS = f"""
CONSTRUCT {{ ?term ?says ?what }} WHERE {{
  {{ SELECT DISTINCT ?term {{ VALUES ?kind {{ {_KINDS} }} ?term a ?kind FILTER(isIRI(?term)) }} }}
  UNION
  {{ SELECT DISTINCT ?term {{ ?term a|rdf:first ?any FILTER(isBlank(?term)) }} }}
  ?term ?says ?what .
  FILTER NOT EXISTS {{ ?says a owl:ObjectProperty }}
  FILTER(?says NOT IN (radkg:isOrIsKindOf, radkg:isOrIsPartOf, radkg:isOrSpecialises))
}}"""
# Everything else, but no forms of facts; and which classes and properties there are, as an ontology lists its own alone.
_FACTS = f"""
CONSTRUCT {{ ?node ?says ?what . ?node a owl:NamedIndividual . ?term a ?kind . ?from ?edge ?to }} WHERE {{
  {{
    {{ SELECT DISTINCT ?node {{ ?class a owl:Class . ?node a ?class FILTER(isIRI(?node)) }} }}
    ?node ?says ?what .
    FILTER NOT EXISTS {{ VALUES ?kind {{ {_KINDS} }} ?node a ?kind }}
  }} UNION {{
    VALUES ?kind {{ {_KINDS} }}
    ?term a ?kind .
    FILTER(isIRI(?term))
  }} UNION {{
    ?edge radkg:isOrSpecialises radkg:isAssociatedWith .
    ?from ?edge ?to .
  }}
}}"""
_RELATIONS = "SELECT ?relation { ?relation radkg:isOrSpecialises radkg:isAssociatedWith }"


class NotForOwlready(RadkgError):
    """A graph with files in it that are not radkg's own."""


def refuse_what_is_not_ours(written: Written) -> None:
    """Refuse what would let somebody else's RDF reach owlready2.

    Raises:
        NotForOwlready: The ontology is another one than radkg's, or something was added to it or removed.
    """
    if not written.ontology.is_carried or written.added or written.removed:
        raise NotForOwlready(
            "owlready2 runs any Python module that RDF names, so only radkg's own files are given to it; "
            "use radkg.load().owl, without files of your own and without changes"
        )


def world_of(store: ox.Store) -> Any:
    """Return an `owlready2.Ontology` with everything in a store, in a world of its own.

    The axioms are in an ontology of their own, which it imports: to reason over them alone takes a fifth of the time. Relations
    stand between classes as well; they are *class properties* of owlready2's, of the type "relation".

    Args:
        store: A store in which everything that follows is derived, and in which all RDF is to be trusted.
    """
    import owlready2

    _tell_java(owlready2)
    world = owlready2.World()
    terms, facts = world.get_ontology(TERMS), world.get_ontology(RADKG)
    terms.load(fileobj=io.BytesIO(_constructed(store, _TERMS)))
    facts.load(fileobj=io.BytesIO(_constructed(store, _FACTS)))
    facts.imported_ontologies.append(terms)
    relations = store.query(_RELATIONS, prefixes=PREFIXES)
    assert isinstance(relations, ox.QuerySolutions)
    for row in relations:
        relation = row["relation"]
        assert isinstance(relation, ox.NamedNode)
        world[relation.value].class_property_type = ["relation"]
    return facts


def _constructed(store: ox.Store, query: str) -> bytes:
    triples = store.query(query, prefixes=PREFIXES)
    assert isinstance(triples, ox.QueryTriples)
    data = triples.serialize(format=ox.RdfFormat.N_TRIPLES)
    assert data is not None, "where no file is named, the engine returns the document"
    return data


def _tell_java(owlready2: Any) -> None:
    """Tell owlready2 where Java is, if it is left to guess; without Java, all but reasoning works."""
    if owlready2.JAVA_EXE == _JAVA:
        try:
            owlready2.JAVA_EXE = find_java()
        except NoJava:
            return
