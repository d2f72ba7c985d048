"""Whether one claim follows from another, or denies it, by the rule book (ontology/terms/relations.ttl).

An association says that some cases show it. So a claim follows from a premise that is equal or narrower in every respect in
which its relation generalises, and equal in the others. A qualifier left out of the claim, or broader in it, is covered.

The rule book says of each relation what it generalises and what it excludes. ontology/schema.ttl defines the words in which it
says so; each function below quotes the definition that it implements.
"""

from __future__ import annotations

from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval, Pair
from radkg.namespaces import RADKG
from radkg.statement import Phrase
from radkg.verdict.claim import IN_POPULATION, POPULATION, Claim, expand

DISEASE = RADKG + "Disease"
IS_SEEN_IN, PEAKS_AT_AGE_IN, IS_MORE_COMMON_IN = RADKG + "isSeenIn", RADKG + "peaksAtAgeIn", RADKG + "isMoreCommonIn"
#: Qualifiers that say what a finding is like.
LIKENESS = frozenset(RADKG + name for name in ("hasPattern", "hasDistribution", "hasQuality"))
#: Qualifiers that say in whom, when and on which images, not what the finding is like.
CONTEXT = frozenset(RADKG + name for name in ("inDisease", "inPopulation", "atStage", "seenOn"))
TOLERANCE = 0.5  # percent; shares are written rounded to whole percent

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

    Shares of cases in percent are left aside: `compare_frequency` compares them.

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
        and set(claim.frequency_words) <= set(premise.frequency_words)
        and _same_comparison(premise.compared, claim.compared, known)
    )
    return steps if follows else None


def _pool(claim: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return every qualifier that a claim has from its own words and from the definitions of its terms."""
    return claim.all_pairs + known.restrictions.get(claim.subject, ()) + known.restrictions.get(claim.object, ())


def _subject_follows(premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    premise_side, claim_side = (premise.subject, premise.subject_pairs), (claim.subject, claim.subject_pairs)
    return _side_follows(
        premise_side, claim_side, premise, known, steps, generalises=known.relations[claim.relation].generalises_subject
    )


def _object_follows(premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether the claim's object follows from that of the premise.

    A population that something is seen in is compared as the population in which a fact holds: by kind or by age.
    radkg:isMoreCommonIn compares "the object, a population" with "the other people", so that its object is a term like others.
    """
    if IS_SEEN_IN not in known.properties[claim.relation] or claim.relation == IS_MORE_COMMON_IN:
        premise_side, claim_side = (premise.object, premise.object_pairs), (claim.object, claim.object_pairs)
        return _side_follows(
            premise_side, claim_side, premise, known, steps, generalises=known.relations[claim.relation].generalises_object
        )
    pool = (*_pool(premise, known), (IN_POPULATION, premise.object))
    wanted: tuple[Pair, ...] = claim.object_pairs
    if claim.object != POPULATION:
        wanted += ((IN_POPULATION, claim.object),)
    return _all_covered(wanted, pool, premise, known, steps)


def _side_follows(
    premise_side: Side, claim_side: Side, premise: Claim, known: Knowledge, steps: Steps, *, generalises: bool
) -> bool:
    """Return whether the subject or the object of a claim follows from that of the premise.

    radkg:generalises is "the side of a fact (radkg:subject or radkg:object) that may be replaced by a broader term without
    making the fact untrue". The other side must be the same: the terms are compared by genus and differentia.
    """
    premise_term, premise_pairs = premise_side
    claim_genus, claim_pairs = expand(*claim_side, known)
    premise_genus, premise_differentia = expand(premise_term, premise_pairs, known)
    if not (known.is_within(premise_term, claim_genus) if generalises else premise_genus == claim_genus):
        return False  # most premises end here: the qualifiers, which take longer, are compared for the others alone
    pool = premise_pairs + known.restrictions.get(premise_term, ()) + _pairs_of_term(premise_term, premise, known)
    if generalises and premise_term not in (claim_side[0], claim_genus):
        steps.add(_kind_or_part(premise_term, claim_genus, known))
    if not _all_covered(claim_pairs, pool, premise, known, steps):
        return False
    return generalises or _all_covered(premise_differentia, claim_pairs, premise, known, Steps())


def _pairs_of_term(term: str, premise: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return the qualifiers of the whole premise that narrow ``term``, its subject or object.

    A disease is not narrowed by what the premise says its finding is like.
    """
    if known.is_kind(term, {DISEASE}):
        return tuple(pair for pair in premise.pairs if pair[0] not in LIKENESS)
    return premise.pairs


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
    for premise_property, premise_value in pool:
        if property_ not in known.properties[premise_property]:
            continue
        if premise_value == value:
            return True
        if known.is_within(premise_value, value):
            steps.add(_kind_or_part(premise_value, value, known))
            return True
        if property_ == IN_POPULATION and _bounds_within(premise_value, value, known):
            steps.add(f"{known.label(premise_value)} lies within {known.label(value)} by age")
            return True
    return property_ == IN_POPULATION and _population_covered(value, premise, known, steps)


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
        if _lies_within(age, bounds) or (premise.holds_at_every_age and _overlap(age, bounds)):
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
    return _lies_within(premise_age, age) or (premise.holds_at_every_age and _overlap(premise_age, age))


def _lies_within(inner: Interval, outer: Interval) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(first: Interval, second: Interval) -> bool:
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

    It denies only claims about the same people, times and images, and compared with the same thing.

    Args:
        premise: What a fact says of most cases or all.
        claim: What a statement says, its negation aside.
        known: The knowledge, with the rule book.
    """
    comparable = (
        premise.relation in known.properties.get(claim.relation, ()) or claim.relation in known.properties[premise.relation]
    )
    if not comparable or not _context_covered(premise, claim, known):
        return None
    if known.relations[premise.relation].excludes_converse and claim.relation == premise.relation:
        return _converse(premise, claim, known)
    if not _same_comparison(premise.compared, claim.compared, known):
        return None
    if not _same_side(premise.subject, claim.subject, claim.subject_pairs, known):
        return None
    return _excluding_objects(premise, claim, known) or _excluding_qualifiers(premise, claim, known)


def _excluding_objects(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return which kinds of the two objects exclude each other, where the relation has one value.

    radkg:singleValued is "true where two values that exclude each other cannot both hold of the same subject"; radkg:excludes
    relates "two values that cannot both be the one value of a single-valued relation or qualifier".
    """
    if not known.relations[premise.relation].single_valued or claim.relation != premise.relation:
        return None
    # sorted, so that the same pair of several is named in every run
    for premise_value in sorted(known.kinds.get(premise.object, ())):
        for claim_value in sorted(known.kinds.get(claim.object, ())):
            if (premise_value, claim_value) in known.excludes:
                return f"{known.label(premise_value)} excludes {known.label(claim_value)}"
    return None


def _excluding_qualifiers(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return which two qualifiers of the same object exclude each other; for radkg:singleValued see `_excluding_objects`."""
    claim_genus, claim_pairs = expand(claim.object, claim.object_pairs, known)
    if expand(premise.object, (), known)[0] != claim_genus:
        return None
    for property_, claim_value in claim_pairs + claim.pairs:
        if not (property_ in known.qualifiers and known.qualifiers[property_].single_valued):
            continue
        for premise_property, premise_value in _pool(premise, known):
            if premise_property == property_ and (premise_value, claim_value) in known.excludes:
                return f"{known.label(premise_value)} excludes {known.label(claim_value)}"
    return None


def _converse(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why premise and claim, one the converse of the other, cannot both hold.

    radkg:excludesConverse is "true where the relation cannot hold in both directions: what precedes is not preceded". Of a
    comparison, the converse exchanges the subject and what it is compared with.
    """
    label = known.relations[premise.relation].label
    if premise.compared is not None or claim.compared is not None:
        if premise.compared is None or claim.compared is None or premise.object != claim.object:
            return None
        turned = _same_comparison(premise.compared, Phrase(claim.subject, claim.subject_pairs), known)
        if turned and _same_comparison(Phrase(premise.subject), claim.compared, known):
            return f"it cannot be that each {label} {known.label(claim.object)} than the other"
        return None
    turned = _same_side(premise.subject, claim.object, claim.object_pairs, known)
    if turned and _same_side(premise.object, claim.subject, claim.subject_pairs, known):
        return f"it cannot be that each {label} the other"
    return None


def _descriptive(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[0] not in CONTEXT)


def _context_covered(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the claim holds for no more people, times and images than the premise.

    radkg:inPopulation has "the people in whom the fact holds": of others the premise denies nothing. So each limit of the
    premise must follow from the claim: in the calls below, the claim stands where the premise usually does.
    """
    limits = tuple(pair for pair in premise.pairs if pair[0] in CONTEXT)
    if not limits and not premise.ages:
        return True
    pool = claim.all_pairs + known.restrictions.get(claim.subject, ())
    steps = Steps()
    return _all_covered(limits, pool, claim, known, steps) and all(
        _age_covered(age, claim, premise, known, steps) for age in premise.ages
    )


def _same_side(premise_term: str, claim_term: str, claim_pairs: tuple[Pair, ...], known: Knowledge) -> bool:
    return expand(premise_term, (), known) == expand(claim_term, _descriptive(claim_pairs), known)


def compare_frequency(premise: Claim, claim: Claim, known: Knowledge) -> bool | None:
    """Return whether the premise's share of cases, in percent, bears out (true) or denies (false) the claim's.

    Numbers decide only on the same subject, relation, object and qualifiers. radkg:frequencyMinimum is "the least share of the
    subject's cases, in percent". A share that lies within the claim's bears it out, one that lies apart from it denies it, and
    any other decides nothing (``None``).

    Args:
        premise: What a fact says.
        claim: What a statement says, its negation aside.
        known: The knowledge.
    """
    if claim.frequency is None or premise.frequency is None or premise.relation != claim.relation:
        return None
    if not _same_cases(premise, claim, known):
        return None
    (low, high), (least, most) = premise.frequency, claim.frequency
    above, below = claim.open_ends
    if (low > least if above else low >= least - TOLERANCE) and (high < most if below else high <= most + TOLERANCE):
        return True
    if (high <= least if above else high < least - TOLERANCE) or (most <= low if below else most + TOLERANCE < low):
        return False
    return None


def _same_cases(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the shares of premise and claim are shares of the same cases, with the same finding."""

    def cases(side: Claim) -> tuple[str, str, set[Pair], set[Interval]]:
        subject, subject_pairs = expand(side.subject, side.subject_pairs, known)
        object_, object_pairs = expand(side.object, side.object_pairs, known)
        return subject, object_, set(subject_pairs + object_pairs + side.pairs), set(side.ages)

    return cases(premise) == cases(claim)
