"""What is known nearest to a statement: where no fact decides it, and on the other side of one that is decided."""

from __future__ import annotations

from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.verdict.claim import Claim, claims_of_fact
from radkg.verdict.entailment import Steps, entails
from radkg.verdict.result import DecidingFact
from radkg.verdict.wording import describe_fact

_SHOWN = 3


def nearest_facts(claim: Claim, known: Knowledge) -> tuple[DecidingFact, ...]:
    """Return the facts that share most with ``claim``: two of subject, relation and object at least."""
    ranked = []
    for fact in known.facts_about(known.related(claim.subject) | {claim.object}):
        score = max(_likeness(premise, claim, known) for premise in claims_of_fact(fact, known))
        if score >= 4:
            ranked.append((-score, len(fact.qualifiers), fact.iri, fact))
    best: list[Fact] = [fact for *_, fact in sorted(ranked, key=lambda row: row[:3])[:_SHOWN]]
    return tuple(describe_fact(fact, known) for fact in best)


def facts_beside(claim: Claim, about: list[Fact], affirmed: bool, known: Knowledge) -> tuple[DecidingFact, ...]:
    """Return what a reader should see beside a decided claim, although it does not decide.

    A broad claim stays true where a source denies a narrower one (a risk in one organ beside a risk in the tract that it
    belongs to), and a narrow one stays denied where a source states a broader one.

    Args:
        claim: What was held against the facts, affirmed.
        about: The facts on its terms, among which those that decide were found.
        affirmed: Whether the facts bear it out.
        known: The knowledge.
    """
    if claim.frequency is not None:
        return ()
    found = []
    for fact in about:
        if fact.excluded == affirmed and not fact.imported:
            steps = [s for premise in claims_of_fact(fact, known) if (s := _on_the_other_side(premise, claim, affirmed, known))]
            if steps:
                depth = len(known.kinds.get(fact.object, ())) + len(known.kinds.get(fact.subject, ()))
                found.append((-depth, min(len(s.said) for s in steps), fact.iri, fact))
    return tuple(describe_fact(fact, known) for *_, fact in sorted(found, key=lambda row: row[:3])[:_SHOWN])


def _on_the_other_side(premise: Claim, claim: Claim, affirmed: bool, known: Knowledge) -> Steps | None:
    if affirmed:
        if known.is_within(claim.subject, premise.subject):  # what is denied of all is denied of each
            premise = premise._replace(subject=claim.subject, subject_pairs=claim.subject_pairs)
        return entails(premise, claim, known)
    # of whom the broader one is said does not matter: it is shown, and decides nothing
    return entails(claim, premise._replace(pairs=(), ages=(), frequency=None, frequency_words=()), known)


def _likeness(premise: Claim, claim: Claim, known: Knowledge) -> int:
    values = {value for _, value in premise.all_pairs}
    shared = sum(value in values for _, value in claim.all_pairs)
    relation = (
        2
        if premise.relation == claim.relation
        else 1
        if claim.relation in known.properties[premise.relation] or premise.relation in known.properties[claim.relation]
        else 0
    )
    return (
        _closeness(premise.subject, claim.subject, known)
        + _closeness(premise.object, claim.object, known)
        + relation
        + shared
        + (premise.compared == claim.compared is not None)
    )


def _closeness(one: str, other: str, known: Knowledge) -> int:
    if one == other:
        return 3
    if known.is_within(one, other) or known.is_within(other, one):
        return 2
    parents = known.kinds.get(one, frozenset()) & known.kinds.get(other, frozenset())
    return 1 if len(parents) > 1 else 0
