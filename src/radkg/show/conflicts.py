"""The reason why two facts are in conflict, in one sentence. queries/derive/40-conflicts.rq derives which facts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.model.intervals import wilson_interval
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact

_COUNT, _TOTAL = RADKG + "count", RADKG + "total"


def why(one: Fact, other: Fact, known: Knowledge) -> str:
    """Return why two facts in conflict cannot both be true of the same patients.

    radkg:conflictsWith leads "from a fact to another that cannot be true of the same patients". The branches below are those of
    the query: an association and an exclusion, two values that exclude each other, two counts.

    Args:
        one: A fact.
        other: A fact that it is in conflict with.
        known: The knowledge.
    """
    if one.excluded != other.excluded:
        return _why_denied(*((other, one) if one.excluded else (one, other)), known)
    if excluding := _excluding_values(one, other, known):
        return "{} excludes {}".format(*map(known.label, excluding))
    first, second = _interval(one), _interval(other)
    if first and second:
        return f"the 95 % intervals of the two counts, {first} and {second}, do not overlap"
    return "they cannot both be true of the same patients"


def _why_denied(stated: Fact, denied: Fact, known: Knowledge) -> str:
    """Return why an exclusion denies an association: all that is a kind of its subject or object is excluded as well."""
    narrower = [
        f"{known.label(term)} is a kind of {known.label(broader)}"
        for term, broader in ((stated.subject, denied.subject), (stated.object, denied.object))
        if term != broader and known.is_within(term, broader)
    ]
    return "one source states what the other denies" + (f": {' and '.join(narrower)}" if narrower else "")


def _excluding_values(one: Fact, other: Fact, known: Knowledge) -> tuple[str, str] | None:
    """Return two values of the facts, or broader ones, that exclude each other; the first in order, where several do."""
    values, others = (
        {broader for value in (fact.object, *(v for _, v in fact.qualifiers)) for broader in known.kinds.get(value, {value})}
        for fact in (one, other)
    )
    return min(((a, b) for a, b in known.excludes if a in values and b in others), default=None)


def _interval(fact: Fact) -> str:
    """Return the 95 % interval of a count in words; empty where the fact has no count."""
    if not fact.numbers.get(_TOTAL) or _COUNT not in fact.numbers:
        return ""
    return "{:.0f}–{:.0f} %".format(*wilson_interval(fact.numbers[_COUNT], fact.numbers[_TOTAL]))
