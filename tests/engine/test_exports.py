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
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from obo_readers import fastobo_frames, pronto_ontology
from radkg.cli import main
from radkg.exchange import obo
from radkg.exchange.export import Export, UnknownFormat, export
from radkg.exchange.formats import ALL, DESCRIPTIONS, EXPORTS
from radkg.exchange.formats import RDF as RDF_FORMATS
from radkg.exchange.material import BANDS, Material, band, curie
from radkg.exchange.release import FORMATS
from radkg.mappings import NO_TERM_FOUND, Index, Mapping, MappingSet, Prefixes
from radkg.model.knowledge import Knowledge
from radkg.model.records import Fact
from radkg.namespaces import DCTERMS, FACT, OWL, PREFIXES, RADKG, RDF, RDFS, SKOS

Command = Callable[..., Any]
Row = dict[str, Any]
OWN = Path(__file__).parents[1] / "exports" / "facts.ttl"
COHORT = RADKG + "Cohort"  # the class above cohorts is no term of a statement, and is there for the hierarchy
FULL = {"rdf12", "csv"}  # forms with a place for everything


@pytest.fixture(scope="module")
def graph(mini_folder: Path) -> radkg.KnowledgeGraph:
    """The small ontology with facts that each export keeps or loses in a way of its own."""
    return radkg.load([OWN], ontology=mini_folder)


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
def everything(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    """What `radkg build --all` writes."""
    place = tmp_path_factory.mktemp("everything")
    assert main(["build", "--ontology", str(mini_folder), "--output", str(place), "--all"]) == 0
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


def test_every_fact_is_in_an_export_or_left_out_for_a_reason(exports: dict[str, Export], facts: dict[str, Fact]) -> None:
    for file in exports.values():
        assert file.facts + sum(file.left_out.values()) == file.facts_in, file.name
        assert file.facts_in in (0, len(facts)), file.name
    for form in FULL:
        for file in (exports[name] for name in exports if form in name):
            assert file.left_out == {}, file.name


def test_every_export_has_all_facts_or_says_that_it_holds_terms(exports: dict[str, Export], facts: dict[str, Fact]) -> None:
    counted = {name: file.facts for name, file in exports.items() if file.facts_in}
    assert counted["radkg-rdf12.ttl"] == counted["radkg-facts.csv"] == counted["radkg-evidence.csv"] == len(facts)
    assert counted["radkg.obo"] == counted["radkg-obograph.json"] == 0
    assert 0 < counted["radkg.hpoa"] < counted["radkg-kgx_edges.tsv"] < len(facts)


def test_build_prints_what_is_not_in_an_export(tmp_path: Path, mini_command: Command) -> None:
    done = mini_command("build", "--output", str(tmp_path), "--only", "hpoa")
    assert done.code == 0
    file, _, *account = done.out.splitlines()[1:]
    assert " of " in file
    reason = "facts left out: the finding has no single exact match in HPO"
    assert any(line.startswith("hpoa: ") and line.endswith(reason) for line in account)
    listed = json.loads(mini_command("build", "--output", str(tmp_path), "--only", "hpoa", "--format", "json").out)
    assert listed[0]["facts"] + sum(listed[0]["left_out"].values()) == listed[0]["facts_in"]
    assert listed[0]["lost"]["certainty"] > 0


def test_all_writes_all_and_nothing_else_is_written_unasked(everything: Path, tmp_path: Path, mini_command: Command) -> None:
    names = set(os.listdir(everything))
    assert {f"radkg-{variant}.{name}" for variant in ("base", "full") for name in FORMATS} < names
    assert {"radkg-kgx_nodes.tsv", "radkg-kgx_edges.jsonl", "radkg.hpoa", "radkg.obo", "radkg-obograph.json",
            "radkg-rdf12.nt", "radkg-facts.csv", "radkg-mappings.csv", "radkg-alignments.ttl",
            "radkg-void.ttl", "radkg-service.ttl", "radkg-examples.ttl", "radkg-dcat.ttl"} < names  # fmt: skip
    assert mini_command("build", "--output", str(tmp_path / "one"), "--all", "--only", "obo").code == 2
    assert not (tmp_path / "one").exists()


def test_the_formats_are_those_of_the_release() -> None:
    assert tuple(FORMATS) == RDF_FORMATS
    assert (*RDF_FORMATS, *EXPORTS, *DESCRIPTIONS) == ALL


def test_an_unknown_export_is_refused_with_the_names(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownFormat, match="no export 'xml'; choose one of kgx, hpoa"):
        mini.export("xml")


def test_the_same_bytes_from_another_process(everything: Path, tmp_path: Path, mini_folder: Path) -> None:
    """Those of the formats in RDF are compared in test_release.py."""
    code = "import sys; from radkg.cli import main; main(['build', '--ontology', sys.argv[1], '--output', *sys.argv[2:]])"
    only = [word for form in EXPORTS for word in ("--only", form)]
    subprocess.run(
        [sys.executable, "-c", code, str(mini_folder), str(tmp_path), *only],
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


def test_without_mapping_sets_exports_are_made_from_what_the_graph_says(graph: radkg.KnowledgeGraph) -> None:
    content = with_mappings(graph)
    found = {name: content.matches(RADKG + name) for name in ("LeafScorch", "LeafBlotch", "RootRot")}
    assert [(match.predicate, match.object) for match in found["LeafScorch"]] == [
        ("exactMatch", "MONDO:9999901"),
        ("exactMatch", "TESTO:0000001"),
    ]
    assert [(match.predicate, match.object) for match in found["LeafBlotch"]] == [
        ("exactMatch", "MONDO:9999902"),
        ("broadMatch", "TESTO:0000002"),
    ]
    assert found["RootRot"] == []
    assert all(export(content, form) for form in EXPORTS)


def mapped(subject: str, predicate: str, other: str) -> Mapping:
    return Mapping(f"radkg:{subject}", "", f"skos:{predicate}", other, "", "semapv:ManualMappingCuration", "", "", "")


def test_mapping_sets_give_exact_matches_and_say_where_there_is_none(graph: radkg.KnowledgeGraph) -> None:
    rows = (
        mapped("LeafScorch", "exactMatch", "TESTO:0000001"),  # the same as in the graph
        mapped("LeafScorch", "exactMatch", "Orphanet:221"),
        mapped("LeafScorch", "exactMatch", "OMIM:1"),
        mapped("LeafScorch", "broadMatch", "MONDO:0000001"),
        mapped("RootRot", "exactMatch", NO_TERM_FOUND),
        mapped("Gall", "exactMatch", "HP:0000001"),
        mapped("Gall", "exactMatch", "HP:0000002"),
    )
    content = with_mappings(graph, MappingSet("made-up", {}, {}, rows))
    found = [(match.predicate, match.object) for match in content.matches(RADKG + "LeafScorch")]
    assert {("exactMatch", "OMIM:1"), ("exactMatch", "ORPHA:221"), ("broadMatch", "MONDO:0000001")} <= set(found)
    assert len(found) == len(set(found))
    assert found[-1] == ("broadMatch", "MONDO:0000001"), "exact ones come first"
    assert content.exact(RADKG + "LeafScorch", "OMIM", "ORPHA") == "OMIM:1"
    assert content.exact(RADKG + "LeafScorch", "ICD10", "ORPHA") == "ORPHA:221"
    assert content.exact(RADKG + "LeafScorch", "ICD10") is None
    assert content.matches(RADKG + "RootRot") == []
    assert content.exact(RADKG + "Gall", "HP") is None  # two of theirs: neither says quite the same


def test_a_term_of_another_vocabulary_is_its_own_exact_match(graph: radkg.KnowledgeGraph) -> None:
    content = Material(graph.knowledge)
    assert content.exact("http://purl.obolibrary.org/obo/TESTO_0000101", "TESTO") == "TESTO:0000101"
    assert content.exact("http://www.orpha.net/ORDO/Orphanet_221", "ORPHA") == "ORPHA:221"
    assert content.exact(RADKG + "Gall", "TESTO") is None


@pytest.mark.parametrize(
    ("source", "publication"),
    [
        ("test-source-1", "DOI:10.5555/radkg-mini-1"),
        ("test-source-2", "PMID:99999902"),  # a DOI as well
        ("test-source-4", "https://example.org/test-source-4"),
        ("test-page-p04", "https://example.org/tree-bulletin/12"),
        ("of-nobody", "https://w3id.org/radkg/source/of-nobody"),
    ],
)
def test_a_source_is_cited_by_pmid_before_doi_before_address(
    graph: radkg.KnowledgeGraph, source: str, publication: str
) -> None:
    assert Material(graph.knowledge).publication(f"{RADKG}source/{source}") == publication


@pytest.mark.parametrize(
    ("low", "high", "term"),
    [
        (100, 100, "HP:0040280"),
        (80, 99, "HP:0040281"),
        (30, 79, "HP:0040282"),
        (40, 60, "HP:0040282"),
        (30, 30, "HP:0040282"),
        (5, 29, "HP:0040283"),
        (1, 4, "HP:0040284"),
        (80, 100, None),
        (29, 30, None),
        (79.5, 79.5, None),
        (0, 0, None),
        (None, 20, None),
        (20, None, None),
    ],
)
def test_a_share_is_in_a_band_of_hpo_where_it_lies_in_it_as_a_whole(
    facts: dict[str, Fact], low: float | None, high: float | None, term: str | None
) -> None:
    given = {"frequencyMinimum": low, "frequencyMaximum": high}
    numbers = {RADKG + name: float(value) for name, value in given.items() if value is not None}
    assert band(facts[own("band")]._replace(numbers=numbers)) == term
    assert len(BANDS) == 5


DOCS = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.sweep  # it writes each export
def test_the_commands_of_the_documentation_write_the_files_that_it_names(
    everything: Path, tmp_path: Path, mini_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    \$ radkg (build .*)$", DOCS, re.MULTILINE)
    assert len(commands) >= len(EXPORTS)
    commands.remove("build --all")  # which wrote `everything`
    for line in commands:
        assert main([*line.split(), "--ontology", str(mini_folder)]) == 0
    # the mapping sets of any ontology are named as the page names one of ours
    of_sets = re.compile(r"radkg-mappings-\w+(?=\.sssom\.)")
    written = {
        of_sets.sub("radkg-mappings-mondo", name) for name in (*os.listdir(tmp_path / "release"), *os.listdir(everything))
    }
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


def rows_of_edges(exports: dict[str, Export], suffix: str) -> list[Row]:
    text = exports[f"radkg-kgx_edges.{suffix}"].data.decode()
    if suffix == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{key: value for key, value in row.items() if value} for row in rows]


def edges_of(exports: dict[str, Export], suffix: str = "jsonl") -> dict[str, Row]:
    return {row["id"]: row for row in rows_of_edges(exports, suffix) if row["id"].startswith(FACT)}


def several(value: object) -> list[str]:
    return value if isinstance(value, list) else str(value).split("|")


@pytest.mark.parametrize("suffix", ["jsonl", "tsv"])
def test_kgx_gives_back_excluded_facts_counts_evidence_and_qualifiers(
    graph: radkg.KnowledgeGraph, facts: dict[str, Fact], exports: dict[str, Export], suffix: str
) -> None:
    edges = edges_of(exports, suffix)
    assert len(edges) == exports[f"radkg-kgx_edges.{suffix}"].facts > 90
    content = Material(graph.knowledge)
    for name, row in edges.items():
        fact = facts[name]
        said = (iri(row["subject"]), iri(row["original_predicate"]), iri(row["object"]))
        assert said == (fact.subject, fact.relation, fact.object)
        assert row.get("negated", False) in ((True, "true") if fact.excluded else (False,))
        assert (row["description"], iri(row["radkg_certainty"])) == (fact.label, fact.certainty)
        evidence = content.evidence(name)
        assert set(several(row["has_evidence"])) == {node.iri for node in evidence}
        assert set(several(row["has_evidence_of_type"])) == {curie(node.kind) for node in evidence}
        assert set(several(row["publications"])) == {content.publication(node.source) for node in evidence}
        assert row.get("radkg_doubt", "") == graph.knowledge.doubt(name)
        qualifiers, numbers = read_back(row)
        expected = keyed(graph, fact)
        assert qualifiers == expected[0], name
        assert numbers == pytest.approx(expected[1]), name


def read_back(row: Row) -> tuple[dict[str, set[str]], dict[str, float]]:
    """Return qualifiers and numbers of an edge, from the slots of Biolink and from radkg's own columns."""
    qualifiers: dict[str, set[str]] = {}
    numbers: dict[str, float] = {}
    for column, value in row.items():
        key = SLOTS.get(column) or column.removeprefix("radkg_")
        if column == "has_percentage":
            numbers["frequencyMinimum"] = numbers["frequencyMaximum"] = float(value)
        elif column == "sex_qualifier":
            qualifiers.setdefault("population", set()).add(SEXES[value])
        elif key in ("certainty", "comment", "doubt") or (column not in SLOTS and not column.startswith("radkg_")):
            continue
        elif not isinstance(value, list) and str(value).replace(".", "").isdigit():
            numbers[key] = float(value)
        else:
            qualifiers.setdefault(key, set()).update(iri(one) for one in several(value))
    return qualifiers, numbers


def test_kgx_uses_the_slots_of_biolink_where_they_say_the_same(exports: dict[str, Export]) -> None:
    edges = edges_of(exports)
    weak = edges[own("weak")]
    assert (weak["has_count"], weak["has_total"], weak["negated"]) == (2, 3, False)
    assert (weak["predicate"], weak["category"]) == (
        "biolink:has_phenotype",
        ["biolink:DiseaseToPhenotypicFeatureAssociation"],
    )
    assert weak["publications"] == ["PMID:99999902"]
    assert weak["primary_knowledge_source"] == "infores:radkg"
    assert "aggregator_knowledge_source" not in weak
    assert edges[own("no-corking")]["negated"] is True
    assert edges[own("percent")]["has_percentage"] == 75.0
    assert edges[own("band")]["frequency_qualifier"] == "HP:0040282"
    assert edges[own("in-females")]["sex_qualifier"] == "PATO:0000383"
    assert edges[FACT + "leaf-scorch-shows-yellowing-of-leaf-margin"]["anatomical_context_qualifier"] == ["radkg:LeafMargin"]
    taken_over = edges[FACT + "test-table-2-testo-0000102"]
    assert taken_over["primary_knowledge_source"] == "infores:test-table"
    assert taken_over["aggregator_knowledge_source"] == ["infores:radkg"]


def test_kgx_says_what_is_no_phenotype_without_the_slots_of_one(exports: dict[str, Export]) -> None:
    edges = edges_of(exports)
    risk = edges[FACT + "leaf-scorch-increases-risk-of-bark-canker"]
    assert (risk["predicate"], risk["category"]) == (
        "biolink:associated_with_increased_likelihood_of",
        ["biolink:Association"],
    )
    other = edges[FACT + "leaf-scorch-resembles-leaf-blotch"]  # a relation that is aligned to nothing
    assert other["predicate"] == "biolink:related_to"
    among = edges[FACT + "root-rot-occurs-with-leaf-blotch"]  # the slot of a population is one of phenotypes only
    assert among["radkg_population"] == ["radkg:TreeWithGalls"]
    assert "population_context_qualifier" not in among


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (own("at-late-stage"), {"count": 1, "total": 4}),
        (own("in-two-populations"), {"count": 5, "total": 8}),
        (FACT + "bark-canker-shows-gum-flow-in-2-of-40-at-3-to-6", {"count": 2, "total": 40}),
        (FACT + "bark-canker-shows-gum-flow-in-2-of-40-within-12-months", {"count": 2, "total": 40}),
    ],
)
def test_kgx_gives_no_share_of_fewer_cases_as_that_of_all(
    exports: dict[str, Export], name: str, numbers: dict[str, int]
) -> None:
    row = edges_of(exports)[name]
    assert "has_count" not in row
    assert {key: row[f"radkg_{key}"] for key in numbers} == numbers


def test_kgx_has_two_values_of_a_slot_that_takes_one_in_a_column_of_our_own(exports: dict[str, Export]) -> None:
    row = edges_of(exports)[own("in-two-populations")]
    assert row["radkg_population"] == ["radkg:StreetTree", "radkg:TreeWithGalls"]
    assert not {"sex_qualifier", "population_context_qualifier"} & row.keys()


def test_kgx_has_a_sex_and_a_population_in_a_slot_each_with_the_share_of_both(exports: dict[str, Export]) -> None:
    row = edges_of(exports)[own("in-female-street-trees")]
    assert (row["sex_qualifier"], row["population_context_qualifier"]) == ("PATO:0000383", "radkg:StreetTree")
    assert (row["has_count"], row["has_total"]) == (4, 8)


def test_a_name_with_the_sign_that_parts_values_does_not_become_two(mini_folder: Path) -> None:
    graph = radkg.load(ontology=mini_folder)
    graph.store.add(
        ox.Quad(ox.NamedNode(RADKG + "Gall"), ox.NamedNode(SKOS + "altLabel"), ox.Literal("oak apple|oak\tgall", language="en"))
    )
    (nodes,) = (file for file in graph.export("kgx") if file.name == "radkg-kgx_nodes.tsv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(nodes.data.decode()), delimiter="\t")}
    assert rows["radkg:Gall"]["synonym"] == "oak apple/oak gall"


def test_hpo_annotations_name_no_sex_of_a_population_that_is_more_than_a_sex(exports: dict[str, Export]) -> None:
    (row,) = (row for row in hpo_rows(exports) if (row["disease_name"], row["hpo_id"]) == ("leaf scorch", "HP:9999903"))
    assert (row["sex"], row["frequency"]) == ("", "")


def test_how_cases_were_looked_at_does_not_make_them_fewer(graph: radkg.KnowledgeGraph, facts: dict[str, Fact]) -> None:
    """A share that was seen on images is one of all cases."""
    seen = facts[own("weak")]._replace(qualifiers=((RADKG + "seenOn", RADKG + "Thermography"),))
    content = Material(graph.knowledge)
    content.facts = [seen]
    (row,) = edges_of({file.name: file for file in export(content, "kgx")}).values()
    assert (row["has_count"], row["radkg_modality"]) == (2, ["radkg:Thermography"])
    (file,) = export(content, "hpoa")
    assert hpo_rows({file.name: file})[0]["frequency"] == "2/3"


@pytest.mark.parametrize(
    ("name", "row", "reason"),
    [
        (own("not-usually-leaf-fall"), "leaf scorch\tNOT\tHP:9999903", "reservation"),
        (own("no-wilting-at-onset"), "bark canker\tNOT\tHP:9999901", "qualifiers or ages"),
        (own("no-leaf-fall-at-3-to-6"), "bark canker\tNOT\tHP:9999903", "qualifiers or ages"),
        (own("no-wilting-on-thermography"), "leaf blotch\tNOT\tHP:9999901", "qualifiers or ages"),
    ],
)
def test_no_export_makes_more_of_a_denial_than_it_says(exports: dict[str, Export], name: str, row: str, reason: str) -> None:
    assert name not in edges_of(exports)
    assert row not in exports["radkg.hpoa"].data.decode()
    for file in ("radkg-kgx_edges.jsonl", "radkg.hpoa"):
        assert any(reason in why for why in exports[file].left_out)


def test_no_export_makes_a_statement_or_a_denial_of_a_null_result(exports: dict[str, Export], facts: dict[str, Fact]) -> None:
    nulls = {iri for iri, fact in facts.items() if fact.is_null}
    assert own("nothing-significant") in nulls
    assert nulls.isdisjoint(edges_of(exports))
    reason = "a null result, which the form would turn into a statement or a denial"
    for file in ("radkg-kgx_edges.jsonl", "radkg-kgx_edges.tsv"):
        assert exports[file].left_out[reason] == len(nulls)
    shown = {iri for iri in nulls if facts[iri].relation == RADKG + "hasManifestation"}  # the others are no rows of it
    assert exports["radkg.hpoa"].left_out[reason] == len(shown) > 0


def test_a_denial_at_a_place_is_denied_at_that_place_in_kgx_and_not_in_hpo_annotations(exports: dict[str, Export]) -> None:
    row = edges_of(exports)[FACT + "leaf-scorch-does-not-show-necrosis-of-trunk"]
    assert (row["negated"], row["anatomical_context_qualifier"]) == (True, ["radkg:Trunk"])
    assert "leaf scorch\tNOT\tHP:9999904" not in exports["radkg.hpoa"].data.decode()


def test_kgx_counts_what_is_in_columns_of_our_own(exports: dict[str, Export], facts: dict[str, Fact]) -> None:
    lost = exports["radkg-kgx_edges.jsonl"].lost
    edges = edges_of(exports)
    columns = Counter(key for row in edges.values() for key in row if key.startswith("radkg_"))
    plain = sum(row["radkg_certainty"] == "radkg:Stated" for row in edges.values())
    expected = {f"{key.removeprefix('radkg_')}, which is in the column {key}": number for key, number in columns.items()}
    expected["certainty, which is in the column radkg_certainty"] -= plain
    assert lost == expected


def test_a_cell_of_kgx_that_means_no_is_empty(exports: dict[str, Export]) -> None:
    header, *lines = exports["radkg-kgx_edges.tsv"].data.decode().splitlines()
    column = header.split("\t").index("negated")
    assert {line.split("\t")[column] for line in lines} == {"", "true"}


def test_kgx_has_a_node_for_each_term_and_the_hierarchy(exports: dict[str, Export], graph: radkg.KnowledgeGraph) -> None:
    nodes = {node["id"]: node for node in map(json.loads, exports["radkg-kgx_nodes.jsonl"].data.decode().splitlines())}
    assert nodes.keys() == {curie(term) for term in (*graph.knowledge.vocabulary, COHORT)}
    scorch = nodes["radkg:LeafScorch"]
    assert (scorch["category"], scorch["name"]) == (["biolink:Disease"], "leaf scorch")
    assert scorch["xref"] == ["MONDO:9999901", "TESTO:0000001"]
    assert scorch["synonym"] == ["LS", "scorch of the leaves"]
    assert scorch["description"].startswith("A leaf disease in which")
    assert nodes["radkg:Purple"]["category"] == ["biolink:Attribute"]
    assert nodes["radkg:Purple"]["has_attribute_type"] == "radkg:Quality"
    assert nodes["radkg:Drought"]["category"] == ["biolink:NamedThing"]
    assert nodes["TESTO:0000103"]["category"] == ["biolink:PhenotypicFeature"]
    pairs = {(row["subject"], row["object"]) for row in rows_of_edges(exports, "jsonl") if row["id"].startswith("urn:")}
    assert ("radkg:SaplingLeafScorch", "radkg:LeafScorch") in pairs
    content = Material(graph.knowledge)
    assert len(pairs) == sum(len(content.parents(term)) for term in content.terms)


# -- HPO annotations


def hpo_rows(exports: dict[str, Export]) -> list[dict[str, str]]:
    lines = [line for line in exports["radkg.hpoa"].data.decode().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_hpo_annotations_say_what_they_are_of(exports: dict[str, Export]) -> None:
    head = exports["radkg.hpoa"].data.decode().splitlines()[:3]
    assert head == [
        '#description: "Diseases of trees, an ontology for radkg\'s tests, as HPO annotations"',
        "#version: 2020-02-29",
        "#tracker: https://w3id.org/radkg/",
    ]


def test_hpo_annotations_give_back_denials_counts_frequencies_and_sex(exports: dict[str, Export]) -> None:
    rows = hpo_rows(exports)
    assert {row["aspect"] for row in rows} == {"P"}
    assert {row["biocuration"] for row in rows} == {"radkg:release[2020-02-29]"}
    shown = {
        (row["disease_name"], row["hpo_id"], row["qualifier"], row["frequency"], row["sex"])
        for row in rows
        if row["reference"] == "PMID:99999902"
    }
    assert {
        ("leaf scorch", "HP:9999902", "", "2/3", ""),
        ("leaf blotch", "HP:9999905", "NOT", "", ""),
        ("leaf blotch", "HP:9999904", "", "75%", ""),
        ("bark canker", "HP:9999903", "", "HP:0040282", ""),
        ("bark canker", "HP:9999905", "", "3/10", "FEMALE"),
        ("leaf blotch", "HP:9999902", "", "", "FEMALE"),
        ("leaf blotch", "HP:9999902", "", "20%", ""),  # of a relation that is narrower than to show
    } <= shown


def test_hpo_annotations_name_the_disease_by_its_own_number(exports: dict[str, Export]) -> None:
    assert {(row["disease_name"], row["database_id"]) for row in hpo_rows(exports)} == {
        ("leaf scorch", "MONDO:9999901"),
        ("leaf blotch", "MONDO:9999902"),
        ("bark canker", "MONDO:9999903"),
    }


def test_only_what_rests_on_a_study_is_said_to_be_published(exports: dict[str, Export]) -> None:
    rows = hpo_rows(exports)
    assert {row["evidence"] for row in rows if row["reference"].startswith("PMID:")} == {"PCS"}
    assert {row["evidence"] for row in rows if not row["reference"].startswith("PMID:")} == {"TAS"}
    assert {row["reference"] for row in rows} >= {"https://doi.org/10.5555/radkg-mini-1", "https://example.org/test-table"}


def test_hpo_annotations_hold_the_bands_of_what_was_taken_over(exports: dict[str, Export]) -> None:
    (row,) = (row for row in hpo_rows(exports) if row["reference"] == "https://example.org/test-table")
    assert (row["disease_name"], row["hpo_id"], row["frequency"]) == ("leaf blotch", "HP:9999901", "HP:0040281")


def test_hpo_annotations_give_no_share_of_fewer_cases_as_that_of_all(exports: dict[str, Export]) -> None:
    rows = hpo_rows(exports)
    gum = {row["frequency"] for row in rows if (row["disease_name"], row["hpo_id"]) == ("bark canker", "HP:9999902")}
    assert gum == {"30/40", "5/50", "15/45", ""}  # neither 2 of 40 at 3 to 6 years, nor of street trees, nor within 12 months
    (late,) = (row for row in rows if (row["disease_name"], row["hpo_id"]) == ("bark canker", "HP:9999901"))
    assert late["frequency"] == ""


def test_hpo_annotations_count_what_they_cannot_keep(exports: dict[str, Export], mini: radkg.KnowledgeGraph) -> None:
    (without,) = mini.export("hpoa")
    mine = exports["radkg.hpoa"]
    more = {what: number - without.lost.get(what, 0) for what, number in mine.lost.items()}
    assert {what: number for what, number in more.items() if number} == {
        "the frequency in fewer cases, or of a narrower finding, than the row is about": 3,
        "a frequency whose bounds lie in no one band of HPO": 1,
        "stage": 1,
        "population": 2,
    }
    left_out = {why: number - without.left_out.get(why, 0) for why, number in mine.left_out.items()}
    assert sorted(number for number in left_out.values() if number) == [1, 1, 3]
    assert without.facts_in == mine.facts_in - 15


def test_two_facts_that_give_one_row_are_counted(exports: dict[str, Export]) -> None:
    file = exports["radkg.hpoa"]
    lines = [line for line in file.data.decode().splitlines()[4:] if line]
    assert len(lines) == len(set(lines)) == file.rows
    assert file.facts - file.rows == file.lost["a row of its own, as another fact gives the same"] > 0


# -- OBO and OBO Graph JSON


def test_fastobo_reads_every_frame(folder: Path, graph: radkg.KnowledgeGraph) -> None:
    frames = fastobo_frames(folder / "radkg.obo")
    assert {curie(term) for term in graph.knowledge.vocabulary} <= frames


@pytest.mark.parametrize("name", ["radkg.obo", "radkg-obograph.json"])
def test_pronto_reads_terms_hierarchy_and_parts(folder: Path, graph: radkg.KnowledgeGraph, name: str) -> None:
    ontology = pronto_ontology(folder / name)
    ours = "radkg:" if name.endswith("obo") else RADKG
    assert len(ontology.terms()) == len({*graph.knowledge.vocabulary, COHORT})
    linear = ontology[ours + "LinearNecrosis"]
    assert (linear.name, linear.definition) == ("linear necrosis", "Dead tissue in the shape of lines.")
    assert {synonym.description for synonym in linear.synonyms} == {"streaks of necrosis"}
    assert {term.id for term in linear.superclasses()} == {ours + n for n in ("LinearNecrosis", "Necrosis", "Finding")}
    scorch = ontology[ours + "LeafScorch"]
    assert {xref.id for xref in scorch.xrefs} == {"MONDO:9999901", "TESTO:0000001"}
    assert {(synonym.description, synonym.scope) for synonym in scorch.synonyms} == {
        ("LS", "EXACT"),
        ("scorch of the leaves", "EXACT"),
        ("leaf skorch", "RELATED"),
    }
    if name.endswith("obo"):
        assert {xref.id for xref in linear.definition.xrefs} == {"https://example.org/tree-bulletin/12"}
        parts = {
            relation.id: {term.id for term in terms} for relation, terms in ontology["radkg:LeafMargin"].relationships.items()
        }
        assert parts == {"radkg:isPartOf": {"radkg:Leaf"}}
        assert ontology.get_relationship("radkg:isPartOf").transitive


def test_obo_and_obo_graph_have_the_edges_of_the_graph(exports: dict[str, Export], graph: radkg.KnowledgeGraph) -> None:
    (document,) = json.loads(exports["radkg-obograph.json"].data)["graphs"]
    edges = {(edge["sub"], edge["pred"], edge["obj"]) for edge in document["edges"]}
    content = Material(graph.knowledge)
    for term in content.terms:
        for parent in content.parents(term):
            assert (term, "is_a", parent) in edges
        for property_, value in content.restrictions.get(term, ()):
            assert (term, property_, value) in edges
    assert (RADKG + "LeafMargin", RADKG + "isPartOf", RADKG + "Leaf") in edges
    defined = {axiom["definedClassId"]: axiom for axiom in document["logicalDefinitionAxioms"]}
    assert defined.keys() == graph.knowledge.definitions.keys()
    assert defined[RADKG + "LinearNecrosis"] == {
        "definedClassId": RADKG + "LinearNecrosis",
        "genusIds": [RADKG + "Necrosis"],
        "restrictions": [{"propertyId": RADKG + "hasPattern", "fillerId": RADKG + "Linear"}],
    }
    text = exports["radkg.obo"].data.decode()
    assert text.count("\nis_a: ") >= sum(pred == "is_a" for _, pred, _ in edges)
    assert text.count("\nrelationship: ") == sum(pred != "is_a" for _, pred, _ in edges)


def test_obo_writes_definitions_and_matches_as_the_form_has_them(exports: dict[str, Export]) -> None:
    frames = {text.partition("\n")[0]: text for text in exports["radkg.obo"].data.decode().split("[Term]\nid: ")[1:]}
    linear = frames["radkg:LinearNecrosis"]
    assert "\nintersection_of: radkg:Necrosis\nintersection_of: radkg:hasPattern radkg:Linear\n" in linear
    assert "\nproperty_value: skos:broadMatch TESTO:0000002\n" in frames["radkg:LeafBlotch"]
    assert "xref: TESTO:0000002" not in frames["radkg:LeafBlotch"]
    assert "\ndisjoint_from: radkg:Corking\n" in frames["radkg:Necrosis"]
    assert frames["radkg:AshenLeafScorch"].count("\ncomment: Without a definition of its own in OWL") == 1
    misspelt = '\nsynonym: "leaf skorch" RELATED radkg:misspelling []\n'
    assert misspelt in frames["radkg:LeafScorch"]


def test_obo_says_what_kind_of_property_it_is(mini: radkg.KnowledgeGraph) -> None:
    content = Material(mini.knowledge)
    typedefs = {name: obo._typedef(content, RADKG + name) for name in ("occursWith", "isPartOf", "hasImagingSign")}
    assert "\nis_symmetric: true\nis_a: radkg:isAssociatedWith\n" in typedefs["occursWith"]
    assert "\nis_transitive: true\n" in typedefs["isPartOf"]
    assert "is_symmetric" not in typedefs["hasImagingSign"] + typedefs["isPartOf"]
    assert typedefs["hasImagingSign"].endswith("\nis_a: radkg:hasManifestation\n")


def test_obo_graph_writes_the_same_meta(exports: dict[str, Export]) -> None:
    (document,) = json.loads(exports["radkg-obograph.json"].data)["graphs"]
    nodes = {node["id"]: node for node in document["nodes"]}
    blotch = nodes[RADKG + "LeafBlotch"]["meta"]
    assert blotch["xrefs"] == [{"val": "MONDO:9999902"}]
    assert blotch["basicPropertyValues"] == [{"pred": SKOS + "broadMatch", "val": "TESTO:0000002"}]
    assert "deprecated" not in blotch
    assert document["meta"]["version"] == "https://w3id.org/radkg/ontology/2020-02-29"
    assert nodes[RADKG + "isPartOf"]["type"] == "PROPERTY"


def test_names_that_would_break_a_line_of_obo_are_escaped_and_an_obsolete_term_says_what_stands_for_it(
    mini_folder: Path, tmp_path: Path
) -> None:
    graph = radkg.load(ontology=mini_folder)
    gone = ox.NamedNode(RADKG + "OldGall")
    for predicate, value in (
        (RDF + "type", ox.NamedNode(OWL + "Class")),
        (RDFS + "subClassOf", ox.NamedNode(RADKG + "Finding")),
        (RDFS + "label", ox.Literal('gall {of "old"} \\ kind', language="en")),
        (SKOS + "definition", ox.Literal("Two\nlines.", language="en")),
        (DCTERMS + "source", ox.NamedNode(RADKG + "source/test-source-1")),
        (OWL + "deprecated", ox.Literal(True)),
        (DCTERMS + "isReplacedBy", ox.NamedNode(RADKG + "Gall")),
    ):
        graph.store.add(ox.Quad(gone, ox.NamedNode(predicate), value))
    content = Material(graph.knowledge)
    (file,) = export(content, "obo")
    frame = file.data.decode().partition("[Term]\nid: radkg:OldGall\n")[2].partition("\n\n")[0]
    assert frame.splitlines()[:2] == [
        'name: gall \\{of \\"old\\"\\} \\\\ kind',
        'def: "Two\\nlines." [DOI:10.5555/radkg-mini-1]',
    ]
    assert frame.splitlines()[-2:] == ["is_obsolete: true", "replaced_by: radkg:Gall"]
    path = tmp_path / "old.obo"
    path.write_bytes(file.data)
    assert "radkg:OldGall" in fastobo_frames(path)
    (document,) = json.loads(export(content, "obograph")[0].data)["graphs"]
    (node,) = (node for node in document["nodes"] if node["id"] == gone.value)
    assert node["meta"]["deprecated"] is True


# -- RDF 1.2


@pytest.mark.parametrize(("suffix", "form"), [("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)])
def test_rdf_12_reifies_every_fact_and_asserts_what_is_not_denied(
    exports: dict[str, Export], graph: radkg.KnowledgeGraph, facts: dict[str, Fact], suffix: str, form: ox.RdfFormat
) -> None:
    store = ox.Store()
    store.load(exports[f"radkg-rdf12.{suffix}"].data, form)
    reified = {
        quad.subject.value: quad.object
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "reifies"), None)
        if isinstance(quad.object, ox.Triple) and isinstance(quad.subject, ox.NamedNode)
    }
    assert reified.keys() == facts.keys()
    asserted = {(f.subject, f.relation, f.object) for f in facts.values() if not (f.excluded or f.is_null)}
    for name, fact in facts.items():
        triple = reified[name]
        said = (fact.subject, fact.relation, fact.object)
        assert triple == ox.Triple(*map(ox.NamedNode, said))
        assert (ox.Quad(*triple) in store) == (said in asserted)  # of a denial or null result only where another asserts it
        kind = ox.NamedNode(
            RADKG + ("ExcludedAssociation" if fact.excluded else "NullResult" if fact.is_null else "Association")
        )
        assert ox.Quad(ox.NamedNode(name), ox.NamedNode(RDF + "type"), kind) in store
        for quad in graph.knowledge.store.quads_for_pattern(ox.NamedNode(name), None, None):
            said_by_the_triple = quad.predicate.value in {RADKG + part for part in ("subject", "relation", "object")}
            assert (quad in store) != said_by_the_triple
        for node in Material(graph.knowledge).evidence(name):
            assert ox.Quad(ox.NamedNode(node.iri), ox.NamedNode(DCTERMS + "source"), ox.NamedNode(node.source)) in store


# -- CSV


def rows_of(exports: dict[str, Export], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports[f"radkg-{name}.csv"].data.decode(), newline="")))


def test_csv_gives_back_facts_with_qualifiers_numbers_and_evidence(
    exports: dict[str, Export], graph: radkg.KnowledgeGraph, facts: dict[str, Fact]
) -> None:
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
        assert row["kind"] == ("excluded" if fact.excluded else "null result" if fact.is_null else "asserted")
        assert (row["label"].removeprefix("'"), iri(row["certainty"])) == (fact.label, fact.certainty)
        assert row["imported"] == ("true" if fact.imported else "false")
        assert row["doubt"] == graph.knowledge.doubt(name)
        qualifiers, numbers = keyed(graph, fact)
        for key, values in qualifiers.items():
            assert {iri(value) for value in row[key].split("|")} == values
        for key, value in numbers.items():
            assert float(row[key]) == value
        assert evidence[name] == {node.iri for node in content.evidence(name)}


def test_a_spreadsheet_runs_no_cell_as_a_formula(exports: dict[str, Export]) -> None:
    labels = {row["label"] for row in rows_of(exports, "facts")}
    assert "'=bark canker shows wilting at the late stage, 1 of 4" in labels
    for name in ("terms", "facts", "evidence", "sources", "mappings"):
        for row in csv.reader(io.StringIO(exports[f"radkg-{name}.csv"].data.decode(), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_csv_has_terms_sources_and_mappings(exports: dict[str, Export], graph: radkg.KnowledgeGraph) -> None:
    terms = {row["term"]: row for row in rows_of(exports, "terms")}
    assert terms.keys() == {curie(term) for term in (*graph.knowledge.vocabulary, COHORT)}
    scorch = terms["radkg:LeafScorch"]
    assert (scorch["synonyms"], scorch["misspellings"]) == ("LS|scorch of the leaves", "leaf skorch")
    assert (scorch["parents"], scorch["sources"]) == ("radkg:LeafDisease", "source:test-page-p02|source:test-page-p03")
    sources = {row["source"]: row for row in rows_of(exports, "sources")}
    assert sources["source:test-source-2"]["identifiers"] == "PMID:99999902|doi:10.5555/radkg-mini-2"
    assert (sources["source:test-source-2"]["kind"], sources["source:test-source-2"]["year"]) == ("cohort study", "2012")
    mappings = {(row["term"], row["predicate"], row["object"]): row for row in rows_of(exports, "mappings")}
    scorched = mappings["radkg:LeafScorch", "skos:exactMatch", "TESTO:0000001"]
    assert (scorched["objectLabel"], scorched["objectVersion"]) == ("scorch, leaf", "2020-01-01")
    assert ("radkg:LeafBlotch", "skos:broadMatch", "TESTO:0000002") in mappings
    assert not any("NoTermFound" in other for _, _, other in mappings)
    bears = {row["evidence"]: row["bearsOn"] for row in rows_of(exports, "evidence")}
    assert bears["fact:leaf-scorch-does-not-increase-risk-of-root-rot-e2"] == "radkg:sampleSize"


def test_pandas_reads_the_tables(folder: Path, facts: dict[str, Fact]) -> None:
    pandas = importlib.import_module("pandas")
    table = pandas.read_csv(folder / "radkg-facts.csv")
    assert len(table) == len(facts)
    assert table.loc[table["fact"] == "fact:export-weak", ["count", "total"]].to_numpy().tolist() == [[2, 3]]
    edges = pandas.read_csv(folder / "radkg-kgx_edges.tsv", sep="\t", quoting=csv.QUOTE_NONE, low_memory=False)
    assert edges["id"].is_unique
