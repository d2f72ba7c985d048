"""Every quality check finds nothing in the ontology, and finds the fault in a file made to have it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg import resources
from radkg.model.ontology import Ontology
from radkg.model.store import derive
from radkg.namespaces import RADKG, XSD, compact
from radkg.validation import checks, quality

FIXTURES = Path(__file__).parent / "checks"
CHECKS = {check.name: check for check in checks.quality_checks(Ontology.carried())}


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
    assert [str(finding) for finding in checks.run(CHECKS[name], ontology)] == []


@pytest.mark.parametrize("name", CHECKS)
def test_the_fault_is_found_and_nothing_else(name: str) -> None:
    store, expected = faulty(name)
    found = {compact(finding.focus) for finding in checks.run(CHECKS[name], store)}
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
    (finding,) = checks.run(CHECKS["circular-definition"], store)
    assert str(finding) == (
        "Violation radkg:Calcinosis: a class whose definition begins with its own label "
        "(Calcinosis of the skin or of the muscles.)"
    )
    assert quality.faults(store, Ontology.carried())[0].label == "calcinosis"


def test_a_finding_in_a_file_is_given_with_its_line(command: Callable[..., Any]) -> None:
    path = FIXTURES / "circular-definition" / "bad.ttl"
    outcome = command("quality", str(path), "--only", "circular-definition", "--format", "json")
    (found,) = json.loads(outcome.out)["results"]
    assert (outcome.code, found["focus"], found["label"]) == (1, RADKG + "Calcinosis", "calcinosis")
    assert (Path(found["file"]).name, found["line"]) == ("bad.ttl", 10)


def test_the_checks_of_a_sound_ontology_end_with_zero(command: Callable[..., Any]) -> None:
    outcome = command("quality")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("conforms; ")
    assert outcome.out.endswith(f" checked against 0 shapes and {len(CHECKS)} checks: nothing found\n")


def test_a_warning_does_not_keep_an_ontology_from_being_released() -> None:
    found = checks.Finding("Warning", "one to look at")
    report = quality.QualityReport((found,), (), 1, 0, 0, 1)
    assert (report.exit_code, report.conforms) == (0, False)
    assert quality.QualityReport((replace(found, severity="Violation"),), (), 1, 0, 0, 1).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-file.ttl"], "no-such-file.ttl: no such file or directory"),
        (["--only", "no-such-check"], "no check is called 'no-such-check'"),
    ],
)
def test_what_is_not_there_is_one_line_and_exit_2(arguments: list[str], message: str, command: Callable[..., Any]) -> None:
    outcome = command("quality", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"radkg: {message}")
    assert outcome.err.count("\n") == 1


def test_the_page_of_checks_is_made_from_the_queries() -> None:
    page = Path(__file__).parents[1] / "docs" / "checks.md"
    assert page.read_text(encoding="utf-8") == quality.as_markdown(Ontology.carried())
