"""docs/shapes.md tells the truth: its table has each check of the release file, and its examples are found as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import SH

import radkg
import write_shapes
from radkg.validation.finding import SHAPES

pytestmark = pytest.mark.docs
PAGE = write_shapes.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shapes(kg: radkg.KnowledgeGraph) -> rdflib.Graph:
    return write_shapes.shapes_of_release(kg)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Write the page's examples into one file."""
    file = tmp_path / "my-facts.ttl"
    file.write_text("\n".join(re.findall(r"```turtle\n(.*?)```", PAGE, re.DOTALL)), encoding="utf-8")
    return file


def test_the_table_has_each_check_and_no_other(shapes: rdflib.Graph) -> None:
    table = write_shapes.TABLE.search(PAGE)
    assert table
    assert set(re.findall(r"^\| `([\w-]+)`", table[0], re.MULTILINE)) == set(write_shapes.checks(shapes))


def test_the_table_says_what_the_shapes_say(kg: radkg.KnowledgeGraph, shapes: rdflib.Graph) -> None:
    new = write_shapes.written(PAGE, shapes, kg.ontology)
    assert new == PAGE, "run `python tools/write_shapes.py`, and look at the difference"


def test_the_examples_are_found_as_the_page_says(kg: radkg.KnowledgeGraph, example: Path) -> None:
    found = kg.validate(example).findings
    assert sorted(finding.check.removeprefix(SHAPES) for finding in found) == [
        "contradicts",
        "patient-of-other-age",
        "patient-without-such-finding",
        "triple-denied",
    ]
    assert {finding.severity for finding in found} == {"Warning"}


def test_a_group_stands_for_the_checks_of_its_shapes(shapes: rdflib.Graph) -> None:
    named = rdflib.URIRef(SHAPES + "contradicts-polymyositis-not-seen-in-children-with-isSeenIn")
    assert named.removeprefix(SHAPES) in PAGE
    assert shapes.value(named, SH.group) == rdflib.URIRef(SHAPES + "triple-denied")


def test_the_query_of_the_page_counts_results_by_check(shapes: rdflib.Graph) -> None:
    (query,) = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    report = rdflib.Graph()
    for name in ("contradicts-polymyositis-not-seen-in-children-with-isSeenIn", "patient-of-other-age"):
        report.add((rdflib.BNode(), SH.sourceShape, rdflib.URIRef(SHAPES + name)))
    rows = json.loads((report + shapes).query(query).serialize(format="json") or "{}")["results"]["bindings"]
    counts = {row["check"]["value"].removeprefix(SHAPES): row["results"]["value"] for row in rows}
    assert counts == {"triple-denied": "1", "patient-of-other-age": "1"}
