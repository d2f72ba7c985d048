"""Plain triples and patients of a user's own are held against what radkg knows.

Every file in validation/patients-and-triples/ is one case, named by the file. In invalid/, the line it is on names the check
that finds it; what is in valid/ must pass without a word.

The files of a folder are validated together, which takes a second and not one for each. So a patient has an IRI of its file's
own, and no two files may change what is found of each other.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from marks import expected
from radkg.validation import Finding, validate
from radkg.validation.finding import SHAPES

FIXTURES = Path(__file__).parent / "validation" / "patients-and-triples"

VALID = sorted((FIXTURES / "valid").iterdir())
INVALID = sorted((FIXTURES / "invalid").iterdir())

#: Checks of what is known: a source stands against the user's word.
OF_FACTS = {"triple-denied", "patient-of-other-age", "patient-without-such-finding", "patient-lacks-what-all-show"}
#: A definition stands against it.
OF_DEFINITIONS = {"patient-younger-than-defined"}

Marks = set[tuple[int | None, str]]


def check_of(finding: Finding) -> str:
    return finding.check.removeprefix(SHAPES)


def found(findings: list[Finding]) -> Marks:
    return {(finding.line, check_of(finding)) for finding in findings}


def by_file(paths: list[Path]) -> dict[str, list[Finding]]:
    """Validate files together; what is found in no file stands under the empty name."""
    findings: dict[str, list[Finding]] = {path.name: [] for path in paths}
    for finding in validate(paths).findings:
        findings.setdefault(Path(finding.file).name, []).append(finding)
    return findings


@pytest.fixture(scope="module")
def right() -> dict[str, list[Finding]]:
    return by_file(VALID)


@pytest.fixture(scope="module")
def wrong() -> dict[str, list[Finding]]:
    return by_file(INVALID)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_is_right_passes(path: Path, right: dict[str, list[Finding]]) -> None:
    assert not expected(path), f"{path.name} is among the right ones and says that it is wrong"
    assert right[path.name] == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_on_its_line(path: Path, wrong: dict[str, list[Finding]]) -> None:
    assert expected(path), f"{path.name} does not say what is wrong with it"
    assert found(wrong[path.name]) == expected(path)


def test_nothing_is_found_that_is_in_no_file(right: dict[str, list[Finding]], wrong: dict[str, list[Finding]]) -> None:
    assert right.keys() == {path.name for path in VALID}
    assert wrong.keys() == {path.name for path in INVALID}


@pytest.mark.in_part(2)
@pytest.mark.parametrize("name", ["triple-polymyositis-in-infants.ttl", "patient-infant-with-polymyositis.ttl"])
def test_a_file_alone_gives_what_it_gives_among_others(name: str, wrong: dict[str, list[Finding]]) -> None:
    assert list(validate([FIXTURES / "invalid" / name]).findings) == wrong[name]


def test_every_finding_says_what_and_what_to_do(wrong: dict[str, list[Finding]]) -> None:
    for name, findings in wrong.items():
        for finding in findings:
            assert finding.message, name
            assert finding.remedy, name


def test_what_speaks_against_the_user_is_a_warning_and_a_fault_is_none(wrong: dict[str, list[Finding]]) -> None:
    for name, findings in wrong.items():
        for finding in findings:
            of_knowledge = check_of(finding) in OF_FACTS | OF_DEFINITIONS
            assert finding.severity == ("Warning" if of_knowledge else "Violation"), name


def sources_of(kg: radkg.KnowledgeGraph) -> dict[str, set[str]]:
    """The labels of the sources of each fact, by the label of the fact."""
    sources: dict[str, set[str]] = {}
    rows = kg.knowledge.store.query(
        """PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX radkg: <https://w3id.org/radkg/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?fact ?source { ?node rdfs:label ?fact ; radkg:evidence/dcterms:source/rdfs:label ?source }""",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        sources.setdefault(row["fact"].value, set()).add(row["source"].value)
    return sources


def test_a_warning_names_the_fact_and_its_source(kg: radkg.KnowledgeGraph, wrong: dict[str, list[Finding]]) -> None:
    sources, seen = sources_of(kg), set()
    for name, findings in wrong.items():
        for finding in findings:
            if check_of(finding) in OF_FACTS:
                (fact,) = re.findall("“(.*?)”", finding.message)
                assert any(source in finding.message for source in sources[fact]), name
                seen.add(check_of(finding))
    assert seen == OF_FACTS


def test_a_warning_that_rests_on_a_definition_names_the_disease_and_the_age(wrong: dict[str, list[Finding]]) -> None:
    (finding,) = wrong["patient-of-17-with-adult-dermatomyositis.ttl"]
    assert finding.message == "the patient is 17, and adult dermatomyositis begins, by its definition, at 18 or later (adult)"


def test_polymyositis_in_an_infant(wrong: dict[str, list[Finding]]) -> None:
    (triple,) = wrong["triple-polymyositis-in-infants.ttl"]
    (patient,) = wrong["patient-infant-with-polymyositis.ttl"]
    for finding in (triple, patient):
        assert "“polymyositis is not seen in children”" in finding.message
        assert "LearningRadiology, Case of the Week 207" in finding.message
    assert patient.message.startswith("the patient has polymyositis at age 0, and ")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("patient-with-misspelt-diagnosis.ttl", "radkg:Dermatomyositis"),
        ("patient-with-misspelt-finding.ttl", "radkg:Rash"),
        ("patient-with-misspelt-property.ttl", "radkg:hasFinding"),
        ("patient-with-misspelt-type.ttl", "radkg:Patient"),
        ("triple-misspelt-object.ttl", "radkg:Adult"),
        ("triple-misspelt-relation.ttl", "radkg:isSeenIn"),
        ("triple-misspelt-subject.ttl", "radkg:Polymyositis"),
        ("triple-with-http-in-place-of-https.ttl", "radkg:Rash"),
    ],
)
def test_the_name_that_was_meant_is_offered(name: str, meant: str, wrong: dict[str, list[Finding]]) -> None:
    (offered,) = (finding.remedy for finding in wrong[name] if check_of(finding) == "undeclared-name")
    assert offered.startswith(f"Nearest: {meant}")


def test_no_message_is_cut(wrong: dict[str, list[Finding]]) -> None:
    assert [finding.message for findings in wrong.values() for finding in findings if "…" in finding.message] == []
