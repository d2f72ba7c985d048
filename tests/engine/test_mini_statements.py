"""What `check` makes of statements about the small ontology: tests/mini/statements.tsv, verdicts by hand.

The verdict expected is what the rules of the model say, not what the program says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

import radkg
from radkg.verdict.result import DecidingFact, Verdict

FILE = Path(__file__).parent.parent / "mini" / "statements.tsv"
VERDICTS = {"supported", "contradicted", "unknown", "disputed", "not understood"}
FACT = "https://w3id.org/radkg/fact/"

_WORD_IS_NO_SHARE = "a frequency word that stands for a number is looked for as a number in the fact, which has the word"
_RULE_DENIES_SOME = "a value that holds as a rule denies a statement on some cases"
_WIDE_DENIES_NARROW = "what is said of all trees denies what is said of some, which the query for conflicts does not"
_CLASS_AGAINST_COUNT = "a frequency class that was taken over decides beside a count"
#: Statements that the program does not answer by the rules, and why. A statement that is answered by them leaves this list.
NOT_YET = {
    "general necrosis is pinpoint": "of a definition that excludes a value, its kinds are not excluded",
    "in saplings, leaf scorch is more common in male trees": _WIDE_DENIES_NARROW,
    "leaf scorch usually shows localized wilting at onset": _WIDE_DENIES_NARROW,
    "leaf scorch shows crown thinning in saplings": "what defines the subject is not found behind the object",
    "leaf blotch mostly affects the leaves": _WORD_IS_NO_SHARE,
    "bark canker always shows bark necrosis": _WORD_IS_NO_SHARE,
    "root rot affects the branches": "a part of what is excluded is in no conflict with the exclusion",
    "root rot is seen at age 3 in the northern valley": "an age with a word behind it cannot be read",
    "necrosis in leaf scorch is sometimes dry": _RULE_DENIES_SOME,
    "leaf scorch shows localized wilting": _RULE_DENIES_SOME,
    "necrosis in bark canker is usually weeping": "a name defined by a disease is not the finding in that disease",
    "necrosis in bark canker is more linear than necrosis in leaf scorch": "the disease of one side is not found in the other",
    "leaf scorch and leaf blotch are similar": "two names of several words cannot be joined by and",
    "slime canker shows flagging in at least 50 % of cases": "a count within some months is taken for one of the whole course",
    "leaf blotch shows wilting in at most 50 % of cases": _CLASS_AGAINST_COUNT,
    "leaf blotch shows wilting in at least 60 % of cases": _CLASS_AGAINST_COUNT,
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


def marked(case: Case) -> ParameterSet:
    """Return the case, as one that is expected to fail where the program does not answer by the rules yet."""
    marks = [pytest.mark.xfail(reason=NOT_YET[case.statement], strict=True)] if case.statement in NOT_YET else []
    return pytest.param(case, id=case.statement, marks=marks)


@pytest.fixture(scope="module")
def answers(mini: radkg.KnowledgeGraph) -> dict[str, Verdict]:
    return {case.statement: mini.check(case.statement) for case in CASES}


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_statement(answers: Mapping[str, Verdict], case: Case) -> None:
    found = answers[case.statement]
    assert found.verdict == case.verdict, f"{case.why}; but: {found.because}"
    if case.fact:
        assert case.fact in names(found.facts)


def test_the_lines_are_in_order(mini: radkg.KnowledgeGraph) -> None:
    assert len(CASES) > 300
    assert {case.verdict for case in CASES} == VERDICTS
    assert len({case.statement for case in CASES}) == len(CASES)
    assert {case.fact for case in CASES if case.fact} <= {iri.removeprefix(FACT) for iri in mini.knowledge.facts}
    assert all(case.why for case in CASES)
    assert NOT_YET.keys() <= {case.statement for case in CASES}


def test_every_fact_decides_some_statement(mini: radkg.KnowledgeGraph, answers: Mapping[str, Verdict]) -> None:
    """Only an exclusion that is hedged by its certainty decides nothing, whatever the statement."""
    met = {name for answer in answers.values() for name in names(answer.facts)}
    facts = mini.knowledge.facts
    hedged = {iri for iri, fact in facts.items() if fact.excluded and not fact.certainty.endswith("/Stated")}
    assert {iri.removeprefix(FACT) for iri in facts.keys() - hedged} - met == set()


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
