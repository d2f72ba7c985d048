"""The tools of `radkg mcp`, as a client of the official package gets them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, ListToolsResult

import radkg
from agents.talking import Talk, said
from radkg.mcp.bounded import LARGEST, bounded
from radkg.mcp.tools import tools_of
from radkg.model.ontology import Ontology
from radkg.questions.catalogue import catalogue, names

VERBS = ["check", "check_text", "show", "criteria", "sources"]


def listed(talk: Talk) -> ListToolsResult:
    return talk(lambda client: client.list_tools())


def questions_in(tools: ListToolsResult) -> dict[str, list[str]]:
    """Return the names of questions that each tool enumerates."""
    found = {tool.name: tool.input_schema["properties"].get("question", {}).get("enum") for tool in tools.tools}
    return {name: enumerated for name, enumerated in found.items() if enumerated}


def test_there_is_a_tool_for_each_verb_that_only_asks_and_for_each_kind_of_question(talk: Talk) -> None:
    found = [tool.name for tool in listed(talk).tools]
    assert found == [*VERBS, "ask_about_other", "ask_overall", "sparql"]


@pytest.mark.knowledge
def test_the_questions_of_the_ontology_are_enumerated_each_in_one_tool() -> None:
    ontology = Ontology.carried()
    tools = {tool.name: tool.takes["properties"].get("question", {}).get("enum", []) for tool in tools_of(ontology).values()}
    assert sorted(name for enumerated in tools.values() for name in enumerated) == sorted(names(ontology))
    assert {"ask_about_disease", "ask_about_term", "compare", "ask_overall", "ask_about_other"} < set(tools)
    assert "what-tells-apart" in tools["compare"]


def test_tools_say_that_they_only_read_and_what_they_take_and_give(talk: Talk) -> None:
    for tool in listed(talk).tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema is not None
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert set(tool.output_schema["required"]) == {"notice", "answer", "remarks"}


def test_facts_and_citations_are_in_the_schemas_of_verdicts() -> None:
    for name in ("check", "check_text"):
        types = tools_of(Ontology.carried())[name].gives["$defs"]
        assert {"iri", "label", "evidence", "side"} <= types["FactAnswer"]["properties"].keys()
        assert {"source", "citation", "identifier"} <= types["EvidenceAnswer"]["properties"].keys()


def test_the_list_of_tools_has_fewer_than_6000_tokens(kg: radkg.KnowledgeGraph) -> None:
    from bpe_openai import get_encoding  # which reads its tables then

    tools = listed(Talk(kg)).model_dump(by_alias=True, mode="json", exclude_none=True)["tools"]
    written = json.dumps(tools, ensure_ascii=False, separators=(",", ":"))
    for encoding in ("o200k_base", "cl100k_base"):
        assert 2000 < len(get_encoding(encoding).encode(written)) < 6000


def test_a_model_is_told_what_the_ontology_is_about_in_quotation_marks(talk: Talk, kg: radkg.KnowledgeGraph) -> None:
    told = talk(asked_for_instructions)
    assert "says of itself: \"A small ontology of radkg's model in another field" in told
    assert "inflammatory myopathies" in Talk(kg)(asked_for_instructions)
    assert "unknown means that no fact decides" in told


async def asked_for_instructions(client: Client) -> str:
    return client.instructions or ""


# -- answers


def test_a_verdict_comes_with_its_facts_and_their_sources(talk: Talk) -> None:
    answer = talk.answer("check", statement="leaf scorch shows yellowing")
    assert answer["verdict"] == "supported"
    assert answer["facts"][0]["iri"].startswith("https://w3id.org/radkg/fact/")
    assert answer["facts"][0]["evidence"][0]["citation"]


def test_a_sentence_that_is_not_understood_is_an_answer_and_no_error(talk: Talk) -> None:
    answer = talk.answer("check", statement="which trees?")
    assert answer["verdict"] == "not understood"
    assert answer["because"]


def test_a_text_is_checked_claim_by_claim(talk: Talk) -> None:
    answer = talk.answer("check_text", text="Leaf scorch shows yellowing. Who knows?")
    assert [claim["verdict"] for claim in answer["claims"]] == ["supported"]
    assert [one["text"] for one in answer["unchecked"]] == ["Who knows?"]


@pytest.mark.parametrize(
    ("tool", "given", "there"),
    [
        ("show", {"term": "leaf scorch"}, "definition"),
        ("show", {"term": "leaf scorch", "section": "who"}, "sections"),
        ("show", {"term": "fact:leaf-scorch-shows-corking"}, "evidence"),
        ("criteria", {"finding": ["corking"], "age": 3}, "result"),
    ],
)
def test_a_tool_answers_as_its_verb_does(talk: Talk, tool: str, given: dict[str, Any], there: str) -> None:
    assert there in talk.answer(tool, **given)


def test_sources_are_listed(talk: Talk) -> None:
    assert "https://w3id.org/radkg/source/test-page" in [source["iri"] for source in talk.answer("sources")]


def test_each_question_is_answered_with_its_examples(talk: Talk, mini: radkg.KnowledgeGraph) -> None:
    asked = catalogue(mini.ontology)
    for tool, enumerated in questions_in(listed(talk)).items():
        for name in enumerated:
            given = {p.name: int(p.example) if p.kind == "integer" else p.example for p in asked[name].parameters}
            rows = talk.answer(tool, question=name, **given)
            assert rows == [{k: v for k, v in row.items() if v is not None} for row in mini.query(name, **given).records()]


@pytest.mark.sweep
def test_each_question_of_the_ontology_is_answered_with_its_examples(kg: radkg.KnowledgeGraph) -> None:
    talk, asked = Talk(kg), catalogue(kg.ontology)
    for tool, enumerated in questions_in(listed(talk)).items():
        for name in enumerated:
            given = {p.name: int(p.example) if p.kind == "integer" else p.example for p in asked[name].parameters}
            result = talk.call(tool, question=name, **given)
            assert not result.is_error, said(result)


def test_sparql_is_answered_in_rows(talk: Talk) -> None:
    rows = talk.answer("sparql", sparql="SELECT ?d ?n { VALUES ?d { radkg:LeafBlotch } OPTIONAL { ?d radkg:nothing ?n } }")
    assert rows == [{"d": "https://w3id.org/radkg/LeafBlotch"}]


def test_a_name_in_sparql_that_there_is_not_is_told_with_the_nearest(talk: Talk) -> None:
    result = talk.call("sparql", sparql="SELECT * { ?s radkg:isSeenInn radkg:Sapling }").structured_content
    assert result["answer"] == []
    assert result["remarks"] == ["radkg:isSeenInn is no name of radkg's; the nearest is radkg:isSeenIn"]


def test_the_text_of_an_answer_says_the_same_between_marks(talk: Talk) -> None:
    result = talk.call("check", statement="leaf scorch shows yellowing")
    first, opened, data, closed = said(result).split("\n")
    mark = opened.removeprefix("<<")
    assert mark in first
    assert closed == f"{mark}>>"
    assert json.loads(data) == result.structured_content


# -- what is wrong


@pytest.mark.parametrize(
    ("tool", "given", "message"),
    [
        ("check", {}, "check needs statement (one sentence"),
        ("check", {"statment": "x"}, "check has no parameter 'statment'; did you mean statement? it takes: statement"),
        ("check", {"statement": 5}, "check: statement: 5 is not of type 'string'"),
        ("check", {"statement": "x", "file": "/etc/passwd"}, "check has no parameter 'file'"),
        ("show", {"term": "leaf scorhc"}, "no term is called 'leaf scorhc'; nearest: leaf scorch"),
        ("show", {"term": "leaf scorch", "section": "nothing"}, "section"),
        ("sources", {"x": 1}, "sources has no parameter 'x'; it takes: nothing"),
        ("ask_overall", {"question": "conflict"}, "there is no question 'conflict'; nearest: conflicts"),
        ("ask_overall", {"question": "xyzzy"}, "there is no question 'xyzzy'; there are: "),
        ("ask_about_other", {"question": "diseases-at-age"}, "diseases-at-age needs age"),
        ("ask_about_other", {"question": "diseases-at-age", "age": "seven"}, "age: 'seven' is not of type 'integer'"),
        ("ask_about_other", {"question": "diseases-at-age", "age": 7, "text": "x"}, "has no parameter 'text'; its parameters"),
        ("sparql", {"sparql": "SELECT"}, "query"),
        ("sparql", {"sparql": "SELECT * { ?a ?b ?c }", "limit": 10**9}, "limit: 1000000000 is greater than the maximum of 500"),
    ],
)
def test_a_tool_that_cannot_answer_says_what_to_do(talk: Talk, tool: str, given: dict[str, Any], message: str) -> None:
    result = talk.call(tool, **given)
    assert result.is_error
    assert message in said(result)
    assert "Traceback" not in said(result)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_tool_that_there_is_not_is_an_error_of_the_protocol(mini: radkg.KnowledgeGraph, mode: str) -> None:
    with pytest.raises(MCPError, match="there is no tool 'chek'; nearest: check") as caught:
        Talk(mini, mode).call("chek")
    assert caught.value.code == INVALID_PARAMS


# -- bounds


def test_an_answer_is_cut_and_says_so(talk: Talk, mini: radkg.KnowledgeGraph) -> None:
    result = talk.call("ask_about_other", question="terms-by-name", text="l", limit=2).structured_content
    rows = len(mini.query("terms-by-name", text="l").rows)
    assert len(result["answer"]) == 2
    assert result["remarks"] == [f"the list: the first 2 of {rows}"]


def test_what_is_not_cut_says_nothing(talk: Talk) -> None:
    assert talk.call("check", statement="leaf scorch shows yellowing").structured_content["remarks"] == []


@pytest.mark.parametrize(
    ("answer", "cut"),
    [
        ([1, 2, 3], []),
        (list(range(60)), ["the list: the first 50 of 60"]),
        ({"a": [list(range(60)), list(range(70))]}, ["a[]: the first 50 in 2 places, of up to 70"]),
        ({"text": "x" * 5000}, ["text (characters): the first 4000 of 5000"]),
        ({"facts": ["x" * 3000] * 20}, ["facts: the first 6 of 20"]),
        ({"facts": ["x" * 3000] * 20, "terms": ["y"] * 40}, ["facts: the first 6 of 20"]),  # what is small is not cut
        ({"claims": [{"facts": ["x" * 500] * 30}] * 10}, ["claims[].facts: the first 4 in 10 places, of up to 30"]),
        (dict.fromkeys("abcdefg", "x" * 4500), [f"{name} (characters): the first 200 of 4500" for name in "abcdefg"]),
        ({str(number): "x" * 3000 for number in range(1000)}, ["the whole answer: it is too large; ask for less"]),
    ],
)
def test_an_answer_has_bounds(answer: Any, cut: list[str]) -> None:
    found, was_cut = bounded(answer)
    assert was_cut == cut
    assert len(json.dumps(found)) <= LARGEST
    assert cut or found == answer
