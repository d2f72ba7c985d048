"""Clients that others wrote, against `radkg serve`: SPARQLWrapper, rdflib, curl, comunica, and schemathesis on the API."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import SPARQLWrapper

from effort import unmeasured
from serve_fixtures import MINI, Served

pytestmark = pytest.mark.servers

LABEL = "SELECT ?label WHERE { radkg:LeafScorch rdfs:label ?label }"
DECLARED = f"PREFIX radkg: <https://w3id.org/radkg/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {LABEL}"


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    server = Served("--ontology", str(MINI), "--workers", "2", "--timeout", "20")
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "turtle", "rdf+xml", "n3", "json-ld"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(server: Served, form: str, method: str) -> None:
    client = SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
    client.setMethod(method)
    in_rows = form in ("json", "xml", "csv", "tsv")
    client.setQuery(DECLARED if in_rows else DECLARED.replace("SELECT ?label", "CONSTRUCT"))
    answer = client.query().convert()
    if isinstance(answer, rdflib.Graph):
        assert rdflib.Literal("leaf scorch", "en") in set(answer.objects())
    else:
        said = getattr(answer, "toxml", lambda: answer)()
        assert "leaf scorch" in (said.decode() if isinstance(said, bytes) else str(said))


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_as_a_store(server: Served, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql", method=method))
    rows = list(graph.query(DECLARED))
    assert [str(row[0]) for row in rows] == ["leaf scorch"]  # type: ignore[index]
    scorch = rdflib.URIRef("https://w3id.org/radkg/LeafScorch")
    assert graph.value(scorch, rdflib.RDFS.label) == rdflib.Literal("leaf scorch", "en")
    assert (scorch, rdflib.RDFS.label, rdflib.Literal("nothing")) not in graph
    assert len(list(graph.triples((scorch, None, None)))) > 3


def test_rdflib_reads_a_thing_from_its_address(server: Served) -> None:
    graph = rdflib.Graph().parse(f"{server.address}/LeafScorch")
    assert rdflib.Literal("leaf scorch", "en") in set(graph.objects(predicate=rdflib.RDFS.label))


def test_curl(server: Served) -> None:
    curl = shutil.which("curl") or pytest.skip("needs curl")
    for options in (
        ["--get", "--data-urlencode", f"query={LABEL}"],
        ["--data-urlencode", f"query={LABEL}"],
        ["--header", "Content-Type: application/sparql-query", "--data-binary", LABEL],
        ["--compressed", "--get", "--data-urlencode", f"query={LABEL}", "--header", "Accept: text/csv"],
    ):
        command = [curl, "--silent", "--fail", "--noproxy", "*", *options, f"{server.address}/sparql"]
        assert "leaf scorch" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_comunica(server: Served) -> None:
    comunica = shutil.which("comunica-sparql") or pytest.skip("needs comunica (npm install --global @comunica/query-sparql@4)")
    command = [comunica, f"sparql@{server.address}/sparql", "-q", DECLARED, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "leaf scorch" in json.dumps(json.loads(done.stdout))


def test_schemathesis_finds_no_failure(starting: Callable[..., Served], tmp_path: Path) -> None:
    server = starting("--workers", "2", "--timeout", "300")  # on a busy machine as well, none is stopped
    program = Path(sys.executable).parent / "schemathesis"
    settings = tmp_path / "schemathesis.toml"
    # what fits a schema may still name nothing that there is: a term, a question, criteria
    settings.write_text("[checks]\npositive_data_acceptance.enabled = false\n", encoding="utf-8")
    checked = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
    command = [
        str(program),
        f"--config-file={settings}",
        "run",
        f"{server.address}/openapi.json",
        "--checks",
        ",".join([*checked, "negative_data_rejection"]),
        "--max-examples=10",
        "--phases=examples,coverage,fuzzing",
        "--exclude-path-regex=reason|mappings-verify",  # which take seconds each
        "--request-timeout=300",
        "--seed=1",
        "--no-color",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, env=unmeasured(), cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
