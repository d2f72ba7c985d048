"""How firmly a fact stands: the kind of study, its level, how many patients, and the reservation with which it is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from radkg.namespaces import RADKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Evidence, Fact
    from radkg.verdict.answer import StrengthAnswer

_COUNTED_UNIT = RADKG + "countedUnit"
_UNRANKED = 9  # behind every level of evidence


class Strength(NamedTuple):
    """How firmly a fact stands, by the firmest of its sources.

    Attributes:
        kind: Label of the kind of study or source, such as "cohort study"; empty where it is not known.
        level: Its level of evidence, from 1 (strongest) to 5; ``None`` where the kind is not ranked.
        patients: How many patients the fact is about; ``None`` where the source does not say, or counted something else.
        hedge: How the source holds it, such as "possible" or "reported"; empty where it states it without reservation.
    """

    kind: str = ""
    level: int | None = None
    patients: int | None = None
    hedge: str = ""

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The order of firmness, the firmest first: without reservation, by a stronger kind of study, of more patients."""
        return bool(self.hedge), self.level or _UNRANKED, -(self.patients or 0)

    def to_dict(self) -> StrengthAnswer:
        """Return the strength as `radkg check --format json` gives it."""
        return {"kind": self.kind, "level": self.level, "patients": self.patients, "hedge": self.hedge}

    @property
    def source(self) -> str:
        """Who says so: "a cohort study, n = 436", "one case report"; empty where the kind is not known."""
        if not self.kind:
            return ""
        article = "an" if self.kind[0] in "aeio" else "a"
        return f"{article} {self.kind}" + ("" if self.patients is None else f", n = {self.patients}")

    @property
    def in_dispute(self) -> str:
        """Who says so, with the reservation in brackets: "one case report, n = 1 (reported)"."""
        return self.source + (f" ({self.hedge})" if self.hedge else "")


def strength_of_fact(fact: Fact, evidence: Iterable[Evidence], known: Knowledge) -> Strength:
    """Return how firmly ``fact`` stands.

    Args:
        fact: The fact.
        evidence: Its evidence.
        known: The knowledge.
    """
    units = any(property_ == _COUNTED_UNIT for property_, _ in fact.qualifiers)
    counted = None if units else fact.numbers.get(RADKG + "total", fact.numbers.get(RADKG + "sampleSize"))
    hedge = "" if fact.certainty == RADKG + "Stated" else known.label(fact.certainty)
    firmest = min(((e.level or _UNRANKED, e.kind) for e in evidence if e.kind), default=(_UNRANKED, ""))
    level = None if firmest[0] == _UNRANKED else firmest[0]
    return Strength(firmest[1], level, None if counted is None else int(counted), hedge)
