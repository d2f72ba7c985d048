"""What the literature adds: how much there is, that every number has its evidence, that disputes show both sides."""

from __future__ import annotations

import pytest

import radkg
from radkg.namespaces import RADKG

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
    [("subject", 20), ("hasImagingSign", 80), ("evidence", 300), ("ImportedFact", 1000), ("conflictsWith", 10)],
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
        "dermatomyositis shows painless muscle weakness",
        "dermatomyositis has damaged chondroitin sulfate",
    ],
)
def test_what_the_literature_disputes_is_disputed_with_both_sources(kg: radkg.KnowledgeGraph, statement: str) -> None:
    verdict = kg.check(statement)
    assert verdict.verdict == "disputed"
    facts = {fact.iri: fact for fact in verdict.facts}
    against = [kg.knowledge.fact(other) for iri in facts for other in kg.knowledge.conflicts_of(iri)]
    cited = {e.citation for fact in (*facts.values(), *filter(None, against)) for e in kg.knowledge.evidence(fact.iri)}
    assert PAGE in cited
    assert len(cited) > 1
