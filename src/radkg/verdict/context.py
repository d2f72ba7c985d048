"""What a claim that names no disease says behind one that names one: "X spares the A, and the B shows no C".

It goes on about X. What is known of X decides it first; what is known of other diseases alone does not decide it.
"""

from __future__ import annotations

from radkg.model.knowledge import Knowledge
from radkg.statement import Claims, Reading, Several
from radkg.statement.nouns import DISEASE
from radkg.verdict.claim import IN_DISEASE, claims_of_fact
from radkg.verdict.result import SUPPORTED, UNKNOWN, DecidingFact, Verdict


def diseases_of(reading: Reading, known: Knowledge) -> frozenset[str]:
    """Return the diseases that a reading names, as its subject or object or in what qualifies them."""
    return _named((reading.subject.term, reading.object.term), (*reading.subject.qualifiers, *reading.object.qualifiers), known)


def diseases_before(claims: Claims, known: Knowledge) -> frozenset[str]:
    """Return the diseases that the claims of one part of a sentence name, for what comes behind it."""
    if isinstance(claims, Several):
        return frozenset().union(*(diseases_before(part, known) for part in claims.ways[0][0]))
    return diseases_of(claims.readings[0], known) if claims.readings else frozenset()


def of_disease(reading: Reading, disease: str) -> Reading:
    """Return what a reading says in a disease."""
    qualifiers = (*reading.object.qualifiers, (IN_DISEASE, disease))
    return reading._replace(object=reading.object._replace(qualifiers=qualifiers))


def left_open(verdict: Verdict, about: frozenset[str], known: Knowledge) -> Verdict:
    """Return a verdict on what is said about diseases, without the facts about others; unknown where none is left."""
    own = tuple(fact for fact in verdict.facts if not _is_of_others(fact, verdict, about, known))
    if len(own) == len(verdict.facts) or (own and verdict.verdict != SUPPORTED):
        return verdict
    if own:
        because = verdict.because if own[0] is verdict.facts[0] else f"The fact “{own[0].label}” bears it out."
        return verdict._replace(facts=own, because=because)
    named = ", ".join(sorted(map(known.label, about))) or "a disease that radkg does not know"
    because = f"It is said of {named}, and facts about other diseases do not decide that."
    return verdict._replace(verdict=UNKNOWN, facts=(), nearest=verdict.facts[:1], because=because, added="")


def _is_of_others(deciding: DecidingFact, verdict: Verdict, about: frozenset[str], known: Knowledge) -> bool:
    fact = known.fact(deciding.iri)
    if fact is None:
        return False
    diseases = frozenset().union(
        *(_named((claim.subject, claim.object), claim.all_pairs, known) for claim in claims_of_fact(fact, known)[:1])
    )
    kin = {(one, other) for one in diseases for other in about if known.is_within(one, other)}
    if verdict.verdict == SUPPORTED:
        # what a group shows, a member may be said to show
        kin |= {(one, other) for one in diseases for other in about if known.is_within(other, one)}
    return bool(diseases) and not kin


def _named(terms: tuple[str, str], pairs: tuple[tuple[str, str], ...], known: Knowledge) -> frozenset[str]:
    named = (*terms, *(value for property_, value in pairs if property_ == IN_DISEASE))
    return frozenset(term for term in named if term != DISEASE and known.is_kind(term, {DISEASE}))
