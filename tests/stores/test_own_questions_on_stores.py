"""Every competency question of radkg's own, as its file stands, gives the same rows in every triple store as embedded.

So does every question of docs/sparql.md, with the prefixes of the page in front. A store is filled once for both.
"""

from __future__ import annotations

import pytest

import radkg
import write_recipes
from radkg.model.ontology import Ontology
from radkg.questions.catalogue import Question, catalogue
from stores import answers, ask
from stores.answers import Unable
from stores.server import Server
from stores.test_documented_commands import PAGE

pytestmark = pytest.mark.knowledge
QUESTIONS = catalogue(Ontology.carried())
RECIPES_PAGE = write_recipes.PAGE.read_text(encoding="utf-8")
RECIPES = write_recipes.recipes(RECIPES_PAGE)

#: What a store cannot do: store and question to its version and the reason. A line that is no longer needed fails the test.
EXCEPTIONS = {
    ("virtuoso", "differential-of-signs"): Unable("7.2.5", "refused with an internal error of the compiler (SP031)"),
    ("virtuoso", "what-tells-apart"): Unable("7.2.5", "does not answer within two minutes"),
}


@pytest.fixture(scope="module", params=answers.SERVERS)
def filled(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with all of radkg."""
    return answers.filled(request)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)
def test_the_rows_are_those_of_the_embedded_store(filled: Server, kg: radkg.KnowledgeGraph, question: Question) -> None:
    answers.hold(filled, kg, question, EXCEPTIONS.get((filled.name, question.name)))


@pytest.mark.parametrize(("question", "query"), RECIPES, ids=[question for question, _ in RECIPES])
def test_the_rows_of_the_recipes_are_those_of_the_embedded_store(
    filled: Server, kg: radkg.KnowledgeGraph, question: str, query: str
) -> None:
    ours, theirs = kg.query(query), ask.query(filled, write_recipes.prefixes(RECIPES_PAGE) + query)
    assert theirs.columns == ours.columns, question
    assert answers.rows(theirs) == answers.rows(ours), question


def test_every_exception_is_of_a_question() -> None:
    assert {question for _, question in EXCEPTIONS} <= set(QUESTIONS)


def test_every_exception_is_on_the_page() -> None:
    for (store, question), unable in EXCEPTIONS.items():
        rows = [line.lower() for line in PAGE.splitlines() if f"`{question}`" in line]
        assert any(row.startswith(f"| {store} {unable.version}") for row in rows), (store, question)
