"""The tables that the ontology has taken over: whose they are, that no row is lost, and that verdicts use them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg import resources
from radkg.namespaces import DCTERMS, ONTOLOGY, OWL, RADKG, RDF, RDFS, SOURCE

FILES = sorted(Path(resources.ontology_folder(), "imported").glob("*.ttl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_committed_file_says_whose_it_is(path: Path) -> None:
    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    found = {(q.subject.value, q.predicate.value, q.object.value) for q in quads}
    header = f"{ONTOLOGY}/imported/{path.stem}"
    stated = {p: o for s, p, o in found if s == header}
    assert stated[DCTERMS + "source"].startswith(SOURCE)
    assert stated[DCTERMS + "license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert re.search(r"\d{4}-\d{2}", stated[OWL + "versionInfo"])
    facts = {s for s, p, o in found if p == RDF + "type" and o == RADKG + "ImportedFact"}
    assert facts == {s for s, p, _ in found if p == RADKG + "subject"}
    numbers = re.findall(r"(\d+) (rows|facts|left out)", stated[RDFS + "comment"])
    counts: Counter[str] = Counter()
    for number, what in numbers:
        counts[what] += int(number)
    assert counts["facts"] == len(facts)
    assert counts["rows"] == counts["facts"] + counts["left out"]


def test_every_table_of_the_release_is_there() -> None:
    assert {path.stem for path in FILES} == {"maxo-observable", "orphanet-epidemiology", "orphanet-phenotypes"}


def test_a_verdict_uses_them_and_says_whose_they_are(kg: radkg.KnowledgeGraph) -> None:
    verdict = kg.check("dermatomyositis shows chondrocalcinosis")
    sources = {evidence.source for fact in verdict.facts for evidence in fact.evidence}
    assert SOURCE + "orphanet-2025-12-09" in sources


def test_every_doubt_is_of_a_fact_that_there_is(kg: radkg.KnowledgeGraph) -> None:
    """A doubt is written beside the tables, so that it outlives the next import; one that is left without its fact is found."""
    doubted = kg.query("SELECT ?fact (COUNT(?why) AS ?reasons) WHERE { ?fact radkg:doubt ?why } GROUP BY ?fact")
    facts = kg.knowledge.facts
    assert [row["fact"] for row in doubted if row["fact"] not in facts] == []
    assert [row["fact"] for row in doubted if row["reasons"] != 1] == []


@pytest.mark.sweep  # the check is among those of `radkg quality`
def test_no_class_of_theirs_stands_beside_the_term_that_is_the_same(kg: radkg.KnowledgeGraph) -> None:
    assert kg.quality(only=["exact-match-beside-term"]).findings == ()


@pytest.mark.parametrize(
    ("name", "identifier", "theirs"),
    [
        ("anti-EJ", "HP:0034146", "Anti-glycyl tRNA-synthetase antibody positivity"),
        ("anti-Jo-1", "HP:0034152", "Anti-histidyl tRNA synthetase antibody positivity"),
        ("anti-PL-7", "HP:0034143", "Anti-threonyl-tRNA synthetase antibody positivity"),
        ("elevated creatine kinase", "HP:0003236", "Elevated circulating creatine kinase concentration"),
    ],
)
def test_a_finding_has_one_verdict_by_our_name_by_theirs_and_by_its_identifier(
    kg: radkg.KnowledgeGraph, name: str, identifier: str, theirs: str
) -> None:
    verdicts = [kg.check(f"antisynthetase syndrome shows {said}") for said in (name, identifier, theirs)]
    assert {verdict.verdict for verdict in verdicts} == {"supported"}
    assert len({tuple(fact.iri for fact in verdict.facts) for verdict in verdicts}) == 1


def test_the_share_of_a_fact_taken_over_is_a_class_and_no_measurement(kg: radkg.KnowledgeGraph) -> None:
    shares = {
        (fact.numbers.get(RADKG + "frequencyMinimum"), fact.numbers.get(RADKG + "frequencyMaximum"))
        for fact in kg.knowledge.facts.values()
        if fact.imported and not fact.excluded and fact.relation == RADKG + "hasManifestation"
    }
    assert shares == {(1, 4), (5, 29), (30, 79), (80, 99), (100, 100)}
