"""Answers as Python values: none passes for true by being there, and they print as the command does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import radkg
from radkg.reasoning.result import ProfileReport, Reasoning

Command = Callable[..., Any]
SUPPORTED, CONTRADICTED, UNKNOWN = (
    "leaf scorch shows yellowing",
    "leaf scorch shows necrosis of the trunk",
    "root rot shows yellowing",
)
NOT_UNDERSTOOD = "xyzzy is seen in foo"


@pytest.mark.parametrize("statement", [SUPPORTED, CONTRADICTED, UNKNOWN, NOT_UNDERSTOOD])
def test_a_verdict_is_neither_true_nor_false(mini: radkg.KnowledgeGraph, statement: str) -> None:
    verdict = mini.check(statement)
    with pytest.raises(TypeError, match=r'a Verdict is neither true nor false; write verdict\.verdict == "supported"'):
        bool(verdict)


def test_other_answers_to_a_yes_or_no_are_neither_true_nor_false(mini: radkg.KnowledgeGraph, mini_folder: Path) -> None:
    answers: list[tuple[object, str]] = [
        (mini.validate(), "report.conforms"),
        (mini.quality(only=["missing-label"]), "report.conforms"),
        (mini.criteria(), "result.result.is_case"),
        (mini.verify_source(mini_folder / "page.txt"), "verification.matches"),
        (Reasoning(True, 3), "reasoning.consistent"),
        (ProfileReport(()), "report.conforms"),
    ]
    for answer, instead in answers:
        with pytest.raises(TypeError, match=f"is neither true nor false; write {instead}"):
            bool(answer)


@pytest.mark.parametrize(
    ("query", "truth"),
    [
        ("ASK { radkg:LeafScorch a owl:Class }", True),
        ("ASK { radkg:LeafScorch a radkg:Source }", False),
        ("SELECT ?x { VALUES ?x { 1 } }", True),
        ("SELECT ?x { ?x a radkg:NoSuchClass }", False),
    ],
)
def test_rows_are_true_where_there_are_some_and_an_ask_is_its_answer(
    mini: radkg.KnowledgeGraph, query: str, truth: bool
) -> None:
    assert bool(mini.query(query)) is truth


@pytest.mark.parametrize("statement", [SUPPORTED, CONTRADICTED, UNKNOWN])
def test_a_verdict_prints_as_the_command_does(mini: radkg.KnowledgeGraph, mini_command: Command, statement: str) -> None:
    assert f"{mini.check(statement)}\n" == mini_command("check", statement).out


def test_a_statement_that_is_not_understood_prints_why(mini: radkg.KnowledgeGraph) -> None:
    assert str(mini.check("xyzzy is\nseen in foo")).startswith(
        "NOT UNDERSTOOD  xyzzy is seen in foo\n  radkg does not know 'xyzzy', 'foo'"
    )


def test_line_breaks_of_a_statement_are_not_echoed(mini_command: Command) -> None:
    assert mini_command("check", "leaf scorch\nshows\n\tyellowing\n").out.startswith(
        "SUPPORTED, by a narrative review  leaf scorch shows yellowing"
    )


def test_answers_have_a_short_repr(mini: radkg.KnowledgeGraph) -> None:
    assert repr(mini.check("leaf scorch\nshows yellowing")) == "<Verdict supported: 'leaf scorch shows yellowing'>"
    assert repr(mini.show("leaf scorch")) == "<TermView 'leaf scorch'>"
    assert repr(mini.show("fact:leaf-scorch-shows-corking")) == "<FactView 'leaf scorch shows corking'>"
    assert repr(mini.criteria()) == (
        "<CriteriaResult open: too little is stated to say: by the test criteria 2001, without biopsy>"
    )
    assert repr(mini) == f"<KnowledgeGraph of {mini.ontology.root!r}>"


def test_a_graph_names_the_files_loaded_beside_it(tmp_path: Path, mini_folder: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "<https://e.org/Gum> a <http://www.w3.org/2002/07/owl#Class> ; "
        "<http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/radkg/Gall> ; "
        '<http://www.w3.org/2000/01/rdf-schema#label> "gum"@en ; '
        '<http://www.w3.org/2004/02/skos/core#definition> "A gum."@en ; '
        "<http://purl.org/dc/terms/source> <https://w3id.org/radkg/source/test-source-1> .",
        encoding="utf-8",
    )
    assert repr(radkg.load(extra=[path], ontology=mini_folder)).endswith(f", with {str(path)!r}>")


def test_views_print_as_the_command_does(mini: radkg.KnowledgeGraph) -> None:
    for answer in (mini.show("leaf scorch"), mini.show("fact:leaf-scorch-shows-corking"), mini.criteria()):
        assert str(answer) == answer.text()


@pytest.mark.parametrize("given", [None, b"leaf scorch shows yellowing", 3, ["leaf scorch"]])
def test_what_is_no_text_is_refused_in_a_sentence(mini: radkg.KnowledgeGraph, given: Any) -> None:
    with pytest.raises(TypeError, match="a statement is text, and this is of type"):
        mini.check(given)
    with pytest.raises(TypeError, match="a name is text, and this is of type"):
        mini.show(given)


def test_one_finding_is_not_taken_for_a_list_of_letters(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match=r"write \['necrosis'\]"):
        mini.criteria(findings="necrosis")
    with pytest.raises(TypeError, match=r"write \['necrosis'\]"):
        mini.criteria(without="necrosis")


def test_a_verdict_in_html_links_its_facts_and_sources(mini: radkg.KnowledgeGraph) -> None:
    html = mini.check("leaf scorch shows linear necrosis")._repr_html_()
    assert '<a href="https://w3id.org/radkg/fact/leaf-scorch-shows-' in html
    assert 'rel="noreferrer">The Tree Bulletin, page 12</a>, passage 3 (' in html
    assert ", </small>" not in html
    assert ", ;" not in html


def test_a_relation_lists_what_was_taken_over_by_subject_and_object(mini: radkg.KnowledgeGraph) -> None:
    for name in ("radkg:hasManifestation", "radkg:isSeenIn"):
        text = mini.show(name).text()
        assert f"{mini.show(name).to_dict()['label']} {mini.show(name).to_dict()['label']}" not in text
    assert "shows: leaf scorch – Corky warts" in " ".join(mini.show("radkg:hasManifestation").text().split())
