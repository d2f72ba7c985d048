"""Terms, relations and facts as Python objects, read from the store. The engine knows the model; no term has a name here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from radkg.model.records import Evidence, Fact, Interval, Pair, Qualifier, Relation
from radkg.namespaces import DCTERMS, OWL, RADKG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from radkg.mappings import Index
    from radkg.model.lexicon import Lexicon
    from radkg.verdict.claim import Claim

TYPE = RDF + "type"
LABEL = RDFS + "label"
_SUBJECT, _RELATION, _OBJECT, _FORM_OF = (RADKG + name for name in ("subject", "relation", "object", "formOf"))
_DEFINITIONS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?class ?genus ?property ?value WHERE {
  ?class owl:equivalentClass/owl:intersectionOf ?list .
  ?list rdf:first ?genus ; rdf:rest+/rdf:first ?part .
  FILTER(isIRI(?genus))
  ?part owl:onProperty ?property ; owl:someValuesFrom ?value
} ORDER BY ?class ?property ?value
"""


class Knowledge:
    """Everything that verdicts are made of, each part read from the store when it is first asked for.

    Args:
        store: A store in which the closures have been derived; it must not change any more.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._labels: dict[str, str] = {}
        self._facts: dict[str, Fact] = {}
        #: Fact to what it says, kept by `radkg.verdict.claim`: every statement on its terms is held against it.
        self.claims: dict[str, tuple[Claim, ...]] = {}
        self._about: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    # -- terms

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """Every term: itself and all it is a kind of."""
        return self._closure("isOrIsKindOf")

    @cached_property
    def places(self) -> dict[str, frozenset[str]]:
        """Every anatomical structure: itself and all it is a kind or part of."""
        return self._closure("isOrIsPartOf")

    @cached_property
    def narrower(self) -> dict[str, frozenset[str]]:
        """Every term: itself and all that are kinds or parts of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for closure in (self.kinds, self.places):
            for term, broader in closure.items():
                for other in broader:
                    found[other].add(term)
        return {term: frozenset(some) for term, some in found.items()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The terms: whatever is a kind of something that a relation stands between or a qualifier has as value."""
        tops = {kind for r in self.relations.values() for kind in r.subject_kinds | r.object_kinds}
        tops |= {q.value_kind for q in self.qualifiers.values() if q.value_kind and q.reads_modifier}
        return frozenset(term for term, kinds in self.kinds.items() if not kinds.isdisjoint(tops))

    @cached_property
    def definitions(self) -> dict[str, tuple[str, tuple[Pair, ...]]]:
        """Every defined term: its genus, and the pairs of qualifier and value that set it apart."""
        rows = self.store.query(_DEFINITIONS)
        assert isinstance(rows, ox.QuerySolutions)
        found: dict[str, tuple[str, list[Pair]]] = {}
        for class_, genus, property_, value in rows:
            found.setdefault(class_.value, (genus.value, []))[1].append((property_.value, value.value))
        return {iri: (genus, tuple(differentia)) for iri, (genus, differentia) in found.items()}

    @cached_property
    def restrictions(self) -> dict[str, tuple[Pair, ...]]:
        """Every term: the pairs of qualifier and value that are true of every instance, inherited ones included."""
        own: dict[str, set[Pair]] = defaultdict(set)
        for iri, qualifier in self.qualifiers.items():
            if qualifier.value_kind is not None:
                for term, value in _pairs(self.store, iri):
                    if term in self.kinds:
                        own[term].add((iri, value))
        carriers = frozenset(own)  # a set: against keys, isdisjoint goes through all of them
        return {
            term: tuple(sorted(pair for broader in kinds & carriers for pair in own[broader]))
            for term, kinds in self.kinds.items()
            if not kinds.isdisjoint(carriers)
        }

    @cached_property
    def bounds(self) -> dict[str, Interval]:
        """Every population with ages, and frequency word with a number: its lower and upper bound."""
        found: dict[str, Interval] = {}
        for low, high, most in (("ageMinimum", "ageMaximum", "inf"), ("frequencyMinimum", "frequencyMaximum", "100")):
            lower, upper = (dict(_pairs(self.store, RADKG + side)) for side in (low, high))
            for iri in lower.keys() | upper.keys():
                if iri in self.kinds or iri in self.frequency_words:
                    found[iri] = float(lower.get(iri, 0)), float(upper.get(iri, most))
        return found

    @cached_property
    def disjoint(self) -> frozenset[Pair]:
        """Pairs of classes without a common instance."""
        return _both_ways(_pairs(self.store, OWL + "disjointWith"))

    @cached_property
    def excludes(self) -> frozenset[Pair]:
        """Pairs of values that exclude each other."""
        return _both_ways(_pairs(self.store, RADKG + "excludes"))

    @cached_property
    def certainties(self) -> frozenset[str]:
        """The closed list of certainties."""
        return self.instances(RADKG + "Certainty")

    @cached_property
    def frequency_words(self) -> frozenset[str]:
        """The closed list of frequency words."""
        return self.instances(RADKG + "FrequencyWord")

    @cached_property
    def existential(self) -> frozenset[str]:
        """Frequency words that say no more than every association does."""
        return frozenset(iri for iri, _ in _pairs(self.store, RADKG + "isExistential"))

    @cached_property
    def ruling(self) -> frozenset[str]:
        """Frequency words for most cases or all."""
        return frozenset(iri for iri, _ in _pairs(self.store, RADKG + "isRule"))

    @cached_property
    def few(self) -> frozenset[str]:
        """Frequency words that stand for few cases."""
        return frozenset(iri for iri, _ in _pairs(self.store, RADKG + "saysFew"))

    def instances(self, class_: str) -> frozenset[str]:
        """Return what is said to be of ``class_``."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(class_))
        return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def classes_of(self, iri: str) -> list[str]:
        """Return the classes that ``iri`` is said to be of."""
        return _values(self.store, iri, TYPE)

    def is_kind(self, term: str, kinds: frozenset[str] | set[str]) -> bool:
        """Return whether ``term`` is a kind of one of ``kinds``."""
        return not kinds.isdisjoint(self.kinds.get(term, frozenset((term,))))

    def is_within(self, term: str, broader: str) -> bool:
        """Return whether ``term`` is ``broader``, a kind of it or a part of it."""
        return term == broader or broader in self.kinds.get(term, ()) or broader in self.places.get(term, ())

    def related(self, term: str) -> frozenset[str]:
        """Return the terms that a fact must be about to decide something about ``term``: broader, narrower or of its genus."""
        genus = self.definitions.get(term, (term, ()))[0]
        broader = self.kinds.get(term, frozenset()) | self.places.get(term, frozenset())
        return broader | self.narrower.get(term, frozenset((term,))) | self.narrower.get(genus, frozenset())

    def comparable(self, relation: str) -> frozenset[str]:
        """Return the relations that ``relation`` specialises or generalises, and itself."""
        return self.properties[relation] | frozenset(r for r, broader in self.properties.items() if relation in broader)

    # -- words

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the ontology, made when first asked for."""
        from radkg.model.lexicon import Lexicon

        return Lexicon(self)

    @cached_property
    def mappings(self) -> Index:
        """What terms are called in other vocabularies, read when first asked for."""
        from radkg.mappings import Index

        return Index()

    def find(self, name: str) -> str:
        """Return the IRI that a label, synonym, abbreviation, prefixed name or IRI stands for; see `Lexicon.find`."""
        return self.lexicon.find(name)

    def is_labelled(self, iri: str) -> bool:
        """Return whether ``iri`` has a label."""
        return bool(_values(self.store, iri, LABEL))

    def label(self, iri: str) -> str:
        """Return the label of ``iri``, or its last part where it has none."""
        if iri not in self._labels:
            last = iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            self._labels[iri] = next(iter(_values(self.store, iri, LABEL)), last)
        return self._labels[iri]

    # -- relations and qualifiers

    @cached_property
    def properties(self) -> dict[str, frozenset[str]]:
        """Every property: itself and all it specialises."""
        return self._closure("isOrSpecialises")

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The closed list of relations."""
        grouped = {
            name: _grouped(self.store, RADKG + name)
            for name in ("phrase", "inversePhrase", "subjectKind", "objectKind", "generalises")
        }
        flags = {name: self._flagged(name) for name in ("singleValued", "excludesConverse", "needsComparison")}
        symmetric = self.instances(OWL + "SymmetricProperty")
        return {
            iri: Relation(
                iri,
                self.label(iri),
                tuple(sorted(phrases)),
                tuple(sorted(grouped["inversePhrase"].get(iri, ()))),
                frozenset(grouped["subjectKind"].get(iri, ())),
                frozenset(grouped["objectKind"].get(iri, ())),
                _SUBJECT in grouped["generalises"].get(iri, ()),
                _OBJECT in grouped["generalises"].get(iri, ()),
                iri in symmetric,
                iri in flags["singleValued"],
                iri in flags["excludesConverse"],
                iri in flags["needsComparison"],
            )
            for iri, phrases in grouped["phrase"].items()
        }

    @cached_property
    def qualifiers(self) -> dict[str, Qualifier]:
        """The properties that narrow a fact."""
        keys = dict(_pairs(self.store, SKOS + "notation"))
        kinds = dict(_pairs(self.store, RADKG + "valueKind"))
        flags = {name: self._flagged(name) for name in ("singleValued", "readsModifier")}
        return {
            iri: Qualifier(
                iri,
                keys[iri],
                self.label(iri),
                kinds.get(iri),
                iri in flags["readsModifier"],
                iri in flags["singleValued"],
            )
            for iri, broader in self.properties.items()
            if iri in keys and not broader.isdisjoint((RADKG + "qualifier", RADKG + "numericQualifier"))
        }

    def _flagged(self, name: str) -> set[str]:
        return {iri for iri, value in _pairs(self.store, RADKG + name) if value == "true"}

    # -- facts

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts, sorted by IRI. A verdict reads only those about its terms: `facts_about`."""
        forms = {form for form, _ in _pairs(self.store, _FORM_OF)}
        said = sorted(fact for fact, _ in _pairs(self.store, _RELATION) if fact not in forms)
        return {iri: fact for iri in said if (fact := self.fact(iri)) is not None}

    def facts_about(self, terms: Iterable[str], relations: frozenset[str] | None = None) -> list[Fact]:
        """Return the facts that, in one form or another, have one of ``terms`` as subject or object, sorted by IRI.

        Args:
            terms: The terms.
            relations: Only facts that state one of these, in one form or another; all where it is ``None``.
        """
        found = {
            said
            for term in terms
            for said, stated in self._said_of(term)
            if relations is None or not relations.isdisjoint(stated)
        }
        return [fact for iri in sorted(found) if (fact := self.fact(iri)) is not None]

    def _said_of(self, term: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return every fact that, in one form or another, is about ``term``, with the relations that the form states.

        It is kept: thousands of statements are about the same few hundred terms.
        """
        if term not in self._about:
            nodes = {
                quad.subject.value
                for side in (_SUBJECT, _OBJECT)
                for quad in self.store.quads_for_pattern(None, ox.NamedNode(side), ox.NamedNode(term))
                if isinstance(quad.subject, ox.NamedNode)
            }
            self._about[term] = tuple(
                ((_values(self.store, node, _FORM_OF) or (node,))[0], tuple(_values(self.store, node, _RELATION)))
                for node in nodes
            )
        return self._about[term]

    def fact(self, iri: str) -> Fact | None:
        """Return the fact ``iri``; ``None`` where it is none, or lacks a part."""
        if iri not in self._facts:
            fact = self._read_fact(iri, iri)
            if fact is None:
                return None
            self._facts[iri] = fact
        return self._facts[iri]

    def forms(self, fact: Fact) -> list[Fact]:
        """Return further ways of saying the same (queries/derive/20-normal-form.rq), as facts with its IRI."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(_FORM_OF), ox.NamedNode(fact.iri))
        forms = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        return [form for node in forms if (form := self._read_fact(node, fact.iri)) is not None]

    def _read_fact(self, node: str, said: str) -> Fact | None:
        """Read a fact, or the form ``node`` of the fact ``said``."""
        parts: dict[str, str] = {}
        qualifiers: list[Pair] = []
        numbers: dict[str, float] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(node), None, None):
            property_, value = quad.predicate.value, quad.object
            if isinstance(value, (ox.BlankNode, ox.Triple)):
                continue
            if property_ in (_SUBJECT, _RELATION, _OBJECT, RADKG + "certainty"):
                parts[property_] = value.value
            elif property_ in self.qualifiers:
                if isinstance(value, ox.NamedNode):
                    qualifiers.append((property_, value.value))
                else:
                    numbers[property_] = float(value.value)
        if parts.get(_RELATION) not in self.relations or _SUBJECT not in parts or _OBJECT not in parts:
            return None
        whole = self._facts.get(said)
        classes = self.classes_of(said)
        return Fact(
            said,
            self.label(said),
            RADKG + "ExcludedAssociation" in classes,
            parts[_SUBJECT],
            parts[_RELATION],
            parts[_OBJECT],
            whole.certainty if whole else parts.get(RADKG + "certainty", RADKG + "Stated"),
            tuple(sorted(qualifiers)),
            dict(sorted(numbers.items())),
            RADKG + "ImportedFact" in classes,
        )

    def conflicts_of(self, fact: str) -> list[str]:
        """Return the facts that ``fact`` is in conflict with, sorted."""
        return sorted(_values(self.store, fact, RADKG + "conflictsWith"))

    def doubt(self, fact: str) -> str:
        """Return why radkg doubts a fact that it took over; empty where it does not."""
        return " ".join(_values(self.store, fact, RADKG + "doubt"))

    def evidence(self, fact: str) -> tuple[Evidence, ...]:
        """Return the evidence of a fact, or the sources of a term, in the order of their IRIs."""
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
        title = next(iter(_values(self.store, source, LABEL) or _values(self.store, source, DCTERMS + "title")), source)
        identifier = next(iter(_values(self.store, source, DCTERMS + "identifier")), source)
        heading = next(iter(_values(self.store, passage, RADKG + "heading")), "") if passage else ""
        name = self.label(passage).removeprefix(title).lstrip(", ") if passage else ""
        return Evidence(source, title, identifier, f"{name} ({heading})" if heading else name)

    def _closure(self, predicate: str) -> dict[str, frozenset[str]]:
        return {iri: frozenset(broader) for iri, broader in _grouped(self.store, RADKG + predicate).items()}


def literals(store: ox.Store, predicate: str) -> Iterator[Pair]:
    """Yield subject and text of every literal that ``predicate`` has as value."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.subject.value, quad.object.value


def _values(store: ox.Store, subject: str, predicate: str) -> list[str]:
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return [q.object.value for q in quads if not isinstance(q.object, ox.Triple)]


def _pairs(store: ox.Store, predicate: str) -> Iterator[Pair]:
    """Yield subject and object of every triple with ``predicate`` whose subject is an IRI and object no blank node."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            yield quad.subject.value, quad.object.value


def _grouped(store: ox.Store, predicate: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for subject, value in _pairs(store, predicate):
        groups[subject].add(value)
    return groups


def _both_ways(pairs: Iterator[Pair]) -> frozenset[Pair]:
    return frozenset(pair for a, b in pairs for pair in ((a, b), (b, a)))
