"""The questions of the small ontology, with each kind of parameter and of answer, give the same rows in every triple store."""

from __future__ import annotations

from collections import Counter

import pytest

import radkg
from radkg.model.ontology import Ontology
from radkg.questions.catalogue import Question, catalogue
from stores import answers, ask
from stores.answers import Unable
from stores.server import Server
from stores.small_release import MINI

QUESTIONS = catalogue(Ontology.at(MINI))

#: What a store cannot do: store and question to its version and the reason. A line that is no longer needed fails the test.
EXCEPTIONS = {
    ("virtuoso", "is-seen-in"): Unable("7.2.5", "an ASK is answered by a table with the column __ASK_RETVAL, empty for no"),
}


@pytest.fixture(scope="module", params=answers.SERVERS)
def filled(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with the whole small ontology."""
    return answers.filled(request, "--ontology", str(MINI))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)
def test_the_rows_are_those_of_the_embedded_store(filled: Server, mini: radkg.KnowledgeGraph, question: Question) -> None:
    answers.hold(filled, mini, question, EXCEPTIONS.get((filled.name, question.name)))


def test_each_kind_of_answer_is_asked_for(mini: radkg.KnowledgeGraph) -> None:
    results = [mini.query(q.name, **{p.name: p.example for p in q.parameters}) for q in QUESTIONS.values()]
    assert {result.kind for result in results} == {"solutions", "triples", "boolean"}
    assert all(len(result) for result in results)


@pytest.mark.servers
def test_a_row_too_many_or_another_value_is_seen(oxigraph: Server) -> None:
    """The comparison tells apart what differs, and not what is only written otherwise."""

    def one(cell: str) -> Counter[tuple[object, ...]]:
        return answers.rows(ask.query(oxigraph, f"SELECT * {{ VALUES ?x {{ {cell} }} }}"))

    assert one("0.50") == one("0.5")
    assert one("true") == one("'1'^^<http://www.w3.org/2001/XMLSchema#boolean>")
    assert one("0.5") != one("0.5 0.5")
    assert one("1") != one("true")
    assert one("'a'@en") != one("'a'")
