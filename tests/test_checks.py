"""Every quality check finds nothing in the ontology, and finds the fault in a file made to have it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg import resources
from radkg.model.ontology import Ontology
from radkg.model.store import derive
from radkg.namespaces import XSD, compact
from radkg.validation import quality

FIXTURES = Path(__file__).parent / "checks"
CHECKS = {check.name: check for check in quality.checks(Ontology.carried())}


@pytest.fixture
def ontology(kg: radkg.KnowledgeGraph) -> ox.Store:
    return kg.knowledge.store


def faulty(name: str) -> tuple[ox.Store, set[str]]:
    """Return the triples of a check's fixture, with what follows, and the entities that it says are found."""
    path = FIXTURES / name / "bad.ttl"
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    derive(store, Ontology.carried())
    line = re.search(r"^# finds: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert line, f"{path} does not say what is to be found in it"
    return store, {compact(name.strip("<>")) for name in line[1].split()}


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {folder.name for folder in FIXTURES.iterdir()} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_nothing_is_found_in_the_ontology(name: str, ontology: ox.Store) -> None:
    assert [str(finding) for finding in quality.run_checks(ontology, [CHECKS[name]])] == []


@pytest.mark.parametrize("name", CHECKS)
def test_the_fault_is_found_and_nothing_else(name: str) -> None:
    store, expected = faulty(name)
    found = {finding.entity for finding in quality.run_checks(store, [CHECKS[name]])}
    if expected == {"*"}:  # blank nodes have no names to compare
        assert len(found) == 1
    else:
        assert found == expected


CANONICAL = {
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    XSD + "decimal": re.compile(r"-?(0|[1-9][0-9]*)(\.(0|[0-9]*[1-9]))?"),
    XSD + "boolean": re.compile(r"true|false"),
}


def not_canonical(turtle: str) -> list[str]:
    """Return the numbers and truth values of ``turtle`` that a store would write back in another form."""
    literals = [quad.object for quad in ox.parse(turtle, ox.RdfFormat.TURTLE) if isinstance(quad.object, ox.Literal)]
    forms = [(literal.value, CANONICAL.get(literal.datatype.value)) for literal in literals]
    return [value for value, form in forms if form and not form.fullmatch(value)]


# Not a query: the embedded store normalises numbers when it loads them; a query no longer sees how they were written.
@pytest.mark.parametrize("path", Ontology.carried().files(), ids=lambda path: Path(path).name)
def test_numbers_are_written_in_canonical_form(path: str) -> None:
    assert not_canonical(resources.read_text(path)) == []


def test_numbers_in_another_form_are_found() -> None:
    turtle = '[] <urn:p> 05, 5, 40.50, 40.5, 2.0, .5, 0, "1"^^<http://www.w3.org/2001/XMLSchema#boolean>, true.'
    assert not_canonical(turtle) == ["05", "40.50", ".5", "1"]


def test_a_finding_names_the_entity_its_label_and_what_is_wrong() -> None:
    store, _ = faulty("circular-definition")
    (finding,) = quality.run_checks(store, [CHECKS["circular-definition"]])
    assert str(finding) == (
        "ERROR radkg:Calcinosis “calcinosis”: a class whose definition begins with its own label "
        '(skos:definition "Calcinosis of the skin or of the muscles."@en)'
    )


def test_a_finding_in_a_file_is_given_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "circular-definition" / "bad.ttl"
    assert quality.main([str(path), "--only", "circular-definition", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [(row["entity"], row["place"].rpartition("/")[2]) for row in rows] == [("radkg:Calcinosis", "bad.ttl:8")]


def test_the_checks_of_a_sound_ontology_end_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main([]) == 0
    assert capsys.readouterr() == ("", f"{len(CHECKS)} checks: 0 ERROR, 0 WARN, 0 INFO\n")


@pytest.mark.parametrize("argument", ["no-such-file.ttl", "--only=no-such-check"])
def test_what_is_not_there_is_one_line_and_exit_2(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main([argument]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("radkg: ")
    assert error.count("\n") == 1


def test_the_page_of_checks_is_made_from_the_queries() -> None:
    page = Path(__file__).parents[1] / "docs" / "checks.md"
    assert page.read_text(encoding="utf-8") == quality.as_markdown(Ontology.carried())
