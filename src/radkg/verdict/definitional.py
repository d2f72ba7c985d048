"""Class axioms decide like facts: what a term is a kind or part of, what it is by definition, what it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from radkg.model.knowledge import Knowledge
from radkg.model.records import Pair
from radkg.namespaces import RADKG
from radkg.statement.nouns import DISEASE, FINDING
from radkg.verdict.claim import CONTRADICTS, IN_DISEASE, SUPPORTS, Claim, expand
from radkg.verdict.entailment import IS_KIND_OF, excluding

IS_PART_OF, IS_CALLED = RADKG + "isPartOf", RADKG + "isCalled"
IS_DESCRIBED_AS = RADKG + "isDescribedAs"
BY_DEFINITION = (IS_DESCRIBED_AS, RADKG + "isLocatedIn")
_ALIKE = frozenset(["skos:exactMatch", "skos:closeMatch"])
_OF_DISEASES = frozenset(["MONDO", "DOID"])  # prefixes of ontologies in which a class is a disease


class DecidingAxiom(NamedTuple):
    """A class axiom that decides a claim.

    Attributes:
        label: The axiom in words.
        term: IRI of the term that it is an axiom of.
        side: `SUPPORTS` or `CONTRADICTS`.
        how: How it decides, in words; empty where the label says it.
    """

    label: str
    term: str
    side: str
    how: str = ""


def decide(claim: Claim, known: Knowledge) -> Iterator[DecidingAxiom]:
    """Yield the axioms that decide ``claim``.

    An axiom holds of every instance of its term. A claim that is limited to some people, ages or share of cases is decided by
    facts alone.
    """
    if claim.pairs or claim.ages or claim.months or claim.frequency or claim.frequency_words:
        return
    if claim.relation == IS_KIND_OF:
        yield from _by_kind(claim, known)
    elif claim.relation == IS_CALLED:
        yield from _by_name(claim, known)
    elif claim.relation == IS_PART_OF:
        yield from _by_part(claim, known)
    elif claim.relation in BY_DEFINITION:
        yield from _by_restriction(claim, known)


def characters(claim: Claim, known: Knowledge) -> Iterator[Claim]:
    """Yield what a claim that its subject is a kind of something says of the subject's character, by a definition."""
    if claim.relation != IS_KIND_OF or claim.pairs or claim.ages or claim.frequency or claim.frequency_words:
        return
    _, differentia = known.definitions.get(claim.object, ("", ()))
    kinds = known.relations[IS_DESCRIBED_AS].object_kinds
    for _, value in (*differentia, *claim.object_pairs):
        if known.is_kind(value, kinds):
            yield Claim(claim.subject, IS_DESCRIBED_AS, value, claim.subject_pairs)


def _by_kind(claim: Claim, known: Knowledge) -> Iterator[DecidingAxiom]:
    """radkg:isKindOf: "Every case of the subject is a case of the object." Disjoint classes have no case in common.

    Of a disease, "among its signs is X" says that it has X, which no axiom bears out.
    """
    subject, object_ = known.label(claim.subject), known.label(claim.object)
    genus, differentia = expand(claim.object, claim.object_pairs, known)
    stated = set(claim.subject_pairs) | set(known.restrictions.get(claim.subject, ()))
    of_disease = any(property_ == IN_DISEASE for property_, _ in claim.all_pairs)
    if genus in known.kinds.get(claim.subject, ()) and all(_covered(pair, stated, known) for pair in differentia):
        if not of_disease:
            yield DecidingAxiom(f"{subject} is a kind of {object_}", claim.subject, SUPPORTS)
    elif _is_called_by_finding(claim, known):
        return
    elif clash := _disjoint(claim.subject, claim.object, known):
        yield DecidingAxiom(f"nothing is both {subject} and {object_}", claim.subject, CONTRADICTS, clash)


def _by_name(claim: Claim, known: Knowledge) -> Iterator[DecidingAxiom]:
    """radkg:isCalled: subject and object that are one term are two names of it."""
    if claim.subject == claim.object and not claim.all_pairs:
        yield DecidingAxiom(f"both are names of {known.label(claim.subject)}", claim.subject, SUPPORTS)


def _by_part(claim: Claim, known: Knowledge) -> Iterator[DecidingAxiom]:
    """radkg:isPartOf: "The subject is a part of the object in every body." """
    is_part = claim.subject != claim.object and claim.object in known.places.get(claim.subject, ())
    if is_part and not claim.object_pairs:
        yield DecidingAxiom(f"{known.label(claim.subject)} is part of {known.label(claim.object)}", claim.subject, SUPPORTS)


def _by_restriction(claim: Claim, known: Knowledge) -> Iterator[DecidingAxiom]:
    """Decide by the values that the definition gives every instance of the subject.

    radkg:singleValued is "true where two values that exclude each other cannot both hold of the same subject".
    """
    if claim.object_pairs or claim.subject_pairs:
        return
    for property_, value in known.restrictions.get(claim.subject, ()):
        qualifier = known.qualifiers[property_]
        label = f"{known.label(claim.subject)} has {qualifier.label} {known.label(value)}"
        if known.is_within(value, claim.object):
            yield DecidingAxiom(label, claim.subject, SUPPORTS, "by definition")
            return
        if qualifier.single_valued and (clash := excluding(value, claim.object, known)):
            yield DecidingAxiom(label, claim.subject, CONTRADICTS, clash)


def _covered(wanted: Pair, stated: set[Pair], known: Knowledge) -> bool:
    """Return whether one of the qualifiers stated is the same as the one wanted, or narrower."""
    property_, value = wanted
    return any(property_ in known.properties[p] and known.is_within(v, value) for p, v in stated)


def _is_called_by_finding(claim: Claim, known: Knowledge) -> bool:
    """Return whether a disease is called by what it shows, with what that is like or where: "X is a lump of the arm"."""
    is_described = bool(claim.object_pairs or known.definitions.get(claim.object))
    return is_described and known.is_kind(claim.subject, {DISEASE}) and known.is_kind(claim.object, {FINDING})


def _disjoint(subject: str, object_: str, known: Knowledge) -> str | None:
    """Return which kinds of two terms are disjoint: always the same pair, where several are.

    That our kinds are disjoint is ours to say of our own terms: what another ontology lists as an abnormality may, by its name,
    be a disease as well. So may a finding of ours that is the same as, or close to, what ontologies of diseases have. And a
    disease is called by its main finding in plain words: that it is no finding at all is all that we say.
    """
    if not all(term.startswith(RADKG) for term in (subject, object_)):
        return None
    for term, other in ((subject, object_), (object_, subject)):
        if not (known.is_kind(term, {FINDING}) and known.is_kind(other, {DISEASE})):
            continue
        if not {term, other} & {FINDING, DISEASE} or _is_disease_elsewhere(term, known):
            return None
    clash = known.kinds_among(subject, object_, known.disjoint)
    return f"nothing is both {known.label(clash[0])} and {known.label(clash[1])}" if clash else None


def _is_disease_elsewhere(term: str, known: Knowledge) -> bool:
    mappings = known.mappings.by_subject.get(term, ())
    return any(row.predicate in _ALIKE and row.object.partition(":")[0] in _OF_DISEASES for row in mappings)
