"""Every quality check finds the fault in a file made to have it, and nothing else there, and nothing in the small ontology.

The file of a check is checks/NAME/bad.ttl; its line ``# finds:`` names what must be found.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.errors import InvalidQuery, UnknownTerm
from radkg.model.ontology import Ontology
from radkg.model.store import Written, derive
from radkg.namespaces import RADKG, compact
from radkg.rdf.reading import read
from radkg.validation import checks, quality
from radkg.validation.finding import SEVERITIES, SHAPES

MINI = Path(__file__).parent.parent / "mini"
ONTOLOGY = Ontology.at(MINI)
FIXTURES = Path(__file__).parent / "checks"
CHECKS = {check.name: check for check in checks.quality_checks(ONTOLOGY)}


def faulty(name: str) -> tuple[ox.Store, set[str]]:
    """Return the triples of a check's file, with what follows, and the entities that it says are found."""
    path = FIXTURES / name / "bad.ttl"
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    derive(store, ONTOLOGY)
    line = re.search(r"^# finds: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert line, f"{path} does not say what is to be found in it"
    return store, {compact(name.strip("<>")) for name in line[1].split()}


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {folder.name for folder in FIXTURES.iterdir()} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_fault_is_found_and_nothing_else(name: str) -> None:
    store, expected = faulty(name)
    found = {compact(finding.focus) for finding in checks.run(CHECKS[name], store)}
    if expected == {"*"}:  # blank nodes have no names to compare
        assert len(found) == 1
    else:
        assert found == expected


def test_a_finding_names_the_entity_what_is_wrong_and_what_to_do() -> None:
    store, _ = faulty("circular-definition")
    check = CHECKS["circular-definition"]
    (finding,) = checks.run(check, store)
    assert (finding.severity, finding.focus, finding.check) == ("Violation", RADKG + "Calcinosis", SHAPES + check.name)
    assert str(finding) == (
        "Violation radkg:Calcinosis: a class whose definition begins with its own label "
        "(Calcinosis of the skin or of the muscles.)"
    )
    assert finding.remedy == check.solution


def test_every_check_says_what_it_finds_why_that_matters_and_what_to_do() -> None:
    for check in CHECKS.values():
        assert check.severity in SEVERITIES
        assert all((check.title, check.problem, check.solution)), check.name
    assert {check.severity for check in CHECKS.values()} >= {"Violation", "Warning"}


# -- the checks of an ontology, run all together


def test_nothing_is_found_in_a_sound_ontology(mini: radkg.KnowledgeGraph) -> None:
    report = quality.examine(mini.written)
    assert report.conforms, report.findings
    assert (report.files, report.shapes, report.checks) == ((), 0, len(CHECKS))
    assert report.facts == len(mini.knowledge.facts)
    assert report.terms > 80


def test_a_fault_in_a_file_beside_it_is_given_with_its_label_and_line(mini: radkg.KnowledgeGraph) -> None:
    path = FIXTURES / "circular-definition" / "bad.ttl"
    report = quality.examine(mini.written, [read(str(path))], only=["circular-definition"])
    (finding,) = report.findings
    assert (finding.focus, finding.label, finding.line) == (RADKG + "Calcinosis", "calcinosis", 10)
    assert finding.place.endswith("checks/circular-definition/bad.ttl:10")
    assert report.files == (str(path),)
    assert report.checks == 1


def test_facts_with_faults_are_looked_at_and_not_refused(mini: radkg.KnowledgeGraph) -> None:
    path = FIXTURES / "fact-without-source" / "bad.ttl"
    found = {
        (f.check.removeprefix(SHAPES), compact(f.focus)) for f in quality.examine(mini.written, [read(str(path))]).findings
    }
    assert {("fact-without-source", "fact:a"), ("fact-without-source", "fact:b-e1")} <= found


def test_a_check_that_there_is_not_is_named_with_those_that_come_near(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(UnknownTerm, match=r"'fact-without-sources'; nearest: fact-without-source"):
        quality.examine(mini.written, only=["fact-without-sources"])


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the small ontology, which a test may change; it has radkg's checks."""
    return Path(shutil.copytree(MINI, tmp_path / "changed"))


def test_a_row_of_a_mapping_set_that_is_wrong_is_a_violation_in_that_file(changed: Path) -> None:
    path = changed / "ontology" / "mappings" / "testo.sssom.tsv"
    path.write_text(path.read_text().replace("radkg:Wilting\twilting", "radkg:Witling\twilting"))
    (finding,) = quality.examine(Written(Ontology.at(changed))).findings
    assert (finding.severity, finding.file) == ("Violation", "testo.sssom.tsv")
    assert finding.check.startswith(SHAPES + "mapping-")
    assert "radkg:Witling" in f"{finding.label} {finding.message}"


def test_only_violations_keep_an_ontology_from_being_released() -> None:
    for name, severity in (("fact-without-source", "Violation"), ("source-not-cited", "Warning")):
        store, _ = faulty(name)
        assert CHECKS[name].severity == severity
        found = {finding.check for finding in quality.faults(store, ONTOLOGY)}
        assert (SHAPES + name in found) == (severity == "Violation")


def test_no_fault_keeps_a_sound_ontology_from_being_released(mini: radkg.KnowledgeGraph) -> None:
    assert quality.faults(mini.knowledge.store, mini.ontology) == []


# -- checks of an ontology of one's own

CHECK = """\
# title: a term without a song
# problem: Nobody can sing of it.
# solution: Write one.
PREFIX radkg: <https://w3id.org/radkg/>
SELECT ?entity ?property ?value WHERE { VALUES ?entity { radkg:LeafScorch } OPTIONAL { ?entity radkg:song ?property, ?value } }
"""


@pytest.fixture
def checked(changed: Path) -> Path:
    """The folder of the checks of an ontology that has one of its own in the place of radkg's."""
    folder = changed / "queries" / "checks"
    folder.mkdir()
    (folder / "no-song.rq").write_text(CHECK, encoding="utf-8")
    (folder / "profile.tsv").write_text("check\tseverity\nno-song\tWarning\n", encoding="utf-8")
    return folder


def test_checks_of_its_own_take_the_place_of_radkgs(changed: Path, checked: Path) -> None:
    (finding,) = quality.examine(Written(Ontology.at(changed))).findings
    assert str(finding).startswith("Warning ")
    assert str(finding).endswith("leaf scorch (radkg:LeafScorch): a term without a song")
    assert quality.as_markdown(Ontology.at(changed)).splitlines()[-1] == (
        "| `no-song` | Warning | a term without a song | Nobody can sing of it. | Write one. |"
    )


@pytest.mark.parametrize(
    ("profile", "wrong"),
    [
        ("no-song\tWarning\nno-dance\tWarning", "no-dance: a check needs a file and a line in profile.tsv"),
        ("", "no-song: a check needs a file and a line in profile.tsv"),
        ("no-song\tGrave", r"no-song\.rq: needs title, problem and solution, and a severity in profile.tsv"),
    ],
)
def test_a_check_without_file_or_without_severity_is_named(changed: Path, checked: Path, profile: str, wrong: str) -> None:
    (checked / "profile.tsv").write_text(f"check\tseverity\n{profile}", encoding="utf-8")
    with pytest.raises(InvalidQuery, match=wrong):
        checks.quality_checks(Ontology.at(changed))


def test_a_check_without_a_line_of_its_header_is_named(changed: Path, checked: Path) -> None:
    (checked / "no-song.rq").write_text(CHECK.replace("# solution", "# remedy"), encoding="utf-8")
    with pytest.raises(InvalidQuery, match=r"no-song\.rq: needs title, problem and solution"):
        checks.quality_checks(Ontology.at(changed))


def test_the_page_of_checks_is_made_from_the_queries() -> None:
    page = Path(__file__).parents[2] / "docs" / "checks.md"
    assert page.read_text(encoding="utf-8") == quality.as_markdown(ONTOLOGY)
