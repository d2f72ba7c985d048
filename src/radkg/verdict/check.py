"""The verdict on a statement: which facts bear it out, which deny it, which are nearest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from radkg.errors import UnknownTerm
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.namespaces import RADKG
from radkg.statement import LONGEST_STATEMENT, NotUnderstood, Reading, read
from radkg.verdict import definitional
from radkg.verdict.claim import CONTRADICTS, FREQUENCY_WORD, SUPPORTS, Claim, claim_of_reading, claims_of_fact
from radkg.verdict.entailment import compare_frequency, entails, excludes
from radkg.verdict.nearest import facts_beside, nearest_facts
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, DecidingFact, Verdict
from radkg.verdict.wording import added_words, describe_fact, describe_reading, reading_to_dict

_SWAPPED = {SUPPORTS: CONTRADICTS, CONTRADICTS: SUPPORTS, "": ""}

# How far a deciding fact is from the claim: the nearest is shown first and named in the reason. A step of entailment counts 1,
# and an entailment has a handful of them, so that each weight outranks the steps.
_EXCLUDING = 5  # the fact excludes the claim, which is less direct than to state it or to deny it in few steps
_NARROWER_RELATION = 10  # the fact states a relation that specialises the claim's
_OTHER_SUBJECT = 12  # the fact is about a kind of the claim's subject: further away than a narrower relation
_OTHER_FORM = 20  # the fact has to be put in another form first: further away than either
_AXIOM = 50  # class axioms come behind all facts, which have evidence of their own


def check(known: Knowledge, statement: str) -> Verdict:
    """Return the verdict on ``statement``.

    A statement that cannot be read has the verdict "not understood", with the words that stopped the reader and the terms
    nearest to them. No error is raised.

    Args:
        known: The knowledge that the statement is held against.
        statement: One sentence, as people write it.
    """
    try:
        readings = read(_with_names(statement, known), known)
    except NotUnderstood as error:
        return Verdict(
            statement,
            NOT_UNDERSTOOD,
            None,
            because=error.reason,
            unrecognised=error.unrecognised,
            suggestions=error.nearest,
        )
    verdicts = [judge(known, reading, statement) for reading in readings]
    decided = [verdict for verdict in verdicts if verdict.verdict != UNKNOWN]
    if len({verdict.verdict for verdict in decided}) <= 1 and _same_words(readings):
        return (decided or verdicts)[0]
    if len({verdict.verdict for verdict in verdicts}) == 1:
        return verdicts[0]._replace(alternatives=tuple(verdicts))
    described = "; or ".join(f"{describe_reading(reading, known)!r}" for reading in readings)
    return Verdict(
        statement,
        NOT_UNDERSTOOD,
        None,
        because=f"the statement can be read in {len(readings)} ways: {described}; write the one you mean",
        alternatives=tuple(verdicts),
    )


def _with_names(statement: str, known: Knowledge) -> str:
    """Return the statement with labels in the place of identifiers.

    Raises:
        NotUnderstood: An identifier of a vocabulary that radkg knows stands for none of its terms.
    """
    if ":" not in statement or len(statement) > LONGEST_STATEMENT:
        return statement
    try:
        return known.with_labels(statement)
    except UnknownTerm as error:
        raise NotUnderstood(str(error), unrecognised=(error.name,), nearest=error.nearest) from None


def _same_words(readings: tuple[Reading, ...]) -> bool:
    """Return whether the readings are of the same terms, only put together in another way."""

    def terms(reading: Reading) -> frozenset[str]:
        sides = (reading.subject, reading.object)
        return frozenset(term for side in sides for term in (side.term, *(value for _, value in side.qualifiers)))

    return len({terms(reading) for reading in readings}) == 1


def judge(known: Knowledge, reading: Reading, statement: str, *, nearest: bool = True) -> Verdict:
    """Return the verdict on one reading of a statement.

    Args:
        known: The knowledge that the reading is held against.
        reading: The reading.
        statement: The statement that it is a reading of.
        nearest: Whether to look for facts to show that do not decide.
    """
    claim = claim_of_reading(reading, known)
    about = known.facts_about(known.related(claim.subject), known.comparable(claim.relation))
    found = sorted(_deciding(claim, about, known), key=lambda ranked: ranked[0])
    facts = [fact._replace(side=_SWAPPED[fact.side] if reading.negated else fact.side) for _, fact in found]
    if reading.negated and (reading.hedged or not known.existential.isdisjoint(reading.frequency_words)):
        # "may not" and "sometimes not" deny nothing flatly: a fact with such cases does not contradict them
        facts = [fact for fact in facts if fact.side == SUPPORTS]
    verdict = _verdict(facts, known)
    near = _beside(verdict, facts, claim, about, reading, known) if nearest else ()
    understood = reading_to_dict(reading, known)
    return Verdict(
        statement,
        verdict,
        understood,
        tuple(facts),
        near,
        _because(verdict, facts, near, known),
        added=added_words(facts, set(understood["qualifiers"]), known) if verdict == SUPPORTED else "",
    )


def _beside(
    verdict: str, facts: list[DecidingFact], claim: Claim, about: list[Fact], reading: Reading, known: Knowledge
) -> tuple[DecidingFact, ...]:
    """Return the facts to show that do not decide: the nearest, or those on the other side."""
    if verdict == UNKNOWN:
        return nearest_facts(claim, known)
    deciding = {fact.iri for fact in facts}
    if verdict == DISPUTED:
        conflicting = dict.fromkeys(iri for fact in facts for iri in known.conflicts_of(fact.iri) if iri not in deciding)
        return tuple(describe_fact(fact, known) for iri in conflicting if (fact := known.fact(iri)))
    beside = facts_beside(claim, about, (verdict == SUPPORTED) != reading.negated, known)
    return tuple(fact for fact in beside if fact.iri not in deciding)


class Bearing(NamedTuple):
    """How a fact bears on a claim.

    Attributes:
        side: `SUPPORTS` or `CONTRADICTS`.
        distance: How far the fact is from the claim; see the weights above.
        how: The same in words.
    """

    side: str
    distance: int
    how: str


Rank = tuple[int, bool, int, str]


def _deciding(claim: Claim, about: list[Fact], known: Knowledge) -> Iterator[tuple[Rank, DecidingFact]]:
    """Yield the facts and axioms that decide ``claim``, each with the rank that it is sorted by, the nearest first.

    At the same distance, facts of radkg's own come before imported ones, and those with few qualifiers before those with many.
    """
    for fact in about:
        nearest = min(_bearings(fact, claim, known), key=lambda bearing: bearing.distance, default=None)
        if nearest is not None:
            rank = (nearest.distance, fact.imported, len(fact.qualifiers) + len(fact.numbers), fact.iri)
            yield rank, describe_fact(fact, known)._replace(side=nearest.side, how=nearest.how)
    for index, axiom in enumerate(definitional.decide(claim, known)):
        described = DecidingFact(axiom.term, axiom.label, "axiom", "", {}, known.evidence(axiom.term), axiom.side, axiom.how)
        yield (_AXIOM + index, False, 0, axiom.term), described


def _bearings(fact: Fact, claim: Claim, known: Knowledge) -> Iterator[Bearing]:
    """Yield how each of the fact's claims bears on ``claim``."""
    for index, premise in enumerate(claims_of_fact(fact, known)):
        bearing = (
            _bearing_of_exclusion(fact, premise, claim, known)
            if fact.excluded
            else _bearing_of_association(fact, premise, claim, known, is_own_form=index == 0)
        )
        if bearing is not None:
            yield bearing


def _bearing_of_exclusion(fact: Fact, premise: Claim, claim: Claim, known: Knowledge) -> Bearing | None:
    """Return how an excluded fact bears on ``claim``: it denies what is equal or narrower in every respect.

    radkg:Stated: "The source states the fact without reservation." A hedged exclusion decides nothing.
    """
    side = _share_of_none(claim)
    if fact.certainty != RADKG + "Stated" or not side:
        return None
    steps = entails(claim, premise, known)
    return None if steps is None else Bearing(side, len(steps.words), "; ".join(steps.words))


def _bearing_of_association(fact: Fact, premise: Claim, claim: Claim, known: Knowledge, *, is_own_form: bool) -> Bearing | None:
    """Return how a fact bears on ``claim``: it supports what follows from it, and denies what it excludes."""
    steps = entails(premise, claim, known)
    if steps is None:
        if claim.frequency is None and _holds_as_a_rule(fact, known) and (why := excludes(premise, claim, known)):
            return Bearing(CONTRADICTS, _EXCLUDING, why)
        return None
    if claim.frequency is None:
        distance = len(steps.words)
        distance += _NARROWER_RELATION * (premise.relation != claim.relation)
        distance += _OTHER_SUBJECT * (premise.subject != claim.subject)
        distance += 0 if is_own_form else _OTHER_FORM
        return Bearing(SUPPORTS, distance, "; ".join(steps.words))
    holds = compare_frequency(premise, claim, known)
    if holds is None:
        return None
    return Bearing(SUPPORTS if holds else CONTRADICTS, 0, _shares(premise, claim, holds=holds))


def _holds_as_a_rule(fact: Fact, known: Knowledge) -> bool:
    """Return whether the source states the fact flatly, of most cases or without saying of how many.

    radkg:isRule is "true of a frequency word for most cases or all: what holds as a rule is at odds with a value that excludes
    it". That some cases have one value says nothing against others with another.
    """
    words = {value for property_, value in fact.qualifiers if property_ == FREQUENCY_WORD}
    return fact.certainty == RADKG + "Stated" and words <= known.ruling


def _share_of_none(claim: Claim) -> str:
    """Return which side an exclusion, a share of 0 %, is on for a claim with its share of cases; empty where on neither."""
    low, high = claim.frequency or (1, 100)
    if low > 0 or claim.open_ends[0]:
        return CONTRADICTS
    return SUPPORTS if high == 0 else ""


def _shares(premise: Claim, claim: Claim, *, holds: bool) -> str:
    assert premise.frequency is not None
    assert claim.frequency is not None
    return f"{_percent(*premise.frequency)} lies {'within' if holds else 'outside'} {_percent(*claim.frequency)}"


def _percent(low: float, high: float) -> str:
    if low == high:
        return f"{low:g} %"
    if low == 0:
        return f"up to {high:g} %"
    return f"at least {low:g} %" if high == 100 else f"{low:g}–{high:g} %"


def _verdict(facts: list[DecidingFact], known: Knowledge) -> str:
    sides = {fact.side for fact in facts}
    if not sides:
        return UNKNOWN
    if len(sides) > 1 or all(known.conflicts_of(fact.iri) or known.doubt(fact.iri) for fact in facts):
        return DISPUTED
    return SUPPORTED if sides == {SUPPORTS} else CONTRADICTED


def _because(verdict: str, facts: list[DecidingFact], near: tuple[DecidingFact, ...], known: Knowledge) -> str:
    if verdict == UNKNOWN:
        return "No fact says it and none denies it" + (f"; nearest: {near[0].label}." if near else ".")
    if verdict == DISPUTED:
        return _why_disputed(facts, known)
    first = facts[0]
    verb = "bears it out" if verdict == SUPPORTED else "denies it"
    source = {"asserted": "The fact", "excluded": "The excluded fact", "axiom": "The definition"}[first.kind]
    return f"{source} “{first.label}” {verb}" + (f": {first.how}." if first.how else ".")


def _why_disputed(facts: list[DecidingFact], known: Knowledge) -> str:
    sides = [next((f for f in facts if f.side == side), None) for side in (SUPPORTS, CONTRADICTS)]
    clauses = [f"“{fact.label}” {fact.side} it" for fact in sides if fact]
    doubts = [doubt for fact in facts if (doubt := known.doubt(fact.iri))]
    if len(clauses) == 1 and doubts:
        return f"{clauses[0][0].upper()}{clauses[0][1:]}, which radkg doubts: {doubts[0]}"
    if len(clauses) == 1:
        conflicting = [iri for fact in facts for iri in known.conflicts_of(fact.iri)]
        clauses.append(f"“{known.label(conflicting[0])}” is in conflict with that")
    return f"The sources disagree: {' and '.join(clauses)}."
