"""Exports: what goes in comes back out, or its loss is counted; read back by the tools that they are for."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.cli import main
from radkg.exchange.export import Export, UnknownFormat, export
from radkg.exchange.formats import ALL, DESCRIPTIONS, EXPORTS
from radkg.exchange.formats import RDF as RDF_FORMATS
from radkg.exchange.material import Material, curie
from radkg.exchange.release import FORMATS
from radkg.mappings import NO_TERM_FOUND, Index, Mapping, MappingSet, Prefixes
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.namespaces import FACT, PREFIXES, RADKG, RDF
from radkg.reasoning.hermit import java

EXPORTED = Path(__file__).parent / "exports"
OWN = EXPORTED / "facts.ttl"
FULL = {"rdf12", "csv"}  # forms with a place for everything


@pytest.fixture(scope="module")
def graph() -> radkg.KnowledgeGraph:
    return radkg.load([OWN])


@pytest.fixture(scope="module")
def facts(graph: radkg.KnowledgeGraph) -> dict[str, Fact]:
    return graph.knowledge.facts


@pytest.fixture(scope="module")
def exports(graph: radkg.KnowledgeGraph) -> dict[str, Export]:
    return {file.name: file for form in EXPORTS for file in graph.export(form)}


@pytest.fixture(scope="module")
def folder(exports: dict[str, Export], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exports")
    for name, file in exports.items():
        (place / name).write_bytes(file.data)
    return place


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `radkg build --all` writes."""
    place = tmp_path_factory.mktemp("everything")
    assert main(["build", "--output", str(place), "--all"]) == 0
    return place


def own(name: str) -> str:
    return f"{FACT}export-{name}"


def iri(name: str) -> str:
    """Return the IRI of a CURIE that an export writes."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else f"http://purl.obolibrary.org/obo/{prefix}_{local}"


def keyed(graph: radkg.KnowledgeGraph, fact: Fact) -> tuple[dict[str, set[str]], dict[str, float]]:
    """Return qualifiers and numbers of a fact by the keys that exports write."""
    known = graph.knowledge.qualifiers
    qualifiers: dict[str, set[str]] = {}
    for property_, value in fact.qualifiers:
        qualifiers.setdefault(known[property_].key, set()).add(value)
    return qualifiers, {known[property_].key: value for property_, value in fact.numbers.items()}


# -- the account


def test_every_fact_is_in_an_export_or_left_out_for_a_reason(exports, facts):
    for file in exports.values():
        assert file.facts + sum(file.left_out.values()) == file.facts_in, file.name
        assert file.facts_in in (0, len(facts)), file.name
    for form in FULL:
        for file in (exports[name] for name in exports if form in name):
            assert file.left_out == {}, file.name


def test_build_prints_what_is_not_in_an_export(tmp_path, command):
    done = command("build", "--output", str(tmp_path), "--only", "hpoa")
    assert done.code == 0
    file, _, *account = done.out.splitlines()[1:]
    assert " of " in file
    reason = "facts left out: the finding has no single exact match in HPO"
    assert any(line.startswith("hpoa: ") and line.endswith(reason) for line in account)
    listed = json.loads(command("build", "--output", str(tmp_path), "--only", "hpoa", "--format", "json").out)
    assert listed[0]["facts"] + sum(listed[0]["left_out"].values()) == listed[0]["facts_in"]
    assert listed[0]["lost"]["certainty"] > 0


def test_all_writes_all_and_nothing_else_is_written_unasked(everything, tmp_path, command):
    names = set(os.listdir(everything))
    assert {f"radkg-{variant}.{name}" for variant in ("base", "full") for name in FORMATS} < names
    assert {"radkg-kgx_nodes.tsv", "radkg-kgx_edges.jsonl", "radkg.hpoa", "radkg.obo", "radkg-obograph.json",
            "radkg-rdf12.nt", "radkg-facts.csv", "radkg-mappings.csv", "radkg-alignments.ttl",
            "radkg-void.ttl", "radkg-service.ttl", "radkg-examples.ttl", "radkg-dcat.ttl"} < names  # fmt: skip
    assert command("build", "--output", str(tmp_path / "one"), "--all", "--only", "obo").code == 2
    assert not (tmp_path / "one").exists()


def test_the_formats_are_those_of_the_release():
    assert tuple(FORMATS) == RDF_FORMATS
    assert (*RDF_FORMATS, *EXPORTS, *DESCRIPTIONS) == ALL


def test_an_unknown_export_is_refused_with_the_names(kg):
    with pytest.raises(UnknownFormat, match="no export 'xml'; choose one of kgx, hpoa"):
        kg.export("xml")


def test_the_same_bytes_from_another_process(everything, tmp_path):
    """Those of the formats in RDF are compared in test_release.py."""
    code = "import sys; from radkg.cli import main; main(['build', '--output', sys.argv[1], *sys.argv[2:]])"
    only = [word for form in EXPORTS for word in ("--only", form)]
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), *only],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
    )
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) > len(EXPORTS)
    assert written == {name: (everything / name).read_bytes() for name in written}


def with_mappings(graph: radkg.KnowledgeGraph, *sets: MappingSet) -> Material:
    """What exports are made from, with other mapping sets than the ontology's."""
    known = Knowledge(graph.knowledge.store, graph.ontology)
    known.mappings = Index(sets, Prefixes(()))
    return Material(known)


def test_without_mapping_sets_exports_are_made_all_the_same(graph):
    content = with_mappings(graph)
    assert "ORPHA:221" in {match.object for match in content.matches(RADKG + "Dermatomyositis")}
    assert all(export(content, form) for form in EXPORTS)


def mapped(subject: str, predicate: str, other: str) -> Mapping:
    return Mapping(f"radkg:{subject}", "", f"skos:{predicate}", other, "", "semapv:ManualMappingCuration", "", "", "")


def test_mapping_sets_give_exact_matches_and_say_where_there_is_none(graph):
    rows = (
        mapped("Dermatomyositis", "exactMatch", "Orphanet:221"),  # the same as in the graph, otherwise spelt
        mapped("Dermatomyositis", "exactMatch", "MONDO:0016367"),
        mapped("Dermatomyositis", "broadMatch", "MONDO:0000001"),
        mapped("SheetLikeCalcification", "exactMatch", NO_TERM_FOUND),
        mapped("MuscleEdema", "exactMatch", "HP:0000001"),
        mapped("MuscleEdema", "exactMatch", "HP:0000002"),
    )
    content = with_mappings(graph, MappingSet("made-up", {}, {}, rows))
    found = [(match.predicate, match.object) for match in content.matches(RADKG + "Dermatomyositis")]
    assert {("exactMatch", "MONDO:0016367"), ("exactMatch", "ORPHA:221"), ("broadMatch", "MONDO:0000001")} <= set(found)
    assert len(found) == len(set(found))
    assert not any(other.startswith("Orphanet") for _, other in found)
    assert content.exact(RADKG + "Dermatomyositis", "OMIM", "MONDO") == "MONDO:0016367"
    assert content.matches(RADKG + "SheetLikeCalcification") == []
    assert content.exact(RADKG + "MuscleEdema", "HP") is None  # two of theirs: neither says quite the same


DOCS = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")


def test_the_commands_of_the_documentation_write_the_files_that_it_names(everything, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    \$ radkg (build .*)$", DOCS, re.MULTILINE)
    assert len(commands) >= len(EXPORTS)
    commands.remove("build --all")  # which wrote `everything`
    for line in commands:
        assert main(line.split()) == 0
    written = {*os.listdir(tmp_path / "release"), *os.listdir(everything)}
    assert written <= set(re.findall(r"`(radkg[-.\w]*\.\w+)`", DOCS)) | {
        f"radkg-{variant}.{name}" for variant in ("base", "full") for name in RDF_FORMATS
    }


# -- KGX

SLOTS = {
    "has_count": "count",
    "has_total": "total",
    "anatomical_context_qualifier": "site",
    "disease_context_qualifier": "disease",
    "population_context_qualifier": "population",
}
SEXES = {"PATO:0000383": RADKG + "Female", "PATO:0000384": RADKG + "Male"}


def edges_of(exports: dict[str, Export], suffix: str) -> dict[str, dict]:
    text = exports[f"radkg-kgx_edges.{suffix}"].data.decode()
    if suffix == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
    else:
        rows = [dict(row) for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)]
        rows = [{key: value for key, value in row.items() if value} for row in rows]
    return {row["id"]: row for row in rows if row["id"].startswith(FACT)}


def several(value: object) -> list[str]:
    return value if isinstance(value, list) else str(value).split("|")


@pytest.mark.parametrize("suffix", ["jsonl", "tsv"])
def test_kgx_gives_back_excluded_facts_counts_evidence_and_qualifiers(graph, facts, exports, suffix):
    edges = edges_of(exports, suffix)
    assert len(edges) == exports[f"radkg-kgx_edges.{suffix}"].facts > 2200
    content = Material(graph.knowledge)
    for name, row in edges.items():
        fact = facts[name]
        said = (iri(row["subject"]), iri(row["original_predicate"]), iri(row["object"]))
        assert said == (fact.subject, fact.relation, fact.object)
        assert row.get("negated", False) in ((True, "true") if fact.excluded else (False,))
        assert iri(row["radkg_certainty"]) == fact.certainty
        evidence = {node.iri for node in content.evidence(name)}
        assert set(several(row["has_evidence"])) == evidence
        assert row["publications"]
        qualifiers, numbers = read_back(row)
        expected = keyed(graph, fact)
        assert qualifiers == expected[0], name
        assert numbers == pytest.approx(expected[1]), name


def read_back(row: dict) -> tuple[dict[str, set[str]], dict[str, float]]:
    """Return qualifiers and numbers of an edge, from the slots of Biolink and from radkg's own columns."""
    qualifiers: dict[str, set[str]] = {}
    numbers: dict[str, float] = {}
    for column, value in row.items():
        key = SLOTS.get(column) or column.removeprefix("radkg_")
        if column == "has_percentage":
            numbers["frequencyMinimum"] = numbers["frequencyMaximum"] = float(value)
        elif column == "sex_qualifier":
            qualifiers["population"] = {SEXES[value]}
        elif key in ("certainty", "comment", "doubt") or (column not in SLOTS and not column.startswith("radkg_")):
            continue
        elif not isinstance(value, list) and str(value).replace(".", "").isdigit():
            numbers[key] = float(value)
        else:
            qualifiers[key] = {iri(one) for one in several(value)}
    return qualifiers, numbers


def test_kgx_uses_the_slots_of_biolink_where_they_say_the_same(exports):
    edges = edges_of(exports, "jsonl")
    weak = edges[own("weak")]
    assert (weak["has_count"], weak["has_total"], weak["negated"]) == (2, 3, False)
    assert weak["predicate"] == "biolink:has_phenotype"
    assert weak["publications"] == ["PMID:20722021"]
    assert weak["primary_knowledge_source"] == "infores:radkg"
    assert edges[own("no-arthritis")]["negated"] is True
    assert edges[own("rash")]["has_percentage"] == 75.0
    assert edges[own("fever")]["frequency_qualifier"] == "HP:0040282"
    assert edges[own("chondro-in-females")]["sex_qualifier"] == "PATO:0000383"
    taken_over = edges[FACT + "orphanet-221-hp-0001369"]
    assert taken_over["primary_knowledge_source"] == "infores:orphanet"
    assert taken_over["aggregator_knowledge_source"] == ["infores:radkg"]


def test_kgx_gives_no_share_of_fewer_cases_as_that_of_all(exports):
    early = edges_of(exports, "jsonl")[own("dysphonia-early")]
    assert "has_count" not in early
    assert (early["radkg_count"], early["radkg_stage"]) == (1, ["radkg:EarlyStage"])


def test_no_export_makes_more_of_a_denial_than_it_says(exports):
    edges = edges_of(exports, "jsonl")
    rows = exports["radkg.hpoa"].data.decode()
    for name, finding in (("not-usually-contracture", "HP:0001371"), ("no-edema-in-children", "HP:0000969")):
        assert own(name) not in edges
        assert f"NOT\t{finding}" not in rows
    left_out = exports["radkg-kgx_edges.jsonl"].left_out
    assert any("reservation" in reason for reason in left_out)
    assert any("qualifiers" in reason for reason in left_out)


def test_a_cell_of_kgx_that_means_no_is_empty(exports):
    header, *lines = exports["radkg-kgx_edges.tsv"].data.decode().splitlines()
    column = header.split("\t").index("negated")
    assert {line.split("\t")[column] for line in lines} == {"", "true"}


# -- HPO annotations


def annotations(exports: dict[str, Export]) -> list[dict[str, str]]:
    lines = [line for line in exports["radkg.hpoa"].data.decode().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_hpo_annotations_give_back_denials_counts_frequencies_and_sex(exports):
    ours = {row["hpo_id"]: row for row in annotations(exports) if row["reference"] == "PMID:20722021"}
    assert {row["database_id"] for row in ours.values()} == {"ORPHA:221"}
    assert {(row["evidence"], row["aspect"]) for row in ours.values()} == {("PCS", "P")}
    shown = {term: (row["qualifier"], row["frequency"], row["sex"]) for term, row in ours.items()}
    assert shown["HP:0001324"] == ("", "2/3", "")
    assert shown["HP:0001369"] == ("NOT", "", "")
    assert shown["HP:0000988"] == ("", "75%", "")
    assert shown["HP:0001945"] == ("", "HP:0040282", "")
    assert shown["HP:0000934"] == ("", "3/10", "FEMALE")


def test_hpo_annotations_of_orphanet_are_what_orphanet_says(exports, facts):
    rows = {(row["database_id"], row["hpo_id"]): row for row in annotations(exports) if row["reference"].startswith("ORPHA")}
    bands = {(80, 99): "HP:0040281", (30, 79): "HP:0040282", (5, 29): "HP:0040283", (1, 4): "HP:0040284"}
    compared = 0
    for fact in facts.values():
        prefix, _, finding = fact.iri.removeprefix(FACT + "orphanet-").partition("-hp-")
        row = rows.get((f"ORPHA:{prefix}", f"HP:{finding}"))
        if fact.imported and row:
            low, high = (fact.numbers.get(RADKG + side) for side in ("frequencyMinimum", "frequencyMaximum"))
            assert row["qualifier"] == ("NOT" if fact.excluded else "")
            if (low, high) in bands:
                assert row["frequency"] == bands[low, high]
                compared += 1
    assert compared > 700


def test_hpo_annotations_count_what_they_cannot_keep(exports, kg):
    (without,) = kg.export("hpoa")
    more = {what: exports["radkg.hpoa"].lost[what] - without.lost.get(what, 0) for what in exports["radkg.hpoa"].lost}
    frequency = next(what for what in more if what.startswith("the frequency in fewer cases"))
    assert {what: number for what, number in more.items() if number} == {frequency: 1, "stage": 1}
    assert without.facts_in == exports["radkg.hpoa"].facts_in - 8


# -- OBO and OBO Graph JSON


def test_fastobo_reads_every_frame(folder, graph):
    fastobo = importlib.import_module("fastobo")
    frames = {str(frame.id) for frame in fastobo.load(str(folder / "radkg.obo"))}
    assert {curie(term) for term in graph.knowledge.vocabulary} <= frames


@pytest.mark.parametrize("name", ["radkg.obo", "radkg-obograph.json"])
def test_pronto_reads_terms_hierarchy_and_parts(folder, graph, name):
    pronto = importlib.import_module("pronto")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ontology = pronto.Ontology(str(folder / name))
    ours = "radkg:" if name.endswith("obo") else RADKG
    assert len(ontology.terms()) == len(graph.knowledge.vocabulary)
    linear = ontology[ours + "LinearCalcification"]
    assert linear.name == "linear calcification"
    assert "calcification in lines" in {synonym.description for synonym in linear.synonyms}
    assert linear.definition == Material(graph.knowledge).definition(RADKG + "LinearCalcification")
    assert ours + "Finding" in {term.id for term in linear.superclasses()}
    dermatomyositis = ontology[ours + "Dermatomyositis"]
    assert {xref.id for xref in dermatomyositis.xrefs} >= {"ORPHA:221"}
    if name.endswith("obo"):
        assert "PMID:20722021" not in {xref.id for xref in linear.definition.xrefs}
        assert linear.definition.xrefs
        parts = {
            relation.id: {term.id for term in terms}
            for relation, terms in ontology["radkg:SoftTissueCalcification"].relationships.items()
        }
        assert parts == {"radkg:hasLayer": {"radkg:SoftTissue"}}


def test_obo_and_obo_graph_have_the_edges_of_the_graph(exports, graph):
    (document,) = json.loads(exports["radkg-obograph.json"].data)["graphs"]
    edges = {(edge["sub"], edge["pred"], edge["obj"]) for edge in document["edges"]}
    content = Material(graph.knowledge)
    for term in content.terms:
        for parent in content.parents(term):
            assert (term, "is_a", parent) in edges
        for property_, value in content.restrictions.get(term, ()):
            assert (term, property_, value) in edges
    defined = {axiom["definedClassId"]: axiom for axiom in document["logicalDefinitionAxioms"]}
    assert defined.keys() == graph.knowledge.definitions.keys()
    text = exports["radkg.obo"].data.decode()
    assert text.count("\nis_a: ") >= sum(pred == "is_a" for _, pred, _ in edges)
    assert text.count("\nrelationship: ") == sum(pred != "is_a" for _, pred, _ in edges)


# -- RDF 1.2


@pytest.mark.parametrize(("suffix", "form"), [("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)])
def test_rdf_12_reifies_every_fact_and_asserts_what_is_not_denied(exports, graph, facts, suffix, form):
    store = ox.Store()
    store.load(exports[f"radkg-rdf12.{suffix}"].data, form)
    reified = {
        quad.subject.value: quad.object
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "reifies"), None)
        if isinstance(quad.object, ox.Triple)
    }
    assert reified.keys() == facts.keys()
    asserted = {(fact.subject, fact.relation, fact.object) for fact in facts.values() if not fact.excluded}
    for name, fact in facts.items():
        triple = reified[name]
        said = (triple.subject.value, triple.predicate.value, triple.object.value)
        assert said == (fact.subject, fact.relation, fact.object)
        assert (ox.Quad(*triple) in store) == (said in asserted)  # of a denial only where another fact asserts it
        kind = ox.NamedNode(RADKG + ("ExcludedAssociation" if fact.excluded else "Association"))
        assert ox.Quad(ox.NamedNode(name), ox.NamedNode(RDF + "type"), kind) in store
        for quad in graph.knowledge.store.quads_for_pattern(ox.NamedNode(name), None, None):
            if quad.predicate.value not in {RADKG + part for part in ("subject", "relation", "object")}:
                assert quad in store


# -- CSV


def rows_of(exports: dict[str, Export], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports[f"radkg-{name}.csv"].data.decode(), newline="")))


def test_csv_gives_back_facts_with_qualifiers_numbers_and_evidence(exports, graph, facts):
    rows = {iri(row["fact"]): row for row in rows_of(exports, "facts")}
    assert rows.keys() == facts.keys()
    evidence: dict[str, set[str]] = {}
    for row in rows_of(exports, "evidence"):
        evidence.setdefault(iri(row["fact"]), set()).add(iri(row["evidence"]))
    known = {iri(row["source"]) for row in rows_of(exports, "sources")}
    assert {iri(row["source"]) for row in rows_of(exports, "evidence")} <= known
    content = Material(graph.knowledge)
    for name, fact in facts.items():
        row = rows[name]
        assert tuple(iri(row[part]) for part in ("subject", "relation", "object")) == (fact.subject, fact.relation, fact.object)
        assert row["kind"] == ("excluded" if fact.excluded else "asserted")
        assert iri(row["certainty"]) == fact.certainty
        qualifiers, numbers = keyed(graph, fact)
        for key, values in qualifiers.items():
            assert {iri(value) for value in row[key].split("|")} == values
        for key, value in numbers.items():
            assert float(row[key]) == value
        assert evidence[name] == {node.iri for node in content.evidence(name)}


def test_a_spreadsheet_runs_no_cell_as_a_formula(exports):
    labels = {row["label"] for row in rows_of(exports, "facts")}
    assert "'=dermatomyositis shows myalgia early, 1 of 4" in labels
    for name in ("terms", "facts", "evidence", "sources", "mappings"):
        for row in csv.reader(io.StringIO(exports[f"radkg-{name}.csv"].data.decode(), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_pandas_reads_the_tables(folder, facts):
    pandas = importlib.import_module("pandas")
    table = pandas.read_csv(folder / "radkg-facts.csv")
    assert len(table) == len(facts)
    assert table.loc[table["fact"] == "fact:export-weak", ["count", "total"]].to_numpy().tolist() == [[2, 3]]
    edges = pandas.read_csv(folder / "radkg-kgx_edges.tsv", sep="\t", quoting=csv.QUOTE_NONE, low_memory=False)
    assert edges["id"].is_unique


# -- heavy tools: `pytest -m servers`


def needed(variable: str) -> str:
    """Return where a tool is, as .ci/run says it in an environment variable."""
    value = os.environ.get(variable)
    if not value:
        pytest.fail(f"{variable} is not set; .ci/run says what it stands for")
    return value


@pytest.mark.servers
@pytest.mark.parametrize("suffix", ["tsv", "jsonl"])
def test_kgx_reads_its_files_and_finds_no_error(folder, exports, suffix):
    paths = [str(folder / f"radkg-kgx_{part}.{suffix}") for part in ("nodes", "edges")]
    done = subprocess.run(
        [needed("RADKG_KGX_PYTHON"), str(EXPORTED / "kgx_check.py"), suffix, *paths], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    edges = edges_of(exports, "jsonl").values()
    assert found["errors"] == {}
    assert found["nodes"] == exports["radkg-kgx_nodes.tsv"].rows
    assert found["edges"] == exports["radkg-kgx_edges.tsv"].rows
    assert found["negated"] == sum(row["negated"] for row in edges)
    assert found["counted"] == sum("has_count" in row for row in edges)
    assert found["cited"] == len(edges)


@pytest.mark.servers
@pytest.mark.parametrize("name", ["radkg-kgx_nodes.jsonl", "radkg-kgx_edges.jsonl", "radkg-alignments.ttl"])
def test_the_biolink_model_has_or_accepts_everything(folder, name):
    done = subprocess.run(
        [needed("RADKG_KGX_PYTHON"), str(EXPORTED / "biolink_check.py"), str(folder / name)],
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
def test_riot_reads_rdf(folder, exports, name):
    assert list(riot("--validate", "--count", str(folder / name))) == [f"{folder / name} : Triples = {exports[name].rows:,}"]


@pytest.mark.servers
def test_riot_reads_the_release(tmp_path):
    assert main(["build", "--output", str(tmp_path), "--only", "ttl", "--only", "owl", "--only", "jsonld"]) == 0
    for suffix in ("ttl", "owl", "jsonld"):
        assert "Triples = " in "".join(riot("--count", str(tmp_path / f"radkg-base.{suffix}")))
