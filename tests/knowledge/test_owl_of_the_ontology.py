"""radkg's own ontology in owlready2, and the page that says how it is used."""

from __future__ import annotations

import doctest
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.reasoning.world import NotForOwlready

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "knowledge" / "validation" / "fact.ttl"


@pytest.mark.docs
def test_the_examples_of_the_page_run() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert tried > 10
    assert failed == 0


@pytest.mark.sweep  # it makes two
def test_it_is_made_once_for_a_graph_and_never_of_what_was_added(kg: radkg.KnowledgeGraph) -> None:
    graph = radkg.load()
    assert graph.owl is graph.owl
    assert graph.owl is not kg.owl
    graph.store.add(ox.Quad(ox.NamedNode("https://e.org/s"), ox.NamedNode("https://e.org/p"), ox.Literal("o")))
    with pytest.raises(NotForOwlready):
        _ = graph.owl


def test_what_it_says_of_a_disease_is_what_the_store_says(kg: radkg.KnowledgeGraph) -> None:
    diseases = kg.owl.search(subclass_of=kg.owl.Disease)
    assert len(diseases) > 100
    for relation in ("isSeenIn", "hasManifestation", "resembles", "isTreatedWith"):
        found = defaultdict(set)
        for row in kg.query(f"SELECT ?disease ?x {{ ?disease radkg:{relation} ?x }}").records():
            found[row["disease"]].add(row["x"])
        for disease in diseases:
            assert {one.iri for one in getattr(disease, relation)} == found[disease.iri], (disease, relation)


@pytest.mark.sweep  # it takes everything into memory; of the small ontology, it is looked at each time
def test_a_file_of_a_users_own_never_reaches_it() -> None:
    with pytest.raises(NotForOwlready):
        _ = radkg.load([OWN]).owl
