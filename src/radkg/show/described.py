"""What is known about a term or a fact, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from radkg.show.figures import FigureAnswer
from radkg.show.pictures import DrawnSignAnswer, PictureAnswer
from radkg.verdict.answer import EvidenceAnswer, FactAnswer
from radkg.verdict.result import evidence_answer

if TYPE_CHECKING:
    from radkg.mappings import Mapping
    from radkg.model.records import Evidence
    from radkg.show.figures import Figure
    from radkg.show.pictures import DrawnSign, Picture
    from radkg.verdict.result import DecidingFact


class ShownFactAnswer(FactAnswer):
    """A fact with the labels of its parts.

    Attributes:
        subject: Label of its subject.
        relation: Label of its relation.
        object: Label of its object.
        hedged: Whether the source puts it less than flatly; a hedged exclusion decides nothing.
        section: Name of the section that its relation belongs to: "who", "imaging", "treatment", …
    """

    subject: str
    relation: str
    object: str
    hedged: bool
    section: str


class ConflictAnswer(TypedDict):
    """Two facts that cannot both be true of the same patients, or of which one makes the other doubtful.

    Attributes:
        one: One of them.
        other: The other.
        kind: Label of the kind of conflict: contradiction, heterogeneity, …
        why: Why they are in conflict.
    """

    one: ShownFactAnswer
    other: ShownFactAnswer
    kind: str
    why: str


class OpposedFactAnswer(ShownFactAnswer):
    """A fact that the one shown is in conflict with.

    Attributes:
        conflict: Label of the kind of conflict: contradiction, heterogeneity, …
        why: Why they are in conflict.
    """

    conflict: str
    why: str


class FactViewAnswer(ShownFactAnswer):
    """One fact with what it rests on.

    Attributes:
        remarks: What its curator noted.
        conflicts: The facts that it is in conflict with.
        pictures: Drawings of its subject and object.
    """

    remarks: list[str]
    conflicts: list[OpposedFactAnswer]
    pictures: list[PictureAnswer]


class TermMappingAnswer(TypedDict):
    """What a term is called in another vocabulary.

    Attributes:
        predicate: How the two stand to each other: ``skos:exactMatch``, ``skos:broadMatch``, …
        object: The other vocabulary's identifier, or ``sssom:NoTermFound``.
        label: What it is called there; empty where the vocabulary's licence keeps its labels.
        version: The release in which it was looked up.
    """

    predicate: str
    object: str
    label: str
    version: str


class SectionAnswer(TypedDict):
    """A section of the facts of a term.

    Attributes:
        name: Its name, which facts have in ``section``.
        title: Its title.
    """

    name: str
    title: str


class TermViewAnswer(TypedDict):
    """One term with everything that is known about it.

    Attributes:
        iri: Its IRI.
        label: Its label.
        kind: What it is at the broadest: disease, finding, relation, …
        definition: What it is, in words.
        note: What else is to be known of it.
        synonyms: What it is called besides.
        broader: Labels of the terms directly above.
        narrower: Labels of the terms directly below.
        part_of: Labels of the structures that it is part of.
        parts: Labels of its parts.
        structure: What makes it up: label of the qualifier to labels of its values. Of a property: between which kinds it
            stands, and which questions use it.
        mappings: What it is called in other vocabularies, exact matches first.
        sources: What the definition rests on.
        facts: Associations with the term as subject.
        said_of: Associations that name it as the disease they are said of.
        named_in: Associations that name it otherwise.
        cited_by: Facts that rest on it, where it is a passage or a source.
        excluded: Excluded associations that name it.
        null_results: Null results that name it: somebody looked, and found nothing significant.
        imported: Facts that name it and were taken over in bulk from other resources.
        conflicts: Its facts with facts that they are in conflict with.
        pictures: Drawings of it, or of the nearest broader term.
        drawn_signs: Drawings of the signs that its own facts show, rare ones last, each with the fact that it rests on.
        figures: What is drawn from its facts: its ages, maps of the parts that it affects, what several studies counted.
        sections: The sections that ``facts`` have, in clinical order.
    """

    iri: str
    label: str
    kind: str
    definition: str
    note: str
    synonyms: list[str]
    broader: list[str]
    narrower: list[str]
    part_of: list[str]
    parts: list[str]
    structure: dict[str, list[str]]
    mappings: list[TermMappingAnswer]
    sources: list[EvidenceAnswer]
    facts: list[ShownFactAnswer]
    said_of: list[ShownFactAnswer]
    named_in: list[ShownFactAnswer]
    cited_by: list[ShownFactAnswer]
    excluded: list[ShownFactAnswer]
    null_results: list[ShownFactAnswer]
    imported: list[ShownFactAnswer]
    conflicts: list[ConflictAnswer]
    pictures: list[PictureAnswer]
    drawn_signs: list[DrawnSignAnswer]
    figures: list[FigureAnswer]
    sections: list[SectionAnswer]


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with the labels of its parts.

    Attributes:
        words: Its qualifiers as they stand in brackets, without what `standing` says.
        hedged: Whether the source puts it less than flatly; a hedged exclusion decides nothing.
        section: Name of the section that its relation belongs to.
        rank: The place of its relation in the clinical order.
    """

    fact: DecidingFact
    subject: str
    relation: str
    object: str
    words: str
    hedged: bool
    section: str
    rank: int

    @property
    def standing(self) -> str:
        """How firmly it stands: that it is a null result, the kind of study with its patients, the reservation."""
        strength = self.fact.strength
        counted = strength.kind and strength.patients is not None and "total" not in self.fact.qualifiers
        parts = (
            self.fact.kind if self.fact.kind == "null result" else "",
            strength.kind + (f", n = {strength.patients}" if counted else ""),
            strength.hedge,
        )
        return "; ".join(filter(None, parts))

    def to_dict(self) -> ShownFactAnswer:
        """Return the fact as JSON gives it."""
        return {
            **self.fact.to_dict(),
            "subject": self.subject,
            "relation": self.relation,
            "object": self.object,
            "hedged": self.hedged,
            "section": self.section,
        }


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Two facts in conflict.

    Attributes:
        kind: Label of the kind of conflict: contradiction, heterogeneity, …
        why: Why they are in conflict.
    """

    one: ShownFact
    other: ShownFact
    kind: str
    why: str

    @property
    def words(self) -> str:
        """The kind and the reason: "heterogeneity: the 95 % intervals … do not overlap"."""
        return f"{self.kind}: {self.why}"

    def to_dict(self) -> ConflictAnswer:
        """Return the conflict as JSON gives it."""
        return {"one": self.one.to_dict(), "other": self.other.to_dict(), "kind": self.kind, "why": self.why}


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
    conflicts: tuple[ShownConflict, ...]
    pictures: tuple[Picture, ...]

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg show`: 0, as there is such a fact."""
        return 0

    def to_dict(self) -> FactViewAnswer:
        """Return the view as `radkg show --format json` gives it."""
        return {
            **self.shown.to_dict(),
            "remarks": list(self.remarks),
            "conflicts": [{**c.other.to_dict(), "conflict": c.kind, "why": c.why} for c in self.conflicts],
            "pictures": [picture.to_dict() for picture in self.pictures],
        }


@dataclass(frozen=True, slots=True)
class TermDescription:
    """One term with everything that is known about it.

    Attributes:
        kind: What it is at the broadest: disease, finding, relation, …
        sources: What the definition rests on.
        broader: Labels of the terms directly above; ``narrower``: directly below; ``parts`` and ``part_of``: of a structure.
        structure: What makes it up: qualifier to values. Of a property: its domain, range and questions.
        mappings: What it is called in other vocabularies, exact matches first, and which of them have no term for it.
        facts: Associations with the term as subject.
        said_of: Associations that name it as the disease they are said of.
        named_in: Associations that name it otherwise.
        cited_by: Facts that rest on it, where it is a passage or a source.
        excluded: Excluded associations that name it, wherever.
        null_results: Null results that name it, wherever.
        imported: Facts that name it and were taken over in bulk from other resources; they are in no other group.
        conflicts: Its facts with facts that they are in conflict with.
        pictures: Drawings of it, or of the nearest broader term.
        drawn_signs: Drawings of the signs that its own facts show, rare ones last, each with the fact that it rests on.
        figures: What is drawn from its facts: its ages, maps of the parts that it affects, what several studies counted.
        sections: Title of each section that ``facts`` have, in clinical order, by its name.
        addresses: Address of each term of another vocabulary, by its CURIE, where its prefix is known.
        only: Title of the one section that was asked for; empty where all were.
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
    null_results: tuple[ShownFact, ...]
    imported: tuple[ShownFact, ...]
    conflicts: tuple[ShownConflict, ...]
    pictures: tuple[Picture, ...]
    drawn_signs: tuple[DrawnSign, ...]
    figures: tuple[Figure, ...]
    sections: dict[str, str]
    addresses: dict[str, str]
    only: str = ""

    @property
    def exit_code(self) -> int:
        """The exit code of `radkg show`: 0, as there is such a term."""
        return 0

    def to_dict(self) -> TermViewAnswer:
        """Return the view as `radkg show --format json` gives it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "kind": self.kind,
            "definition": self.definition,
            "note": self.note,
            "synonyms": list(self.synonyms),
            "broader": list(self.broader),
            "narrower": list(self.narrower),
            "part_of": list(self.part_of),
            "parts": list(self.parts),
            "structure": {name: list(values) for name, values in self.structure.items()},
            "mappings": [
                {"predicate": m.predicate, "object": m.object, "label": m.object_label, "version": m.object_version}
                for m in self.mappings
            ],
            "sources": evidence_answer(self.sources),
            "facts": [shown.to_dict() for shown in self.facts],
            "said_of": [shown.to_dict() for shown in self.said_of],
            "named_in": [shown.to_dict() for shown in self.named_in],
            "cited_by": [shown.to_dict() for shown in self.cited_by],
            "excluded": [shown.to_dict() for shown in self.excluded],
            "null_results": [shown.to_dict() for shown in self.null_results],
            "imported": [shown.to_dict() for shown in self.imported],
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "pictures": [picture.to_dict() for picture in self.pictures],
            "drawn_signs": [sign.to_dict() for sign in self.drawn_signs],
            "figures": [figure.to_dict() for figure in self.figures],
            "sections": [{"name": name, "title": title} for name, title in self.sections.items()],
        }
