"""Why two facts are in conflict, in one sentence; that they are is derived by queries/derive/40-conflicts.rq."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.model.intervals import wilson_interval
from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact

_COUNT, _TOTAL = RADKG + "count", RADKG + "total"


def why(one: Fact, other: Fact, known: Knowledge) -> str:
    """Return why ``one`` and ``other``, which are in conflict, cannot both be true of the same patients."""
    if one.excluded != other.excluded:
        return _why_denied(*((other, one) if one.excluded else (one, other)), known)
    if excluding := _excluding_values(one, other, known):
        return "{} excludes {}".format(*map(known.label, excluding))
    if (mine := _interval(one)) and (theirs := _interval(other)):
        return f"the 95 % intervals of the two counts, {mine} and {theirs}, do not overlap"
    return "they cannot both be true of the same patients"


def _why_denied(stated: Fact, denied: Fact, known: Knowledge) -> str:
    narrower = [
        f"{known.label(mine)} is a kind of {known.label(broader)}"
        for mine, broader in ((stated.subject, denied.subject), (stated.object, denied.object))
        if mine != broader and known.is_within(mine, broader)
    ]
    return "one source states what the other denies" + (f": {' and '.join(narrower)}" if narrower else "")


def _excluding_values(one: Fact, other: Fact, known: Knowledge) -> tuple[str, str] | None:
    values, others = (
        {broader for value in (fact.object, *(v for _, v in fact.qualifiers)) for broader in known.kinds.get(value, {value})}
        for fact in (one, other)
    )
    return min(((a, b) for a, b in known.excludes if a in values and b in others), default=None)


def _interval(fact: Fact) -> str:
    if not fact.numbers.get(_TOTAL) or _COUNT not in fact.numbers:
        return ""
    return "{:.0f}–{:.0f} %".format(*wilson_interval(fact.numbers[_COUNT], fact.numbers[_TOTAL]))
