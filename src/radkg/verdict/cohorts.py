"""Whose cases a statement counts: "37 of 1379 patients" and "2.7 % of 1379 patients" are the numbers of one study.

A count that is exactly that of a fact names the fact's cohort, whether or not the sentence says where or of whom it was. Who is
in that cohort has the disease all the same, so that a limit of the cases may be left out; one that makes the finding another,
as a site does, may not.
"""

from __future__ import annotations

from radkg.model.english import compiled
from radkg.model.knowledge import Knowledge
from radkg.statement import Reading
from radkg.statement.numbers import COUNT_IN_LETTERS, count_of, in_digits
from radkg.verdict.claim import COUNTED_UNIT, Claim
from radkg.verdict.entailment import entails, normal_form, seen_anyhow

_ROUNDED = 0.5  # percent; shares are written rounded to whole percent
_N = rf"(\d+|{COUNT_IN_LETTERS})"
_COUNT = rf"\b{_N} ?(?:/|out of|of) ?(?:(?:the|these|those|all) )?{_N}\b"


def with_cohort(claim: Claim, reading: Reading, statement: str) -> Claim:
    """Return a claim with the count of cases and the size of the cohort that its sentence gives, where it gives them.

    Args:
        claim: What the statement says, its negation aside.
        reading: The reading, which has the share that the count comes to.
        statement: The statement.
    """
    share = claim.frequency
    if share is None or reading.frequency != share or share[0] != share[1] or reading.negated:
        return claim
    for match in compiled(_COUNT).finditer(in_digits(statement.lower())):
        cases, total = count_of(match[1]), count_of(match[2])
        if total and abs(100 * cases / total - share[0]) <= _ROUNDED:
            return claim._replace(cases=cases, total=total)
    return claim._replace(total=reading.sample_size)


def is_of_cohort(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether a claim counts the cases of a premise, of which it leaves out no more than who they were.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    if not names_cohort(premise, claim, known):
        return False
    one, other = (normal_form(side, known) for side in (seen_anyhow(premise, claim, known), claim))
    if (one.object, one.object_likeness) != (other.object, other.object_likeness):
        return False
    of_cases = known.narrowing_cases - {COUNTED_UNIT}
    return all(limit in premise.ages or limit[0] in of_cases for limit in one.limits - other.limits)


def names_cohort(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether a claim gives the numbers of a premise, of the same finding or of one that it is a kind of.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    if claim.total is None or premise.total != claim.total or claim.relation not in known.relations[premise.relation].shares_as:
        return False
    return _has_count(premise, claim) and entails(premise, claim, known) is not None


def is_miscounted(premise: Claim, claim: Claim) -> bool:
    """Return whether a claim counts another number in a cohort of the premise's size: not what was counted there."""
    counted = premise.cases is not None and claim.cases is not None
    return counted and premise.total == claim.total and premise.cases != claim.cases


def _has_count(premise: Claim, claim: Claim) -> bool:
    if premise.cases is not None and claim.cases is not None:
        return premise.cases == claim.cases
    one, other = _percent(premise), _percent(claim)
    return one is not None and other is not None and abs(one - other) <= _ROUNDED


def _percent(claim: Claim) -> float | None:
    if claim.cases is not None and claim.total:
        return 100 * claim.cases / claim.total
    return claim.frequency[0] if claim.frequency and claim.frequency[0] == claim.frequency[1] else None


def of_any_cohort(premise: Claim, claim: Claim, known: Knowledge) -> Claim:
    """Return a premise without what tells its cohort from others, where the claim does not say of which it speaks.

    A study is always of some place. Who does not name one speaks of the disease, which the study was of.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    named = {limit[0] for limit in normal_form(claim, known).limits}
    return premise if named & known.cohort_names else anywhere(premise, known)


def anywhere(premise: Claim, known: Knowledge) -> Claim:
    """Return a premise without what tells its cohort from others (radkg:namesCohort); the premise itself where nothing does."""
    pairs = tuple(pair for pair in premise.pairs if pair[0] not in known.cohort_names)
    return premise if len(pairs) == len(premise.pairs) else premise._replace(pairs=pairs)


def of_all_cases(premise: Claim, known: Knowledge) -> Claim:
    """Return a premise without what narrows its cases (radkg:narrowsCases), its ages among it."""
    narrowing = known.narrowing_cases - {COUNTED_UNIT}
    return premise._replace(pairs=tuple(pair for pair in premise.pairs if pair[0] not in narrowing), ages=())
