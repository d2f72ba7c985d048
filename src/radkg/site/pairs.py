"""Pairs of diseases that resemble each other, and what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from radkg.namespaces import RADKG
from radkg.questions.catalogue import names, run
from radkg.site.addresses import COMPARE, path_of

if TYPE_CHECKING:
    from radkg.model.knowledge import Knowledge
    from radkg.model.records import Fact
    from radkg.site.sections import Order

#: The named questions that compare: what tells two diseases apart, and what both show.
APART, SHARED = "what-tells-apart", "shared-findings"
#: The section whose relations say that two things are taken for each other.
_CONFUSED = "confused"
#: Basis of a difference, by the first character of what the question says, with a title and what it means.
BASES = (
    ("1", "Compared by a source", "A source says so of the one in comparison with the other."),
    (
        "2",
        "Said of the one, denied of the other",
        "It does not hold of the other, or belongs to the definition of the one.",
    ),
    (
        "3",
        "The opposite in the other",
        "The one spares what the other affects, or shows what excludes the other's way.",
    ),
    ("4", "How often", "Both show it, the one much more often than the other."),
    ("5", "Usual in the one", "It is not known of the other."),
    ("6", "Known of the one only", "That may be a gap in what is known, and no difference."),
)


class Pair(NamedTuple):
    """Two diseases that resemble each other.

    Attributes:
        one: IRI of one.
        other: IRI of the other.
        path: The path of their page, without suffix.
        facts: The facts that say that they do.
    """

    one: str
    other: str
    path: str
    facts: list[Fact]


def pairs_of(known: Knowledge, order: Order) -> list[Pair]:
    """Return the pairs of diseases of which a fact says that they resemble each other, or are taken for each other."""
    disease = RADKG + "Disease"
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in known.facts.values():
        one, other = sorted((fact.subject, fact.object))
        if fact.excluded or fact.is_null or one == other or order.section_of(fact.relation) != _CONFUSED:
            continue
        if all(disease in known.kinds.get(iri, ()) for iri in (one, other)):
            found.setdefault((one, other), []).append(fact)
    return [
        Pair(one, other, f"{COMPARE}/{path_of(one)}--{path_of(other)}".replace("elsewhere/", "elsewhere-"), facts)
        for (one, other), facts in sorted(found.items())
    ]


def differences(known: Knowledge, pair: Pair) -> list[tuple[str, str, tuple[list[tuple[str, str]], list[tuple[str, str]]]]]:
    """Return what tells a pair apart: title, note, and findings with a fact each, of the one and of the other.

    An ontology that has no such question has none of this.
    """
    if APART not in names(known.ontology):
        return []
    rows: dict[str, tuple[dict[str, str], dict[str, str]]] = {basis: ({}, {}) for basis, _, _ in BASES}
    result = run(known, APART, {"disease": pair.one, "other": pair.other, "down": len(BASES)})
    places = [result.columns.index(name) for name in ("basis", "of", "finding", "fact")]
    for cells in result.rows:
        basis, of, finding, fact = (cells[place] for place in places)
        assert isinstance(basis, ox.Literal)
        values = [cell.value if isinstance(cell, ox.NamedNode) else "" for cell in (of, finding, fact)]
        side = 0 if known.is_within(values[0], pair.one) else 1
        rows[basis.value[:1]][side].setdefault(values[1], values[2])
    return [
        (title, note, (_own_first(known, rows[basis][0]), _own_first(known, rows[basis][1])))
        for basis, title, note in BASES
        if rows[basis][0] or rows[basis][1]
    ]


def _own_first(known: Knowledge, findings: dict[str, str]) -> list[tuple[str, str]]:
    """Return findings with their facts, those that were taken over from other resources last."""
    return sorted(findings.items(), key=lambda pair: pair[1] in known.facts and known.facts[pair[1]].imported)
