"""Mapping sets: each rule finds the fault that it is for, and a term is found by any spelling of an identifier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import radkg
from radkg.mappings import NO_TERM_FOUND, Mapping, MappingSet, read_set, write_set
from radkg.mappings.differences import OfHierarchy
from radkg.mappings.verify.checks import ReleaseEntry, check_release, check_sets, known_differences
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG
from radkg.validation import quality

Mapped = Callable[..., Mapping]
Held = Callable[..., list[str]]


@pytest.fixture(scope="module")
def ontology(mini_folder: Path) -> Ontology:
    return Ontology.at(mini_folder)


@pytest.fixture(scope="module")
def mapping(mini: radkg.KnowledgeGraph) -> Mapped:
    """A row from ``subject predicate object``, such as ``LeafScorch exactMatch TESTO:1``."""

    def make(text: str, subject_label: str = "", label: str = "") -> Mapping:
        subject, predicate, target = text.split()
        called = subject_label or mini.knowledge.label(RADKG + subject)
        manual = "semapv:ManualMappingCuration"
        return Mapping(f"radkg:{subject}", called, f"skos:{predicate}", target, label, manual, "us", "1", "")

    return make


@pytest.fixture(scope="module")
def a_set(ontology: Ontology, mapping: Mapped) -> Callable[..., MappingSet]:
    """A set of the given rows with the prefixes of the small ontology's own set, but one."""
    (own,) = (one for one in ontology.mapping_sets() if one.name == "testo")

    def make(*rows: str | Mapping, without: str = "") -> MappingSet:
        prefixes = {prefix: iri for prefix, iri in own.prefixes.items() if prefix != without}
        return MappingSet("testo", {}, prefixes, tuple(row if isinstance(row, Mapping) else mapping(row) for row in rows))

    return make


@pytest.fixture(scope="module")
def found(mini: radkg.KnowledgeGraph, ontology: Ontology) -> Callable[[MappingSet], list[str]]:
    """The rules that find something in a set."""
    return lambda one: [problem.check for problem in check_sets([one], mini.knowledge, ontology.prefixes())]


@pytest.fixture(scope="module")
def held_against(mini: radkg.KnowledgeGraph, a_set: Callable[..., MappingSet]) -> Held:
    """The rules that find something in a set of these rows beside a release of these terms."""

    def hold(terms: dict[str, ReleaseEntry], *rows: str | Mapping, known: tuple[OfHierarchy, ...] = ()) -> list[str]:
        return [problem.check for problem in check_release(a_set(*rows), terms, mini.knowledge, known)]

    return hold


Sets = Callable[..., MappingSet]
Found = Callable[[MappingSet], list[str]]


def test_sets_that_hold_are_told_so(mini: radkg.KnowledgeGraph, ontology: Ontology) -> None:
    assert len(ontology.mapping_sets()) == 3
    assert check_sets(ontology.mapping_sets(), mini.knowledge, ontology.prefixes()) == []


def test_files_are_as_write_set_writes_them(ontology: Ontology) -> None:
    for path in ontology.mapping_files():
        assert write_set(read_set(path)) == Path(path).read_text(encoding="utf-8")


def test_quality_runs_the_rules(
    mini: radkg.KnowledgeGraph, ontology: Ontology, a_set: Sets, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = a_set("LeafScorch exactMatch TESTO:1", "LeafScorch exactMatch TESTO:2")
    monkeypatch.setattr(Ontology, "mapping_sets", lambda self: (broken,))
    (finding,) = quality.mapping_findings(mini.knowledge.store, ontology)
    assert (finding.severity, "radkg:LeafScorch" in finding.label) == ("Violation", True)
    assert "ontology/mappings/testo.sssom.tsv" in finding.remedy


@pytest.mark.parametrize(
    "name",
    [
        "TESTO:0000001",
        "testo:0000001",
        "TST:0000001",
        "Test-Ontology:0000001",
        "http://purl.obolibrary.org/obo/TESTO_0000001",
        "<http://purl.obolibrary.org/obo/TESTO_0000001>",
        "https://example.org/testo/0000001",
        "MONDO:9999901",
        "https://bioregistry.io/mondo:9999901",
    ],
)
def test_a_term_is_found_by_any_spelling(ontology: Ontology, name: str) -> None:
    rows = ontology.mapping_index().terms(name)
    assert rows is not None
    assert rows[0].subject == "radkg:LeafScorch"
    assert rows[0].predicate == "skos:exactMatch"


def test_what_is_no_identifier_is_told_from_one_that_nobody_is_mapped_to(ontology: Ontology) -> None:
    assert ontology.mapping_index().terms("leaf scorch") is None
    assert ontology.mapping_index().terms("OTHER:1") is None
    assert ontology.mapping_index().terms("TESTO:0000998") == []


# -- each rule with the fault that it is for


def test_two_objects_of_one_term(found: Found, a_set: Sets) -> None:
    one = "LeafScorch exactMatch TESTO:1"
    assert found(a_set(one, "LeafScorch exactMatch TESTO:2")) == ["one-to-one"]
    assert found(a_set(one, "LeafScorch closeMatch TESTO:2")) == []


def test_a_term_and_its_parent_on_one_object(found: Found, a_set: Sets) -> None:
    assert "one-to-one" in found(a_set("SaplingLeafScorch exactMatch TESTO:1", "LeafScorch exactMatch TESTO:1"))


def test_one_pair_in_two_rows(found: Found, a_set: Sets) -> None:
    assert found(a_set("LeafScorch exactMatch TESTO:1", "LeafScorch closeMatch TESTO:1")) == ["said-twice"]


def test_none_found_beside_one_found(found: Found, a_set: Sets) -> None:
    none = f"LeafScorch exactMatch {NO_TERM_FOUND}"
    assert found(a_set(none, "LeafScorch exactMatch TESTO:1")) == ["none-and-one"]
    assert found(a_set(none, "LeafScorch broadMatch TESTO:1")) == []


def test_a_subject_that_the_ontology_has_not_or_calls_otherwise(found: Found, a_set: Sets, mapping: Mapped) -> None:
    assert found(a_set(mapping("LeafSkorch exactMatch TESTO:1", "leaf scorch"))) == ["subject"]
    assert found(a_set(mapping("LeafScorch exactMatch TESTO:1", "LS"))) == ["subject-label"]


def test_a_predicate_that_is_none_of_skos(found: Found, a_set: Sets) -> None:
    assert found(a_set("LeafScorch sameAs TESTO:1")) == ["predicate"]


def test_prefixes_undeclared_unknown_or_of_another_meaning(found: Found, a_set: Sets) -> None:
    row = "LeafScorch exactMatch TESTO:0000001"
    assert found(a_set(row, without="TESTO")) == ["prefix"]
    assert found(a_set("LeafScorch exactMatch TST:0000001")) == ["prefix", "prefix"]  # not declared, not preferred
    wrong = a_set(row)._replace(prefixes=a_set(row).prefixes | {"TESTO": "http://example.org/"})
    assert found(wrong) == ["prefix"]


@pytest.mark.parametrize(
    "rows",
    [
        ("LeafScorch broadMatch TESTO:1", "SaplingLeafScorch exactMatch TESTO:1"),
        ("SaplingLeafScorch narrowMatch TESTO:1", "LeafScorch exactMatch TESTO:1"),
        ("LeafScorch broadMatch TESTO:1", "SaplingLeafScorch narrowMatch TESTO:1"),
    ],
)
def test_broad_and_narrow_against_our_hierarchy(found: Found, a_set: Sets, rows: tuple[str, str]) -> None:
    assert found(a_set(*rows)) == ["upside-down"]


def test_broad_and_narrow_along_our_hierarchy(found: Found, a_set: Sets) -> None:
    assert found(a_set("SaplingLeafScorch broadMatch TESTO:1", "LeafScorch exactMatch TESTO:1")) == []


def test_a_target_that_the_release_has_not(held_against: Held) -> None:
    assert held_against({}, "LeafScorch exactMatch TESTO:1") == ["missing"]
    assert held_against({}, f"LeafScorch exactMatch {NO_TERM_FOUND}") == []


def test_a_target_that_is_obsolete(mini: radkg.KnowledgeGraph, a_set: Sets) -> None:
    terms = {"TESTO:1": ReleaseEntry("obsolete leaf scorch", obsolete=True, replaced_by="TESTO:2")}
    (problem,) = check_release(a_set("LeafScorch closeMatch TESTO:1"), terms, mini.knowledge)
    assert problem.check == "obsolete"
    assert problem.message.endswith(": it is replaced by TESTO:2")


def test_a_label_that_is_not_the_releases(held_against: Held, mapping: Mapped) -> None:
    terms = {"TESTO:1": ReleaseEntry("leaf scorch")}
    assert held_against(terms, mapping("LeafScorch exactMatch TESTO:1", label="Leaf scorch")) == ["renamed"]
    assert held_against(terms, mapping("LeafScorch exactMatch TESTO:1", label="leaf scorch")) == []
    assert held_against(terms, mapping("LeafScorch exactMatch TESTO:1")) == []  # codes only


def test_exact_matches_in_the_opposite_order(held_against: Held) -> None:
    rows = ("SaplingLeafScorch exactMatch TESTO:1", "LeafScorch exactMatch TESTO:2")
    along = {"TESTO:1": ReleaseEntry("a", broader=frozenset({"TESTO:2"})), "TESTO:2": ReleaseEntry("b")}
    opposite = {"TESTO:1": ReleaseEntry("a"), "TESTO:2": ReleaseEntry("b", broader=frozenset({"TESTO:1"}))}
    assert held_against(along, *rows) == []
    assert "upside-down" in held_against(opposite, *rows)
    assert "outside" in held_against({"TESTO:1": ReleaseEntry("a"), "TESTO:2": ReleaseEntry("b")}, *rows)


def test_siblings_of_which_one_is_below_the_other_there(held_against: Held) -> None:
    rows = ("LeafScorch exactMatch TESTO:1", "LeafBlotch exactMatch TESTO:2")
    terms = {"TESTO:1": ReleaseEntry("a", broader=frozenset({"TESTO:2"})), "TESTO:2": ReleaseEntry("b")}
    known = OfHierarchy("testo", "radkg:LeafScorch", "radkg:LeafBlotch", "it is known")
    assert held_against(terms, *rows) == ["kept-apart"]
    assert held_against(terms, *rows, known=(known,)) == []


def test_known_differences_are_read_with_their_reason(ontology: Ontology) -> None:
    (known,) = known_differences(ontology)
    assert (known.set, known.narrower, known.broader) == ("testo", "radkg:LeafScorch", "radkg:LeafDisease")
    assert known.reason.startswith("the test vocabulary keeps")
