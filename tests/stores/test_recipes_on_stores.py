"""Every question of docs/sparql.md, with the prefixes of the page in front, gives the same rows in every triple store."""

from __future__ import annotations

import pytest

import radkg
import write_recipes
from stores import answers, ask
from stores.server import Server

pytestmark = pytest.mark.knowledge
PAGE = write_recipes.PAGE.read_text(encoding="utf-8")
RECIPES = write_recipes.recipes(PAGE)


@pytest.fixture(scope="module", params=answers.SERVERS)
def filled(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with all of radkg."""
    return answers.filled(request)


@pytest.mark.parametrize(("question", "query"), RECIPES, ids=[question for question, _ in RECIPES])
def test_the_rows_are_those_of_the_embedded_store(filled: Server, kg: radkg.KnowledgeGraph, question: str, query: str) -> None:
    ours, theirs = kg.query(query), ask.query(filled, write_recipes.prefixes(PAGE) + query)
    assert theirs.columns == ours.columns, question
    assert answers.rows(theirs) == answers.rows(ours), question
