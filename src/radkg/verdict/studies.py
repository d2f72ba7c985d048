"""Whether a fact is the one that a statement speaks of, where it says what a study measured, in how many, and of what kind.

A statement that names an odds ratio, a study of 69 patients or a case report is borne out by facts with that ratio, that number
of patients and that kind of source, and by no others.
"""

from __future__ import annotations

from collections.abc import Iterable

from radkg.model.knowledge import Knowledge
from radkg.model.records import Evidence, Fact, Interval
from radkg.namespaces import RADKG
from radkg.statement import Reading
from radkg.verdict.claim import IN_DISEASE

_MEASURE = RADKG + "effectMeasure"
_VALUE, _LEAST, _MOST = (RADKG + name for name in ("effectValue", "effectMinimum", "effectMaximum"))
_SHARES = tuple(RADKG + name for name in ("frequencyMinimum", "frequencyMaximum"))
_COMPARED_SHARE = RADKG + "comparedFrequency"
_SIZES = tuple(RADKG + name for name in ("sampleSize", "total", "cohortSize"))
_ROUGHLY = 0.1  # of a number that is told from memory
_ROUNDING = 0.051  # numbers are quoted to a tenth; a little more, as decimals are not exact


def share_of_patients(reading: Reading) -> Reading:
    """Return a reading in which a share of people with a disease is a share of the disease's cases, not of a population."""
    pairs = reading.subject.qualifiers + reading.object.qualifiers
    if reading.frequency and reading.measure and any(property_ == IN_DISEASE for property_, _ in pairs):
        return reading._replace(measure=None, values=None)
    return reading


def agrees(fact: Fact, evidence: Iterable[Evidence], reading: Reading, known: Knowledge) -> bool:
    """Return whether ``fact`` has all that the statement says of a study.

    Args:
        fact: The fact.
        evidence: Its evidence.
        reading: What the statement says.
        known: The knowledge.
    """
    pairs = reading.subject.qualifiers + reading.object.qualifiers
    if not {pair for pair in pairs if pair[0] in known.narrows_nothing}.issubset(fact.qualifiers):
        return False
    if reading.sample_size is not None and reading.sample_size not in {fact.numbers.get(size) for size in _SIZES}:
        return False
    if reading.source_kinds and not set(reading.source_kinds) <= {piece.kind_iri for piece in evidence}:
        return False
    if reading.compared_frequency and not _near(fact.numbers.get(_COMPARED_SHARE), reading.compared_frequency):
        return False
    if reading.measure and (_MEASURE, reading.measure) not in fact.qualifiers:
        return False
    beside = reading.frequency if reading.measure and reading.values not in (None, reading.frequency) else None
    if beside and not any(_near(fact.numbers.get(share), beside) for share in _SHARES):
        return False  # "in a third, after two years" says how many as well
    is_rate = reading.measure in known.denied_beyond
    if is_rate and reading.interval and not _is_of_time(fact, reading.interval):
        return False
    return reading.values is None or (reading.measure is not None and _holds(fact, reading.values, reading.confidence))


def _holds(fact: Fact, values: Interval, confidence: Interval | None) -> bool:
    """Return whether what a fact measured is what the statement gives: the number itself, or bounds within the other's."""
    low, high = fact.numbers.get(_LEAST), fact.numbers.get(_MOST)
    if confidence and not (_near(low, (confidence[0], confidence[0])) and _near(high, (confidence[1], confidence[1]))):
        return False
    if _near(fact.numbers.get(_VALUE), values):
        return True
    if low is None and high is None:
        return False
    is_range = low is not None and high is not None and not confidence and _VALUE not in fact.numbers
    if is_range and _near(low, values) and _near(high, values):
        return True  # "in 1 to 4 %" bears out "in fewer than 5 %"
    if _VALUE in fact.numbers and values[0] == values[1]:
        # another number within the interval that a study gives is not the one that it found
        return abs(fact.numbers[_VALUE] - values[0]) <= _ROUGHLY * fact.numbers[_VALUE]
    least, most = (0.0 if low is None else low), (float("inf") if high is None else high)
    return least - _ROUNDING <= values[0] and values[1] <= most + _ROUNDING


def _is_of_time(fact: Fact, interval: Interval) -> bool:
    """Return whether a fact says when it measured, and that is the time that a statement gives: "a rate within two weeks"."""
    low, high = (fact.numbers.get(RADKG + name) for name in ("intervalMinimum", "intervalMaximum"))
    if low is None and high is None:
        return False
    return (low or 0.0) <= interval[1] and (high is None or interval[0] <= high)


def _near(number: float | None, interval: Interval) -> bool:
    return number is not None and interval[0] - _ROUNDING <= number <= interval[1] + _ROUNDING
