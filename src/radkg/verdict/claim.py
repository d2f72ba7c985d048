"""Facts and statements in one form, the claim, so that a fact can be held against a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from radkg.model.intervals import wilson_interval
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact, Interval, Pair
from radkg.namespaces import RADKG
from radkg.statement import Phrase, Reading
from radkg.statement.utterance import CLOSED, Ends

FREQUENCY_WORD, COMPARED_WITH = RADKG + "frequencyWord", RADKG + "comparedWith"
EFFECT_MEASURE = RADKG + "effectMeasure"  # says what a number means and narrows nothing
IN_POPULATION, POPULATION = RADKG + "inPopulation", RADKG + "Population"
SUPPORTS, CONTRADICTS = "supports", "contradicts"  # how a fact or an axiom bears on a claim

#: Knowledge to the claims of its facts, by IRI of the fact: thousands of statements meet the same few hundred facts.
_CLAIMS: WeakKeyDictionary[Knowledge, dict[str, tuple[Claim, ...]]] = WeakKeyDictionary()


class Claim(NamedTuple):
    """A subject, a relation, an object and all that narrows them, affirmed.

    Attributes:
        subject_pairs: Qualifiers of the subject.
        object_pairs: Qualifiers of the object.
        pairs: Qualifiers of the whole.
        ages: Age ranges in completed years.
        holds_at_every_age: Whether the claim holds at every age of its ranges, as that of a fact does. That of a statement
            holds at some age of them.
        frequency: Share of cases in percent.
        open_ends: Whether the lower and the upper end of the share are left out of it.
        frequency_words: Frequency words.
        compared: What the subject is compared with.
    """

    subject: str
    relation: str
    object: str
    subject_pairs: tuple[Pair, ...] = ()
    object_pairs: tuple[Pair, ...] = ()
    pairs: tuple[Pair, ...] = ()
    ages: tuple[Interval, ...] = ()
    holds_at_every_age: bool = False
    frequency: Interval | None = None
    frequency_words: tuple[str, ...] = ()
    compared: Phrase | None = None
    open_ends: Ends = CLOSED

    @property
    def all_pairs(self) -> tuple[Pair, ...]:
        """The qualifiers of subject, object and whole."""
        return self.subject_pairs + self.object_pairs + self.pairs


def expand(term: str, pairs: tuple[Pair, ...], known: Knowledge) -> tuple[str, tuple[Pair, ...]]:
    """Return the genus of ``term``, and ``pairs`` with the differentia; a term without a definition is its own genus.

    A finding that is defined by its pattern becomes the finding, with that pattern.

    Args:
        term: IRI of the term.
        pairs: Qualifiers of the term, pairs of property and value.
        known: The knowledge with the definitions.
    """
    while term in known.definitions:
        term, differentia = known.definitions[term]
        pairs += differentia
    return term, pairs


def claim_of_fact(fact: Fact) -> Claim:
    """Return what ``fact`` says, or denies."""
    narrowing = [(p, v) for p, v in fact.qualifiers if p not in (FREQUENCY_WORD, COMPARED_WITH, EFFECT_MEASURE)]
    return Claim(
        fact.subject,
        fact.relation,
        fact.object,
        pairs=tuple(narrowing),
        ages=_ages(fact),
        holds_at_every_age=True,
        frequency=_frequency(fact),
        frequency_words=tuple(v for p, v in fact.qualifiers if p == FREQUENCY_WORD),
        compared=next((Phrase(v) for p, v in fact.qualifiers if p == COMPARED_WITH), None),
    )


def _ages(fact: Fact) -> tuple[Interval, ...]:
    low, high = (fact.numbers.get(RADKG + name) for name in ("ageMinimum", "ageMaximum"))
    return () if low is None and high is None else ((low or 0.0, float("inf") if high is None else high),)


def _frequency(fact: Fact) -> Interval | None:
    low, high, count, total = (
        fact.numbers.get(RADKG + name) for name in ("frequencyMinimum", "frequencyMaximum", "count", "total")
    )
    if count is not None and total:
        return wilson_interval(count, total)
    return None if low is None and high is None else (low or 0.0, 100.0 if high is None else high)


def claim_of_reading(reading: Reading, known: Knowledge) -> Claim:
    """Return what a statement says, its negation aside.

    radkg:isExistential is "true of a frequency word that says no more than every association says": such words are left out. A
    word with bounds is read as its share of cases.
    """
    bounds = [known.bounds[word] for word in reading.frequency_words if word in known.bounds]
    object_pairs, compared = _comparison(reading, known)
    words = tuple(w for w in reading.frequency_words if w not in known.existential and w not in known.bounds)
    return Claim(
        reading.subject.term,
        reading.relation,
        reading.object.term,
        reading.subject.qualifiers,
        object_pairs,
        ages=reading.ages,
        frequency=reading.frequency or (bounds[0] if bounds else None),
        frequency_words=words,
        compared=compared,
        open_ends=reading.open_ends,
    )


def _comparison(reading: Reading, known: Knowledge) -> tuple[tuple[Pair, ...], Phrase | None]:
    """Return the qualifiers of the object and what the statement compares with.

    Where object and what it is compared with exclude each other ("in women than in men"), the comparison adds nothing.
    """
    pairs = reading.object.qualifiers
    compared = reading.object.compared or reading.subject.compared
    if compared is None or not known.relations[reading.relation].single_valued:
        return pairs, compared
    if (reading.object.term, compared.term) not in known.excludes:
        return pairs, compared
    return (*pairs, *compared.qualifiers), None


def claims_of_fact(fact: Fact, known: Knowledge) -> tuple[Claim, ...]:
    """Return the claims of ``fact``: of itself and of each further form (queries/derive/20-normal-form.rq), with converses.

    They are made once for each knowledge.
    """
    kept = _CLAIMS.setdefault(known, {})
    if fact.iri not in kept:
        kept[fact.iri] = tuple(_claims(fact, known))
    return kept[fact.iri]


def _claims(fact: Fact, known: Knowledge) -> Iterator[Claim]:
    for form in (fact, *known.forms(fact)):
        claim = claim_of_fact(form)
        yield claim
        if known.relations[form.relation].symmetric:
            yield _converse(claim)


def _converse(claim: Claim) -> Claim:
    """Return the claim of a fact with a symmetric relation, from object to subject."""
    return Claim(
        claim.object,
        claim.relation,
        claim.subject,
        pairs=claim.pairs,
        ages=claim.ages,
        holds_at_every_age=True,
        frequency=claim.frequency,
        frequency_words=claim.frequency_words,
        compared=claim.compared,
    )
