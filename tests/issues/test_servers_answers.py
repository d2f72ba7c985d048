"""What people reported of answers that are right, and that clients took for wrong; each load must come out verified."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import radkg
from radkg.stores import load
from stores.fake_store import FakeStore, fake_store
from stores.small_release import MINI, OF_MY_OWN, RELEASE, remembered


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    with fake_store() as fake:
        yield fake


def is_loaded(store: FakeStore) -> bool:
    """Return whether a load comes out verified, and the next one finds nothing to change."""
    first = load(store.target, RELEASE, parts=["schema", "pictures"], stage=True, tries=1)
    return first.verified and load(store.target, RELEASE, parts=["schema", "pictures"], tries=1).how == "nothing to change"


@pytest.mark.parametrize("code", [200, 201, 204])
def test_each_success_is_one(store: FakeStore, code: int) -> None:
    """knakk/sparql#12, vaimee/SEPA#95, linkedpipes/etl#286: 204 is not the only one, and no error."""
    store.done = code
    assert is_loaded(store)


@pytest.mark.parametrize("code", [200, 404])
def test_a_graph_that_is_not_there(store: FakeStore, code: int) -> None:
    """w3c-cg/sparql-dev#115, BrightstarDB/BrightstarDB#282: some say 404, others send an empty graph."""
    store.missing = code
    plain = f"{store.address}/ds/data"  # with no address for queries, each graph is read first
    assert load(plain, RELEASE, parts=["schema"], tries=1).verified


@pytest.mark.parametrize("form", ["gzip", "chunked"])
def test_the_forms_in_which_an_answer_may_come(store: FakeStore, form: str) -> None:
    """RDFLib/sparqlwrapper#172: compressed, or in pieces."""
    store.form = form
    assert is_loaded(store)


def test_an_address_of_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    try:
        with fake_store("::1") as store:
            assert "[::1]" in store.target
            assert is_loaded(store)
    except OSError:
        pytest.skip("this machine has no IPv6")


REWRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "language tags in capitals": lambda rows: rows.replace(b'"@en ', b'"@EN '),
    "text with its datatype": lambda rows: re.sub(
        rb'" \.$', b'"^^<http://www.w3.org/2001/XMLSchema#string> .', rows, flags=re.M
    ),
    "comments, blank lines and line ends of Windows": lambda rows: b"# dump\n\n" + rows.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("how", REWRITTEN)
def test_a_store_may_spell_values_otherwise(store: FakeStore, how: str) -> None:
    """apache/jena#2039, eclipse-rdf4j/rdf4j#3695: what is compared are values, not letters."""
    store.rewrite = REWRITTEN[how]
    assert is_loaded(store)
    graph = store.graph("https://w3id.org/radkg/graph/schema")
    rows = b"".join(line.encode() + b" .\n" for line in graph)
    assert REWRITTEN[how](rows) != rows


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    """RDFLib/rdflib#980 and #2760, eclipse-rdf4j/rdf4j#778, ruby-rdf/rdf-raptor#9: though both are called _:b0."""
    files = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    for file in files:
        own = OF_MY_OWN.replace("https://example.org/my/", f"https://example.org/{file.stem}/")
        file.write_text(f'{own}_:b0 <https://example.org/of> "{file.stem}" .\n', encoding="utf-8")
    rows = radkg.load(extra=files, ontology=MINI).query("SELECT ?node { ?node <https://example.org/of> ?file }").rows
    assert len(set(rows)) == len(files)
