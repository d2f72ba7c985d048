"""What a query reaches of a graph: never less than a pattern can match, and no more where that can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import radkg
from radkg.namespaces import PREFIXES, RDF
from radkg.questions.catalogue import Question, catalogue
from radkg.questions.reach import key_of, reached
from radkg.site.loading import PARTS, graph_of, in_parts
from write_goldens import example

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPE = RDF + "type"
A, B, C = (PREFIXES["radkg"] + name for name in "abc")
#: A predicate each, and a class each: all that a graph of the tests has.
KEYS = frozenset([*((iri, "") for iri in (A, B, C)), (TYPE, f"<{A}>"), (TYPE, f"<{B}>")])


def _question(sparql: str) -> Question:
    return Question(name="q", title="", question="", keywords=(), parameters=(), sparql=sparql)


def _short(keys: Iterable[tuple[str, str]]) -> str:
    return " ".join(sorted((f"a:{name[-2]}" if name else predicate[-1]) for predicate, name in keys))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?s radkg:a ?o", "a"),
        ("?s <https://w3id.org/radkg/a> 'b'@en , -1 , 2.5 , true , \"x\"^^radkg:c ; radkg:b [ radkg:c [] ] .", "a b c"),
        ("[ radkg:a ?o ] . [] radkg:b _:n", "a b"),
        ("?s radkg:a ?o # radkg:b ?p\n . ?o radkg:c '?x ?y ?z'", "a c"),
        ("?s a radkg:a", "a:a"),
        ("?s a ?class", "a:a a:b"),
        ("?s a ?class VALUES ?class { radkg:b }", "a:b"),
        ("?s a ?class VALUES (?class ?n) { (radkg:b 1) (radkg:a UNDEF) }", "a:a a:b"),
        ("?s a ?class VALUES ?class { radkg:b UNDEF }", "a:a a:b"),
        ("?s a/radkg:b ?o", "a:a a:b b"),
        ("?s radkg:a|^radkg:b/radkg:c+ ?o", "a b c"),
        # a path without steps matches every node, one that a step follows or comes before does not
        ("?s radkg:a? ?o", None),
        ("?s radkg:a* ?o", None),
        ("?s (radkg:a|radkg:b?) ?o", None),
        ("?s (radkg:a?/radkg:b*) ?o", None),
        ("?s ((radkg:a?)+) ?o", None),
        ("?s radkg:a?/radkg:b ?o", "a b"),
        ("?s (radkg:a/(radkg:b|radkg:c*)) ?o", "a b c"),
        ("?s !radkg:a ?o", None),
        ("?s !(radkg:a|^radkg:b) ?o", None),
        # a predicate that may be any
        ("?s ?p ?o", None),
        ("?s radkg:a ?o ; ?p ?q", None),
        ("?s radkg:a [ ?p ?q ]", None),
        ("?s ?p ?o FILTER(?p IN (radkg:a, radkg:b))", "a b"),
        ("?s ?p ?o FILTER(?p = radkg:a && ?o != radkg:b)", "a"),
        ("?s ?p ?o FILTER(?p IN (radkg:a, radkg:b) && ?p IN (radkg:b, radkg:c))", "b"),
        ("?s ?p ?o VALUES ?p { radkg:c }", "c"),
        ("?s ?p ?o FILTER(?p IN (radkg:a, ?o))", None),
        ("?s ?p ?o FILTER(?p IN (radkg:a) || ?o = 1)", None),
        ("?s ?p ?o FILTER(!(?p = radkg:a))", None),
        ("?s ?p ?o FILTER(?p != radkg:a)", None),
        ("?s ?p ?o FILTER(?p NOT IN (radkg:a))", None),
        ("?s ?p ?o FILTER(?p = radkg:a = true)", None),
        ("?s ?p ?o FILTER(?o = radkg:a)", None),
        ("VALUES ?p { radkg:a } # parameter\n ?s ?p ?o", None),
        # what narrows further out can bring a row in: the OPTIONAL finds less in a part than in the whole
        ("?s radkg:a ?x OPTIONAL { ?s ?p ?o } VALUES ?p { radkg:b }", None),
        ("?s radkg:a ?x OPTIONAL { ?s ?p ?o FILTER(?p = radkg:b) }", "a b"),
        ("{ ?s ?p ?o } UNION { ?s ?p ?o FILTER(?p = radkg:a) }", None),
        # patterns within expressions and subqueries
        ("?s radkg:a ?o FILTER EXISTS { ?s radkg:b ?x }", "a b"),
        ("?s radkg:a ?o FILTER NOT EXISTS { ?s ?p ?x }", None),
        ("?s radkg:a ?o BIND(IF(EXISTS { ?s radkg:b ?x FILTER(EXISTS { ?x radkg:c 1 }) }, 1, 2) AS ?n)", "a b c"),
        ("?s radkg:a ?o FILTER(?o > 1 || EXISTS { ?o ?p ?q })", None),
        ("?s radkg:a ?o FILTER regex(?o, 'x}')", "a"),
        ("{ SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s radkg:a ?o } GROUP BY ?s HAVING(COUNT(?o) > 1) ORDER BY ?n LIMIT 2 }", "a"),
        ("{ SELECT ?s { ?s ?p ?o } } ?s radkg:a ?x", None),
        ("{ SELECT ?s { ?s radkg:b ?o } ORDER BY (EXISTS { ?s radkg:c ?o }) } ?s radkg:a ?x MINUS { ?s radkg:b 1 }", "a b c"),
        ("{ SELECT ?s { ?s radkg:b ?o } HAVING(EXISTS { ?s ?p ?o }) }", None),
        # what is not read
        ("GRAPH ?g { ?s radkg:a ?o }", None),
        ("SERVICE radkg:b { ?s radkg:a ?o }", None),
        ("(?s ?t) radkg:a ?o", None),
        ("<< ?s radkg:a ?o >> radkg:b ?x", None),
        ("?s unknown:a ?o", None),
        ("?s <a> ?o", None),
        ("?s radkg:a ?o FILTER(?s<?o&&?o>?s)", "a"),
        ("?s radkg:\\u0061 ?o", None),
    ],
)
def test_what_a_pattern_reaches(pattern: str, expected: str | None) -> None:
    found = reached(
        _question(f"PREFIX radkg: <https://w3id.org/radkg/> SELECT DISTINCT ?s (1 AS ?one) WHERE {{ {pattern} }}"), KEYS
    )
    assert (found if found is None else _short(found)) == expected


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK { ?s radkg:a ?o }", "a"),
        ("PREFIX x: <https://w3id.org/radkg/> SELECT * { ?s x:a ?o } ORDER BY DESC(?s) VALUES ?o { 1 'x' }", "a"),
        ("SELECT ?s (IF(EXISTS { ?s radkg:b 1 }, 1, 2) AS ?n) { ?s radkg:a ?o }", "a b"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", None),
        ("DESCRIBE <https://w3id.org/radkg/a>", None),
        ("CONSTRUCT WHERE { ?s radkg:a ?o }", None),
        ("BASE <https://w3id.org/> SELECT * { ?s <radkg/a> ?o }", None),
        ("SELECT * FROM <https://w3id.org/radkg/a> { ?s radkg:a ?o }", None),
        ("SELECT * { ?s radkg:a ?o", None),
        ("SELECT * { ?s radkg:a ?o } }", None),
        ("SELECT * { ?s radkg:a ?o } { ?s ?p ?o }", None),
        ("", None),
    ],
)
def test_what_a_query_reaches(sparql: str, expected: str | None) -> None:
    found = reached(_question(sparql), KEYS)
    assert (found if found is None else _short(found)) == expected


@pytest.mark.parametrize("name", ["mini", "kg"])
def test_the_parts_are_the_graph_and_a_question_has_its_rows_from_those_it_needs(
    name: str, request: pytest.FixtureRequest
) -> None:
    """With the engine itself as the judge; blank nodes stay with what leads to them."""
    graph: radkg.KnowledgeGraph = request.getfixturevalue(name)
    triples = graph_of(graph.knowledge.store)
    questions = catalogue(graph.ontology)
    parts = in_parts(triples, questions.values())
    assert len(parts.triples) == PARTS
    assert sum(map(len, parts.triples)) == len(triples)
    assert {triple for part in parts.triples for triple in part} == set(triples)
    blanks = [
        {node for triple in part for node in (triple.subject, triple.object) if isinstance(node, ox.BlankNode)}
        for part in parts.triples
    ]
    assert sum(map(bool, blanks)) <= 1
    stores: dict[int, ox.Store] = {}
    for number in range(1, PARTS):
        stores[number] = ox.Store()
        stores[number].extend(ox.Quad(*triple) for part in parts.triples[:number] for triple in part)
    for question in questions.values():
        if (number := parts.needed[question.name]) < PARTS:
            here = graph.query(question.name, **example(question))
            there = stores[number].query(question.sparql, prefixes=PREFIXES)
            assert isinstance(there, ox.QuerySolutions)
            rows = sorted(tuple(map(str, row)) for row in there)
            assert rows == sorted(tuple(map(str, row)) for row in here.rows), question.name


@pytest.mark.knowledge
def test_most_questions_need_a_part(kg: radkg.KnowledgeGraph) -> None:
    """Else the pages would wait for all of the graph before the first answer."""
    triples = graph_of(kg.knowledge.store)
    parts = in_parts(triples, catalogue(kg.ontology).values())
    assert len(parts.triples[0]) < len(triples) / 2
    needed = list(parts.needed.values())
    assert needed.count(1) > len(needed) / 2
    assert needed.count(PARTS) < len(needed) / 3


def test_a_key_is_the_predicate_and_of_a_type_the_class() -> None:
    s, a, t = ox.NamedNode("https://example.org/s"), ox.NamedNode(A), ox.NamedNode(TYPE)
    assert key_of(ox.Triple(s, a, s)) == (A, "")
    assert key_of(ox.Triple(s, t, a)) == (TYPE, f"<{A}>")
