"""What `check` makes of statements as people write them: statements/*.tsv, one file a kind, verdicts by hand.

The verdict expected is what the rules of the design and the teaching page say, not what the program says.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import radkg
from radkg.verdict import Verdict
from radkg.verdict.result import DecidingFact

# as-people-write-*.tsv may have several facts and alternative labels (test_as_people_write.py)
FILES = sorted(
    path for path in (Path(__file__).parent / "statements").glob("*.tsv") if not path.name.startswith("as-people-write")
)
VERDICTS = {"supported", "contradicted", "unknown", "disputed", "not understood"}


class Case(NamedTuple):
    """One line: a statement, its verdict, why, and a fact that must be among those that decide."""

    statement: str
    verdict: str
    why: str
    fact: str = ""


def read_cases(path: Path) -> list[Case]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert header == "statement\tverdict\twhy\tfact"
    return [Case(*line.split("\t")) for line in lines]


CASES = [case for path in FILES for case in read_cases(path)]


def names(facts: Iterable[DecidingFact]) -> list[str]:
    return [fact.iri.removeprefix("https://w3id.org/radkg/fact/") for fact in facts]


@cache
def answer(kg: radkg.KnowledgeGraph, statement: str) -> Verdict:
    """Check a statement, which is asked once."""
    return kg.check(statement)


PARTS = 3


@pytest.mark.in_part(PARTS)
@pytest.mark.parametrize("part", range(PARTS))
def test_statements_have_their_verdict_and_the_fact_named_decides(kg: radkg.KnowledgeGraph, part: int) -> None:
    wrong = {
        case.statement: f"{found.verdict}, not {case.verdict}: {case.why}; but: {found.because}"
        for case in CASES[part::PARTS]
        if (found := answer(kg, case.statement)).verdict != case.verdict or (case.fact and case.fact not in names(found.facts))
    }
    assert wrong == {}


def test_the_lines_are_in_order(kg: radkg.KnowledgeGraph) -> None:
    assert len(FILES) >= 10
    assert {case.verdict for case in CASES} <= VERDICTS
    assert len({case.statement for case in CASES}) == len(CASES)
    facts = {iri.removeprefix("https://w3id.org/radkg/fact/") for iri in kg.knowledge.facts}
    assert {case.fact for case in CASES if case.fact} <= facts
    assert all(case.why for case in CASES)


@pytest.mark.sweep  # it asks all
def test_every_fact_decides_some_statement(kg: radkg.KnowledgeGraph) -> None:
    """Each fact of our own is met by a statement of these files, so that none can be lost unnoticed.

    Facts taken over in bulk are counted against their tables' rows instead (test_imports).
    """
    met = {name for case in CASES for name in names(answer(kg, case.statement).facts)}
    imported = {row["fact"] for row in kg.query("SELECT ?fact WHERE { ?fact a radkg:ImportedFact }")}
    nulls = {iri for iri, fact in kg.knowledge.facts.items() if fact.is_null}  # they decide nothing, whatever the statement
    ours = {iri.removeprefix("https://w3id.org/radkg/fact/") for iri in kg.knowledge.facts.keys() - imported - nulls}
    assert ours - met == set()
