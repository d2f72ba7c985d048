"""Whatever a server answers, a load ends in one line that says so, and without the password that the server may repeat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parrot import Parrot, answering, ask, is_one_line
from radkg.stores.errors import StoreError
from radkg.stores.http import Http
from radkg.stores.remote import RemoteStore
from radkg.stores.target import read_target

PASSWORD = "S3CRET <pw>&"
SAFE = ("S3CRET", "&lt;pw&gt;", "%3Cpw%3E")


@pytest.fixture(scope="module")
def parrot() -> Iterator[Parrot]:
    with answering() as bird:
        yield bird


STATUS = st.sampled_from(
    [b"200", b"204", b"301", b"307", b"400", b"401", b"403", b"404", b"407", b"413", b"500", b"999", b"1", b"x"]
)
NAMES = [
    *(b"Content-Length", b"Content-Encoding", b"Transfer-Encoding", b"Location", b"WWW-Authenticate", b"Set-Cookie"),
    *(b"Retry-After", b"Connection", b"Proxy-Authenticate", b"Content-Type", b"X"),
]
VALUES = [
    *(b"0", b"5", b"-1", b"99999999999999999999", b"gzip", b"br, deflate", b"chunked", b"identity", b"close", b"keep-alive"),
    *(b"http://u:S3CRET@h/?x#y", b"//[::1", b"\xe9\xff", b"Basic", b'Basic realm="\xff"', b"a=b; Domain=.x; Expires=never"),
    *(b'Digest realm="r\\"", nonce="n", qop="auth"', b'Digest realm="r", nonce=n, algorithm=MD5-sess, opaque=""'),
    *(b"Digest realm=r, nonce=n\r\n folded=1", b"Bearer", b"Negotiate =", b'Digest realm="', b"", b" \t"),
]
BODIES = [
    *(
        b"",
        "<x:\u00a0s> <x:p> <x:o> .\n".encode(),
        b"<x:s> <x:p> <x:o> .\n",
        b"<x:s> <x:p",
        b'{"results": {"bindings": [{"g": 1}]}}',
        b"[" * 5000,
        b"\x1f\x8b\x08junk",
    ),
    *(b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffff\r\n", b"<p>not " + PASSWORD.encode() + b"</p>", b"\x1b[2Jowned\x00\xff"),
    *(b"S3CRET &lt;pw&gt;&amp;", b"S3CRET+%3Cpw%3E%26", b"HTTP/1.1 200 OK\r\n\r\n"),
]
HEADER = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.binary(max_size=12)).map(b": ".join)
ANSWER = st.builds(
    lambda status, headers, end, body: b"HTTP/1.1 %b %b\r\n%b" % (status, end, b"\r\n".join([*headers, b"", body])),
    STATUS,
    st.lists(HEADER, max_size=4),
    st.sampled_from([b"OK", b"", b"\xff", PASSWORD.encode()]),
    st.sampled_from(BODIES) | st.binary(max_size=40),
)


@given(answer=ANSWER | st.binary(max_size=60), asked=st.sampled_from(["read", "select", "update"]))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_ends_in_one_line(parrot: Parrot, monkeypatch: pytest.MonkeyPatch, answer: bytes, asked: str) -> None:
    for name, value in {"RADKG_USER": "curator", "RADKG_PASSWORD": PASSWORD, "NETRC": "/nonexistent"}.items():
        monkeypatch.setenv(name, value)
    parrot.answer = answer
    told: list[str] = []
    target = read_target(f"fuseki:http://127.0.0.1:{parrot.port}/ds")
    store = RemoteStore(target, Http(target.graphs, tries=1, timeout=5, remark=told.append))
    try:
        ask(store, asked)
    except StoreError as error:
        told.append(str(error))
    finally:
        store.close()
    assert all(is_one_line(text) for text in told)
    assert not any(secret in text for text in told for secret in SAFE)
