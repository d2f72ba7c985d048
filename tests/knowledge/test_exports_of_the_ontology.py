"""The exports of the ontology: what Orphanet says is what they say, and the tools that they are for accept them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import radkg
from obo_readers import fastobo_frames, pronto_ontology
from programs import needed
from radkg.cli import main
from radkg.exchange.export import Export
from radkg.exchange.formats import EXPORTS
from radkg.exchange.material import Material, curie
from radkg.namespaces import FACT, RADKG
from radkg.reasoning import java

CHECKERS = Path(__file__).parents[1] / "exports"

#: In each run, tests/engine/test_exports.py asks the same of the small ontology's.
of_everything = pytest.mark.sweep


@pytest.fixture(scope="module")
def exports(kg: radkg.KnowledgeGraph) -> dict[str, Export]:
    return {file.name: file for form in EXPORTS for file in kg.export(form)}


@pytest.fixture(scope="module")
def folder(exports: dict[str, Export], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exports")
    for name, file in exports.items():
        (place / name).write_bytes(file.data)
    return place


def edges_of(exports: dict[str, Export]) -> list[dict[str, Any]]:
    lines = exports["radkg-kgx_edges.jsonl"].data.decode().splitlines()
    return [row for row in map(json.loads, lines) if row["id"].startswith(FACT)]


def hpo_rows(exports: dict[str, Export]) -> list[dict[str, str]]:
    lines = [line for line in exports["radkg.hpoa"].data.decode().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@of_everything
def test_every_fact_is_in_an_export_or_left_out_for_a_reason(exports: dict[str, Export], kg: radkg.KnowledgeGraph) -> None:
    for file in exports.values():
        assert file.facts + sum(file.left_out.values()) == file.facts_in, file.name
        assert file.facts_in in (0, len(kg.knowledge.facts)), file.name
    assert len(edges_of(exports)) == exports["radkg-kgx_edges.tsv"].facts > 2200
    assert len(hpo_rows(exports)) > 800


@of_everything
def test_facts_of_orphanet_are_said_to_be_orphanets(exports: dict[str, Export]) -> None:
    edges = {row["id"]: row for row in edges_of(exports)}
    taken_over = edges[FACT + "orphanet-221-hp-0001369"]
    assert taken_over["primary_knowledge_source"] == "infores:orphanet"
    assert taken_over["aggregator_knowledge_source"] == ["infores:radkg"]


@of_everything
def test_hpo_annotations_of_orphanet_are_what_orphanet_says(exports: dict[str, Export], kg: radkg.KnowledgeGraph) -> None:
    rows = {(row["database_id"], row["hpo_id"]): row for row in hpo_rows(exports) if row["reference"].startswith("ORPHA")}
    bands = {(80, 99): "HP:0040281", (30, 79): "HP:0040282", (5, 29): "HP:0040283", (1, 4): "HP:0040284"}
    compared = 0
    for fact in kg.knowledge.facts.values():
        prefix, _, finding = fact.iri.removeprefix(FACT + "orphanet-").partition("-hp-")
        row = rows.get((f"ORPHA:{prefix}", f"HP:{finding}"))
        if fact.imported and row:
            low, high = (fact.numbers.get(RADKG + side, -1) for side in ("frequencyMinimum", "frequencyMaximum"))
            assert row["qualifier"] == ("NOT" if fact.excluded else "")
            if band := bands.get((int(low), int(high))):
                assert row["frequency"] == band
                compared += 1
    assert compared > 700


def test_the_cohort_of_dermatomyositis_is_cited_by_its_pmid(kg: radkg.KnowledgeGraph) -> None:
    assert Material(kg.knowledge).publication(RADKG + "source/doi-10-1002-art-27704") == "PMID:20722021"


@of_everything
def test_fastobo_reads_every_frame(folder: Path, kg: radkg.KnowledgeGraph) -> None:
    frames = fastobo_frames(folder / "radkg.obo")
    assert {curie(term) for term in kg.knowledge.vocabulary} <= frames


@of_everything
@pytest.mark.parametrize("name", ["radkg.obo", "radkg-obograph.json"])
def test_pronto_reads_all_terms_with_names_and_definitions(folder: Path, kg: radkg.KnowledgeGraph, name: str) -> None:
    ontology = pronto_ontology(folder / name)
    ours = "radkg:" if name.endswith("obo") else RADKG
    assert len(ontology.terms()) == len({*kg.knowledge.vocabulary, RADKG + "Cohort"})
    linear = ontology[ours + "LinearCalcification"]
    assert linear.name == "linear calcification"
    assert "calcification in lines" in {synonym.description for synonym in linear.synonyms}
    assert linear.definition == Material(kg.knowledge).definition(RADKG + "LinearCalcification")
    assert ours + "Finding" in {term.id for term in linear.superclasses()}
    dermatomyositis = ontology[ours + "Dermatomyositis"]
    assert {xref.id for xref in dermatomyositis.xrefs} >= {"ORPHA:221", "MONDO:0016367"}
    if name.endswith("obo"):
        layers = ontology["radkg:SoftTissueCalcification"].relationships.items()
        assert {relation.id: {term.id for term in terms} for relation, terms in layers} == {
            "radkg:hasLayer": {"radkg:SoftTissue"}
        }


# -- heavy tools: `pytest -m servers`


@pytest.mark.servers
@pytest.mark.parametrize("suffix", ["tsv", "jsonl"])
def test_kgx_reads_its_files_and_finds_no_error(folder: Path, exports: dict[str, Export], suffix: str) -> None:
    paths = [str(folder / f"radkg-kgx_{part}.{suffix}") for part in ("nodes", "edges")]
    done = subprocess.run(
        [needed("RADKG_KGX_PYTHON"), str(CHECKERS / "kgx_check.py"), suffix, *paths], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    edges = edges_of(exports)
    assert found["errors"] == {}
    assert found["nodes"] == exports["radkg-kgx_nodes.tsv"].rows
    assert found["edges"] == exports["radkg-kgx_edges.tsv"].rows
    assert found["negated"] == sum(row["negated"] for row in edges)
    assert found["counted"] == sum("has_count" in row for row in edges)
    assert found["cited"] == len(edges)


@pytest.mark.servers
@pytest.mark.parametrize("name", ["radkg-kgx_nodes.jsonl", "radkg-kgx_edges.jsonl", "radkg-alignments.ttl"])
def test_the_biolink_model_has_or_accepts_everything(folder: Path, name: str) -> None:
    done = subprocess.run(
        [needed("RADKG_KGX_PYTHON"), str(CHECKERS / "biolink_check.py"), str(folder / name)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []


def riot(*arguments: str) -> Iterator[str]:
    """Run Apache Jena's riot and return what it says."""
    jars = os.path.join(needed("RADKG_JENA"), "*")
    command = [java.find_java(), "-cp", jars, "riotcmd.riot", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("SLF4J"))


@pytest.mark.servers
@pytest.mark.parametrize("name", ["radkg-rdf12.ttl", "radkg-rdf12.nt", "radkg-alignments.ttl"])
def test_riot_reads_rdf(folder: Path, exports: dict[str, Export], name: str) -> None:
    assert list(riot("--validate", "--count", str(folder / name))) == [f"{folder / name} : Triples = {exports[name].rows:,}"]


@pytest.mark.servers
def test_riot_reads_the_release(tmp_path: Path) -> None:
    assert main(["build", "--output", str(tmp_path), "--only", "ttl", "--only", "owl", "--only", "jsonld"]) == 0
    for suffix in ("ttl", "owl", "jsonld"):
        assert "Triples = " in "".join(riot("--count", str(tmp_path / f"radkg-base.{suffix}")))
