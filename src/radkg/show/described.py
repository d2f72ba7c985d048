"""What is known about a term or a fact, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from radkg.mappings import Mapping
    from radkg.model.records import Evidence
    from radkg.show.pictures import Picture
    from radkg.verdict.result import DecidingFact


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with the labels of its parts.

    Attributes:
        words: Its qualifiers as they stand in brackets.
        hedged: Whether the source puts it less than flatly; a hedged exclusion decides nothing.
    """

    fact: DecidingFact
    subject: str
    relation: str
    object: str
    words: str
    hedged: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as JSON gives it."""
        parts = {"subject": self.subject, "relation": self.relation, "object": self.object, "hedged": self.hedged}
        return {**self.fact.to_dict(), **parts}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts that cannot both be true of the same patients, and why."""

    one: ShownFact
    other: ShownFact
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the conflict as JSON gives it."""
        return {"one": self.one.to_dict(), "other": self.other.to_dict(), "why": self.why}


@dataclass(frozen=True, slots=True)
class FactDescription:
    """One fact with what it rests on.

    Attributes:
        remarks: What its curator noted.
        conflicts: The fact as one side, each fact it is in conflict with as the other.
        pictures: Drawings of its subject and object.
    """

    shown: ShownFact
    remarks: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    pictures: tuple[Picture, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as `radkg show --format json` gives it."""
        conflicts = [{**conflict.other.to_dict(), "why": conflict.why} for conflict in self.conflicts]
        pictures = [picture.to_dict() for picture in self.pictures]
        return {**self.shown.to_dict(), "remarks": list(self.remarks), "conflicts": conflicts, "pictures": pictures}


@dataclass(frozen=True, slots=True)
class TermDescription:
    """One term with everything that is known about it.

    Attributes:
        kind: What it is at the broadest: disease, finding, relation, …
        sources: What the definition rests on.
        broader: Labels of the terms directly above; ``narrower``: directly below; ``parts`` and ``part_of``: of a structure.
        structure: What makes it up: qualifier to values.
        mappings: What it is called in other vocabularies, exact matches first, and which of them have no term for it.
        facts: Associations with the term as subject.
        said_of: Associations that name it as the disease they are said of.
        named_in: Associations that name it otherwise.
        cited_by: Facts that rest on it, where it is a passage or a source.
        excluded: Excluded associations that name it, wherever.
        imported: Facts that name it and were taken over in bulk from other resources; they are in no other group.
        conflicts: Its facts with facts that contradict them.
        pictures: Drawings of it, or of the nearest broader term.
        fact_pictures: Drawings of what its facts have as object.
    """

    iri: str
    label: str
    kind: str
    definition: str
    note: str
    sources: tuple[Evidence, ...]
    synonyms: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    part_of: tuple[str, ...]
    parts: tuple[str, ...]
    structure: dict[str, tuple[str, ...]]
    mappings: tuple[Mapping, ...]
    facts: tuple[ShownFact, ...]
    said_of: tuple[ShownFact, ...]
    named_in: tuple[ShownFact, ...]
    cited_by: tuple[ShownFact, ...]
    excluded: tuple[ShownFact, ...]
    imported: tuple[ShownFact, ...]
    conflicts: tuple[Conflict, ...]
    pictures: tuple[Picture, ...]
    fact_pictures: tuple[Picture, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as `radkg show --format json` gives it."""
        plain = ("iri", "label", "kind", "definition", "note", "synonyms", "broader", "narrower", "part_of", "parts")
        groups = ("facts", "said_of", "named_in", "cited_by", "excluded", "imported")
        return {
            **{name: list(v) if isinstance(v := getattr(self, name), tuple) else v for name in plain},
            "structure": {name: list(values) for name, values in self.structure.items()},
            "mappings": [
                {"predicate": m.predicate, "object": m.object, "label": m.object_label, "version": m.object_version}
                for m in self.mappings
            ],
            "sources": [
                {"source": e.source, "citation": e.citation, "identifier": e.identifier, "section": e.section}
                for e in self.sources
            ],
            **{name: [shown.to_dict() for shown in getattr(self, name)] for name in groups},
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            **{name: [p.to_dict() for p in getattr(self, name)] for name in ("pictures", "fact_pictures")},
        }
