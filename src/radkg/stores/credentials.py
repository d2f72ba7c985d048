"""Who the user is to a store: from the environment or netrc, never from the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import requests
    from requests.auth import AuthBase

HOW_TO_GIVE = "set RADKG_USER and RADKG_PASSWORD (or RADKG_TOKEN), or write a line for this host into ~/.netrc"


class Credentials(NamedTuple):
    """A user name with its password, or a token, and where they are from; neither is ever printed."""

    user: str = ""
    password: str = ""
    token: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        return f"Credentials(origin={self.origin!r})"

    @property
    def given(self) -> bool:
        """Whether there are any."""
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
    """Return how to identify oneself to a server that has answered 401, or ``None`` where nothing fits.

    A password goes out only when it is asked for, and as a digest where the server takes one.
    """
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    offered = response.headers.get("WWW-Authenticate", "").lower()
    if not credentials.user:
        return None
    if "digest" in offered:
        return HTTPDigestAuth(credentials.user, credentials.password)
    return HTTPBasicAuth(credentials.user.encode(), credentials.password.encode()) if "basic" in offered else None


def schemes(response: requests.Response) -> str:
    """Return the names of the ways to identify oneself that a server offers, for a message."""
    offered = response.headers.get("WWW-Authenticate", "").lower()
    return " or ".join(scheme for scheme in ("digest", "basic", "bearer") if scheme in offered)
