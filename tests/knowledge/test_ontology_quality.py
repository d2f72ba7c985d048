"""The quality checks find nothing in the ontology, and its numbers are written as a store writes them."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

import radkg
from radkg import resources
from radkg.model.ontology import Ontology
from radkg.namespaces import XSD
from radkg.validation import checks, quality


@pytest.mark.sweep  # it takes nine seconds, and `radkg quality` is what whoever changes a term runs
def test_nothing_is_found_in_the_ontology_and_its_mapping_sets(kg: radkg.KnowledgeGraph) -> None:
    report = quality.examine(kg.written)
    assert [str(finding) for finding in report.findings] == []
    assert report.checks == len(checks.quality_checks(Ontology.carried())) > 60


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
def test_numbers_are_written_in_canonical_form() -> None:
    found = {path: not_canonical(resources.read_text(path)) for path in Ontology.carried().files()}
    assert {path: numbers for path, numbers in found.items() if numbers} == {}


def test_numbers_in_another_form_are_found() -> None:
    turtle = '[] <urn:p> 05, 5, 40.50, 40.5, 2.0, .5, 0, "1"^^<http://www.w3.org/2001/XMLSchema#boolean>, true.'
    assert not_canonical(turtle) == ["05", "40.50", ".5", "1"]
