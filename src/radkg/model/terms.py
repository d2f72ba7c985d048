"""Terms as Python objects: their kinds, parts, definitions, labels; and the relations and qualifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from radkg.model.english import key
from radkg.model.lookups import Lookup, closure, inverse, node, pairs, values
from radkg.model.records import Interval, Pair, Qualifier, Relation
from radkg.namespaces import OWL, RADKG, RDF, RDFS, SKOS

TYPE = RDF + "type"
LABEL = RDFS + "label"
_SUBJECT, _OBJECT = RADKG + "subject", RADKG + "object"
_IS_OR_IS_KIND_OF, _IS_OR_IS_PART_OF = RADKG + "isOrIsKindOf", RADKG + "isOrIsPartOf"
_EQUIVALENT = ox.NamedNode(OWL + "equivalentClass")
_INTERSECTION = ox.NamedNode(OWL + "intersectionOf")
_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")
_ON_PROPERTY, _SOME_VALUES = ox.NamedNode(OWL + "onProperty"), ox.NamedNode(OWL + "someValuesFrom")
_TERM_KIND = ox.NamedNode(RADKG + "termKind")
#: What narrows a class of another ontology beside the kind it is taken for, each with the qualifier that says so of a fact.
_TAKEN_FOR = {
    ox.NamedNode(RADKG + "termSite"): RADKG + "hasSite",
    ox.NamedNode(RADKG + "termStage"): RADKG + "atStage",
}
_NONE: frozenset[str] = frozenset()
Definition = tuple[str, tuple[Pair, ...]]


class Terms:
    """The terms, relations and qualifiers of a graph, each read from the store when it is first asked for.

    What is read is kept, so the store must not change. Threads may share the object: what two of them read at once is the same.

    Args:
        store: A store in which the closures have been derived.

    Attributes:
        store: The store.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._labels: dict[str, str] = {}

    # -- terms

    @cached_property
    def kinds(self) -> Lookup[frozenset[str]]:
        """Term to the terms that it is or is a kind of."""
        return closure(self.store, _IS_OR_IS_KIND_OF)

    @cached_property
    def places(self) -> Lookup[frozenset[str]]:
        """Anatomical structure to the structures that it is, is a kind of or is a part of."""
        return closure(self.store, _IS_OR_IS_PART_OF)

    @cached_property
    def narrower(self) -> Lookup[frozenset[str]]:
        """Term to itself and the terms that are kinds or parts of it."""
        return inverse(self.store, _IS_OR_IS_KIND_OF, _IS_OR_IS_PART_OF)

    @cached_property
    def examples(self) -> Lookup[str]:
        """Term to the label of one that is a kind or a part of it, the first in the order of letters."""

        def read(iri: str) -> str | None:
            return min((self.label(term) for term in self.narrower.get(iri, _NONE) if term != iri), default=None)

        return Lookup(read, lambda: iter(self.narrower))

    @cached_property
    def _tops(self) -> frozenset[str]:
        """The kinds of the subjects and objects of relations, and of the values of qualifiers."""
        tops = {kind for r in self.relations.values() for kind in r.subject_kinds | r.object_kinds}
        return frozenset(tops | {q.value_kind for q in self.qualifiers.values() if q.value_kind and q.reads_modifier})

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The terms: all kinds of the subjects and objects of relations, and of the values of qualifiers."""
        return frozenset(term for top in self._tops for term in self._kinds_of(top))

    def is_term(self, iri: str) -> bool:
        """Return whether ``iri`` is a term, without reading the whole vocabulary."""
        return not self._tops.isdisjoint(self.kinds.get(iri, frozenset()))

    def _kinds_of(self, top: str) -> Iterable[str]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(_IS_OR_IS_KIND_OF), ox.NamedNode(top))
        return (quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    @cached_property
    def definitions(self) -> Lookup[Definition]:
        """Defined term to its genus and its differentia, which are pairs of qualifier and value."""
        return Lookup(self._definition, self._defined)

    @cached_property
    def intersections(self) -> Lookup[tuple[str, ...]]:
        """Term to the terms that it is the intersection of, in the order of its definition: a girl is a female and a child."""
        return Lookup(self._intersection, lambda: (subject for subject, _ in pairs(self.store, TYPE)))

    def _intersection(self, term: str) -> tuple[str, ...] | None:
        subject = node(term)
        for quad in self.store.quads_for_pattern(subject, _EQUIVALENT, None) if subject else ():
            parts = list(self._parts(quad.object))
            if len(parts) > 1 and all(isinstance(part, ox.NamedNode) for part in parts):
                return tuple(part.value for part in parts)
        return None

    @cached_property
    def expansions(self) -> Lookup[Definition]:
        """Term to the genus that is left where definitions are put in its place, and the differentia of all of them."""

        def read(term: str) -> Definition:
            differentia: tuple[Pair, ...] = ()
            while (definition := self.definitions.get(term)) is not None:
                term, added = definition
                differentia += added
            return term, differentia

        return Lookup(read, lambda: iter(self.kinds))

    def _defined(self) -> Iterator[str]:
        quads = (q for predicate in (_EQUIVALENT, *_TAKEN_FOR) for q in self.store.quads_for_pattern(None, predicate, None))
        named = dict.fromkeys(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
        return (term for term in named if self._definition(term) is not None)

    def _definition(self, term: str) -> Definition | None:
        """Return genus and differentia of a term that is equivalent to a class with existential restrictions.

        A class of another ontology has no axiom of ours: its genus is its radkg:termKind, narrowed by radkg:termSite and
        radkg:termStage.
        """
        subject = node(term)
        genus: list[str] = []
        differentia: list[Pair] = []
        for quad in self.store.quads_for_pattern(subject, _EQUIVALENT, None) if subject else ():
            for part in self._parts(quad.object):
                if isinstance(part, ox.NamedNode):
                    genus.append(part.value)
                else:
                    differentia += self._restriction(part)
        if subject is not None and not genus:
            values = ((qualifier, self._object(subject, taken)) for taken, qualifier in _TAKEN_FOR.items())
            differentia = [(qualifier, value.value) for qualifier, value in values if isinstance(value, ox.NamedNode)]
            kind = self._object(subject, _TERM_KIND) if differentia else None
            genus = [kind.value] if isinstance(kind, ox.NamedNode) else []
        return (genus[0], tuple(sorted(differentia))) if genus and differentia else None

    def _parts(self, expression: object) -> Iterable[ox.NamedNode | ox.BlankNode]:
        """Yield the members of the list that a class expression is the intersection of."""
        rest = self._object(expression, _INTERSECTION)
        while isinstance(rest, ox.BlankNode):
            first = self._object(rest, _FIRST)
            if isinstance(first, (ox.NamedNode, ox.BlankNode)):
                yield first
            rest = self._object(rest, _REST)

    def _restriction(self, part: ox.BlankNode) -> list[Pair]:
        property_, value = self._object(part, _ON_PROPERTY), self._object(part, _SOME_VALUES)
        if isinstance(property_, ox.NamedNode) and isinstance(value, ox.NamedNode):
            return [(property_.value, value.value)]
        return []

    def _object(self, subject: object, predicate: ox.NamedNode) -> object:
        if not isinstance(subject, (ox.NamedNode, ox.BlankNode)):
            return None
        return next((q.object for q in self.store.quads_for_pattern(subject, predicate, None)), None)

    @cached_property
    def restrictions(self) -> Lookup[tuple[Pair, ...]]:
        """Term to the pairs of qualifier and value that hold of every instance, inherited pairs included."""
        kept: dict[str, list[Pair]] = {}
        valued = frozenset(iri for iri, qualifier in self.qualifiers.items() if qualifier.value_kind is not None)

        def of_term(term: str) -> list[Pair]:
            if term not in kept:
                quads = self.store.quads_for_pattern(ox.NamedNode(term), None, None)
                kept[term] = [
                    (quad.predicate.value, quad.object.value)
                    for quad in quads
                    if quad.predicate.value in valued and isinstance(quad.object, (ox.NamedNode, ox.Literal))
                ]
            return kept[term]

        def read(term: str) -> tuple[Pair, ...] | None:
            return tuple(sorted(pair for broader in self.kinds.get(term, ()) for pair in of_term(broader))) or None

        return Lookup(read, lambda: iter(self.kinds))

    @cached_property
    def bounds(self) -> Lookup[Interval]:
        """Population to its ages in completed years, frequency word to its share in percent: lower and upper bound."""

        def read(iri: str) -> Interval | None:
            if iri not in self.kinds and iri not in self.frequency_words:
                return None
            for low, high, most in (("frequencyMinimum", "frequencyMaximum", "100"), ("ageMinimum", "ageMaximum", "inf")):
                lower, upper = (values(self.store, iri, RADKG + side) for side in (low, high))
                if lower or upper:
                    return float(lower[0] if lower else 0), float(upper[0] if upper else most)
            return None

        return Lookup(read, lambda: iter((*self.kinds, *self.frequency_words)))

    @cached_property
    def modified(self) -> Lookup[str]:
        """Term to the qualifier that it sets as a modifier, the most general one where several take it."""
        qualifiers = [q for q in self.qualifiers.values() if q.reads_modifier and q.value_kind]

        def read(term: str) -> str | None:
            kinds = self.kinds.get(term, _NONE)
            fitting = [q.iri for q in qualifiers if q.value_kind in kinds]
            return min(fitting, key=lambda iri: len(self.properties[iri]), default=None)

        return Lookup(read, lambda: iter(self.kinds))

    @cached_property
    def share_measures(self) -> dict[str, str]:
        """Relation to the effect measure that a share of its object's people is."""
        return dict(pairs(self.store, RADKG + "shareMeasure"))

    @cached_property
    def counting(self) -> dict[str, frozenset[str]]:
        """Relation to the keys of its inverse phrases with which a word for how many counts its object."""
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for iri, phrase in pairs(self.store, RADKG + "countingPhrase"):
            keys[iri].add(key(phrase))
        return {iri: frozenset(some) for iri, some in keys.items()}

    @cached_property
    def rates(self) -> dict[str, tuple[str, ...]]:
        """Effect measure to the aspects of a disease that are counted in it."""
        rates: dict[str, tuple[str, ...]] = {}
        for aspect, measure in sorted(pairs(self.store, RADKG + "rateMeasure")):
            rates[measure] = (*rates.get(measure, ()), aspect)
        return rates

    @cached_property
    def denied_beyond(self) -> dict[str, float]:
        """Effect measure to how many times as high as all that are known, or as low, a value is that they deny."""
        return self._numbers("deniedBeyondTimes")

    @cached_property
    def disjoint(self) -> frozenset[Pair]:
        """Pairs of classes without a common instance."""
        return _both_ways(pairs(self.store, OWL + "disjointWith"))

    @cached_property
    def excludes(self) -> frozenset[Pair]:
        """Pairs of values that exclude each other."""
        return _both_ways(pairs(self.store, RADKG + "excludes"))

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
        """Frequency words that say no more than every association says: that there are such cases."""
        return frozenset(self._flagged("isExistential"))

    @cached_property
    def ruling(self) -> frozenset[str]:
        """Frequency words for most cases or all."""
        return frozenset(self._flagged("isRule"))

    @cached_property
    def firm(self) -> frozenset[str]:
        """Certainties with which a source commits itself."""
        return frozenset(self._flagged("isFirm"))

    @cached_property
    def limits(self) -> frozenset[str]:
        """Qualifiers that say of whom, when, where or on which images a fact is said."""
        return frozenset(self._flagged("limits"))

    @cached_property
    def implied_relations(self) -> dict[Pair, str]:
        """Relation and qualifier to the narrower relation that the one, with the other, is."""
        return {
            (broader, qualifier): iri
            for iri, qualifier in pairs(self.store, RADKG + "impliedBy")
            for broader in values(self.store, iri, RADKG + "sharesAs")
        }

    @cached_property
    def opposed(self) -> Lookup[frozenset[str]]:
        """Relation to the relations that speak against it (radkg:speaksAgainst)."""
        return inverse(self.store, RADKG + "speaksAgainst")

    @cached_property
    def opposites(self) -> frozenset[Pair]:
        """Pairs of relations in both of which one thing cannot stand to another."""
        return _both_ways(pairs(self.store, RADKG + "isOppositeOf"))

    @cached_property
    def cohort_names(self) -> frozenset[str]:
        """Limits that tell one cohort from another, not one truth from another (radkg:namesCohort)."""
        return frozenset(self._flagged("namesCohort"))

    @cached_property
    def narrowing_cases(self) -> frozenset[str]:
        """Limits within which there are fewer cases, not a narrower finding."""
        return frozenset(self._flagged("narrowsCases"))

    @cached_property
    def likens(self) -> frozenset[str]:
        """Qualifiers that say what the finding is like."""
        return frozenset(self._flagged("likens"))

    @cached_property
    def telling_apart(self) -> frozenset[str]:
        """Qualifiers that tell one finding from another."""
        return frozenset(self._flagged("tellsApart"))

    @cached_property
    def implied_words(self) -> Lookup[frozenset[str]]:
        """Frequency word to those that hold wherever it does, itself among them."""
        return Lookup(
            lambda word: frozenset((word, *values(self.store, word, RADKG + "impliesWord"))), lambda: iter(self.frequency_words)
        )

    @cached_property
    def narrows_nothing(self) -> frozenset[str]:
        """Qualifiers that leave a fact as wide as it was."""
        return frozenset(self._flagged("narrowsNothing"))

    @cached_property
    def disputing(self) -> frozenset[str]:
        """Kinds of conflict that make what rests on their facts disputed."""
        return frozenset(self._flagged("disputes"))

    @cached_property
    def sparing(self) -> frozenset[str]:
        """Findings of something unharmed, which leave their site as it is."""
        return frozenset(self._flagged("sparesSite"))

    @cached_property
    def few(self) -> frozenset[str]:
        """Frequency words that stand for few cases."""
        return frozenset(self._flagged("saysFew"))

    @cached_property
    def changing(self) -> frozenset[str]:
        """Relations that say that their subject turns into their object."""
        return frozenset(self._flagged("saysChange"))

    @cached_property
    def layers_of_sites(self) -> dict[str, str]:
        """Kind of part of the body to the layer that it is of."""
        return dict(pairs(self.store, RADKG + "layerOfSite"))

    @cached_property
    def involvements(self) -> tuple[Pair, ...]:
        """Findings that say no more than that a part of the body is diseased, each with the kind of part, sorted."""
        return tuple(sorted(pairs(self.store, RADKG + "involvementOf")))

    @cached_property
    def factors(self) -> frozenset[str]:
        """Kinds of findings that are looked for because of what goes with them."""
        return frozenset(self._flagged("isFactor"))

    @cached_property
    def said_of_parts(self) -> tuple[Pair, ...]:
        """Words that say of a part of the body that it has a finding, each with the finding, the longest words first."""
        return self._names_of("saidOfPart")

    @cached_property
    def normal_states(self) -> tuple[Pair, ...]:
        """Names of what is normal where a finding is not there, each with the finding, the longest names first."""
        return self._names_of("normalState")

    def _names_of(self, name: str) -> tuple[Pair, ...]:
        """Return the words that a property gives to findings, each with its finding, the longest first."""
        found = [(words, finding) for finding, words in pairs(self.store, RADKG + name)]
        return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))

    @cached_property
    def denying_absence(self) -> frozenset[str]:
        """Frequency words that cannot be true of what is not so as a rule."""
        return frozenset(self._flagged("deniesAbsence"))

    @cached_property
    def told_by_layer(self) -> frozenset[tuple[str, str]]:
        """Genus and layer of the terms that are defined by nothing but their layer."""
        defined = (definition for term in self._defined() if (definition := self._definition(term)) is not None)
        return frozenset(
            (genus, differentia[0][1])
            for genus, differentia in defined
            if len(differentia) == 1 and differentia[0][0] == RADKG + "hasLayer"
        )

    @cached_property
    def denied_words(self) -> frozenset[Pair]:
        """Pairs of frequency words that cannot both be true of the same cases."""
        return _both_ways(pairs(self.store, RADKG + "deniesWord"))

    @cached_property
    def borne_out_up_to(self) -> dict[str, float]:
        """Frequency word for few cases to the greatest share of cases, in percent, that bears it out."""
        return self._numbers("isBorneOutUpTo")

    @cached_property
    def borne_out_from(self) -> dict[str, float]:
        """Frequency word for many cases to the least share of cases, in percent, that bears it out."""
        return self._numbers("isBorneOutFrom")

    def _numbers(self, name: str) -> dict[str, float]:
        """Return the number that a property of the rule book gives to each thing that has it."""
        return {iri: float(number) for iri, number in pairs(self.store, RADKG + name)}

    def instances(self, class_: str) -> frozenset[str]:
        """Return the IRIs of the instances of ``class_``."""
        quads = self.store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(class_))
        return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def classes_of(self, iri: str) -> list[str]:
        """Return the classes that ``iri`` is stated to be an instance of, sorted."""
        return values(self.store, iri, TYPE)

    def is_kind(self, term: str, kinds: frozenset[str] | set[str]) -> bool:
        """Return whether ``term`` is a kind of one of ``kinds``."""
        return not kinds.isdisjoint(self.kinds.get(term, frozenset((term,))))

    def is_within(self, term: str, broader: str) -> bool:
        """Return whether ``term`` is ``broader``, a kind of it or a part of it."""
        return term == broader or broader in self._broader.get(term, _NONE)

    @cached_property
    def _broader(self) -> Lookup[frozenset[str]]:
        """Term to the terms that it is, is a kind of or is a part of."""
        return Lookup(
            lambda term: self.kinds.get(term, _NONE) | self.places.get(term, _NONE), lambda: iter((*self.kinds, *self.places))
        )

    def kinds_among(self, one: str, other: str, found: frozenset[Pair]) -> Pair | None:
        """Return the kinds of two terms that are one of the pairs ``found``: always the same two, where several are."""
        others = self.kinds.get(other, frozenset())
        return min(((a, b) for a in self.kinds.get(one, ()) for b in others if (a, b) in found), default=None)

    def related(self, term: str) -> frozenset[str]:
        """Return the terms whose facts may decide a claim about ``term``: broader, narrower, or narrower than its genus."""
        genus = self.definitions.get(term, (term, ()))[0]
        return self._broader[term] | self.narrower.get(term, frozenset((term,))) | self.narrower.get(genus, frozenset())

    def comparable(self, relation: str) -> frozenset[str]:
        """Return the relations that ``relation`` specialises or generalises, and itself."""
        return self._comparable[relation]

    @cached_property
    def _comparable(self) -> Lookup[frozenset[str]]:
        return Lookup(
            lambda relation: self.properties[relation] | self._narrower_properties.get(relation, _NONE),
            lambda: iter(self.properties),
        )

    # -- labels

    def is_labelled(self, iri: str) -> bool:
        """Return whether ``iri`` has a label."""
        return bool(values(self.store, iri, LABEL))

    def label(self, iri: str) -> str:
        """Return the label of ``iri``; the last part of the IRI where there is no label."""
        if iri not in self._labels:
            last = iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            self._labels[iri] = next(iter(values(self.store, iri, LABEL)), last)
        return self._labels[iri]

    # -- relations and qualifiers

    @cached_property
    def properties(self) -> Lookup[frozenset[str]]:
        """Property to itself and the properties that it specialises."""
        return closure(self.store, RADKG + "isOrSpecialises")

    @cached_property
    def _narrower_properties(self) -> Lookup[frozenset[str]]:
        """Property to itself and the properties that specialise it."""
        return inverse(self.store, RADKG + "isOrSpecialises")

    @cached_property
    def relations(self) -> Lookup[Relation]:
        """The closed list of relations."""
        return Lookup(self._relation, lambda: (iri for iri, _ in pairs(self.store, RADKG + "phrase")))

    def _relation(self, iri: str) -> Relation | None:
        stated = self._stated(iri)
        if not stated[RADKG + "phrase"]:
            return None
        return Relation(
            iri,
            self.label(iri),
            tuple(sorted(stated[RADKG + "phrase"])),
            tuple(sorted(stated[RADKG + "inversePhrase"])),
            frozenset(stated[RADKG + "subjectKind"]),
            frozenset(stated[RADKG + "objectKind"]),
            _SUBJECT in stated[RADKG + "generalises"],
            _OBJECT in stated[RADKG + "generalises"],
            OWL + "SymmetricProperty" in stated[TYPE],
            "true" in stated[RADKG + "singleValued"],
            "true" in stated[RADKG + "excludesConverse"],
            "true" in stated[RADKG + "needsComparison"],
            "true" in stated[RADKG + "saysRule"],
            "true" in stated[RADKG + "needsFirm"],
            "true" in stated[RADKG + "joinsPeople"],
            "true" in stated[RADKG + "keepsSubject"],
            "true" in stated[RADKG + "keepsDisease"],
            frozenset(stated[RADKG + "keeps"]),
            frozenset((iri, *stated[RADKG + "sharesAs"])),
        )

    def _stated(self, iri: str) -> defaultdict[str, list[str]]:
        """Return the values of ``iri`` by property, without blank nodes."""
        stated: defaultdict[str, list[str]] = defaultdict(list)
        subject = node(iri)
        for quad in self.store.quads_for_pattern(subject, None, None) if subject else ():
            if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                stated[quad.predicate.value].append(quad.object.value)
        return stated

    @cached_property
    def qualifiers(self) -> dict[str, Qualifier]:
        """The properties that narrow a fact."""
        keys = sorted(pairs(self.store, SKOS + "notation"))
        kinds = dict(pairs(self.store, RADKG + "valueKind"))
        flags = {name: self._flagged(name) for name in ("singleValued", "readsModifier")}
        return {
            iri: Qualifier(
                iri,
                key,
                self.label(iri).removeprefix("has "),
                kinds.get(iri),
                iri in flags["readsModifier"],
                iri in flags["singleValued"],
            )
            for iri, key in keys
            if not self.properties.get(iri, _NONE).isdisjoint((RADKG + "qualifier", RADKG + "numericQualifier"))
        }

    def _flagged(self, name: str) -> set[str]:
        return {iri for iri, value in pairs(self.store, RADKG + name) if value == "true"}


def _both_ways(found: Iterable[Pair]) -> frozenset[Pair]:
    return frozenset(pair for a, b in found for pair in ((a, b), (b, a)))
