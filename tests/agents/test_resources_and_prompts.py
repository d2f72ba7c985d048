"""What a client can read, be prompted with and have completed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, PromptReference, ResourceTemplateReference

from agents.talking import Talk

ROOT = Path(__file__).parent.parent.parent


def read(talk: Talk, uri: str) -> tuple[str | None, str]:
    [content] = talk(lambda client: client.read_resource(uri)).contents
    assert content.uri == uri
    return content.mime_type, content.text  # type: ignore[union-attr]


def test_resources_and_templates_are_listed_and_can_be_read(talk: Talk) -> None:
    fixed = talk(lambda client: client.list_resources()).resources
    templates = talk(lambda client: client.list_resource_templates()).resource_templates
    assert [one.uri for one in fixed] == ["radkg://model", "radkg://questions"]
    assert [one.uri_template for one in templates] == ["radkg://term/{name}", "radkg://schema/{verb}"]
    for one in fixed:
        assert read(talk, one.uri)[0] == one.mime_type


def test_the_page_on_the_model_is_that_of_the_documentation(talk: Talk) -> None:
    assert read(talk, "radkg://model") == ("text/markdown", (ROOT / "docs" / "model.md").read_text(encoding="utf-8"))


def test_the_questions_are_listed_with_what_they_take(talk: Talk) -> None:
    listed = {one["name"]: one for one in json.loads(read(talk, "radkg://questions")[1])}
    assert [p["name"] for p in listed["diseases-at-age"]["parameters"]] == ["age"]
    assert "sparql" not in listed["diseases-at-age"]


@pytest.mark.parametrize("name", ["leaf%20scorch", "leaf scorch", "radkg:LeafScorch", "https://w3id.org/radkg/LeafScorch"])
def test_a_term_is_read_by_any_of_its_names(talk: Talk, name: str) -> None:
    assert "radkg:LeafScorch" in read(talk, f"radkg://term/{name}")[1]


def test_the_schema_of_a_verb_describes_each_field(talk: Talk) -> None:
    schema = json.loads(read(talk, "radkg://schema/check")[1])
    assert schema["$defs"]["VerdictAnswer"]["properties"]["because"]["description"]


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("radkg://term/leaf%20scorhc", "no term is called 'leaf scorhc'; nearest: leaf scorch"),
        ("radkg://schema/chek", "no verb is called 'chek'; nearest: check"),
        ("radkg://nothing", "there is no resource 'radkg://nothing'; there are: radkg://model"),
    ],
)
def test_a_resource_that_there_is_not_is_an_error_of_the_protocol(talk: Talk, uri: str, message: str) -> None:
    with pytest.raises(MCPError) as caught:
        read(talk, uri)
    assert caught.value.code == INVALID_PARAMS
    assert str(caught.value).startswith(message)


# -- prompts


def test_prompts_are_listed_with_what_they_take(talk: Talk) -> None:
    listed = {prompt.name: prompt for prompt in talk(lambda client: client.list_prompts()).prompts}
    assert {name: [a.name for a in prompt.arguments or ()] for name, prompt in listed.items()} == {
        "check_report": ["report"],
        "check_claim": ["claim"],
        "compare_diseases": ["disease", "other"],
    }


def test_a_prompt_names_tools_that_there_are_and_has_what_was_given(talk: Talk) -> None:
    tools = {tool.name for tool in talk(lambda client: client.list_tools()).tools} | {"compare"}
    given = {"report": "Leaf scorch {shows} %s yellowing.", "claim": "x", "disease": "a", "other": "b"}
    for prompt in talk(lambda client: client.list_prompts()).prompts:
        taken = {argument.name: given[argument.name] for argument in prompt.arguments or ()}
        [message] = talk(lambda client, n=prompt.name, t=taken: client.get_prompt(n, t)).messages  # type: ignore[misc]
        text = message.content.text
        named = [word.strip(",.:") for before, word in zip(text.split(), text.split()[1:], strict=False) if before == "tool"]
        assert named
        assert set(named) <= tools
        assert all(value in text for value in taken.values())


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("check_repot", {}, "there is no prompt 'check_repot'; nearest: check_report"),
        ("check_report", {}, "the prompt needs report"),
        ("check_report", {"report": " "}, "the prompt needs report"),
        ("check_report", {"report": "x" * 200_001}, "report is longer than 200000 characters"),
        ("check_report", {"report": "x", "model": "y"}, "the prompt has no argument 'model'; it takes: report"),
    ],
)
def test_a_prompt_that_cannot_be_made_is_an_error_of_the_protocol(
    talk: Talk, name: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(MCPError) as caught:
        talk(lambda client: client.get_prompt(name, given))
    assert caught.value.code == INVALID_PARAMS
    assert str(caught.value).startswith(message)


# -- completion


def completed(talk: Talk, ref: ResourceTemplateReference | PromptReference, argument: str, typed: str) -> list[str]:
    wanted = {"name": argument, "value": typed}
    return talk(lambda client: client.complete(ref, wanted)).completion.values


def test_names_are_completed(talk: Talk) -> None:
    of_term = ResourceTemplateReference(uri="radkg://term/{name}")
    names = completed(talk, of_term, "name", "Leaf s")
    assert names[0] == "leaf scorch"
    assert all("leaf s" in name.casefold() for name in names)
    assert completed(talk, of_term, "name", "xyzzy") == []
    assert completed(talk, ResourceTemplateReference(uri="radkg://schema/{verb}"), "verb", "ch") == ["check"]
    assert "leaf blotch" in completed(talk, PromptReference(name="compare_diseases"), "other", "leaf")
    assert completed(talk, PromptReference(name="check_report"), "report", "leaf") == []


def test_more_names_than_are_given_are_counted(talk: Talk) -> None:
    wanted = {"name": "name", "value": ""}
    ref = ResourceTemplateReference(uri="radkg://term/{name}")
    completion = talk(lambda client: client.complete(ref, wanted)).completion
    assert len(completion.values) == 100
    assert completion.total is not None
    assert completion.total > 100
    assert completion.has_more


def test_what_there_is_not_is_not_completed(talk: Talk) -> None:
    with pytest.raises(MCPError, match="nothing is called 'radkg://x'"):
        completed(talk, ResourceTemplateReference(uri="radkg://x"), "name", "leaf")
