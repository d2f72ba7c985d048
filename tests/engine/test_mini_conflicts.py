"""Which facts of the small ontology are in conflict: tests/mini/conflicts.tsv, by hand, with the near misses."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import radkg
from radkg.namespaces import RADKG

FILE = Path(__file__).parent.parent / "mini" / "conflicts.tsv"
RULES = {
    "exclusion",
    "excluded ages",
    "report",
    "single-valued relation",
    "single-valued qualifier",
    "description against rule",
    "converse",
    "opposites",
    "counts",
    "null result",
}
FACT = RADKG + "fact/"


class Pair(NamedTuple):
    """One line: two facts, whether they are in conflict, by which rule they are or are not, the kind of conflict, and why."""

    one: str
    other: str
    conflict: str
    rule: str
    kind: str
    why: str

    @property
    def both(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


def read_pairs() -> list[Pair]:
    header, *lines = FILE.read_text(encoding="utf-8").splitlines()
    assert header == "one\tother\tconflict\trule\tkind\twhy"
    return [Pair(*line.split("\t")) for line in lines]


PAIRS = read_pairs()


@pytest.fixture(scope="module")
def derived(mini: radkg.KnowledgeGraph) -> dict[frozenset[str], str]:
    """The pairs in conflict, with the kind of their conflict."""
    known = mini.knowledge
    pairs = {frozenset((one, c.other)): c.kind.removeprefix(RADKG) for one in known.facts for c in known.conflicts(one)}
    return {frozenset(iri.removeprefix(FACT) for iri in pair): kind for pair, kind in pairs.items()}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one} {pair.other}")
def test_pair(derived: dict[frozenset[str], str], pair: Pair) -> None:
    assert derived.get(pair.both, "") == pair.kind, pair.why


def test_no_other_facts_are_in_conflict(derived: dict[frozenset[str], str]) -> None:
    assert derived.keys() <= {pair.both for pair in PAIRS}


def test_each_rule_has_conflicts_and_near_misses(mini: radkg.KnowledgeGraph) -> None:
    assert {(pair.rule, pair.conflict) for pair in PAIRS} == {(rule, said) for rule in RULES for said in ("yes", "no")}
    assert all(bool(pair.kind) == (pair.conflict == "yes") for pair in PAIRS)
    assert {RADKG + pair.kind for pair in PAIRS if pair.kind} == mini.knowledge.instances(RADKG + "ConflictKind")
    assert len({pair.both for pair in PAIRS}) == len(PAIRS)
    known = {iri.removeprefix(FACT) for iri in mini.knowledge.facts}
    assert {name for pair in PAIRS for name in pair.both} <= known


def test_facts_in_conflict_are_so_both_ways(mini: radkg.KnowledgeGraph) -> None:
    known = mini.knowledge
    assert all(one in known.conflicts_of(other) for one in known.facts for other in known.conflicts_of(one))


def test_facts_are_in_one_conflict_only(mini: radkg.KnowledgeGraph) -> None:
    """A pair that two rules bring into conflict would have one reason for each, and be counted twice."""
    known = mini.knowledge
    assert all(len(known.conflicts(one)) == len(known.conflicts_of(one)) for one in known.facts)


DERIVED = [pair for pair in PAIRS if pair.conflict == "yes"]


@pytest.mark.parametrize("pair", DERIVED, ids=lambda pair: f"{pair.one} {pair.other}")
def test_what_rests_on_facts_in_conflict_alone_is_disputed(mini: radkg.KnowledgeGraph, pair: Pair) -> None:
    """Put back as a statement, the label of a fact in conflict is disputed, where no fact in none decides beside it.

    Where cohorts are heterogeneous, only what is said of numbers is: radkg:disputes.
    """
    known = mini.knowledge
    for name in pair.both:
        verdict = mini.check(known.facts[FACT + name].label)
        deciding = {fact.iri for fact in verdict.facts}
        if FACT + name in deciding and all(known.is_disputed(iri) for iri in deciding):
            assert verdict.verdict == "disputed", verdict.because


def test_a_report_against_a_denial_and_a_null_result_dispute_and_heterogeneity_does_not(mini: radkg.KnowledgeGraph) -> None:
    disputing = {kind.removeprefix(RADKG) for kind in mini.knowledge.disputing}
    assert disputing == {"Contradiction", "ReportAgainstDenial", "NullResultAgainstPositive"}
