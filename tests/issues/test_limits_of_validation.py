"""What somebody's file or shapes hold costs no more than in proportion, and what cannot concern the ontology is left alone.

A legal file of 0.6 MB (one subject with 20,000 properties) took 28 s, and one of 24 MB a minute and a gigabyte, to be told that
it has no fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from effort import within
from radkg import validation
from radkg.model.ontology import Ontology
from radkg.validation import patterns, shacl
from radkg.validation.report import ValidationReport
from radkg.validation.shapes import ShapesGraph

MINI = Ontology.at(Path(__file__).parent.parent / "mini")
PREFIXES = """
@prefix my: <https://example.org/my/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix radkg: <https://w3id.org/radkg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
FACT = """
my:fact a radkg:Association ; radkg:subject radkg:LeafScorch ; radkg:relation radkg:isSeenIn ; radkg:object radkg:Sapling .
"""


def validated(folder: Path, content: str, shapes: str = "", seconds: float = 60.0) -> ValidationReport:
    (folder / "facts.ttl").write_text(PREFIXES + content)
    (folder / "shapes.ttl").write_text(PREFIXES + shapes)
    files = [folder / "shapes.ttl"] if shapes else []
    return validation.validate([folder / "facts.ttl"], shapes=files, ontology=MINI, timeout=seconds)


def checks(report: ValidationReport) -> list[str]:
    return sorted(finding.check.rpartition("/")[2] for finding in report.findings)


def with_properties(number: int, of: str) -> str:
    return f"{of} " + " ;\n  ".join(f"my:p{n} {n}" for n in range(number)) + " .\n"


@pytest.mark.in_part(3)
@pytest.mark.parametrize("of", ["my:other", "my:fact", "radkg:LeafScorch"])
def test_one_subject_with_many_properties_costs_in_proportion(of: str, tmp_path: Path) -> None:
    with within(20):  # each property was looked up among all the others
        report = validated(tmp_path, FACT + with_properties(5_000, of))
    altered = sum(finding.check.endswith("ours-altered") for finding in report.findings)
    assert altered == (5_000 if of == "radkg:LeafScorch" else 0)


def hierarchy(number: int, last: str) -> str:
    """Classes of which each is a kind of the next, and the last one of a class that is given."""
    kinds = [f"my:C{n}" for n in range(number)]
    pairs = zip(kinds, [*kinds[1:], last], strict=True)
    return "\n".join(f'{one} a owl:Class ; rdfs:label "thing {one}"@en ; rdfs:subClassOf {next_} .' for one, next_ in pairs)


@pytest.mark.parametrize("last", ["my:C0", "radkg:Thing"], ids=["a circle", "a chain"])
def test_a_deep_hierarchy_costs_what_its_terms_cost(last: str, tmp_path: Path) -> None:
    """200 classes in a circle took 16 s: shapes with paths of any length walked it from each of them."""
    with within(12):
        report = validated(tmp_path, FACT + hierarchy(200, last))
    assert checks(report).count("orphan-term") == 200


@pytest.mark.parametrize("made_of", ["owl:unionOf", "owl:intersectionOf"])
def test_a_class_made_of_others_stands_where_they_stand(made_of: str, tmp_path: Path) -> None:
    report = validated(tmp_path, FACT + f"my:Both a owl:Class ; {made_of} ( radkg:LeafScorch radkg:RootRot ) .")
    assert not {"orphan-term", "definition-without-source"} & set(checks(report))


def test_a_report_has_no_iri_that_nobody_can_read(tmp_path: Path) -> None:
    """An IRI of 3 MB stood in it three times."""
    report = validated(tmp_path, FACT + f"<https://example.org/{'a' * 100_000}> a owl:Class .")
    assert len(report.text()) < 10_000
    assert "(100020 characters)" in report.text()
    assert max(len(finding.focus) for finding in report.findings) == 100_020  # JSON has it whole


@pytest.mark.parametrize(
    "content",
    [
        f"my:s my:p ( {' '.join(map(str, range(2000)))} ) .",
        "\n".join(f"_:b{n} my:next _:b{n + 1} ." for n in range(2000)),
        "\n".join(f'my:s{n} rdfs:label "{n}"@en .' for n in range(2000)),
        with_properties(2000, "my:s"),
    ],
    ids=["a list", "a chain", "labels", "properties"],
)
def test_a_file_without_anything_of_ours_is_told_at_once(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        pytest.fail("the shapes are run")

    monkeypatch.setattr(shacl, "run", fail)
    assert checks(validated(tmp_path, content)) == ["nothing-to-check"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("my:Kind rdfs:subClassOf radkg:Association . my:fact a my:Kind .", {"FactSubject", "FactObject"}),
        ("my:fact a my:Kind . my:Kind rdfs:subClassOf radkg:Association .", {"FactSubject", "FactObject"}),
        ("my:fact my:seen my:seen . my:seen rdfs:subPropertyOf radkg:isSeenIn .", set()),
    ],
)
def test_what_is_connected_with_ours_is_looked_at(content: str, expected: Iterable[str], tmp_path: Path) -> None:
    assert set(checks(validated(tmp_path, content))) >= set(expected)
    alone = checks(validated(tmp_path, content))
    assert checks(validated(tmp_path, content + with_properties(10, "my:elsewhere"))) == alone != ["nothing-to-check"]


def test_what_stands_elsewhere_in_a_file_changes_no_finding(tmp_path: Path) -> None:
    alone = checks(validated(tmp_path, FACT))
    assert "FactCertainty" in alone
    assert checks(validated(tmp_path, FACT + 'my:elsewhere rdfs:label "a label"@en ; my:p ( 1 2 3 ) .')) == alone


def test_names_are_looked_at_everywhere(tmp_path: Path) -> None:
    report = validated(tmp_path, FACT + 'my:elsewhere rdfs:label "a tree"@en ; rdfs:seeALso my:other .')
    (misspelt,) = (finding for finding in report.findings if finding.check.endswith("misspelt-name"))
    assert (misspelt.label, misspelt.line) == ("a tree", 9)


def test_shapes_of_ones_own_look_at_everything(tmp_path: Path) -> None:
    shape = "my:Named a sh:NodeShape ; sh:targetSubjectsOf my:p ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    report = validated(tmp_path, FACT + "my:elsewhere my:p 1 .", shape)
    assert any(finding.check.endswith("my/Named") for finding in report.findings)


# ---- shapes


def test_a_long_list_in_shapes_costs_in_proportion(tmp_path: Path) -> None:
    path, numbers = tmp_path / "shapes.ttl", " ".join(map(str, range(5_000)))
    path.write_text(f"{PREFIXES}my:S a sh:NodeShape ; sh:targetClass radkg:Fact ; sh:in ( {numbers} ) .")
    shapes = ShapesGraph.of(validation.read_documents([path]))
    with within(20):
        assert shapes.blocking() == []


@pytest.mark.parametrize("pattern", ["((a*)*)*", "((((a*)*)*)*)*", "(((a+)+)+)+b", "((a|aa)*)*$", "(a{0,1000}){0,1000}"])
def test_a_pattern_that_could_take_for_ever_has_no_bound(pattern: str) -> None:
    assert patterns.steps(pattern, 1000) > patterns.MOST_STEPS


ENDLESS = {
    "a path of 3,000 steps": f"sh:path ( {'radkg:subject ' * 3000} ) ; sh:maxCount 1",
    "a path there and back": (
        "sh:path [ sh:zeroOrMorePath [ sh:alternativePath ( "
        + " ".join(f"[ sh:inversePath radkg:{name} ] radkg:{name}" for name in ("subject", "relation", "object", "evidence"))
        + " ) ] ] ; sh:maxCount 100000"
    ),
    "a pattern of 100,000 letters": f'sh:path rdfs:label ; sh:pattern "{"a" * 100_000}"',
}


@pytest.mark.in_part(3)
@pytest.mark.parametrize("rule", ENDLESS.values(), ids=ENDLESS)
def test_shapes_without_bound_end_in_a_finding_or_an_answer(rule: str, tmp_path: Path) -> None:
    shape = f"my:S a sh:NodeShape ; sh:targetClass radkg:Fact ; sh:property [ {rule} ] ."
    report = validated(tmp_path, FACT, shape, seconds=1.0)
    assert report.exit_code == 1  # of the fact's own faults, whether or not the shapes were stopped
