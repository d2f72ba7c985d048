"""What `radkg mappings verify` finds, as values."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from radkg.mappings.sets import Mapping
    from radkg.mappings.verify.release_terms import SubclassAxiom


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the release's: its id and label."""

    id: str
    label: str

    def __str__(self) -> str:
        return f"{self.id} {self.label}".rstrip()


@dataclass(frozen=True, slots=True)
class Renamed:
    """A mapping whose object is called otherwise in the release."""

    mapping: Mapping
    label: str


@dataclass(frozen=True, slots=True)
class Obsolete:
    """A mapping whose object is obsolete.

    Attributes:
        replaced_by: What the release puts in its place.
        consider: What the release says may be used in its place.
    """

    mapping: Mapping
    replaced_by: tuple[Named, ...]
    consider: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A mapping whose object is not in the release."""

    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term of the release that is called as a term of radkg's is.

    Attributes:
        term: IRI of radkg's term.
        label: Its label.
        candidate: Theirs.
        score: From 0 to 1.
        why: Which names are equal, and how.
        name: The name that is, as the release writes it.
        mapped_to: CURIEs that the term is mapped to already; empty for an unmapped term.
        said_to_be_none: Whether the mapping set says that the vocabulary has no such term.
    """

    term: str
    label: str
    candidate: Named
    score: float
    why: str
    name: str
    mapped_to: tuple[str, ...] = ()
    said_to_be_none: bool = False


@dataclass(frozen=True, slots=True)
class Subsumption:
    """That a term of radkg's would be a kind of another, were exact matches taken as equivalence.

    Attributes:
        subject: IRI of the narrower term.
        object: IRI of the broader term.
        chain: The release's axioms behind it; empty where both match the same term of the release's.
        clash: What radkg holds against it; empty where nothing.
    """

    subject: str
    subject_label: str
    object: str
    object_label: str
    chain: tuple[SubclassAxiom, ...]
    clash: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A statement on which the verdict would be another one.

    Attributes:
        statement: In words.
        before: The verdict without the release's axioms.
        after: The verdict with them.
        because: How it would be decided.
        subject: IRI of the narrower term of the pair from which the statement is made.
        object: IRI of the broader one.
    """

    statement: str
    before: str
    after: str
    because: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging the release would change.

    Attributes:
        exact_matches: How many exact matches were taken as equivalence.
        subsumptions: New ones that others do not already give.
        pairs: How many there are with those that follow.
        compared: How many statements were held against radkg with and without them.
        left_out: How many more there were than are compared.
    """

    exact_matches: int
    subsumptions: tuple[Subsumption, ...]
    pairs: int
    compared: int
    left_out: int
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class MappingVerification:
    """radkg's mappings held against a release of the other ontology.

    Attributes:
        path: The file.
        ontology: IRI or name that the release gives itself.
        version: The version that it gives itself.
        parents_are: What a step in a chain of axioms is: "subClassOf", or that the file does not tell kinds from parts.
        prefix: Of the release's own terms; only mappings to these were looked at.
        terms: How many of them there are, obsolete ones left out.
        sets: Names of the mapping sets that have such mappings.
        versions: The versions in which their objects were looked up.
        mappings: How many such mappings there are.
        better: Mapped terms of which another term of the release has the name.
        candidates: Unmapped terms, and terms said to have no counterpart, of which a term of the release has the name.
        merge: ``None`` where it was not asked for.
    """

    path: str
    ontology: str
    version: str
    parents_are: str
    prefix: str
    terms: int
    sets: tuple[str, ...]
    versions: tuple[str, ...]
    mappings: int
    renamed: tuple[Renamed, ...]
    obsolete: tuple[Obsolete, ...]
    missing: tuple[Missing, ...]
    better: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    merge: Merge | None

    @property
    def clean(self) -> bool:
        """Whether there is nothing to report."""
        merged = self.merge is not None and bool(self.merge.subsumptions)
        return not (self.renamed or self.obsolete or self.missing or self.better or self.candidates or merged)

    def to_dict(self) -> dict[str, Any]:
        """Return the verification as ``--format json`` gives it."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "_asdict"):
        return value._asdict()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
