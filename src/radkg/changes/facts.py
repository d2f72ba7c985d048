"""The facts that differ: which are new, gone or altered, and in what. `radkg diff` and `radkg load` tell it by this."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict

from radkg.changes.values import Alteration, AlterationAnswer, altered
from radkg.namespaces import DCTERMS, RADKG, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from radkg.changes.statements import Statement

KINDS = frozenset(RADKG + kind for kind in ("Association", "ExcludedAssociation", "NullResult"))
TYPE, LABEL, EVIDENCE = RDF + "type", RDFS + "label", RADKG + "evidence"
#: Property to what alters with it; another one of a fact is a qualifier or, where its values are numbers, a number.
_WHAT = {
    TYPE: "kind",
    LABEL: "label",
    RADKG + "subject": "subject",
    RADKG + "relation": "relation",
    RADKG + "object": "object",
    RADKG + "certainty": "certainty",
    RADKG + "frequencyWord": "frequency word",
    EVIDENCE: "evidence",
    DCTERMS + "source": "source",
    RADKG + "passage": "locator",
    RADKG + "locator": "locator",
    RADKG + "evidenceType": "evidence type",
    RADKG + "bearsOn": "what the evidence bears on",
    RDFS + "comment": "remark",
    RADKG + "doubt": "doubt",
}


class Known(Protocol):
    """What is known of the nodes of one side."""

    def types(self, iri: str) -> Collection[str]:
        """Return the classes that a node is stated to be of; none where it is not there."""

    def owners(self, iri: str) -> Collection[str]:
        """Return the facts that a node is the evidence of."""

    def label(self, iri: str) -> str:
        """Return what a node is called, for reading; empty where it has no name."""


class ChangedFact(NamedTuple):
    """A fact that is new or gone.

    Attributes:
        iri: Its IRI.
        label: Its label; empty where it has none.
    """

    iri: str
    label: str


class AlteredFact(NamedTuple):
    """A fact of which something else is said, or of its evidence.

    Attributes:
        iri: Its IRI.
        label: Its label, as it is now.
        alterations: In what it differs.
    """

    iri: str
    label: str
    alterations: tuple[Alteration, ...]

    def to_dict(self) -> AlteredFactAnswer:
        """Return it for JSON."""
        return {"iri": self.iri, "label": self.label, "alterations": [one.to_dict() for one in self.alterations]}


class FactChanges(NamedTuple):
    """Facts that differ, each kind sorted by IRI.

    Attributes:
        added: Facts that are new.
        removed: Facts that are gone.
        altered: Facts of which something else is said, or of their evidence.
    """

    added: tuple[ChangedFact, ...] = ()
    removed: tuple[ChangedFact, ...] = ()
    altered: tuple[AlteredFact, ...] = ()

    def __bool__(self) -> bool:
        return any(self)  # as a tuple of three, it would always be true

    def to_dict(self) -> FactChangesAnswer:
        """Return them for JSON."""
        return {
            "added": [{"iri": fact.iri, "label": fact.label} for fact in self.added],
            "removed": [{"iri": fact.iri, "label": fact.label} for fact in self.removed],
            "altered": [fact.to_dict() for fact in self.altered],
        }


class ChangedFactAnswer(TypedDict):
    """A fact.

    Attributes:
        iri: Its IRI.
        label: Its label; empty where it has none.
    """

    iri: str
    label: str


class AlteredFactAnswer(TypedDict):
    """A fact of which something else is said, or of its evidence.

    Attributes:
        iri: Its IRI.
        label: Its label, as it is now.
        alterations: In what it differs.
    """

    iri: str
    label: str
    alterations: list[AlterationAnswer]


class FactChangesAnswer(TypedDict):
    """Facts that differ, each kind sorted by IRI.

    Attributes:
        added: Facts that are new.
        removed: Facts that are gone.
        altered: Facts of which something else is said, or of their evidence.
    """

    added: list[ChangedFactAnswer]
    removed: list[ChangedFactAnswer]
    altered: list[AlteredFactAnswer]


def changes_of_facts(gone: Iterable[Statement], fresh: Iterable[Statement], before: Known, after: Known) -> FactChanges:
    """Return the facts that differ.

    Args:
        gone: The statements that only the old side has, those about facts and evidence among them.
        fresh: The statements that only the new side has.
        before: The old side.
        after: The new side.
    """
    differing: dict[str, dict[tuple[str, str], tuple[list[str], list[str]]]] = {}
    for side, some, known in ((0, gone, before), (1, fresh, after)):
        for statement in some:
            for fact in _facts_of(statement.subject, known):
                values = differing.setdefault(fact, {}).setdefault((statement.subject, statement.property), ([], []))
                values[side].append(statement.value)
    added: list[ChangedFact] = []
    removed: list[ChangedFact] = []
    different: list[AlteredFact] = []
    for fact in sorted(differing):
        was, is_ = _is_fact(fact, before), _is_fact(fact, after)
        if was and is_:
            different.append(AlteredFact(fact, after.label(fact), _alterations(fact, differing[fact], before, after)))
        elif was:
            removed.append(ChangedFact(fact, before.label(fact)))
        elif is_:
            added.append(ChangedFact(fact, after.label(fact)))
    return FactChanges(tuple(added), tuple(removed), tuple(different))


def _is_fact(iri: str, known: Known) -> bool:
    return not KINDS.isdisjoint(known.types(iri))


def _facts_of(node: str, known: Known) -> Collection[str]:
    """Return the facts that a statement about a node is about: itself, or those that it is the evidence of."""
    return (node,) if _is_fact(node, known) else known.owners(node)


def _alterations(
    fact: str, differing: dict[tuple[str, str], tuple[list[str], list[str]]], before: Known, after: Known
) -> tuple[Alteration, ...]:
    old_evidence, new_evidence = differing.get((fact, EVIDENCE), ((), ()))
    whole = {value[1:-1] for value in (*old_evidence, *new_evidence)}  # told as a whole, by the source that it names
    return tuple(
        altered(_what(node == fact, property_, old or new), property_, "" if node == fact else node, old, new, before, after)
        for (node, property_), (old, new) in sorted(differing.items(), key=lambda one: (one[0][0] != fact, one[0]))
        if node not in whole
    )


def _what(is_of_fact: bool, property_: str, values: list[str]) -> str:
    if property_ in _WHAT:
        return _WHAT[property_]
    if not is_of_fact:
        return "evidence"
    return "number" if all(value.startswith('"') for value in values) else "qualifier"
