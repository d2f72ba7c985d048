"""The alignments of the model to Biolink, PROV and others: complete, few where they are axioms, and sound."""

from __future__ import annotations

import os

import pyoxigraph as ox
import pytest
from rdflib.namespace import PROV

import radkg
from radkg import resources
from radkg.exchange.kgx import category
from radkg.exchange.material import BIOLINK, Material
from radkg.model.ontology import Ontology
from radkg.namespaces import ONTOLOGY, OWL, RADKG, RDFS, SKOS
from radkg.reasoning.hermit import reason
from radkg.reasoning.profile import violations

(ALIGNMENTS,) = Ontology.carried().alignment_files()
MATCHES = {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch")}


@pytest.fixture(scope="module")
def triples() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=ALIGNMENTS, format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def merged(triples: list[ox.Triple]) -> list[ox.Triple]:
    files = Ontology.carried().files()
    return [*triples, *(quad.triple for path in files for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))]


def text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


def test_nothing_loads_or_imports_them() -> None:
    assert ALIGNMENTS not in Ontology.carried().files()
    (header,) = (t.subject for t in ox.parse(path=ALIGNMENTS, format=ox.RdfFormat.TURTLE) if t.object.value == OWL + "Ontology")
    for path in Ontology.carried().files():
        assert all(quad.object != header for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)), path
    catalog = resources.read_text(os.path.join(resources.ontology_folder(), "catalog-v001.xml"))
    assert f'name="{header.value}" uri="alignments/model.ttl"' in catalog


def test_what_is_aligned_is_of_the_model(triples: list[ox.Triple], kg: radkg.KnowledgeGraph) -> None:
    aligned = {t.subject for t in triples if t.predicate.value in MATCHES}
    assert len(aligned) > 60
    assert [text(iri) for iri in aligned if not any(kg.knowledge.store.quads_for_pattern(iri, None, None))
            and text(iri) != "http://purl.org/dc/terms/source"] == []  # fmt: skip


def test_every_relation_and_every_kind_of_term_has_one_match_in_biolink(
    triples: list[ox.Triple], kg: radkg.KnowledgeGraph
) -> None:
    found: dict[str, list[str]] = {}
    for triple in triples:
        if triple.predicate.value in MATCHES and text(triple.object).startswith(BIOLINK):
            found.setdefault(text(triple.subject), []).append(text(triple.object).removeprefix(BIOLINK))
    assert {iri: names for iri, names in found.items() if len(names) > 1} == {}
    assert [iri for iri in kg.knowledge.relations if iri not in found] == []
    content = Material(kg.knowledge)
    unplaced = {term for term in content.terms if category(content, term)[0] == "NamedThing"}
    assert {term for term in unplaced if not kg.knowledge.is_kind(term, {RADKG + "Cause"})} == set()


def test_terms_of_prov_exist(triples: list[ox.Triple]) -> None:
    used = {part.value for t in triples for part in t if isinstance(part, ox.NamedNode) and part.value.startswith(str(PROV))}
    assert used == {str(PROV[name]) for name in ("Entity", "wasDerivedFrom", "Plan")}  # rdflib refuses what PROV has not


def test_axioms_are_few_and_only_where_sound(triples: list[ox.Triple]) -> None:
    axioms = {text(t.subject).removeprefix(RADKG) for t in triples
              if t.predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf")}  # fmt: skip
    assert axioms == {"Fact", "Evidence", "Source", "Passage", "AnatomicalStructure", "evidence", "passage", "isPartOf"}


@pytest.mark.sweep  # of the small ontology, tests/engine/test_alignment_files.py asks both in each run
def test_with_them_the_ontology_is_owl_2_dl(merged: list[ox.Triple]) -> None:
    assert violations(merged, ONTOLOGY) == []


@pytest.mark.sweep
def test_with_them_the_ontology_is_consistent_and_no_class_of_ours_is_below_another(merged: list[ox.Triple]) -> None:
    result = reason(merged)
    assert result.consistent
    assert result.unsatisfiable == ()
    ours = [pair for pair in result.inferred if all(iri.startswith(RADKG) for iri in pair)]
    alone = reason(t for t in merged[len(list(ox.parse(path=ALIGNMENTS, format=ox.RdfFormat.TURTLE))) :])
    assert ours == [pair for pair in alone.inferred if all(iri.startswith(RADKG) for iri in pair)]
