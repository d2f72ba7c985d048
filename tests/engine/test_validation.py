"""Files beside the small ontology are held against its shapes and against what it knows.

Every file in validation/invalid/ is one fault, named by the file; the line it is on names the check that finds it.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from effort import within
from marks import expected
from radkg.errors import InvalidFacts, UnreadableFile
from radkg.exchange.formats import ALL, DESCRIPTIONS
from radkg.exchange.release import build
from radkg.model.ontology import Ontology
from radkg.model.store import Written, derive
from radkg.namespaces import RADKG
from radkg.validation import Finding, ValidationReport, checks, data, patterns, refuse_invalid, validate
from radkg.validation.finding import SHAPES
from radkg.validation.ontology_copy import OntologyCopy
from radkg.validation.own_shapes import own_shapes
from radkg.validation.shapes import ShapesGraph

ONTOLOGY = Ontology.at(Path(__file__).parent.parent / "mini")
FIXTURES = Path(__file__).parent / "validation"
VALID, INVALID, OWN_SHAPES = (sorted((FIXTURES / name).iterdir()) for name in ("valid", "invalid", "shapes"))
FACT = FIXTURES / "valid" / "fact.ttl"
MY = "https://example.org/my/"

Command = Callable[..., Any]  # which returns what it did, as in conftest.py


def found(report: ValidationReport) -> set[tuple[int | None, str]]:
    return {(finding.line, finding.check.removeprefix(SHAPES)) for finding in report.findings}


def only(report: ValidationReport) -> Finding:
    assert len(report.findings) == 1, report.findings
    return report.findings[0]


def validated(*paths: Path, shapes: Sequence[Path] = ()) -> ValidationReport:
    """Validate files beside the small ontology."""
    return validate(paths, shapes=shapes, ontology=ONTOLOGY)


@cache  # several tests look at each
def report_of(name: str) -> ValidationReport:
    return validated(FIXTURES / "invalid" / name)


def broken(name: str) -> Finding:
    """The one finding of a file with one fault."""
    return only(report_of(name))


#: What changes a fact or a term of the ontology would change it for the files beside it.
ALTERING = {"our-class-redefined.ttl", "our-fact-altered.ttl", "our-term-in-other-words.ttl", "our-term-redefined.ttl"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ValidationReport]:
    """The report on each broken file: they are validated together, each with nodes of its own."""
    folder, beside = tmp_path_factory.mktemp("together"), [path for path in INVALID if path.name not in ALTERING]
    for path in beside:
        text = path.read_text(encoding="utf-8").replace(MY, namespace_in(path.name))
        (folder / path.name).write_text(text, encoding="utf-8")
    together = validated(*(folder / path.name for path in beside))
    of_file: dict[str, list[Finding]] = {path.name: [] for path in beside}
    for finding in together.findings:
        name = Path(finding.file).name
        if not finding.value.startswith("https://example.org/") or finding.value.startswith(namespace_in(name)):
            of_file[name].append(finding)  # and is no contradiction of another file
    alone = {name: report_of(name) for name in ALTERING}
    return alone | {name: replace(together, findings=tuple(findings)) for name, findings in of_file.items()}


def namespace_in(name: str) -> str:
    """Return the namespace of the nodes of a file's own, where files are validated together."""
    return MY.replace("/my/", f"/{name}/")


def test_an_ontology_is_held_against_shapes_of_ones_own_where_no_file_is_given() -> None:
    report = validated(shapes=[FIXTURES / "shapes" / "with-an-age.ttl"])
    assert {f.check for f in report.findings} == {"https://example.org/my/Aged"}  # it conforms to its own
    assert len(report.findings) > 50
    assert report.facts > 100
    assert report.terms > 80
    assert report.shapes > 40


@pytest.mark.in_part(2)
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_conforming_file(path: Path) -> None:
    assert validated(path).findings == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_broken_file(path: Path, reports: dict[str, ValidationReport]) -> None:
    assert expected(path), f"{path.name} does not say what is wrong with it"
    assert found(reports[path.name]) == expected(path)


def test_every_finding_says_what_where_and_what_to_do(reports: dict[str, ValidationReport]) -> None:
    for name, report in reports.items():
        for finding in report.findings:
            assert finding.message, name
            assert finding.remedy, name
            assert finding.file.endswith(name)
            assert len(finding.message) < 300


def test_every_shape_and_check_is_seen_to_fail(reports: dict[str, ValidationReport]) -> None:
    seen = {finding.check for report in reports.values() for finding in report.findings}
    own = ShapesGraph(own_shapes(ONTOLOGY))
    saying = {own.check_of(shape) for shape in own.shapes if own.values(shape, "message") or own.values(shape, "sparql")}
    assert saying - seen == set()
    assert {check.iri for check in checks.validation_checks(ONTOLOGY, of_ontology=False)} - seen == set()


def test_every_shape_says_why_it_is_there() -> None:
    own = ShapesGraph(own_shapes(ONTOLOGY))
    explained = {t.subject.value for t in own.triples if t.predicate.value.endswith("#comment")}  # type: ignore[union-attr]
    checked = {own.check_of(shape) for shape in own.shapes if own.values(shape, "message") or own.values(shape, "sparql")}
    assert checked - explained == set()


def test_a_fact_without_evidence() -> None:
    finding = broken("fact-without-evidence.ttl")
    assert finding.severity == "Violation"
    assert finding.label == "leaf scorch shows linear necrosis"
    assert finding.focus == "https://example.org/my/fact"
    assert finding.path == "https://w3id.org/radkg/evidence"
    assert finding.place.endswith("fact-without-evidence.ttl:7")
    assert "dcterms:source" in finding.remedy


def test_a_frequency_of_9_of_7() -> None:
    finding = broken("frequency-9-of-7.ttl")
    assert "the count is above the total" in finding.message
    assert finding.value == "9"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("misspelt-term.ttl", "radkg:LeafScorch"),
        ("misspelt-property.ttl", "radkg:frequencyMaximum"),
        ("misspelt-class.ttl", "radkg:Association"),
        ("misspelt-source.ttl", "source:test-source-1"),
        ("misspelt-relation.rdf", "radkg:hasImagingSign"),
        ("http-namespace.ttl", "radkg:LinearNecrosis"),
        ("misspelt-dcterms.ttl", "dcterms:source"),
        ("misspelt-owl.ttl", "owl:Class"),
    ],
)
def test_the_name_that_was_meant_is_offered(name: str, meant: str, reports: dict[str, ValidationReport]) -> None:
    offered = [f.remedy for f in reports[name].findings if f.check.endswith("-name")]
    assert offered
    assert offered[0].startswith(f"Nearest: {meant}"), offered


def test_a_contradiction_names_both_sources_and_is_a_warning() -> None:
    finding = broken("contradicts-ours.ttl")
    assert finding.severity == "Warning"
    assert "leaf blotch is not seen in saplings" in finding.message
    assert "Nobody 2019" in finding.message
    assert "The Tree Bulletin, page 12" in finding.message


def test_a_contradiction_is_let_in_and_a_fault_is_not(mini_folder: Path) -> None:
    kg = radkg.load(extra=[FIXTURES / "invalid" / "contradicts-ours.ttl"], ontology=mini_folder)
    assert ox.NamedNode("https://example.org/my/fact") in {quad.subject for quad in kg.knowledge.store}
    with pytest.raises(InvalidFacts, match=r"fact-without-evidence\.ttl:7: leaf scorch shows linear necrosis"):
        radkg.load(extra=[FIXTURES / "invalid" / "fact-without-evidence.ttl"], ontology=mini_folder)


def test_the_first_faults_are_named_and_the_others_counted(tmp_path: Path) -> None:
    from radkg.rdf import reading

    path = tmp_path / "empty-fact.ttl"
    path.write_text("<https://example.org/my/fact> a <https://w3id.org/radkg/Association> .\n")
    with pytest.raises(InvalidFacts, match=r"empty-fact\.ttl:1: .*; and \d more"):
        refuse_invalid([reading.read(str(path))], Written(ONTOLOGY))


def test_a_fact_and_its_source_may_be_in_two_files(tmp_path: Path) -> None:
    text = FACT.read_text()
    cut = text.index("my:study a radkg:Source")
    prefixes = text[: text.index("my:fact a")]
    (tmp_path / "facts.ttl").write_text(text[:cut])
    (tmp_path / "sources.ttl").write_text(prefixes + text[cut:])
    assert validated(tmp_path / "facts.ttl", tmp_path / "sources.ttl").findings == ()
    assert not validated(tmp_path / "facts.ttl").conforms
    assert {f.check.removeprefix(SHAPES) for f in validated(tmp_path / "sources.ttl").findings} == {"nothing-to-check"}


#: What is not released as RDF, or as another tool's JSON.
NO_RDF = (".csv", ".tsv", ".jsonl", ".obo", ".hpoa", ".yml", "obograph.json", "epm.json")


@pytest.mark.parametrize(
    "formats",
    [
        pytest.param([*DESCRIPTIONS, "sssom", "alignments", "shapes"], id="without-facts"),
        pytest.param(ALL, id="all", marks=pytest.mark.sweep),
    ],
)
def test_what_is_released_conforms(formats: list[str], tmp_path: Path) -> None:
    """A release has other headers, blank nodes and names, words of OBO, alignments, and descriptions of itself."""
    build(str(tmp_path), Written(ONTOLOGY), formats=formats)
    files = [path for path in sorted(tmp_path.iterdir()) if not path.name.endswith(NO_RDF)]
    assert len(files) >= len(formats)
    for path in files:
        assert validated(path).findings == (), path.name


def test_a_header_of_radkgs_does_not_make_a_file_one_of_a_release(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(f"<{RADKG}ontology> a <http://www.w3.org/2002/07/owl#Ontology> . <{MY}fact> a <{MY}Association> .")
    assert only(validated(path)).check == SHAPES + "nothing-to-check"


def test_an_alteration_in_a_release_is_found(tmp_path: Path) -> None:
    """Of a definition in the words of OBO, and of an axiom to another model."""
    build(str(tmp_path), Written(ONTOLOGY), formats=["owl", "alignments"])
    owl, aligned = tmp_path / "radkg-base.owl", tmp_path / "radkg-alignments.ttl"
    assert validated(owl).conforms
    text = owl.read_text(encoding="utf-8")
    definition = re.search(r"<obo:IAO_0000115[^>]*>[^<]{20,}<", text)
    assert definition is not None
    owl.write_text(text.replace(definition[0], definition[0][:-1] + " Or not.<", 1), encoding="utf-8")
    aligned.write_text(aligned.read_text(encoding="utf-8").replace("prov:Entity", "prov:Agent"), encoding="utf-8")
    for path in (owl, aligned):
        assert SHAPES + "ours-altered" in {f.check for f in validated(path).findings}, path.name


@pytest.mark.sweep
def test_what_follows_is_nobodys_statement_in_a_whole_release(tmp_path: Path) -> None:
    """Edges and forms of facts stand in it; an edge that does not follow is somebody's, and is looked at."""
    build(str(tmp_path), Written(ONTOLOGY), formats=["ttl"])
    full = tmp_path / "radkg-full.ttl"
    assert [f for f in validated(full).findings if f.severity == "Violation"] == []
    edge = f"<{RADKG}LeafScorch> <{RADKG}isSeenIn> <{RADKG}Sapplings> ."
    full.write_text(full.read_text(encoding="utf-8") + edge, encoding="utf-8")
    (odd,) = (f for f in validated(full).findings if f.severity == "Violation")
    assert (odd.check, odd.value) == (SHAPES + "undeclared-name", f"{RADKG}Sapplings")


@pytest.mark.sweep  # a whole release
def test_the_triple_that_a_fact_is_about_is_its_own_in_rdf_1_2(tmp_path: Path) -> None:
    """Another triple under the same fact alters it."""
    build(str(tmp_path), Written(ONTOLOGY), formats=["rdf12"])
    release = tmp_path / "radkg-rdf12.ttl"
    assert not validated(release).findings
    text = release.read_text(encoding="utf-8")
    reified = re.search(r"<<\( (\S+) (\S+) (\S+) \)>>", text)
    assert reified is not None
    turned = text.replace(reified[0], f"<<( {reified[3]} {reified[2]} {reified[1]} )>>", 1)
    release.write_text(turned, encoding="utf-8")
    assert SHAPES + "ours-altered" in {f.check for f in validated(release).findings}


def test_many_unknown_names_are_all_found_and_the_first_get_an_offer(tmp_path: Path) -> None:
    path = tmp_path / "many.ttl"
    path.write_text("\n".join(f"<{RADKG}LeafScorch> <{RADKG}isSeenIn> <{RADKG}Sapling{n:03}> ." for n in range(150)))
    found = [f for f in validated(path).findings if f.check == SHAPES + "undeclared-name"]
    assert len({f.value for f in found}) == 150
    assert sum("radkg:Sapling." in f.remedy for f in found) == 100


def test_a_fault_is_placed_in_the_file_that_has_it(tmp_path: Path) -> None:
    path = tmp_path / "ages.ttl"
    path.write_text("<https://example.org/my/fact> <https://w3id.org/radkg/ageMaximum> 200 .")
    for order in ([FACT, path], [path, FACT]):
        assert only(validated(*order)).place == f"{path}:1"


def in_store(store: ox.Store) -> tuple[int, set[ox.Quad]]:
    """Return how much is in a store, and what of it has names: those of blank nodes differ from one reading to the next."""
    return len(store), {quad for quad in store if not {ox.BlankNode} & {type(quad.subject), type(quad.object)}}


def what_is_lent() -> tuple[int, set[ox.Quad]]:
    """Return what is in the copy of the ontology that the next validation is lent."""
    return in_store(OntologyCopy.borrow(Written(ONTOLOGY)).store)


@pytest.fixture
def derive_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next validations end with an error when what follows from the file has been derived."""

    def fail(store: ox.Store, ontology: Ontology, **_: object) -> None:
        derive(store, ontology)
        raise MemoryError

    monkeypatch.setattr(data, "derive", fail)


def test_a_validation_that_ended_with_an_error_leaves_nothing_to_the_next(derive_that_fails: None) -> None:
    with pytest.raises(MemoryError):
        validated(FIXTURES / "invalid" / "contradicts-ours.ttl")
    assert what_is_lent() == in_store(OntologyCopy(Written(ONTOLOGY)).store)


def test_a_validation_leaves_nothing_to_the_next() -> None:
    validated(FIXTURES / "invalid" / "contradicts-ours.ttl")
    assert what_is_lent() == in_store(OntologyCopy(Written(ONTOLOGY)).store)


def test_two_files_may_use_the_same_blank_node(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(
            f'_:a <http://www.w3.org/2000/01/rdf-schema#label> "{name}" . <https://example.org/{name}> a '
            "<https://w3id.org/radkg/Association> ; <http://www.w3.org/2000/01/rdf-schema#seeAlso> _:a ."
        )
    labels = [f.label for f in validated(tmp_path / "one.ttl", tmp_path / "two.ttl").findings]
    assert not any(label in ("one", "two") for label in labels)


@pytest.mark.in_part(4)
@pytest.mark.parametrize(
    "number",
    ["9" * 100_000, "-" + "9" * 100_000, "1." + "0" * 100_000 + "1", '"NaN"^^xsd:double', '"INF"^^xsd:double', "1e400",
     '"2019-02-31"^^xsd:date', '"seven"^^xsd:integer', '"<!DOCTYPE a [<!ENTITY b \'c\'>]><a>&b;</a>"^^rdf:XMLLiteral', "true"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_an_impossible_number_is_a_finding(number: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "number.ttl"
    prefixes = (
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    )
    counted = f"radkg:count {number} ;\n    radkg:total 7 ;\n    radkg:certainty"
    path.write_text(prefixes + FACT.read_text().replace("radkg:certainty", counted))
    with within(seconds=10):
        report = validated(path)
    assert "FactCount" in {f.check.removeprefix(SHAPES) for f in report.findings}
    assert all(len(f.value) < 300 for f in report.findings)
    assert capfd.readouterr().err == ""


JSON_VALUES = ["5" * 100_000, "1e400", "-1", "3.5", "true", "null", '"seven"', '{"@id": "radkg:Sapling"}', "[]"]


@pytest.mark.in_part(4)
@pytest.mark.parametrize("number", JSON_VALUES, ids=lambda text: text[:12])
def test_an_impossible_number_in_json(number: str, tmp_path: Path) -> None:
    path = tmp_path / "number.jsonld"
    path.write_text((FIXTURES / "valid" / "fact.jsonld").read_text().replace('"ageMinimum": 5', f'"ageMinimum": {number}'))
    if number in ("null", "[]"):  # JSON-LD says nothing by these
        assert validated(path).conforms
    else:
        assert (25, "FactAgeMinimum") in found(validated(path))


def test_keys_of_every_context_are_known(tmp_path: Path) -> None:
    path = tmp_path / "nested.jsonld"
    text = (FIXTURES / "valid" / "fact.jsonld").read_text()
    scoped = '"evidence": {"@id": "radkg:evidence", "@context": {"origin": "http://purl.org/dc/terms/source"}, "@type": "@id"}'
    text = text.replace('"evidence": {"@id": "radkg:evidence", "@type": "@id"}', scoped)
    path.write_text(text.replace('"source": "my:study"', '"origin": {"@id": "my:study"}'))
    assert validated(path).findings == ()


@pytest.mark.in_part(3)
@pytest.mark.parametrize("path", OWN_SHAPES, ids=lambda path: path.name)
def test_shapes_of_ones_own(path: Path) -> None:
    assert found(validated(FACT, shapes=[path])) == expected(path)


def test_code_in_shapes_is_not_run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    checks = {
        "sparql-from-file": "code-in-shape",
        "sparql-service": "code-in-shape",
        "javascript": "code-in-shape",
        "imports": "import",
    }
    for name, check in checks.items():
        report = validated(FACT, shapes=[FIXTURES / "shapes" / f"{name}.ttl"])
        assert {f.check for f in report.findings} == {SHAPES + check}
        assert "root:" not in report.to_turtle()
    assert "root:" not in capfd.readouterr().out


@pytest.mark.parametrize("pattern", ["^[a-z]+$", "^doi:10[.][0-9]{4,9}/.+$", "^(a|b)c$", "[0-9]+-[0-9]+", "^.*necrosis.*$"])
def test_an_ordinary_pattern_is_quick(pattern: str) -> None:
    assert patterns.steps(pattern, 300) <= patterns.MOST_STEPS


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "^(.*,)*x$", "^.*.*.*.*.*x$", "(?:a?){50}a{50}", "^((ab)*)*$"])
def test_a_pattern_that_backtracks_is_slow(pattern: str) -> None:
    assert patterns.steps(pattern, 300) > patterns.MOST_STEPS


def test_the_w3c_report_in_turtle() -> None:
    report = report_of("age-upside-down.ttl")
    store = ox.Store()
    store.load(report.to_turtle().encode(), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        """PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?conforms ?focus ?path ?value ?shape ?component ?severity {
          ?report a sh:ValidationReport ; sh:conforms ?conforms ; sh:result ?result .
          FILTER(?value = 10)
          ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultPath ?path ; sh:value ?value ; sh:sourceShape ?shape ;
            sh:sourceConstraintComponent ?component ; sh:resultSeverity ?severity ; sh:resultMessage ?message .
        }"""
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert [[term.value for term in row] for row in rows] == [
        ["false", "https://example.org/my/fact", "https://w3id.org/radkg/ageMinimum", "10", SHAPES + "FactAgeOrder",
         "http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent", "http://www.w3.org/ns/shacl#Violation"]
    ]  # fmt: skip


def test_the_report_of_what_conforms_in_turtle() -> None:
    assert "sh:conforms true" in validated(FACT).to_turtle()


def test_the_report_in_a_notebook_shows_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "script.ttl"
    path.write_text(
        "<https://example.org/my/fact> a <https://w3id.org/radkg/Association> ; "
        '<http://www.w3.org/2000/01/rdf-schema#label> "<script>alert(1)</script>" .'
    )
    page = validated(path)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_command_for_a_conforming_file(mini_command: Command) -> None:
    done = mini_command("validate", str(FACT))
    assert done.code == 0
    assert re.fullmatch(r"conforms; 1 fact and 0 terms checked against \d+ shapes and \d+ checks: nothing found\n", done.out)


def test_command_for_a_broken_file(mini_command: Command) -> None:
    done = mini_command("validate", str(FIXTURES / "invalid" / "age-upside-down.ttl"))
    assert done.code == 1
    first, place, message, remedy, *_ = done.out.splitlines()
    assert first == "VIOLATION  leaf scorch shows linear necrosis  (https://example.org/my/fact)"
    assert place.endswith("age-upside-down.ttl:15")
    assert message == "  the age range is upside down: the minimum is above the maximum  [radkg:ageMinimum “10”]"
    assert remedy.startswith("  → Swap radkg:ageMinimum and radkg:ageMaximum")


def test_command_prints_json(mini_command: Command) -> None:
    done = mini_command("validate", "--format", "json", str(FIXTURES / "invalid" / "misspelt-term.ttl"))
    report = json.loads(done.out)
    assert done.code == 1
    assert report["conforms"] is False
    assert report["facts"] == 1
    assert report["results"][0]["value"] == "https://w3id.org/radkg/LeafScroch"
    assert report["results"][0]["line"] == 11


@pytest.mark.parametrize(
    "arguments", [["nowhere.ttl"], [str(FACT), "--shapes", "nowhere.ttl"], [str(FIXTURES)], ["facts.docx"]]
)
def test_command_for_a_file_that_cannot_be_read(arguments: list[str], mini_command: Command) -> None:
    done = mini_command("validate", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("radkg: ")
    assert done.err.count("\n") == 1


def test_a_file_that_is_missing_is_an_error_of_its_own() -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        validated(Path("nowhere.ttl"))
