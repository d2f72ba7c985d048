"""The redirects of w3id.org reach everything that the ontology names."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.exchange.description.files import describe_release
from radkg.exchange.formats import DESCRIPTIONS, ENDPOINT
from radkg.model.ontology import Ontology
from radkg.namespaces import RADKG

RULES = (Path(__file__).parents[2] / "w3id" / ".htaccess").read_text(encoding="utf-8")
PATTERNS = [re.compile(pattern) for pattern in re.findall(r"^RewriteRule (\S+) %\{ENV:SITE\}", RULES, re.MULTILINE)]


def reached(path: str) -> bool:
    return any(pattern.search(path) for pattern in PATTERNS)


def test_every_iri_of_the_ontology_and_of_what_is_derived_is_redirected(kg: radkg.KnowledgeGraph) -> None:
    named = {
        term.value.removeprefix(RADKG)
        for quad in kg.knowledge.store
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(RADKG)
    }
    assert len(named) > 400
    assert [path for path in sorted(named) if not reached(path)] == []


def test_every_mapping_set_is_redirected() -> None:
    named = [one.metadata["mapping_set_id"].removeprefix(RADKG) for one in Ontology.carried().mapping_sets()]
    assert [path for path in named if not reached(path)] == []


@pytest.mark.sweep  # it describes the whole release
def test_every_description_and_every_file_that_it_names_is_redirected(kg: radkg.KnowledgeGraph) -> None:
    graph = ox.NamedNode(RADKG + "graph/facts")
    quads = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in kg.knowledge.store]
    files = {"radkg.obo": b"", "radkg-kgx_nodes.tsv": b""}
    made = dict(describe_release(DESCRIPTIONS, quads, files, kg.ontology, ENDPOINT))
    named = {
        term.value.removeprefix(RADKG).partition("#")[0]
        for export in made.values()
        for quad in ox.parse(export.data, ox.RdfFormat.TURTLE)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(RADKG)
    }
    assert {".well-known/void", ".well-known/dcat", ".well-known/sparql-examples/definition"} < named
    assert [path for path in sorted(named) if not reached(path)] == []


def test_what_is_not_ours_is_not() -> None:
    for path in ("no/such/place", "fact/", "fact/a/b", "Rash.html", "../secret", ".well-known/security.txt"):
        assert not reached(path), path
    for path in ("", "secret", "../secret", "2026-11-27/", "2026-11-27/a/radkg.obo"):
        assert not reached(f"release/{path}"), path


def test_the_site_is_named_once() -> None:
    assert len(re.findall(r"https?://(?!w3id\.org)", RULES)) == 1
