"""Which facts of the small ontology are in conflict: tests/mini/conflicts.tsv, by hand, with the near misses."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

import radkg

FILE = Path(__file__).parent.parent / "mini" / "conflicts.tsv"
KINDS = {"exclusion", "excluded ages", "single-valued relation", "single-valued qualifier", "counts"}
FACT = "https://w3id.org/radkg/fact/"

_SOME_AGAINST_RULE = "a value said of some cases is held to be at odds with one that is a rule"
_NO_LIMIT = "neither ages nor the modality limit a value that excludes another"
#: Pairs that the program does not treat by the rules, and why. A pair that it does leaves this list.
NOT_YET = {
    "root-rot-affects-leaves": "of what is excluded, kinds are looked for, and no parts",
    "bark-canker-seen-at-85-to-90": "excluded people without highest age are left out",
    "leaf-scorch-shows-localized-wilting": _SOME_AGAINST_RULE,
    "leaf-scorch-usually-shows-localized-wilting-on-thermography": _NO_LIMIT,
    "leaf-scorch-usually-shows-localized-wilting-at-50-to-60": _NO_LIMIT,
}


class Pair(NamedTuple):
    """One line: two facts, whether they are in conflict, by which rule they are or are not, and why."""

    one: str
    other: str
    conflict: str
    kind: str
    why: str

    @property
    def both(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


def read_pairs() -> list[Pair]:
    header, *lines = FILE.read_text(encoding="utf-8").splitlines()
    assert header == "one\tother\tconflict\tkind\twhy"
    return [Pair(*line.split("\t")) for line in lines]


PAIRS = read_pairs()


def marked(pair: Pair) -> ParameterSet:
    """Return the pair, as one that is expected to fail where the program does not treat it by the rules yet."""
    marks = [pytest.mark.xfail(reason=NOT_YET[pair.other], strict=True)] if pair.other in NOT_YET else []
    return pytest.param(pair, id=f"{pair.one} {pair.other}", marks=marks)


@pytest.fixture(scope="module")
def derived(mini: radkg.KnowledgeGraph) -> set[frozenset[str]]:
    known = mini.knowledge
    pairs = {frozenset((one, other)) for one in known.facts for other in known.conflicts_of(one)}
    return {frozenset(iri.removeprefix(FACT) for iri in pair) for pair in pairs}


@pytest.mark.parametrize("pair", [marked(pair) for pair in PAIRS])
def test_pair(derived: set[frozenset[str]], pair: Pair) -> None:
    assert (pair.both in derived) == (pair.conflict == "yes"), pair.why


def test_no_other_facts_are_in_conflict(derived: set[frozenset[str]]) -> None:
    assert derived <= {pair.both for pair in PAIRS}


def test_each_rule_has_conflicts_and_near_misses(mini: radkg.KnowledgeGraph) -> None:
    assert {(pair.kind, pair.conflict) for pair in PAIRS} == {(kind, said) for kind in KINDS for said in ("yes", "no")}
    assert len({pair.both for pair in PAIRS}) == len(PAIRS)
    known = {iri.removeprefix(FACT) for iri in mini.knowledge.facts}
    assert {name for pair in PAIRS for name in pair.both} <= known


def test_facts_in_conflict_are_so_both_ways(mini: radkg.KnowledgeGraph) -> None:
    known = mini.knowledge
    assert all(one in known.conflicts_of(other) for one in known.facts for other in known.conflicts_of(one))


DERIVED = [pair for pair in PAIRS if pair.conflict == "yes" and pair.other not in NOT_YET]


@pytest.mark.parametrize("pair", DERIVED, ids=lambda pair: f"{pair.one} {pair.other}")
def test_what_rests_on_facts_in_conflict_is_disputed(mini: radkg.KnowledgeGraph, pair: Pair) -> None:
    """Put back as a statement, the label of a fact in conflict is disputed, where that fact is among those that decide."""
    for name in pair.both:
        verdict = mini.check(mini.knowledge.facts[FACT + name].label)
        if FACT + name in {fact.iri for fact in verdict.facts}:
            assert verdict.verdict == "disputed", verdict.because
