"""Mapping sets: radkg's own hold, and each rule finds the fault that it is for."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.mappings import NO_TERM_FOUND, Mapping, MappingSet, read_set, write_set
from radkg.mappings.verify.checks import Difference, ReleaseEntry, check_release, check_sets, known_differences
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG, compact, expand
from radkg.validation import quality

RELEASES = Path(__file__).parent / "mappings" / "releases"
SETS = {one.name: one for one in Ontology.carried().mapping_sets()}
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


@cache
def own() -> radkg.KnowledgeGraph:
    return radkg.load()


def mapping(text: str, subject_label: str = "", label: str = "") -> Mapping:
    """A row from ``subject predicate object``, such as ``Dermatomyositis exactMatch MONDO:0016367``."""
    subject, predicate, target = text.split()
    label_of = subject_label or own().knowledge.label(RADKG + subject)
    return Mapping(
        f"radkg:{subject}", label_of, f"skos:{predicate}", target, label, "semapv:ManualMappingCuration", "us", "1", ""
    )


def a_set(*rows: str | Mapping, name: str = "mondo", without: str = "") -> MappingSet:
    """A set of the given rows with the prefixes of radkg's own set of that name, but one."""
    prefixes = {prefix: iri for prefix, iri in SETS[name].prefixes.items() if prefix != without}
    return MappingSet(name, {}, prefixes, tuple(row if isinstance(row, Mapping) else mapping(row) for row in rows))


def found(kg: radkg.KnowledgeGraph, one: MappingSet) -> list[str]:
    """The rules that find something in a set."""
    return [problem.check for problem in check_sets([one], kg.knowledge, Ontology.carried().prefixes())]


def held_against(
    kg: radkg.KnowledgeGraph, terms: dict[str, ReleaseEntry], *rows: str | Mapping, known: tuple[Difference, ...] = ()
) -> list[str]:
    """The rules that find something in a set of these rows beside a release of these terms."""
    return [problem.check for problem in check_release(a_set(*rows), terms, kg.knowledge, known)]


# -- radkg's own


def test_there_are_enough_mappings_to_the_vocabularies_that_people_use() -> None:
    ontologies = "mondo orphanet doid omim hp uberon chebi radlex oifm dicom maxo pato hsapdv eco ncit"
    code_lists = "mesh icd10cm icd11 snomedct umls rxnorm"
    assert {*ontologies.split(), *code_lists.split()} <= set(SETS)
    assert sum(len(one.mappings) for one in SETS.values()) >= 850


def test_own_sets_hold(kg: radkg.KnowledgeGraph) -> None:
    assert check_sets(SETS.values(), kg.knowledge, Ontology.carried().prefixes()) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in RELEASES.glob("*.tsv")))
def test_own_sets_say_what_the_release_says(kg: radkg.KnowledgeGraph, name: str) -> None:
    assert check_release(SETS[name], release(name), kg.knowledge, known_differences(Ontology.carried())) == []


def test_every_known_difference_is_one(kg: radkg.KnowledgeGraph) -> None:
    listed = known_differences(Ontology.carried())
    for name in {difference.set for difference in listed}:
        problems = check_release(SETS[name], release(name), kg.knowledge)
        assert {p.row for p in problems} == {f"{d.narrower} and {d.broader}" for d in listed if d.set == name}
    assert all(difference.reason for difference in listed)
    assert ("radkg:Dermatomyositis", "radkg:Polymyositis") in {(d.narrower, d.broader) for d in listed}


def test_the_labels_of_vocabularies_that_keep_them_are_not_shipped() -> None:
    for name, one in SETS.items():
        labelled = {bool(row.object_label) for row in one.mappings if row.found}
        assert labelled == {name not in CODES_ONLY} or name == "mesh"  # Mondo gives no names of supplementary concepts


@pytest.mark.parametrize("one", SETS.values(), ids=SETS)
def test_header_and_rows_say_where_it_comes_from(one: MappingSet) -> None:
    assert one.metadata["mapping_set_id"] == f"https://w3id.org/radkg/mappings/{one.name}"
    assert {"mapping_set_version", "mapping_set_title", "license", "subject_source", "object_source"} <= set(one.metadata)
    assert all(row.author and row.object_version and row.justification.startswith("semapv:") for row in one.mappings)
    chained = [row for row in one.mappings if row.justification == "semapv:MappingChaining"]
    assert all("MONDO:" in row.comment or "HP:" in row.comment for row in chained)


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


@pytest.mark.parametrize("path", Ontology.carried().mapping_files(), ids=lambda path: Path(path).stem)
def test_sssom_validate_is_clean(path: str) -> None:
    assert sssom_problems(path) == []


def test_sssom_validate_finds_a_prefix_that_is_not_declared(tmp_path: Path) -> None:
    path = tmp_path / "broken.sssom.tsv"
    text = write_set(SETS["doid"])
    path.write_text(text.replace("DOID:10223", "DOIDX:10223"), encoding="utf-8")
    assert sssom_problems(str(path))


def sssom_problems(path: str) -> list[str]:
    """What sssom-py's validation finds."""
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

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


def test_quality_runs_the_rules(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    broken = a_set("Dermatomyositis exactMatch MONDO:1", "Dermatomyositis exactMatch MONDO:2")
    monkeypatch.setattr(Ontology, "mapping_sets", lambda self: (broken,))
    assert quality.main([]) == 1
    assert "radkg:Dermatomyositis" in (out := capsys.readouterr().out)
    assert "ontology/mappings/mondo.sssom.tsv" in out


# -- each rule with the fault that it is for


def test_two_objects_of_one_term(kg: radkg.KnowledgeGraph) -> None:
    one = "Dermatomyositis exactMatch MONDO:1"
    assert found(kg, a_set(one, "Dermatomyositis exactMatch MONDO:2")) == ["one-to-one"]
    assert found(kg, a_set(one, "Dermatomyositis closeMatch MONDO:2")) == []


def test_a_term_and_its_parent_on_one_object(kg: radkg.KnowledgeGraph) -> None:
    assert "one-to-one" in found(kg, a_set("JuvenileDermatomyositis exactMatch MONDO:1", "Dermatomyositis exactMatch MONDO:1"))


def test_one_pair_in_two_rows(kg: radkg.KnowledgeGraph) -> None:
    assert found(kg, a_set("Dermatomyositis exactMatch MONDO:1", "Dermatomyositis closeMatch MONDO:1")) == ["said-twice"]


def test_none_found_beside_one_found(kg: radkg.KnowledgeGraph) -> None:
    none = f"Dermatomyositis exactMatch {NO_TERM_FOUND}"
    assert found(kg, a_set(none, "Dermatomyositis exactMatch MONDO:1")) == ["none-and-one"]
    assert found(kg, a_set(none, "Dermatomyositis broadMatch MONDO:1")) == []


def test_a_subject_that_radkg_has_not_or_calls_otherwise(kg: radkg.KnowledgeGraph) -> None:
    assert found(kg, a_set(mapping("Dermatomyosite exactMatch MONDO:1", "dermatomyositis"))) == ["subject"]
    assert found(kg, a_set(mapping("Dermatomyositis exactMatch MONDO:1", "DM"))) == ["subject-label"]


def test_a_predicate_that_is_none_of_skos(kg: radkg.KnowledgeGraph) -> None:
    assert found(kg, a_set("Dermatomyositis sameAs MONDO:1")) == ["predicate"]


def test_prefixes_undeclared_unknown_or_of_another_meaning(kg: radkg.KnowledgeGraph) -> None:
    row = "Dermatomyositis exactMatch MONDO:0016367"
    assert found(kg, a_set(row, without="MONDO")) == ["prefix"]
    assert found(kg, a_set("Dermatomyositis exactMatch SCTID:396230008")) == ["prefix", "prefix"]  # not declared, not preferred
    wrong = a_set(row)._replace(prefixes=a_set(row).prefixes | {"MONDO": "http://example.org/"})
    assert found(kg, wrong) == ["prefix"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Dermatomyositis broadMatch MONDO:1", "JuvenileDermatomyositis exactMatch MONDO:1"),
        ("JuvenileDermatomyositis narrowMatch MONDO:1", "Dermatomyositis exactMatch MONDO:1"),
        ("Dermatomyositis broadMatch MONDO:1", "JuvenileDermatomyositis narrowMatch MONDO:1"),
    ],
)
def test_broad_and_narrow_against_our_hierarchy(kg: radkg.KnowledgeGraph, rows: tuple[str, str]) -> None:
    assert found(kg, a_set(*rows)) == ["upside-down"]


def test_broad_and_narrow_along_our_hierarchy(kg: radkg.KnowledgeGraph) -> None:
    assert found(kg, a_set("JuvenileDermatomyositis broadMatch MONDO:1", "Dermatomyositis exactMatch MONDO:1")) == []


def test_a_target_that_the_release_has_not(kg: radkg.KnowledgeGraph) -> None:
    assert held_against(kg, {}, "Dermatomyositis exactMatch MONDO:1") == ["missing"]


def test_a_target_that_is_obsolete(kg: radkg.KnowledgeGraph) -> None:
    one = a_set("AntiJo1Autoantibody closeMatch HP:0033029", name="hp")
    (problem,) = check_release(one, release("hp"), kg.knowledge)
    assert (problem.check, "HP:0034152" in problem.message) == ("obsolete", True)


def test_a_label_that_is_not_the_releases(kg: radkg.KnowledgeGraph) -> None:
    terms = {"MONDO:1": ReleaseEntry("dermatomyositis")}
    assert held_against(kg, terms, mapping("Dermatomyositis exactMatch MONDO:1", label="Dermatomyositis")) == ["renamed"]
    assert held_against(kg, terms, mapping("Dermatomyositis exactMatch MONDO:1", label="dermatomyositis")) == []
    assert held_against(kg, terms, mapping("Dermatomyositis exactMatch MONDO:1")) == []  # codes only


def test_exact_matches_in_the_opposite_order(kg: radkg.KnowledgeGraph) -> None:
    rows = ("JuvenileDermatomyositis exactMatch MONDO:1", "Dermatomyositis exactMatch MONDO:2")
    along = {"MONDO:1": ReleaseEntry("a", broader=frozenset({"MONDO:2"})), "MONDO:2": ReleaseEntry("b")}
    opposite = {"MONDO:1": ReleaseEntry("a"), "MONDO:2": ReleaseEntry("b", broader=frozenset({"MONDO:1"}))}
    assert held_against(kg, along, *rows) == []
    assert "upside-down" in held_against(kg, opposite, *rows)
    assert "outside" in held_against(kg, {"MONDO:1": ReleaseEntry("a"), "MONDO:2": ReleaseEntry("b")}, *rows)


def test_siblings_of_which_one_is_below_the_other_there(kg: radkg.KnowledgeGraph) -> None:
    rows = ("Dermatomyositis exactMatch MONDO:1", "Polymyositis exactMatch MONDO:2")
    terms = {"MONDO:1": ReleaseEntry("a", broader=frozenset({"MONDO:2"})), "MONDO:2": ReleaseEntry("b")}
    known = Difference("mondo", "radkg:Dermatomyositis", "radkg:Polymyositis", "it is known")
    assert held_against(kg, terms, *rows) == ["kept-apart"]
    assert held_against(kg, terms, *rows, known=(known,)) == []
