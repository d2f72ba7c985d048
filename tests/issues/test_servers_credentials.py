"""What people reported of passwords that go to a server which asked for something else, or do not go where they should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from radkg.stores import LoadReport, load
from radkg.stores.errors import NotAuthorised
from stores.certificates import VARIABLES
from stores.fake_store import FakeStore, fake_store
from stores.small_release import RELEASE, remembered, written_in


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    """A store that asks who is there."""
    for name in ("RADKG_TOKEN", "RADKG_TOKEN_HOST", *VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/nonexistent")
    monkeypatch.setenv("RADKG_USER", "müller")
    monkeypatch.setenv("RADKG_PASSWORD", "pässwörd")
    monkeypatch.setattr("radkg.stores.loading.read_parts", remembered)
    with fake_store() as fake:
        fake.credentials = ("müller", "pässwörd")
        yield fake


def attempt(store: FakeStore) -> LoadReport:
    return load(store.target, RELEASE, parts=["schema"], tries=1)


def what_was_sent(store: FakeStore) -> set[str]:
    """Return the schemes by which requests said who asks."""
    return {sent.get("Authorization", "").partition(" ")[0] for sent in store.sent}


def test_a_word_in_a_realm_is_no_scheme(store: FakeStore, mini_command: Callable[..., Any]) -> None:
    """python/cpython#18284: which of the challenges is meant, and where it ends, is read from the header's grammar."""
    store.challenges = ['Bearer realm="basic-users"']
    refused = mini_command("load", store.target, "--part", "schema")
    assert refused.code == 2
    assert "401, wants a token: RADKG_TOKEN; nothing of RADKG_USER and RADKG_PASSWORD was sent" in refused.err
    assert what_was_sent(store) == {""}


def test_a_realm_may_begin_like_the_name_of_a_scheme(store: FakeStore) -> None:
    """python/cpython#18284, the other way round: Basic is asked for, and "Digest" is the beginning of a name."""
    store.challenges = ['Basic realm="Digestive Disease Graph"']
    attempt(store)
    assert store.graph("https://w3id.org/radkg/graph/schema") == written_in("schema")
    assert what_was_sent(store) == {"", "Basic"}


def test_several_challenges_in_one_header(store: FakeStore) -> None:
    """python/cpython#18284: the one that can be answered need not be the first."""
    store.challenges = ['Negotiate, Bearer realm="a, b", BASIC realm="c"']
    assert attempt(store).verified


def test_several_challenges_in_several_headers(store: FakeStore) -> None:
    """encode/httpx#1234: a header for each challenge."""
    store.challenges = ["Negotiate", 'Basic realm="c"']
    assert attempt(store).verified


def test_a_challenge_that_is_cut_off_is_declined(store: FakeStore) -> None:
    """python/cpython#153792: a digest without what one is made of."""
    for store.challenges in (["Digest"], ["Digest realm"], ["Digest realm="], ['Digest realm="x']):
        with pytest.raises(NotAuthorised, match="asks for a digest, and gives no realm or no nonce"):
            attempt(store)
    assert what_was_sent(store) == {""}


def test_letters_that_are_not_ascii(store: FakeStore) -> None:
    """RDFLib/sparqlwrapper#55 and #56: in the name, the password and the realm (RFC 7617, section 2.1)."""
    store.challenges = ['Basic realm="Datenbank für Ärzte", charset="UTF-8"'.encode().decode("latin-1")]
    assert attempt(store).verified
