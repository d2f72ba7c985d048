"""What `radkg check` answers in JSON, declared. Verdicts need none of these types at run time; what describes answers does."""

from __future__ import annotations

from typing import TypedDict

#: What qualifies a fact or a statement, by the key of the qualifier: labels of terms, or a number.
Qualifiers = dict[str, list[str] | int | float]


class EvidenceAnswer(TypedDict):
    """What one source contributes.

    Attributes:
        source: IRI of the source.
        citation: How it is cited.
        identifier: Its DOI, PMID or address.
        section: The place in it; empty where it is cited as a whole.
    """

    source: str
    citation: str
    identifier: str
    section: str


class StrengthAnswer(TypedDict):
    """How firmly a fact stands, by the firmest of its sources.

    Attributes:
        kind: The kind of study or source, of a closed list; empty where it is not known.
        level: Its level of evidence by the Oxford levels of 2011, from 1 (strongest) to 5; null where the kind is not ranked.
        patients: How many patients the fact is about; null where the source does not say.
        hedge: How the source holds it, such as "possible"; empty where it states it without reservation.
    """

    kind: str
    level: int | None
    patients: int | None
    hedge: str


class SidesAnswer(TypedDict):
    """How firmly each side of a verdict stands, by the firmest of its facts.

    Attributes:
        supports: Of what bears the statement out; null where nothing does.
        contradicts: Of what denies it, or is in conflict with what bears it out; null where nothing is.
    """

    supports: StrengthAnswer | None
    contradicts: StrengthAnswer | None


class FactAnswer(TypedDict):
    """A fact, or a class axiom, that decides or comes near.

    Attributes:
        iri: IRI of the fact, or of the term that an axiom is about.
        label: What it says, as a sentence.
        kind: "asserted", "excluded", "null result" or "axiom".
        certainty: How sure the source is; "stated" where it says so plainly.
        qualifiers: What narrows it: key of the qualifier to labels of terms, or to a number.
        side: "supports", "contradicts", or empty for one that comes near.
        strength: How firmly it stands.
        evidence: What it rests on.
    """

    iri: str
    label: str
    kind: str
    certainty: str
    qualifiers: Qualifiers
    side: str
    strength: StrengthAnswer
    evidence: list[EvidenceAnswer]


class NamedTermAnswer(TypedDict):
    """A term.

    Attributes:
        iri: Its IRI.
        label: Its label; empty where it has none.
    """

    iri: str
    label: str


class ReadingAnswer(TypedDict):
    """What a statement was understood to say.

    Attributes:
        subject: What it is about.
        relation: What it says of that.
        object: Of what.
        excluded: Whether it denies that.
        qualifiers: What narrows it: key of the qualifier to labels of terms, or to a number.
    """

    subject: NamedTermAnswer
    relation: NamedTermAnswer
    object: NamedTermAnswer
    excluded: bool
    qualifiers: Qualifiers


class VerdictAnswer(TypedDict):
    """The verdict on a statement.

    Attributes:
        statement: The statement as it was given.
        verdict: "supported", "contradicted", "unknown", "disputed" or "not understood".
        strength: How firmly each side stands.
        reading: What it was understood to say; null where it was not.
        facts: The facts that decide.
        nearest: Facts that do not decide: those that come nearest, or those on the other side.
        because: How the facts decide, in one sentence.
        alternatives: The verdicts on each reading, where there are several that differ.
        unrecognised: The words that were not understood.
        suggestions: Words of radkg's that they may be misspellings of.
        corrected: The statement without its misspellings, where it can be read so; else empty.
        parts: The verdicts on its claims, where the sentence makes several; empty where it makes one.
        start: Of a part, the offset in the sentence of the first character of what it has of its own.
        end: Of a part, the offset behind the last.
    """

    statement: str
    verdict: str
    strength: SidesAnswer
    reading: ReadingAnswer | None
    facts: list[FactAnswer]
    nearest: list[FactAnswer]
    because: str
    alternatives: list[VerdictAnswer]
    unrecognised: list[str]
    suggestions: list[str]
    corrected: str
    parts: list[VerdictAnswer]
    start: int
    end: int


class TextClaimAnswer(TypedDict):
    """A claim of a text, with the verdict on it.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last.
        claim: The claim as a sentence of its own.
        verdict: "supported", "contradicted", "unknown" or "disputed".
        strength: How firmly each side stands.
        reading: What it was understood to say; null where radkg has no term for some of its words.
        facts: The facts that decide.
        nearest: Facts that do not decide: those that come nearest, or those on the other side.
        because: How the facts decide, in one sentence.
        unrecognised: The words that radkg has no term for.
        suggestions: Words of radkg's that they may be misspellings of.
        corrected: The claim without its misspellings; else empty.
    """

    start: int
    end: int
    claim: str
    verdict: str
    strength: SidesAnswer
    reading: ReadingAnswer | None
    facts: list[FactAnswer]
    nearest: list[FactAnswer]
    because: str
    unrecognised: list[str]
    suggestions: list[str]
    corrected: str


class UncheckedAnswer(TypedDict):
    """A sentence of a text without a verdict.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last.
        text: The sentence.
        reason: Why it has none.
    """

    start: int
    end: int
    text: str
    reason: str


class CountsAnswer(TypedDict):
    """How many claims of a text have each verdict.

    Attributes:
        supported: Those that facts bear out.
        contradicted: Those that facts deny.
        disputed: Those that sources disagree on.
        unknown: Those that no fact decides.
    """

    supported: int
    contradicted: int
    disputed: int
    unknown: int


class TextAnswer(TypedDict):
    """The claims of a text.

    Attributes:
        text: The text as it was given.
        claims: The claims, in its order.
        unchecked: The sentences without a verdict.
        counts: How many claims have each verdict.
    """

    text: str
    claims: list[TextClaimAnswer]
    unchecked: list[UncheckedAnswer]
    counts: CountsAnswer
