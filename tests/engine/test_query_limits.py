"""What a query of somebody else's cannot do: be more than data as a parameter, reach outside, change anything, run for ever."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from radkg import processes
from radkg.errors import InvalidQuery, UnknownTerm
from radkg.model.knowledge import Knowledge
from radkg.model.ontology import Ontology
from radkg.model.store import Written
from radkg.namespaces import OWL, RADKG, RDF, RDFS
from radkg.questions import limited
from radkg.questions.catalogue import run
from radkg.rdf import sparql

MINI = Path(__file__).parent.parent / "mini"
SAPLING = "SELECT ?s WHERE { ?s radkg:isSeenIn radkg:Sapling } ORDER BY ?s"

Command = Callable[..., Any]  # which returns what it did, as in conftest.py

pytestmark = pytest.mark.as_users_start_it


# ---- parameters are data (hostile-inputs: injection)

INJECTIONS = [
    'a" } UNION { ?term ?p ?o } #',
    "a\\",
    'a\\" } DROP ALL #',
    "a\n} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }\n{",
    "} SELECT * WHERE { ?s ?p ?o",
    "\\u0022 } UNION { ?term ?p ?o",
    '"""',
    "'''",
    "${x} %s {0} \\1 \\g<0>",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_word_is_bound_as_data(mini: radkg.KnowledgeGraph, text: str) -> None:
    before = len(mini.knowledge.store)
    assert mini.query("terms-by-name", text=text).rows == ()
    assert len(mini.knowledge.store) == before


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_word_is_found_letter_by_letter(mini: radkg.KnowledgeGraph, text: str) -> None:
    store, odd = ox.Store(), ox.NamedNode(RADKG + "Odd")
    store.bulk_extend(mini.knowledge.store)
    store.add(ox.Quad(odd, ox.NamedNode(RDFS + "label"), ox.Literal(f"x {text} y")))
    store.add(ox.Quad(odd, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Class")))
    found = run(Knowledge(store, mini.ontology), "terms-by-name", {"text": text})
    assert [row["name"] for row in found.records()] == [f"x {text} y"]


@pytest.mark.parametrize("text", [*INJECTIONS, "radkg:LeafScorch> } #", "<https://w3id.org/radkg/LeafScorch> } #"])
def test_a_term_that_is_no_term_is_unknown(mini: radkg.KnowledgeGraph, text: str) -> None:
    with pytest.raises(UnknownTerm):
        mini.query("facts-as-triples", disease=text)


@pytest.mark.parametrize(
    "iri", ["https://e.org/a b", "https://e.org/>", 'https://e.org/"', "javascript:alert(1)", "https://e.org/nothing"]
)
def test_an_iri_that_is_none_or_unknown_is_unknown(mini: radkg.KnowledgeGraph, iri: str) -> None:
    with pytest.raises(UnknownTerm):
        mini.query("facts-as-triples", disease=iri)


def test_a_label_with_quotes_and_braces_finds_its_term(tmp_path: Path, mini_command: Command) -> None:
    file, query = tmp_path / "odd.ttl", tmp_path / "broader.rq"
    file.write_text(
        "@prefix radkg: <https://w3id.org/radkg/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix source: <https://w3id.org/radkg/source/> .\n"
        '<https://example.org/odd> a owl:Class ; rdfs:subClassOf radkg:Disease ; rdfs:label "odd \\" } { \'disease\'"@en ;\n'
        '  skos:definition "A disease with an odd name."@en ; dcterms:source source:test-page .\n'
    )
    query.write_text(
        "# parameter: term (term, required) — the term; example: leaf scorch\n"
        "SELECT ?term ?broader WHERE {\n  VALUES ?term { radkg:LeafScorch } # parameter\n  ?term rdfs:subClassOf ?broader }"
    )
    outcome = mini_command("query", str(query), "-p", "term=odd \" } { 'disease'", "--with", str(file), "--format", "csv")
    assert outcome.code == 0
    assert outcome.out.splitlines()[1:] == ["https://example.org/odd,https://w3id.org/radkg/Disease"]


@pytest.mark.parametrize("age", ["7 } UNION { ?s ?p ?o", "1e3", "٧", "9" * 30, "", "0x7", "7.0"])
def test_a_number_is_a_number(mini: radkg.KnowledgeGraph, age: str) -> None:
    with pytest.raises(InvalidQuery, match="age is a whole number"):
        mini.query("diseases-at-age", age=age)


# ---- what is refused

AWAY = "<http://127.0.0.1:9/>"
#: Every one is SPARQL that the engine takes: a reader that a trick can lead astray would let it through.
HIDDEN = {
    "plain": f"SELECT * {{ SERVICE {AWAY} {{ ?s ?p ?o }} }}",
    "silent, lower case": f"SELECT * {{ service silent {AWAY} {{ ?s ?p ?o }} }}",
    "glued to a number": f"SELECT * {{ ?s ?p 1SERVICE SILENT {AWAY} {{ }} }}",
    "glued to a decimal": f"SELECT * {{ ?s ?p 1.5SERVICE SILENT {AWAY} {{ }} }}",
    "glued to a prefix": f"PREFIX : {AWAY} SELECT * {{ ?s ?p 1 SERVICE:x{{ }} }}",
    "after a string with an escaped quote": f"SELECT * {{ ?s ?p 'a\\' #' SERVICE SILENT {AWAY} {{ }} }}",
    "after a long string": f'SELECT * {{ ?s ?p """ "" # \\""" """ SERVICE SILENT {AWAY} {{ }} }}',
    "after an IRI with a hash": f"SELECT * {{ ?s <http://e.org/#'> ?o SERVICE SILENT {AWAY} {{ }} }}",
    "between IRIs with apostrophes": (
        f"SELECT * {{ ?s <http://e.org/'> ?o SERVICE SILENT {AWAY} {{ }} ?s <http://e.org/'> ?x }}"
    ),
    "between comparisons that look like IRIs": (
        f"SELECT * {{ ?s ?p ?o FILTER(?o<'x>') SERVICE SILENT {AWAY} {{ }} FILTER('1'='1') }}"
    ),
    "behind a comment in what looks like an IRI": (
        f"SELECT * {{ ?s ?p ?o FILTER(?o<?p#> '''\n) SERVICE SILENT {AWAY} {{ }} #'''\n }}"
    ),
    "after a local name with an escaped quote": (
        f"PREFIX e: <http://e.org/> SELECT * {{ ?s e:a\\' 1 SERVICE SILENT {AWAY} {{ }} }}"
    ),
    "after an IRI with an escape": f"SELECT * {{ ?s <http://e.org/\\u00E9#> 1 SERVICE SILENT {AWAY} {{ }} }}",
    "from": f"SELECT * FROM {AWAY} {{ ?s ?p ?o }}",
    "from named": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "from in an exists": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE SILENT {AWAY} {{ }} }} }}",
    "describe from": f"DESCRIBE <http://e.org/a> FROM {AWAY}",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_what_reaches_outside_is_refused_however_it_is_hidden(mini: radkg.KnowledgeGraph, query: str) -> None:
    ox.Store().query(query)  # the engine takes it
    with pytest.raises(InvalidQuery, match=r"^query:\d+:\d+: (SERVICE is refused|FROM is refused|.* put a space after <)"):
        mini.query(query)


@pytest.mark.parametrize(
    "query",
    [
        f"LOAD {AWAY}",
        "INSERT DATA { <http://e.org/a> <http://e.org/b> 1 }",
        "PREFIX e: <http://e.org/> DELETE WHERE { ?s e:p ?o }",
        "# clear\nCLEAR ALL",
        "DROP ALL",
        "WITH <http://e.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_such(mini_command: Command, query: str) -> None:
    outcome = mini_command("query", "-", stdin=query)
    assert outcome.code == 2
    assert "is refused: read-only" in outcome.err


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?from WHERE { ?service rdfs:label ?from } LIMIT 1",
        "SELECT * { ?s rdfs:label 'SERVICE <x> FROM' }",
        "SELECT * { ?s <https://e.org/service/from#load> ?o } # FROM here on",
        "SELECT * { ?s radkg:service ?o FILTER(?o < 3 && ?o > 1) }",
        'SELECT * { ?s rdfs:label ?o FILTER(STRSTARTS(?o, "it\'s")) }',
        "PREFIX insert: <http://e.org/> SELECT * { ?s insert:x ?o }",
        "SELECT (-1 AS ?n) (!true AS ?no) { }",
    ],
)
def test_what_only_looks_like_it_is_not_refused(mini: radkg.KnowledgeGraph, query: str) -> None:
    assert mini.query(query).kind == "solutions"


def test_an_escape_that_could_hide_a_word_is_refused(mini: radkg.KnowledgeGraph) -> None:
    with pytest.raises(InvalidQuery, match="write the character itself"):
        mini.query("SELECT * { ?s ?p ?o . S\\u0045RVICE <http://127.0.0.1:9/> { } }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE " + "{" * 3000 + "?s ?p ?o" + "}" * 3000,
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
        "SELECT * { ?s ?p ?o FILTER(" + "!" * 9000 + "true) }",
        "SELECT * { ?s ?p " + "[ ?p " * 3000 + "1" + "]" * 3000 + " }",
        "SELECT * { ?s ?p ?o FILTER(" + "true&&" * 9000 + "true) }",
    ],
)
def test_nesting_that_would_bring_the_process_down_is_refused(mini: radkg.KnowledgeGraph, query: str) -> None:
    with pytest.raises(InvalidQuery, match=r"nested deeper than 100 levels|longer than 10000 characters"):
        mini.query(query)


# ---- the process that can be stopped

A999 = "a" * 999
STOPPED = {
    "cartesian product": (
        "1",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "stopped after 1 s; narrow the query or give it more with --timeout",
    ),
    "more rows than fit": ("60", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "the answer is larger than 32 MB; add a LIMIT"),
    "amplification": (
        "60",
        f"SELECT (REPLACE(REPLACE(REPLACE('{A999}','a','{A999}'),'a','{A999}'),'a','{A999}') AS ?n) {{ }}",
        "more than 256 MB of memory",
    ),
    "a long chain": (
        "60",
        "SELECT * { ?s ?p ?o FILTER(" + "true&&" * 40_000 + "true) }",
        "too long or too deeply nested",
    ),
}


@pytest.mark.parametrize(("seconds", "query", "message"), STOPPED.values(), ids=STOPPED)
def test_a_query_without_end_is_stopped_in_one_line(mini_command: Command, seconds: str, query: str, message: str) -> None:
    outcome = mini_command("query", "-", "--timeout", seconds, stdin=query)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert message in outcome.err


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="the system has no limit of the processor's time")
def test_the_process_stops_itself_where_nobody_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the process that waits for it was killed."""
    run_with_timeout = processes.run

    def run_without(*arguments: Any, seconds: float, **more: Any) -> subprocess.CompletedProcess[bytes]:
        return run_with_timeout(*arguments, seconds=100 * seconds, **more)

    monkeypatch.setattr(processes, "run", run_without)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(InvalidQuery, match="stopped at the time limit"):
        limited.query(endless, "query", Written(Ontology.at(MINI)), seconds=0.9)


def test_even_a_query_that_got_past_the_reader_opens_no_connection(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql, "refuse", lambda text, name: None)
    address = f"<http://127.0.0.1:{listener.getsockname()[1]}/>"
    limited.query(f"SELECT * {{ SERVICE SILENT {address} {{ ?s ?p ?o }} }}", "query", Written(Ontology.at(MINI)))
    with pytest.raises(TimeoutError):
        listener.accept()


def test_without_that_process_it_would_open_one(listener: socket.socket) -> None:
    """So that the test above can fail."""
    from threading import Thread

    address = f"<http://127.0.0.1:{listener.getsockname()[1]}/>"
    listener.settimeout(5)
    asking = Thread(target=lambda: list(ox.Store().query(f"SELECT * {{ SERVICE SILENT {address} {{ ?s ?p ?o }} }}")))  # type: ignore[arg-type]
    asking.start()
    connection, _ = listener.accept()
    connection.close()
    asking.join(5)


def test_the_process_takes_no_module_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mini_command: Command
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken from the current folder')")
    monkeypatch.chdir(tmp_path)
    assert mini_command("query", "-", stdin=SAPLING).code == 0


@pytest.mark.parametrize("form", ["JSON", "XML", "CSV", "TSV"])
def test_rows_are_counted_in_each_form(form: str) -> None:
    def written(rows: int) -> bytes:
        values = " ".join(f"'{number}'" for number in range(rows))
        found = ox.Store().query(f"SELECT * {{ VALUES ?x {{ {values} }} }}")
        return limited.in_form(found, getattr(ox.QueryResultsFormat, form), "query", 50)

    assert len(written(50)) > len(written(49)) > len(written(0))
    with pytest.raises(InvalidQuery, match="more than 50 rows"):
        written(51)


def test_a_function_that_there_is_not_is_a_mistake_and_no_defect(mini: radkg.KnowledgeGraph, mini_command: Command) -> None:
    query = "SELECT (<https://example.org/f>(1) AS ?x) {}"
    with pytest.raises(InvalidQuery, match="no function"):
        mini.query(query)
    assert mini_command("query", "-", stdin=query).code == 2
