"""Verbs as others ask them, over a network or from a program: what they may give, and what they get."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import radkg
from answer_schemas import validator
from radkg.errors import InvalidOption, InvalidQuery, RadkgError, UnreadableFile
from radkg.verbs import VERBS
from radkg.verbs.remote import ask, parameters_schema, remote_parameters, remote_verbs, schemas_of

#: What is asked of each verb: `reason`, which needs Java, apart.
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("check", {"statement": "leaf scorch shows yellowing"}),
    ("check", {"text": "Leaf scorch shows yellowing, corking and xyzzy. Who knows?"}),
    ("check", {"file": "leaf scorch shows yellowing\n", "input_format": "text"}),
    ("check", {"file": {"name": "a.csv", "text": "claim\nleaf scorch shows yellowing\n"}, "column": "claim"}),
    ("show", {"term": "leaf scorch"}),
    ("query", {"query": "diseases-at-age", "param": {"age": 7}}),
    ("query", {"query": "diseases-at-age", "value": "7", "limit": 1}),
    ("query", {"list": True}),
    ("validate", {"files": [{"name": "mine.ttl", "text": "<https://example.org/a> a <https://w3id.org/radkg/Association> ."}]}),
    ("quality", {"only": ["missing-label"]}),
    ("quality", {"docs": True}),
    ("criteria", {"finding": ["corking"], "age": 3}),
    ("criteria", {"list": True}),
    ("sources list", {}),
    ("sources verify", {"file": "another text"}),
    ("mappings list", {}),
]


def test_only_verbs_that_read_are_offered() -> None:
    reading = {"check", "show", "query", "validate", "quality", "reason", "criteria"}
    assert set(remote_verbs()) == reading | {f"{what} {how}" for what in ("sources", "mappings") for how in ("list", "verify")}


@pytest.mark.parametrize("verb", remote_verbs().values(), ids=list(remote_verbs()))
def test_no_file_of_the_machine_can_be_named(verb: Any) -> None:
    for parameter in remote_parameters(verb):
        assert parameter.remote == "content" or parameter.kind not in ("file", "folder", "url"), parameter.name
    assert not {"with", "ontology", "timeout", "output"} & {parameter.name for parameter in remote_parameters(verb)}


@pytest.mark.parametrize("verb", remote_verbs().values(), ids=list(remote_verbs()))
def test_what_may_be_given_is_said_in_json_schema_that_its_examples_fit(verb: Any) -> None:
    schema = parameters_schema(verb)
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == [parameter.name for parameter in remote_parameters(verb)]
    assert all("description" in property_ for property_ in schema["properties"].values())
    for example in schema.get("examples", ()):
        assert list(Draft202012Validator(schema).iter_errors(example)) == []


def test_the_schemas_are_those_of_the_documentation() -> None:
    documented = json.loads((Path(__file__).parents[2] / "docs" / "api" / "show.json").read_text(encoding="utf-8"))
    assert schemas_of(VERBS["show"]) == documented["$defs"]


def test_the_questions_that_there_are_can_be_enumerated(mini: radkg.KnowledgeGraph) -> None:
    schema = parameters_schema(VERBS["query"], mini.ontology)
    assert "diseases-at-age" in schema["properties"]["query"]["enum"]


@pytest.mark.parametrize(("verb", "given"), ASKED, ids=[f"{verb} {list(given)}" for verb, given in ASKED])
def test_an_answer_fits_its_schema(mini: radkg.KnowledgeGraph, verb: str, given: dict[str, Any]) -> None:
    answer = ask(VERBS[verb], given, mini)
    assert [error.message for error in validator(verb, "answer").iter_errors(answer)] == []


def test_an_answer_is_that_of_the_graph(mini: radkg.KnowledgeGraph) -> None:
    statement = "leaf scorch shows yellowing"
    assert ask(VERBS["check"], {"statement": statement}, mini) == mini.check(statement).to_dict()
    assert ask(VERBS["check"], {"statement": statement}, mini, lambda result: result.html()) == mini.check(statement).html()


@pytest.mark.parametrize(
    ("verb", "given", "why"),
    [
        ("check", {}, "check: give one of statement, file, text"),
        ("check", {"statement": 3}, "check, statement: 3 is not of type 'string'"),
        ("check", {"statement": "a", "text": "b"}, "check: statement and text exclude each other; give one of them"),
        ("check", {"statement": "a", "output": "/tmp/x.tsv"}, "'output' was unexpected"),
        ("check", {"statement": "a", "with": ["/etc/passwd"]}, "'with' was unexpected"),
        ("check", {"statement": "a", "column": "b"}, "'file' is a dependency of 'column'"),
        ("show", {}, "'term' is a required property"),
        ("criteria", {"age": 200}, "criteria, age: 200 is greater than the maximum of 120"),
    ],
)
def test_what_does_not_fit_is_refused(mini: radkg.KnowledgeGraph, verb: str, given: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidOption) as refused:
        ask(VERBS[verb], given, mini)
    assert why in str(refused.value)


@pytest.mark.parametrize("query", ["/etc/passwd", "../queries/x.rq", "-", "SELECT * { ?s ?p ?o }", "pyproject.toml"])
def test_only_a_question_can_be_named_and_no_file(mini: radkg.KnowledgeGraph, query: str) -> None:
    with pytest.raises(InvalidQuery, match="there is no question"):
        ask(VERBS["query"], {"query": query}, mini)
    with pytest.raises(InvalidQuery, match="there is no question"):
        ask(VERBS["query"], {"query": query, "list": True}, mini)


@pytest.mark.parametrize(
    "name",
    ["mine.ttl", "../../mine.ttl", "/etc/mine.ttl", "a\\b\\mine.ttl", "....mine.ttl", "mi\0ne.ttl", f"{'x' * 300}mine.ttl"],
)
def test_a_file_is_called_by_its_name_and_never_by_the_folder_it_stands_in(mini: radkg.KnowledgeGraph, name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        ask(VERBS["validate"], {"files": [{"name": name, "text": "<a> <b>"}]}, mini)
    assert os.sep not in str(refused.value)
    assert str(refused.value).partition(":")[0].replace("mi-ne", "mine").endswith("mine.ttl")


def test_two_files_of_one_name_are_two(mini: radkg.KnowledgeGraph) -> None:
    file = {"name": "mine.ttl", "text": "<https://example.org/a> a <https://w3id.org/radkg/Association> ."}
    other = {"name": "mine.ttl", "text": "<https://example.org/b> a <https://w3id.org/radkg/Association> ."}
    found = ask(VERBS["validate"], {"files": [file, other]}, mini)
    assert "example.org/a" in json.dumps(found)
    assert "example.org/b" in json.dumps(found)
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob("radkg-*/files1/mine.ttl"))


def test_the_text_of_a_file_that_is_no_unicode_is_a_fault_of_the_file(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(RadkgError):
        ask(VERBS["validate"], {"files": [{"name": "mine.ttl", "text": "\ud800"}]}, mini)
