"""Challenges: what a server answers with 401, or a proxy with 407, to say how it wants to be told who asks.

    challenge  = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
    auth-param = token BWS "=" BWS ( token / quoted-string )

RFC 9110, section 11.6.1 (RFC 7235 before). Commas part both the challenges and the parameters of one, and a quoted string may
hold anything, so that a word in a header says nothing by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_END = r"[ \t]*(?:,|$)"
_ENDS = re.compile(_END)
_GAP = re.compile(r"[ \t,]*")  # elements of a list may be empty
_PARAMETER = re.compile(rf'({_TOKEN})[ \t]*=[ \t]*(?:"((?>(?:[^"\\]|\\.)*))"|({_TOKEN}))(?={_END})')
_SCHEME = re.compile(rf"({_TOKEN})(?:[ \t]+|(?={_END}))")
_TOKEN68 = re.compile(rf"[A-Za-z0-9._~+/-]+=*(?={_END})")


class Challenge(NamedTuple):
    """One way in which a server can be told who asks.

    Attributes:
        scheme: Its name in small letters: basic, digest, bearer, negotiate, …
        parameters: Its parameters, by name in small letters.
        token: What some schemes have in the place of parameters; empty for none.
    """

    scheme: str
    parameters: Mapping[str, str]
    token: str = ""


def read_challenges(headers: Iterable[str]) -> tuple[Challenge, ...]:
    """Return the challenges of an answer, in their order.

    Args:
        headers: The values of its headers ``WWW-Authenticate``, or ``Proxy-Authenticate``, as the library http.client has them.
            From where one is not well formed, nothing in it is heeded: half a quoted string may hold the name of a scheme.
    """
    return tuple(challenge for header in headers for challenge in _read(_decoded(header)))


def _read(header: str) -> Iterator[Challenge]:
    place = _next(header, 0)
    while found := _SCHEME.match(header, place):
        parameters: dict[str, str] = {}
        token, place = "", found.end()
        if bare := _TOKEN68.match(header, place):
            token, place = bare[0], bare.end()
        while parameter := _PARAMETER.match(header, _next(header, place)):
            name, quoted, plain = parameter.groups()
            parameters.setdefault(name.lower(), plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
            place = parameter.end()
        yield Challenge(found[1].lower(), parameters, token)
        if not _ENDS.match(header, place):
            return
        place = _next(header, place)


def _next(header: str, place: int) -> int:
    """Return where the next element of a list begins."""
    gap = _GAP.match(header, place)
    assert gap is not None  # it may be empty
    return gap.end()


def _decoded(header: str) -> str:
    """Return a header's text, in one line: the library takes every byte for a letter of Latin-1, and servers write UTF-8."""
    line = "".join(c if c >= " " else " " for c in header)  # a header may be folded, and what is sent back may not
    try:
        return line.encode("latin-1").decode()
    except UnicodeError:
        return line
