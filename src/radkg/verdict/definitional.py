"""Class axioms decide like facts: what a term is a kind or part of, what it is by definition, what it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from radkg.model.knowledge import Knowledge
from radkg.namespaces import RADKG
from radkg.verdict.claim import Claim, expand

IS_KIND_OF, IS_PART_OF, IS_CALLED = RADKG + "isKindOf", RADKG + "isPartOf", RADKG + "isCalled"
BY_DEFINITION = (RADKG + "isDescribedAs", RADKG + "isLocatedIn")


def decide(claim: Claim, known: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    """Yield, for each axiom that decides ``claim``: its label, its term, "supports" or "contradicts", and how."""
    if claim.pairs or claim.ages or claim.frequency or claim.frequency_words:
        return
    subject, object_ = claim.subject, claim.object
    names = known.label(subject), known.label(object_)
    if claim.relation == IS_KIND_OF:
        genus, wanted = expand(object_, claim.object_pairs, known)
        own = set(claim.subject_pairs) | set(known.restrictions.get(subject, ()))
        if genus in known.kinds.get(subject, ()) and all(_among(pair, own, known) for pair in wanted):
            yield f"{names[0]} is a kind of {names[1]}", subject, "supports", ""
        elif clash := _disjoint(subject, object_, known):
            yield f"nothing is both {names[0]} and {names[1]}", subject, "contradicts", clash
    elif claim.relation == IS_CALLED:
        if subject == object_ and not claim.all_pairs:
            yield f"both are names of {names[0]}", subject, "supports", ""
    elif claim.relation == IS_PART_OF:
        if subject != object_ and object_ in known.places.get(subject, ()) and not claim.object_pairs:
            yield f"{names[0]} is part of {names[1]}", subject, "supports", ""
    elif claim.relation in BY_DEFINITION and not claim.object_pairs and not claim.subject_pairs:
        for property_, value in known.restrictions.get(subject, ()):
            if known.is_within(value, object_):
                quality = known.qualifiers[property_].label
                yield f"{names[0]} has {quality} {known.label(value)}", subject, "supports", "by definition"
                return
            if known.qualifiers[property_].single_valued and (value, object_) in known.excludes:
                quality = known.qualifiers[property_].label
                clash = f"{known.label(value)} excludes {names[1]}"
                yield f"{names[0]} has {quality} {known.label(value)}", subject, "contradicts", clash


def _among(pair: tuple[str, str], own: set[tuple[str, str]], known: Knowledge) -> bool:
    property_, value = pair
    return any(property_ in known.properties[p] and known.is_within(v, value) for p, v in own)


def _disjoint(subject: str, object_: str, known: Knowledge) -> str | None:
    for one in known.kinds.get(subject, ()):
        for other in known.kinds.get(object_, ()):
            if (one, other) in known.disjoint:
                return f"nothing is both {known.label(one)} and {known.label(other)}"
    return None
