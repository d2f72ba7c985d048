"""Conflicts are derived by a query, verdicts by Python: both must follow the same rules."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.store import fill_in

PAGE = "LearningRadiology, Case of the Week 207"
CONFLICTING = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <https://w3id.org/radkg/fact/> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/radkg/source/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .

source:registry a radkg:Source ;
    rdfs:label "A registry"@en ;
    dcterms:title "A registry"@en ;
    dcterms:identifier "https://example.org/registry" ;
    radkg:sourceKind "article"@en ;
    radkg:year 2013 .

fact:mine-e1 a radkg:Evidence ;
    dcterms:source source:registry ;
    radkg:evidenceType obo:ECO_0000302 .

fact:mine a radkg:%(kind)s ;
    rdfs:label "my fact"@en ;
    radkg:subject radkg:%(subject)s ;
    radkg:relation radkg:%(relation)s ;
    radkg:object radkg:%(object)s ;
    %(qualifiers)s
    radkg:certainty radkg:%(certainty)s ;
    radkg:evidence fact:mine-e1 .
"""


def load_with(tmp_path, **fact):
    """Return the graph with one more fact."""
    given = {"kind": "Association", "qualifiers": "", "certainty": "Stated", **fact}
    file = tmp_path / "mine.ttl"
    file.write_text(CONFLICTING % given, encoding="utf-8")
    return radkg.load(extra=[file])


def conflicting_pairs(kg):
    known = kg.knowledge
    return {frozenset((one, other)) for one in known.facts for other in known.conflicts_of(one)}


def test_the_page_does_not_contradict_itself(kg):
    def rests_on_the_page(fact):
        return {evidence.citation for evidence in kg.knowledge.evidence(fact)} == {PAGE}

    pairs = conflicting_pairs(kg)
    assert len(pairs) > 10
    assert [pair for pair in pairs if all(map(rests_on_the_page, pair))] == []


CASES = {
    "what the page excludes": (
        {"subject": "Polymyositis", "relation": "isSeenIn", "object": "Child"},
        "polymyositis is seen in children",
        True,
    ),
    "a narrower population": (
        {"subject": "Polymyositis", "relation": "isSeenIn", "object": "Infant"},
        "polymyositis is seen in infants",
        True,
    ),
    "a peak among the excluded ages": (
        {
            "subject": "Polymyositis",
            "relation": "peaksAtAgeIn",
            "object": "Population",
            "qualifiers": "radkg:ageMinimum 6 ; radkg:ageMaximum 9 ;",
        },
        "polymyositis is seen at age 7",
        True,
    ),
    "other people": (
        {"subject": "Polymyositis", "relation": "isSeenIn", "object": "Adult"},
        "polymyositis is seen in adults",
        False,
    ),
    "the other sex": (
        {"subject": "Dermatomyositis", "relation": "isMoreCommonIn", "object": "Male"},
        "dermatomyositis is more common in men",
        True,
    ),
    "pain where the page says none": (
        {
            "subject": "Dermatomyositis",
            "relation": "hasManifestation",
            "object": "MuscleWeakness",
            "qualifiers": "radkg:hasQuality radkg:Painful ;",
        },
        "dermatomyositis shows painful muscle weakness",
        True,
    ),
    "what the page denies only as a rule": (
        {
            "subject": "Dermatomyositis",
            "relation": "increasesRiskOf",
            "object": "Malignancy",
            "qualifiers": "radkg:inPopulation radkg:Child ;",
        },
        "dermatomyositis increases the risk of malignancy in children",
        False,
    ),
    "an exclusion of what the page states": (
        {"kind": "ExcludedAssociation", "subject": "Dermatomyositis", "relation": "affects", "object": "Heart"},
        "dermatomyositis affects the heart",
        True,
    ),
    "an exclusion wider than what the page states": (
        {"kind": "ExcludedAssociation", "subject": "Dermatomyositis", "relation": "isTreatedWith", "object": "Glucocorticoid"},
        "dermatomyositis is treated with prednisone",
        True,
    ),
}


@pytest.mark.parametrize(("fact", "statement", "in_conflict"), CASES.values(), ids=CASES.keys())
def test_a_conflict_in_the_graph_is_a_dispute_in_the_verdict(tmp_path, fact, statement, in_conflict):
    kg = load_with(tmp_path, **fact)
    mine = "https://w3id.org/radkg/fact/mine"
    assert any(mine in pair for pair in conflicting_pairs(kg)) == in_conflict
    assert (kg.check(statement).verdict == "disputed") == in_conflict


def test_a_dispute_names_both_sources(tmp_path):
    kg = load_with(tmp_path, subject="Polymyositis", relation="isSeenIn", object="Child")
    verdict = kg.check("polymyositis is seen in children")
    cited = {(fact.side, evidence.citation) for fact in verdict.facts for evidence in fact.evidence}
    assert ("supports", "A registry") in cited
    assert {citation for side, citation in cited if side == "contradicts"} == {PAGE}


def test_what_is_filled_in_is_what_is_derived(tmp_path):
    """One keeps the triples in the engine, the other lists them for a release: they are the same."""
    kg = load_with(tmp_path, subject="Polymyositis", relation="isSeenIn", object="Child")
    store, filled = kg.written.store(), kg.written.store()
    fill_in(filled, kg.ontology)
    listed = {ox.Quad(t.subject, t.predicate, t.object) for t in kg.derived}
    assert len(listed) > 8000
    assert len(filled) == len({q for q in listed if q not in store}) + len(store)
    assert all(quad in filled and quad in kg.knowledge.store for quad in listed)
