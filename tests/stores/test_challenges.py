"""Challenges of servers are read as RFC 9110 writes them, and a word within one is never taken for a scheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from radkg.stores.challenges import Challenge, read_challenges


@pytest.mark.parametrize(
    ("header", "challenges"),
    [
        ('Basic realm="WallyWorld"', [("basic", {"realm": "WallyWorld"})]),  # RFC 7617, section 2
        (  # RFC 9110, section 11.6.1
            'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
            [("basic", {"realm": "simple"}), ("newauth", {"realm": "apps", "type": "1", "title": 'Login to "apps"'})],
        ),
        (  # RFC 7616, section 3.9.1
            'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, '
            'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
            [
                (
                    "digest",
                    {
                        "realm": "http-auth@example.org",
                        "qop": "auth, auth-int",
                        "algorithm": "SHA-256",
                        "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
                    },
                )
            ],
        ),
        (  # RFC 6750, section 3
            'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
            [("bearer", {"realm": "example", "error": "invalid_token", "error_description": "The access token expired"})],
        ),
        ("Negotiate, Bearer, BASIC realm=b", [("negotiate", {}), ("bearer", {}), ("basic", {"realm": "b"})]),
        (', ,Basic , , REALM = "b" ,', [("basic", {"realm": "b"})]),
        ('Bearer realm="basic-users"', [("bearer", {"realm": "basic-users"})]),
        ('Bearer realm="a, Digest b, Basic c"', [("bearer", {"realm": "a, Digest b, Basic c"})]),
        ('Basic realm="Digestive Disease Graph"', [("basic", {"realm": "Digestive Disease Graph"})]),
        ('Basic realm="für Ärzte"'.encode().decode("latin-1"), [("basic", {"realm": "für Ärzte"})]),
        ('Basic realm="für Ärzte"', [("basic", {"realm": "für Ärzte"})]),  # in Latin-1
        ('Basic\r\n realm="folded"', [("basic", {"realm": "folded"})]),
        ("Basic realm=a, realm=b", [("basic", {"realm": "a"})]),
    ],
)
def test_challenges_are_read(header: str, challenges: list[tuple[str, dict[str, str]]]) -> None:
    assert [(one.scheme, dict(one.parameters)) for one in read_challenges([header])] == challenges


def test_what_stands_in_the_place_of_parameters_is_kept() -> None:
    assert read_challenges(["Negotiate a87421000492aa874209af8bc028==, NTLM"]) == (
        Challenge("negotiate", {}, "a87421000492aa874209af8bc028=="),
        Challenge("ntlm", {}),
    )


def test_several_headers_are_read_in_their_order() -> None:
    assert [one.scheme for one in read_challenges(["Bearer", 'Digest realm="x, Basic"', "Basic"])] == [
        "bearer",
        "digest",
        "basic",
    ]


@pytest.mark.parametrize(
    ("header", "schemes"),
    [
        ('Bearer realm="never ends, Basic realm=x', ["bearer"]),
        ('Bearer realm="ends early" Basic realm="x"', ["bearer"]),
        ("Bearer realm=my basic users, Basic realm=x", ["bearer"]),
        ("Basic realm=My Realm", ["basic"]),  # some servers write so: it asks for Basic all the same
        ('="Basic"', []),
        ("", []),
    ],
)
def test_from_where_a_header_is_not_well_formed_it_is_not_heeded(header: str, schemes: list[str]) -> None:
    assert [one.scheme for one in read_challenges([header])] == schemes


@given(st.text(st.characters(codec="latin-1"), max_size=200))
def test_no_header_is_too_strange(header: str) -> None:
    for challenge in read_challenges([header]):
        assert challenge.scheme
        assert challenge.scheme in header.lower()


@given(st.text(max_size=40))
def test_no_realm_can_feign_a_scheme(realm: str) -> None:
    quoted = realm.replace("\\", "\\\\").replace('"', '\\"')
    header = f'Bearer realm="{quoted}", Negotiate'.encode().decode("latin-1")
    assert [one.scheme for one in read_challenges([header])] == ["bearer", "negotiate"]
