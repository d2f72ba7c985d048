"""Competency questions of the small ontology: header, example, golden result, and the same rows in rdflib."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import rdflib

import radkg
from questions import assert_file_asks_its_example, assert_header_is_readable, assert_rdflib_gives_the_same_rows
from radkg.errors import InvalidQuery, UnknownTerm
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG
from radkg.questions.catalogue import Question, catalogue
from write_goldens import MINI, MOST_ROWS, OF_MINI, example, golden

QUESTIONS = catalogue(Ontology.at(MINI))
each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)


@pytest.fixture(scope="module")
def rdflib_mini(mini: radkg.KnowledgeGraph) -> rdflib.Graph:
    return mini.graph


def test_every_question_has_a_golden_result_that_can_be_read_and_every_result_a_question() -> None:
    assert {path.stem for path in OF_MINI.glob("*.tsv")} == set(QUESTIONS)
    for path in OF_MINI.glob("*.tsv"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_ROWS + 1, path.name


@each_question
def test_question_has_a_readable_header(question: Question) -> None:
    assert_header_is_readable(question)


@each_question
def test_file_as_it_stands_asks_the_example(mini: radkg.KnowledgeGraph, question: Question) -> None:
    assert_file_asks_its_example(mini, question)


@each_question
def test_rows_are_the_golden_ones(mini: radkg.KnowledgeGraph, question: Question) -> None:
    result = mini.query(question.name, **example(question))
    assert golden(result) == (OF_MINI / f"{question.name}.tsv").read_text(encoding="utf-8"), (
        "the rows have changed: if they should, run tests/write_goldens.py and look at the diff"
    )
    assert result.rows


@each_question
def test_rdflib_gives_the_same_rows_in_the_same_order(
    mini: radkg.KnowledgeGraph, rdflib_mini: rdflib.Graph, question: Question
) -> None:
    assert_rdflib_gives_the_same_rows(mini, rdflib_mini, question)


def test_the_default_of_a_parameter_is_asked_where_none_is_given(mini: radkg.KnowledgeGraph) -> None:
    everything = mini.query("shown-by-modality").rows
    assert everything == mini.query("shown-by-modality", modality="imaging modality").rows
    assert set(mini.query("shown-by-modality", modality="thermography").rows) < set(everything)


SEVERAL = ["wilting; gall", "wilting, gall", " gall ;wilting;", ["wilting", "gall"], ("Wilting", "gall; wilting")]


@pytest.mark.parametrize("signs", SEVERAL, ids=str)
def test_several_values_are_a_list_or_a_text_with_semicolons_or_commas(mini: radkg.KnowledgeGraph, signs: object) -> None:
    both = mini.query("diseases-with-all", sign=signs).records()
    assert {"collar rot": 2, "bark canker": 1}.items() <= {row["diseaseLabel"]: row["matched"] for row in both}.items()


def test_what_a_value_may_be_of_is_one_of_several_classes(mini: radkg.KnowledgeGraph) -> None:
    assert {row["first"] for row in mini.query("diseases-with-all", sign="crown").records()} == {RADKG + "Crown"}
    with pytest.raises(InvalidQuery, match="sign takes a finding or an anatomical structure, and 'leaf scorch' is none"):
        mini.query("diseases-with-all", sign=["wilting", "leaf scorch"])


def test_an_optional_value_that_is_not_given_is_unbound(mini: radkg.KnowledgeGraph) -> None:
    assert {row["age"] for row in mini.query("diseases-with-all", sign="gall").records()} == {None}
    assert {row["age"] for row in mini.query("diseases-with-all", sign="gall", age="+07").records()} == {7}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"sign": "wilting; dragon"}, "no term is called 'dragon'"),
        ({"sign": ""}, "sign is empty"),
        ({"sign": []}, "needs sign"),
        ({"sign": " ; ,"}, "sign is empty"),
        ({"sign": ["gall"] * 51}, "sign has 51 values, and 50 are the most"),
        ({"sign": "gall", "age": "501"}, "age is from 0 to 500, not 501; for example 5"),
        ({"sign": "gall", "age": -1}, "age is from 0 to 500, not -1"),
        ({"sign": "gall", "age": "seven"}, "age is a whole number, and 'seven' is none"),
        ({"sign": "gall", "age": [1, 2, 3]}, "parameter age is given 3 times; ask once for each value"),
    ],
)
def test_values_that_cannot_be_taken(mini: radkg.KnowledgeGraph, given: dict[str, object], reason: str) -> None:
    with pytest.raises((InvalidQuery, UnknownTerm), match=reason):
        mini.query("diseases-with-all", **given)


def test_a_table_for_reading_has_the_columns_that_the_question_names(mini: radkg.KnowledgeGraph) -> None:
    rows = mini.query("diseases-with-all", sign="wilting; gall")
    assert rows.columns == ("matched", "disease", "diseaseLabel", "first", "age")
    assert rows.to_table().splitlines()[0].split() == ["matched", "disease"]
    assert "first" not in rows.html()
    assert "first" in rows.to_csv()


def test_rows_that_read_the_same_are_read_once(mini: radkg.KnowledgeGraph, tmp_path: Path) -> None:
    query = "# table: b\nSELECT ?a ?b { VALUES (?a ?b) { (1 'x') (2 'x') (3 'y') (4 'z') } } ORDER BY ?a"
    (tmp_path / "mine.rq").write_text(query)
    rows = mini.query(tmp_path / "mine.rq")
    assert rows.to_table().split() == ["b", "-", "x", "y", "z"]
    assert [len(rows.first(2)), len(rows.first(2, as_read=True)), len(rows.first(9, as_read=True))] == [2, 3, 4]


def test_a_question_of_ones_own_is_asked_by_its_name(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "mini")
    query = (
        "# title: Galls\n# question: What shows galls?\n# keywords: test\nSELECT ?d { ?d radkg:hasManifestation radkg:Gall }"
    )
    (tmp_path / "mini" / "queries" / "competency" / "galls.rq").write_text(query)
    kg = radkg.load(ontology=tmp_path / "mini")
    assert "https://w3id.org/radkg/BarkCanker" in {row["d"] for row in kg.query("galls").records()}


WRONG = {
    "a parameter that has no place": ("# parameter: who (word, required) — the people; example: x\nASK { ?s ?p ?o }", "who"),
    "a place without parameter": ("ASK { VALUES ?who { 1 } # parameter\n ?s ?p ?who }", "who"),
    "a parameter of no kind": ("# parameter: who (colour, required) — the people; example: x\nASK { }", "cannot read"),
    "bounds of a word": ("# parameter: who (word from 1 to 2, required) — the people; example: x\nASK { }", "cannot read"),
    "a class without IRI": ("# parameter: who (term of radkg:X or nowhere, required) — it; example: x\nASK { }", "cannot read"),
    "a parameter without example": ("# parameter: who (word, required) — the people\nASK { }", "cannot read"),
}


@pytest.mark.parametrize(("query", "reason"), WRONG.values(), ids=WRONG)
def test_a_header_that_cannot_be_read_is_refused(mini: radkg.KnowledgeGraph, tmp_path: Path, query: str, reason: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(query)
    with pytest.raises(InvalidQuery, match=reason):
        mini.query(path)
