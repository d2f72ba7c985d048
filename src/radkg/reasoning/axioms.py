"""The OWL axioms of a graph, one by one, for a reasoner and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import OWL, RADKG, RDF, RDFS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TYPE = RDF + "type"
_DECLARATIONS = {
    OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
} | {RDFS + "Datatype"}
#: Predicates of axioms about classes and properties, in RDFS and in OWL.
_OF_CLASSES_AND_PROPERTIES = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    OWL + name
    for name in (
        "equivalentClass",
        "equivalentProperty",
        "disjointWith",
        "propertyDisjointWith",
        "disjointUnionOf",
        "inverseOf",
        "propertyChainAxiom",
        "hasKey",
        "sameAs",
        "differentFrom",
    )
}
#: Types of axioms whose subject is a blank node.
_OF_LISTS = {OWL + n for n in ("AllDisjointClasses", "AllDisjointProperties", "AllDifferent", "NegativePropertyAssertion")}
#: Evidence is left out: it would take most of the reasoner's time, and nothing follows from it.
_LEFT_OUT = {RADKG + name for name in ("Evidence", "Source", "Passage")}
_LEFT_OUT_PROPERTIES = {RADKG + name for name in ("evidence", "passage", "ofSource")}


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom: the triple that states it, then the triples of the class expressions in it."""

    triples: tuple[ox.Triple, ...]

    @property
    def names(self) -> frozenset[str]:
        """The IRIs in the axiom, without those of RDF, RDFS and OWL."""
        terms = (term for t in self.triples for term in (t.subject, t.predicate, t.object))
        iris = {term.value for term in terms if isinstance(term, ox.NamedNode)}
        return frozenset(iri for iri in iris if not iri.startswith((RDF, RDFS, OWL)))

    def words(self, labels: Mapping[str, str]) -> str:
        """Return the axiom as a sentence; ``labels`` gives the label of an IRI."""
        return _Wording(self.triples, labels).sentence(self.triples[0])


def split(triples: Iterable[ox.Triple]) -> tuple[list[ox.Triple], list[Axiom]]:
    """Return the declarations in a graph, and its axioms in the order of their triples.

    Annotations, ontology headers, imports and evidence are neither.

    Args:
        triples: The triples of the graph.
    """
    triples = list(triples)
    kinds = {(t.subject, t.object.value) for t in triples if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode)}
    properties = {
        subject.value
        for subject, kind in kinds
        if kind in (OWL + "ObjectProperty", OWL + "DatatypeProperty") and isinstance(subject, ox.NamedNode)
    }
    annotating = {s for s, kind in kinds if kind == OWL + "AnnotationProperty"}
    left_out = {s for s, kind in kinds if kind in _LEFT_OUT} | annotating
    inside: dict[object, list[ox.Triple]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            inside.setdefault(triple.subject, []).append(triple)
    declarations, axioms = [], []
    for triple in triples:
        kind = triple.object.value if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode) else None
        if isinstance(triple.subject, ox.BlankNode):
            if kind in _OF_LISTS:
                axioms.append(Axiom((triple, *_expression(triple.subject, inside, triple))))
        elif kind in _DECLARATIONS:
            if kind != OWL + "Ontology" and triple.subject not in left_out:
                declarations.append(triple)
        elif triple.subject not in left_out and _is_logical(triple, properties):
            axioms.append(Axiom((triple, *_expression(triple.object, inside, triple))))
    return declarations, axioms


def _is_logical(triple: ox.Triple, properties: set[str]) -> bool:
    predicate = triple.predicate.value
    if predicate in _LEFT_OUT_PROPERTIES:
        return False
    return predicate == _TYPE or predicate in _OF_CLASSES_AND_PROPERTIES or predicate in properties


def _expression(node: object, inside: Mapping[object, list[ox.Triple]], but: ox.Triple) -> list[ox.Triple]:
    """Return the triples of the class expressions in an axiom.

    Args:
        node: The blank node that the expressions begin at.
        inside: Blank node to its triples.
        but: The triple that states the axiom, which is left out.
    """
    found, waiting, seen = [], [node], set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for triple in inside.get(node, ()):
            if triple != but:
                found.append(triple)
                waiting.append(triple.object)
    return found


class _Wording:
    """Puts the triples of one axiom into words; ``labels`` gives the label of an IRI."""

    def __init__(self, triples: tuple[ox.Triple, ...], labels: Mapping[str, str]) -> None:
        self.labels = labels
        self.inside: dict[object, dict[str, object]] = {}
        for triple in triples[1:]:
            self.inside.setdefault(triple.subject, {})[triple.predicate.value] = triple.object

    def sentence(self, triple: ox.Triple) -> str:
        """Return the sentence of an axiom, from the triple that states it."""
        predicate = triple.predicate.value
        pattern = {
            RDFS + "subClassOf": "every {0} is {1}",
            OWL + "equivalentClass": "{0} means {1}",
            OWL + "disjointWith": "nothing is both {0} and {1}",
            RDFS + "subPropertyOf": "what {0} relates, {1} relates",
            RDFS + "domain": "whatever has {0} is {1}",
            RDFS + "range": "every value of {0} is {1}",
            _TYPE: "{0} is {1}",
        }.get(predicate, "{0}, {2}: {1}")
        if predicate == _TYPE and isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(OWL):
            if triple.object.value in _OF_LISTS:
                members = self.inside.get(triple.subject, {}).get(OWL + "members")
                return f"no two are the same: {', '.join(self._list(members))}"
            return f"{self.name(triple.subject)} is {triple.object.value.removeprefix(OWL).removesuffix('Property').lower()}"
        if predicate == OWL + "propertyChainAxiom":
            return f"what {' and then '.join(self._list(triple.object))} relate, {self.name(triple.subject)} relates"
        return pattern.format(self.name(triple.subject), self.name(triple.object), self.name(triple.predicate))

    def name(self, term: object) -> str:
        """Return a term or a class expression in words."""
        if isinstance(term, ox.NamedNode):
            label = self.labels.get(term.value)
            return f"“{label}”" if label else compact(term.value)
        if isinstance(term, ox.BlankNode):
            return self._class_expression(self.inside.get(term, {}))
        return str(term)

    def _class_expression(self, properties: Mapping[str, object]) -> str:
        for operator, joint in ((OWL + "intersectionOf", " and "), (OWL + "unionOf", " or "), (OWL + "oneOf", " or ")):
            if operator in properties:
                return f"({joint.join(self._list(properties[operator]))})"
        if OWL + "complementOf" in properties:
            return f"not {self.name(properties[OWL + 'complementOf'])}"
        on = self.name(properties.get(OWL + "onProperty"))
        for filler, word in (("someValuesFrom", "some"), ("allValuesFrom", "only"), ("hasValue", "the value")):
            if OWL + filler in properties:
                return f"a thing whose {on} is {word} {self.name(properties[OWL + filler])}"
        rest = (f"{compact(p)} {self.name(o)}" for p, o in sorted(properties.items()) if p not in (_TYPE, OWL + "onProperty"))
        return f"a thing whose {on} has {', '.join(rest)}"

    def _list(self, node: object) -> list[str]:
        names = []
        while node in self.inside:
            properties = self.inside[node]
            names.append(self.name(properties.get(RDF + "first")))
            node = properties.get(RDF + "rest")
        return names
