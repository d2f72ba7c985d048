"""The facts that may bear on a claim, found without asking each of the hundreds that are about its terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.statement import Phrase, Reading
from radkg.verdict.claim import IS_SEEN_IN, WORDED, Claim, claims_of_fact
from radkg.verdict.entailment import IS_MORE_COMMON_IN, expand_people

_KEPT = 50_000  # facts, those of all candidates together
_NONE: frozenset[str] = frozenset()
_ITSELF = frozenset([""])  # in the place of relations: of a term itself, and of nothing that is related to it

#: Object to the places, among the candidates, of the facts with a claim that has it.
_ByObject = Mapping[str, tuple[int, ...]]


class Said(NamedTuple):
    """What a fact says of a subject and an object.

    Attributes:
        fact: The fact.
        relation: The relation.
        compared: What the subject is compared with.
        values: The values of the qualifiers.
    """

    fact: Fact
    relation: str
    compared: Phrase | None
    values: frozenset[str]


class _Group:
    """The claims of facts that have one relation and one subject.

    Args:
        placed: The claims, each with the place of its fact among the candidates.
        known: The knowledge.
    """

    def __init__(self, placed: list[tuple[int, Claim]], known: Knowledge) -> None:
        self._placed, self._known = placed, known

    @cached_property
    def by_object(self) -> _ByObject:
        """The places of the facts, by the object."""
        return _by_object((place, premise.object) for place, premise in self._placed)

    @cached_property
    def by_genus(self) -> _ByObject:
        """The places of the facts, by the genus of the object."""
        return _by_object((place, expand_people(premise.object, (), self._known)[0]) for place, premise in self._placed)

    @cached_property
    def rules(self) -> tuple[int, ...]:
        """The places of the facts that are said of most cases or all."""
        return tuple([place for place, premise in self._placed if premise.is_rule])


def _by_object(placed: Iterable[tuple[int, str]]) -> _ByObject:
    """Return places by term, in tuples: there are thousands, and the garbage collector need not look at tuples of numbers."""
    found: dict[str, list[int]] = {}
    for place, term in placed:
        found.setdefault(term, []).append(place)
    return {term: tuple(places) for term, places in found.items()}


class Candidates:
    """The facts of which some form is about one of the terms of a claim, and states one of some relations.

    Args:
        facts: The facts.
        known: The knowledge.

    Attributes:
        facts: The facts, sorted by IRI.
    """

    def __init__(self, facts: list[Fact], known: Knowledge) -> None:
        self.facts, self._known = facts, known

    @cached_property
    def shares(self) -> list[tuple[Fact, Claim]]:
        """What the associations among the facts say of shares of cases."""
        return [
            (fact, premise)
            for fact in self.facts
            if not (fact.excluded or fact.is_null)
            for premise in claims_of_fact(fact, self._known)
            if premise.frequency is not None
        ]

    @cached_property
    def counted(self) -> Candidates:
        """Those of the facts that give a share of cases in numbers: words against words are the rule book's."""
        facts = self.facts
        return Candidates(
            [fact for fact in facts if any(p.frequency and p.share_of != WORDED for p in claims_of_fact(fact, self._known))],
            self._known,
        )

    @cached_property
    def by_pair(self) -> Mapping[tuple[str, str], list[Said]]:
        """All that the facts claim, null results aside, by subject and object."""
        pairs: dict[tuple[str, str], list[Said]] = {}
        for fact in self.facts:
            for premise in () if fact.is_null else claims_of_fact(fact, self._known):
                values = frozenset([value for _, value in premise.all_pairs])
                said = Said(fact, premise.relation, premise.compared, values)
                pairs.setdefault((premise.subject, premise.object), []).append(said)
        return pairs

    @cached_property
    def _excluded(self) -> list[int]:
        return [place for place, fact in enumerate(self.facts) if fact.excluded and not fact.is_null]

    @cached_property
    def _groups(self) -> Mapping[str, Mapping[str, _Group]]:
        """The associations by the relations and the subjects of their claims."""
        found: dict[str, dict[str, list[tuple[int, Claim]]]] = {}
        for place, fact in enumerate(self.facts):
            if not (fact.excluded or fact.is_null):
                for premise in claims_of_fact(fact, self._known):
                    found.setdefault(premise.relation, {}).setdefault(premise.subject, []).append((place, premise))
        return {
            relation: {subject: _Group(placed, self._known) for subject, placed in by_subject.items()}
            for relation, by_subject in found.items()
        }

    def bearing(self, claim: Claim, *, negated: bool) -> list[Fact]:
        """Return the facts that may bear on a claim: all exclusions, and no association that is about another thing.

        Args:
            claim: What a statement says, its negation aside.
            negated: Whether the statement denies it.
        """
        known = self._known
        found = set(self._excluded)
        genus, object_genus = (expand_people(term, (), known)[0] for term in (claim.subject, claim.object))
        of_people = IS_SEEN_IN in known.properties[claim.relation] and claim.relation != IS_MORE_COMMON_IN
        opposed: frozenset[str] = known.opposed.get(claim.relation, _NONE) if negated else _NONE
        for relation, by_subject in self._groups.items():
            converse = known.relations[relation].excludes_converse and relation == claim.relation
            if converse or (relation, claim.relation) in known.opposites or relation in opposed:
                for group in by_subject.values():
                    found.update(place for places in group.by_object.values() for place in places)
                continue
            if claim.is_rule and claim.relation in known.comparable(relation):
                expansion = known.expansions[claim.subject][0]
                found.update(
                    place
                    for subject, group in by_subject.items()
                    if group.rules and known.expansions[subject][0] == expansion
                    for place in group.rules
                )
            if claim.relation in known.properties[relation]:
                for group in self._following(by_subject, claim, genus):
                    found.update(self._with_object(group, claim, object_genus, any_object=of_people))
        return [self.facts[place] for place in sorted(found)]

    def _following(self, by_subject: Mapping[str, _Group], claim: Claim, genus: str) -> Iterable[_Group]:
        """Return the groups whose subject is such that what is said of it may follow for that of the claim."""
        known = self._known
        if known.relations[claim.relation].generalises_subject:
            return [by_subject[subject] for subject in _within(by_subject, genus, known)]
        return [group for subject, group in by_subject.items() if expand_people(subject, (), known)[0] == genus]

    def _with_object(self, group: _Group, claim: Claim, genus: str, *, any_object: bool) -> Iterable[int]:
        """Return the places of the facts of a group that say of their object what may follow for that of the claim."""
        known = self._known
        if not any_object and not known.relations[claim.relation].generalises_object:
            return group.by_genus.get(genus, ())
        by_object = group.by_object
        return [place for term in (by_object if any_object else _within(by_object, genus, known)) for place in by_object[term]]


def _within(terms: Mapping[str, object], broader: str, known: Knowledge) -> Iterable[str]:
    """Return those of some terms that are ``broader``, a kind of it or a part of it."""
    within = known.narrower.get(broader, _NONE)
    return within.intersection(terms) if broader in within else within.union((broader,)).intersection(terms)


def candidates(claim: Claim, reading: Reading, known: Knowledge) -> Candidates:
    """Return the facts about the terms of ``claim``, with a relation that may bear on it.

    The last ones are remembered: thousands of statements are about the same few hundred terms.

    Args:
        claim: What the reading says, its negation aside.
        reading: The reading of the statement.
        known: The knowledge.
    """
    opposed: frozenset[str] = known.opposed.get(claim.relation, _NONE) if reading.negated else _NONE
    opposites = {one for one, other in known.opposites if other == claim.relation}
    return candidates_about(claim.subject, known.comparable(claim.relation) | opposed | opposites, known)


def candidates_about(term: str, relations: frozenset[str] | None, known: Knowledge) -> Candidates:
    """Return the facts of which some form is about something related to ``term``, and states one of ``relations``.

    Args:
        term: IRI of the term.
        relations: The relations; any where it is ``None``.
        known: The knowledge.
    """
    if known.asked is not None and relations is not None:  # of any relation are asked those to show beside others
        known.asked.add((term, relations))
    return _remembered((term, relations), lambda: known.facts_about(known.related(term), relations), known)


def candidates_naming(term: str, known: Knowledge) -> Candidates:
    """Return the facts of which some form is about ``term`` itself."""
    return _remembered((term, _ITSELF), lambda: known.facts_about([term]), known)


def _remembered(key: tuple[str, frozenset[str] | None], facts: Callable[[], list[Fact]], known: Knowledge) -> Candidates:
    found: Candidates | None = known.candidates.get(key)
    if found is None:
        if sum(len(kept.facts) for kept in known.candidates.values()) >= _KEPT:
            known.candidates.clear()
        found = known.candidates[key] = Candidates(facts(), known)
    return found
