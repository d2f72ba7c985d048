"""What `radkg mappings verify` finds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from radkg.shown import shown

if TYPE_CHECKING:
    from radkg.mappings.sets import Mapping
    from radkg.mappings.verify.release_terms import SubclassAxiom
    from radkg.styles import Paint


class NamedAnswer(TypedDict):
    """A term of the release's.

    Attributes:
        id: Its identifier.
        label: Its label.
    """

    id: str
    label: str


class MappingAnswer(TypedDict):
    """A row of a mapping set.

    Attributes:
        subject: The term, in radkg's sets one of radkg's, as a CURIE.
        subject_label: Its label.
        predicate: How the two stand to each other: ``skos:exactMatch``, ``skos:broadMatch``, …
        object: The other vocabulary's term, as a CURIE, or ``sssom:NoTermFound``.
        object_label: Its label; empty where the vocabulary's licence keeps its labels.
        justification: How it is known.
        author: Who says so.
        object_version: The release in which it was looked up.
        comment: What else is to be known.
        confidence: From 0 to 1, as it is written; empty where nobody says.
        negated: Whether the row says that the two do not stand so to each other.
    """

    subject: str
    subject_label: str
    predicate: str
    object: str
    object_label: str
    justification: str
    author: str
    object_version: str
    comment: str
    confidence: str
    negated: bool


class RenamedAnswer(TypedDict):
    """A mapping of which the release calls a term otherwise.

    Attributes:
        mapping: The mapping.
        side: "object" or "subject": which of the two is the release's.
        label: What the release calls it.
    """

    mapping: MappingAnswer
    side: str
    label: str


class ObsoleteAnswer(TypedDict):
    """A mapping of which a term is obsolete.

    Attributes:
        mapping: The mapping.
        side: "object" or "subject": which of the two it is.
        replaced_by: What the release puts in its place in the end; empty where that is nothing, or replacements lead round in a
            circle.
        consider: What the release says may be used in its place.
        by_way_of: Obsolete terms that the release puts in its place, and says the replacement of.
        in_a_circle: Whether replacements lead round in a circle.
    """

    mapping: MappingAnswer
    side: str
    replaced_by: list[NamedAnswer]
    consider: list[NamedAnswer]
    by_way_of: list[NamedAnswer]
    in_a_circle: bool


class MissingAnswer(TypedDict):
    """A mapping of which a term is not in the release.

    Attributes:
        mapping: The mapping.
        side: "object" or "subject": which of the two it is.
    """

    mapping: MappingAnswer
    side: str


class CandidateAnswer(TypedDict):
    """A term of the release that is called as a term of radkg's is.

    Attributes:
        term: IRI of radkg's term.
        label: Its label.
        candidate: The release's term.
        score: From 0 to 1.
        why: Which names are equal, and how.
        name: The name that is, as the release writes it.
        mapped_to: CURIEs that the term is mapped to already.
        said_to_be_none: Whether the mapping set says that the vocabulary has no such term.
    """

    term: str
    label: str
    candidate: NamedAnswer
    score: float
    why: str
    name: str
    mapped_to: list[str]
    said_to_be_none: bool


class SubclassAxiomAnswer(TypedDict):
    """A subclass axiom of the release's.

    Attributes:
        subject: Identifier of the narrower term.
        subject_label: Its label.
        object: Identifier of the broader term.
        object_label: Its label.
        relation: "subClassOf", or that the file does not tell kinds from parts.
    """

    subject: str
    subject_label: str
    object: str
    object_label: str
    relation: str


class SubsumptionAnswer(TypedDict):
    """That a term of radkg's would be a kind of another.

    Attributes:
        subject: IRI of the narrower term.
        subject_label: Its label.
        object: IRI of the broader term.
        object_label: Its label.
        chain: The release's axioms behind it; empty where both match the same term of the release's.
        clash: What radkg holds against it; empty where nothing.
        left_out: How many axioms in the middle of a very long chain are left out.
    """

    subject: str
    subject_label: str
    object: str
    object_label: str
    chain: list[SubclassAxiomAnswer]
    clash: str
    left_out: int


class TurnedAnswer(TypedDict):
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


class MergeAnswer(TypedDict):
    """What merging the release would change.

    Attributes:
        exact_matches: How many exact matches were taken as equivalence.
        subsumptions: New ones that others do not already give.
        pairs: How many there are with those that follow.
        compared: How many statements were held against radkg with and without them.
        left_out: How many more there were than are compared.
        turned: The statements on which the verdict would be another one.
        undecided: Pairs of anatomical structures of which a release that does not tell kinds from parts does not say which they
            are; they are taken for neither.
    """

    exact_matches: int
    subsumptions: list[SubsumptionAnswer]
    pairs: int
    compared: int
    left_out: int
    turned: list[TurnedAnswer]
    undecided: list[SubsumptionAnswer]


class CorrectedAnswer(TypedDict):
    """A corrected mapping set that was written.

    Attributes:
        path: Where.
        renamed: How many labels were renewed.
        replaced: How many obsolete terms were replaced.
        left: How many rows need somebody to decide.
        joined: How many were left out, as another row has the pair that they would have come to say.
    """

    path: str
    renamed: int
    replaced: int
    left: int
    joined: int


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the release's: its id and label."""

    id: str
    label: str

    def __str__(self) -> str:
        return f"{self.id} {self.label}".rstrip()

    def to_dict(self) -> NamedAnswer:
        """Return it as JSON gives it."""
        return {"id": self.id, "label": self.label}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A mapping of which the release calls a term otherwise.

    Attributes:
        mapping: The mapping.
        label: What the release calls it.
        side: "object" or "subject": which of the two is the release's.
    """

    mapping: Mapping
    label: str
    side: str = "object"

    def to_dict(self) -> RenamedAnswer:
        """Return it as JSON gives it."""
        return {"mapping": mapping_answer(self.mapping), "side": self.side, "label": self.label}

    def __str__(self) -> str:
        id_, label, other = _sides(self.mapping, self.side)
        return f"{id_} “{label}” is now “{self.label}” ({other})"


@dataclass(frozen=True, slots=True)
class Obsolete:
    """A mapping of which a term is obsolete.

    Attributes:
        mapping: The mapping.
        replaced_by: What the release puts in its place in the end; empty where that is nothing, or replacements lead round in a
            circle.
        consider: What the release says may be used in its place.
        by_way_of: Obsolete terms that the release puts in its place, and says the replacement of.
        side: "object" or "subject": which of the two it is.
        in_a_circle: Whether replacements lead round in a circle.
    """

    mapping: Mapping
    replaced_by: tuple[Named, ...]
    consider: tuple[Named, ...]
    by_way_of: tuple[Named, ...] = ()
    side: str = "object"
    in_a_circle: bool = False

    def to_dict(self) -> ObsoleteAnswer:
        """Return it as JSON gives it."""
        return {
            "mapping": mapping_answer(self.mapping),
            "side": self.side,
            "replaced_by": [one.to_dict() for one in self.replaced_by],
            "consider": [one.to_dict() for one in self.consider],
            "by_way_of": [one.to_dict() for one in self.by_way_of],
            "in_a_circle": self.in_a_circle,
        }

    def __str__(self) -> str:
        replaced = "replaced by " + ", ".join(map(str, self.replaced_by)) if self.replaced_by else "no replacement"
        if self.in_a_circle:
            replaced = "no replacement: those that the release gives lead round in a circle"
        if self.by_way_of:
            way = ", ".join(map(str, self.by_way_of))
            told = self.replaced_by or self.in_a_circle
            replaced += f", by way of {way}" if told else f" that is not obsolete itself: {way}"
        consider = "; consider " + ", ".join(map(str, self.consider)) if self.consider else ""
        id_, label, other = _sides(self.mapping, self.side)
        return f"{id_} {label} ({other}): {replaced}{consider}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A mapping of which a term is not in the release.

    Attributes:
        mapping: The mapping.
        side: "object" or "subject": which of the two it is.
    """

    mapping: Mapping
    side: str = "object"

    def to_dict(self) -> MissingAnswer:
        """Return it as JSON gives it."""
        return {"mapping": mapping_answer(self.mapping), "side": self.side}

    def __str__(self) -> str:
        id_, label, other = _sides(self.mapping, self.side)
        return f"{id_} {label} ({other})"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term of the release that has a name of a term of radkg's.

    Attributes:
        term: IRI of radkg's term.
        label: Its label.
        candidate: The term of the release.
        score: From 0 to 1, the better the higher.
        why: The kinds of the two names, and how they are equal.
        name: The name that both have, as the release writes it.
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

    def to_dict(self) -> CandidateAnswer:
        """Return it as JSON gives it."""
        return {
            "term": self.term,
            "label": self.label,
            "candidate": self.candidate.to_dict(),
            "score": self.score,
            "why": self.why,
            "name": self.name,
            "mapped_to": list(self.mapped_to),
            "said_to_be_none": self.said_to_be_none,
        }

    def __str__(self) -> str:
        called = "" if self.name == self.candidate.label else f" “{self.name}”"
        none = "; the mappings say that there is none" if self.said_to_be_none else ""
        return f"{self.label}: {self.candidate}{called}  {self.score:.2f} ({self.why}){none}"


@dataclass(frozen=True, slots=True)
class Subsumption:
    """That a term of radkg's would be a kind of another, were exact matches taken as equivalence.

    Attributes:
        subject: IRI of the narrower term.
        object: IRI of the broader term.
        chain: The release's axioms behind it; empty where both match the same term of the release's.
        clash: What radkg holds against it; empty where nothing.
        left_out: How many axioms in the middle of a very long chain are left out.
    """

    subject: str
    subject_label: str
    object: str
    object_label: str
    chain: tuple[SubclassAxiom, ...]
    clash: str
    left_out: int = 0

    def to_dict(self) -> SubsumptionAnswer:
        """Return it as JSON gives it."""
        return {
            "subject": self.subject,
            "subject_label": self.subject_label,
            "object": self.object,
            "object_label": self.object_label,
            "chain": [
                {
                    "subject": axiom.subject,
                    "subject_label": axiom.subject_label,
                    "object": axiom.object,
                    "object_label": axiom.object_label,
                    "relation": axiom.relation,
                }
                for axiom in self.chain
            ],
            "clash": self.clash,
            "left_out": self.left_out,
        }

    def text(self, paint: Paint) -> str:
        """Return it in two lines: the subsumption, and what is behind it."""
        axioms = list(map(str, self.chain))
        if self.left_out:
            axioms.insert(len(axioms) // 2, f"… {self.left_out:,} more …")
        chain = "; ".join(axioms) or "both match the same term"
        clash = f" — {paint(shown(self.clash), 'red')}" if self.clash else ""
        return f"{shown(f'{self.subject_label} → {self.object_label}')}{clash}\n      {paint(shown(chain), 'dim')}"


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

    def to_dict(self) -> TurnedAnswer:
        """Return it as JSON gives it."""
        return {
            "statement": self.statement,
            "before": self.before,
            "after": self.after,
            "because": self.because,
            "subject": self.subject,
            "object": self.object,
        }

    def text(self, paint: Paint) -> str:
        """Return it in two lines: the statement with both verdicts, and why."""
        return f"{shown(f'{self.statement}: {self.before} → {self.after}')}\n      {paint(shown(self.because), 'dim')}"


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging the release would change.

    Attributes:
        exact_matches: How many exact matches were taken as equivalence.
        subsumptions: New ones that others do not already give.
        pairs: How many there are with those that follow.
        compared: How many statements were held against radkg with and without them.
        left_out: How many more there were than are compared.
        turned: The statements on which the verdict would be another one.
        undecided: Pairs of anatomical structures of which a release that does not tell kinds from parts does not say which they
            are; they are taken for neither.
    """

    exact_matches: int
    subsumptions: tuple[Subsumption, ...]
    pairs: int
    compared: int
    left_out: int
    turned: tuple[Turned, ...]
    undecided: tuple[Subsumption, ...] = ()

    def to_dict(self) -> MergeAnswer:
        """Return it as JSON gives it."""
        return {
            "exact_matches": self.exact_matches,
            "subsumptions": [one.to_dict() for one in self.subsumptions],
            "pairs": self.pairs,
            "compared": self.compared,
            "left_out": self.left_out,
            "turned": [one.to_dict() for one in self.turned],
            "undecided": [one.to_dict() for one in self.undecided],
        }


class Corrected(NamedTuple):
    """A corrected mapping set.

    Attributes:
        path: Where it was written.
        renamed: How many labels were renewed.
        replaced: How many obsolete terms were replaced.
        left: How many rows need somebody to decide: their object is missing, or obsolete without one replacement, or a label
            begins as a spreadsheet's formula does.
        joined: How many were left out, as another row has the pair that they would have come to say.
    """

    path: str
    renamed: int
    replaced: int
    left: int
    joined: int = 0

    def to_dict(self) -> CorrectedAnswer:
        """Return it as JSON gives it."""
        return {
            "path": self.path,
            "renamed": self.renamed,
            "replaced": self.replaced,
            "left": self.left,
            "joined": self.joined,
        }

    def __str__(self) -> str:
        changes = f"{self.renamed} labels renewed, {self.replaced} obsolete replaced, {self.left} left to decide"
        if self.joined:
            changes += f", {self.joined} left out that would have said a pair twice"
        return f"wrote {self.path}: {changes}"


def _sides(row: Mapping, side: str) -> tuple[str, str, str]:
    """Return the identifier and the label on one side of a row, and what is on the other side."""
    other = "subject" if side == "object" else "object"
    return getattr(row, side), getattr(row, f"{side}_label"), getattr(row, f"{other}_label") or getattr(row, other)


def mapping_answer(row: Mapping) -> MappingAnswer:
    """Return a row of a mapping set as JSON gives it."""
    return {
        "subject": row.subject,
        "subject_label": row.subject_label,
        "predicate": row.predicate,
        "object": row.object,
        "object_label": row.object_label,
        "justification": row.justification,
        "author": row.author,
        "object_version": row.object_version,
        "comment": row.comment,
        "confidence": row.confidence,
        "negated": row.negated,
    }
