"""Where a study found its cases tells its cohort from others, and is no limit of what a statement without a place says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import radkg

MINI = Path(__file__).parent.parent / "mini" / "ontology"

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:study a radkg:Source ; rdfs:label "My study"@en ; dcterms:title "My study"@en ;
    dcterms:identifier "https://example.org/study" ; radkg:sourceKind radkg:CohortStudy .
"""

SHARE = """
my:{name} a radkg:Association ;
    rdfs:label "{share} % of trees with root rot showed corking {where}"@en ;
    radkg:subject radkg:RootRot ;
    radkg:relation radkg:hasManifestation ;
    radkg:object radkg:Corking ;
    radkg:frequencyMinimum {share} ;
    radkg:frequencyMaximum {share} ;
    {limit}
    radkg:certainty radkg:Stated ;
    radkg:evidence my:{name}-e1 .

my:{name}-e1 a radkg:Evidence ; dcterms:source my:study ; radkg:evidenceType obo:ECO_0000302 .
"""

IN_VALLEY = SHARE.format(name="valley", share=40, where="in the northern valley", limit="radkg:inRegion radkg:NorthernValley ;")
ELSEWHERE = SHARE.format(name="other", share=60, where="in another study", limit="")


@pytest.fixture
def knowing(tmp_path: Path) -> Callable[..., radkg.KnowledgeGraph]:
    """Load the small ontology with facts of one's own."""

    def load(*facts: str) -> radkg.KnowledgeGraph:
        own = tmp_path / "own.ttl"
        own.write_text(HEAD + "".join(facts), encoding="utf-8")
        return radkg.load([own], ontology=MINI)

    return load


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("root rot shows corking in 40 % of cases", "supported"),
        ("root rot shows corking in 40 % of cases in the northern valley", "supported"),
        ("root rot shows corking in 90 % of cases", "contradicted"),
        ("root rot shows corking in 40 % of cases in the world", "unknown"),
    ],
)
def test_a_share_of_one_place_is_held_against_a_statement_that_names_none(
    statement: str, verdict: str, knowing: Callable[..., radkg.KnowledgeGraph]
) -> None:
    kg = knowing(IN_VALLEY)
    assert kg.check(statement).verdict == verdict


def test_a_number_that_a_study_bears_out_is_not_denied_by_one_of_another_place(
    knowing: Callable[..., radkg.KnowledgeGraph],
) -> None:
    kg = knowing(IN_VALLEY, ELSEWHERE)
    verdict = kg.check("root rot shows corking in 60 % of cases")
    assert (verdict.verdict, [fact.iri for fact in verdict.facts]) == ("supported", ["https://example.org/my/other"])
    assert kg.check("root rot shows corking in 90 % of cases").verdict == "contradicted"


def test_a_number_of_some_of_the_cases_is_not_denied(knowing: Callable[..., radkg.KnowledgeGraph]) -> None:
    of_some = SHARE.format(name="some", share=90, where="in saplings", limit="radkg:inPopulation radkg:Sapling ;")
    kg = knowing(ELSEWHERE, of_some)
    assert kg.check("root rot shows corking in 90 % of cases").verdict == "unknown"
    assert kg.check("root rot shows corking in 10 % of cases").verdict == "contradicted"
