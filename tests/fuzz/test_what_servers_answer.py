"""Whatever a server answers ends in bytes or in one line; and a word within a quoted string is no way to be told who asks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

from hypothesis import strategies as st

from fuzzing import fuzzed, mutated
from parrot import Parrot, answering, ask, is_one_line
from radkg.stores.challenges import read_challenges
from radkg.stores.errors import StoreError
from radkg.stores.http import Http
from radkg.stores.remote import RemoteStore
from radkg.stores.target import read_target

PASSWORD = "S3CRETpassword"


@cache
def parrot() -> Parrot:
    """A server that lives as long as this process."""
    return next(_for_ever())


def _for_ever() -> Iterator[Parrot]:
    with answering() as bird:
        _KEPT.append(bird)
        yield bird


_KEPT: list[Parrot] = []
ENVIRONMENT = {"RADKG_USER": "curator", "RADKG_PASSWORD": PASSWORD, "NETRC": os.devnull}


@fuzzed(150, answer=mutated("answers"), asked=st.sampled_from(["read", "select", "update", "delete"]))
def test_any_answer(answer: bytes, asked: str) -> None:
    """No password is in what is told of it."""
    parrot().answer = answer
    told: list[str] = []
    with patch.dict(os.environ, ENVIRONMENT):
        target = read_target(f"fuseki:http://127.0.0.1:{parrot().port}/ds")
        store = RemoteStore(target, Http(target.graphs, tries=1, timeout=3, remark=told.append))
        try:
            ask(store, asked)
        except StoreError as error:
            told.append(str(error))
        finally:
            store.close()
    assert all(is_one_line(text) for text in told)
    assert not any(PASSWORD in text for text in told)


@fuzzed(500, header=mutated("challenges"))
def test_any_challenge(header: bytes) -> None:
    """Each scheme is a word of the header, outside of what is quoted."""
    for challenge in read_challenges([header.decode("latin-1")]):
        assert challenge.scheme.encode("latin-1") in header.lower()
        assert challenge.scheme == challenge.scheme.lower()


TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+.^_`|~-", min_size=1, max_size=8)
QUOTED = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20) | st.sampled_from(
    ["x, Basic realm=y", ', Basic realm="', "\\"]
)
PARAMETERS = st.dictionaries(TOKENS.map(str.lower), QUOTED, min_size=1, max_size=4)


@fuzzed(
    300,
    challenges=st.lists(st.tuples(TOKENS, PARAMETERS), min_size=1, max_size=4),
    gap=st.sampled_from([", ", ",", " ,\t", ",,"]),
)
def test_challenges_are_read_as_they_were_written(challenges: list[tuple[str, dict[str, str]]], gap: str) -> None:
    """A quoted string may hold anything, the name of a scheme and a comma too."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    header = gap.join(f"{scheme} " + gap.join(f"{k}={quoted(v)}" for k, v in values.items()) for scheme, values in challenges)
    read = [(found.scheme, dict(found.parameters)) for found in read_challenges([header])]
    assert read == [(scheme.lower(), values) for scheme, values in challenges]
