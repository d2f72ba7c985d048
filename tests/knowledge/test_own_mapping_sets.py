"""radkg's mapping sets: they hold against the releases, and other tools read them."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.mappings import Mapping, MappingSet, read_set, write_set
from radkg.mappings.differences import read_differences
from radkg.mappings.verify.checks import ReleaseEntry, check_release, check_sets, known_differences
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG, compact, expand
from radkg.validation import checks

RELEASES = Path(__file__).parents[1] / "mappings" / "releases"
SETS = {one.name: one for one in Ontology.carried().mapping_sets()}
CHAINING = "semapv:MappingChaining"
CODES_ONLY = ("loinc", "meddra", "medgen", "snomedct", "umls")


def release(name: str) -> dict[str, ReleaseEntry]:
    """The extract of a vocabulary's release."""
    lines = (RELEASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {
        row["id"]: ReleaseEntry(
            row["label"], bool(row["obsolete"]), row["replaced_by"], frozenset(filter(None, row["broader"].split("|")))
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    }


# -- radkg's own


def test_there_are_enough_mappings_to_the_vocabularies_that_people_use() -> None:
    ontologies = "mondo orphanet doid omim hp uberon chebi radlex oifm dicom maxo pato hsapdv eco ncit"
    code_lists = "mesh icd10cm icd11 snomedct umls rxnorm"
    assert {*ontologies.split(), *code_lists.split()} <= set(SETS)
    assert sum(len(one.mappings) for one in SETS.values()) >= 1900


def test_own_sets_hold(kg: radkg.KnowledgeGraph) -> None:
    assert check_sets(SETS.values(), kg.knowledge, Ontology.carried().prefixes()) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in RELEASES.glob("*.tsv")))
def test_own_sets_say_what_the_release_says(kg: radkg.KnowledgeGraph, name: str) -> None:
    assert check_release(SETS[name], release(name), kg.knowledge, known_differences(Ontology.carried())) == []


def test_a_match_to_what_hpo_has_made_obsolete_is_found(kg: radkg.KnowledgeGraph) -> None:
    old = Mapping(
        "radkg:AntiJo1Autoantibody", "", "skos:closeMatch", "HP:0033029", "", "semapv:ManualMappingCuration", "us", "1", ""
    )
    (problem,) = check_release(SETS["hp"]._replace(mappings=(old,)), release("hp"), kg.knowledge)
    assert (problem.check, "HP:0034152" in problem.message) == ("obsolete", True)


def test_every_known_difference_is_one(kg: radkg.KnowledgeGraph) -> None:
    listed = known_differences(Ontology.carried())
    for name in {difference.set for difference in listed}:
        problems = check_release(SETS[name], release(name), kg.knowledge)
        assert {p.row for p in problems} == {f"{d.narrower} and {d.broader}" for d in listed if d.set == name}
    assert all(difference.reason for difference in listed)
    assert ("radkg:Dermatomyositis", "radkg:Polymyositis") in {(d.narrower, d.broader) for d in listed}


def test_the_labels_of_vocabularies_that_keep_them_are_not_shipped() -> None:
    for name, one in SETS.items():
        # of what is chained, Mondo's mappings do not give all names
        labelled = {bool(row.object_label) for row in one.mappings if row.found and row.justification != CHAINING}
        assert labelled <= {name not in CODES_ONLY} or name == "mesh"  # Mondo gives no names of supplementary concepts
        assert name not in CODES_ONLY or not any(row.object_label for row in one.mappings)


@pytest.mark.parametrize("one", SETS.values(), ids=SETS)
def test_header_and_rows_say_where_it_comes_from(one: MappingSet) -> None:
    assert one.metadata["mapping_set_id"] == f"https://w3id.org/radkg/mappings/{one.name}"
    assert {"mapping_set_version", "mapping_set_title", "license", "subject_source", "object_source"} <= set(one.metadata)
    assert all(row.author and row.object_version and row.justification.startswith("semapv:") for row in one.mappings)


def test_a_chained_row_has_both_steps_and_says_how_sure_it_is() -> None:
    rows = {(row.subject, row.object): row for one in SETS.values() for row in one.mappings}
    chained = [row for row in rows.values() if row.justification == CHAINING]
    assert len(chained) > 900
    for row in chained:
        first, second = (step.split(" (")[0].split(" ") for step in row.comment.split("; ")[:2])
        assert (first[0], second[0], second[2]) == (row.subject, first[2], row.object)
        assert rows[row.subject, first[2]].justification != CHAINING  # one step only
        assert 0 < float(row.confidence) < 1


def test_a_chain_overrules_no_row_that_was_read() -> None:
    for one in SETS.values():
        made = [row for row in one.mappings if ("mapping_tool", "radkg chain_mappings") in row.more]
        read = [row for row in one.mappings if row not in made]
        assert {(row.subject, row.object) for row in made}.isdisjoint((row.subject, row.object) for row in read)
        exact = [{row.subject for row in some if row.predicate == "skos:exactMatch"} for some in (made, read)]
        assert exact[0].isdisjoint(exact[1])


def test_what_mondo_says_is_held_or_explained() -> None:
    """Of the exact matches of Mondo's file for our terms all are held, or are a difference with a reason."""
    explained = read_differences(Ontology.carried().path("mappings", "differences.tsv"))
    exact = {(row.subject, row.object) for one in SETS.values() for row in one.mappings if row.predicate == "skos:exactMatch"}
    held = {pair for pair in exact if not pair[1].startswith(("MONDO:", "HP:", "UBERON:"))}
    differing = {(one.subject, one.object) for one in explained if one.said_by.startswith("Mondo")}
    assert all(one.reason and one.held for one in explained)
    assert differing.isdisjoint(exact)
    assert len(held) > 700 > 20 * len(differing)


def test_the_question_of_differences_lists_them_all(kg: radkg.KnowledgeGraph) -> None:
    result = kg.query("mapping-conflicts")
    vocabularies = {cell.value for _, _, cell, _ in result.rows if isinstance(cell, ox.Literal)}
    ontology = Ontology.carried()
    assert len(result.rows) == len(read_differences(ontology.path("mappings", "differences.tsv"))) + len(
        known_differences(ontology)
    )
    assert vocabularies >= {"mondo", "icd10cm", "snomedct", "uberon"}


def test_what_has_no_counterpart_is_said_so() -> None:
    without = {row.subject for one in SETS.values() for row in one.mappings if not row.found}
    assert {"radkg:CalcinosisUniversalis", "radkg:SheetLikeCalcification", "radkg:MuscleEdema"} <= without
    assert len(without) > 80


def test_the_chest_is_the_segment_of_the_trunk_and_not_its_front() -> None:
    said = {row.object: row.predicate for row in SETS["uberon"].mappings if row.subject == "radkg:Chest"}
    assert said == {"UBERON:0000915": "skos:exactMatch", "UBERON:0001443": "skos:narrowMatch"}


def test_terms_that_stand_in_for_imported_ones_are_mapped_to_them(kg: radkg.KnowledgeGraph) -> None:
    """The tables taken over know our terms by name; where that is not the same thing, the mapping says how it differs."""
    index = Ontology.carried().mapping_index()
    said = {(row.subject, row.object): row.predicate for rows in index.by_subject.values() for row in rows}
    stands_in = {
        (compact(quad.subject.value), index.prefixes.curie(quad.object.value) or quad.object.value)
        for quad in kg.knowledge.store.quads_for_pattern(None, ox.NamedNode(RADKG + "standsInFor"), None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    assert {pair: said.get(pair) for pair in stands_in if said.get(pair) != "skos:exactMatch"} == {
        ("radkg:AcroOsteolysis", "HP:0009771"): "skos:closeMatch",
        ("radkg:Dysphonia", "HP:0001609"): "skos:narrowMatch",
        ("radkg:HeliotropeRash", "HP:0040324"): "skos:broadMatch",
        ("radkg:JointContracture", "HP:0001371"): "skos:narrowMatch",
        ("radkg:SoftTissueEdema", "HP:0000969"): "skos:closeMatch",
    }


@pytest.mark.parametrize("path", Ontology.carried().mapping_files(), ids=lambda path: Path(path).stem)
def test_files_are_as_write_set_writes_them(path: str) -> None:
    assert write_set(read_set(path)) == Path(path).read_text(encoding="utf-8")


def test_every_anatomical_structure_is_mapped_or_said_to_be_missing(kg: radkg.KnowledgeGraph) -> None:
    structures = {t for t, kinds in kg.knowledge.kinds.items() if "https://w3id.org/radkg/AnatomicalStructure" in kinds}
    mapped = {row.subject.replace("radkg:", "https://w3id.org/radkg/") for row in SETS["uberon"].mappings}
    assert structures - mapped == set()


@pytest.mark.parametrize("name", ["mondo", "doid", "orphanet", "omim"])
def test_only_a_disease_is_the_same_as_a_disease(kg: radkg.KnowledgeGraph, name: str) -> None:
    same = {expand(row.subject): row.subject for row in SETS[name].mappings if row.found and row.predicate == "skos:exactMatch"}
    assert len(same) > 4
    assert [said for iri, said in same.items() if not kg.knowledge.is_kind(str(iri), {RADKG + "Disease"})] == []


# -- sssom-py and Bioregistry


@pytest.mark.in_part(4)
@pytest.mark.parametrize("path", Ontology.carried().mapping_files(), ids=lambda path: Path(path).stem)
def test_sssom_validate_is_clean(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sssom_problems(path, monkeypatch) == []


def test_sssom_validate_finds_a_prefix_that_is_not_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "broken.sssom.tsv"
    text = write_set(SETS["doid"])
    path.write_text(text.replace("DOID:10223", "DOIDX:10223"), encoding="utf-8")
    assert sssom_problems(str(path), monkeypatch)


@cache
def sssom_schema() -> object:
    """SSSOM's schema, read: sssom-py reads it again for each set."""
    from linkml_runtime.linkml_model import SchemaDefinition
    from linkml_runtime.loaders import yaml_loader
    from sssom.constants import SCHEMA_YAML

    return yaml_loader.load(str(SCHEMA_YAML), SchemaDefinition)


def sssom_problems(path: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What sssom-py's validation finds."""
    from sssom import validators
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    monkeypatch.setattr(validators, "SCHEMA_YAML", sssom_schema())

    with open(path, encoding="utf-8") as file:
        rows = sum(not line.startswith("#") for line in file) - 1
    read = parse_sssom_table(path)
    reports = validate(read, list(DEFAULT_VALIDATION_TYPES), fail_on_error=False)
    lost = [] if len(read.df) == rows else [f"{rows - len(read.df)} rows are not read"]
    return lost + [result.message for report in reports.values() for result in report.results]


@pytest.mark.parametrize("prefix", Ontology.carried().prefixes().prefixes, ids=lambda prefix: prefix.prefix)
def test_prefixes_are_those_of_bioregistry(prefix: radkg.mappings.Prefix) -> None:
    import bioregistry

    if not prefix.bioregistry:
        assert prefix.prefix in ("OIFM", "GAMUTS")
        assert bioregistry.get_resource(prefix.prefix) is None
        return
    preferred = bioregistry.get_preferred_prefix(prefix.bioregistry) or prefix.bioregistry.upper().replace(".", "")
    assert bioregistry.normalize_prefix(prefix.bioregistry) == prefix.bioregistry
    assert prefix.prefix == preferred


def test_no_two_prefixes_share_a_spelling_or_a_namespace() -> None:
    prefixes = Ontology.carried().prefixes().prefixes
    spellings = Counter(name.casefold() for p in prefixes for name in {p.prefix, *p.synonyms})
    spaces = Counter(space for p in prefixes for space in (p.iri, *p.other_iris))
    assert [name for name, count in (spellings + spaces).items() if count > 1] == []


@pytest.mark.parametrize(
    "name",
    [
        "MONDO:0016367",
        "mondo:0016367",
        "http://purl.obolibrary.org/obo/MONDO_0016367",
        "<https://bioregistry.io/mondo:0016367>",
        "SCTID:396230008",
        "SNOMEDCT_US:396230008",
        "http://snomed.info/id/396230008",
        "Orphanet:221",
        "http://www.orpha.net/ORDO/Orphanet_221",
        "http://id.nlm.nih.gov/mesh/D003882",
        "https://id.who.int/icd/entity/739030149",
        "icd11.foundation:739030149",
    ],
)
def test_dermatomyositis_is_found_by_any_spelling(name: str) -> None:
    rows = Ontology.carried().mapping_index().terms(name)
    assert rows is not None
    assert rows[0].subject == "radkg:Dermatomyositis"


def test_quality_holds_the_sets_against_the_terms(monkeypatch: pytest.MonkeyPatch, kg: radkg.KnowledgeGraph) -> None:
    one = SETS["mondo"]
    twice = next(row for row in one.mappings if row.predicate == "skos:exactMatch")._replace(
        object="MONDO:1", object_label="made up"
    )
    broken = one._replace(mappings=(*one.mappings, twice))
    monkeypatch.setattr(Ontology, "mapping_sets", lambda self: (broken,))
    monkeypatch.setattr(checks, "quality_checks", lambda ontology: [])  # test_ontology_quality.py runs them all
    report = kg.quality()
    assert report.exit_code == 1
    assert {finding.file for finding in report.findings} == {"mondo.sssom.tsv"}
    assert "ontology/mappings/mondo.sssom.tsv" in report.text()
