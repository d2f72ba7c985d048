"""What a fact rests on says what kind of source it is, and what that is worth."""

from __future__ import annotations

from pathlib import Path

import radkg
from radkg.model.records import Evidence
from radkg.namespaces import RADKG

FACT = RADKG + "fact/"
OWN = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<https://example.org/hearsay> a radkg:Source ;
    rdfs:label "Hearsay"@en ;
    dcterms:identifier "https://example.org/hearsay" .

fact:leaf-scorch-shows-flagging a radkg:Association ;
    rdfs:label "leaf scorch shows flagging"@en ;
    radkg:subject radkg:LeafScorch ;
    radkg:relation radkg:hasManifestation ;
    radkg:object radkg:Flagging ;
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:leaf-scorch-shows-flagging-e1 .

fact:leaf-scorch-shows-flagging-e1 a radkg:Evidence ;
    dcterms:source <https://example.org/hearsay> ;
    radkg:evidenceType obo:ECO_0000302 .
"""


def cited(graph: radkg.KnowledgeGraph, source: str) -> Evidence:
    """How the source of that label is cited."""
    every = (one for fact in graph.knowledge.facts for one in graph.knowledge.evidence(fact))
    return next(one for one in every if one.citation == source)


def test_a_cohort_study_is_of_level_3(mini: radkg.KnowledgeGraph) -> None:
    study = cited(mini, "Test source 2")
    assert (study.kind, study.kind_iri, study.level) == ("cohort study", RADKG + "CohortStudy", 3)


def test_a_teaching_page_has_no_level(mini: radkg.KnowledgeGraph) -> None:
    page = cited(mini, "The Tree Bulletin, page 12")
    assert (page.kind, page.kind_iri, page.level) == ("teaching page", RADKG + "TeachingPage", None)


def test_a_source_of_ones_own_may_leave_its_kind_open(mini_folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(OWN, encoding="utf-8")
    (hearsay,) = radkg.load(extra=[own], ontology=mini_folder).knowledge.evidence(FACT + "leaf-scorch-shows-flagging")
    assert (hearsay.kind, hearsay.kind_iri, hearsay.level) == ("", "", None)
