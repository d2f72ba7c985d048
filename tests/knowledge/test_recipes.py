"""The questions of docs/sparql.md give the rows that are shown, in the embedded store and in rdflib."""

from __future__ import annotations

import pytest
import rdflib

import radkg
import write_recipes
from radkg.namespaces import PREFIXES

PAGE = write_recipes.PAGE.read_text(encoding="utf-8")
RECIPES = write_recipes.recipes(PAGE)


def test_there_are_twenty() -> None:
    assert [int(question.partition(".")[0]) for question, _ in RECIPES] == list(range(1, 21))


def test_the_rows_shown_are_those_that_are_given(kg: radkg.KnowledgeGraph) -> None:
    assert write_recipes.written(PAGE, kg) == PAGE, "run `python tools/write_recipes.py`, and look at the difference"


@pytest.mark.sweep  # for the graph in rdflib
@pytest.mark.parametrize(("question", "query"), RECIPES, ids=[question for question, _ in RECIPES])
def test_both_engines_give_the_same_rows(
    kg: radkg.KnowledgeGraph, rdflib_graph: rdflib.Graph, question: str, query: str
) -> None:
    ours = list(kg.query(query))
    assert ours, question
    theirs = [row for row in rdflib_graph.query(query, initNs=PREFIXES) if isinstance(row, rdflib.query.ResultRow)]
    assert len(theirs) == len(ours)
    assert sorted(str(row[0]) for row in theirs) == sorted(str(next(iter(row.values()))) for row in ours)
