"""The tool that chains mappings: one step, exact upon exact, and never over a row that a curator made."""

from __future__ import annotations

import pytest

import chain_mappings
from chain_mappings import CHAINING, TOOL, Chains, Step
from radkg.mappings import NO_TERM_FOUND, Mapping, MappingSet

EXACT, CLOSE, MANUAL = "skos:exactMatch", "skos:closeMatch", "semapv:ManualMappingCuration"


def row(subject: str, object_: str, predicate: str = EXACT, justification: str = MANUAL, comment: str = "") -> Mapping:
    return Mapping(f"radkg:{subject}", subject.lower(), predicate, object_, "", justification, "us", "1", comment)


def step(subject: str, object_: str, predicate: str = EXACT) -> Step:
    return Step(subject, predicate, object_, f"label of {object_}", "semapv:UnspecifiedMatching", 0.9, "Hub 2026")


def chained(steps: list[Step], hub: list[Mapping], doid: list[Mapping]) -> Chains:
    of = {"mondo": hub, "doid": [*doid, row("Other", "DOID:99", CLOSE)]}
    return Chains({name: MappingSet(name, {}, {}, tuple(rows)) for name, rows in of.items()}, steps)


def test_exact_upon_exact_is_exact_with_both_steps_and_how_sure_they_are() -> None:
    found = chained([step("MONDO:1", "DOID:1")], [row("Leaf", "MONDO:1")], [])
    (made,) = found.rows["doid"]
    assert (made.subject, made.predicate, made.object) == ("radkg:Leaf", EXACT, "DOID:1")
    assert (made.justification, made.confidence, made.object_label) == (CHAINING, "0.90", "label of DOID:1")
    assert made.comment == (
        f"radkg:Leaf {EXACT} MONDO:1 ({MANUAL}); MONDO:1 {EXACT} DOID:1 (semapv:UnspecifiedMatching, Hub 2026)"
    )
    assert made.more == (("mapping_tool", TOOL),)
    assert found.differences == []


def test_upon_a_cross_reference_it_is_close() -> None:
    (made,) = chained([step("MONDO:1", "DOID:1", "oboInOwl:hasDbXref")], [row("Leaf", "MONDO:1")], []).rows["doid"]
    assert made.predicate == CLOSE


def test_a_chain_has_one_step() -> None:
    """Neither a row that is chained nor one that is not exact is gone on from."""
    steps = [step("MONDO:1", "DOID:1"), step("DOID:1", "MONDO:2")]
    hub = [row("Leaf", "MONDO:1", justification=CHAINING), row("Stem", "MONDO:1", CLOSE)]
    assert chained(steps, hub, []).rows == {}


@pytest.mark.parametrize(
    ("own", "held"),
    [
        (row("Leaf", "DOID:1", CLOSE, comment="a finding"), CLOSE),
        (row("Leaf", "DOID:2"), "DOID:2"),
        (row("Stem", "DOID:1"), "radkg:Stem"),
        (row("Leaf", NO_TERM_FOUND), NO_TERM_FOUND),
    ],
)
def test_a_chain_overrules_no_curator(own: Mapping, held: str) -> None:
    found = chained([step("MONDO:1", "DOID:1")], [row("Leaf", "MONDO:1")], [own])
    assert found.rows == {}
    (difference,) = found.differences
    assert (difference.subject, difference.object, difference.held) == ("radkg:Leaf", "DOID:1", held)
    assert difference.reason


def test_what_a_curator_holds_is_not_said_again() -> None:
    found = chained([step("MONDO:1", "DOID:1")], [row("Leaf", "MONDO:1")], [row("Leaf", "DOID:1")])
    assert (found.rows, found.differences) == ({}, [])


def test_of_several_that_are_the_same_none_is_exact() -> None:
    found = chained([step("MONDO:1", "DOID:1"), step("MONDO:1", "DOID:2")], [row("Leaf", "MONDO:1")], [])
    assert {made.predicate for made in found.rows["doid"]} == {CLOSE}
    assert [one.reason for one in found.differences] == [
        "Hub 2026 has several that are the same: DOID:2; all are close",
        "Hub 2026 has several that are the same: DOID:1; all are close",
    ]


def test_a_row_that_was_read_gets_its_steps_once() -> None:
    own = row("Leaf", "MONDO:1")
    old = row("Leaf", "DOID:1", justification=CHAINING, comment="via MONDO:1; the name of both")
    first, steps = {(own.subject, own.object): own}, {("MONDO:1", "DOID:1"): step("MONDO:1", "DOID:1")}
    new = chain_mappings.with_legs(old, first, steps)
    assert (new.confidence, new.comment.endswith("Hub 2026); the name of both")) == ("0.90", True)
    assert chain_mappings.with_legs(new, first, steps) == new
    assert chain_mappings.with_legs(own, first, steps) == own
