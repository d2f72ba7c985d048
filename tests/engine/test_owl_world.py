"""The ontology in owlready2: what is there, and that nobody else's RDF gets there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg.namespaces import FACT, PREFIXES, RADKG
from radkg.reasoning.java import NoJava
from radkg.reasoning.world import NotForOwlready, world_of

PYTHON_MODULE = "http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module"


@pytest.fixture(scope="module")
def onto(mini: radkg.KnowledgeGraph) -> Any:
    """The small ontology of these tests, which may be trusted."""
    return world_of(mini.knowledge.store)


def names(things: Any) -> list[str]:
    return sorted(thing.name for thing in things)


def column(graph: radkg.KnowledgeGraph, query: str) -> list[str]:
    return sorted(str(row["x"]) for row in graph.query(query).records())


def test_every_class_is_there_once(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    asked = "SELECT DISTINCT ?x { ?x a owl:Class FILTER(isIRI(?x)) }"
    assert sorted(one.iri for one in onto.classes()) == column(mini, asked)


def test_every_fact_and_its_evidence_is_an_individual(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    individuals = {one.iri for one in onto.individuals()}
    assert individuals >= set(column(mini, "SELECT ?x { ?x a radkg:Fact }"))
    assert individuals >= set(column(mini, "SELECT DISTINCT ?x { ?x a radkg:Evidence }"))
    assert len(onto.Fact.instances()) == len(mini.knowledge.facts)
    assert not individuals & set(column(mini, "SELECT ?x { ?x radkg:formOf ?fact }"))


def test_a_relation_of_a_class_gives_the_plain_edges(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    relations = sorted(mini.knowledge.relations)
    for relation in relations:
        edges = {(row["from"], row["to"]) for row in mini.query(f"SELECT ?from ?to {{ ?from <{relation}> ?to }}").records()}
        given = {(one.iri, other.iri) for one in onto.classes() for other in getattr(one, relation.removeprefix(RADKG))}
        if mini.query(f"ASK {{ <{relation}> radkg:isOrSpecialises radkg:isAssociatedWith }}"):
            assert given == edges, relation
    assert names(onto.LeafScorch.isSeenIn)


def test_a_qualifier_of_a_class_gives_what_its_definition_says(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    asked = """SELECT ?class ?value { ?class rdfs:subClassOf ?part .
        ?part owl:onProperty radkg:isPartOf ; owl:someValuesFrom ?value FILTER(isIRI(?value)) }"""
    rows = list(mini.query(asked).records())
    assert rows
    for row in rows:
        assert row["value"] in {whole.iri for whole in onto.world[row["class"]].isPartOf}


def test_a_fact_has_its_parts_and_its_evidence(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    for fact in mini.knowledge.facts.values():
        one = onto.world[fact.iri]
        parts = (one.subject, one.relation, one.object)
        assert [[part.iri for part in found] for found in parts] == [[fact.subject], [fact.relation], [fact.object]]
        assert names(onto.search(subject=one.subject[0], object=one.object[0]))
    assert onto.get_namespace(FACT)[fact.iri.removeprefix(FACT)] is one


def test_the_taxonomy_is_that_of_python(onto: Any, mini: radkg.KnowledgeGraph) -> None:
    for row in mini.query("SELECT ?narrow ?broad { ?narrow rdfs:subClassOf+ ?broad FILTER(isIRI(?broad)) }").records():
        assert issubclass(onto.world[row["narrow"]], onto.world[row["broad"]])


@pytest.mark.servers
def test_the_reasoner_runs_over_it(mini: radkg.KnowledgeGraph) -> None:
    import owlready2

    onto = world_of(mini.knowledge.store)
    (axioms,) = onto.imported_ontologies
    with axioms:
        owlready2.types.new_class("BothAtOnce", (onto.LeafScorch, onto.Leaf))
    owlready2.sync_reasoner([axioms], debug=0)
    assert set(names(onto.world.inconsistent_classes())) - {"Nothing"} == {"BothAtOnce"}


def test_an_ontology_that_is_not_radkgs_never_reaches_it(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(NotForOwlready, match=r"only radkg's own files .*; use radkg.load\(\).owl"):
        _ = mini.owl


def test_without_that_it_would_run_what_the_rdf_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why nobody else's files may reach it."""
    (tmp_path / "ran_by_rdf.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    store = ox.Store()
    store.update(
        f'INSERT DATA {{ radkg:Thing a owl:Class . <{RADKG[:-1]}> a radkg:Thing ; <{PYTHON_MODULE}> "ran_by_rdf" }}',
        prefixes=PREFIXES,
    )
    assert "ran_by_rdf" not in sys.modules
    world_of(store)
    assert sys.modules.pop("ran_by_rdf")


def test_without_java_all_but_reasoning_works(mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    import owlready2

    def none() -> str:
        raise NoJava

    monkeypatch.setattr(owlready2, "JAVA_EXE", "java")
    monkeypatch.setattr("radkg.reasoning.world.find_java", none)
    assert world_of(mini.knowledge.store).LeafScorch.isSeenIn
    assert owlready2.JAVA_EXE == "java"


def test_a_java_that_a_user_has_named_is_left(mini: radkg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    import owlready2

    monkeypatch.setattr(owlready2, "JAVA_EXE", "/opt/java")
    world_of(mini.knowledge.store)
    assert owlready2.JAVA_EXE == "/opt/java"
