"""What it means that a store answers, and not with success: an error in words, without what the store repeats of secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import requests

from radkg.rdf.addresses import masked
from radkg.shown import shown
from radkg.stores.errors import NotAuthorised, NotSupported, Refused, TooLarge
from radkg.stores.failures import refused_by_proxy

if TYPE_CHECKING:
    from radkg.stores.credentials import Credentials

BUSY = {429, 500, 502, 503, 504}
_NOT_SUPPORTED = {405, 501}
_LONGEST = 1 << 16  # bytes of an error answer that are read for its message
_MARKUP = re.compile(r"<(script|style|head).*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)


def error_of(response: requests.Response, address: str, credentials: Credentials, proxy: str) -> Refused | NotAuthorised:
    """Return the error that an answer is.

    Args:
        response: The answer. 401 is not among those that come here.
        address: The address that was asked.
        credentials: Those of the server, which may repeat them.
        proxy: The proxy by which it was asked; empty for none.
    """
    code, complaint = response.status_code, _complaint(response, credentials)
    if code == 407:
        return NotAuthorised(f"{address}: {refused_by_proxy(code, address, proxy)}")
    if code == 403:
        remedy = credentials.withheld or "ask who runs the store for the right to write"
        return NotAuthorised(f"{address}: 403, this user may not do that{complaint}; {remedy}")
    if 300 <= code < 400:
        to = credentials.hidden(masked(response.headers.get("Location", "elsewhere")))
        return Refused(f"{address}: {code}, has moved to {to[:200]}; use that address if it is yours")
    if code == 413:
        return TooLarge(f"{address}: 413, takes no request of this size{complaint}; raise the limit of the store or its proxy")
    if code in _NOT_SUPPORTED:
        return NotSupported(f"{address}: {code}, does not do this{complaint}; is it read-only?")
    return Refused(f"{address}: {_what_went_wrong(code, complaint)}")


def _what_went_wrong(code: int, complaint: str) -> str:
    if code == 404:
        return f"404, nothing at this address{complaint}; is the dataset or repository made, and its name right?"
    if code == 429:
        return f"429, too many requests{complaint}; wait and run the command again"
    if code in BUSY:
        return f"{code}, the store has failed{complaint}; look into its log, and run the command again"
    return f"{code}{complaint}; look into the log of the store"


def _complaint(response: requests.Response, credentials: Credentials) -> str:
    """Return the message of an error answer in one plain line, behind a colon; empty where it has none."""
    try:
        body = next(response.iter_content(_LONGEST), b"").decode(errors="replace")
    except requests.exceptions.RequestException:
        return ""
    sent = response.request.headers.get("Authorization", "")
    body = credentials.hidden(body, sent.decode(errors="replace") if isinstance(sent, bytes) else sent)
    text = credentials.hidden(plain(_MARKUP.sub(" ", body)))
    return f": {text[:200].strip()}{' …' if len(text) > 200 else ''}" if text else ""


def plain(text: str) -> str:
    """Return ``text`` in one line, as it may be printed."""
    return shown(" ".join(text.split()))
