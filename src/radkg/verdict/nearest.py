"""What is known nearest to a statement that no fact decides."""

from __future__ import annotations

from radkg.knowledge import Knowledge
from radkg.records import Fact
from radkg.verdict.claim import Claim, claims_of_fact
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
