"""Words for how often that deny each other, and counts that name the cohort of a fact, on the small ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

import radkg

FACTS = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/radkg/source/> .

source:one a radkg:Source ; rdfs:label "One"@en ; dcterms:title "One"@en ; dcterms:identifier "https://example.org/one" ;
    radkg:sourceKind radkg:WebPage ; radkg:year 2013 .
source:two a radkg:Source ; rdfs:label "Two"@en ; dcterms:title "Two"@en ; dcterms:identifier "https://example.org/two" ;
    radkg:sourceKind radkg:WebPage ; radkg:year 2014 .
fact:of-one a radkg:Evidence ; dcterms:source source:one ; radkg:evidenceType obo:ECO_0000302 .
fact:of-two a radkg:Evidence ; dcterms:source source:two ; radkg:evidenceType obo:ECO_0000302 .
"""


def fact(name: str, object_: str, more: str, source: str = "one") -> str:
    return f"""
fact:{name} a radkg:Association ; rdfs:label "{name}"@en ;
    radkg:subject radkg:CollarRot ; radkg:relation radkg:hasManifestation ; radkg:object radkg:{object_} ;
    {more} ; radkg:certainty radkg:Stated ; radkg:evidence fact:of-{source} .
"""


ADDED = [
    fact("in-the-valley", "Gall", "radkg:count 37 ; radkg:total 1379 ; radkg:inRegion radkg:NorthernValley"),
    fact("anywhere", "Gall", "radkg:count 19 ; radkg:total 207", "two"),
    fact("cultured", "Corking", "radkg:count 18 ; radkg:total 20 ; radkg:inSubgroup radkg:CasesProvenByCulture"),
    fact("of-all", "Corking", "radkg:count 10 ; radkg:total 100", "two"),
    fact("at-the-trunk", "Yellowing", "radkg:count 3 ; radkg:total 30 ; radkg:hasSite radkg:Trunk"),
    fact("of-others", "Yellowing", "radkg:count 45 ; radkg:total 50", "two"),
    fact("of-the-trunk", "Wilting", "radkg:count 4 ; radkg:total 40 ; radkg:hasSite radkg:Trunk"),
    fact("of-the-same", "Wilting", "radkg:count 40 ; radkg:total 40"),
    fact("seldom", "Flagging", "radkg:frequencyWord radkg:Rarely"),
    fact("often", "Flagging", "radkg:frequencyWord radkg:Often", "two"),
    fact("mostly-in-saplings", "Flagging", "radkg:frequencyWord radkg:Mostly ; radkg:inPopulation radkg:Sapling", "two"),
]


@pytest.fixture(scope="module")
def counted(mini_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> radkg.KnowledgeGraph:
    more = tmp_path_factory.mktemp("counts") / "counts.ttl"
    more.write_text(FACTS + "".join(ADDED), encoding="utf-8")
    return radkg.load(extra=[more], ontology=mini_folder)


@pytest.mark.parametrize(
    ("statement", "verdict", "deciding"),
    [
        # the very numbers of a cohort, without the region that it was of, of that disease or of the one that it is a kind of
        ("collar rot shows galls in 37 of 1379 cases", "supported", {"in-the-valley": "supports"}),
        ("collar rot shows galls in 37/1379 cases", "supported", {"in-the-valley": "supports"}),
        ("collar rot shows galls in 2.7 % of cases (n = 1379)", "supported", {"in-the-valley": "supports"}),
        ("root rot shows galls in 37 of 1379 cases", "supported", {"in-the-valley": "supports"}),
        # another number of the same cohort is not what was counted in it, though it lies within the interval
        ("collar rot shows galls in 38 of 1379 cases in the northern valley", "unknown", {}),
        ("collar rot shows galls in 37 of 1379 cases in the northern valley", "supported", {"in-the-valley": "supports"}),
        # another count is not that of the cohort, nor is another total or another disease
        ("collar rot shows galls in 37 of 1380 cases", "unknown", {}),
        ("collar rot shows galls in 60 of 2758 cases", "unknown", {}),
        ("bark canker shows galls in 37 of 1379 cases", "unknown", {}),
        # without the group that it was of: what another study counted of all stands against it
        ("collar rot shows corking in 18 of 20 cases", "disputed", {"cultured": "supports", "of-all": "contradicts"}),
        ("collar rot shows corking in 19 of 20 cases", "contradicted", {"of-all": "contradicts"}),
        # a number without a count may be meant of the group
        ("collar rot shows corking in 90 % of cases", "unknown", {}),
        # a site makes the finding another: it is not the count, and another study does not deny it; the same study does
        ("collar rot shows yellowing in 3 of 30 cases", "unknown", {}),
        ("collar rot shows yellowing in 4 of 30 cases", "contradicted", {"of-others": "contradicts"}),
        ("collar rot shows wilting in 4 of 40 cases", "contradicted", {"of-the-same": "contradicts"}),
        # a region tells a cohort from another: a number that one of them found is not denied by the others
        ("collar rot shows galls in 2.7 % of cases", "disputed", {"in-the-valley": "supports", "anywhere": "contradicts"}),
        ("collar rot shows galls in 5 % of cases", "unknown", {}),
        (
            "collar rot shows galls in 50 % of cases",
            "contradicted",
            {"anywhere": "contradicts", "in-the-valley": "contradicts"},
        ),
        ("collar rot shows galls in 2.7 % of cases in the northern valley", "supported", {"in-the-valley": "supports"}),
    ],
)
def test_a_count_is_that_of_the_fact_with_the_same_numbers(
    counted: radkg.KnowledgeGraph, statement: str, verdict: str, deciding: dict[str, str]
) -> None:
    found = counted.check(statement)
    assert (found.verdict, {fact.label: fact.side for fact in found.facts}) == (verdict, deciding)


def test_seldom_and_often_are_a_conflict_within_the_same_limits(counted: radkg.KnowledgeGraph) -> None:
    known = counted.knowledge
    iris = {iri.rsplit("/", 1)[-1]: iri for iri in known.facts}
    (conflict,) = known.conflicts(iris["seldom"])
    assert (conflict.other, conflict.reason) == (iris["often"], "what is rarely so is not often so")
    assert known.conflicts(iris["mostly-in-saplings"]) == []
    assert {counted.check(f"collar rot {word} shows flagging").verdict for word in ("rarely", "often")} == {"disputed"}


def test_the_answer_names_what_the_sentence_leaves_out(counted: radkg.KnowledgeGraph) -> None:
    assert counted.check("collar rot shows galls in 37 of 1379 cases").added == "in region the northern valley"
