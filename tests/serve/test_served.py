"""What `radkg serve` answers: SPARQL, the API, the pages, things at their paths, and what it says of itself."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import requests
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

import radkg
from radkg.namespaces import GRAPH, RADKG
from radkg.serve.described import document
from radkg.verbs.remote import remote_verbs
from serve_fixtures import Served

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
PAGES = ("/index.html", "/LeafScorch.html", "/check/index.html", "/compare/index.html", "/query/index.html", "/search.html")
YES = [(JSON, '"boolean":true'), (XML, "<boolean>true</boolean>"), (CSV, "true"), (TSV, "true")]
SENT = {"content-type": "application/json"}
LABEL = "SELECT ?label { radkg:LeafScorch rdfs:label ?label }"
FACTS, TERMS = f"{GRAPH}facts", f"{GRAPH}terms"


def problem(response: requests.Response, status: int) -> str:
    """Return what a problem says, which is one."""
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == status
    detail: str = said["detail"]
    return detail


# -- SPARQL by the protocol: the W3C's tests of the SPARQL 1.1 Protocol that are for reading, on graphs that are there


@pytest.mark.parametrize("by", ["GET", "POST form", "POST form, dataset in the address", "POST direct"])
@pytest.mark.parametrize("dataset", ["none", "default", "two defaults", "named", "two named", "both"])
def test_a_query_comes_in_three_ways_and_with_a_dataset(served: Served, by: str, dataset: str) -> None:
    fact, term = f"{RADKG}fact/leaf-scorch-shows-yellowing-of-leaf-margin", f"{RADKG}LeafScorch"
    default = {"default": [FACTS], "two defaults": [FACTS, TERMS], "both": [FACTS]}.get(dataset, [])
    named = {"named": [TERMS], "two named": [FACTS, TERMS], "both": [TERMS]}.get(dataset, [])
    query = {
        "none": f"ASK {{ <{fact}> a ?type . <{term}> a ?other }}",
        "default": f"ASK {{ <{fact}> a ?type FILTER NOT EXISTS {{ <{term}> a ?other }} }}",
        "two defaults": f"ASK {{ <{fact}> a ?type . <{term}> a ?other }}",
        "named": f"ASK {{ GRAPH ?g {{ <{term}> a ?type }} FILTER NOT EXISTS {{ <{term}> a ?other }} }}",
        "two named": f"ASK {{ GRAPH ?g {{ <{fact}> a ?type }} GRAPH ?h {{ <{term}> a ?other }} }}",
        "both": f"ASK {{ <{fact}> a ?type GRAPH ?g {{ <{term}> a ?other }} }}",
    }[dataset]
    graphs = [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
    if by == "GET":
        response = served.get("/sparql", params=[("query", query), *graphs])
    elif by == "POST form":
        response = served.post("/sparql", data=[("query", query), *graphs])
    elif by == "POST form, dataset in the address":
        response = served.post("/sparql", params=graphs, data={"query": query})
    else:
        response = served.post("/sparql", params=graphs, data=query, headers={"content-type": "application/sparql-query"})
    assert response.status_code == 200, response.text
    assert response.json()["boolean"] is True


def test_a_graph_that_is_not_there_is_not_fetched(served: Served) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        for iri in ("http://example.org/data.rdf", "file:///etc/passwd"):
            detail = problem(served.get("/sparql", params={"query": "ASK {}", name: iri}), 400)
            assert "fetches none" in detail
            assert FACTS in detail


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (405, lambda served: served.session.put(f"{served.address}/sparql", params={"query": "ASK {}"}, timeout=60)),
        (405, lambda served: served.session.delete(f"{served.address}/sparql", timeout=60)),
        (400, lambda served: served.get("/sparql", params=[("query", "ASK {}"), ("query", "SELECT * {}")])),
        (400, lambda served: served.post("/sparql", params={"query": "ASK {}"}, data={"query": "ASK {}"})),
        (415, lambda served: served.post("/sparql", data="ASK {}", headers={"content-type": "text/plain"})),
        (415, lambda served: served.post("/sparql", data=b"query=ASK%20%7B%7D")),
        (415, lambda served: served.post("/sparql", data=b"ASK {}")),
        (
            415,
            lambda served: served.post(
                "/sparql", data="ASK {}".encode("utf-16"), headers={"content-type": "application/sparql-query; charset=utf-16"}
            ),
        ),
        (400, lambda served: served.post("/sparql", data=b"ASK {\xff}", headers={"content-type": "application/sparql-query"})),
        (400, lambda served: served.session.get(f"{served.address}/sparql?query=ASK%20%7B%FF%7D", timeout=60)),
        (400, lambda served: served.get("/sparql", params={"query": "SELECT WHERE"})),
        (400, lambda served: served.get("/sparql", params={"query": ""})),
        (400, lambda served: served.post("/sparql", data={"other": "x"})),
        (403, lambda served: served.get("/sparql", params={"update": "CLEAR ALL"})),
        (403, lambda served: served.post("/sparql", data={"update": "CLEAR ALL"})),
        (403, lambda served: served.post("/sparql", data="CLEAR ALL", headers={"content-type": "application/sparql-update"})),
        (403, lambda served: served.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")),
        (403, lambda served: served.query("LOAD <http://example.org/>")),
        (403, lambda served: served.query("DROP ALL")),
        (403, lambda served: served.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")),
        (403, lambda served: served.query("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }")),
        (403, lambda served: served.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")),
        (403, lambda served: served.query("SELECT * FROM NAMED <http://127.0.0.1:9/> { ?s ?p ?o }")),
        (406, lambda served: served.query("SELECT * {}", accept="image/png")),
        (406, lambda served: served.query("SELECT * {}", accept="text/turtle")),
        (406, lambda served: served.query("CONSTRUCT WHERE { ?s ?p ?o }", accept="text/csv")),
    ],
)
def test_what_is_no_query_for_reading_is_refused(
    served: Served, status: int, ask: Callable[[Served], requests.Response]
) -> None:
    assert problem(ask(served), status)


def test_rows_come_in_every_form(served: Served) -> None:
    answers = {form: served.query(LABEL, accept=form) for form in (JSON, XML, CSV, TSV)}
    assert all(answer.headers["content-type"].partition(";")[0] == form for form, answer in answers.items())
    assert answers[JSON].json()["results"]["bindings"][0]["label"]["value"] == "leaf scorch"
    assert [e.text for e in ElementTree.fromstring(answers[XML].content).iter() if e.tag.endswith("literal")] == ["leaf scorch"]
    assert list(csv.reader(io.StringIO(answers[CSV].text))) == [["label"], ["leaf scorch"]]
    assert answers[TSV].text == '?label\n"leaf scorch"@en\n'


@pytest.mark.parametrize(
    ("form", "true"), [(JSON, '"boolean":true'), (XML, "<boolean>true</boolean>"), (CSV, "true"), (TSV, "true")]
)
def test_yes_or_no_comes_in_every_form(served: Served, form: str, true: str) -> None:
    assert true in served.query("ASK { ?s ?p ?o }", accept=form).text


@pytest.mark.parametrize("form", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { radkg:LeafScorch rdfs:label ?o }", "DESCRIBE radkg:LeafScorch"])
def test_triples_come_in_every_form(served: Served, form: str, query: str) -> None:
    answer = served.query(query, accept=f"{form}, {JSON};q=0.9")
    assert answer.headers["content-type"].partition(";")[0] == form
    triples = {str(quad.triple) for quad in ox.parse(answer.content, ox.RdfFormat.from_media_type(form))}
    assert any('"leaf scorch"@en' in triple for triple in triples)


def test_a_client_that_says_json_gets_what_it_says(served: Served) -> None:
    assert served.query(LABEL, accept="application/json").headers["content-type"] == "application/json"
    assert served.query(LABEL, accept="*/*").headers["content-type"] == JSON
    assert served.query(LABEL, accept=f"{JSON};q=0.1, {XML}").headers["content-type"] == XML


def test_the_service_describes_itself(served: Served) -> None:
    service = "http://www.w3.org/ns/sparql-service-description#"
    for form in ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"):
        answer = served.get("/sparql", headers={"Accept": form})
        said = {(q.predicate.value, str(q.object)) for q in ox.parse(answer.content, ox.RdfFormat.from_media_type(form))}
        assert (f"{service}endpoint", f"<{served.address}/sparql>") in said
        assert (f"{service}name", f"<{FACTS}>") in said
    assert served.get("/sparql", headers={"Accept": "text/html"}).headers["location"] == "/query/index.html"
    void = served.get("/.well-known/void")
    assert "text/turtle" in void.headers["content-type"]
    assert list(ox.parse(void.content, ox.RdfFormat.TURTLE))


def test_an_answer_is_known_again_and_compressed(served: Served) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 100"
    plain = served.query(query)
    packed = served.query(query, stream=True)
    assert gzip.decompress(packed.raw.read()) == plain.content
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "Accept" in packed.headers["vary"].split(", ")
    headers = {"Accept": JSON, "If-None-Match": plain.headers["etag"]}
    again = served.get("/sparql", params={"query": query}, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    other = {"Accept": XML, "If-None-Match": plain.headers["etag"]}
    assert served.get("/sparql", params={"query": query}, headers=other).status_code == 200
    bare = served.get("/sparql", params={"query": query}, headers={"Accept": JSON, "Accept-Encoding": "identity"})
    assert "content-encoding" not in bare.headers
    assert bare.headers["etag"] != plain.headers["etag"]


# -- the API


@pytest.fixture(scope="module")
def openapi(served: Served) -> dict[str, Any]:
    described: dict[str, Any] = served.get("/openapi.json").json()
    return described


def test_the_api_has_every_verb_that_only_reads_and_describes_it(openapi: dict[str, Any]) -> None:
    validate(openapi)
    assert set(openapi["paths"]) == {f"/api/{name.replace(' ', '-')}" for name in remote_verbs()}
    assert openapi["openapi"].startswith("3.1")


def test_the_description_is_of_any_ontology(mini: radkg.KnowledgeGraph, openapi: dict[str, Any]) -> None:
    made = document(mini.ontology, openapi["servers"][0]["url"], radkg.__version__)
    assert made == openapi
    assert "diseases-at-age" in json.dumps(made["components"]["schemas"]["QueryRequest"])


@pytest.mark.parametrize(
    ("path", "address", "given"),
    [
        ("check", "statement=leaf+scorch+shows+yellowing", {"statement": "leaf scorch shows yellowing"}),
        ("show", "term=leaf+scorch", {"term": "leaf scorch"}),
        ("query", "query=diseases-at-age&param=age%3D7", {"query": "diseases-at-age", "param": {"age": "7"}}),
        ("query", "list=true", {"list": True}),
        ("criteria", "finding=corking&age=3", {"finding": ["corking"], "age": 3}),
        ("sources-list", "", {}),
        ("mappings-list", "", {}),
    ],
)
def test_a_verb_answers_by_address_and_by_body(
    served: Served, openapi: dict[str, Any], path: str, address: str, given: dict[str, Any]
) -> None:
    by_address = served.get(f"/api/{path}?{address}")
    by_body = served.post(f"/api/{path}", json=given)
    assert by_address.status_code == 200, by_address.text
    assert by_address.json() == by_body.json()
    schema = openapi["paths"][f"/api/{path}"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    fits = Draft202012Validator({**schema, "components": openapi["components"]})
    assert list(fits.iter_errors(by_body.json())) == []


def test_a_whole_number_may_be_written_with_a_point(served: Served) -> None:
    given = {"finding": ["corking"], "age": 3.0}
    assert served.post("/api/criteria", json=given).json() == served.get("/api/criteria?finding=corking&age=3").json()
    assert served.post("/api/query", json={"query": "diseases-at-age", "param": {"age": "7"}, "limit": 1.0}).status_code == 200
    assert problem(served.post("/api/criteria", data=b'{"age": 1e999}', headers=SENT), 400)
    assert problem(served.post("/api/criteria", json={"age": 3.5}), 400)


def test_a_text_and_a_file_are_given_as_text(served: Served, mini: radkg.KnowledgeGraph) -> None:
    text = "Leaf scorch shows yellowing. Who knows?"
    assert served.post("/api/check", json={"text": text}).json() == mini.check_text(text).to_dict()
    rows = served.post("/api/check", json={"file": {"name": "a.txt", "text": "leaf scorch shows yellowing\n"}}).json()
    assert [row["verdict"] for row in rows] == ["supported"]


def test_half_a_character_is_answered_in_characters(served: Served) -> None:
    """The answer was no UTF-8, which no client could read."""
    answer = served.post("/api/check", data=b'{"statement": "\\ud800 leaf scorch"}', headers=SENT)
    assert answer.status_code == 200
    assert json.loads(answer.content.decode("utf-8"))["statement"] == "\ud800 leaf scorch"


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (404, lambda served: served.get("/api/build")),
        (404, lambda served: served.get("/api/load?target=oxigraph:/tmp/x")),
        (404, lambda served: served.post("/api/show", json={"term": "xyzzy"})),
        (400, lambda served: served.get("/api/check")),
        (400, lambda served: served.get("/api/check?sentence=x")),
        (400, lambda served: served.get("/api/check?statement=a&statement=b")),
        (400, lambda served: served.get("/api/criteria?age=many")),
        (400, lambda served: served.get("/api/query?list=perhaps")),
        (400, lambda served: served.get("/api/query?query=diseases-at-age&param=age")),
        (400, lambda served: served.get("/api/query?query=/etc/passwd")),
        (400, lambda served: served.post("/api/check", json=["a"])),
        (400, lambda served: served.post("/api/check", json={"statement": "a", "with": ["/etc/passwd"]})),
        (400, lambda served: served.post("/api/check", data=b"{", headers=SENT)),
        (400, lambda served: served.post("/api/check", data=b"[" * 100_000, headers=SENT)),
        (
            400,
            lambda served: served.post("/api/check", data=b'{"statement": NaN}', headers=SENT),
        ),
        (400, lambda served: served.post("/api/check", data=b'{"statement": "a", "statement": "b"}', headers=SENT)),
        (415, lambda served: served.post("/api/check", data=b"statement=a")),
        (
            415,
            lambda served: served.post("/api/check", data=gzip.compress(b"{}"), headers={**SENT, "Content-Encoding": "gzip"}),
        ),
        (405, lambda served: served.get("/api/sources-verify")),
        (406, lambda served: served.get("/api/sources-list", headers={"Accept": "text/turtle"})),
    ],
)
def test_a_mistake_is_a_problem(served: Served, status: int, ask: Callable[[Served], requests.Response]) -> None:
    assert problem(ask(served), status)


@pytest.mark.parametrize("value", ["7 } SELECT * { ?s ?p ?o", "'; DROP", '"', "<http://x>", "7\\u0027"])
def test_a_value_of_a_question_is_data_whatever_it_says(served: Served, value: str) -> None:
    assert served.post("/api/query", json={"query": "diseases-at-age", "param": {"age": value}}).status_code == 400


# -- the site


def test_a_thing_is_at_the_path_of_its_iri_in_the_form_that_is_asked_for(served: Served) -> None:
    for accept, suffix, media in (
        ("text/html,*/*;q=0.8", "html", "text/html; charset=utf-8"),
        ("text/turtle", "ttl", "text/turtle; charset=utf-8"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/n-triples, text/html;q=0.9", "nt", "application/n-triples"),
    ):
        answer = served.get("/LeafScorch", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, media)
        assert answer.headers["content-location"] == f"/LeafScorch.{suffix}"
        assert "Accept" in answer.headers["vary"].split(", ")
        assert answer.content == served.get(f"/LeafScorch.{suffix}").content
    assert "leaf scorch" in served.get("/fact/leaf-scorch-shows-yellowing-of-leaf-margin").text
    assert served.get("/LeafScorch", headers={"Accept": "application/rdf+xml"}).headers["location"] == "/release/radkg-full.owl"
    assert problem(served.get("/LeafScorch", headers={"Accept": "image/png"}), 406)


@pytest.mark.parametrize(
    "path",
    ["/Xyzzy", "/LeafScorch.exe", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../radkg.css", "/a//b", "/\0"],
)
def test_what_is_not_there_is_not_found(served: Served, path: str) -> None:
    request = requests.Request("GET", served.address).prepare()
    request.url = served.address + path  # as it is
    assert served.session.send(request, timeout=60).status_code in (400, 404)


@pytest.mark.parametrize(
    ("path", "accept", "to"),
    [
        ("/ontology", "text/turtle", "/release/radkg-base.ttl"),
        ("/ontology/full", "application/rdf+xml", "/release/radkg-full.owl"),
        ("/ontology", "text/html", "/index.html"),
        ("/graph/facts", "*/*", "/release/radkg-full.trig"),
        ("/check?statement=a", "*/*", "/check/index.html?statement=a"),
        ("/search", "*/*", "/search.html"),
    ],
)
def test_documents_are_where_the_permanent_addresses_lead(served: Served, path: str, accept: str, to: str) -> None:
    answer = served.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, to)


def test_the_release_is_made_when_it_is_asked_for(served: Served) -> None:
    assert len(list(ox.parse(served.get("/release/radkg-base.ttl").content, ox.RdfFormat.TURTLE))) > 100
    assert "sh:NodeShape" in served.get("/shapes", headers={"Accept": "text/turtle"}).text
    assert "radkg:LeafScorch" in served.get("/ontology/terms/diseases").text
    assert served.get("/release/radkg-base.exe").status_code == 404
    assert served.get("/ontology/nothing").status_code == 404


@pytest.mark.servers
def test_every_link_of_the_pages_leads_somewhere(served: Served) -> None:
    for path in (
        "/index.html",
        "/LeafScorch.html",
        "/check/index.html",
        "/compare/index.html",
        "/query/index.html",
        "/search.html",
    ):
        page = served.get(path).text
        folder = path.rpartition("/")[0]
        for link in set(re.findall(r'(?:href|src)="([^"#?:]+)"', page)):
            assert served.get(f"{folder}/{link}").status_code == 200, (path, link)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/check/index.html?statement=leaf+scorch+shows+yellowing", "<b>SUPPORTED"),
        (
            "/check/index.html?statement=leaf+scorch+shows+yellowing",
            'href="../fact/leaf-scorch-shows-yellowing-of-leaf-margin.html"',
        ),
        ("/check/index.html?statement=", "A statement"),
        ("/compare/index.html?one=leaf+scorch&other=root+rot", "<h2 id="),
        ("/compare/index.html?one=leaf+scorch&other=xyzzy", "xyzzy"),
        ("/compare/index.html?one=leaf+scorch&other=corking", "no disease is called"),
        ("/criteria/index.html?finding=corking&age=3", "<table"),
        ("/criteria/index.html?finding=xyzzy", "xyzzy"),
        ("/criteria/index.html?age=old", "age"),
        ("/search.html?q=scorch", 'href="LeafScorch.html"'),
        ("/search.html?q=xyzzy", "Nothing is called so."),
        ("/query/index.html?query=SELECT+*+%7B+radkg:LeafScorch+rdfs:label+%3Fo+%7D", "<td>leaf scorch</td>"),
        ("/query/index.html?query=CONSTRUCT+WHERE+%7B+radkg:LeafScorch+rdfs:label+%3Fo+%7D", "<td>leaf scorch</td>"),
        ("/query/index.html?query=ASK+%7B%7D", "true"),
        ("/query/index.html?query=SELECT", "not well-formed SPARQL"),
        ("/query/index.html?query=SELECT+*+%7B+SERVICE+%3Chttp://x%3E+%7B%7D+%7D", "SERVICE is refused"),
    ],
)
def test_pages_answer_without_javascript(served: Served, path: str, found: str) -> None:
    answer = served.get(path)
    assert answer.status_code == 200
    assert found in answer.text


def test_a_text_is_checked_on_a_page(served: Served) -> None:
    answer = served.post("/check/text.html", data={"text": "Leaf scorch shows yellowing. Who knows?"})
    assert '<mark class="supported"' in answer.text
    assert "<style" not in answer.text
    assert ".radkg-text mark.supported" in served.get("/radkg.css").text


@pytest.mark.parametrize(
    "path",
    [
        "/check/index.html?statement=",
        "/search.html?q=",
        "/compare/index.html?other=a&one=",
        "/criteria/index.html?finding=",
        "/query/index.html?query=",
    ],
)
def test_what_is_typed_is_escaped(served: Served, path: str) -> None:
    page = served.get(f"{path}%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_page_has_no_script_or_style_in_it_and_says_so(served: Served) -> None:
    for path in (
        "/index.html",
        "/LeafScorch",
        "/check/index.html?statement=a",
        "/query/index.html",
        "/api/sources-list",
        "/health",
    ):
        answer = served.get(path)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<style|\son[a-z]+=|\sstyle=|<script(?![^>]*(?:src=|application/ld))", answer.text)
    assert "'wasm-unsafe-eval'" in served.get("/scripts/worker.js").headers["content-security-policy"]


def test_head_says_what_get_says(served: Served) -> None:
    for path in ("/LeafScorch.html", "/sparql?query=ASK+%7B%7D", "/api/sources-list"):
        head, get = (served.session.request(method, served.address + path, timeout=60) for method in ("HEAD", "GET"))
        assert head.content == b""
        assert {n: v for n, v in head.headers.items() if n != "date"} == {n: v for n, v in get.headers.items() if n != "date"}


# -- who may ask


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a b"])
def test_a_name_that_is_not_its_own_is_refused(served: Served, host: str) -> None:
    assert problem(served.get("/health", headers={"Host": host}), 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:99", "[::1]:80", "10.0.0.7"])
def test_its_names_and_addresses_are_its_own(served: Served, host: str) -> None:
    assert served.get("/health", headers={"Host": host}).status_code == 200


def test_a_page_of_another_origin_may_not_ask(served: Served) -> None:
    for origin in ("https://evil.example", "null", served.address.replace("http", "https").replace("127", "128")):
        assert problem(served.post("/api/check", json={"statement": "a"}, headers={"Origin": origin}), 403)
        assert "access-control-allow-origin" not in served.get("/api/sources-list", headers={"Origin": origin}).headers
    own = served.post("/api/check", json={"statement": "a"}, headers={"Origin": served.address})
    assert own.status_code == 200


def test_what_is_too_large_is_refused(served: Served) -> None:
    assert problem(served.post("/api/check", data=b" " * (17 * 2**20), headers=SENT), 413)
    pieces = (b" " * 2**20 for _ in range(17))
    try:
        said = served.post("/api/check", data=pieces, headers=SENT).status_code
    except (
        requests.ConnectionError,
        requests.exceptions.ChunkedEncodingError,
    ):  # the answer comes before all is sent, and the connection is closed
        said = 413
    assert said == 413
    assert served.get("/health").status_code == 200


# -- what it says of itself


def test_health_metrics_and_robots(served: Served) -> None:
    assert served.get("/health").json() == {"status": "ok"}
    served.query("ASK {}")
    figures = served.get("/metrics")
    assert figures.headers["content-type"].startswith("application/openmetrics-text")
    assert figures.text.endswith("# EOF\n")
    assert 'radkg_requests_total{kind="sparql",status="200"}' in figures.text
    assert 'radkg_workers{pool="queries",state="workers"} 1.0' in figures.text
    assert "Disallow: /sparql" in served.get("/robots.txt").text
