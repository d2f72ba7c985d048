"""A store that answers with an error, with half an answer or with none: the old release stands, and the next load succeeds."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from radkg.stores import LoadReport, load
from radkg.stores.errors import NotAuthorised, Refused, TooLarge, Unreachable
from stores.fake_store import FakeStore, Fault, fake_store
from stores.small_release import RELEASE, node, remembered, written_in

SCHEMA = node("schema")
OLD = ox.Quad(ox.NamedNode("x:old"), ox.NamedNode("x:release"), ox.NamedNode("x:stands"), SCHEMA)
MINE = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("mine"), ox.NamedNode("https://example.org/mine"))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    """A store with an old release and with a graph of the user's, and nobody's credentials around."""
    for name in ("RADKG_USER", "RADKG_PASSWORD", "RADKG_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/nonexistent")
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    with fake_store() as fake:
        fake.data.extend([OLD, MINE])
        yield fake


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between tries, which take no time."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def attempt(store: FakeStore, **options: Any) -> LoadReport:
    return load(store.target, RELEASE, parts=["schema"], tries=2, timeout=0.3, **options)


def loading(store: FakeStore, *, query: str) -> LoadReport:
    """Load into a store, and ask another one."""
    return load(
        f"{store.address}/ds/data", RELEASE, parts=["schema"], tries=1, query=query, update=f"{store.address}/ds/update"
    )


def is_new(store: FakeStore) -> bool:
    """Return whether the graph is the new release's, to the last value."""
    return store.graph(SCHEMA.value) == written_in("schema")


FAULTS = {
    "401": (
        Fault(401, headers={"WWW-Authenticate": 'Basic realm="x"'}),
        NotAuthorised,
        "401, wants to know who you are .*RADKG_USER",
    ),
    "403": (Fault(403), NotAuthorised, "403, this user may not do that"),
    "404": (Fault(404), Refused, "404, nothing at this address; is the dataset or repository made"),
    "413": (Fault(413), TooLarge, "413, takes no request of this size; raise the limit"),
    "429": (Fault(429), Refused, "429, too many requests; wait and run the command again"),
    "500": (Fault(500, body="<h1>Boom</h1>"), Refused, "500, the store has failed: Boom; look into its log"),
    "503": (Fault(503), Refused, "503, the store has failed"),
    "418": (Fault(418), Refused, "418; look into the log"),
    "half an answer": (Fault("half"), Unreachable, "the answer breaks off; is the store running"),
    "nothing": (Fault("nothing"), Unreachable, "closes the connection without a whole answer; is the store running"),
    "silence": (Fault("silence"), Unreachable, "no sign of life; is the store running"),
}


@pytest.mark.in_part(2)
@pytest.mark.parametrize("moment", ["POST /ds/query", "GET /ds/data", "POST /ds/update", "POST /ds/data"])
@pytest.mark.parametrize("fault", FAULTS)
def test_the_old_release_stands_and_the_next_load_succeeds(
    store: FakeStore, waits: list[float], fault: str, moment: str
) -> None:
    how, kind, says = FAULTS[fault]
    stage = moment == "POST /ds/data"
    store.faults = [Fault(how.answer, moment, headers=how.headers, body=how.body)]
    if fault in ("404", "413") and moment in ("GET /ds/data", "POST /ds/update"):
        pytest.skip("means that there is no such graph" if fault == "404" else "goes on with smaller requests")
    with pytest.raises(kind, match=says) as failed:
        attempt(store, stage=stage)
    if moment in ("POST /ds/update", "POST /ds/data"):
        assert "; nothing has changed in the store" in str(failed.value)
    assert OLD in store.data
    assert {quad for quad in store.data if quad.graph_name == SCHEMA} == {OLD}
    store.faults = []
    assert attempt(store, stage=stage).verified
    assert is_new(store)
    assert OLD not in store.data
    assert MINE in store.data
    assert {str(graph) for graph in store.data.named_graphs()} == {str(SCHEMA), str(MINE.graph_name)}


@pytest.mark.parametrize("fault", ["429", "500", "503", "half an answer", "nothing", "silence"])
def test_what_passes_is_tried_again(store: FakeStore, waits: list[float], fault: str) -> None:
    told: list[str] = []
    store.faults = [Fault(FAULTS[fault][0].answer, "POST /ds/update", times=1)]
    attempt(store, remark=told.append)
    assert is_new(store)
    assert len(waits) == 1
    assert "trying again in" in told[0]
    assert "(2 of 2)" in told[0]


def test_waits_grow_and_the_servers_own_wish_is_heard(store: FakeStore, waits: list[float]) -> None:
    store.faults = [Fault(503, "/ds/query", times=3), Fault(429, "/ds/update", times=1, headers={"Retry-After": "7"})]
    load(store.target, RELEASE, parts=["schema"], tries=5)
    first, second, third, asked = waits
    assert first < second < third
    assert asked == 7


def test_nobody_waits_for_an_hour(store: FakeStore, waits: list[float]) -> None:
    store.faults = [Fault(429, "/ds/update", headers={"Retry-After": "3600"})]
    with pytest.raises(Refused, match="asks to come back in 3600 s; run the command again then"):
        attempt(store)
    assert waits == []


def test_an_answer_lost_after_the_switch_is_no_failure(store: FakeStore, waits: list[float]) -> None:
    """The staged graphs are gone then: to switch a second time would leave nothing. So it is looked, not tried again."""
    told: list[str] = []
    lost: list[str] = []

    def switch_and_fall_silent(request: str) -> None:
        staged = [graph for graph in store.data.named_graphs() if "/staging/" in str(graph) and str(graph).endswith("/schema>")]
        if request == "POST /ds/update" and staged and not lost and store.graph(staged[0].value) == written_in("schema"):
            lost.append(request)
            store.data.clear_graph(SCHEMA)
            quads = store.data.quads_for_pattern(None, None, None, staged[0])
            store.data.extend([ox.Quad(q.subject, q.predicate, q.object, SCHEMA) for q in quads])
            store.faults = [Fault("nothing", request, times=1)]

    store.before = switch_and_fall_silent
    report = attempt(store, stage=True, remark=told.append)
    assert lost
    assert report.verified
    assert any("but the new release stands" in text for text in told)
    assert is_new(store)


@pytest.mark.parametrize("stage", [False, True], ids=["one request", "staged"])
def test_blank_nodes_are_not_doubled_where_an_answer_is_lost(store: FakeStore, waits: list[float], stage: bool) -> None:
    """Added once more, they would be others; so what has them is put in the place of what is there, or not sent again."""
    store.faults = [Fault("lost", "PUT /ds/data" if stage else "POST /ds/data", times=1)]
    told: list[str] = []
    assert load(store.target, RELEASE, parts=["terms"], stage=stage, remark=told.append).verified
    (terms,) = remembered(["terms"], RELEASE)
    assert terms.content.linked
    assert len(store.graph(terms.graph)) == terms.content.triples
    assert len(waits) == stage
    assert not any("looking again" in text for text in told)


def test_an_update_says_in_which_characters_it_is(store: FakeStore) -> None:
    attempt(store)
    (update,) = (sent for sent, asked in zip(store.sent, store.asked, strict=True) if asked == "POST /ds/update")
    assert update["Content-Type"] == "application/sparql-update; charset=utf-8"


def test_nothing_is_left_staged_where_the_switch_is_refused(store: FakeStore, waits: list[float]) -> None:
    store.faults = [Fault(500, "POST /ds/update", after=1, times=1)]  # the first update says what is going to be staged
    with pytest.raises(Refused, match=r"500, the store has failed; .*; nothing has changed in the store"):
        attempt(store, stage=True)
    assert {str(graph) for graph in store.data.named_graphs()} == {str(SCHEMA), str(MINE.graph_name)}


def test_an_answer_that_is_none_is_told(store: FakeStore, waits: list[float]) -> None:
    page = "<html><body>Welcome to nginx!</body></html>"
    store.faults = [Fault(200, "/ds/query", body=page)]
    with pytest.raises(Refused, match="not SPARQL results in JSON; is it a SPARQL endpoint"):
        attempt(store)
    store.faults = [Fault(200, "GET /ds/data", body=page)]
    with pytest.raises(Refused, match=r"is not N-Triples .* is it a graph store"):
        attempt(store)
    store.faults = [Fault(200, "/ds/query", body='{"results": {"bindings": [{"g": {"value": "x"}, "n": {"value": "many"}}]}}')]
    with pytest.raises(Refused, match="is not to the question"):
        attempt(store)
    for odd in ("[" * 100_000, '{"results": {"bindings": [{"g": {"value": 1}, "n": {"value": []}}]}}'):
        store.faults = [Fault(200, "/ds/query", body=odd)]
        with pytest.raises(Refused, match="not SPARQL results in JSON"):
            attempt(store)


def test_what_a_store_says_was_staged_gets_into_no_update(store: FakeStore) -> None:
    """A store that is only asked could have another one, which is written to, do what it likes."""
    load, now = "https://w3id.org/radkg/staging/0123456789ab", "2001-01-01T00:00:00Z"
    evil = [f"{load}/x> ; DROP ALL ; DROP GRAPH <x:y", f"{load}> ; DROP ALL ; DROP GRAPH <{load}/x", "https://example.org/mine"]
    rows = [
        {"load": {"value": name}, "created": {"value": now}, "creator": {"value": "9" * 5000}, "staged": {"value": staged}}
        for staged in evil
        for name in (load, staged.rpartition("/")[0])
    ]
    answer = json.dumps({"results": {"bindings": rows}})
    with fake_store() as liar:
        liar.faults = [Fault(200, "/ds/query", body=answer)]
        with pytest.raises(Refused, match="is not to the question"):
            loading(store, query=f"{liar.address}/ds/query")
    assert [asked for asked in store.asked if "update" in asked] == []
    assert OLD in store.data


def test_an_answer_without_end_is_cut_off(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.remote._AT_LEAST", 1000)
    store.faults = [Fault(200, "GET /ds/data", body="<x:s> <x:p> <x:o> .\n" * 100_000)]
    with pytest.raises(Refused, match=r"answers with more than .* bytes"):
        attempt(store)


def test_a_redirect_is_not_followed_anywhere(store: FakeStore) -> None:
    store.faults = [Fault(302, "/ds/query", headers={"Location": "http://me:s3cret@127.0.0.1:9/elsewhere"})]
    with pytest.raises(Refused, match=r"302, has moved to http://…@127.0.0.1:9/elsewhere; use that address if it is yours"):
        attempt(store)


def test_a_redirect_may_lead_anywhere(store: FakeStore) -> None:
    store.faults = [Fault(301, "/ds/query", headers={"Location": "//[::1\xff"})]
    with pytest.raises(Refused, match=r"301, has moved to .*; use that address if it is yours"):
        attempt(store)


def test_what_a_server_says_cannot_steer_a_terminal(store: FakeStore, waits: list[float]) -> None:
    store.faults = [Fault(500, body="\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>disk is full\u202e" + "x" * 10_000)]
    with pytest.raises(Refused) as failed:
        attempt(store)
    assert "disk is full" in str(failed.value)
    assert str(failed.value).isprintable()
    assert len(str(failed.value)) < 500


@pytest.mark.parametrize("way", ["environment", "netrc"])
def test_a_name_and_a_password(store: FakeStore, way: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store.credentials = ("curator", "pass word: ü")
    if way == "environment":
        monkeypatch.setenv("RADKG_USER", "curator")
        monkeypatch.setenv("RADKG_PASSWORD", "pass word: ü")
    else:
        (tmp_path / "netrc").write_text('machine 127.0.0.1 login curator password "pass word: ü"\n', encoding="utf-8")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    attempt(store)
    assert is_new(store)
    assert "Authorization" not in store.sent[0]  # only when it is asked for


def test_a_token(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.token = "t0k3n"
    monkeypatch.setenv("RADKG_TOKEN", "t0k3n")
    attempt(store)
    assert is_new(store)


@pytest.mark.parametrize("wrong", ["password", "token"])
def test_wrong_credentials_are_named_and_never_printed(
    store: FakeStore, wrong: str, monkeypatch: pytest.MonkeyPatch, mini_command: Callable[..., Any]
) -> None:
    store.credentials, store.token = (("curator", "right"), "") if wrong == "password" else (None, "right")
    if wrong == "password":
        monkeypatch.setenv("RADKG_USER", "curator")
        monkeypatch.setenv("RADKG_PASSWORD", "wr0ng-s3cret")
    else:
        monkeypatch.setenv("RADKG_TOKEN", "wr0ng-s3cret")
    refused = mini_command("load", store.target, "--part", "schema")
    assert refused.code == 2
    assert "401, does not accept" in refused.err
    assert "RADKG_" in refused.err
    assert "wr0ng-s3cret" not in refused.out + refused.err
    assert OLD in store.data


def test_a_password_goes_out_as_a_digest_where_the_server_takes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, as Virtuoso has it."""
    monkeypatch.setenv("RADKG_USER", "dba")
    monkeypatch.setenv("RADKG_PASSWORD", "s3cret")
    seen: list[str] = []

    class Digest(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            given = self.headers.get("Authorization", "")
            seen.append(given)
            if not given:
                self.send_response(401)
                offered = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5'
                self.send_header("WWW-Authenticate", offered)
                self.send_header("WWW-Authenticate", 'Basic realm="SPARQL"')
            else:
                self.send_response(403)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Digest)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    with pytest.raises(NotAuthorised, match="403"):
        load(f"fuseki:http://127.0.0.1:{server.server_address[1]}/ds", RELEASE, parts=["schema"], tries=1)
    server.shutdown()
    server.server_close()
    assert seen[0] == ""
    said = dict(part.strip().split("=", 1) for part in seen[-1].removeprefix("Digest ").split(","))
    plain = {name: value.strip('"') for name, value in said.items()}

    def md5(text: str) -> str:
        return hashlib.md5(text.encode()).hexdigest()

    expected = md5(f"{md5('dba:SPARQL:s3cret')}:abc:{plain['nc']}:{plain['cnonce']}:auth:{md5('POST:/ds/query')}")
    assert plain["response"] == expected
    assert "s3cret" not in "".join(seen)


def test_between_machines_requests_are_packed(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.remote.is_here", lambda address: False)
    sizes: list[int] = []
    store.before = lambda request: sizes.append(int(store.sent[-1].get("Content-Length", 0)))
    attempt(store)
    (update,) = (sent for sent, asked in zip(store.sent, store.asked, strict=True) if asked == "POST /ds/update")
    assert update["Content-Encoding"] == "gzip"
    (schema,) = remembered(["schema"], RELEASE)
    assert max(sizes) < schema.content.size / 2


def test_a_password_that_goes_unencrypted_is_remarked(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.http.is_here", lambda address: False)
    told: list[str] = []
    attempt(store, remark=told.append)
    assert told == []
    monkeypatch.setenv("RADKG_USER", "curator")
    attempt(store, remark=told.append)
    assert told == [f"{store.address} is not encrypted: others on the way can read credentials and data; use https if you can"]


def test_a_store_that_cannot_be_reached(mini_command: Callable[..., Any], waits: list[float]) -> None:
    told = mini_command("load", "fuseki:http://127.0.0.1:1/ds", "--tries", "2")
    assert told.code == 2
    assert told.err.splitlines()[-1] == (
        "radkg: http://127.0.0.1:1/ds/query: refuses the connection; is the store running, and is this its address?"
    )
