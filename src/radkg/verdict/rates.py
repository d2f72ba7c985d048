"""Whether the rates that facts give deny the rate that a statement gives: "an incidence of 300 per million"."""

from __future__ import annotations

from collections.abc import Iterable

from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact, Interval
from radkg.namespaces import RADKG
from radkg.statement import Reading
from radkg.verdict.claim import Claim

_MEASURE, _REGION = RADKG + "effectMeasure", RADKG + "inRegion"
_VALUE, _LEAST, _MOST = (RADKG + name for name in ("effectValue", "effectMinimum", "effectMaximum"))


def denying(about: Iterable[Fact], claim: Claim, reading: Reading, known: Knowledge) -> list[Fact]:
    """Return the facts on the same rate, where the statement's lies far from all of them; none where it does not.

    Args:
        about: The facts on the claim's subject and relation.
        claim: What the statement says, its negation aside.
        reading: The same with its number.
        known: The knowledge; radkg:deniedBeyondTimes is "how many times as high as all that are known, or as low, a value is
            that they deny".
    """
    times = known.denied_beyond.get(reading.measure or "")
    if times is None or reading.values is None or reading.interval:  # of some time alone, a rate may be any
        return []
    regions = {pair for pair in claim.all_pairs if pair[0] == _REGION}
    rated = [fact for fact in about if _is_of_same(fact, claim, reading) and regions.issubset(fact.qualifiers)]
    if not rated:
        return []
    bounds = [_bounds(fact) for fact in rated]
    least, most = min(low for low, _ in bounds), max(high for _, high in bounds)
    low, high = reading.values
    return rated if low > times * most or high < least / times else []


def _is_of_same(fact: Fact, claim: Claim, reading: Reading) -> bool:
    if fact.excluded or fact.is_null or (_MEASURE, reading.measure) not in fact.qualifiers:
        return False
    return (fact.subject, fact.relation, fact.object) == (claim.subject, claim.relation, claim.object)


def _bounds(fact: Fact) -> Interval:
    value = fact.numbers.get(_VALUE)
    low, high = fact.numbers.get(_LEAST, value), fact.numbers.get(_MOST, value)
    return (0.0 if low is None else low), (float("inf") if high is None else high)
