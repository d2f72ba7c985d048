"""Facts and readings in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.model import english
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.statement import Phrase, Reading
from radkg.verdict.result import DecidingFact
from radkg.verdict.strength import strength_of_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from radkg.verdict.answer import Qualifiers, ReadingAnswer


_COMPARED = "comparedWith"
#: Keys of the qualifiers that say at what age, how often and in whom.
_EXTENT = frozenset(
    ("ageMinimum", "ageMaximum", "frequencyMinimum", "frequencyMaximum", "count", "total", "frequencyWord", "population")
)


def describe_fact(fact: Fact, known: Knowledge) -> DecidingFact:
    """Return ``fact`` as it is shown: labels for terms, its evidence with it."""
    labels: dict[str, list[str]] = {}
    for property_, value in fact.qualifiers:
        labels.setdefault(known.qualifiers[property_].key, []).append(known.label(value))
    qualifiers: Qualifiers = {**labels}
    for property_, number in fact.numbers.items():
        qualifiers[known.qualifiers[property_].key] = int(number) if number == int(number) else number
    kind = "excluded" if fact.excluded else "null result" if fact.is_null else "asserted"
    words = qualifiers_in_words({key: value for key, value in qualifiers.items() if key != _COMPARED}, known)
    evidence = known.evidence(fact.iri)
    strength = strength_of_fact(fact, evidence, known)
    certainty = known.label(fact.certainty)
    return DecidingFact(fact.iri, fact.label, kind, certainty, qualifiers, evidence, words=words, strength=strength)


def qualifiers_in_words(qualifiers: Mapping[str, list[str] | float], known: Knowledge) -> str:
    """Return qualifiers as they stand in brackets behind a statement: "age 5–10 years, in up to 40 %"."""
    rest = dict(qualifiers)
    words = [
        *_range(rest, "ageMinimum", "ageMaximum", "age {} years", "age {} years and over", "age up to {} years"),
        *_range(rest, "frequencyMinimum", "frequencyMaximum", "in {} %", "in at least {} %", "in up to {} %"),
    ]
    if "count" in rest and "total" in rest:
        words.append(f"in {rest.pop('count')} of {rest.pop('total')}")
    words += _range(rest, "intervalMinimum", "intervalMaximum", "at {} months", "from {} months on", "within {} months")
    words += _effect(rest)
    size = rest.pop("sampleSize", None)
    labels = {qualifier.key: qualifier.label for qualifier in known.qualifiers.values()} if rest else {}
    for key, values in rest.items():
        shown = ", ".join(values) if isinstance(values, list) else str(values)
        words.append(shown if key == "frequencyWord" else f"{labels[key]} {shown}")
    return "; ".join([*words, f"n = {size}"] if size is not None else words)


def _effect(rest: dict[str, list[str] | float]) -> list[str]:
    """Return what a study measured: "odds ratio 15.5 (4.1–58.9)", "per million and year 1–9"."""
    named = rest.pop("effectMeasure", [])
    measure = ", ".join(named) if isinstance(named, list) else str(named)
    value = _rounded(rest.pop("effectValue", None))
    bounds = "".join(_range(rest, "effectMinimum", "effectMaximum", "{}", "at least {}", "up to {}"))
    number = bounds if value is None else f"{value} ({bounds})" if bounds else str(value)
    return [text] if (text := f"{measure} {number}".strip()) else []


def added_words(facts: Iterable[DecidingFact], stated: set[str], known: Knowledge) -> str:
    """Return in words what the first fact that does so adds to a statement: age, frequency, people.

    Where no fact has any of these, the other qualifiers are what it adds. The size of a study adds nothing.

    Args:
        facts: The facts that decide, the nearest first.
        stated: Keys of the qualifiers that the statement has itself.
        known: The knowledge.
    """
    left_out = {_COMPARED, "sampleSize", *stated}
    news = [{key: value for key, value in fact.qualifiers.items() if key not in left_out} for fact in facts]
    first = [{key: value for key, value in added.items() if key in _EXTENT} for added in news]
    return next((words for added in (*first, *news) if (words := qualifiers_in_words(added, known))), "")


def _rounded(number: list[str] | float | None) -> list[str] | float | None:
    """Return a number that was made of a fraction without its tail of digits, and a whole one as such."""
    if not isinstance(number, float):
        return number
    return int(number) if number.is_integer() else round(number, 2)


def _range(rest: dict[str, list[str] | float], low: str, high: str, both: str, least: str, most: str) -> list[str]:
    if low not in rest and high not in rest:
        return []
    lower, upper = (_rounded(rest.pop(name, None)) for name in (low, high))
    if lower is None and upper is None:
        return []
    if lower is None:
        return [most.format(upper)]
    if upper is None:
        return [least.format(lower)]
    return [both.format(lower if lower == upper else f"{lower}–{upper}")]


def reading_to_dict(reading: Reading, known: Knowledge) -> ReadingAnswer:
    """Return a reading as `radkg check --format json` gives it."""
    labels: dict[str, list[str]] = {}
    for property_, value in (*reading.subject.qualifiers, *reading.object.qualifiers):
        labels.setdefault(known.qualifiers[property_].key, []).append(known.label(value))
    qualifiers: Qualifiers = {**labels}
    compared = reading.object.compared or reading.subject.compared
    if compared:
        qualifiers[_COMPARED] = [_phrase(compared, known)]
    for low, high in reading.ages:
        qualifiers["ageMinimum"] = int(low)
        if high != float("inf"):
            qualifiers["ageMaximum"] = int(high)
    if reading.frequency:
        qualifiers["frequencyMinimum"], qualifiers["frequencyMaximum"] = reading.frequency
    if reading.frequency_words:
        qualifiers["frequencyWord"] = [known.label(word) for word in reading.frequency_words]
    if reading.measure:
        qualifiers["effectMeasure"] = [known.label(reading.measure)]
    if reading.measure and reading.values:
        low, high = reading.values
        qualifiers |= {"effectValue": low} if low == high else {"effectMinimum": low, "effectMaximum": high}
    if reading.interval:
        low, high = reading.interval
        qualifiers["intervalMinimum"] = low
        if high != float("inf"):
            qualifiers["intervalMaximum"] = high
    return {
        "subject": {"iri": reading.subject.term, "label": known.label(reading.subject.term)},
        "relation": {"iri": reading.relation, "label": known.label(reading.relation)},
        "object": {"iri": reading.object.term, "label": known.label(reading.object.term)},
        "excluded": reading.negated,
        "qualifiers": qualifiers,
    }


def describe_reading(reading: Reading, known: Knowledge) -> str:
    """Return a reading as a sentence."""
    return describe_answer(reading_to_dict(reading, known), known) + (", and in nobody else" if reading.exclusive else "")


def describe_answer(reading: ReadingAnswer, known: Knowledge) -> str:
    """Return a reading as a sentence, from how a verdict has it."""
    words = qualifiers_in_words(reading["qualifiers"], known)
    denied = "it is not so that " if reading["excluded"] else ""
    clause = " ".join((reading["subject"]["label"], reading["relation"]["label"], reading["object"]["label"]))
    return f"{denied}{clause}" + (f" ({words})" if words else "")


def read_as(statement: str, reading: Reading, known: Knowledge) -> str:
    """Return how a statement was read, as a sentence; empty where that is word for word what was given, spelling aside."""
    described = describe_reading(reading, known)
    return "" if english.key(statement) == english.key(described) else described


def _phrase(phrase: Phrase, known: Knowledge) -> str:
    values = ", ".join(known.label(value) for _, value in phrase.qualifiers)
    return known.label(phrase.term) + (f" ({values})" if values else "")
