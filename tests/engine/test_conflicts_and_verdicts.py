"""Conflicts are derived by a query, verdicts by Python: both must follow the same rules.

Each case adds one fact to the small ontology. Which of its own facts are in conflict: test_mini_conflicts.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.knowledge import Knowledge
from radkg.model.ontology import Ontology
from radkg.model.store import fill_in
from radkg.namespaces import FACT
from radkg.verdict.claim import Claim
from radkg.verdict.entailment import Steps, entails

PAGE = "The Tree Bulletin, page 12"
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
    radkg:sourceKind radkg:WebPage ;
    radkg:year 2013 .

fact:mine-e1 a radkg:Evidence ;
    dcterms:source source:registry ;
    radkg:evidenceType obo:ECO_0000302 .

fact:mine a radkg:{kind} ;
    rdfs:label "my fact"@en ;
    radkg:subject radkg:{subject} ;
    radkg:relation radkg:{relation} ;
    radkg:object radkg:{object} ;
    {qualifiers}
    radkg:certainty radkg:Stated ;
    radkg:evidence fact:mine-e1 .
"""


class Case(NamedTuple):
    """A fact that is added, the statement that rests on it, and whether it is in conflict with what the page says."""

    subject: str
    relation: str
    object: str
    statement: str
    in_conflict: bool
    qualifiers: str = ""
    kind: str = "Association"


CASES = {
    "what the page excludes": Case("LeafBlotch", "isSeenIn", "Sapling", "leaf blotch is seen in saplings", True),
    "a narrower population": Case("LeafBlotch", "isSeenIn", "Seedling", "leaf blotch is seen in seedlings", True),
    "a peak among the excluded ages": Case(
        "LeafBlotch",
        "peaksAtAgeIn",
        "Population",
        "leaf blotch is seen at age 7",
        True,
        qualifiers="radkg:ageMinimum 6 ; radkg:ageMaximum 8 ;",
    ),
    "other trees": Case("LeafBlotch", "isSeenIn", "VeteranTree", "leaf blotch is seen in veteran trees", False),
    "the other sex": Case("LeafScorch", "isMoreCommonIn", "Male", "leaf scorch is more common in male trees", True),
    "what is denied only as a rule": Case(
        "LeafScorch", "peaksAtAgeIn", "VeteranTree", "leaf scorch peaks in veteran trees", False
    ),
    "an exclusion of what the page states": Case(
        "LeafScorch", "affects", "Leaf", "leaf scorch affects the leaves", True, kind="ExcludedAssociation"
    ),
    "an exclusion wider than what the page states": Case(
        "LeafScorch",
        "isTreatedWith",
        "Fungicide",
        "leaf scorch is treated with copper spray",
        True,
        kind="ExcludedAssociation",
    ),
}


def load_with(folder: Path, fact: Case, ontology: Path) -> radkg.KnowledgeGraph:
    """Return the graph with one more fact."""
    file = folder / "mine.ttl"
    file.write_text(CONFLICTING.format(**fact._asdict()), encoding="utf-8")
    return radkg.load(extra=[file], ontology=ontology)


@pytest.mark.in_part(3)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_conflict_in_the_graph_is_a_dispute_in_the_verdict(case: Case, tmp_path: Path, mini_folder: Path) -> None:
    kg = load_with(tmp_path, case, mini_folder)
    mine = FACT + "mine"
    assert bool(kg.knowledge.conflicts_of(mine)) == case.in_conflict
    verdict = kg.check(case.statement)
    assert mine in {fact.iri for fact in verdict.facts}
    assert (verdict.verdict == "disputed") == case.in_conflict


def test_a_dispute_names_both_sources(tmp_path: Path, mini_folder: Path) -> None:
    case = CASES["what the page excludes"]
    verdict = load_with(tmp_path, case, mini_folder).check(case.statement)
    cited = {(fact.side, evidence.citation) for fact in verdict.facts for evidence in fact.evidence}
    assert ("supports", "A registry") in cited
    assert {citation for side, citation in cited if side == "contradicts"} == {PAGE}


def test_what_is_filled_in_is_what_is_derived(tmp_path: Path, mini_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the ontology that radkg carries, the triples stay in the engine; for a release they are listed: they are the same."""
    kg = load_with(tmp_path, CASES["what the page excludes"], mini_folder)
    store, filled = kg.written.store(), kg.written.store()
    monkeypatch.setattr(Ontology, "is_carried", property(lambda ontology: True))
    fill_in(filled, kg.ontology)
    listed = {ox.Quad(t.subject, t.predicate, t.object) for t in kg.derived}
    assert len(listed) > 500
    assert len(filled) == len({q for q in listed if q not in store}) + len(store)
    assert all(quad in filled and quad in kg.knowledge.store for quad in listed)


def test_only_what_is_about_the_same_things_is_held_against_a_claim(
    mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fact of a disease was held against every claim about it, whatever the object."""
    module = sys.modules["radkg.verdict.check"]
    compared: list[Claim] = []

    def counting(premise: Claim, claim: Claim, known: Knowledge) -> Steps | None:
        compared.append(premise)
        return entails(premise, claim, known)

    monkeypatch.setattr(module, "entails", counting)
    assert mini.check("leaf scorch shows corking of the leaf").verdict != "not understood"
    assert compared
    assert len(compared) < 20
