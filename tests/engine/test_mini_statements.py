"""What `check` makes of statements about the small ontology: tests/mini/statements.tsv, verdicts by hand.

The verdict expected is what the rules of the model say, not what the program says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import radkg
from radkg.verdict.result import DecidingFact, Verdict

FILE = Path(__file__).parent.parent / "mini" / "statements.tsv"
VERDICTS = {"supported", "contradicted", "unknown", "disputed", "not understood"}
FACT = "https://w3id.org/radkg/fact/"

#: Statements that the program does not answer by the rules, and why. A statement that is answered by them leaves this list.
NOT_YET = {
    "leaf scorch and leaf blotch are similar": "two names of several words cannot be joined by and",
}


class Case(NamedTuple):
    """One line: a statement, its verdict, why, and a fact that must be among those that decide."""

    statement: str
    verdict: str
    why: str
    fact: str = ""


def read_cases() -> list[Case]:
    header, *lines = FILE.read_text(encoding="utf-8").splitlines()
    assert header == "statement\tverdict\twhy\tfact"
    return [Case(*line.split("\t")) for line in lines]


CASES = read_cases()


def names(facts: Iterable[DecidingFact]) -> set[str]:
    return {fact.iri.removeprefix(FACT) for fact in facts}


@pytest.fixture(scope="module")
def answers(mini: radkg.KnowledgeGraph) -> dict[str, Verdict]:
    return {case.statement: mini.check(case.statement) for case in CASES}


def test_statements_have_their_verdict_and_the_fact_named_decides(answers: Mapping[str, Verdict]) -> None:
    wrong = {
        case.statement: f"{found.verdict}, not {case.verdict}: {case.why}; but: {found.because}"
        for case in CASES
        if (found := answers[case.statement]).verdict != case.verdict or (case.fact and case.fact not in names(found.facts))
    }
    assert {statement: why for statement, why in wrong.items() if statement not in NOT_YET} == {}
    assert NOT_YET.keys() <= wrong.keys(), "one of them is answered by the rules: take it off the list"


def test_the_lines_are_in_order(mini: radkg.KnowledgeGraph) -> None:
    assert len(CASES) > 300
    assert {case.verdict for case in CASES} == VERDICTS
    assert len({case.statement for case in CASES}) == len(CASES)
    assert {case.fact for case in CASES if case.fact} <= {iri.removeprefix(FACT) for iri in mini.knowledge.facts}
    assert all(case.why for case in CASES)
    assert NOT_YET.keys() <= {case.statement for case in CASES}


def test_every_fact_decides_some_statement(mini: radkg.KnowledgeGraph, answers: Mapping[str, Verdict]) -> None:
    """Only a null result decides nothing, whatever the statement."""
    met = {name for answer in answers.values() for name in names(answer.facts)}
    assert {iri.removeprefix(FACT) for iri, fact in mini.knowledge.facts.items() if not fact.is_null} - met == set()


def test_a_null_result_is_shown_whatever_decides(mini: radkg.KnowledgeGraph, answers: Mapping[str, Verdict]) -> None:
    shown = {name for answer in answers.values() for name in names(answer.nearest)}
    assert {iri.removeprefix(FACT) for iri, fact in mini.knowledge.facts.items() if fact.is_null} <= shown
    unknown, decided = (
        answers["leaf blotch increases the risk of root rot"],
        answers["root rot increases the risk of bark canker"],
    )
    assert "which decides nothing" in unknown.because
    assert names(decided.nearest) == {"root-rot-risk-of-bark-canker-not-shown-in-northern-valley"}
    assert "odds ratio 1.3 (0.8–2.1)" in str(decided)


def test_a_fact_taken_over_is_not_shown_beside_what_is_decided(answers: Mapping[str, Verdict]) -> None:
    """The table denies a kind of corking; beside "leaf scorch shows corking", only a denial that was read is shown."""
    shown = names(answers["leaf scorch shows corking"].nearest)
    assert "test-table-1-testo-0000103" not in shown
    assert "leaf-scorch-does-not-show-necrosis-of-trunk" in names(answers["leaf scorch shows necrosis"].nearest)


def test_the_nearest_facts_are_named_where_none_decides(answers: Mapping[str, Verdict]) -> None:
    answer = answers["leaf scorch shows yellowing of the midrib"]
    assert [fact.side for fact in answer.nearest] == [""] * len(answer.nearest)
    assert answer.nearest[0].iri == FACT + "leaf-scorch-shows-yellowing-of-leaf-margin"
    assert answer.nearest[0].label in answer.because


def test_beside_a_dispute_stands_what_the_deciding_facts_are_in_conflict_with(answers: Mapping[str, Verdict]) -> None:
    answer = answers["leaf blotch is seen in female saplings"]
    assert names(answer.facts) == {"leaf-blotch-not-seen-in-saplings"}
    assert names(answer.nearest) == {
        "leaf-blotch-seen-in-seedlings",
        "leaf-blotch-peaks-at-8-to-14",
        "test-table-2-onset-seed-stage",
    }


def test_a_doubt_is_told(answers: Mapping[str, Verdict]) -> None:
    assert "which radkg doubts" in answers["leaf blotch shows corky warts"].because


@pytest.mark.parametrize("statement", ["", "   ", "x" * 501, "leaf scorch\x07 shows galls"])
def test_what_cannot_be_a_statement_is_not_understood(mini: radkg.KnowledgeGraph, statement: str) -> None:
    assert mini.check(statement).verdict == "not understood"
