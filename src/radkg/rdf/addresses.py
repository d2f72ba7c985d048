"""Addresses as a user writes them: which machine is meant, and how one may be printed, since a password may stand in it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

import pyoxigraph as ox

from radkg.shown import shown

_PORTS = {"http": 80, "https": 443}
_AT = "(?:@|%40|\uff20|\ufe6b)"  # libraries take the last two, which are wide and small forms of the first, for it as well

#: What may be printed before the name of a machine.
_START = re.compile(r"(?:[a-z][a-z0-9]*:(?=https?:))?(?:[a-z][a-z0-9+.-]*:(?=/)|https?:)?/*", re.IGNORECASE)
_USER = re.compile(f".*{_AT}", re.IGNORECASE)
_PLACE_OF_PORT = re.compile(r"(\[[0-9a-f:.]*\])|:(?!\d{0,5}(?:/|$))[^/:]*", re.IGNORECASE)


def masked(address: str) -> str:
    """Return an address as it may be printed: without what a name, a password or a token may be, in one line.

    Left out are, whatever the address looks like, everything before its last @, what stands behind a colon and is no port, its
    query and its fragment.

    Args:
        address: The address, be it wrong.
    """
    line = shown(" ".join(address.split()))
    start = _START.match(line)
    assert start is not None  # all of it is optional
    rest = line[start.end() :]
    user = _USER.match(rest)
    rest = rest[user.end() :] if user else rest
    asked = re.search(r"[?#]", rest)
    path = _PLACE_OF_PORT.sub(lambda found: found[1] or ":…", rest[: asked.start()] if asked else rest)
    return f"{start[0]}{'…@' if user else ''}{path}{f'{asked[0]}…' if asked else ''}"


def is_web_address(text: str) -> bool:
    """Return whether a text is an address of HTTP that can be asked, and an IRI that can stand in RDF."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        host.removesuffix(".").encode("idna")  # a part of a name has 1 to 63 characters
        ox.NamedNode(text)
    except ValueError:  # of which UnicodeError is one
        return False
    is_port = parts.port is None or parts.port > 0
    return parts.scheme in _PORTS and bool(host) and is_port and text.isprintable()


def origin_of(address: str) -> str:
    """Return scheme, machine and port of an address (RFC 6454): to two addresses with one origin, one server answers.

    Raises:
        ValueError: It is no address of HTTP.
    """
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(address)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    return f"{parts.scheme}://{host}" + ("" if port == _PORTS[parts.scheme] else f":{port}")


def is_here(address: str) -> bool:
    """Return whether an address is on this machine, which no other machine hears."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.removesuffix(".") == "localhost"
