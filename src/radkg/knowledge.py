"""Terms, relations and facts as Python objects, read from the store. The engine knows the model; no term has a name here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.namespaces import DCTERMS, OWL, RADKG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from radkg.lexicon import Lexicon

TYPE = RDF + "type"
LABEL = RDFS + "label"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and what `terms/relations.ttl` says may be concluded from a fact with it."""

    iri: str
    label: str
    phrases: tuple[str, ...]
    inverse_phrases: tuple[str, ...]
    subject_kinds: frozenset[str]
    object_kinds: frozenset[str]
    generalises_subject: bool
    generalises_object: bool
    symmetric: bool
    single_valued: bool
    excludes_converse: bool


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A property that narrows a fact; ``key`` is its name in JSON."""

    iri: str
    key: str
    label: str
    value_kind: str | None
    reads_modifier: bool
    single_valued: bool
    required_exactly: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """An association or an excluded association.

    Attributes:
        qualifiers: Pairs of qualifier property and value, both IRIs.
        numbers: Numeric qualifier property to number.
    """

    iri: str
    label: str
    excluded: bool
    subject: str
    relation: str
    object: str
    certainty: str
    qualifiers: tuple[tuple[str, str], ...]
    numbers: Mapping[str, float]

    @property
    def hedged(self) -> bool:
        """Whether the source puts it less than flatly: "usually", "may", "has been reported"."""
        return self.certainty != RADKG + "Stated" or any(p == RADKG + "frequencyWord" for p, _ in self.qualifiers)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source contributes to a fact."""

    source: str
    citation: str
    identifier: str
    section: str


@dataclass
class Knowledge:
    """Everything the verdict reads.

    Attributes:
        kinds: Term to itself and all it is a kind of.
        places: Anatomical structure to itself and all it is a kind or part of.
        properties: Property to itself and all it specialises.
        restrictions: Term to the (property, value) pairs that are true of every instance, inherited ones included.
        definitions: Defined term to its genus and the pairs that set it apart.
        bounds: Population, age or frequency word, to its lower and upper number.
        disjoint: Pairs of classes without a common instance.
        excludes: Pairs of values that exclude each other.
        existential: Frequency words that say no more than every association does.
        ruling: Frequency words for most cases or all.
        conflicts: Fact to the facts it is in conflict with.
        forms: Fact to further ways of saying the same, as facts.
        types: Pairs of an IRI and its class.
        vocabulary: The terms: what a statement may be about or be qualified with.
    """

    store: ox.Store
    types: tuple[tuple[str, str], ...] = ()
    vocabulary: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, frozenset[str]] = field(default_factory=dict)
    properties: dict[str, frozenset[str]] = field(default_factory=dict)
    restrictions: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    definitions: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    bounds: dict[str, tuple[float, float]] = field(default_factory=dict)
    disjoint: frozenset[tuple[str, str]] = frozenset()
    excludes: frozenset[tuple[str, str]] = frozenset()
    existential: frozenset[str] = frozenset()
    ruling: frozenset[str] = frozenset()
    relations: dict[str, Relation] = field(default_factory=dict)
    qualifiers: dict[str, Qualifier] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    forms: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    conflicts: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the ontology, made when first asked for."""
        from radkg.lexicon import Lexicon

        return Lexicon(self)

    def find(self, name: str) -> str:
        """Return the IRI that a label, synonym, abbreviation, prefixed name or IRI stands for; see `Lexicon.find`."""
        return self.lexicon.find(name)

    def label(self, iri: str) -> str:
        """Return the label of ``iri``, or its last part where it has none."""
        return self.labels.get(iri) or iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    def is_kind(self, term: str, kinds: frozenset[str] | set[str]) -> bool:
        """Return whether ``term`` is a kind of one of ``kinds``."""
        return not kinds.isdisjoint(self.kinds.get(term, frozenset((term,))))

    def is_within(self, term: str, broader: str) -> bool:
        """Return whether ``term`` is ``broader``, a kind of it or a part of it."""
        return term == broader or broader in self.kinds.get(term, ()) or broader in self.places.get(term, ())

    def evidence(self, fact: str) -> tuple[Evidence, ...]:
        """Return the evidence of the fact or the sources of the term ``fact``, in the order of the evidence nodes' IRIs."""
        found = []
        for node in sorted(_values(self.store, fact, RADKG + "evidence")):
            passage = next(iter(_values(self.store, node, RADKG + "passage")), "")
            found += [self._cite(source, passage) for source in _values(self.store, node, DCTERMS + "source")]
        if not found:
            for source in sorted(_values(self.store, fact, DCTERMS + "source")):
                whole = next(iter(_values(self.store, source, RADKG + "ofSource")), None)
                found.append(self._cite(whole or source, source if whole else ""))
        return tuple(found)

    def _cite(self, source: str, passage: str) -> Evidence:
        title = self.labels.get(source) or next(iter(_values(self.store, source, DCTERMS + "title")), source)
        identifier = next(iter(_values(self.store, source, DCTERMS + "identifier")), source)
        heading = next(iter(_values(self.store, passage, RADKG + "heading")), "") if passage else ""
        name = self.label(passage).removeprefix(title).lstrip(", ") if passage else ""
        return Evidence(source, title, identifier, f"{name} ({heading})" if heading else name)


def literals(store: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    """Yield subject and text of every literal that ``predicate`` has as value."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.subject.value, quad.object.value


def _values(store: ox.Store, subject: str, predicate: str) -> list[str]:
    if not subject:
        return []
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return [q.object.value for q in quads if not isinstance(q.object, ox.Triple)]


def _pairs(store: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of every triple with ``predicate`` whose subject is an IRI and object no blank node."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            yield quad.subject.value, quad.object.value


def _grouped(store: ox.Store, predicate: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for subject, value in _pairs(store, predicate):
        groups[subject].add(value)
    return groups


def _closure(store: ox.Store, predicate: str) -> dict[str, frozenset[str]]:
    return {iri: frozenset(broader) for iri, broader in _grouped(store, RADKG + predicate).items()}


def read_knowledge(store: ox.Store) -> Knowledge:
    """Read the knowledge out of a store in which the closures have been derived."""
    known = Knowledge(store)
    known.types = tuple(_pairs(store, TYPE))
    known.labels = dict(_pairs(store, LABEL))
    known.kinds = _closure(store, "isOrIsKindOf")
    known.places = _closure(store, "isOrIsPartOf")
    known.properties = _closure(store, "isOrSpecialises")
    known.disjoint = _both_ways(_pairs(store, OWL + "disjointWith"))
    known.excludes = _both_ways(_pairs(store, RADKG + "excludes"))
    known.ruling = frozenset(iri for iri, _ in _pairs(store, RADKG + "isRule"))
    known.existential = frozenset(iri for iri, _ in _pairs(store, RADKG + "isExistential"))
    known.conflicts = _closure(store, "conflictsWith")
    known.relations = dict(_read_relations(store, known))
    known.qualifiers = dict(_read_qualifiers(store, known))
    known.vocabulary = _read_vocabulary(known)
    known.definitions = dict(_read_definitions(store))
    known.restrictions = _inherit(known, _read_restrictions(store, known))
    _read_facts(store, known)
    lower, upper = (dict(_pairs(store, RADKG + side)) for side in ("ageMinimum", "ageMaximum"))
    least, most = (dict(_pairs(store, RADKG + side)) for side in ("frequencyMinimum", "frequencyMaximum"))
    for iri in lower.keys() | upper.keys():
        if iri not in known.facts:
            known.bounds[iri] = (float(lower.get(iri, 0)), float(upper.get(iri, "inf")))
    for iri in least.keys() | most.keys():
        if iri not in known.facts:
            known.bounds[iri] = (float(least.get(iri, 0)), float(most.get(iri, 100)))
    return known


def _both_ways(pairs: Iterator[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for a, b in pairs for pair in ((a, b), (b, a)))


def _read_relations(store: ox.Store, known: Knowledge) -> Iterator[tuple[str, Relation]]:
    phrases, inverse = (_grouped(store, RADKG + name) for name in ("phrase", "inversePhrase"))
    subjects, objects = (_grouped(store, RADKG + name) for name in ("subjectKind", "objectKind"))
    generalises = _grouped(store, RADKG + "generalises")
    flags = {name: dict(_pairs(store, RADKG + name)) for name in ("singleValued", "excludesConverse")}
    symmetric = {iri for iri, kind in known.types if kind == OWL + "SymmetricProperty"}
    for iri in phrases:
        yield (
            iri,
            Relation(
                iri,
                known.label(iri),
                tuple(sorted(phrases[iri])),
                tuple(sorted(inverse.get(iri, ()))),
                frozenset(subjects.get(iri, ())),
                frozenset(objects.get(iri, ())),
                RADKG + "subject" in generalises.get(iri, ()),
                RADKG + "object" in generalises.get(iri, ()),
                iri in symmetric,
                flags["singleValued"].get(iri) == "true",
                flags["excludesConverse"].get(iri) == "true",
            ),
        )


def _read_qualifiers(store: ox.Store, known: Knowledge) -> Iterator[tuple[str, Qualifier]]:
    keys = dict(_pairs(store, SKOS + "notation"))
    kinds = dict(_pairs(store, RADKG + "valueKind"))
    flags = {name: dict(_pairs(store, RADKG + name)) for name in ("singleValued", "isRequiredExactly", "readsModifier")}
    for iri, broader in known.properties.items():
        if iri in keys and not broader.isdisjoint((RADKG + "qualifier", RADKG + "numericQualifier")):
            yield (
                iri,
                Qualifier(
                    iri,
                    keys[iri],
                    known.label(iri),
                    kinds.get(iri),
                    flags["readsModifier"].get(iri) == "true",
                    flags["singleValued"].get(iri) == "true",
                    flags["isRequiredExactly"].get(iri) == "true",
                ),
            )


def _read_vocabulary(known: Knowledge) -> frozenset[str]:
    """Return the terms: whatever is a kind of something that a relation stands between or a qualifier has as value."""
    tops = {kind for r in known.relations.values() for kind in r.subject_kinds | r.object_kinds}
    tops |= {q.value_kind for q in known.qualifiers.values() if q.value_kind and q.reads_modifier}
    return frozenset(term for term, kinds in known.kinds.items() if not kinds.isdisjoint(tops))


def _read_definitions(store: ox.Store) -> Iterator[tuple[str, tuple[str, tuple[tuple[str, str], ...]]]]:
    rows = store.query(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "SELECT ?class ?genus ?property ?value WHERE { ?class owl:equivalentClass/owl:intersectionOf ?list . "
        "?list rdf:first ?genus ; rdf:rest+/rdf:first ?part . FILTER(isIRI(?genus)) "
        "?part owl:onProperty ?property ; owl:someValuesFrom ?value } ORDER BY ?class ?property ?value"
    )
    assert isinstance(rows, ox.QuerySolutions)
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for class_, genus, property_, value in rows:
        pairs = found.setdefault(class_.value, (genus.value, []))[1]
        pairs.append((property_.value, value.value))
    for iri, (genus_iri, differentia) in found.items():
        yield iri, (genus_iri, tuple(differentia))


def _read_restrictions(store: ox.Store, known: Knowledge) -> dict[str, set[tuple[str, str]]]:
    own: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for iri, qualifier in known.qualifiers.items():
        if qualifier.value_kind is not None:
            for term, value in _pairs(store, iri):
                if term in known.kinds:
                    own[term].add((iri, value))
    return own


def _inherit(known: Knowledge, own: dict[str, set[tuple[str, str]]]) -> dict[str, tuple[tuple[str, str], ...]]:
    carriers = own.keys()
    return {
        term: tuple(sorted(pair for broader in kinds & carriers for pair in own[broader]))
        for term, kinds in known.kinds.items()
        if not kinds.isdisjoint(carriers)
    }


def _read_facts(store: ox.Store, known: Knowledge) -> None:
    of: dict[str, dict[str, str]] = {
        name: dict(_pairs(store, RADKG + name)) for name in ("subject", "relation", "object", "certainty", "formOf")
    }
    excluded = {iri for iri, kind in known.types if kind == RADKG + "ExcludedAssociation"}
    qualifiers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    numbers: dict[str, dict[str, float]] = defaultdict(dict)
    for property_, broader in known.properties.items():
        if RADKG + "qualifier" in broader and property_ in known.qualifiers:
            for node, value in _pairs(store, property_):
                if node in of["relation"]:
                    qualifiers[node].append((property_, value))
        elif RADKG + "numericQualifier" in broader and property_ in known.qualifiers:
            for node, value in _pairs(store, property_):
                if node in of["relation"]:
                    numbers[node][property_] = float(value)
    forms: dict[str, list[Fact]] = defaultdict(list)
    for iri, relation in sorted(of["relation"].items()):
        if iri not in of["subject"] or iri not in of["object"] or relation not in known.relations:
            continue
        said = of["formOf"].get(iri, iri)
        fact = Fact(
            said,
            known.label(said),
            said in excluded,
            of["subject"][iri],
            relation,
            of["object"][iri],
            of["certainty"].get(said, RADKG + "Stated"),
            tuple(sorted(qualifiers.get(iri, ()))),
            dict(sorted(numbers.get(iri, {}).items())),
        )
        if iri == said:
            known.facts[iri] = fact
        else:
            forms[said].append(fact)
    known.forms = {iri: tuple(some) for iri, some in forms.items()}
