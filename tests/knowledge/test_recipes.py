"""The questions of docs/sparql.md give the rows that are shown, in the embedded store and in rdflib."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

import radkg
from radkg.namespaces import PREFIXES

ROOT = Path(__file__).parent.parent.parent
RECIPES = re.findall(
    r"## (\d+)\. (.*?)\n.*?```sparql\n(.*?)```", (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def graph(kg: radkg.KnowledgeGraph) -> rdflib.Graph:
    return kg.graph


def test_there_are_twenty() -> None:
    assert [int(number) for number, _, _ in RECIPES] == list(range(1, 21))


def test_the_rows_shown_are_those_that_are_given() -> None:
    checked = subprocess.run([sys.executable, str(ROOT / "tools" / "write_recipes.py"), "--check"], check=False)
    assert checked.returncode == 0, "run `python tools/write_recipes.py`, and look at the difference"


@pytest.mark.parametrize(("number", "question", "query"), RECIPES)
def test_both_engines_give_the_same_rows(
    kg: radkg.KnowledgeGraph, graph: rdflib.Graph, number: str, question: str, query: str
) -> None:
    ours = list(kg.query(query))
    assert ours, f"{number}: {question}"
    theirs = [row for row in graph.query(query, initNs=PREFIXES) if isinstance(row, rdflib.query.ResultRow)]
    assert len(theirs) == len(ours)
    assert sorted(str(row[0]) for row in theirs) == sorted(str(next(iter(row.values()))) for row in ours)
