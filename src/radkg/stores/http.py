"""HTTP requests to a store: credentials, compression, and retries of requests that may be repeated."""

from __future__ import annotations

import gzip
import random
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from radkg.shown import shown
from radkg.stores.credentials import HOW_TO_GIVE, Credentials, answer_challenge, find_credentials, schemes
from radkg.stores.errors import NotAuthorised, NotSupported, Refused, StoreError, TooLarge, Unreachable
from radkg.stores.sending import PatientAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests.auth import AuthBase

TRIES = 5
TIMEOUT = 300.0  # seconds without a byte from the server
CONNECT_TIMEOUT = 10.0  # seconds
LONGEST_WAIT = 60.0  # seconds that a server may ask to wait before the next try
HERE = ("localhost", "127.0.0.1", "::1")
_FIRST_WAIT = 0.5  # seconds; doubled at each try
_BUSY = {429, 500, 502, 503, 504}
_NOT_SUPPORTED = {405, 501}
_CHUNK = 1 << 20
_LONGEST_ERROR = 1 << 16  # bytes of an error answer that are read for its message


class Http:
    """A client of one store.

    Args:
        tries: How often to try a request that may be repeated.
        timeout: Seconds to wait for a byte from the server.
        remark: Called with what a user should know while the load goes on.
    """

    def __init__(self, *, tries: int = TRIES, timeout: float = TIMEOUT, remark: Callable[[str], None]) -> None:
        self._tries, self._timeout, self._remark = tries, timeout, remark
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, PatientAdapter(timeout))
        self._identified: dict[str, AuthBase] = {}
        self._credentials: dict[str, Credentials] = {}

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def send(
        self,
        method: str,
        address: str,
        *,
        parameters: Mapping[str, str] | None = None,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        packed: bool = False,
        repeat: bool = True,
        most: int = 1 << 30,
        missing: bytes | None = None,
    ) -> bytes:
        """Send a request and return the answer's body.

        Args:
            method: ``GET``, ``PUT``, ``POST``, ``DELETE``.
            address: The address.
            parameters: Parameters in the query of the address.
            data: The body.
            headers: The headers.
            packed: Whether to compress the body with gzip.
            repeat: Whether the request may be sent twice; else it is tried again only where no connection was made.
            most: The most bytes that the answer may have.
            missing: The body to return for a 404; ``None`` for an error.

        Raises:
            Unreachable: No whole answer came.
            NotAuthorised: 401 or 403.
            TooLarge: 413.
            NotSupported: 405 or 501.
            Refused: Any other answer that is not a success.
        """
        body, sent = data, dict(headers or {})
        trouble: StoreError
        if data is not None and packed:
            body, sent["Content-Encoding"] = gzip.compress(data, 1), "gzip"
        for attempt in range(1, self._tries + 1):
            try:
                response = self._send(method, address, parameters, body, sent)
                with response:
                    if response.status_code < 300:
                        return _read(response, address, most)
                    if response.status_code == 404 and missing is not None:
                        return missing
                    trouble = _error(response, address)
                    if response.status_code not in _BUSY or not (repeat or response.status_code in (429, 503)):
                        raise trouble
                    wait = _asked_to_wait(response)
            except requests.exceptions.RequestException as error:
                wait = None
                trouble = Unreachable(f"{address}: {_reason(error)}; is the store running, and is this its address?")
                if not repeat and not _was_not_sent(error):
                    raise trouble from None
            if attempt == self._tries:
                break
            self._wait(address, trouble, attempt, wait)
        raise trouble

    def _send(
        self,
        method: str,
        address: str,
        parameters: Mapping[str, str] | None,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> requests.Response:
        """Send a request, and once more with authentication where the server asks for it.

        Raises:
            NotAuthorised: The server still answers 401.
        """
        origin = "://".join(urlsplit(address)[:2])  # an authentication holds for all addresses of a server
        if origin not in self._credentials:
            self._credentials[origin] = find_credentials(address)
            if self._credentials[origin].given and origin.startswith("http:") and urlsplit(address).hostname not in HERE:
                self._remark(
                    f"{origin} is not encrypted: others on the way can read credentials and data; use https if you can"
                )
        credentials = self._credentials[origin]
        for known in (True, False):
            headers = {**headers, "Authorization": f"Bearer {credentials.token}"} if credentials.token else headers
            response = self._session.request(
                method,
                address,
                params=parameters,
                data=body,
                headers=headers,
                auth=self._identified.get(origin, _unidentified),
                timeout=(min(CONNECT_TIMEOUT, self._timeout), self._timeout),
                allow_redirects=False,  # a password must not go to an address that the user did not name
                stream=True,
            )
            if response.status_code != 401 or origin in self._identified:
                break
            identity = answer_challenge(response, credentials) if known else None
            if identity is None:
                break
            self._identified[origin] = identity
            response.close()
        if response.status_code == 401:
            with response:
                raise _unauthorised(response, address, credentials)
        return response

    def _wait(self, address: str, trouble: Exception, attempt: int, asked: float | None) -> None:
        seconds = _FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.75, 1.25) if asked is None else asked
        if seconds > LONGEST_WAIT:
            raise Refused(f"{address}: asks to come back in {seconds:.0f} s; run the command again then")
        reason = str(trouble).removeprefix(f"{address}: ").split(";")[0]
        self._remark(f"{reason}; trying again in {seconds:.1f} s ({attempt + 1} of {self._tries})")
        time.sleep(seconds)


def _unidentified(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Return the request as it is. Without an ``auth``, the library requests would take credentials from netrc."""
    return request


def _read(response: requests.Response, address: str, most: int) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_content(_CHUNK):
        size += len(piece)
        if size > most:
            raise Refused(f"{address}: answers with more than {most:,} bytes; is it the store, and this graph radkg's?")
        pieces.append(piece)
    return b"".join(pieces)


def _unauthorised(response: requests.Response, address: str, credentials: Credentials) -> NotAuthorised:
    offered = schemes(response)
    how = f" ({offered})" if offered else ""
    if credentials.given:
        return NotAuthorised(f"{address}: 401, does not accept{how} {credentials.origin}; correct that, or ask who runs it")
    return NotAuthorised(f"{address}: 401, wants to know who you are{how}; {HOW_TO_GIVE}")


def _error(response: requests.Response, address: str) -> Refused | NotAuthorised:
    code, complaint = response.status_code, _complaint(response)
    if code == 403:
        return NotAuthorised(
            f"{address}: 403, this user may not do that{complaint}; ask who runs the store for the right to write"
        )
    if code == 404:
        return Refused(
            f"{address}: 404, nothing at this address{complaint}; is the dataset or repository made, and its name right?"
        )
    if code == 413:
        return TooLarge(f"{address}: 413, takes no request of this size{complaint}; raise the limit of the store or its proxy")
    if code in _NOT_SUPPORTED:
        return NotSupported(f"{address}: {code}, does not do this{complaint}; is it read-only?")
    if 300 <= code < 400:
        to = re.sub(r"//[^/?#]*@", "//…@", response.headers.get("Location", "elsewhere"))
        return Refused(f"{address}: {code}, has moved to {_plain(to)[:200]}; use that address if it is yours")
    if code == 429:
        return Refused(f"{address}: 429, too many requests{complaint}; wait and run the command again")
    if code in _BUSY:
        return Refused(f"{address}: {code}, the store has failed{complaint}; look into its log, and run the command again")
    return Refused(f"{address}: {code}{complaint}; look into the log of the store")


def _complaint(response: requests.Response) -> str:
    """Return the message of an error answer in one plain line, behind a colon; empty where it has none."""
    try:
        body = next(response.iter_content(_LONGEST_ERROR), b"").decode(errors="replace")
    except requests.exceptions.RequestException:
        return ""
    text = _plain(re.sub(r"<(script|style|head).*?</\1>|<[^<>]*>", " ", body, flags=re.DOTALL | re.IGNORECASE))
    return f": {text[:200].strip()}{' …' if len(text) > 200 else ''}" if text else ""


def _plain(text: str) -> str:
    """Return ``text`` in one line, as it may be printed."""
    return shown(" ".join(text.split()))


def _asked_to_wait(response: requests.Response) -> float | None:
    """Return the seconds that a server asks to wait; ``None`` where it does not."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if re.fullmatch(r"\d{1,9}", asked) else None


def _was_not_sent(error: requests.exceptions.RequestException) -> bool:
    return isinstance(error, requests.exceptions.ConnectTimeout) or "NewConnectionError" in repr(error)


def _reason(error: requests.exceptions.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "the certificate is not one to trust"
    if isinstance(error, requests.exceptions.Timeout) or "TimeoutError" in repr(error):  # the latter while sending
        return "no sign of life"
    if _was_not_sent(error):
        return "refuses the connection" if "refused" in repr(error).lower() else "cannot be reached"
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)):
        return "the answer breaks off"
    return "closes the connection without a whole answer"
