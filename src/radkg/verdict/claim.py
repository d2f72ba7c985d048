"""Facts and statements in one form, the claim, so that a fact can be held against a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from radkg.model.intervals import wilson_interval
from radkg.model.knowledge import Knowledge
from radkg.model.records import FREQUENCY_WORD, Fact, Interval, Pair
from radkg.namespaces import RADKG
from radkg.statement import Phrase, Reading
from radkg.statement.nouns import HAS_LAYER, HAS_SITE
from radkg.statement.utterance import CLOSED, HALF, Ends

COMPARED_WITH = RADKG + "comparedWith"
IN_POPULATION, POPULATION, IN_DISEASE = RADKG + "inPopulation", RADKG + "Population", RADKG + "inDisease"
IS_SEEN_IN, HAS_MANIFESTATION, OCCURS_WITH = RADKG + "isSeenIn", RADKG + "hasManifestation", RADKG + "occursWith"
INCREASES_RISK_OF = RADKG + "increasesRiskOf"
AFFECTS = RADKG + "affects"
IS_DEMONSTRATED_BY, SEEN_ON = RADKG + "isDemonstratedBy", RADKG + "seenOn"
COUNTED_UNIT = RADKG + "countedUnit"
SUPPORTS, CONTRADICTS = "supports", "contradicts"  # how a fact or an axiom bears on a claim
COUNTED, STATED, WORDED = "counted", "stated", "worded"  # where a share of cases comes from

_COUNT, _TOTAL, _SAMPLE_SIZE = (RADKG + name for name in ("count", "total", "sampleSize"))
_DISEASE, _FINDING = RADKG + "Disease", RADKG + "Finding"
_UNBOUNDED = float("inf")


class Claim(NamedTuple):
    """A subject, a relation, an object and all that narrows them, affirmed.

    Attributes:
        subject_pairs: Qualifiers of the subject.
        object_pairs: Qualifiers of the object.
        pairs: Qualifiers of the whole.
        ages: Age ranges in completed years.
        months: The time from onset, or from what goes before, in months.
        holds_at_every_age: Whether the claim holds at every age of its ranges, as that of a fact does. That of a statement
            holds at some age of them.
        frequency: Share of cases in percent.
        share_of: What the share is: `COUNTED`, `STATED` by a number, or `WORDED` by a frequency word.
        open_ends: Whether the lower and the upper end of the share are left out of it.
        frequency_words: Frequency words.
        compared: What the subject is compared with.
        is_rule: Whether it is said of most cases or all: by a frequency word, or by a relation that is said so.
        cases: In how many cases it was so; ``None`` where they were not counted.
        total: Of how many cases the share is; ``None`` where that is not known.
    """

    subject: str
    relation: str
    object: str
    subject_pairs: tuple[Pair, ...] = ()
    object_pairs: tuple[Pair, ...] = ()
    pairs: tuple[Pair, ...] = ()
    ages: tuple[Interval, ...] = ()
    months: Interval | None = None
    holds_at_every_age: bool = False
    frequency: Interval | None = None
    share_of: str = STATED
    frequency_words: tuple[str, ...] = ()
    compared: Phrase | None = None
    open_ends: Ends = CLOSED
    is_rule: bool = False
    cases: float | None = None
    total: float | None = None

    @property
    def counted(self) -> float | None:
        """The share that was counted, in percent, of which ``frequency`` is the interval; ``None`` for other shares."""
        if self.share_of != COUNTED or self.cases is None or not self.total:
            return None
        return 100 * self.cases / self.total

    @property
    def all_pairs(self) -> tuple[Pair, ...]:
        """The qualifiers of subject, object and whole."""
        return self.subject_pairs + self.object_pairs + self.pairs


def _with_implied_relation(claim: Claim, known: Knowledge) -> Claim:
    """Return a claim with the narrower relation that a qualifier of it or of its object makes of it (radkg:impliedBy)."""
    pairs = claim.all_pairs + expand(claim.object, (), known)[1]
    implied = (known.implied_relations.get((claim.relation, property_)) for property_, _ in pairs)
    relation = next((relation for relation in implied if relation), claim.relation)
    return claim if relation == claim.relation else claim._replace(relation=relation)


def expand(term: str, pairs: tuple[Pair, ...], known: Knowledge) -> tuple[str, tuple[Pair, ...]]:
    """Return the genus of ``term``, and ``pairs`` with the differentia; a term without a definition is its own genus.

    A finding that is defined by its pattern becomes the finding, with that pattern.

    Args:
        term: IRI of the term.
        pairs: Qualifiers of the term, pairs of property and value.
        known: The knowledge with the definitions.
    """
    genus, differentia = known.expansions[term]
    return genus, pairs + differentia


def claim_of_fact(fact: Fact, known: Knowledge) -> Claim:
    """Return what ``fact`` says, or denies.

    radkg:narrowsNothing is true of a qualifier that "leaves the fact as wide as it was": those are left out.
    """
    aside = known.narrows_nothing | {FREQUENCY_WORD, COMPARED_WITH}
    words = fact.frequency_words
    frequency, share_of = _share_of_fact(fact, words, known)
    claim = Claim(
        fact.subject,
        fact.relation,
        fact.object,
        pairs=tuple(pair for pair in fact.qualifiers if pair[0] not in aside),
        ages=_ages(fact),
        months=_bounds(fact, "intervalMinimum", "intervalMaximum", _UNBOUNDED),
        holds_at_every_age=True,
        frequency=frequency,
        share_of=share_of,
        frequency_words=words,
        compared=next((Phrase(v) for p, v in fact.qualifiers if p == COMPARED_WITH), None),
        is_rule=_is_rule(fact.relation, words, known) or _is_measured_rule(frequency, share_of),
        cases=fact.numbers.get(_COUNT),
        total=_total(fact),
    )
    return _with_implied_relation(_in_defined_disease(_in_layer_of_site(claim, known), known), known)


def _in_layer_of_site(claim: Claim, known: Knowledge) -> Claim:
    """Return a claim with the layer that its site is of, where that tells its finding from others (radkg:layerOfSite)."""
    sites = [value for property_, value in claim.all_pairs if property_ == HAS_SITE]
    layers = {
        known.layers_of_sites[kind] for site in sites for kind in known.kinds.get(site, ()) if kind in known.layers_of_sites
    }
    if len(layers) != 1 or any(property_ == HAS_LAYER for property_, _ in claim.all_pairs):
        return claim
    (layer,) = layers

    def is_told_by_it(term: str) -> bool:
        genus, differentia = expand(term, (), known)
        return (genus, layer) in known.told_by_layer and all(property_ != HAS_LAYER for property_, _ in differentia)

    if is_told_by_it(claim.subject):
        return claim._replace(subject_pairs=(*claim.subject_pairs, (HAS_LAYER, layer)))
    return claim._replace(object_pairs=(*claim.object_pairs, (HAS_LAYER, layer))) if is_told_by_it(claim.object) else claim


def people_of_diseases(pairs: tuple[Pair, ...], known: Knowledge) -> frozenset[Pair]:
    """Return who the patients are by the definitions of the diseases in which something is said."""
    diseases = (value for property_, value in pairs if property_ == IN_DISEASE)
    return frozenset(pair for disease in diseases for pair in expand(disease, (), known)[1] if pair[0] == IN_POPULATION)


def _is_measured_rule(frequency: Interval | None, share_of: str) -> bool:
    """Return whether something was measured in more than half of the cases; of a count, by its interval."""
    return frequency is not None and share_of != WORDED and frequency[0] > HALF


def _ages(fact: Fact) -> tuple[Interval, ...]:
    ages = _bounds(fact, "ageMinimum", "ageMaximum", _UNBOUNDED)
    return () if ages is None else (ages,)


def _bounds(fact: Fact, minimum: str, maximum: str, highest: float) -> Interval | None:
    low, high = fact.numbers.get(RADKG + minimum), fact.numbers.get(RADKG + maximum)
    return None if low is None and high is None else (low or 0.0, highest if high is None else high)


def _total(fact: Fact) -> float | None:
    """Return of how many cases the share of a fact is; where other things were counted, not the size of the sample."""
    if _TOTAL in fact.numbers or any(property_ == COUNTED_UNIT for property_, _ in fact.qualifiers):
        return fact.numbers.get(_TOTAL)
    return fact.numbers.get(_SAMPLE_SIZE)


def _share_of_fact(fact: Fact, words: tuple[str, ...], known: Knowledge) -> tuple[Interval | None, str]:
    """Return the share of cases that a fact gives and where it comes from: of a count the 95 % interval."""
    count, total = fact.numbers.get(_COUNT), fact.numbers.get(_TOTAL)
    if count is not None and total:
        return wilson_interval(count, total), COUNTED
    if stated := _bounds(fact, "frequencyMinimum", "frequencyMaximum", 100.0):
        return stated, STATED
    implied = sorted(other for word in words for other in known.implied_words[word] if other in known.bounds)
    return next((known.bounds[word] for word in (*words, *implied) if word in known.bounds), None), WORDED


def _is_rule(relation: str, words: tuple[str, ...], known: Knowledge) -> bool:
    """Return whether something with these frequency words is said of most cases or all.

    radkg:isRule is "true of a frequency word for most cases or all"; radkg:saysRule is "true of a relation that is said of most
    cases where no word says of how many".
    """
    return not known.ruling.isdisjoint(words) if words else known.relations[relation].says_rule


def claim_of_reading(reading: Reading, known: Knowledge) -> Claim:
    """Return what a statement says, its negation aside.

    radkg:isExistential is "true of a frequency word that says no more than every association says": such words are left out. A
    word with bounds is its share of cases as well.
    """
    bounds = [known.bounds[word] for word in reading.frequency_words if word in known.bounds]
    object_pairs, compared = _comparison(reading, known)
    is_rule = _is_rule(reading.relation, reading.frequency_words, known) and not (reading.frequency or reading.hedged)
    words = tuple(word for word in reading.frequency_words if word not in known.existential)
    # a share of the object's people is a measure, and no share of the subject's cases
    claim = Claim(
        reading.subject.term,
        reading.relation,
        reading.object.term,
        _narrowing(reading.subject.qualifiers, known),
        _narrowing(object_pairs, known),
        ages=reading.ages,
        months=None if reading.measure else reading.interval,
        frequency=None if reading.measure else reading.frequency or (bounds[0] if bounds else None),
        share_of=WORDED if bounds and not reading.frequency else STATED,
        frequency_words=words,
        compared=compared,
        open_ends=reading.open_ends,
        is_rule=is_rule,
    )
    claim = _in_defined_disease(_in_layer_of_site(_seen_in_people(claim), known), known)
    return _with_implied_relation(claim if claim.frequency is None else of_disease_with_sign(claim, known), known)


def _seen_in_people(claim: Claim) -> Claim:
    """Return "most people with X are children" as X mostly seen in children; "people with X are children" says it of all."""
    people = [pair for pair in claim.subject_pairs if pair[0] == IN_POPULATION]
    counted = claim.frequency_words or claim.frequency
    if claim.relation != IS_SEEN_IN or claim.object != POPULATION or len(people) != 1 or not counted:
        return claim
    others = tuple(pair for pair in claim.subject_pairs if pair not in people)
    return claim._replace(object=people[0][1], subject_pairs=others)


def _in_defined_disease(claim: Claim, known: Knowledge) -> Claim:
    """Return "in adults with X" as in the disease that is defined as X in adults, where there is one."""
    pairs = claim.all_pairs
    diseases, people = ({value for p, value in pairs if p == wanted} for wanted in (IN_DISEASE, IN_POPULATION))
    if len(diseases) != 1 or not people:
        return claim
    (disease,) = diseases
    defined = (
        narrower
        for narrower in sorted(known.narrower.get(disease, ()))
        for genus, differentia in [known.definitions.get(narrower, ("", ()))]
        if genus == disease and differentia and all(p == IN_POPULATION and value in people for p, value in differentia)
    )
    narrowed = next(defined, disease)
    if narrowed == disease:
        return claim

    def narrow(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple((p, narrowed) if p == IN_DISEASE else (p, value) for p, value in pairs)

    return claim._replace(
        subject_pairs=narrow(claim.subject_pairs), object_pairs=narrow(claim.object_pairs), pairs=narrow(claim.pairs)
    )


def _narrowing(pairs: tuple[Pair, ...], known: Knowledge) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[0] not in known.narrows_nothing)


def of_disease_with_sign(claim: Claim, known: Knowledge) -> Claim:
    """Return a claim on a share of people with a disease as one on the disease.

    "40 % of patients with X get Y" and "Y is seen on MRI in 40 % of patients with X" say that X shows Y, in that share.

    Args:
        claim: What a statement says.
        known: The knowledge.
    """
    diseases = [value for property_, value in claim.all_pairs if property_ == IN_DISEASE]
    if claim.relation not in (IS_SEEN_IN, IS_DEMONSTRATED_BY) or len(diseases) != 1:
        return claim
    others = tuple(pair for pair in claim.all_pairs if pair[0] != IN_DISEASE)
    if claim.relation == IS_DEMONSTRATED_BY:
        others += ((SEEN_ON, claim.object),)
    elif claim.object != POPULATION:
        others += ((IN_POPULATION, claim.object),)
    return claim._replace(
        subject=diseases[0], relation=HAS_MANIFESTATION, object=claim.subject, subject_pairs=(), object_pairs=others, pairs=()
    )


def as_involvement(claim: Claim, known: Knowledge) -> Claim:
    """Return that a disease affects a part of the body as that it shows the involvement of that part.

    radkg:involvementOf is "from a finding that says no more than that a part of the body is diseased to that kind of part".

    Args:
        claim: What a statement says.
        known: The knowledge.
    """
    if claim.relation != AFFECTS:
        return claim
    finding = next((finding for finding, part in known.involvements if known.is_within(claim.object, part)), None)
    if finding is None:
        return claim
    site = () if any(claim.object == part for _, part in known.involvements) else ((HAS_SITE, claim.object),)
    return claim._replace(relation=HAS_MANIFESTATION, object=finding, object_pairs=(*claim.object_pairs, *site))


def as_shown(claim: Claim, known: Knowledge) -> Claim:
    """Return that a finding and a disease occur together, in some share of the cases or so often, as that the disease shows it.

    Args:
        claim: What a statement says.
        known: The knowledge.
    """
    if claim.relation != OCCURS_WITH or not (claim.frequency or claim.frequency_words):
        return claim
    if known.is_kind(claim.subject, {_FINDING}) and known.is_kind(claim.object, {_DISEASE}):
        subject_pairs, object_pairs = claim.object_pairs, claim.subject_pairs
        return claim._replace(
            subject=claim.object,
            relation=HAS_MANIFESTATION,
            object=claim.subject,
            subject_pairs=subject_pairs,
            object_pairs=object_pairs,
        )
    if known.is_kind(claim.subject, {_DISEASE}) and known.is_kind(claim.object, {_FINDING}):
        return claim._replace(relation=HAS_MANIFESTATION)
    return claim


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

    They are made once for each knowledge: thousands of statements meet the same few hundred facts.
    """
    claims: tuple[Claim, ...] | None = known.claims.get(fact.iri)
    if claims is None:
        claims = known.claims[fact.iri] = tuple(_claims(fact, known))
    return claims


def _claims(fact: Fact, known: Knowledge) -> Iterator[Claim]:
    measured = _is_measured_rule(*_share_of_fact(fact, fact.frequency_words, known))
    for index, form in enumerate((fact, *known.forms(fact))):
        claim = claim_of_fact(form, known)
        if index:
            # what a disease usually shows is usually so of its finding; not the other way round
            claim = claim._replace(is_rule=claim.is_rule and (measured or not known.ruling.isdisjoint(form.frequency_words)))
        yield claim
        if known.relations[form.relation].symmetric:
            yield _converse(claim)


def _converse(claim: Claim) -> Claim:
    """Return the claim of a fact with a symmetric relation, from object to subject."""
    return claim._replace(subject=claim.object, object=claim.subject)
