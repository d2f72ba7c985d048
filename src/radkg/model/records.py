"""The records of the model. They are named tuples, which are made fast: a verdict makes hundreds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from radkg.namespaces import RADKG

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


class Qualifier(NamedTuple):
    """A property that narrows a fact.

    Attributes:
        iri: Its IRI.
        key: Its name in JSON.
        label: Its label.
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
    """An association or an excluded association.

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

    @property
    def hedged(self) -> bool:
        """Whether the source states it with a reservation: "usually", "may", "has been reported"."""
        return self.certainty != RADKG + "Stated" or any(p == RADKG + "frequencyWord" for p, _ in self.qualifiers)


class Evidence(NamedTuple):
    """A source of a fact or term.

    Attributes:
        source: IRI of the source.
        citation: Its title.
        identifier: Its PMID, DOI, PMCID or address.
        section: The passage in it; empty where the whole source is cited.
    """

    source: str
    citation: str
    identifier: str
    section: str
