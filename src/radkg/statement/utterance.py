"""What a statement says: phrases, and readings of subject, relation and object."""

from __future__ import annotations

from typing import NamedTuple

from radkg.errors import RadkgError
from radkg.model.records import Interval, Pair

Ends = tuple[bool, bool]  # whether the lower and the upper end of an interval are left out of it
Share = tuple[Interval, Ends]  # in percent
CLOSED: Ends = (False, False)
HALF = 50.0  # percent
#: How a statement says what it says; see `Reading.manners`.
SPARED, LATER, ASSURED, LOOSE, NEAR, BESIDE = "spared", "later", "assured", "loose", "near", "beside"
NONE_OF, NEVER, TYPICAL = "none of", "never", "typical"


class NotUnderstood(RadkgError):
    """A statement that cannot be read.

    Args:
        reason: Why, and what to do about it.
        unrecognised: The words that nothing in the ontology carries.
        nearest: Words that they may be misspellings of.
        final: Whether another order of the words would be refused as well.
        corrected: The statement without its misspellings, where it can be read so.
        is_vocabulary: Whether words that radkg does not have are all that stopped the reader.
        is_grammar: Whether its words are known, and none of the orders that the reader knows fits them.
        undecidable: Whether the statement is understood, and claims more than facts can decide.

    Attributes:
        plainer: The statement in plainer words, and those of them that stopped the reader; nothing where there are none.
    """

    def __init__(
        self,
        reason: str,
        *,
        unrecognised: tuple[str, ...] = (),
        nearest: tuple[str, ...] = (),
        final: bool = False,
        corrected: str = "",
        is_vocabulary: bool = False,
        is_grammar: bool = False,
        undecidable: bool = False,
    ) -> None:
        self.reason, self.unrecognised, self.nearest, self.final = reason, unrecognised, nearest, final
        self.corrected, self.is_vocabulary, self.is_grammar = corrected, is_vocabulary, is_grammar
        self.undecidable = undecidable
        self.plainer: tuple[str, tuple[str, ...]] = ("", ())
        super().__init__(reason)

    def again(self) -> NotUnderstood:
        """Return the same refusal, to be raised once more: one that was raised belongs to who caught it."""
        return NotUnderstood(
            self.reason,
            unrecognised=self.unrecognised,
            nearest=self.nearest,
            final=self.final,
            corrected=self.corrected,
            is_vocabulary=self.is_vocabulary,
            is_grammar=self.is_grammar,
            undecidable=self.undecidable,
        )


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
        subject: The subject.
        relation: IRI of the relation.
        object: The object.
        negated: Whether the statement denies the relation.
        hedged: Whether the statement has a word of certainty: "may", "has been reported to".
        ages: Age ranges in completed years.
        frequency: Share of cases in percent; ``None`` where the statement gives none.
        frequency_words: IRIs of the frequency words.
        open_ends: Whether the lower and the upper end of the share are left out of it: "more than", "less than".
        certainties: IRIs of the certainties that the statement's words stand for.
        null: Whether the statement says that nothing significant was found: it neither affirms nor denies the relation.
        measure: IRI of the effect measure; ``None`` where the statement gives none. A share of the object's people, "in 4 % of
            children", has both: a measure, and itself as frequency.
        values: The number of the effect measure, or its range, in the unit of the measure.
        confidence: The interval that the statement gives with that number.
        interval: Time in months from the onset of the disease, or from what goes before.
        sample_size: The number of patients that the statement is about, or of the study that it names.
        source_kinds: The kinds of source that the statement names, "by a case report": IRIs, or the words of radkg:sourceKind.
        compared_frequency: Share in percent of the cases that the statement compares with: "in 40 % against 4 %".
        exclusive: Whether the statement says that it is so of nobody but the object, "only in X".
        manners: How it says so: `SPARED` where it denies by a word that leaves room for a little ("spares"), `LATER` where it
            tells what comes of something in time ("may progress to"), `ASSURED` where it says that it is beyond doubt
            ("proven to"), `NEAR` where it names what something is over, under or around, `BESIDE` where it is under or beside
            that, `NONE_OF` where it counts patients of whom none has it, `NEVER` where it denies it of each of them, `TYPICAL`
            where it says of what something is typical, or where it mostly is, and not in how many cases, `LOOSE` where it names
            the kind that its subject is by a part of its name, which may stand for more; and how the words of its relation say
            it, see `radkg.model.words.Entry`.
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
    certainties: tuple[str, ...] = ()
    null: bool = False
    measure: str | None = None
    values: Interval | None = None
    confidence: Interval | None = None
    interval: Interval | None = None
    sample_size: int | None = None
    source_kinds: tuple[str, ...] = ()
    compared_frequency: Interval | None = None
    exclusive: bool = False
    manners: tuple[str, ...] = ()
