"""Every phrase of the teaching page is in the graph, and every part of its text is accounted for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ONTOLOGY = ROOT / "ontology"
COVERAGE = Path(__file__).resolve().parent / "page" / "coverage.tsv"

RADKG = "https://w3id.org/radkg/"
PREFIXES = {"radkg:": RADKG, "fact:": f"{RADKG}fact/", "source:": f"{RADKG}source/"}
PAGE = pyoxigraph.NamedNode(f"{RADKG}source/learningradiology-case-207")
LENGTH = 2603
ROWS = [f"S{number:03d}" for number in range(1, 99)]

Graph = pyoxigraph.Store


@pytest.fixture(scope="module")
def graph() -> Graph:
    store = pyoxigraph.Store()
    files = [
        ONTOLOGY / "schema.ttl",
        ONTOLOGY / "sources.ttl",
        *sorted((ONTOLOGY / "terms").glob("*.ttl")),
        *sorted((ONTOLOGY / "facts").glob("*.ttl")),
    ]
    for file in files:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def coverage() -> list[dict[str, str]]:
    with COVERAGE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def term(name: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(RADKG + name)


def expand(name: str) -> pyoxigraph.NamedNode:
    prefix, colon, local = name.partition(":")
    return pyoxigraph.NamedNode(PREFIXES[prefix + colon] + local)


def value(graph: Graph, subject: pyoxigraph.NamedNode, property_name: str) -> str:
    """The one literal value; a second one or none is an error."""
    [quad] = graph.quads_for_pattern(subject, term(property_name), None, None)
    return text(quad.object)


def named(node: object) -> pyoxigraph.NamedNode:
    assert isinstance(node, pyoxigraph.NamedNode)
    return node


def text(node: object) -> str:
    assert isinstance(node, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return node.value


def passages(graph: Graph) -> list[pyoxigraph.NamedNode]:
    found = [named(quad.subject) for quad in graph.quads_for_pattern(None, term("ofSource"), PAGE, None)]
    return sorted(found, key=lambda passage: int(value(graph, passage, "startOffset")))


def citations(graph: Graph) -> Iterator[pyoxigraph.NamedNode]:
    """What evidence of facts and definitions of terms point to."""
    facts_evidence = {quad.object for quad in graph.quads_for_pattern(None, term("evidence"), None, None)}
    for quad in graph.quads_for_pattern(None, term("passage"), None, None):
        if quad.subject in facts_evidence:
            yield named(quad.object)
    source = pyoxigraph.NamedNode("http://purl.org/dc/terms/source")
    owl_class = pyoxigraph.NamedNode("http://www.w3.org/2002/07/owl#Class")
    rdf_type = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for quad in graph.quads_for_pattern(None, source, None, None):
        if pyoxigraph.Quad(quad.subject, rdf_type, owl_class) in graph:
            yield named(quad.object)


def test_every_row_of_the_checklist_is_listed_once_and_in_order(coverage: list[dict[str, str]]) -> None:
    assert [row["row"] for row in coverage] == ROWS
    assert all(row["encoded_as"].split() for row in coverage)


def test_every_row_is_encoded_by_something_that_exists(graph: Graph, coverage: list[dict[str, str]]) -> None:
    missing = [
        (row["row"], name)
        for row in coverage
        for name in row["encoded_as"].split()
        if not any(graph.quads_for_pattern(expand(name), None, None, None))
    ]
    assert missing == []


def test_a_medical_row_is_encoded_by_a_fact_or_a_term(coverage: list[dict[str, str]]) -> None:
    structural = {"S001", "S096", "S097", "S098"}
    for row in coverage:
        names = row["encoded_as"].split()
        if row["row"] in structural:
            assert all(name.startswith("source:") for name in names), row["row"]
        else:
            assert any(name.startswith(("fact:", "radkg:")) for name in names), row["row"]


def test_every_fact_that_rests_on_the_page_encodes_a_row(graph: Graph, coverage: list[dict[str, str]]) -> None:
    listed = {expand(name) for row in coverage for name in row["encoded_as"].split()}
    source = pyoxigraph.NamedNode("http://purl.org/dc/terms/source")
    unlisted = [
        text(quad.subject)
        for quad in graph.quads_for_pattern(None, term("evidence"), None, None)
        if any(graph.quads_for_pattern(named(quad.object), source, PAGE, None)) and quad.subject not in listed
    ]
    assert unlisted == []


def test_passages_tile_the_page_without_gap(graph: Graph) -> None:
    assert int(value(graph, PAGE, "length")) == LENGTH
    position = 0
    for passage in passages(graph):
        assert int(value(graph, passage, "startOffset")) == position, passage.value
        end = int(value(graph, passage, "endOffset"))
        assert end > position, passage.value
        position = end
    assert position == LENGTH


def test_passages_are_numbered_in_the_order_of_the_page(graph: Graph) -> None:
    expected = [f"{PAGE.value}-p{number:02d}" for number in range(1, len(passages(graph)) + 1)]
    assert [passage.value for passage in passages(graph)] == expected


def test_every_digest_is_a_sha256(graph: Graph) -> None:
    for node in [PAGE, *passages(graph)]:
        assert re.fullmatch(r"[0-9a-f]{64}", value(graph, node, "digest")), node.value


def test_every_passage_is_cited_or_says_why_it_states_no_fact(graph: Graph) -> None:
    cited = set(citations(graph))
    for passage in passages(graph):
        reasons = [text(quad.object) for quad in graph.quads_for_pattern(passage, term("notAFact"), None, None)]
        assert (passage in cited) != bool(reasons), passage.value
        assert all(reason.strip() for reason in reasons), passage.value


def test_evidence_cites_passages_of_the_source_it_names(graph: Graph) -> None:
    source = pyoxigraph.NamedNode("http://purl.org/dc/terms/source")
    for quad in graph.quads_for_pattern(None, term("passage"), None, None):
        [of_source] = graph.quads_for_pattern(named(quad.object), term("ofSource"), None, None)
        sources = {found.object for found in graph.quads_for_pattern(quad.subject, source, None, None)}
        assert sources == {of_source.object}, text(quad.subject)
