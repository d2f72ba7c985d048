"""`radkg serve --store`: a store answers as the embedded one does, within the same guards, and its faults are told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest

import radkg
from effort import unmeasured
from radkg.errors import InvalidQuery
from radkg.questions.catalogue import Question, catalogue
from radkg.rdf.engines import for_engine
from radkg.rdf.results import of_engine
from serve_fixtures import MINI, Served
from stores import answers
from stores.fake_store import FakeStore, Fault, fake_store
from stores.server import Server
from stores.small_release import RELEASE, whole

JSON, CSV, NT = "application/sparql-results+json", "text/csv", "application/n-triples"
FACTS = "https://w3id.org/radkg/graph/facts"
LABEL = "SELECT ?label { radkg:LeafScorch rdfs:label ?label }"
QUESTIONS = catalogue(RELEASE.ontology)


@pytest.fixture(
    scope="module",
    params=["oxigraph", "guarded_fuseki", "virtuoso", "rdf4j"],
)
def store(request: pytest.FixtureRequest) -> Server:
    """Each store in turn, with the small ontology in it."""
    return answers.filled(request, "--ontology", str(MINI))


@pytest.fixture(scope="module")
def before(store: Server) -> Iterator[Served]:
    """A server before it, with one worker of each kind."""
    options = ("--ontology", str(MINI), "--workers", "1", "--rows", "4000", "--store", store.target)
    server = Served(*options, environment=store.environment)
    yield server
    assert server.stop() == 0


def rows(served: Served, query: str) -> Any:
    answer = served.query(query)
    assert answer.status_code == 200, answer.text
    return of_engine(ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON))


@pytest.mark.servers
@pytest.mark.parametrize(
    "query",
    [
        LABEL,
        "SELECT (COUNT(*) AS ?n) { ?fact a radkg:Association }",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{FACTS}> {{ ?fact a radkg:Association }} }}",
        "SELECT DISTINCT ?label { ?term radkg:isOrIsKindOf radkg:Disease ; rdfs:label ?label }",
        "ASK { radkg:LeafScorch rdfs:label ?label }",
        "ASK { radkg:LeafScorch rdfs:label 'nothing' }",
    ],
)
def test_the_answer_is_that_of_the_embedded_store(before: Served, served: Served, query: str) -> None:
    assert answers.rows(rows(before, query)) == answers.rows(rows(served, query))


@pytest.mark.servers
@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml", CSV, "text/tab-separated-values"])
def test_an_answer_comes_in_each_form(before: Served, served: Served, accept: str) -> None:
    ours, theirs = before.query(LABEL, accept), served.query(LABEL, accept)
    assert ours.headers["content-type"] == theirs.headers["content-type"]
    assert ours.content == theirs.content


@pytest.mark.servers
@pytest.mark.parametrize("accept", ["text/turtle", NT, "application/rdf+xml", "application/ld+json"])
def test_triples_come_in_each_form(before: Served, accept: str) -> None:
    answer = before.query("CONSTRUCT WHERE { radkg:LeafScorch rdfs:label ?label }", accept)
    assert answer.headers["content-type"].startswith(accept)
    form = ox.RdfFormat.from_media_type(accept)
    assert [str(quad.object) for quad in ox.parse(answer.content, form)] == ['"leaf scorch"@en']


@pytest.mark.servers
def test_graphs_are_chosen_by_the_protocol(before: Served) -> None:
    of_facts = {"query": "SELECT * { ?s a owl:Class }", "default-graph-uri": FACTS}
    assert before.get("/sparql", params=of_facts, headers={"Accept": CSV}).content == b"s\r\n"
    elsewhere = {**of_facts, "default-graph-uri": "http://127.0.0.1:9/"}
    answer = before.get("/sparql", params=elsewhere)
    assert answer.status_code == 400
    assert "radkg fetches none" in answer.json()["detail"]


@pytest.mark.servers
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.name)
def test_named_questions_are_answered_by_it(before: Served, mini: radkg.KnowledgeGraph, question: Question) -> None:
    given = {parameter.name: parameter.example for parameter in question.parameters}
    answer = before.post("/api/query", json={"query": question.name, "param": given})
    assert answer.status_code == 200, answer.text
    ours = mini.query(question.name, **given).to_dict()
    assert counted(answer.json()) == counted(ours)


def counted(said: Any) -> Any:
    """Return rows by value and without their order, whatever form they are in."""
    if isinstance(said, dict) and "results" in said:
        found = of_engine(ox.parse_query_results(json.dumps(said).encode(), format=ox.QueryResultsFormat.JSON))
        return found.columns, answers.rows(found)
    return said


@pytest.mark.servers
@pytest.mark.parametrize(
    ("status", "query", "why"),
    [
        (403, "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }", "SERVICE"),
        (403, "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }", "SERVICE"),
        (403, "SELECT * FROM <ADDRESS> { ?s ?p ?o }", "FROM"),
        (403, "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
        (403, "LOAD <ADDRESS>", "LOAD"),
        (403, "INSERT DATA { radkg:a radkg:b radkg:c }", "INSERT"),
        (403, "DROP ALL", "DROP"),
        (403, "CLEAR ALL", "CLEAR"),
        (403, "PREFIX f: <java:org.example.> SELECT (f:Run(1) AS ?x) {}", "java:"),
        (403, "SELECT * { ?s <bif:contains> 'a' }", "bif:"),
        (403, "SELECT (<http://www.openlinksw.com/schemas/bif#file_to_string>('/etc/passwd') AS ?x) {}", "program"),
        (403, "PREFIX o: <http://www.openlink> SELECT (o:sw.com\\/schemas\\/bif\\#now() AS ?x) {}", "program"),
        (403, "PREFIX j: <http://jena.ap> SELECT * { ?s j:ache.org\\/text\\#query ?o }", "program"),
        (403, "SELECT (<https://example.org/f>(1) AS ?x) {}", "functions"),
        (403, "BASE <java:org.example.> SELECT (<Run>(1) AS ?x) {}", "BASE"),
        (400, "DEFINE get:soft 'replacing' SELECT * { ?s ?p ?o }", "not well-formed"),
        (400, "SELECT * { ?s ?p", "not well-formed"),
        (400, "SELECT * " + "{" * 3000 + "}" * 3000, "nested deeper"),
        (400, "SELECT * { ?s ?p ?o } LIMIT 4001", "more than 4000 rows"),
        (400, "SELECT * { ?s ?p ?o . ?a ?b ?c }", "larger than 32 MB"),
        (400, "CONSTRUCT WHERE { ?s ?p ?o }", "more than 4000 rows"),
        (413, "ASK {} #" + "x" * 1_000_001, "longer"),
    ],
)
def test_the_guards_are_the_same(
    oxigraph: Server, before_oxigraph: Served, listener: socket.socket, status: int, query: str, why: str
) -> None:
    query = query.replace("ADDRESS", f"http://127.0.0.1:{listener.getsockname()[1]}/")
    answer = before_oxigraph.post("/sparql", data={"query": query})
    assert answer.status_code == status, answer.text[:300]
    assert why in answer.json()["detail"]
    with pytest.raises(TimeoutError):
        listener.accept()
    assert before_oxigraph.query("ASK { radkg:LeafScorch a ?class }").json()["boolean"] is True


@pytest.fixture(scope="module")
def before_oxigraph(oxigraph: Server) -> Iterator[Served]:
    """A server before Oxigraph, which is named by the address that it takes queries at."""
    loaded = oxigraph.radkg("load", oxigraph.target, "--ontology", str(MINI))
    assert loaded.returncode == 0, loaded.stderr
    server = Served("--ontology", str(MINI), "--workers", "1", "--rows", "4000", "--timeout", "5", "--store", oxigraph.query)
    yield server
    assert server.stop() == 0


@pytest.mark.servers
def test_a_query_without_end_is_stopped(oxigraph: Server, before_oxigraph: Served) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    try:
        answer = before_oxigraph.query(endless)
        assert (answer.status_code, "stopped after 5 s" in answer.json()["detail"]) == (504, True)
        assert before_oxigraph.query("ASK { radkg:LeafScorch a ?class }").json()["boolean"] is True
    finally:
        # nobody waits for the query, and Oxigraph goes on with it: it would take a core for the rest of the run
        oxigraph.kill()
        oxigraph.start()


@pytest.mark.servers
def test_pages_and_verdicts_are_there_and_the_page_for_queries_asks_it(before_oxigraph: Served) -> None:
    assert before_oxigraph.get("/LeafScorch", headers={"Accept": "text/html"}).status_code == 200
    assert before_oxigraph.get("/api/check?statement=leaf+scorch+shows+yellowing").json()["verdict"] == "supported"
    page = before_oxigraph.get("/query/index.html", params={"query": LABEL})
    assert "<td>leaf scorch</td>" in page.text
    assert "sd:Service" in before_oxigraph.get("/sparql", headers={"Accept": "text/turtle"}).text


@pytest.mark.servers
def test_what_is_radkgs_is_told_from_what_else_the_store_holds() -> None:
    """Beside a graph of others, radkg's graphs are named with each query; a release in the default graph is asked as it is."""
    with fake_store() as fake:
        everything(fake)
        fake.data.add(ox.Quad(ox.NamedNode("urn:secret"), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode("urn:others")))
        for query in ("SELECT * { ?s <urn:p> ?o }", "SELECT * { GRAPH ?g { ?s <urn:p> ?o } }"):
            assert asked(fake, query)[0].splitlines()[1:] == []
        assert asked(fake, LABEL)[0].split() == ["label", "leaf", "scorch"]
    with fake_store() as fake:
        everything(fake)
        release = fake.data.dump(format=ox.RdfFormat.N_QUADS) or b""
        fake.data = ox.Store()
        fake.data.extend(ox.Quad(*quad.triple) for quad in ox.parse(release, ox.RdfFormat.N_QUADS))
        assert asked(fake, LABEL)[0].split() == ["label", "leaf", "scorch"]


def everything(fake: FakeStore) -> None:
    """Load the small ontology."""
    for _, graph, content in whole():
        fake.data.load(input=content.quads(graph), format=ox.RdfFormat.N_QUADS)


def asked(fake: FakeStore, *queries: str, environment: dict[str, str] | None = None, generic: bool = False) -> list[str]:
    """Return what a server before a store answers, as CSV or as what is wrong, and at last what it says."""
    target = f"{fake.address}/ds/query" if generic else fake.target
    options = ("--ontology", str(MINI), "--workers", "1", "--timeout", "5", "--store", target)
    server = Served(*options, environment=environment)
    found = [f"{answer.text}" for answer in (server.query(query, CSV) for query in queries)]
    assert server.stop() == 0
    return [*found, "".join(server.lines)]


@pytest.mark.servers
def test_credentials_are_those_of_the_environment_and_are_never_told() -> None:
    with fake_store() as fake:
        everything(fake)
        fake.credentials = ("curator", "a-secret-of-mine")
        environment = {"RADKG_USER": "curator", "RADKG_PASSWORD": "a-secret-of-mine"}
        assert asked(fake, LABEL, environment=environment)[0].split() == ["label", "leaf", "scorch"]
        assert failing(fake, {**environment, "RADKG_PASSWORD": "another-secret"}).count("\n") == 1
        assert "another-secret" not in failing(fake, {**environment, "RADKG_PASSWORD": "another-secret"})
        assert "RADKG_USER" in failing(fake, {})


def failing(fake: FakeStore, environment: dict[str, str]) -> str:
    """Return what a server says that cannot start."""
    return refused("--store", fake.target, environment=environment)


def refused(*options: str, environment: dict[str, str] | None = None) -> str:
    """Return what a server says that cannot start."""
    command = [sys.executable, "-m", "radkg.cli", "serve", "--ontology", str(MINI), "--port", "0", *options]
    variables = {**unmeasured(), **(environment or {})}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=variables)
    assert done.returncode == 2, done.stderr
    return done.stderr


@pytest.mark.servers
def test_a_store_that_is_none_or_has_nothing_ends_it_with_one_line(tmp_path: Any) -> None:
    assert "a folder takes no queries" in refused("--store", f"oxigraph:{tmp_path}")
    assert "no name or password in an address" in refused("--store", "http://a:b@127.0.0.1:1/")
    assert "there is no store 'mystore'" in refused("--store", "mystore:http://127.0.0.1:1/")
    with fake_store() as fake:
        said = refused("--store", fake.target)
        assert "holds nothing of radkg's" in said
        everything(fake)
        (tmp_path / "mine.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
        fake.faults.append(Fault(301, headers={"Location": "http://127.0.0.1:9/"}))
        assert "301" in refused("--store", fake.target)


@pytest.mark.servers
@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(401), 502),
        (Fault(413, body="too large"), 502),
        (Fault(429, headers={"Retry-After": "60"}), 502),
        (Fault(500, body="<h1>secret-inside</h1>"), 502),
        (Fault(302, headers={"Location": "http://127.0.0.1:9/"}), 502),
        (Fault("half"), 502),
        (Fault("nothing"), 502),
        (Fault(200, body="<html>"), 502),
        (
            Fault(200, body='{"head":{"vars":["label"]},"results":{"bindings":[{"label":{"type":"uri","value":"no iri"}}]}}'),
            502,
        ),
    ],
    ids=lambda one: str(one.answer) if isinstance(one, Fault) else "",
)
def test_faults_of_the_store_are_told_and_end_nothing(
    behind_a_fake: tuple[FakeStore, Served], fault: Fault, status: int
) -> None:
    fake, server = behind_a_fake
    fake.faults[:] = [Fault(fault.answer, fault.only, headers=fault.headers, body=fault.body)]
    answer = server.query(LABEL)
    assert answer.status_code == status, answer.text
    assert fake.address not in answer.text
    assert "127.0.0.1" not in answer.text
    assert server.post("/api/query", json={"query": "diseases-at-age", "param": {"age": "7"}}).status_code == status
    fake.faults.clear()
    assert server.query(LABEL).status_code == 200
    assert server.get("/api/check?statement=leaf+scorch+shows+yellowing").json()["verdict"] == "supported"


@pytest.fixture(scope="module")
def behind_a_fake() -> Iterator[tuple[FakeStore, Served]]:
    """A store that misbehaves when told to, and a server before it."""
    with fake_store() as fake:
        everything(fake)
        server = Served("--ontology", str(MINI), "--workers", "1", "--timeout", "5", "--store", fake.target)
        yield fake, server
        assert server.stop() == 0


@pytest.mark.servers
def test_a_store_that_cuts_answers_is_seen_and_a_cut_answer_is_refused() -> None:
    with fake_store() as fake:
        everything(fake)
        fake.most_rows = 50
        cut, uncut, told = asked(
            fake, "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 50", "SELECT * { ?s ?p ?o } LIMIT 49", generic=True
        )
        assert "more than 49 rows" in cut
        assert len(uncut.splitlines()) == 50
        assert "50 rows at the most" in told


@pytest.mark.servers
def test_what_the_store_answers_is_not_kept(behind_a_fake: tuple[FakeStore, Served]) -> None:
    fake, server = behind_a_fake
    before = len(fake.asked)
    assert [server.query(LABEL).status_code for _ in range(3)] == [200] * 3
    assert len(fake.asked) - before == 3


@pytest.mark.servers
def test_a_worker_that_is_killed_while_the_store_thinks_is_replaced(behind_a_fake: tuple[FakeStore, Served]) -> None:
    _, server = behind_a_fake
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, text=True, check=True
    )
    for number in map(int, children.stdout.split()):
        os.kill(number, signal.SIGKILL)
    codes = [server.query(f"{LABEL} #{number}").status_code for number in range(12)]
    assert codes[-1] == 200
    assert set(codes) <= {200, 422, 503}  # 503 where a new one takes longer than the limit of time


@pytest.mark.parametrize(
    ("query", "declared"),
    [
        ("SELECT * { radkg:A rdfs:label ?l }", "PREFIX radkg: <https://w3id.org/radkg/> PREFIX rdfs: "),
        ("PREFIX radkg: <https://w3id.org/radkg/> ASK { radkg:A ?p ?o }", "PREFIX radkg: <https://w3id.org/radkg/> ASK"),
        ("ASK { ?s ?p 'radkg:A' } # radkg:B", "ASK"),
        (
            "ASK { ?s ?p ?o FILTER(xsd:integer(?o) < 3 && ?o IN (radkg:A)) }",
            "PREFIX radkg: <https://w3id.org/radkg/> PREFIX xsd: ",
        ),
        ("ASK { ?s a/rdfs:subClassOf*/(^radkg:p|!(radkg:q)) [] . _:b ?p 1.5 }", "PREFIX radkg: "),
        ("ASK { <urn:a> <https://example.org/p#q> 'x'@en, 'y'^^xsd:date }", "PREFIX xsd: "),
    ],
)
def test_prefixes_are_declared_for_the_store(query: str, declared: str) -> None:
    text = for_engine(query, "query")
    assert text.startswith(declared)
    assert text.endswith(query)
    ox.Store().query(text)


def test_a_name_that_is_declared_anew_is_looked_at() -> None:
    for query in (
        "PREFIX xsd: <http://jena.apache.org/ARQ/> ASK { FILTER(xsd:f(1)) }",
        "PREFIX xsd: <https://example.org/> ASK { FILTER(xsd:f(1)) }",
        "PREFIX a: <https://example.org/> PREFIX a: <http://jena.ap> ASK { ?s a:ache.org\\/x ?o }",
        "ASK { ?s <java:A> ?o }",
        "ASK { ?s <sql:A> ?o }",
    ):
        with pytest.raises(InvalidQuery):
            for_engine(query, "query")
