"""What stands between radkg and a store: a certificate that nobody knows, and proxies. Each is named with its remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from radkg.stores.errors import NotAuthorised, StoreError, Unreachable
from radkg.stores.http import Http
from stores.certificates import VARIABLES, self_signed
from stores.fake_store import FakeStore, Fault, fake_store

FAR = "http://store.example:3030"  # a name that no machine has


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RADKG_USER", "RADKG_PASSWORD", "RADKG_TOKEN", *VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/nonexistent")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of localhost, and its key."""
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def guarded(certificate: tuple[Path, Path]) -> Iterator[FakeStore]:
    """A store that speaks TLS."""
    with fake_store(certificate=certificate) as fake:
        fake.address = fake.address.replace("127.0.0.1", "localhost")
        yield fake


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    """A proxy, with a password in the environment; for http: it answers itself."""
    with fake_store() as fake:
        for scheme in ("HTTP", "HTTPS"):
            monkeypatch.setenv(f"{scheme}_PROXY", fake.address.replace("http://", "http://me:s3cret@"))
        yield fake


def ask(address: str, *, tries: int = 5, told: list[str] | None = None) -> bytes:
    """Ask a store for a graph that it does not have."""
    client = Http(address, tries=tries, timeout=10, remark=(told if told is not None else []).append)
    try:
        return client.send("GET", f"{address}/ds/data", parameters={"graph": "x:g"}, missing=b"")
    finally:
        client.close()


def test_a_certificate_that_is_not_trusted_is_told_at_once_with_the_remedy(guarded: FakeStore) -> None:
    told: list[str] = []
    with pytest.raises(
        Unreachable, match=r"not one to trust \(self.signed certificate\); .* REQUESTS_CA_BUNDLE \(or SSL_CERT_FILE"
    ):
        ask(guarded.address, told=told)
    assert told == []  # no second try


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_names_certificates_to_trust(
    guarded: FakeStore, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(certificate[0]))
    assert ask(guarded.address) == b""


def test_a_certificate_for_another_name(
    guarded: FakeStore, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    with pytest.raises(Unreachable, match=r"not valid for '127.0.0.1'.*; use the name that it is for"):
        ask(guarded.address.replace("localhost", "127.0.0.1"))


def test_what_the_environment_names_for_certificates_is_none(
    guarded: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("no certificate", encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "notes.txt"))
    with pytest.raises(Unreachable, match=r"no certificates can be read from .*notes.txt, which SSL_CERT_FILE names"):
        ask(guarded.address)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "missing.pem"))
    with pytest.raises(StoreError, match=r"REQUESTS_CA_BUNDLE: .*missing.pem is not there"):
        ask(guarded.address)
    with fake_store() as plain:
        assert ask(plain.address) == b""  # where nothing is encrypted, nobody needs one


def test_https_where_a_store_does_not_speak_it() -> None:
    with fake_store() as plain, pytest.raises(Unreachable, match="does not speak TLS; is its address one with http:"):
        ask(plain.address.replace("http:", "https:"), tries=1)


def test_a_proxy_is_used_and_told(proxy: FakeStore) -> None:
    told: list[str] = []
    assert ask(FAR, told=told) == b""
    assert told == [f"{FAR} is asked by the proxy {proxy.address.replace('http://', 'http://…@')}, as the environment says"]


def test_this_machine_is_asked_without_a_proxy(proxy: FakeStore) -> None:
    told: list[str] = []
    with fake_store() as near:
        assert ask(near.address, told=told) == b""
        assert ask(near.address.replace("127.0.0.1", "localhost"), told=told) == b""
    assert (proxy.asked, told) == ([], [])


def test_so_are_machines_that_the_environment_names(proxy: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.failures.is_here", lambda address: False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with fake_store() as near:
        assert ask(near.address) == b""
    assert proxy.asked == []


@pytest.mark.parametrize(
    ("fault", "address", "kind", "says"),
    [
        (
            407,
            FAR,
            NotAuthorised,
            "wants a name and a password of its own; write them into HTTP_PROXY=http://NAME:PASSWORD@…, or",
        ),
        (
            407,
            "https://store.example",
            Unreachable,
            "write them into HTTPS_PROXY=http://NAME:PASSWORD@…, or NO_PROXY=store.example",
        ),
        (403, "https://store.example", Unreachable, "does not let this through; ask who runs it, or NO_PROXY=store.example"),
    ],
)
def test_what_a_proxy_refuses_is_not_laid_to_the_store(
    proxy: FakeStore, fault: int, address: str, kind: type[StoreError], says: str
) -> None:
    proxy.faults = [Fault(fault)]
    told: list[str] = []
    with pytest.raises(kind) as refused:
        ask(address, told=told)
    assert f"{fault}, the proxy {proxy.address.replace('http://', 'http://…@')} " in str(refused.value)
    assert says in str(refused.value)
    assert "s3cret" not in f"{refused.value} {told}"
    assert len(told) == 1  # that a proxy is asked; no second try


@pytest.mark.parametrize("address", [FAR, "https://store.example"])
def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://me:s3cret@127.0.0.1:1")
    with pytest.raises(Unreachable, match=r"the proxy http://…@127.0.0.1:1 cannot be reached; correct it, or NO_PROXY="):
        ask(address, tries=1)


def test_an_answer_that_breaks_off_may_be_the_proxys(proxy: FakeStore) -> None:
    proxy.faults = [Fault("half")]
    with pytest.raises(
        Unreachable, match=r"the answer breaks off; asked by the proxy http://…@127.*; is it the right one\? NO_PROXY="
    ):
        ask(FAR, tries=1)


@pytest.mark.parametrize("wrong", ["foo://127.0.0.1:9", "http://me:s3cret@:9"])
def test_a_proxy_that_is_none(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", wrong)
    told: list[str] = []
    with pytest.raises(Unreachable) as refused:
        ask(FAR, told=told)
    assert "cannot be asked; is the proxy " in str(refused.value)
    assert "s3cret" not in f"{refused.value} {told}"
    assert len(told) == 1
