"""The records that knowledge is read into. Named tuples: a command that runs for a tenth of a second makes many of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from radkg.namespaces import RADKG

Pair = tuple[str, str]
Interval = tuple[float, float]


class Relation(NamedTuple):
    """A relation and what `terms/relations.ttl` says may be concluded from a fact with it."""

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
    """A property that narrows a fact; ``key`` is its name in JSON."""

    iri: str
    key: str
    label: str
    value_kind: str | None
    reads_modifier: bool
    single_valued: bool


class Fact(NamedTuple):
    """An association or an excluded association.

    Attributes:
        qualifiers: Pairs of qualifier property and value, both IRIs.
        numbers: Numeric qualifier property to number.
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
        """Whether the source puts it less than flatly: "usually", "may", "has been reported"."""
        return self.certainty != RADKG + "Stated" or any(p == RADKG + "frequencyWord" for p, _ in self.qualifiers)


class Evidence(NamedTuple):
    """What one source contributes to a fact."""

    source: str
    citation: str
    identifier: str
    section: str
