"""Facts and statements in one form, so that one can be held against the other."""

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


#: Every knowledge to its facts' claims: thousands of statements are held against the same few hundred of them.
_CLAIMS: WeakKeyDictionary[Knowledge, dict[str, tuple[Claim, ...]]] = WeakKeyDictionary()


class Claim(NamedTuple):
    """A subject, a relation, an object and all that narrows them, affirmed.

    Attributes:
        subject_pairs: Qualifiers said of the subject.
        object_pairs: Qualifiers said of the object.
        pairs: Qualifiers said of the whole.
        ages: Age ranges in completed years.
        holds_at_every_age: A fact's age range holds at every age in it; a statement's is one age within it, not said which.
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
        """Every qualifier, wherever it is said."""
        return self.subject_pairs + self.object_pairs + self.pairs


def expand(term: str, pairs: tuple[Pair, ...], known: Knowledge) -> tuple[str, tuple[Pair, ...]]:
    """Return ``term`` as what it is defined to be: its genus, and ``pairs`` with what sets it apart.

    A finding that is defined by its pattern becomes the finding, with that pattern.
    """
    while term in known.definitions:
        term, differentia = known.definitions[term]
        pairs += differentia
    return term, pairs


def claim_of_fact(fact: Fact) -> Claim:
    """Return what ``fact`` says, or denies."""
    rest = [(p, v) for p, v in fact.qualifiers if p not in (FREQUENCY_WORD, COMPARED_WITH, EFFECT_MEASURE)]
    return Claim(
        fact.subject,
        fact.relation,
        fact.object,
        pairs=tuple(rest),
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
    """Return what a statement says, its negation aside."""
    bounds = [known.bounds[word] for word in reading.frequency_words if word in known.bounds]
    # "Sometimes" says no more than every association does, and a word that stands for a number is that number.
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

    Where only two are to be compared, "in women than in men", the first says it all.
    """
    pairs = reading.object.qualifiers
    compared = reading.object.compared or reading.subject.compared
    if compared is None or not known.relations[reading.relation].single_valued:
        return pairs, compared
    if (reading.object.term, compared.term) not in known.excludes:
        return pairs, compared
    return (*pairs, *compared.qualifiers), None


def claims_of_fact(fact: Fact, known: Knowledge) -> tuple[Claim, ...]:
    """Return what ``fact`` says, in all the ways it can be put (queries/derive/20-normal-form.rq); it is put so once."""
    kept = _CLAIMS.setdefault(known, {})
    if fact.iri not in kept:
        kept[fact.iri] = tuple(_claims(fact, known))
    return kept[fact.iri]


def _claims(fact: Fact, known: Knowledge) -> Iterator[Claim]:
    for form in (fact, *known.forms(fact)):
        claim = claim_of_fact(form)
        yield claim
        if known.relations[form.relation].symmetric:
            yield _turned(claim)


def _turned(claim: Claim) -> Claim:
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
