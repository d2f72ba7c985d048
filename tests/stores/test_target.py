"""TARGET: which store is meant, and what is refused before anything is opened."""

from __future__ import annotations

import pytest

from radkg.stores.errors import InvalidTarget
from radkg.stores.target import PRESETS, read_target


@pytest.mark.parametrize(
    ("text", "query", "update", "graphs"),
    [
        ("oxigraph:http://localhost:7878", "/query", "/update", "/store"),
        ("oxigraph:http://localhost:7878/", "/query", "/update", "/store"),
        ("fuseki:https://a.example/ds", "/ds/query", "/ds/update", "/ds/data"),
        ("virtuoso:http://localhost:8890", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        (
            "rdf4j:http://localhost:8080/rdf4j-server/repositories/r",
            "/rdf4j-server/repositories/r",
            "/rdf4j-server/repositories/r/statements",
            "/rdf4j-server/repositories/r/rdf-graphs/service",
        ),
        ("graphdb:http://localhost:7200/repositories/r", "/repositories/r", "/repositories/r/statements", None),
        ("qlever:http://localhost:7001", "", "", ""),
    ],
)
def test_presets_know_the_addresses(text: str, query: str, update: str, graphs: str | None) -> None:
    target = read_target(text)
    origin = "/".join(text.partition(":")[2].split("/")[:3])
    assert (target.query, target.update) == (origin + query, origin + update)
    assert graphs is None or target.graphs == origin + graphs


def test_a_folder_is_embedded_oxigraph() -> None:
    target = read_target("oxigraph:/srv/my data")
    assert target.folder == "/srv/my data"
    assert target.is_transactional


def test_any_graph_store_by_its_address() -> None:
    target = read_target("http://localhost:3030/ds/data", update="http://localhost:3030/ds/update")
    assert target.graphs == "http://localhost:3030/ds/data"
    assert target.update == "http://localhost:3030/ds/update"
    assert target.query is None
    assert not target.is_transactional  # nobody has looked


@pytest.mark.parametrize("name", ["graphdb", "qlever"])
def test_a_preset_that_was_not_tried_says_so(name: str) -> None:
    assert "not tried on a real" in read_target(PRESETS[name].example).untried


@pytest.mark.parametrize("name", ["oxigraph", "fuseki", "virtuoso", "rdf4j"])
def test_a_preset_that_was_tried_names_the_version(name: str) -> None:
    target = read_target(PRESETS[name].example)
    assert target.preset.tried
    assert target.untried == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no store is named"),
        ("/srv/db", "no store is named; write oxigraph:DIR"),
        ("blazegraph:http://localhost:9999", "there is no store 'blazegraph'"),
        ("oxigraph:", "an address that begins with http"),
        ("fuseki:/srv/db", "write fuseki:http://localhost:3030/ds"),
        ("fuseki:http://localhost:3030", "name the dataset or repository as well"),
        ("rdf4j:http://localhost:8080/", "name the dataset or repository as well"),
        ("http://", "not an address"),
        ("fuseki:http://localhost:notaport/ds", "not an address"),
        ("fuseki:http://local host/ds", "not an address"),
        ("http://localhost/data?graph=x", "an address without ? and #"),
    ],
)
def test_what_names_no_store_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(InvalidTarget, match=says.replace("?", r"\?")):
        read_target(text)


@pytest.mark.parametrize("text", ["fuseki:http://me:s3cret@localhost/ds", "http://me:s3cret@h/data", "me:http://me:s3cret@h/"])
def test_a_password_in_an_address_is_refused_and_not_printed(text: str) -> None:
    with pytest.raises(InvalidTarget) as refused:
        read_target(text)
    assert "s3cret" not in str(refused.value)


def test_a_password_in_another_address_is_refused_as_well() -> None:
    with pytest.raises(InvalidTarget, match="no name or password"):
        read_target("http://localhost/data", update="http://me:s3cret@localhost/update")
