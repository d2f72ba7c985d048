"""How verdicts on radkg's own knowledge are explained: what a reader is told, with the source."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import radkg


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("dermatomyositis is seen in children", 0),
        ("dermatomyositis is more common in men", 1),
        ("polymyositis is seen in children", 4),
        ("dermatomyositis frobnicates xyzzy", 2),
        ("polymyositis increases the risk of kidney cancer in children", 3),
    ],
)
def test_exit_code(command: Callable[..., Any], statement: str, code: int) -> None:
    assert command("check", statement).code == code


def test_the_page_that_radkg_began_with_is_cited(command: Callable[..., Any]) -> None:
    statement = "rash is the sole manifestation of DM in up to 40 % of patients"
    (fact,) = json.loads(command("check", "--format", "json", statement).out)["facts"]
    assert fact["iri"] == "https://w3id.org/radkg/fact/dermatomyositis-shows-rash-alone"
    assert (fact["kind"], fact["certainty"], fact["qualifiers"]) == ("asserted", "possible", {"frequencyMaximum": 40})
    (evidence,) = fact["evidence"]
    assert evidence["citation"] == "LearningRadiology, Case of the Week 207"
    assert evidence["identifier"].startswith("http")


def test_an_axiom_decides_with_its_source(kg: radkg.KnowledgeGraph) -> None:
    (axiom,) = kg.check("prednisone is a steroid").facts
    assert (axiom.kind, axiom.iri) == ("axiom", "https://w3id.org/radkg/Prednisone")
    assert any("ChEBI" in evidence.citation for evidence in axiom.evidence)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("dermatomyositis is seen in a 7-year-old", "age 7 years lies within 5–10 years"),
        ("inflammatory myopathy shows dysphagia", " is a kind of inflammatory myopathy"),
        ("dermatomyositis shows rash of the face", "eyelid is a part of face"),
        ("polymyositis is seen in infants", "one source states what the other denies"),
        ("dermatomyositis is more common in men", "female excludes male"),
        ("rash is the sole manifestation of DM in 60 % of patients", "up to 40 % lies outside 60 %"),
        ("rash is the sole manifestation of DM in up to 50 % of patients", "up to 40 % lies within up to 50 %"),
        ("dermatomyositis shows a heliotrope rash in 30 to 60 % of patients", "30–79 % holds 30–60 %"),
        ("calcinosis universalis is localised", "widespread excludes localized"),
        ("muscle calcification is ossification", "nothing is both soft tissue calcification and ossification"),
    ],
)
def test_because_says_how_the_facts_decide(kg: radkg.KnowledgeGraph, statement: str, said: str) -> None:
    assert said in kg.check(statement).because


def test_the_risk_of_malignancy_in_children_is_unknown_and_the_nearest_fact_is_the_hedged_denial(
    kg: radkg.KnowledgeGraph,
) -> None:
    verdict = kg.check("dermatomyositis increases the risk of malignancy in children")
    assert (verdict.verdict, verdict.facts) == ("unknown", ())
    assert verdict.nearest[0].iri.endswith("/dermatomyositis-not-usually-risk-of-malignancy-in-children")


def test_qualifiers_of_a_reading(kg: radkg.KnowledgeGraph) -> None:
    reading = kg.check("on CT, dermatomyositis shows multiple subcutaneous calcifications of the abdomen").reading
    assert reading is not None
    assert reading["qualifiers"] == {"modality": ["computed tomography"], "quality": ["multiple"], "site": ["abdomen"]}
    compared = kg.check("calcinosis universalis is more linear than calcification in scleroderma").reading
    assert compared is not None
    assert compared["qualifiers"] == {"comparedWith": ["calcification in systemic sclerosis"]}


def test_a_misspelt_disease_is_named_with_the_nearest(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("dermatomyositus is seen in children")
    assert verdict.unrecognised == ("dermatomyositus",)
    assert "dermatomyositis" in verdict.suggestions


def test_evidence_says_where_in_its_source_it_stands(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("diabetic muscle infarction shows subcutaneous edema on MRI")
    sections = {evidence.section for fact in verdict.facts for evidence in fact.evidence}
    assert sections == {"abstract"}
    assert ", abstract" in verdict.text()
