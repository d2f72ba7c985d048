"""Facts to show that do not decide: the nearest to an undecided claim, and those on the other side of a decided one."""

from __future__ import annotations

from functools import cache

from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.verdict.candidates import candidates_about, candidates_naming
from radkg.verdict.claim import Claim, claims_of_fact, expand
from radkg.verdict.entailment import Steps, entails
from radkg.verdict.result import DecidingFact
from radkg.verdict.wording import describe_fact

_SHOWN = 3  # facts
_LEAST_LIKENESS = 4  # two of subject, relation and object, at least nearly the same


def nearest_facts(claim: Claim, known: Knowledge) -> tuple[DecidingFact, ...]:
    """Return the facts that share most with ``claim``, two of subject, relation and object at least.

    They share up to 3 for each side, 2 for the relation, 1 for each qualifier. A fact on the very subject and object comes
    first, whatever its relation: it says of the two what is known of them.
    """
    near_relation = cache(lambda relation: _closeness_of_relations(relation, claim.relation, known))
    stated = [value for _, value in claim.all_pairs]
    least = _LEAST_LIKENESS - len(stated) - (claim.compared is not None)
    scores: dict[str, tuple[int, Fact]] = {}
    about = candidates_about(claim.subject, None, known).by_pair, candidates_naming(claim.object, known).by_pair
    # many facts are about the same few hundred terms
    near_subject, near_object = (
        {term: _closeness(term, own, known) for term in {pair[at] for pairs in about for pair in pairs}}
        for at, own in enumerate((claim.subject, claim.object))
    )
    for (subject, object_), claimed in (row for pairs in about for row in pairs.items()):
        near = near_subject[subject] + near_object[object_]
        if near + 2 < least:
            continue
        for fact, relation, compared, values in claimed:
            score = near + near_relation(relation) + (compared == claim.compared is not None)
            for value in stated:
                score += value in values
            if score >= _LEAST_LIKENESS and score > scores.get(fact.iri, (0, fact))[0]:
                scores[fact.iri] = score, fact
    pair = _genera(claim, known)
    ranked = [
        (not _is_of_pair(fact, pair, known), -score, len(fact.qualifiers), iri, fact) for iri, (score, fact) in scores.items()
    ]
    best: list[Fact] = [fact for *_, fact in sorted(ranked, key=lambda row: row[:4])[:_SHOWN]]
    return tuple(describe_fact(fact, known) for fact in best)


def is_of_same_pair(fact: Fact, claim: Claim, known: Knowledge) -> bool:
    """Return whether a fact is about the subject and the object of ``claim``, in either order, by the genus of each."""
    return _is_of_pair(fact, _genera(claim, known), known)


def _is_of_pair(fact: Fact, pair: set[str], known: Knowledge) -> bool:
    return any(pair == _genera(premise, known) for premise in claims_of_fact(fact, known))


def _genera(claim: Claim, known: Knowledge) -> set[str]:
    """Return the genus of the subject and that of the object."""
    return {expand(claim.subject, (), known)[0], expand(claim.object, (), known)[0]}


def null_results(claim: Claim, about: list[Fact], known: Knowledge) -> tuple[DecidingFact, ...]:
    """Return the null results on ``claim``, or on something broader or narrower: they are shown whatever decides.

    Args:
        claim: What was held against the facts, affirmed.
        about: The facts about the claim's terms.
        known: The knowledge.
    """
    found = [
        fact
        for fact in about
        if fact.is_null
        and any(
            entails(premise, claim._replace(frequency_words=(), ages=()), known) or entails(claim, premise, known)
            for premise in claims_of_fact(fact, known)
        )
    ]
    return tuple(describe_fact(fact, known) for fact in found[:_SHOWN])


def facts_beside(claim: Claim, about: list[Fact], affirmed: bool, known: Knowledge) -> tuple[DecidingFact, ...]:
    """Return the facts that a reader should see with a decided claim, although they do not decide it.

    A broad claim stays true where a source denies a narrower one: a risk in the digestive tract, where a risk in one of its
    organs is denied. A narrow claim stays denied where a source states a broader one.

    Args:
        claim: What was held against the facts, affirmed.
        about: The facts about the claim's terms, among which those that decide were found.
        affirmed: Whether the deciding facts bear the claim out.
        known: The knowledge.
    """
    if claim.frequency is not None:
        return ()
    found = []
    for fact in about:
        if fact.excluded == affirmed and not (fact.imported or fact.is_null):
            ways = [_steps_beside(premise, claim, affirmed, known) for premise in claims_of_fact(fact, known)]
            counts = [len(steps.words) for steps in ways if steps is not None]
            if counts:
                depth = len(known.kinds.get(fact.object, ())) + len(known.kinds.get(fact.subject, ()))
                found.append((-depth, min(counts), fact.iri, fact))
    return tuple(describe_fact(fact, known) for *_, fact in sorted(found, key=lambda row: row[:3])[:_SHOWN])


def _steps_beside(premise: Claim, claim: Claim, affirmed: bool, known: Knowledge) -> Steps | None:
    """Return the steps between a claim and a premise on the other side of it; ``None`` where the premise is no such one.

    What is excluded of a term is excluded of each narrower term. The people, ages and shares of a broader association are left
    aside: it is shown, and decides nothing.
    """
    if affirmed:
        if known.is_within(claim.subject, premise.subject):
            premise = premise._replace(subject=claim.subject, subject_pairs=claim.subject_pairs)
        return entails(premise, claim, known)
    return entails(claim, premise._replace(pairs=(), ages=(), frequency=None, frequency_words=()), known)


def _closeness_of_relations(premise_relation: str, claim_relation: str, known: Knowledge) -> int:
    if premise_relation == claim_relation:
        return 2
    specialises = claim_relation in known.properties[premise_relation] or premise_relation in known.properties[claim_relation]
    return 1 if specialises else 0


def _closeness(premise_term: str, claim_term: str, known: Knowledge) -> int:
    """Return 3 for the same term, 2 for a broader or narrower one, 1 for one of the same kind below the tops, else 0."""
    if premise_term == claim_term:
        return 3
    if known.is_within(premise_term, claim_term) or known.is_within(claim_term, premise_term):
        return 2
    common = known.kinds.get(premise_term, frozenset()) & known.kinds.get(claim_term, frozenset())
    return 1 if len(common) > 1 else 0
