"""CONTRIBUTING's "Add a disease", followed from Turtle alone: it shows in verdicts, questions, show and validation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import radkg

Command = Callable[..., Any]  # which returns what it did, as in conftest.py

DISEASE = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/radkg/source/> .

source:atlas a radkg:Source ;
    rdfs:label "Atlas of invented diseases"@en ;
    dcterms:title "Atlas of invented diseases"@en ;
    dcterms:identifier "https://example.org/atlas" ;
    radkg:sourceKind radkg:WebPage ;
    radkg:year 2020 .

radkg:LacewingDisease a owl:Class ;
    rdfs:subClassOf radkg:Disease ;
    rdfs:label "lacewing disease"@en ;
    skos:altLabel "LWD"@en ;
    skos:definition "A disease that was invented for a test."@en ;
    dcterms:source source:atlas .

radkg:WingSign a owl:Class ;
    rdfs:subClassOf radkg:Necrosis ;
    rdfs:label "wing sign"@en ;
    skos:definition "A necrosis that was invented for a test."@en ;
    dcterms:source source:atlas .

fact:lacewing-disease-shows-wing-sign a radkg:Association ;
    rdfs:label "lacewing disease shows the wing sign in 12 of 40"@en ;
    radkg:subject radkg:LacewingDisease ;
    radkg:relation radkg:hasImagingSign ;
    radkg:object radkg:WingSign ;
    radkg:count 12 ;
    radkg:total 40 ;
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:lacewing-disease-e1 .

fact:lacewing-disease-not-seen-in-saplings a radkg:ExcludedAssociation ;
    rdfs:label "lacewing disease is not seen in saplings"@en ;
    radkg:subject radkg:LacewingDisease ;
    radkg:relation radkg:isSeenIn ;
    radkg:object radkg:Sapling ;
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:lacewing-disease-e1 .

fact:lacewing-disease-e1 a radkg:Evidence ;
    dcterms:source source:atlas ;
    radkg:evidenceType obo:ECO_0000302 .
"""


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("new") / "lacewing-disease.ttl"
    file.write_text(DISEASE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def grown(turtle: Path, mini_folder: Path) -> radkg.KnowledgeGraph:
    return radkg.load(extra=[turtle], ontology=mini_folder)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("LWD shows the wing sign", "supported"),
        ("lacewing disease shows necrosis", "supported"),
        ("lacewing disease is seen in saplings", "contradicted"),
        ("lacewing disease shows galls", "unknown"),
    ],
)
def test_it_is_in_verdicts(grown: radkg.KnowledgeGraph, statement: str, verdict: str) -> None:
    assert grown.check(statement).verdict == verdict


def test_it_is_in_the_answers_to_questions(grown: radkg.KnowledgeGraph) -> None:
    rows = grown.query("diseases-with-finding", finding="wing sign").records()
    assert [row["disease"] for row in rows] == ["https://w3id.org/radkg/LacewingDisease"]
    assert [row["factLabel"] for row in rows] == ["lacewing disease shows the wing sign in 12 of 40"]


def test_it_is_shown(turtle: Path, mini_command: Command) -> None:
    out = mini_command("show", "LWD", "--with", str(turtle)).out
    assert out.startswith("lacewing disease  disease  radkg:LacewingDisease\n")
    assert "    wing sign (in 12 of 40; web page) [1]" in out.splitlines()
    assert "Excluded: known not to hold (1)\n  lacewing disease is not seen in saplings (web page) [1]" in out


def test_it_is_valid_and_a_fault_in_it_is_found(mini: radkg.KnowledgeGraph, turtle: Path, tmp_path: Path) -> None:
    assert mini.validate(turtle).conforms
    faulty = tmp_path / "faulty.ttl"
    faulty.write_text(DISEASE.replace("radkg:total 40", "radkg:total 4"), encoding="utf-8")
    assert not mini.validate(faulty).conforms
