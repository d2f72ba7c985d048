"""Whether one claim follows from another, by the rules of design and rule book (ontology/terms/relations.ttl).

An association says that some cases show it. So a claim follows from another that is equal or narrower in every respect in
which its relation generalises, and equal in the others. A qualifier left out of the claim, or broader in it, is covered.
"""

from __future__ import annotations

from radkg.model.knowledge import Knowledge
from radkg.model.records import Interval, Pair
from radkg.namespaces import RADKG
from radkg.statement import Phrase
from radkg.verdict.claim import IN_POPULATION, POPULATION, Claim, expand

DISEASE = RADKG + "Disease"
IS_SEEN_IN, PEAKS_AT_AGE_IN = RADKG + "isSeenIn", RADKG + "peaksAtAgeIn"


class Steps:
    """How a claim follows, in words; fewer steps are a closer match."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, step: str) -> bool:
        """Note a step and return true, so that it can stand in a condition."""
        if step not in self.said:
            self.said.append(step)
        return True


def entails(premise: Claim, claim: Claim, known: Knowledge) -> Steps | None:
    """Return how ``claim`` follows from ``premise``, frequencies in percent left aside, or ``None`` if it does not."""
    steps = Steps()
    if claim.relation not in known.properties[premise.relation]:
        return None
    if claim.relation != premise.relation:
        steps.add(f"what {_said(premise, known)} {_said(claim, known, connective='also')}")
    rule = known.relations[claim.relation]
    subject = _side_follows(
        (premise.subject, premise.subject_pairs), (claim.subject, claim.subject_pairs), rule.generalises_subject,
        premise, known, steps,
    )  # fmt: skip
    if not subject:
        return None
    premise_object, claim_object = (premise.object, premise.object_pairs), (claim.object, claim.object_pairs)
    if IS_SEEN_IN in known.properties[claim.relation] and claim.relation != RADKG + "isMoreCommonIn":
        # a population that a disease is seen in is compared as the population a fact holds for: by kind or by age
        pool = (*_pool(premise, known), (IN_POPULATION, premise.object))
        wanted: tuple[Pair, ...] = claim.object_pairs
        if claim.object != POPULATION:
            wanted += ((IN_POPULATION, claim.object),)
        if not all(_covered(pair, pool, premise, known, steps) for pair in wanted):
            return None
    elif not _side_follows(premise_object, claim_object, rule.generalises_object, premise, known, steps):
        return None
    pool = _pool(premise, known)
    if not all(_covered(pair, pool, premise, known, steps) for pair in claim.pairs):
        return None
    if not all(_age_covered(age, premise, claim, known, steps) for age in claim.ages):
        return None
    if not set(claim.frequency_words) <= set(premise.frequency_words):
        return None
    return steps if _same_comparison(premise.compared, claim.compared, known) else None


def _said(claim: Claim, known: Knowledge, connective: str = "") -> str:
    label = known.relations[claim.relation].label
    return f"{connective} {label}".strip()


def _pool(claim: Claim, known: Knowledge) -> tuple[Pair, ...]:
    """Return every qualifier that the claim's own words and the definitions of its terms give it."""
    return claim.all_pairs + known.restrictions.get(claim.subject, ()) + known.restrictions.get(claim.object, ())


def _side_follows(
    premise_side: tuple[str, tuple[Pair, ...]],
    claim_side: tuple[str, tuple[Pair, ...]],
    generalises: bool,
    premise: Claim,
    known: Knowledge,
    steps: Steps,
) -> bool:
    own, own_pairs = premise_side
    term, wanted = expand(*claim_side, known)
    genus, differentia = expand(own, own_pairs, known)
    if not (known.is_within(own, term) if generalises else genus == term):
        return False  # as for most facts: what follows takes longer
    about = premise.pairs
    if known.is_kind(own, {DISEASE}):
        # what a fact says its finding is like, it does not say of the disease
        about = tuple(pair for pair in about if pair[0] not in LIKENESS)
    pool = own_pairs + known.restrictions.get(own, ()) + about
    if generalises:
        if own not in (claim_side[0], term):
            how = "a kind" if term in known.kinds.get(own, ()) else "a part"
            steps.add(f"{known.label(own)} is {how} of {known.label(term)}")
        return all(_covered(pair, pool, premise, known, steps) for pair in wanted)
    return all(_covered(pair, pool, premise, known, steps) for pair in wanted) and all(
        _covered(pair, wanted, premise, known, Steps()) for pair in differentia
    )


def _covered(pair: Pair, pool: tuple[Pair, ...], premise: Claim, known: Knowledge, steps: Steps) -> bool:
    """Return whether a qualifier of the claim is among ``pool``, the same or narrower."""
    property_, value = pair
    for own_property, own in pool:
        if property_ in known.properties[own_property]:
            if own == value:
                return True
            if known.is_within(own, value):
                how = "a kind" if value in known.kinds.get(own, ()) else "a part"
                return steps.add(f"{known.label(own)} is {how} of {known.label(value)}")
            if property_ == IN_POPULATION and _bounds_within(own, value, known):
                return steps.add(f"{known.label(own)} lies within {known.label(value)} by age")
    if property_ == IN_POPULATION and value in known.bounds and value not in known.definitions:
        bounds = known.bounds[value]
        for age in premise.ages:
            inside = bounds[0] <= age[0] and age[1] <= bounds[1]
            if inside or (premise.holds_at_every_age and _overlap(age, bounds)):
                return steps.add(f"age {_years(age)} is the age of {known.label(value)} ({_years(bounds)})")
    return False


def _bounds_within(narrower: str, broader: str, known: Knowledge) -> bool:
    inner, outer = known.bounds.get(narrower), known.bounds.get(broader)
    if inner is None or outer is None or broader in known.definitions:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _age_covered(age: Interval, premise: Claim, claim: Claim, known: Knowledge, steps: Steps) -> bool:
    for own in premise.ages:
        inside = age[0] <= own[0] and own[1] <= age[1] and _within_people(age, premise, claim, known)
        around = premise.holds_at_every_age and own[0] <= age[0] and age[1] <= own[1]
        # seen at some age of the range, as the fact holds at every age of its own; a peak is a range as a whole
        meets = premise.holds_at_every_age and _overlap(own, age) and claim.relation != PEAKS_AT_AGE_IN
        if inside or around or meets:
            return own == age or steps.add(f"age {_years(age)} {'lies within' if around else 'meets'} {_years(own)}")
    populations = [v for p, v in _pool(premise, known) if p == IN_POPULATION] + [premise.object]
    for population in populations:
        bounds = known.bounds.get(population)
        if bounds is None or POPULATION not in known.kinds.get(population, ()):
            continue
        if age[0] <= bounds[0] and bounds[1] <= age[1] and claim.relation != PEAKS_AT_AGE_IN:
            return steps.add(f"{known.label(population)} ({_years(bounds)}) lies within {_years(age)}")
    return False


def _within_people(age: Interval, premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether a peak is meant that is wider, and not one peak where a source has it for some of the people only."""
    low, high = known.bounds.get(premise.object, (0, float("inf")))
    return claim.relation != PEAKS_AT_AGE_IN or (low <= age[0] and age[1] <= high)


def _overlap(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _years(age: Interval) -> str:
    low, high = age
    if high == float("inf"):
        return f"{low:g} years and over"
    return f"{low:g} years" if low == high else f"{low:g}–{high:g} years"


def _same_comparison(own: Phrase | None, wanted: Phrase | None, known: Knowledge) -> bool:
    """Return whether both compare with the same thing; "than X" also stands for "than the finding in X"."""
    if own is None or wanted is None:
        return own is wanted
    mine = expand(own.term, own.qualifiers, known)
    other = expand(wanted.term, wanted.qualifiers, known)
    return (mine[0], set(mine[1])) == (other[0], set(other[1])) or (
        not other[1] and [value for _, value in mine[1]] == [other[0]]
    )


def excludes(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    """Return why ``premise``, affirmed, denies ``claim``, or ``None``.

    It does where a single-valued relation or qualifier would have two values that exclude each other, and where a relation
    that excludes its converse would hold in both directions.
    """
    if (
        premise.relation not in known.properties.get(claim.relation, ())
        and claim.relation not in known.properties[premise.relation]
    ):
        return None
    if not _context_covered(premise, claim, known):
        return None
    rule = known.relations[premise.relation]
    if rule.excludes_converse and claim.relation == premise.relation:
        return _converse(premise, claim, known)
    if not _same_comparison(premise.compared, claim.compared, known):
        return None
    if _same_side(premise.subject, claim.subject, claim.subject_pairs, known):
        if rule.single_valued and claim.relation == premise.relation:
            for mine in known.kinds.get(premise.object, ()):
                for other in known.kinds.get(claim.object, ()):
                    if (mine, other) in known.excludes:
                        return f"{known.label(mine)} excludes {known.label(other)}"
        return _excluding_qualifiers(premise, claim, known)
    return None


def _excluding_qualifiers(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    wanted_object, wanted = expand(claim.object, claim.object_pairs, known)
    if expand(premise.object, (), known)[0] != wanted_object:
        return None
    for property_, value in wanted + claim.pairs:
        if not (property_ in known.qualifiers and known.qualifiers[property_].single_valued):
            continue
        for own_property, own in _pool(premise, known):
            if own_property == property_ and (own, value) in known.excludes:
                return f"{known.label(own)} excludes {known.label(value)}"
    return None


def _converse(premise: Claim, claim: Claim, known: Knowledge) -> str | None:
    label = known.relations[premise.relation].label
    if premise.compared is not None or claim.compared is not None:
        if premise.compared is None or claim.compared is None or premise.object != claim.object:
            return None
        turned = _same_comparison(premise.compared, Phrase(claim.subject, claim.subject_pairs), known)
        if turned and _same_comparison(Phrase(premise.subject), claim.compared, known):
            return f"it cannot be that each {label} {known.label(claim.object)} than the other"
        return None
    if (expand(premise.subject, (), known), expand(premise.object, (), known)) == (
        expand(claim.object, _descriptive(claim.object_pairs, known), known),
        expand(claim.subject, _descriptive(claim.subject_pairs, known), known),
    ):
        return f"it cannot be that each {label} the other"
    return None


def _descriptive(pairs: tuple[Pair, ...], known: Knowledge) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[0] not in CONTEXT)


#: Qualifiers that say what a finding is like.
LIKENESS = frozenset(RADKG + name for name in ("hasPattern", "hasDistribution", "hasQuality"))
#: Qualifiers that say of whom and when, not what the finding is like.
CONTEXT = frozenset(RADKG + name for name in ("inDisease", "inPopulation", "atStage", "seenOn"))


def _context_covered(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    """Return whether the claim is said of no more people, times and images than the premise."""
    wanted = [pair for pair in premise.pairs if pair[0] in CONTEXT]
    if not wanted and not premise.ages:
        return True
    pool = claim.all_pairs + known.restrictions.get(claim.subject, ())
    about = Steps()
    return all(_covered(pair, pool, claim, known, about) for pair in wanted) and all(
        _age_covered(age, claim, premise, known, about) for age in premise.ages
    )


def _same_side(own: str, term: str, pairs: tuple[Pair, ...], known: Knowledge) -> bool:
    return expand(own, (), known) == expand(term, _descriptive(pairs, known), known)


def compare_frequency(premise: Claim, claim: Claim, known: Knowledge) -> bool | None:
    """Return whether the fact's share of cases bears out (true) or denies (false) the statement's.

    Numbers decide only on the same subject, relation, object and qualifiers: the fact's interval inside the statement's
    bears it out, a disjoint one denies it, anything else decides nothing (``None``).
    """
    if claim.frequency is None or premise.frequency is None or premise.relation != claim.relation:
        return None
    if not (_same_size(premise, claim, known)):
        return None
    (low, high), (least, most) = premise.frequency, claim.frequency
    above, below = claim.open_ends
    if (low > least if above else low >= least - TOLERANCE) and (high < most if below else high <= most + TOLERANCE):
        return True
    if (high <= least if above else high < least - TOLERANCE) or (most <= low if below else most + TOLERANCE < low):
        return False
    return None


TOLERANCE = 0.5  # percent; shares are written rounded to whole percent


def _same_size(premise: Claim, claim: Claim, known: Knowledge) -> bool:
    mine, other = (expand(c.subject, c.subject_pairs, known) for c in (premise, claim))
    my_object, other_object = (expand(c.object, c.object_pairs, known) for c in (premise, claim))
    return (
        mine[0] == other[0]
        and my_object[0] == other_object[0]
        and set(mine[1] + my_object[1] + premise.pairs) == set(other[1] + other_object[1] + claim.pairs)
        and set(premise.ages) == set(claim.ages)
    )
