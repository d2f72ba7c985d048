"""What must hold of every competency question, of whatever ontology it is."""

from __future__ import annotations

import re

import rdflib

import radkg
from radkg.namespaces import expand
from radkg.questions.catalogue import Question, bind, find, names_in
from radkg.rdf.rdflib_view import to_term
from write_goldens import example

ASKED_BY = {"radiologist", "curator", "data engineer"}


def assert_header_is_readable(question: Question) -> None:
    """Assert that a question says what it asks and what its parameters are."""
    assert question.title
    assert question.title != question.name
    assert question.question.endswith(("?", "."))
    assert question.keywords
    for parameter in question.parameters:
        assert parameter.about
        assert parameter.example


def assert_file_asks_its_example(kg: radkg.KnowledgeGraph, question: Question) -> None:
    """Assert that the file as it stands asks the example, so that it can be pasted into any SPARQL store."""
    values = re.findall(r"VALUES \?(\w+) \{ ([^{}]*) \} # parameter", question.sparql)
    for parameter in question.parameters:
        stand_in = {written for name, written in values if name == parameter.name}
        if parameter.kind == "term":
            texts = filter(None, (parameter.example, parameter.default))
            names = [name for text in texts for name in names_in(kg.knowledge, parameter, text)]
            asked = {find(kg.knowledge, name, parameter.of) for name in names}
            assert {expand(iri) for written in stand_in for iri in written.split()} <= asked
            assert stand_in
        else:
            assert {written.strip('"') for written in stand_in} == {parameter.example}


def assert_rdflib_gives_the_same_rows(kg: radkg.KnowledgeGraph, graph: rdflib.Graph, question: Question) -> None:
    """Assert that another engine gives the same rows in the same order."""
    embedded = [
        tuple(None if cell is None else to_term(cell) for cell in row)
        for row in kg.query(question.name, **example(question)).rows
    ]
    answer = graph.query(bind(kg.knowledge, question, example(question)))
    if answer.type == "ASK":
        assert [(rdflib.Literal(answer.askAnswer),)] == embedded
    elif answer.type == "CONSTRUCT":
        assert answer.graph is not None
        assert set(answer.graph) == set(embedded)
    else:
        assert [tuple(row) for row in answer] == embedded  # type: ignore[arg-type]
