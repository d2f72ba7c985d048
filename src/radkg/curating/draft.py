"""A fact before it is written: what was given, looked up; what a sentence says, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from radkg.curating import names
from radkg.errors import InvalidOption
from radkg.imports.sentences import digest
from radkg.model.records import FREQUENCY_WORD
from radkg.namespaces import RADKG
from radkg.shown import shown
from radkg.statement import read
from radkg.verdict.claim import COMPARED_WITH, claim_of_reading
from radkg.verdict.wording import qualifiers_in_words

if TYPE_CHECKING:
    from radkg.curating.given import Given
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Pair
    from radkg.statement import Reading

AUTHOR_STATEMENT = "http://purl.obolibrary.org/obo/ECO_0000302"  # author statement used in manual assertion
CURATOR_INFERENCE = "http://purl.obolibrary.org/obo/ECO_0000305"  # curator inference used in manual assertion
IMPLIED = RADKG + "Implied"
_OF = re.compile(r"\b(\d[\d,]*)\s*(?:/|of|out of)\s*(?:the\s+|all\s+)?(\d[\d,]*)\b", re.IGNORECASE)
_WHOLE = ("count", "total", "sampleSize", "cohortSize", "ageMinimum", "ageMaximum")
_EVERYTHING = 100.0  # percent
_PERCENT_OF_POPULATION = RADKG + "PercentOfPopulation"


class Slots(NamedTuple):
    """What a fact says.

    Attributes:
        kind: Local name of its class.
        subject: IRI of the subject.
        relation: IRI of the relation.
        object: IRI of the object.
        certainty: IRI of the certainty.
        pairs: Qualifiers with terms as values, sorted.
        numbers: Qualifiers with numbers as values, sorted.
    """

    kind: str
    subject: str
    relation: str
    object: str
    certainty: str
    pairs: tuple[Pair, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()


class NewSource(NamedTuple):
    """A source that is to be described.

    Attributes:
        label: How it is cited.
        title: Its title.
        identifier: DOI, PMID, PMCID or address.
        year: Its year.
        kind: IRI of its kind.
    """

    label: str
    title: str
    identifier: str
    year: int
    kind: str


class Draft(NamedTuple):
    """A fact with its evidence.

    Attributes:
        slots: What it says.
        source: IRI of its source, or the local name of one that is new.
        new_source: The description of that one.
        passage: IRI of the passage of it that says the fact; empty where it has none.
        locator: Where in it the fact stands.
        evidence_type: IRI of the kind of evidence.
        bears_on: IRIs of the qualifiers that the evidence supports, where that is not all.
        digest: Digest of the source's sentence.
        address: Where that was read.
        read_on: When it was.
        read_as: How a sentence was read; empty where none was given.
    """

    slots: Slots
    source: str
    new_source: NewSource | None
    passage: str
    locator: str
    evidence_type: str
    bears_on: tuple[str, ...]
    digest: str
    address: str
    read_on: str
    read_as: str


def slots_of(reading: Reading, statement: str, known: Knowledge) -> Slots:
    """Return what a reading of a sentence says, as a fact keeps it.

    Raises:
        InvalidOption: It compares with something that is narrowed itself, or says "only", which no fact can keep.
    """
    claim = claim_of_reading(reading, known)
    if reading.exclusive:
        raise InvalidOption("“only” says something of all others as well; write a fact without it, and an excluded one of each")
    pairs = {*claim.all_pairs, *((FREQUENCY_WORD, word) for word in reading.frequency_words)}
    # "in patients" is in people, of whatever kind: it narrows nothing
    pairs = {(property_, value) for property_, value in pairs if value != known.qualifiers[property_].value_kind}
    if claim.compared is not None:
        if claim.compared.qualifiers:
            raise InvalidOption(f"{known.label(claim.compared.term)} is narrowed; compare with a term of its own")
        pairs.add((COMPARED_WITH, claim.compared.term))
    numbers = _numbers_of(reading, statement)
    if measure := _measure_of(reading):
        pairs.add((RADKG + "effectMeasure", measure))
    kind = "NullResult" if reading.null else "ExcludedAssociation" if reading.negated else "Association"
    certainty = reading.certainties[0] if reading.certainties else RADKG + "Stated"
    return Slots(
        kind,
        claim.subject,
        claim.relation,
        claim.object,
        certainty,
        tuple(sorted(pairs)),
        tuple(sorted((RADKG + name, number) for name, number in numbers.items())),
    )


def _measure_of(reading: Reading) -> str | None:
    # a share of the people of the object is read besides as one of the cases of the subject
    return None if reading.measure == _PERCENT_OF_POPULATION else reading.measure


def _numbers_of(reading: Reading, statement: str) -> dict[str, float]:
    """Return the numbers of a reading by the names of the properties that keep them."""
    numbers: dict[str, float] = {}
    measure = _measure_of(reading)
    if reading.frequency and not measure:
        numbers |= _share(reading.frequency, statement)
    for low, high in reading.ages[:1]:
        numbers |= _bounds("ageMinimum", "ageMaximum", (low, high), 0, float("inf"))
    if measure and reading.values and reading.values[0] == reading.values[1]:
        numbers["effectValue"] = reading.values[0]
    elif measure and reading.values:
        numbers |= _bounds("effectMinimum", "effectMaximum", reading.values, 0, float("inf"))
    if measure and reading.confidence:
        numbers |= _bounds("effectMinimum", "effectMaximum", reading.confidence, None, None)
    if reading.interval and not measure:
        numbers |= _bounds("intervalMinimum", "intervalMaximum", reading.interval, 0, float("inf"))
    if reading.compared_frequency:
        numbers["comparedFrequency"] = reading.compared_frequency[0]
    if reading.sample_size is not None:
        numbers["sampleSize"] = reading.sample_size
    return numbers


def _share(frequency: tuple[float, float], statement: str) -> dict[str, float]:
    """Return a share of cases as a count, where the sentence counts, else as bounds in percent."""
    if frequency[0] == frequency[1]:
        for match in _OF.finditer(statement):
            count, total = (int(number.replace(",", "")) for number in match.groups())
            if total and abs(100 * count / total - frequency[0]) < 0.06:
                return {"count": count, "total": total}
    return _bounds("frequencyMinimum", "frequencyMaximum", frequency, 0, _EVERYTHING)


def _bounds(low: str, high: str, bounds: tuple[float, float], least: float | None, most: float | None) -> dict[str, float]:
    """Return an interval by its two names; an end that says nothing is left out, unless both ends are one number."""
    is_point = bounds[0] == bounds[1]
    found = {low: bounds[0]} if is_point or bounds[0] != least else {}
    return found | ({high: bounds[1]} if is_point or bounds[1] != most else {})


def in_words(slots: Slots, known: Knowledge) -> str:
    """Return what a fact says, with its qualifiers in brackets."""
    qualifiers: dict[str, list[str] | float] = {}
    for property_, value in slots.pairs:
        values = qualifiers.setdefault(known.qualifiers[property_].key, [])
        assert isinstance(values, list)
        values.append(known.label(value))
    for property_, number in slots.numbers:
        qualifiers[known.qualifiers[property_].key] = int(number) if number == int(number) else number
    kinds = {"ExcludedAssociation": "it is not so that ", "NullResult": "no significant difference: "}
    clause = " ".join((known.label(slots.subject), known.relations[slots.relation].label, known.label(slots.object)))
    words = qualifiers_in_words(qualifiers, known)
    certainty = "" if slots.certainty == RADKG + "Stated" else f"; {known.label(slots.certainty)}"
    return f"{kinds.get(slots.kind, '')}{clause}{f' ({words})' if words else ''}{certainty}"


def read_sentence(statement: str, given: Given, known: Knowledge) -> tuple[Slots, str, tuple[str, ...]]:
    """Return what a sentence says, how it was read, and how it could be read besides.

    Args:
        statement: The sentence.
        given: What is given beside it: a subject, relation or object chooses between two readings.
        known: The knowledge.

    Raises:
        NotUnderstood: It cannot be read as one fact.
        InvalidOption: It can be read in several ways.
    """
    found: dict[Slots, str] = {}
    for reading in read(statement, known):
        slots = slots_of(reading, statement, known)
        found.setdefault(slots, in_words(slots, known))
    for place, name, look in (
        ("subject", given.subject, names.term),
        ("relation", given.relation, names.relation),
        ("object", given.object, names.term),
    ):
        if name:
            wanted = look(known, name)
            found = {slots: words for slots, words in found.items() if getattr(slots, place) == wanted} or found
    first, *others = found
    if others:
        # the same in other qualifiers: the reading that says most of it in the schema's own places comes first
        differing = {(slots.subject, slots.relation, slots.object) for slots in found}
        if len(differing) > 1:
            ways = "; or ".join(f"“{words}”" for words in found.values())
            raise InvalidOption(f"the sentence is read as {ways}; name the one you mean with --subject, --relation or --object")
    return first, found[first], tuple(found[other] for other in others)


def draft_of(given: Given, known: Knowledge) -> Draft:
    """Return the fact that is given, with everything looked up.

    Raises:
        InvalidOption: Something is missing, or does not go with the rest.
        UnknownTerm: A name stands for nothing.
        NotUnderstood: The sentence cannot be read as one fact.
    """
    read_as = ""
    slots: Slots | None = None
    if given.statement:
        slots, read_as, _ = read_sentence(given.statement, given, known)
    slots = _completed(slots, given, known)
    if not given.source:
        raise InvalidOption("a fact needs a source: give --source, a DOI, a PMID, an address or the name of a known one")
    cited = names.source(known, given.source)
    return Draft(
        slots,
        cited.iri,
        _new_source(given, cited, known) if cited.is_new else None,
        names.passage(known, given.passage) if given.passage else "",
        " ".join(given.locator.split()),
        _evidence_type(given, slots.certainty),
        tuple(sorted(names.qualifier(known, name).iri for name in given.bears_on)),
        digest(given.quote) if given.quote else "",
        *_read_at(given, cited),
        read_as,
    )


def _evidence_type(given: Given, certainty: str) -> str:
    """Return the kind of evidence: what is implied is the curator's inference, anything else is said by the author."""
    if given.evidence_type:
        return names.evidence_type(given.evidence_type)
    return CURATOR_INFERENCE if certainty == IMPLIED else AUTHOR_STATEMENT


def _completed(slots: Slots | None, given: Given, known: Knowledge) -> Slots:
    """Return what a sentence says with what is given beside it."""
    if slots is None:
        missing = [name for name in ("subject", "relation", "object") if not getattr(given, name)]
        if missing:
            flags = ", ".join(f"--{name}" for name in missing)
            raise InvalidOption(f"a fact needs a sentence, or a subject, a relation and an object: give {flags}")
        slots = Slots("Association", "", "", "", RADKG + "Stated")
    changed = {}
    if given.subject:
        changed["subject"] = names.term(known, given.subject)
    if given.relation:
        changed["relation"] = names.relation(known, given.relation)
    if given.object:
        changed["object"] = names.term(known, given.object)
    if given.kind:
        changed["kind"] = given.kind
    if given.certainty:
        changed["certainty"] = names.certainty(known, given.certainty)
    pairs, numbers = list(slots.pairs), dict(slots.numbers)
    for name, typed in given.qualifiers.items():
        qualifier = names.qualifier(known, name)
        if is_number(qualifier.iri, known):
            if len(typed) != 1:
                raise InvalidOption(f"{qualifier.key} is one number, and {len(typed)} are given")
            numbers[qualifier.iri] = _number(qualifier.key, typed[0])
        else:
            # what is given takes the place of what the sentence says
            pairs = [pair for pair in pairs if pair[0] != qualifier.iri]
            pairs += [(qualifier.iri, names.value(known, qualifier, value)) for value in typed]
    _refuse_numbers({iri.removeprefix(RADKG): number for iri, number in numbers.items()})
    return slots._replace(**changed, pairs=tuple(sorted(set(pairs))), numbers=tuple(sorted(numbers.items())))


def is_number(iri: str, known: Knowledge) -> bool:
    """Return whether a qualifier has numbers as values."""
    return RADKG + "numericQualifier" in known.properties.get(iri, ())


def _number(name: str, typed: str) -> float:
    text = (
        typed.strip().removesuffix("%").strip().replace(",", "") if name in _WHOLE else typed.strip().removesuffix("%").strip()
    )
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not 0 <= number < 1e12:
        raise InvalidOption(f"{name} is a number from 0 on, not {typed!r}")
    if name in _WHOLE and number != int(number):
        raise InvalidOption(f"{name} is a whole number, not {typed!r}")
    return number


def _refuse_numbers(numbers: Mapping[str, float]) -> None:
    """Refuse numbers that cannot be so: the shapes would say it of the Turtle, this says it of the option."""
    if ("count" in numbers) != ("total" in numbers):
        lone, other = ("count", "total") if "count" in numbers else ("total", "count")
        raise InvalidOption(f"a {lone} says nothing without a {other}: give --{other} as well, or a share in percent")
    if numbers.get("count", 0) > numbers.get("total", float("inf")):
        raise InvalidOption(f"the count, {numbers['count']:g}, is greater than the total, {numbers['total']:g}")
    if numbers.get("total", 1) == 0:
        raise InvalidOption("a share of 0 cases is none: the total is at least 1")
    for low, high in (
        ("frequencyMinimum", "frequencyMaximum"),
        ("ageMinimum", "ageMaximum"),
        ("effectMinimum", "effectMaximum"),
    ):
        if numbers.get(low, 0) > numbers.get(high, float("inf")):
            raise InvalidOption(f"{low}, {numbers[low]:g}, is greater than {high}, {numbers[high]:g}")
    for name in ("frequencyMinimum", "frequencyMaximum", "comparedFrequency"):
        if numbers.get(name, 0) > _EVERYTHING:
            raise InvalidOption(f"{name} is in percent, at most 100, not {numbers[name]:g}")


def _new_source(given: Given, cited: names.CitedSource, known: Knowledge) -> NewSource:
    missing = [
        flag
        for flag, value in (("--title", given.title), ("--year", given.year), ("--source-kind", given.source_kind))
        if not value
    ]
    if missing:
        raise InvalidOption(f"{cited.identifier} is no source that is known; describe it: give {', '.join(missing)}")
    year = given.year or 0
    if not 1800 <= year <= 2100:
        raise InvalidOption(f"a year is one from 1800 to 2100, not {year}")
    title = " ".join(given.title.split())
    label = " ".join(given.cite_as.split()) or f"{_short(title)}, {year}"
    return NewSource(label, title, cited.identifier, year, names.kind_of_source(known, given.source_kind))


def _short(title: str) -> str:
    """Return the beginning of a title, as a source without an author is cited."""
    words = re.split(r"[:.?]\s", title)[0].split()
    return " ".join(words[:8]).rstrip(".,;:")


def _read_at(given: Given, cited: names.CitedSource) -> tuple[str, str]:
    """Return address and day of the text that a sentence was read in."""
    if not given.quote:
        if given.address or given.read_on:
            raise InvalidOption("--address and --read-on say where and when the sentence of --quote was read: give --quote")
        return "", ""
    if not names.identified(given.address).startswith("http"):
        wrong = f", not {shown(given.address)!r}" if given.address else ""
        raise InvalidOption(f"--address is the address of the page that has the sentence of --quote{wrong}")
    day = given.read_on or date.today().isoformat()
    try:
        date.fromisoformat(day)
    except ValueError:
        raise InvalidOption(f"--read-on is a day such as 2026-11-30, not {day!r}") from None
    return given.address.strip(), day


def with_values(given: Given, key: str, values: Iterator[str] | tuple[str, ...]) -> Given:
    """Return what is given with more values of a qualifier."""
    return replace(given, qualifiers={**given.qualifiers, key: (*given.qualifiers.get(key, ()), *values)})
