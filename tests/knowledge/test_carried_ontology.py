"""The ontology that radkg carries is what is loaded where no other is named, and it behaves as a copy of it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.model.ontology import Ontology
from radkg.model.store import fill_in


def test_the_carried_ontology_is_whole() -> None:
    carried = Ontology.carried()
    assert carried.is_carried
    assert carried.iri() == "https://w3id.org/radkg/ontology"
    assert carried.parts()[carried.main_file()] == "header"
    assert len(carried.mapping_sets()) > 15


@pytest.mark.sweep
def test_a_copy_gives_the_same_verdicts(kg: radkg.KnowledgeGraph, another_ontology: Path) -> None:
    """A copy is read with guards against hostile files, and derived from another way."""
    copy = radkg.load(ontology=another_ontology)
    assert len(copy.knowledge.store) == len(kg.knowledge.store)
    assert copy.knowledge.facts == kg.knowledge.facts
    labels = [fact.label for fact in list(kg.knowledge.facts.values())[::25]]
    assert len(labels) > 80
    for label in labels:
        assert copy.check(label).to_dict() == kg.check(label).to_dict()


@pytest.mark.sweep
def test_what_is_filled_in_is_what_is_derived(kg: radkg.KnowledgeGraph) -> None:
    """One keeps the triples in the engine, the other lists them for a release: they are the same."""
    store, filled = kg.written.store(), kg.written.store()
    fill_in(filled, kg.ontology)
    listed = {ox.Quad(t.subject, t.predicate, t.object) for t in kg.derived}
    assert len(listed) > 8000
    assert len(filled) == len({q for q in listed if q not in store}) + len(store)
    assert all(quad in filled and quad in kg.knowledge.store for quad in listed)


def test_shells_complete_the_questions_of_the_carried_ontology(command: Any) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "statistics" in command("completion", shell).out
