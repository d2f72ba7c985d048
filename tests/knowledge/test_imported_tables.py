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
