"""The verdict on a statement: which facts bear it out, which deny it, which come near."""

from __future__ import annotations

from collections.abc import Iterator

from radkg.errors import UnknownTerm
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.namespaces import RADKG
from radkg.statement import LONGEST_STATEMENT, NotUnderstood, Reading, read
from radkg.verdict import definitional
from radkg.verdict.claim import FREQUENCY_WORD, Claim, claim_of_reading, claims_of_fact
from radkg.verdict.entailment import compare_frequency, entails, excludes
from radkg.verdict.nearest import facts_beside, nearest_facts
from radkg.verdict.result import CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, SUPPORTED, UNKNOWN, DecidingFact, Verdict
from radkg.verdict.wording import added_words, describe_fact, describe_reading, reading_to_dict

SUPPORTS, CONTRADICTS = "supports", "contradicts"
_SWAPPED = {SUPPORTS: CONTRADICTS, CONTRADICTS: SUPPORTS, "": ""}


def check(known: Knowledge, statement: str) -> Verdict:
    """Return the verdict on ``statement``.

    What cannot be read gives a verdict too, "not understood", that names the words and the nearest terms.

    Args:
        known: The knowledge to hold it against.
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
    said = "; or ".join(f"{describe_reading(reading, known)!r}" for reading in readings)
    return Verdict(
        statement,
        NOT_UNDERSTOOD,
        None,
        because=f"the statement can be read in {len(readings)} ways: {said}; write the one you mean",
        alternatives=tuple(verdicts),
    )


def _with_names(statement: str, known: Knowledge) -> str:
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
    """Return the verdict on one reading of a statement; ``nearest``: with what comes near where nothing decides."""
    claim = claim_of_reading(reading, known)
    about = known.facts_about(known.related(claim.subject), known.comparable(claim.relation))
    found = sorted(_deciding(claim, about, known), key=lambda one: one[0])
    facts = [fact._replace(side=_SWAPPED[fact.side] if reading.negated else fact.side) for _, fact in found]
    if reading.negated and (reading.hedged or not known.existential.isdisjoint(reading.frequency_words)):
        # "may not" and "sometimes not" deny nothing flatly: what shows it can be so does not contradict them
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
    if verdict == DISPUTED:
        shown = {fact.iri for fact in facts}
        against = dict.fromkeys(other for fact in facts for other in known.conflicts_of(fact.iri) if other not in shown)
        return tuple(describe_fact(fact, known) for iri in against if (fact := known.fact(iri)))
    deciding = {fact.iri for fact in facts}
    beside = facts_beside(claim, about, (verdict == SUPPORTED) != reading.negated, known)
    return tuple(fact for fact in beside if fact.iri not in deciding)


Rank = tuple[int, bool, int, str]


def _deciding(claim: Claim, about: list[Fact], known: Knowledge) -> Iterator[tuple[Rank, DecidingFact]]:
    """Yield the facts and axioms that decide ``claim``, each with what it is sorted by: the closest match first."""
    for fact in about:
        best: tuple[Rank, DecidingFact] | None = None
        order = (fact.imported, len(fact.qualifiers) + len(fact.numbers), fact.iri)  # read by us before taken over
        for side, distance, how in _bearings(fact, claim, known):
            rank = (distance, *order)
            if best is None or rank < best[0]:
                best = rank, describe_fact(fact, known)._replace(side=side, how=how)
        if best:
            yield best
    for place, (label, term, side, how) in enumerate(definitional.decide(claim, known)):
        described = DecidingFact(term, label, "axiom", "", {}, known.evidence(term), side, how)
        yield (50 + place, False, 0, term), described


def _bearings(fact: Fact, claim: Claim, known: Knowledge) -> Iterator[tuple[str, int, str]]:
    for place, premise in enumerate(claims_of_fact(fact, known)):
        if fact.excluded:
            if fact.certainty == RADKG + "Stated" and (side := _share_of_none(claim)):
                steps = entails(claim, premise, known)
                if steps is not None:
                    yield side, len(steps.said), "; ".join(steps.said)
            continue
        steps = entails(premise, claim, known)
        if steps is not None:
            if claim.frequency is None:
                distance = 10 * (premise.relation != claim.relation) + len(steps.said) + 20 * (place > 0)
                distance += 12 * (premise.subject != claim.subject)  # said of a kind of it
                yield SUPPORTS, distance, "; ".join(steps.said)
            elif (holds := compare_frequency(premise, claim, known)) is not None:
                yield (SUPPORTS if holds else CONTRADICTS), 0, _shares(premise, claim, holds=holds)
        elif _holds_as_a_rule(fact, known) and claim.frequency is None and (why := excludes(premise, claim, known)):
            yield CONTRADICTS, 5, why


def _holds_as_a_rule(fact: Fact, known: Knowledge) -> bool:
    """Return whether the source states the fact flatly, of most cases or without saying of how many."""
    words = {value for property_, value in fact.qualifiers if property_ == FREQUENCY_WORD}
    return fact.certainty == RADKG + "Stated" and words <= known.ruling


def _share_of_none(claim: Claim) -> str:
    """Return what an exclusion does to a claim with that share of cases: none has it, so that 0 % is right."""
    low, high = claim.frequency or (1, 100)
    if low > 0 or claim.open_ends[0]:
        return CONTRADICTS
    return SUPPORTS if high == 0 else ""


def _shares(premise: Claim, claim: Claim, *, holds: bool) -> str:
    assert premise.frequency is not None
    assert claim.frequency is not None
    mine, other = (_percent(*share) for share in (premise.frequency, claim.frequency))
    return f"{mine} lies {'within' if holds else 'outside'} {other}"


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
    said = [f"“{fact.label}” {fact.side} it" for fact in sides if fact]
    doubts = [doubt for fact in facts if (doubt := known.doubt(fact.iri))]
    if len(said) == 1 and doubts:
        return f"{said[0][0].upper()}{said[0][1:]}, which radkg doubts: {doubts[0]}"
    if len(said) == 1:
        against = [other for fact in facts for other in known.conflicts_of(fact.iri)]
        said.append(f"“{known.label(against[0])}” is in conflict with that")
    return f"The sources disagree: {' and '.join(said)}."
