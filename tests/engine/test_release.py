"""Release files: the same bytes each time, whole or not at all, and read alike by every tool."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import owlready2
import pyoxigraph as ox
import pytest
import rdflib

import radkg
from radkg.cli import main
from radkg.exchange import release
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import DCTERMS, ONTOLOGY, OWL, RADKG, RDF
from radkg.reasoning import java
from radkg.reasoning.profile import violations

Command = Callable[..., Any]
CONTEXT = "radkg-context.jsonld"
SHAPES = "radkg-shapes.ttl"
FILES = sorted(
    [
        CONTEXT,
        SHAPES,
        "radkg-terms.nt",
        *(f"radkg-{variant}.{name}" for variant in release.VARIANTS for name in release.FORMATS),
    ]
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("release")
    assert main(["build", "--ontology", str(mini_folder), "--output", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """One format, written once the quality checks have passed: where, and what the command says of it in JSON."""
    folder = tmp_path_factory.mktemp("checked")
    what = ["--ontology", str(mini_folder), "--output", str(folder), "--check", "--only", "nt", "--format", "json"]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["build", *what]) == 0
    return folder, json.loads(out.getvalue())


@cache  # the files of `built` are read by many tests, and no test writes a path twice
def triples(path: Path, rdf_format: ox.RdfFormat | None = None) -> set[ox.Triple]:
    """Return the triples of a file, of whatever graph, with blank nodes named canonically."""
    return canonical(quad.triple for quad in ox.parse(path=str(path), format=rdf_format))


def canonical(given: Iterable[ox.Triple]) -> set[ox.Triple]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in given)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert not isinstance(term, ox.Triple)
    return term.value


@pytest.mark.sweep  # of exports, it is looked at each time
def test_the_same_bytes_from_another_process(built: Path, tmp_path: Path, mini_folder: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "radkg.cli", "build", "--ontology", str(mini_folder), "--output", str(tmp_path)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert sorted(os.listdir(tmp_path)) == sorted(os.listdir(built)) == FILES
    assert filecmp.cmpfiles(built, tmp_path, FILES, shallow=False) == (FILES, [], [])


@pytest.mark.parametrize("variant", release.VARIANTS)
@pytest.mark.parametrize("name", ["jsonld", "nt", "trig"])  # owl has more: see test_owl_form.py
def test_every_format_says_the_same(built: Path, name: str, variant: str) -> None:
    path = built / f"radkg-{variant}.{name}"
    assert triples(path, release.FORMATS[name]) == triples(built / f"radkg-{variant}.ttl")


@pytest.mark.in_part(3)
@pytest.mark.parametrize(("name", "rdflib_name"), [("owl", "xml"), ("jsonld", "json-ld"), ("ttl", "turtle")])
def test_rdflib_reads_what_the_embedded_store_reads(built: Path, name: str, rdflib_name: str) -> None:
    graph = rdflib.Graph().parse(built / f"radkg-full.{name}", format=rdflib_name)
    read_back = ox.parse(graph.serialize(format="nt"), ox.RdfFormat.N_TRIPLES)
    assert canonical(quad.triple for quad in read_back) == triples(built / f"radkg-full.{name}", release.FORMATS[name])


def test_json_ld_reads_as_words_and_needs_no_other_file(built: Path) -> None:
    document = json.loads((built / "radkg-base.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == json.loads((built / CONTEXT).read_text(encoding="utf-8"))["@context"]
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert nodes["fact:leaf-scorch-shows-corking"] == {
        "@id": "fact:leaf-scorch-shows-corking",
        "@type": "radkg:Association",
        "label": "leaf scorch shows corking",
        "subject": "radkg:LeafScorch",
        "relation": "radkg:hasManifestation",
        "object": "radkg:Corking",
        "certainty": "radkg:Stated",
        "evidence": "fact:leaf-scorch-shows-corking-e1",
    }
    assert nodes["radkg:Sapling"]["ageMaximum"] == 9
    # their label has no language, ours have one
    assert nodes["obo:TESTO_0000101"]["label"] == {"@value": "Leaf curl", "@type": "xsd:string"}


def test_nothing_written_is_lost(built: Path, mini_folder: Path) -> None:
    values = ox.Store()  # a release has the canonical form of a number: 23, where the source has 23.0
    for path in Ontology.at(mini_folder).files():
        values.load(path=path, format=ox.RdfFormat.TURTLE)
    written = {
        quad.triple
        for quad in values
        if not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))
        and not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ONTOLOGY))
    }
    assert len(written) > 2000
    assert written <= triples(built / "radkg-base.nt")


def test_mappings_are_in_it(built: Path) -> None:
    same = ox.Triple(
        ox.NamedNode(RADKG + "LeafScorch"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch"),
        ox.NamedNode("http://purl.obolibrary.org/obo/TESTO_0000001"),
    )
    assert same in triples(built / "radkg-base.nt")
    assert "NoTermFound" not in (built / "radkg-full.nt").read_text(encoding="utf-8")


def test_what_is_said_of_a_module_is_said_of_the_whole(built: Path) -> None:
    refused = ox.NamedNode(RADKG + "refusedWord")
    said = {t.subject for t in triples(built / "radkg-base.nt") if t.predicate == refused}
    assert said == {ox.NamedNode(ONTOLOGY)}


@pytest.mark.parametrize(("variant", "iri"), [("base", ONTOLOGY), ("full", ONTOLOGY + "/full")])
def test_one_header_with_version_licence_and_counts(built: Path, variant: str, iri: str) -> None:
    found = triples(built / f"radkg-{variant}.nt")
    headers = {value(t.subject) for t in found if t.object == ox.NamedNode(OWL + "Ontology")}
    assert headers == {iri}
    said = {t.predicate.value: value(t.object) for t in found if t.subject == ox.NamedNode(iri)}
    assert said[OWL + "versionIRI"] == iri + "/2020-02-29"
    assert said[DCTERMS + "license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert OWL + "imports" not in said
    assert said["http://rdfs.org/ns/void#triples"] == str(len(found))
    classes = {t.subject for t in found if t.object == ox.NamedNode(OWL + "Class") and isinstance(t.subject, ox.NamedNode)}
    assert said["http://rdfs.org/ns/void#classes"] == str(len(classes))
    kinds = {ox.NamedNode(RADKG + kind) for kind in ("Association", "ExcludedAssociation", "NullResult")}
    facts = {t.subject for t in found if t.object in kinds and t.predicate == ox.NamedNode(RDF + "type")}
    assert said[DCTERMS + "extent"] == f"{len(classes)} terms, {len(facts)} facts"


def test_derived_edges_are_in_full_and_not_in_base(built: Path) -> None:
    def edge(subject: str, relation: str, object_: str) -> ox.Triple:
        return ox.Triple(*(ox.NamedNode(RADKG + name) for name in (subject, relation, object_)))

    assert edge("LeafScorch", "isSeenIn", "Sapling") in triples(built / "radkg-full.nt")
    assert edge("LeafScorch", "isSeenIn", "Sapling") not in triples(built / "radkg-base.nt")
    assert edge("LeafBlotch", "isSeenIn", "Sapling") not in triples(built / "radkg-full.nt"), "what is denied is no edge"


def test_each_part_is_a_named_graph(built: Path) -> None:
    quads = list(ox.parse(path=str(built / "radkg-full.trig")))
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    parts = ("schema", "terms", "facts", "sources", "imported", "criteria", "pictures", "mappings", "derived")
    assert graphs == {RADKG + "graph/" + part for part in parts}
    in_facts = [quad for quad in quads if quad.graph_name == ox.NamedNode(RADKG + "graph/facts")]
    assert any(quad.predicate.value == RADKG + "certainty" for quad in in_facts)


@pytest.mark.servers
def test_the_full_release_is_owl_2_dl(built: Path) -> None:
    whole = [quad.triple for quad in ox.parse(path=str(built / "radkg-full.nt"))]
    assert violations(whole, ONTOLOGY + "/full") == []


@pytest.mark.servers
def test_owlready2_opens_the_base_release_and_finds_it_consistent(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", java.find_java())
    world = owlready2.World()
    world.get_ontology((built / "radkg-base.owl").as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    assert world[RADKG + "LeafScorch"] is not None


OWN = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://e.org/Mildew> a owl:Class ;
    rdfs:subClassOf radkg:LeafDisease ;
    rdfs:label "mildew"@en ;
    skos:definition "A leaf disease with a white bloom."@en ;
    dcterms:source <https://w3id.org/radkg/source/test-source-1> .
"""


def test_terms_of_ones_own_are_a_part_of_their_own(tmp_path: Path, mini: radkg.KnowledgeGraph, mini_folder: Path) -> None:
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    graph = radkg.load([tmp_path / "own.ttl"], ontology=mini_folder)
    base, full = graph.build(tmp_path / "out", formats=["trig"])
    parts = {quad.triple: quad.graph_name for quad in ox.parse(path=str(tmp_path / "out" / "radkg-base.trig"))}
    mildew = ox.Triple(ox.NamedNode("https://e.org/Mildew"), ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Class"))
    assert parts[mildew] == ox.NamedNode(RADKG + "graph/own")
    without, _ = mini.build(tmp_path / "without", formats=["trig"])
    assert base.terms == full.terms == without.terms + 1
    assert base.facts == without.facts


def test_what_is_written_and_follows_as_well_is_in_it_once(tmp_path: Path, mini_folder: Path) -> None:
    edge = ox.Triple(*(ox.NamedNode(RADKG + name) for name in ("LeafScorch", "isSeenIn", "Sapling")))
    files = release.build(str(tmp_path), Written(Ontology.at(mini_folder), (edge,)), formats=("trig",))
    (path,) = (file.path for file in files if file.variant == "full")
    quads = list(ox.parse(path=path))
    assert [quad.graph_name for quad in quads if quad.triple == edge] == [ox.NamedNode(RADKG + "graph/own")]
    count = ox.NamedNode("http://rdfs.org/ns/void#triples")
    (said,) = (quad.object for quad in quads if quad.predicate == count)
    assert said == ox.Literal(len(quads))


def test_the_list_of_files_gives_sizes_and_counts(checked: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, (base, full) = checked
    assert base["path"] == str(folder / "radkg-base.nt")
    assert base["bytes"] == (folder / "radkg-base.nt").stat().st_size
    assert base["triples"] == len((folder / "radkg-base.nt").read_bytes().splitlines()) < full["triples"]
    assert base["facts"] == full["facts"] > 90
    assert base["terms"] == full["terms"] > 70


# How files are written is the same for all of them: here those that are made in the least time.


def test_a_killed_build_leaves_the_old_files_whole(tmp_path: Path, mini_folder: Path) -> None:
    command = ["build", "--ontology", str(mini_folder), "--output", str(tmp_path), "--only", "rdf12"]
    first, second = (tmp_path / f"radkg-rdf12.{suffix}" for suffix in ("ttl", "nt"))
    for path in (first, second):
        path.write_text("old")
    killed_at_the_second_file = (
        "import os, signal\n"
        "from radkg.cli import main\n"
        "replace, done = os.replace, []\n"
        "def interrupted(source, target):\n"
        "    if done: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    done.append(target); replace(source, target)\n"
        "os.replace = interrupted\n"
        f"main({command!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", killed_at_the_second_file], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(ox.parse(path=str(first)))) > 1000
    assert second.read_text(encoding="utf-8") == "old"
    assert main(command) == 0
    assert len(list(ox.parse(path=str(second)))) > 1000


def test_what_killed_builds_left_is_removed_when_it_is_old(tmp_path: Path, mini_command: Command) -> None:
    for name in ("old", "young"):
        (tmp_path / f".radkg-waiting-{name}").mkdir()
    os.utime(tmp_path / ".radkg-waiting-old", (0, 0))
    assert mini_command("build", "--output", str(tmp_path), "--only", "alignments").code == 0
    assert sorted(os.listdir(tmp_path)) == [".radkg-waiting-young", "radkg-alignments.ttl"]


def test_a_full_disk_is_one_line_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mini_command: Command
) -> None:
    (tmp_path / "radkg-alignments.ttl").write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = mini_command("build", "--output", str(tmp_path), "--only", "alignments")
    remedy = "choose another folder with --output, or make room"
    assert (done.code, done.err) == (2, f"radkg: {tmp_path}: no space left on device; {remedy}\n")
    assert os.listdir(tmp_path) == ["radkg-alignments.ttl"]
    assert (tmp_path / "radkg-alignments.ttl").read_text(encoding="utf-8") == "old"


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path: Path, mini_command: Command) -> None:
    (tmp_path / "taken").write_text("mine")
    done = mini_command("build", "--output", str(tmp_path / "taken"), "--only", "alignments")
    assert done.code == 2
    assert done.err.startswith(f"radkg: {tmp_path / 'taken'}: file exists; ")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_an_error_of_a_quality_check_stops_the_release(tmp_path: Path, mini_folder: Path, command: Command) -> None:
    broken = shutil.copytree(mini_folder, tmp_path / "broken")
    path = broken / "ontology" / "facts" / "root-rot.ttl"
    without = path.read_text(encoding="utf-8").replace(
        "    radkg:evidence fact:root-rot-affects-leaves-e1 .", '    rdfs:comment "Nobody says so."@en .'
    )
    path.write_text(without, encoding="utf-8")
    done = command("build", "--output", str(tmp_path / "out"), "--check", "--ontology", str(broken))
    assert done.code == 2
    assert "errors, the first: Violation " in done.err
    assert "fact:root-rot-affects-leaves" in done.err
    assert done.err.endswith("; `radkg quality` lists them\n")
    assert not (tmp_path / "out").exists()
    assert command("build", "--output", str(tmp_path / "out"), "--only", "nt", "--ontology", str(broken)).code == 0


def test_a_sound_ontology_passes_the_checks_of_a_release(checked: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, _ = checked
    assert sorted(os.listdir(folder)) == ["radkg-base.nt", "radkg-full.nt"]


@pytest.mark.parametrize("name", ["radkg-base.nt", "radkg-full.trig"])
def test_a_variant_alone_is_that_of_a_whole_build(mini: radkg.KnowledgeGraph, tmp_path: Path, name: str) -> None:
    form = name.rpartition(".")[2]
    variant = name.removeprefix("radkg-").partition(".")[0]
    release.build(str(tmp_path / "both"), mini.written, formats=[form])
    release.build(str(tmp_path / "one"), mini.written, formats=[form], variants=[variant])
    assert [path.name for path in (tmp_path / "one").iterdir()] == [name]
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "both" / name).read_bytes()
