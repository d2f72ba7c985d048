"""TARGET: which store is meant, and what is refused before anything is opened."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    "folder", ["./localhost:7878", "/srv/db", "db.v1", "C:\\data", "C:/data", "a/b:c", "/backup of 10:30/db"]
)
def test_a_folder_may_have_any_name(folder: str) -> None:
    assert read_target(f"oxigraph:{folder}").folder == folder


@pytest.mark.parametrize(
    "text",
    [
        "oxigraph:localhost:7878",
        "oxigraph:localhost",
        "oxigraph:LOCALHOST/db",
        "oxigraph:127.0.0.1:7878",
        "oxigraph:127.0.0.1",
        "oxigraph:[::1]:7878",
        "oxigraph:::1",
        "oxigraph:example.org:80/store",
        "oxigraph:http:/localhost:7878",
        "oxigraph:https:localhost",
        "oxigraph://localhost:7878",
        "oxigraph:ftp://localhost/db",
        "oxigraph:/u:pw@localhost/db",
    ],
)
def test_what_looks_like_an_address_is_no_folder(text: str) -> None:
    with pytest.raises(InvalidTarget, match=r"looks like an address, .*; write oxigraph:http://localhost:7878 .* \./ before"):
        read_target(text)


def test_http_may_be_written_in_capitals() -> None:
    target = read_target("oxigraph:HTTP://127.0.0.1:7878", query="HTTPS://127.0.0.1/query")
    assert (target.folder, target.graphs, target.query) == ("", "http://127.0.0.1:7878/store", "https://127.0.0.1/query")
    assert read_target("Http://localhost/data").graphs == "http://localhost/data"


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
        ("http://localhost/data#", "an address without ? and #"),
        ("http://localhost/\x1b", r"http://localhost/\\u001B: not an address"),
    ],
)
def test_what_names_no_store_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(InvalidTarget, match=says.replace("?", r"\?")):
        read_target(text)


SECRET = "S3CRETPW"
NAMES = ["", *(f"{name}:" for name in PRESETS), "blazegraph:", "FUSEKI:", "::"]
SCHEMES = [
    "http://",
    "https://",
    "HTTP://",
    "hTTps://",
    "http:/",
    "https:",
    "http:",
    "ftp://",
    "//",
    "/",
    "http:////",
    "",
    " http://",
]
USERS = [
    "me:{}@",
    "{}@",
    "me:{}%40",
    "me:pass:{}@",
    "me:{}/#?@",
    "me:a@{}@",
    "{}:x-oauth-basic@",
    "me:{}\uff20",
    "me:\x1b{}\n@",
]
AFTER = ["?x={}", "#{}", "?a=b&access_token={}#c", "?{}@h", ":{}", ":{}/data"]


def is_folder_named(folder: str, target: str) -> None:
    """Refuse a folder that is named as the target says, which is no secret, as a wrong address would be."""
    assert f"oxigraph:{folder}" == target
    raise InvalidTarget("the name of a folder is no secret")


@given(
    st.sampled_from(NAMES),
    st.sampled_from(SCHEMES),
    st.sampled_from([(user, "") for user in USERS] + [("", after) for after in AFTER] + list(zip(USERS, AFTER, strict=False))),
    st.sampled_from(["h", "localhost", "localhost:3030", "h:port", "[::1]", "", "a b", "é.example"]),
    st.sampled_from(["", "/", "/ds", "/d@s/", "/\x1b[2J"]),
    st.sampled_from(["target", "query", "update"]),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # which the clock says
def test_a_password_in_an_address_is_refused_and_never_printed(
    name: str, scheme: str, secret: tuple[str, str], host: str, path: str, place: str
) -> None:
    user, after = (part.format(SECRET) for part in secret)
    address = f"{scheme}{user}{host}{after if after.startswith(':') else path + after}"
    target, others = (name + address, {}) if place == "target" else ("http://localhost/data", {place: address})
    with pytest.raises(InvalidTarget) as refused:
        is_folder_named(read_target(target, **others).folder, target)
    assert SECRET not in str(refused.value)
    assert str(refused.value).isprintable()
    assert refused.value.__context__ is None  # a traceback would print it


def test_what_is_printed_still_says_which_address_is_meant() -> None:
    with pytest.raises(InvalidTarget, match=r"^fuseki:http:/…@h/x: Apache Jena Fuseki has an address that begins with http:"):
        read_target("fuseki:http:/u:pw@h/x")
    with pytest.raises(InvalidTarget, match=r"^http://localhost:9/ds\?…: an address without \? and #"):
        read_target("fuseki:http://localhost:9/ds?x=pw")


def test_a_password_in_an_address_says_where_it_belongs() -> None:
    with pytest.raises(InvalidTarget, match=r"no name or password in an address.*RADKG_PASSWORD"):
        read_target("http://localhost/data", update="http://me:s3cret@localhost/update")
