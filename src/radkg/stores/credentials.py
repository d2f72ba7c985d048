"""Credentials of a store: from the environment or netrc, never from the command line, which others can read.

Who may have them: the server that TARGET names, and no other. A password goes out where that server asks for it by a scheme
that has one; a token at once, as servers ask for it in too many ways, and so over encrypted lines only.
"""

from __future__ import annotations

import base64
import json
import os
import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote, quote_plus

from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth

from radkg.rdf.addresses import is_here, masked, origin_of
from radkg.stores.errors import InvalidCredentials

if TYPE_CHECKING:
    from collections.abc import Sequence

    import requests
    from requests.auth import AuthBase

    from radkg.stores.challenges import Challenge

HOW_TO_GIVE = "set RADKG_USER and RADKG_PASSWORD (or RADKG_TOKEN), or write a line for this host into ~/.netrc"
_DIGESTS = ("MD5", "MD5-SESS", "SHA-256")  # of RFC 7616, those of the library requests
_SCHEMES = ("digest", "basic", "bearer")
_LONG = 6  # letters of a secret that is in no word by chance
_UNHEARD = "…"  # stands for a secret that a server has repeated


class Credentials(NamedTuple):
    """A user name with its password, a token, or both. They are never printed.

    Attributes:
        user: The user name; empty for none.
        password: The password.
        token: The token; empty for none.
        origin: Where the user name is from, in words.
        withheld: Which are there and not for this server, in words with a remedy; empty for none.
    """

    user: str = ""
    password: str = ""
    token: str = ""
    origin: str = ""
    withheld: str = ""

    def __repr__(self) -> str:
        return f"Credentials(origin={self.origin!r})"

    @property
    def given(self) -> bool:
        """Whether there is a user name or a token."""
        return bool(self.user or self.token)

    def hidden(self, text: str, sent: str = "") -> str:
        """Return what a server has said, without the secrets that it may repeat.

        Args:
            text: What it has said.
            sent: The header ``Authorization`` that it was sent.
        """
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        secrets = {self.password, self.token, pair, sent, sent.partition(" ")[2]} - {""}
        repeated = {
            form(one) for one in secrets for form in (str, escape, quote, quote_plus, lambda one: json.dumps(one)[1:-1])
        }
        for secret in sorted(repeated, key=len, reverse=True):
            # what is left out of other words would tell which letters the secret has
            alone = re.compile(rf"(?<!\w){re.escape(secret)}(?!\w)" if len(secret) < _LONG else re.escape(secret))
            text = alone.sub(_UNHEARD, text)
        return text


def find_credentials(address: str, target: str) -> Credentials:
    """Return the credentials for an address: ``RADKG_TOKEN``, ``RADKG_USER`` with ``RADKG_PASSWORD``, or those of netrc.

    Args:
        address: The address.
        target: The address that the user has named first; the variables are for the server that it is of.

    Raises:
        InvalidCredentials: A variable has what no password or token has.
    """
    at_home = origin_of(address) == origin_of(target)
    user, password = _variable("RADKG_USER"), _variable("RADKG_PASSWORD")
    token, withheld = _token_for(address, at_home=at_home)
    if user and at_home:
        return Credentials(user, password, token, "RADKG_USER and RADKG_PASSWORD", withheld)
    if user:
        withheld = withheld or f"RADKG_USER and RADKG_PASSWORD are for {origin_of(target)}; ~/.netrc has a line for each host"
    if found := get_netrc_auth(address):
        return Credentials(str(found[0]), str(found[1]), token, "the netrc file")
    return Credentials(token=token, withheld=withheld)


def _token_for(address: str, *, at_home: bool) -> tuple[str, str]:
    """Return the token for an address, and why there is none though one is set."""
    token, origin = _variable("RADKG_TOKEN"), origin_of(address)
    if not token:
        return "", ""
    if bad := re.search(r"[^\x21-\x7e]", token):
        raise InvalidCredentials(
            f"RADKG_TOKEN has a character that no token has (U+{ord(bad[0]):04X}, number {bad.start() + 1} of {len(token)}); "
            "set it without quotation marks, spaces and line ends"
        )
    if named := os.environ.get("RADKG_TOKEN_HOST", "").replace(",", " ").split():
        allowed = [_origin_named(one) for one in named]
        if origin in allowed:
            return token, ""
        return "", f"RADKG_TOKEN is for {' and '.join(allowed)} (RADKG_TOKEN_HOST), and {origin} is not among them"
    remedy = f"RADKG_TOKEN_HOST={origin} has it sent all the same"
    if not at_home:
        return "", f"RADKG_TOKEN is for the server of TARGET, and {origin} is another one; {remedy}"
    if not origin.startswith("https:") and not is_here(address):
        return "", f"RADKG_TOKEN is not sent to {origin}, which is not encrypted; use https, or {remedy}"
    return token, ""


def _origin_named(address: str) -> str:
    try:
        return origin_of(address)
    except ValueError:
        how = "write it like https://store.example.org"
        raise InvalidCredentials(f"RADKG_TOKEN_HOST: {masked(address)} is no address; {how}") from None


def _variable(name: str) -> str:
    """Return a variable of the environment; empty where it is not set.

    Raises:
        InvalidCredentials: It cannot be sent.
    """
    value = os.environ.get(name, "")
    if bad := re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", value):
        what = "a byte that is not UTF-8" if ord(bad[0]) > 0xFF else f"a control character (U+{ord(bad[0]):04X})"
        raise InvalidCredentials(f"{name} has {what} at its place {bad.start() + 1} of {len(value)}; set it anew, without it")
    return value


def answer_challenge(challenges: Sequence[Challenge], credentials: Credentials) -> AuthBase | None:
    """Return how to answer a server that has answered 401; ``None`` where nothing is to be sent.

    Args:
        challenges: What it asks for. Where it takes a digest, the password itself stays here.
        credentials: The credentials for it.
    """
    if not credentials.user:
        return None
    for challenge in challenges:
        if challenge.scheme == "digest" and _fault_of_digest(challenge) is None:
            return Digest(challenge, credentials)
    if any(challenge.scheme == "basic" for challenge in challenges) and ":" not in credentials.user:
        return HTTPBasicAuth(credentials.user.encode(), credentials.password.encode())
    return None


class Digest(HTTPDigestAuth):
    """The answer to a challenge of digest authentication (RFC 7616); it holds for the requests that follow as well.

    The library makes the answer. Where it reads the challenge itself, it takes a word of a realm for a scheme.

    Args:
        challenge: A challenge without fault.
        credentials: The name and the password.
    """

    def __init__(self, challenge: Challenge, credentials: Credentials) -> None:
        super().__init__(credentials.user, credentials.password)
        self.nonce = challenge.parameters["nonce"]
        self.init_per_thread_state()
        self._maker = cast("Any", self)  # the library's types leave out what follows
        quality = {"qop": "auth"} if challenge.parameters.get("qop") else {}
        self._maker._thread_local.chal = {**challenge.parameters, **quality}

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the answer to a request."""
        header = self._maker.build_digest_header(request.method, request.url)
        request.headers["Authorization"] = header.encode()  # of a str, Latin-1 would be made
        return request


def _fault_of_digest(challenge: Challenge) -> str | None:
    """Return why a challenge cannot be answered by a digest; ``None`` where it can."""
    said = challenge.parameters
    algorithm = said.get("algorithm", "MD5")
    if algorithm.upper() not in _DIGESTS:
        return f"a digest by {algorithm[:40]}, and radkg has {', '.join(_DIGESTS)}"
    if "qop" in said and "auth" not in [one.strip().lower() for one in said["qop"].split(",")]:
        return f"a digest with the quality {said['qop'][:40]}, and radkg has auth"
    return None if said.get("realm") is not None and said.get("nonce") else "a digest, and gives no realm or no nonce"


def why_unauthorised(challenges: Sequence[Challenge], credentials: Credentials, answered: AuthBase | None) -> str:
    """Return why a server still answers 401, and what to do.

    Args:
        challenges: What it asks for.
        credentials: The credentials for it.
        answered: How it was answered; ``None`` where no user name was sent.
    """
    schemes = list(dict.fromkeys(challenge.scheme for challenge in challenges))
    offered = " or ".join(scheme[:40] for scheme in schemes)
    if answered is not None:
        return f"does not accept ({offered}) {credentials.origin}; correct that, or ask who runs it"
    if credentials.token:
        and_so = (
            "; it takes a name and a password: set RADKG_USER and RADKG_PASSWORD" if {"basic", "digest"} & {*schemes} else ""
        )
        return (
            f"does not accept{f' ({offered})' if offered else ''} RADKG_TOKEN{and_so or '; correct that, or ask who runs it'}"
        )
    if credentials.withheld:
        return f"wants to know who you are{f' ({offered})' if offered else ''}; {credentials.withheld}"
    if "bearer" in schemes and not {"basic", "digest"} & {*schemes}:
        unsent = f"; nothing of {credentials.origin} was sent" if credentials.user else ""
        return f"wants a token: RADKG_TOKEN{unsent}"
    if not credentials.user:
        return f"wants to know who you are{f' ({offered})' if offered else ''}; {HOW_TO_GIVE}"
    unsent = f"nothing of {credentials.origin} was sent"
    faults = [fault for one in challenges if one.scheme == "digest" and (fault := _fault_of_digest(one))]
    if "basic" in schemes:
        return "asks for basic, by which no name with a colon can be sent; ask who runs it for another name"
    if faults:
        return f"asks for {faults[0]}; {unsent}; ask who runs it for another way"
    if not schemes:
        return f"wants to know who you are, and not how (no WWW-Authenticate); {unsent}; ask who runs it"
    known = ", ".join(_SCHEMES)
    return f"asks for {offered}, and radkg has {known}; {unsent}; ask who runs it for one of these"
