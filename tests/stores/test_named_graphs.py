"""A query for named graphs gives the same rows in every store that was loaded as it does without a store."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import radkg
from radkg.exchange.description.header import IncompleteHeader
from radkg.namespaces import GRAPH, RADKG
from radkg.stores.parts import PARTS, read
from stores import answers, ask
from stores.server import Server
from stores.small_release import MINI, RELEASE

PREFIXES = "PREFIX radkg: <https://w3id.org/radkg/>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
#: Some stores have graphs of their own. How long the description is depends on the store that it describes.
OURS = f'FILTER(STRSTARTS(STR(?g), "{GRAPH}") && ?g != <{GRAPH}description>)'
ASKED = {
    "which graphs there are, and how large": f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }} GROUP BY ?g",
    "one graph": f"SELECT ?fact {{ GRAPH <{GRAPH}facts> {{ ?fact a radkg:Association }} }}",
    "one graph, with the label from all": f"""
        SELECT ?fact ?label {{ GRAPH <{GRAPH}facts> {{ ?fact radkg:object ?object }} ?object rdfs:label ?label }}""",
    "two graphs": f"""
        SELECT ?fact ?broader {{ GRAPH <{GRAPH}facts> {{ ?fact radkg:object ?object }}
          GRAPH <{GRAPH}derived> {{ ?object radkg:isOrIsKindOf ?broader }} }}""",
    "where a fact stands": f"SELECT ?fact ?g {{ GRAPH ?g {{ ?fact radkg:relation radkg:isSeenIn }} {OURS} }}",
    "what does not stand in a graph": f"""
        SELECT ?fact {{ ?fact radkg:subject ?about FILTER NOT EXISTS {{ GRAPH <{GRAPH}imported> {{ ?fact ?p ?o }} }} }}""",
    "a graph that is not there": f"SELECT ?s {{ GRAPH <{GRAPH}nothing> {{ ?s ?p ?o }} }}",
}


@pytest.fixture(scope="module", params=answers.SERVERS)
def filled(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with the whole small ontology."""
    return answers.filled(request, "--ontology", str(MINI))


@pytest.mark.parametrize("query", ASKED.values(), ids=list(ASKED))
def test_the_rows_are_those_of_the_embedded_store(filled: Server, mini: radkg.KnowledgeGraph, query: str) -> None:
    ours, theirs = mini.query(PREFIXES + query), ask.query(filled, PREFIXES + query)
    assert theirs.columns == ours.columns
    assert answers.rows(theirs) == answers.rows(ours)
    assert bool(ours.rows) == ("nothing" not in query)


def test_every_part_has_its_graph(mini: radkg.KnowledgeGraph) -> None:
    found = {row["g"]: row["n"] for row in mini.query(ASKED["which graphs there are, and how large"]).records()}
    assert found == {part.graph: part.content.triples for part in read(list(PARTS), RELEASE) if part.name != "description"}
    assert mini.query(f"SELECT ?s {{ GRAPH <{GRAPH}description> {{ ?s ?p ?o }} }}").rows


def test_what_stands_outside_of_graph_asks_all_of_them(mini: radkg.KnowledgeGraph) -> None:
    everything, in_default = (
        mini.query(f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o {more} }}").records()[0]["n"]
        for more in (f"FILTER NOT EXISTS {{ GRAPH <{GRAPH}nothing> {{ ?s ?p ?o }} }}", "")
    )
    assert isinstance(everything, int)
    assert isinstance(in_default, int)
    assert everything > in_default  # by the descriptions, which a store has as well


def test_facts_of_a_users_own_are_in_a_graph_of_their_own(tmp_path: Path) -> None:
    own = Path(__file__).parents[1] / "exports" / "facts.ttl"
    graph = radkg.load([own], ontology=MINI)
    asked = f"SELECT ?fact {{ GRAPH <{GRAPH}own> {{ ?fact a radkg:NullResult }} }}"
    assert [row["fact"] for row in graph.query(asked)] == [RADKG + "fact/export-nothing-significant"]
    assert not radkg.load(ontology=MINI).query(asked).rows


def test_what_was_added_to_the_graph_is_there_at_once() -> None:
    graph = radkg.load(ontology=MINI)
    asked = f"SELECT ?s {{ GRAPH <{GRAPH}own> {{ ?s ?p ?o }} }}"
    assert not graph.query(asked).rows
    graph.store.add(ox.Quad(ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), ox.Literal("o")))
    assert [row["s"] for row in graph.query(asked)] == ["https://example.org/s"]


def test_an_ontology_that_no_store_would_be_given_has_its_graphs(tmp_path: Path) -> None:
    """Without a title in its header it cannot be described, and so not be loaded."""
    folder = tmp_path / "own"
    shutil.copytree(MINI, folder)
    header = folder / "ontology" / "radkg.ttl"
    text = header.read_text(encoding="utf-8")
    header.write_text(re.sub(r"dcterms:title [^;]*;", "", text), encoding="utf-8")
    graph = radkg.load(ontology=folder)
    with pytest.raises(IncompleteHeader):
        graph.build(tmp_path / "release", formats=["void"])
    found = {str(row["g"]) for row in graph.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").records()}
    assert GRAPH + "facts" in found
    assert GRAPH + "description" not in found
