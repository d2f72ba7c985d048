"""Credentials of a store: from the environment or netrc, never from the command line, which others can read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import requests
    from requests.auth import AuthBase

HOW_TO_GIVE = "set RADKG_USER and RADKG_PASSWORD (or RADKG_TOKEN), or write a line for this host into ~/.netrc"


class Credentials(NamedTuple):
    """A user name with its password, or a token. They are never printed.

    Attributes:
        user: The user name; empty for none.
        password: The password.
        token: The token; empty for none.
        origin: Where they are from, in words.
    """

    user: str = ""
    password: str = ""
    token: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        return f"Credentials(origin={self.origin!r})"

    @property
    def given(self) -> bool:
        """Whether there is a user name or a token."""
        return bool(self.user or self.token)


def find_credentials(address: str) -> Credentials:
    """Return the credentials for ``address``: ``RADKG_TOKEN``, ``RADKG_USER`` with ``RADKG_PASSWORD``, or those of netrc."""
    from requests.utils import get_netrc_auth

    if token := os.environ.get("RADKG_TOKEN"):
        return Credentials(token=token, origin="RADKG_TOKEN")
    if user := os.environ.get("RADKG_USER"):
        return Credentials(user, os.environ.get("RADKG_PASSWORD", ""), origin="RADKG_USER and RADKG_PASSWORD")
    found = get_netrc_auth(address)
    return Credentials(str(found[0]), str(found[1]), origin="the netrc file") if found else Credentials()


def answer_challenge(response: requests.Response, credentials: Credentials) -> AuthBase | None:
    """Return the authentication for a server that has answered 401; ``None`` where no scheme fits.

    A password is sent only where a server asks for it, and as a digest where the server takes one.

    Args:
        response: The answer.
        credentials: The credentials for the server.
    """
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    offered = response.headers.get("WWW-Authenticate", "").lower()
    if not credentials.user:
        return None
    if "digest" in offered:
        return HTTPDigestAuth(credentials.user, credentials.password)
    return HTTPBasicAuth(credentials.user.encode(), credentials.password.encode()) if "basic" in offered else None


def schemes(response: requests.Response) -> str:
    """Return the names of the authentication schemes that a server offers, for a message."""
    offered = response.headers.get("WWW-Authenticate", "").lower()
    return " or ".join(scheme for scheme in ("digest", "basic", "bearer") if scheme in offered)
