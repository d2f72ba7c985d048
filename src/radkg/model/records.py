"""The records of the model. They are named tuples, which are made fast: a verdict makes hundreds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from radkg.namespaces import RADKG

FREQUENCY_WORD = RADKG + "frequencyWord"

Pair = tuple[str, str]
Interval = tuple[float, float]


class Relation(NamedTuple):
    """A relation, with its rules of `ontology/terms/relations.ttl`.

    Attributes:
        iri: Its IRI.
        label: Its label.
        phrases: How people say it from subject to object.
        inverse_phrases: How people say it from object to subject.
        subject_kinds: IRIs of the kinds that its subject is of; any where there is none.
        object_kinds: IRIs of the kinds that its object is of; any where there is none.
        generalises_subject: Whether a fact stays true with a broader subject.
        generalises_object: Whether a fact stays true with a broader object.
        symmetric: Whether it holds from object to subject as well.
        single_valued: Whether two objects that exclude each other cannot both hold of one subject.
        excludes_converse: Whether it cannot hold in both directions.
        needs_comparison: Whether it says nothing without what the subject is compared with.
        says_rule: Whether it is said of most cases where no word says of how many.
        needs_firm: Whether what a source holds with a reservation bears it out only where it is said with one as well.
        joins_people: Whether it is said of people of some ages and kind where it is said of those ages and of that kind.
        keeps_subject: Whether what tells its subject, a finding, from others is never left out.
        keeps_disease: Whether the disease in which it is said, and the group that it is said relative to, are never left out.
        keeps: IRIs of the qualifiers that are never left out of what it says.
        shares_as: IRIs of the relations, itself among them, of which a share of cases with it is a share.
    """

    iri: str
    label: str
    phrases: tuple[str, ...]
    inverse_phrases: tuple[str, ...]
    subject_kinds: frozenset[str]
    object_kinds: frozenset[str]
    generalises_subject: bool
    generalises_object: bool
    symmetric: bool
    single_valued: bool
    excludes_converse: bool
    needs_comparison: bool
    says_rule: bool
    needs_firm: bool
    joins_people: bool
    keeps_subject: bool
    keeps_disease: bool
    keeps: frozenset[str]
    shares_as: frozenset[str]


class Qualifier(NamedTuple):
    """A property that narrows a fact.

    Attributes:
        iri: Its IRI.
        key: Its name in JSON.
        label: Its label as a noun, without "has".
        value_kind: IRI of the kind that its values are of; ``None`` for a number.
        reads_modifier: Whether a statement sets it by a word of that kind.
        single_valued: Whether two values that exclude each other cannot both hold of one subject.
    """

    iri: str
    key: str
    label: str
    value_kind: str | None
    reads_modifier: bool
    single_valued: bool


class Fact(NamedTuple):
    """An association, an excluded association or a null result.

    Attributes:
        iri: Its IRI.
        label: Its label.
        excluded: Whether it is an excluded association.
        subject: IRI of the subject.
        relation: IRI of the relation.
        object: IRI of the object.
        certainty: IRI of the certainty.
        qualifiers: Pairs of qualifier property and value, both IRIs.
        numbers: IRI of a numeric qualifier to its number.
        imported: Whether it was taken over in bulk from another resource.
        is_null: Whether it is a null result: neither stated nor denied.
    """

    iri: str
    label: str
    excluded: bool
    subject: str
    relation: str
    object: str
    certainty: str
    qualifiers: tuple[Pair, ...]
    numbers: Mapping[str, float]
    imported: bool = False
    is_null: bool = False

    @property
    def hedged(self) -> bool:
        """Whether the source states it with a reservation: "usually", "may", "has been reported"."""
        return self.certainty != RADKG + "Stated" or bool(self.frequency_words)

    @property
    def frequency_words(self) -> tuple[str, ...]:
        """IRIs of its frequency words."""
        return tuple(value for property_, value in self.qualifiers if property_ == FREQUENCY_WORD)


class Conflict(NamedTuple):
    """A conflict of one fact with another.

    Attributes:
        other: IRI of the other fact.
        kind: IRI of the kind of conflict.
        reason: Why the two are in conflict, in one sentence.
    """

    other: str
    kind: str
    reason: str


class Evidence(NamedTuple):
    """A source of a fact or term.

    Attributes:
        source: IRI of the source.
        citation: Its title.
        identifier: Its PMID, DOI, PMCID or address.
        section: The passage in it, or where in it that stands, such as "abstract"; empty where the whole source is cited.
        kind: Label of the kind of the source, such as "cohort study"; empty where it has none.
        kind_iri: IRI of that kind; likewise.
        level: The level of evidence of that kind, from 1 (strongest) to 5; ``None`` where it is not ranked.
    """

    source: str
    citation: str
    identifier: str
    section: str
    kind: str = ""
    kind_iri: str = ""
    level: int | None = None
