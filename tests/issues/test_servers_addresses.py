"""What people reported of addresses: without a scheme, with a slash at the end, and those that have moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from radkg.stores import load
from radkg.stores.errors import Refused
from stores.fake_store import FakeStore, Fault, fake_store
from stores.small_release import RELEASE, remembered


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    with fake_store() as fake:
        yield fake


@pytest.mark.parametrize("address", ["localhost:7878", "//localhost:7878", "[::1]:7878", "example.org:80/store"])
def test_an_address_without_a_scheme_makes_no_folder(
    mini_command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """netwerk-digitaal-erfgoed/ld-workbench#103, apache/opendal#737."""
    monkeypatch.chdir(tmp_path)
    refused = mini_command("load", f"oxigraph:{address}", "--part", "schema")
    assert refused.code == 2
    assert f"oxigraph:{address}: looks like an address, and one begins with http:; write oxigraph:http://" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_scheme_in_capitals_is_one(store: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """netwerk-digitaal-erfgoed/ld-workbench#103: schemes are the same in capitals (RFC 3986, section 3.1)."""
    monkeypatch.chdir(tmp_path)
    assert load(store.target.replace("http:", "HTTP:"), RELEASE, parts=["schema"]).verified
    assert list(tmp_path.iterdir()) == []


def test_a_slash_at_the_end(store: FakeStore) -> None:
    """RDFLib/prez#95."""
    assert load(f"{store.target}/", RELEASE, parts=["schema"]).verified
    assert load(f"{store.address}/ds/data/", RELEASE, parts=["schema"], query=f"{store.address}/ds/query").how == (
        "nothing to change"
    )


@pytest.mark.parametrize("code", [301, 308])
def test_where_a_store_has_moved_is_said(store: FakeStore, code: int) -> None:
    """RDFLib/sparqlwrapper#249: redirects are not followed, as credentials would go along."""
    store.faults = [Fault(code, headers={"Location": "https://new.example.org/ds?session=s3cret"})]
    with pytest.raises(Refused, match=rf"{code}, has moved to https://new.example.org/ds\?…; use that address if it is yours"):
        load(store.target, RELEASE, parts=["schema"], tries=1)


@pytest.mark.parametrize(
    "address",
    ["http://[fe80::1%25eth0]:3030/ds", f"http://{'a' * 64}.example/ds", "http://a..example/ds", f"http://{'b' * 300}/ds"],
    ids=["zone", "label", "no label", "host"],
)
@pytest.mark.parametrize(
    "words",
    ["load fuseki:{}", "load http://localhost:1/ds --query {}", "build --only service --endpoint {}", "serve --base {}"],
)
def test_an_address_that_cannot_be_asked_or_be_an_iri_is_none(
    words: str, address: str, mini_command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of them were a defect of radkg's own (exit 70), and `serve` said that it serves at any of them."""
    monkeypatch.chdir(tmp_path)
    refused = mini_command(*words.format(address).split())
    assert (refused.code, refused.out) == (2, "")
    assert re.search("not an address|is no address of", refused.err)
    assert list(tmp_path.iterdir()) == []
