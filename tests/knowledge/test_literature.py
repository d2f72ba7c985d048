"""What the literature adds: how much there is, that every number has its evidence, that disputes show both sides."""

from __future__ import annotations

import pytest

import radkg
from radkg.namespaces import RADKG
from radkg.verdict.result import Verdict

PAGE = "LearningRadiology, Case of the Week 207"

NUMBERS_WITHOUT_EVIDENCE = """
SELECT DISTINCT ?fact ?quantity WHERE {
  ?quantity radkg:isOrSpecialises radkg:numericQualifier .
  ?fact ?quantity ?number ; radkg:certainty ?certainty .
  OPTIONAL {
    ?fact radkg:evidence ?evidence .
    OPTIONAL { ?evidence radkg:bearsOn ?borne }
    FILTER(!BOUND(?borne) || ?borne = ?quantity)
  }
  OPTIONAL { ?fact radkg:formOf ?whole }
  FILTER(!BOUND(?evidence) && !BOUND(?whole))
}
"""


@pytest.fixture(scope="module")
def counted(kg: radkg.KnowledgeGraph) -> dict[str, int]:
    return {row["kind"]: int(row["count"]) for row in kg.query("statistics").records()}


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("subject", 20),
        ("hasImagingSign", 80),
        ("evidence", 300),
        ("ImportedFact", 1000),
        ("conflictsWith", 10),
        ("NullResult", 10),
    ],
)
def test_there_is_as_much_as_was_set_out_for(counted: dict[str, int], kind: str, least: int) -> None:
    assert counted[RADKG + kind] >= least


def test_facts_are_ours_or_taken_over(counted: dict[str, int]) -> None:
    assert counted[RADKG + "Fact"] == counted[RADKG + "evidence"] + counted[RADKG + "ImportedFact"]


def test_every_number_has_evidence_that_bears_on_it(kg: radkg.KnowledgeGraph) -> None:
    assert kg.query(NUMBERS_WITHOUT_EVIDENCE).records() == []


@pytest.mark.parametrize(
    "statement",
    [
        "polymyositis is seen in children",
        "dermatomyositis shows painful muscle weakness",
        "the muscle weakness of dermatomyositis is painless",
    ],
)
def test_what_the_literature_disputes_is_disputed_with_both_sources(kg: radkg.KnowledgeGraph, statement: str) -> None:
    verdict = kg.check(statement)
    assert verdict.verdict == "disputed"
    assert PAGE in cited(verdict)
    assert len(cited(verdict)) > 1


@pytest.mark.parametrize(
    ("statement", "verdict", "stated", "nothing_found"),
    [
        # a meta-analysis found nothing significant at one site of the page's tract
        ("dermatomyositis increases the risk of gastrointestinal malignancy", "supported", PAGE, "Yang 2014"),
        (
            "dermatomyositis increases the risk of stomach cancer",
            "disputed",
            "GPnotebook, dermatomyositis and malignancy",
            "Yang 2014",
        ),
        # a study of 56 found nothing significant where one of 145 did
        (
            "the prognosis of polymyositis or dermatomyositis depends on interstitial lung disease",
            "supported",
            "Ye 2007",
            "Chen 2007",
        ),
        # a cohort of 198 in one region, beside registers of whole countries
        ("polymyositis increases the risk of malignancy", "supported", "Stockton 2001", "Antiochos 2009"),
    ],
)
def test_what_was_looked_for_in_vain_stands_beside_what_is_stated(
    kg: radkg.KnowledgeGraph, statement: str, verdict: str, stated: str, nothing_found: str
) -> None:
    found = kg.check(statement)
    assert found.verdict == verdict
    assert stated in {evidence.citation for fact in found.facts for evidence in fact.evidence}
    beside = [fact for fact in found.nearest if nothing_found in {evidence.citation for evidence in fact.evidence}]
    assert {fact.kind for fact in beside} == {"null result"}


def test_what_stands_beside_decides_nothing(kg: radkg.KnowledgeGraph) -> None:
    found = kg.check("dermatomyositis increases the risk of gastrointestinal malignancy")
    assert {fact.side for fact in found.nearest} == {""}
    assert not {fact.iri for fact in found.nearest} & {fact.iri for fact in found.facts}


def cited(verdict: Verdict) -> set[str]:
    """Return the sources that a verdict shows, of facts that decide and of those beside them."""
    return {evidence.citation for fact in (*verdict.facts, *verdict.nearest) for evidence in fact.evidence}
