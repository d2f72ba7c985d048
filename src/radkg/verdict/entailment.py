"""Whether one claim follows from another, or denies it, by the rule book (ontology/terms/relations.ttl).

An association says that some cases show it. So a claim follows from a premise that is equal or narrower in every respect in
which its relation generalises, and equal in the others. A qualifier left out of the claim, or broader in it, is covered.

The rule book says of each relation what it generalises and what it excludes. ontology/schema.ttl defines the words in which it
says so; each function below quotes the definition that it implements.
"""

from __future__ import annotations

from typing import NamedTuple

from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval, Pair
from radkg.namespaces import RADKG
from radkg.statement import Phrase
from radkg.statement.nouns import DISEASE, FINDING, HAS_LAYER, HAS_SITE, LAYER, STAGE
from radkg.statement.triples import IS_DESCRIBED_AS
from radkg.statement.utterance import HALF
from radkg.verdict.claim import (
    IN_DISEASE,
    IN_POPULATION,
    IS_SEEN_IN,
    POPULATION,
    SEEN_ON,
    Claim,
    expand,
    people_of_diseases,
)

RELATIVE_TO = RADKG + "relativeTo"
PEAKS_AT_AGE_IN, IS_MORE_COMMON_IN, IS_KIND_OF = RADKG + "peaksAtAgeIn", RADKG + "isMoreCommonIn", RADKG + "isKindOf"

_REMEMBERED = 20_000  # normal forms

Limit = Pair | Interval | tuple[str, Interval | None]  # a qualifier, ages in years, or a time in months
Side = tuple[str, tuple[Pair, ...]]


class Steps:
    """The steps by which a claim follows from a premise; fewer steps are a closer match.

    Attributes:
        words: The steps in words, in the order in which they were taken, each once.
    """

    def __init__(self) -> None:
        self.words: list[str] = []

    def add(self, step: str) -> None:
        """Note a step."""
        if step not in self.words:
            self.words.append(step)


def entails(premise: Claim, claim: Claim, known: Knowledge) -> Steps | None:
    """Return the steps by which ``claim`` follows from ``premise``; ``None`` where it does not.

    Shares of cases in percent are left aside: `radkg.verdict.shares` compares them.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge, with the rule book.
    """
    if claim.relation not in known.properties[premise.relation]:
        return None
    steps = Steps()
    if claim.relation != premise.relation:
        steps.add(f"what {known.relations[premise.relation].label} also {known.relations[claim.relation].label}")
    follows = (
        _subject_follows(premise, claim, known, steps)
        and _object_follows(premise, claim, known, steps)
        and _all_covered(claim.pairs, _pool(premise, known), premise, known, steps)
        and all(_age_covered(age, premise, claim, known, steps) for age in claim.ages)
        and (claim.months is None or (premise.months is not None and _lies_within(premise.months, claim.months)))
        and _words_follow(premise, claim, known)
        and _same_comparison(premise.compared, claim.compared, known)
    )
    return steps if follows else None


def _words_follow(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the claim's frequency words follow from the premise's.

    radkg:narrowsCases is true of a limit: "what is usually so within it need not be usually so at large". Nor need what is
    usually so of a kind be so of its class, or of another of its kinds.
    """
    implied = {word for given in premise.frequency_words for word in known.implied_words[given]}
    if not implied.issuperset(claim.frequency_words):
        return False
    if not known.few.isdisjoint(claim.frequency_words):
        # that a kind of it is rare, or that it is rare in some of the cases, does not make it rare
        one, other = normal_form(premise, known), normal_form(claim, known)
        return one[:4] == other[:4] and _cases(premise, known) <= _cases(claim, known)
    if known.ruling.isdisjoint(claim.frequency_words):
        return True
    if premise.relation == claim.relation == IS_SEEN_IN and claim.object != POPULATION and not claim.ages:
        # what is mostly so of some of the people is mostly so of all of them
        premise, claim = (side._replace(object=POPULATION, ages=()) for side in (premise, claim))
    if not counts_the_same(premise, claim, known):
        return False
    return _cases(premise, known) <= _cases(claim, known)


def counts_the_same(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether premise and claim count the cases of one disease, or of one finding, where that is their subject."""
    one, other = normal_form(premise, known), normal_form(claim, known)
    if known.is_kind(one.subject, {DISEASE}):
        return one.subject == other.subject
    if not known.is_kind(one.subject, {FINDING}) or claim.relation == IS_DESCRIBED_AS:
        return True  # what something is like is what is said of it, and not what tells it from others
    # of the forms of a fact, some have what the finding is like on the side of the object
    likeness, likeness_of_claim = (side.subject_likeness | side.object_likeness for side in (one, other))
    return one.subject == other.subject and likeness <= likeness_of_claim


def _cases(claim: Claim, known: Knowledge) -> frozenset[Limit]:
    """Return what narrows the cases that a claim is about."""
    limits = normal_form(claim, known).limits
    return frozenset(limit for limit in limits if limit[0] in known.narrowing_cases).union(claim.ages)


def _pool(claim: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return every qualifier that a claim has from its own words and from the definitions of its terms."""
    return claim.all_pairs + known.restrictions.get(claim.subject, ()) + known.restrictions.get(claim.object, ())


def _subject_follows(premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    premise_side, claim_side = (premise.subject, premise.subject_pairs), (claim.subject, claim.subject_pairs)
    return _side_follows(
        premise_side, claim_side, premise, claim, known, steps, generalises=known.relations[claim.relation].generalises_subject
    )


def _object_follows(premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether the claim's object follows from that of the premise.

    A population that something is seen in is compared as the population in which a fact holds: by kind or by age.
    radkg:isMoreCommonIn compares "the object, a population" with "the other people", so that its object is a term like others.
    """
    if IS_SEEN_IN not in known.properties[claim.relation] or claim.relation == IS_MORE_COMMON_IN:
        premise_side, claim_side = (premise.object, premise.object_pairs), (claim.object, claim.object_pairs)
        return _side_follows(
            premise_side,
            claim_side,
            premise,
            claim,
            known,
            steps,
            generalises=known.relations[claim.relation].generalises_object,
        )
    pool = (*_pool(premise, known), (IN_POPULATION, premise.object))
    wanted: tuple[Pair, ...] = claim.object_pairs
    if claim.object != POPULATION:
        wanted += ((IN_POPULATION, claim.object),)
    return _all_covered(wanted, pool, premise, known, steps)


def _side_follows(
    premise_side: Side, claim_side: Side, premise: Claim, claim: Claim, known: Knowledge, steps: Steps, *, generalises: bool
) -> bool:
    """Return whether the subject or the object of a claim follows from that of the premise.

    radkg:generalises is "the side of a fact (radkg:subject or radkg:object) that may be replaced by a broader term without
    making the fact untrue". The other side must be the same: the terms are compared by genus and differentia. What limits the
    whole claim, or the whole premise, limits either side of it, unless it says what a thing is. Of a relation with
    radkg:keepsSubject, qualifiers "that tell one finding from another are never left out".
    """
    premise_term, premise_pairs = premise_side
    claim_genus, claim_pairs = expand_people(*claim_side, known)
    if generalises and not known.is_within(premise_term, claim_genus):
        return False
    premise_genus, premise_differentia = expand_people(premise_term, premise_pairs, known)
    if not generalises and premise_genus != claim_genus:
        return False  # most premises end here: the qualifiers, which take longer, are compared for the others alone
    pool = premise_pairs + known.restrictions.get(premise_term, ()) + _pairs_of_term(premise_term, premise, known)
    limits_both = claim.relation != IS_KIND_OF  # where a thing is does not make the kind of thing that is there only
    if limits_both:
        pool += limits_of(premise.subject_pairs + premise.object_pairs, known)
    if limits_both and premise_term == premise.object:
        pool += limits_of(known.restrictions.get(premise.subject, ()), known)
    if generalises and premise_term not in (claim_side[0], claim_genus):
        steps.add(_kind_or_part(premise_term, claim_genus, known))
    if not _all_covered(claim_pairs, pool, premise, known, steps):
        return False
    if premise_term == premise.subject and not _all_covered(
        _kept(premise, known), _named(claim, known), premise, known, Steps()
    ):
        return False
    if generalises:
        return True
    stated = claim_pairs
    if limits_both:
        people = tuple(pair for pair in expand_people(claim.object, (), known)[1] if pair[0] == IN_POPULATION)
        stated += limits_of(claim.all_pairs + people, known)
    return _all_covered(premise_differentia, stated, premise, known, Steps())


def _pairs_of_term(term: str, premise: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return the qualifiers of the whole premise that narrow ``term``, its subject or object.

    radkg:likens is "true of a qualifier that says what the finding is like; it never narrows the disease that shows it".
    """
    if known.is_kind(term, {DISEASE}):
        return tuple(pair for pair in premise.pairs if pair[0] not in known.likens)
    return premise.pairs


def _kept(premise: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return the pairs of a premise that are never left out of what follows from it."""
    rule = known.relations[premise.relation]
    kept = set(rule.keeps)
    kept |= known.telling_apart if rule.keeps_subject else set()
    kept |= {IN_DISEASE, RELATIVE_TO} if rule.keeps_disease else set()
    if premise.object in known.sparing:
        kept |= {HAS_SITE, HAS_LAYER}  # where a part is unharmed, the whole need not be
    return tuple(pair for pair in premise.pairs if pair[0] in kept)


def _named(claim: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return the pairs that a claim names, by itself or by its terms; within a group is relative to that group as well."""
    named = _pool(claim, known)
    if claim.compared is not None:
        named += claim.compared.qualifiers
    return named + tuple((RELATIVE_TO, value) for property_, value in named if property_ == IN_DISEASE)


def limits_of(pairs: tuple[Pair, ...], known: Knowledge) -> tuple[Pair, ...]:
    """Return the pairs that limit: that say of whom, when, where or on which images something is said (radkg:limits)."""
    return tuple(pair for pair in pairs if pair[0] in known.limits)


def expand_people(term: str, pairs: tuple[Pair, ...], known: Knowledge) -> Side:
    """Return what `expand` does; people who are all of several kinds become the first kind, limited to the others."""
    found: Side | None = known.expanded.get(term)
    if found is None:
        genus, differentia = expand(term, (), known)
        parts = known.intersections.get(genus)
        if parts is not None and POPULATION in known.kinds.get(genus, ()):
            genus, differentia = parts[0], differentia + tuple((IN_POPULATION, other) for other in parts[1:])
        found = known.expanded[term] = genus, differentia
    return (found[0], pairs + found[1]) if pairs else found


def _kind_or_part(narrower: str, broader: str, known: Knowledge) -> str:
    how = "a kind" if broader in known.kinds.get(narrower, ()) else "a part"
    return f"{known.label(narrower)} is {how} of {known.label(broader)}"


def _all_covered(wanted: tuple[Pair, ...], pool: tuple[Pair, ...], premise: Claim, known: Knowledge, steps: Steps) -> bool:
    return all(_covered(pair, pool, premise, known, steps) for pair in wanted)


def _covered(wanted: Pair, pool: tuple[Pair, ...], premise: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether a qualifier of the claim is in the pool of the premise's qualifiers, the same or narrower.

    radkg:qualifier is "any property that narrows a fact or makes up the definition of a term": the pool has the qualifiers of
    both. A population with bounds of age is covered by the premise's ages as well.
    """
    property_, value = wanted
    if property_ == IN_POPULATION:
        pool += tuple(sorted(people_of_diseases(pool, known)))
    for premise_property, premise_value in pool:
        if property_ not in known.properties[premise_property] and not _is_layer_as_site(
            value, {property_, premise_property}, known
        ):
            continue
        if premise_value == value:
            return True
        if known.is_within(premise_value, value):
            steps.add(_kind_or_part(premise_value, value, known))
            return True
        if property_ == IN_POPULATION and _bounds_within(premise_value, value, known):
            steps.add(f"{known.label(premise_value)} lies within {known.label(value)} by age")
            return True
    if property_ != IN_POPULATION:
        return False
    if any(known.is_kind(given, {STAGE}) and _bounds_within(given, value, known) for _, given in pool):
        return True  # who is born is a child
    parts = known.intersections.get(value, ())
    if parts and all(_covered((property_, part), pool, premise, known, steps) for part in parts):
        return True
    return _population_covered(value, premise, known, steps)


def _as_layer(pair: Pair, known: Knowledge) -> Pair:
    """Return a pair of a site that is a layer as that of a layer."""
    return (HAS_LAYER, pair[1]) if pair[0] == HAS_SITE and known.is_kind(pair[1], {LAYER}) else pair


def _is_layer_as_site(value: str, properties: set[str], known: Knowledge) -> bool:
    """Return whether a layer is named as a site by one side and as a layer by the other: what is in the dermis is of it."""
    return properties == {HAS_SITE, HAS_LAYER} and _as_layer((HAS_SITE, value), known)[0] == HAS_LAYER


def _bounds_within(narrower: str, broader: str, known: Knowledge) -> bool:
    """Return whether the bounds of one population lie within those of another that is nothing but its bounds."""
    inner, outer = known.bounds.get(narrower), known.bounds.get(broader)
    if inner is None or outer is None or broader in known.definitions:
        return False
    return _lies_within(inner, outer)


def _population_covered(population: str, premise: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether the premise's ages are those of ``population``, which is nothing but its bounds.

    A fact's age range holds at every age in it: where the range only meets the bounds, the fact holds of some of the people.
    """
    bounds = known.bounds.get(population)
    if bounds is None or population in known.definitions:
        return False
    for age in premise.ages:
        if _lies_within(age, bounds) or (premise.holds_at_every_age and overlap(age, bounds)):
            steps.add(f"age {_years(age)} is the age of {known.label(population)} ({_years(bounds)})")
            return True
    return False


def _age_covered(age: Interval, premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether an age range of the claim follows from the premise's ages, or from those of the premise's people."""
    for premise_age in premise.ages:
        around = premise.holds_at_every_age and _lies_within(age, premise_age)
        if around or _age_met(age, premise_age, premise, claim, known):
            if premise_age != age:
                steps.add(f"age {_years(age)} {'lies within' if around else 'meets'} {_years(premise_age)}")
            return True
    if claim.relation == PEAKS_AT_AGE_IN:
        return False
    for population in (*(value for property_, value in _pool(premise, known) if property_ == IN_POPULATION), premise.object):
        bounds = known.bounds.get(population)
        if bounds is not None and POPULATION in known.kinds.get(population, ()) and _lies_within(bounds, age):
            steps.add(f"{known.label(population)} ({_years(bounds)}) lies within {_years(age)}")
            return True
    return False


def _age_met(age: Interval, premise_age: Interval, premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether an age range that is not within the premise's follows from it all the same.

    "Seen at 5 to 10 years" says that there are cases at some of these ages, so a premise at other ages of the range is enough.
    radkg:peaksAtAgeIn: "A peak is not a range". A wider peak follows only where the claim's people have all its ages: a source
    may give the peak of some of the people.
    """
    if claim.relation == PEAKS_AT_AGE_IN:
        people = known.bounds.get(premise.object, (0, float("inf")))
        return _lies_within(premise_age, age) and _lies_within(age, people)
    return _lies_within(premise_age, age) or (premise.holds_at_every_age and overlap(premise_age, age))


def _lies_within(inner: Interval, outer: Interval) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(first: Interval, second: Interval) -> bool:
    """Return whether two intervals have a number in common."""
    return first[0] <= second[1] and second[0] <= first[1]


def _years(age: Interval) -> str:
    low, high = age
    if high == float("inf"):
        return f"{low:g} years and over"
    return f"{low:g} years" if low == high else f"{low:g}–{high:g} years"


def _same_comparison(premise_compared: Phrase | None, claim_compared: Phrase | None, known: Knowledge) -> bool:
    """Return whether premise and claim compare their subject with the same thing.

    radkg:comparedWith: "A fact or statement means nothing without it, so it is never left out of a comparison." In a claim,
    "than X" also stands for "than the finding in X".
    """
    if premise_compared is None or claim_compared is None:
        return premise_compared is claim_compared
    premise_term, premise_pairs = expand(premise_compared.term, premise_compared.qualifiers, known)
    claim_term, claim_pairs = expand(claim_compared.term, claim_compared.qualifiers, known)
    if (premise_term, set(premise_pairs)) == (claim_term, set(claim_pairs)):
        return True
    return not claim_pairs and [value for _, value in premise_pairs] == [claim_term]


def excludes(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why ``premise``, affirmed, denies ``claim``; ``None`` where it does not.

    Two values exclude each other where both are said of most cases or all, or in a comparison, and within the same limits: that
    some cases have one value says nothing against others with another. The conflict query (queries/derive/) derives the same of
    two facts.

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge, with the rule book.
    """
    if (premise.relation, claim.relation) in known.opposites:
        return _opposite(premise, claim, known)
    if claim.relation not in known.comparable(premise.relation):
        return None
    if known.relations[premise.relation].excludes_converse and claim.relation == premise.relation:
        return _converse(premise, claim, known)
    if not (premise.is_rule and claim.is_rule):
        return None
    one, other = normal_form(premise, known), normal_form(claim, known)
    if claim.relation == IS_SEEN_IN and premise.relation in (IS_SEEN_IN, IS_MORE_COMMON_IN):
        return _excluding_people(premise, claim, known)
    if (one.subject, one.subject_likeness, one.limits) != (other.subject, other.subject_likeness, other.limits):
        return None
    if not _same_comparison(premise.compared, claim.compared, known):
        return None
    return _excluding_objects(premise, claim, one, other, known) or _excluding_qualifiers(one, other, known)


def excluding_words(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return which frequency words of premise and claim, said of the same cases, deny each other (radkg:deniesWord)."""
    clash = next(
        (
            (one, other)
            for one in premise.frequency_words
            for other in claim.frequency_words
            if (one, other) in known.denied_words
        ),
        None,
    )
    if clash is None or claim.relation not in known.properties[premise.relation]:
        return None
    if not _same_comparison(premise.compared, claim.compared, known):
        return None
    if normal_form(premise, known) != normal_form(claim, known):
        return None
    return f"what is {known.label(clash[0])} so is not {known.label(clash[1])} so"


def _limits_nothing(pair: Pair, claim: Claim, known: Knowledge) -> bool:
    """Return whether a pair is of all people, or of people whose bounds of age are wider than the claim's ages."""
    property_, value = pair
    if property_ != IN_POPULATION:
        return False
    bounds = known.bounds.get(value)
    return value == POPULATION or (bounds is not None and any(_lies_within(age, bounds) for age in claim.ages))


def _opposite(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why premise and claim, with opposite relations (radkg:isOppositeOf), cannot both hold."""
    if normal_form(premise, known) != normal_form(claim, known):
        return None
    return f"what {known.label(premise.relation)} it is not what {known.label(claim.relation)} it"


def widens(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether a claim that follows from a premise is about more: another subject or object, or more of the patients."""
    one, other = normal_form(premise, known), normal_form(claim, known)
    if (one.subject, one.object) != (other.subject, other.object):
        return True
    return any(limit[0] in known.narrowing_cases and limit[0] != SEEN_ON for limit in one.limits - other.limits)


class NormalForm(NamedTuple):
    """A claim with its terms expanded, in which two claims of the same cases are equal.

    Attributes:
        subject: Genus of the subject.
        subject_likeness: What else narrows the subject.
        object: Genus of the object.
        object_likeness: What else narrows the object.
        limits: Qualifiers that limit the whole, its ages in years and its time in months.
    """

    subject: str
    subject_likeness: frozenset[Pair]
    object: str
    object_likeness: frozenset[Pair]
    limits: frozenset[Limit]


def normal_form(claim: Claim, known: Knowledge) -> NormalForm:
    """Return ``claim`` with its terms expanded; see `NormalForm`.

    The last ones are remembered: each statement is held against hundreds of claims of facts, and those against each statement.
    """
    form: NormalForm | None = known.normal_forms.get(claim)
    if form is None:
        if len(known.normal_forms) >= _REMEMBERED:
            known.normal_forms.clear()
        form = known.normal_forms[claim] = _normal_form(claim, known)
    return form


def _normal_form(claim: Claim, known: Knowledge) -> NormalForm:
    subject, subject_pairs = expand(claim.subject, claim.subject_pairs, known)
    object_, object_pairs = expand_people(claim.object, claim.object_pairs, known)
    subject_pairs, object_pairs = (
        tuple(_as_layer(pair, known) for pair in _narrowest(pairs, known)) for pairs in (subject_pairs, object_pairs)
    )
    if claim.relation == IS_SEEN_IN:  # "seen in children, at 5 to 10" and "in children, seen at 5 to 10" are the same
        object_, object_pairs = POPULATION, (*object_pairs, (IN_POPULATION, object_))
    stated = limits_of(subject_pairs + object_pairs + claim.pairs, known)
    # compared with the others that have the disease, which its being in the disease says
    others = {(RELATIVE_TO, value) for property_, value in stated if property_ == IN_DISEASE}
    others |= people_of_diseases(stated, known)
    limits = tuple(pair for pair in stated if pair not in others and not _limits_nothing(pair, claim, known))
    return NormalForm(
        subject,
        frozenset(subject_pairs).difference(stated),
        object_,
        frozenset(object_pairs + claim.pairs).difference(stated),
        frozenset((*limits, *claim.ages, ("months", claim.months))),
    )


def _excluding_people(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why most cases cannot be in the people of the premise and in those of the claim: no one is of both.

    What is more common in one sex is not mostly seen in the other; of ages it may be, of which some have more people.
    """
    halves = not known.bounds.get(premise.object) and not known.bounds.get(claim.object)
    is_more_common = premise.relation == IS_MORE_COMMON_IN and halves and not (premise.ages or claim.ages)
    if not says_most(claim, known) or not (is_more_common or says_most(premise, known)):
        return None
    one, other = (normal_form(side._replace(object=POPULATION, ages=()), known) for side in (premise, claim))
    if (one.subject, one.subject_likeness, one.limits) != (other.subject, other.subject_likeness, other.limits):
        return None
    if premise.ages and claim.ages and not any(overlap(age, given) for age in premise.ages for given in claim.ages):
        return f"most cases cannot be at {_years(premise.ages[0])} and at {_years(claim.ages[0])}"
    return excluding(premise.object, claim.object, known)


def says_most(claim: Claim, known: Knowledge) -> bool:
    """Return whether a claim's frequency word says, or implies a word that says, of more than half of the cases."""
    implied = (other for word in claim.frequency_words for other in known.implied_words[word])
    return any(known.bounds.get(word, (0, 0))[0] >= HALF for word in implied)


def _narrowest(pairs: tuple[Pair, ...], known: Knowledge) -> tuple[Pair, ...]:
    """Return the pairs without those that a narrower one says with it: what is at the eyelid is at the eye."""
    return tuple(
        pair
        for pair in pairs
        if not any(pair[0] == other[0] and pair[1] != other[1] and known.is_within(other[1], pair[1]) for other in pairs)
    )


def _excluding_objects(premise: Claim, claim: Claim, one: NormalForm, other: NormalForm, known: Knowledge) -> str | None:
    """Return which kinds of the two objects exclude each other, where the relation has one value.

    radkg:singleValued is "true where two values that exclude each other cannot both hold of the same subject"; radkg:excludes
    relates "two values that cannot both be the one value of a single-valued relation or qualifier".
    """
    if not known.relations[premise.relation].single_valued or claim.relation != premise.relation:
        return None
    return excluding(one.object, other.object, known)


def excluding(value: str, other: str, known: Knowledge) -> str | None:
    """Return which kinds of two values exclude each other: always the same pair, where several do.

    Args:
        value: IRI of a value.
        other: IRI of another value.
        known: The knowledge.
    """
    clash = known.kinds_among(value, other, known.excludes)
    return f"{known.label(clash[0])} excludes {known.label(clash[1])}" if clash else None


def _excluding_qualifiers(one: NormalForm, other: NormalForm, known: Knowledge) -> str | None:
    """Return which two qualifiers of the same object exclude each other; for radkg:singleValued see `_excluding_objects`."""
    if one.object != other.object:
        return None
    for property_, value in sorted(one.object_likeness):
        if not known.qualifiers[property_].single_valued:
            continue
        for other_property, other_value in sorted(other.object_likeness):
            if other_property == property_ and (why := excluding(value, other_value, known)):
                return why
    return None


def _converse(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why premise and claim, one the converse of the other, cannot both hold.

    radkg:excludesConverse is "true where the relation cannot hold in both directions: what precedes is not preceded". Of a
    comparison, the converse exchanges the subject and what it is compared with. What limits or likens a comparison belongs to
    its subject, unless both are limited so.
    """
    label = known.relations[premise.relation].label
    if premise.compared is None and claim.compared is None:
        one, other = (normal_form(side, known) for side in (premise, claim))
        turned = (one.subject, one.object) == (other.object, other.subject) and _cases(premise, known) == _cases(claim, known)
        return f"it cannot be that each {label} the other" if turned else None
    if premise.compared is None or claim.compared is None:
        return None
    if (premise.object, premise.compared.term) == (claim.compared.term, claim.object):
        return _exchanged(premise, claim, known)
    if premise.object != claim.object:
        return None
    if (premise.ages, premise.months) != (claim.ages, claim.months):
        return None
    shared = set(premise.all_pairs).intersection(claim.all_pairs)
    sides = [
        [
            _expanded(side.subject, tuple(pair for pair in side.all_pairs if pair not in shared), known),
            _expanded(*_compared_in_full(side, side.compared, shared, known), known),
        ]
        for side in (premise, claim)
        if side.compared is not None
    ]
    if sides[0] == sides[1][::-1]:
        return f"it cannot be that each {label} {known.label(claim.object)} than the other"
    return None


def seen_anyhow(premise: Claim, claim: Claim, known: Knowledge) -> Claim:
    """Return the premise without the images that it was seen on, where the claim names none: what is there was seen on some.

    A claim names images by a term as well that is defined by them: "spots on STIR".
    """
    if all(property_ != SEEN_ON for property_, _ in premise.pairs):
        return premise
    if any(limit[0] == SEEN_ON for limit in normal_form(claim, known).limits):
        return premise
    return premise._replace(pairs=tuple(pair for pair in premise.pairs if pair[0] != SEEN_ON))


def _exchanged(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why two claims, each compared with the object of the other, cannot both hold: of one subject, within one limit."""
    one, other = normal_form(premise, known), normal_form(claim, known)
    if (one.subject, one.subject_likeness, one.limits) != (other.subject, other.subject_likeness, other.limits):
        return None
    label, first, second = known.relations[premise.relation].label, known.label(premise.object), known.label(claim.object)
    return f"it cannot be that it {label} {first} than by {second} and the other way round"


def _compared_in_full(side: Claim, compared: Phrase, shared: set[Pair], known: Knowledge) -> Side:
    """Return what a side is compared with; "X in A … than B", of a disease, stands for X in B.

    What else narrows X does so on either side of the comparison, but for what both claims share.
    """
    elsewhere = [pair for pair in side.all_pairs if pair[0] == IN_DISEASE]
    if len(elsewhere) != 1 or compared.qualifiers or not known.is_kind(compared.term, {DISEASE}):
        return compared.term, compared.qualifiers
    others = tuple(pair for pair in side.all_pairs if pair not in elsewhere and pair not in shared)
    return side.subject, (*others, (IN_DISEASE, compared.term))


def _expanded(term: str, pairs: tuple[Pair, ...], known: Knowledge) -> tuple[str, frozenset[Pair]]:
    genus, pairs = expand(term, pairs, known)
    return genus, frozenset(pairs)
