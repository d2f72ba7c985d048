"""Who gets a password or a token: who asks for it by name, and is the server that the user has named."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from radkg.stores.errors import InvalidCredentials, NotAuthorised, StoreError
from radkg.stores.http import Http
from stores.fake_store import FakeStore, Fault, fake_store

USER, PASSWORD, TOKEN = "curator", "pass-w0rd-of-ours", "t0ken-of-ours"
DIGEST = 'Digest realm="r", nonce="n1", qop="auth"'


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RADKG_USER", "RADKG_PASSWORD", "RADKG_TOKEN", "RADKG_TOKEN_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/nonexistent")


@pytest.fixture
def curator(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user with a password."""
    monkeypatch.setenv("RADKG_USER", USER)
    monkeypatch.setenv("RADKG_PASSWORD", PASSWORD)


@pytest.fixture
def store() -> Iterator[FakeStore]:
    """A store that lets nobody in."""
    with fake_store() as fake:
        fake.credentials = ("nobody", "knows")
        yield fake


def ask(address: str, target: str = "", remark: Callable[[str], None] = lambda text: None) -> bytes:
    """Ask a store once, as a load of ``target`` does."""
    client = Http(target or address, tries=1, timeout=5, remark=remark)
    try:
        return client.send("GET", f"{address}/ds/data", parameters={"graph": "x:g"}, missing=b"")
    finally:
        client.close()


def refusal(address: str, target: str = "") -> str:
    """Return why a store lets nobody in."""
    with pytest.raises(NotAuthorised) as refused:
        ask(address, target)
    return str(refused.value).removeprefix(f"{address}/ds/data: 401, ")


def what_was_sent(store: FakeStore) -> list[str]:
    """Return with which words each request said who asks."""
    return [sent.get("Authorization", "") for sent in store.sent]


def basic(user: str = USER, password: str = PASSWORD) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("challenges", "says"),
    [
        (['Bearer realm="basic-users"'], "wants a token: RADKG_TOKEN; nothing of RADKG_USER and RADKG_PASSWORD was sent"),
        (['Bearer realm="x", scope="digest basic"'], "wants a token: RADKG_TOKEN"),
        (["Negotiate"], "asks for negotiate, and radkg has digest, basic, bearer; nothing of RADKG_USER"),
        (["Basically realm=x"], "asks for basically, and radkg has"),
        (['Digest realm="r", nonce="n", algorithm=SHA-512-256'], "asks for a digest by SHA-512-256, and radkg has MD5"),
        (['Digest realm="r", nonce="n", qop="auth-int"'], "asks for a digest with the quality auth-int, and radkg has auth"),
        (["Digest realm=r"], "asks for a digest, and gives no realm or no nonce"),
        ([], "wants to know who you are, and not how (no WWW-Authenticate)"),
    ],
)
@pytest.mark.usefixtures("curator")
def test_a_password_goes_to_nobody_who_has_not_asked_for_one(store: FakeStore, challenges: list[str], says: str) -> None:
    store.challenges = challenges
    assert refusal(store.address).startswith(says)
    assert what_was_sent(store) == [""]


@pytest.mark.parametrize(
    ("challenges", "first_word"),
    [
        (['Basic realm="Digestive Disease Graph"'], "Basic"),
        (['bAsIc realm="digest of things"'], "Basic"),
        (["Basic"], "Basic"),
        (['Negotiate, Bearer realm="a", BASIC realm="b"'], "Basic"),
        (["Negotiate", 'Basic realm="b"'], "Basic"),
        ([f'Basic realm="r", {DIGEST}'], "Digest"),
        ([DIGEST, 'Basic realm="r"'], "Digest"),
        ([f'Digest realm="r", nonce="n0", algorithm=SHA-512-256, {DIGEST}'], "Digest"),
        (['Digest realm="r", nonce="n", algorithm=SHA-512-256', "Basic"], "Basic"),
        (['DIGEST Realm="a, Basic b" , Nonce=n'], "Digest"),
    ],
)
@pytest.mark.usefixtures("curator")
def test_the_scheme_decides_and_a_digest_comes_first(store: FakeStore, challenges: list[str], first_word: str) -> None:
    store.challenges = challenges
    assert "does not accept" in refusal(store.address)
    assert [sent.partition(" ")[0] for sent in what_was_sent(store)] == ["", first_word]
    if first_word == "Digest":
        assert PASSWORD not in str(store.sent)
        assert basic() not in what_was_sent(store)


def test_what_is_answered_once_is_sent_with_the_next_request(store: FakeStore, curator: None) -> None:
    store.credentials = (USER, PASSWORD)
    client = Http(store.address, tries=1, timeout=5, remark=lambda text: None)
    for _ in range(2):
        client.send("GET", f"{store.address}/ds/data", missing=b"")
    client.close()
    assert what_was_sent(store) == ["", basic(), basic()]


def test_a_digest_is_made_anew_where_the_server_gives_another_nonce(store: FakeStore, curator: None) -> None:
    number = iter(range(10))

    def another(request: str) -> None:
        store.challenges = [f'Digest realm="r", nonce="n{next(number)}", stale=true']

    store.before = another
    client = Http(store.address, tries=1, timeout=5, remark=lambda text: None)
    with pytest.raises(NotAuthorised):
        client.send("GET", f"{store.address}/ds/data")
    store.credentials = None
    client.send("GET", f"{store.address}/ds/data", missing=b"")
    store.credentials = ("nobody", "knows")
    with pytest.raises(NotAuthorised):
        client.send("GET", f"{store.address}/ds/data")
    client.close()
    assert ["n0" in sent for sent in what_was_sent(store)] == [False, True, True, True, False]
    assert 'nonce="n3"' in what_was_sent(store)[-1]


def test_letters_of_any_language(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADKG_USER", "müller")
    monkeypatch.setenv("RADKG_PASSWORD", "пароль")
    store.credentials = ("müller", "пароль")
    ask(store.address)
    assert what_was_sent(store)[-1] == basic("müller", "пароль")
    store.credentials = ("nobody", "knows")
    store.challenges = ['Digest realm="für Ärzte", nonce="n"'.encode().decode("latin-1")]
    assert "does not accept" in refusal(store.address)
    assert 'username="müller", realm="für Ärzte"' in what_was_sent(store)[-1].encode("latin-1").decode()


@pytest.mark.parametrize(
    ("password", "said", "told"),
    [
        (PASSWORD, f"unknown: <b>{PASSWORD}</b>s {basic()}", "unknown: … s Basic …"),
        (PASSWORD, basic().partition(" ")[2], "…"),
        ("a<b>&c d+e", "a&lt;b&gt;&amp;c d+e a%3Cb%3E%26c%20d%2Be a%3Cb%3E%26c+d%2Be a<b>&c d+e", "… … … …"),
        ("p", "no such user p at http://proxy", "no such user … at http://proxy"),  # htt…:// would tell
    ],
)
def test_what_a_server_repeats_is_not_printed(
    store: FakeStore, curator: None, monkeypatch: pytest.MonkeyPatch, password: str, said: str, told: str
) -> None:
    monkeypatch.setenv("RADKG_PASSWORD", password)
    store.faults = [Fault(400, body=said)]
    store.credentials = (USER, password)
    with pytest.raises(StoreError, match=re.escape(f"400: {told}; look into the log of the store")):
        ask(store.address)


def test_a_name_with_a_colon_has_no_basic(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADKG_USER", "a:b")
    assert "no name with a colon" in refusal(store.address)
    assert what_was_sent(store) == [""]


# A token.


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    """A token, in the environment."""
    monkeypatch.setenv("RADKG_TOKEN", TOKEN)
    return f"Bearer {TOKEN}"


def test_a_token_goes_to_the_target_and_to_no_other_server(store: FakeStore, token: str) -> None:
    with fake_store() as other:
        other.token = TOKEN
        assert refusal(store.address).startswith("does not accept (basic) RADKG_TOKEN; it takes a name and a password")
        assert refusal(other.address, store.address).startswith(
            f"wants to know who you are (bearer); RADKG_TOKEN is for the server of TARGET, and {other.address} is another one"
        )
        assert (what_was_sent(store), what_was_sent(other)) == ([token], [""])


def test_the_user_says_to_which_servers_a_token_goes(store: FakeStore, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_store() as other:
        other.token = TOKEN
        monkeypatch.setenv("RADKG_TOKEN_HOST", f"https://store.example.org, {other.address}/ds")
        ask(other.address, store.address)
        assert "RADKG_TOKEN is for https://store.example.org and " in refusal(store.address)
        assert (what_was_sent(store), what_was_sent(other)) == ([""], [token])


def test_a_token_goes_over_encrypted_lines_only(store: FakeStore, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("radkg.stores.credentials.is_here", lambda address: False)
    told: list[str] = []
    store.credentials = None
    ask(store.address, remark=told.append)
    remedy = f"use https, or RADKG_TOKEN_HOST={store.address} has it sent all the same"
    assert told == [f"RADKG_TOKEN is not sent to {store.address}, which is not encrypted; {remedy}"]
    monkeypatch.setenv("RADKG_TOKEN_HOST", store.address)
    ask(store.address)
    assert what_was_sent(store) == ["", token]


def test_what_was_not_sent_is_named_where_a_server_forbids(store: FakeStore, token: str) -> None:
    store.faults = [Fault(403)]
    with pytest.raises(NotAuthorised, match="403, this user may not do that; RADKG_TOKEN is for the server of TARGET"):
        ask(store.address, "https://store.example.org")


def test_a_token_and_a_password(store: FakeStore, token: str, curator: None) -> None:
    store.credentials = (USER, PASSWORD)
    ask(store.address)
    assert what_was_sent(store) == [token, basic()]


def test_a_password_of_the_environment_is_for_the_target_alone(store: FakeStore, curator: None) -> None:
    assert refusal(store.address, "http://127.0.0.1:1").startswith(
        "wants to know who you are (basic); RADKG_USER and RADKG_PASSWORD are for http://127.0.0.1:1; ~/.netrc"
    )
    assert what_was_sent(store) == [""]


def test_a_redirect_is_not_followed_with_it(store: FakeStore, token: str) -> None:
    with fake_store() as other:
        store.faults = [Fault(307, headers={"Location": f"{other.address}/ds/data"})]
        with pytest.raises(StoreError, match="307, has moved to"):
            ask(store.address)
        assert other.asked == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RADKG_TOKEN", "s3cret\n", "a control character (U+000A) at its place 7 of 7"),
        ("RADKG_TOKEN", "s3cretĀ", "RADKG_TOKEN has a character that no token has (U+0100, number 7 of 7)"),
        ("RADKG_TOKEN", "s3cret more", "(U+0020, number 7 of 11); set it without quotation marks, spaces and line ends"),
        ("RADKG_TOKEN", "s3cret\udcff", "a byte that is not UTF-8"),
        ("RADKG_USER", "s3cret\x1b[2J", "RADKG_USER has a control character (U+001B)"),
        ("RADKG_PASSWORD", "s3cret\udcff", "RADKG_PASSWORD has a byte that is not UTF-8 at its place 7 of 7; set it anew"),
    ],
)
def test_what_cannot_be_sent_is_told_before_anything_is_asked(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, mini_command: Callable[..., Any], name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    refused = mini_command("load", store.target, "--part", "schema")
    assert refused.code == 2
    assert says in refused.err
    assert "s3cret" not in refused.out + refused.err
    assert store.asked == []


def test_a_host_that_is_no_address_is_told(store: FakeStore, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADKG_TOKEN_HOST", "http://u:s3cret@h:port")
    with pytest.raises(InvalidCredentials, match=r"RADKG_TOKEN_HOST: http://…@h:… is no address; write it like https"):
        ask(store.address)
