"""What a statement says, once it is understood."""

from __future__ import annotations

from typing import NamedTuple

from radkg.errors import RadkgError
from radkg.model.records import Interval, Pair

Ends = tuple[bool, bool]
Share = tuple[Interval, Ends]
CLOSED: Ends = (False, False)


class NotUnderstood(RadkgError):
    """A statement that cannot be read.

    Args:
        reason: Why, and what to do about it.
        unrecognised: The words that nothing in the ontology carries.
        nearest: Terms whose names come near to them.
        final: It was read, and refused: to say it in another order would not help.
    """

    def __init__(
        self,
        reason: str,
        *,
        unrecognised: tuple[str, ...] = (),
        nearest: tuple[str, ...] = (),
        final: bool = False,
    ) -> None:
        self.reason, self.unrecognised, self.nearest, self.final = reason, unrecognised, nearest, final
        super().__init__(reason)


class Phrase(NamedTuple):
    """A noun phrase: a term and what narrows it.

    Attributes:
        term: The IRI of its head.
        qualifiers: Pairs of qualifier property and value.
        compared: What follows "than" or "from".
    """

    term: str
    qualifiers: tuple[Pair, ...] = ()
    compared: Phrase | None = None


class Reading(NamedTuple):
    """A statement as a subject, a relation and an object.

    Attributes:
        negated: The statement denies it.
        hedged: It says "may", "has been reported to" or the like.
        ages: Age ranges in completed years that it speaks of.
        frequency: The share of cases that it claims, in percent.
        frequency_words: Frequency words that it uses.
        open_ends: Whether the lower and the upper end of the share are left out of it: "more than", "less than".
    """

    subject: Phrase
    relation: str
    object: Phrase
    negated: bool = False
    hedged: bool = False
    ages: tuple[Interval, ...] = ()
    frequency: Interval | None = None
    frequency_words: tuple[str, ...] = ()
    open_ends: Ends = CLOSED
