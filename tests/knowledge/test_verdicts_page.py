"""docs/verdicts.md is true to the code: what it shows `radkg check` answer, it answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import radkg

PAGE = (Path(__file__).parent.parent.parent / "docs" / "verdicts.md").read_text(encoding="utf-8")
#: The commands with the lines that are shown of their answers, the first ones as a rule.
SHOWN = re.findall(r'^ +\$ radkg check "([^"]+)"\n((?: {4,}(?!\$).+\n)+)', PAGE, re.MULTILINE)
TABLE = re.findall(r"^\| ([a-z][^|]+) \| (unknown|contradicted|supported|disputed) \| [^|]+ \|$", PAGE, re.MULTILINE)


def test_the_page_shows_answers_and_verdicts() -> None:
    assert len(SHOWN) >= 3
    assert len(TABLE) >= 3


@pytest.mark.parametrize(("statement", "lines"), SHOWN)
def test_an_answer_begins_as_the_page_shows(kg: radkg.KnowledgeGraph, statement: str, lines: str) -> None:
    answer = [line.strip() for line in kg.check(statement).text().splitlines()]
    assert [line.strip() for line in lines.splitlines()] == answer[: len(lines.splitlines())]


@pytest.mark.parametrize(("statement", "verdict"), TABLE)
def test_a_statement_has_the_verdict_of_the_table(kg: radkg.KnowledgeGraph, statement: str, verdict: str) -> None:
    assert kg.check(statement).verdict == verdict
