"""HTTP requests to a store: credentials, compression, and retries of requests that may be repeated."""

from __future__ import annotations

import gzip
import random
import re
import time
from typing import TYPE_CHECKING

import requests

from radkg.rdf.addresses import is_here, masked, origin_of
from radkg.stores.challenges import read_challenges
from radkg.stores.credentials import Credentials, Digest, answer_challenge, find_credentials, why_unauthorised
from radkg.stores.errors import AnswerTooLarge, NotAuthorised, Refused, StoreError, Unreachable
from radkg.stores.failures import proxy_for, trusted_certificates, why_failed
from radkg.stores.refusals import BUSY, error_of, plain
from radkg.stores.sending import PatientAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests.auth import AuthBase

TRIES = 5
TIMEOUT = 300.0  # seconds without a byte from the server
ALL_IN_ALL = 10  # times as long, a request may take with its answer, all its tries and the waits between them
CONNECT_TIMEOUT = 10.0  # seconds
LONGEST_WAIT = 60.0  # seconds that a server may ask to wait before the next try
_FIRST_WAIT = 0.5  # seconds; doubled at each try
_CHUNK = 1 << 20
_NO_PROXY = {"http": "", "https": ""}


class Http:
    """A client of one store.

    Args:
        target: The address that the user has named first, to whose server credentials belong.
        tries: How often to try a request that may be repeated.
        timeout: Seconds to wait for a byte from the server; ten times as long for a request with all its tries.
        remark: Called with what a user should know while the load goes on.

    Raises:
        StoreError: The credentials or the certificates in the environment cannot be used.
    """

    def __init__(self, target: str, *, tries: int = TRIES, timeout: float = TIMEOUT, remark: Callable[[str], None]) -> None:
        self._target, self._tries, self._timeout, self._remark = target, tries, timeout, remark
        self._identified: dict[str, AuthBase] = {}
        self._servers: dict[str, tuple[Credentials, str]] = {}
        self._session = _Session()
        self._adapter = PatientAdapter(timeout)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._adapter)
        self._server(target)  # what is wrong with the environment is told before anything is asked

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def quoted(self, text: str, address: str) -> str:
        """Return what is to be printed of an answer: in one plain line, without the credentials of the server."""
        return self._server(address)[0].hidden(plain(text))

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
            Unreachable: No whole answer came, or not in time.
            NotAuthorised: 401, 403 or 407.
            TooLarge: 413.
            NotSupported: 405 or 501.
            Refused: Any other answer that is not a success.
        """
        body, sent = data, dict(headers or {})
        if data is not None and packed:
            body, sent["Content-Encoding"] = gzip.compress(data, 1), "gzip"
        request = requests.Request(method, address, params=parameters, data=body, headers=sent)
        end = time.monotonic() + ALL_IN_ALL * self._timeout
        for attempt in range(1, self._tries + 1):
            with self._adapter.ends(end) as clock:
                answer = self._try(request, most=most, missing=missing, repeat=repeat)
            if clock.is_over:
                raise self._too_late(address)
            if isinstance(answer, bytes):
                return answer
            trouble, wait = answer
            if attempt < self._tries:
                self._wait(address, trouble, attempt, wait, end)
        raise trouble

    def _try(
        self, request: requests.Request, *, most: int, missing: bytes | None, repeat: bool
    ) -> bytes | tuple[StoreError, float | None]:
        """Send a request.

        Returns:
            The answer's body; or what is the trouble, where another try may succeed, and the seconds to wait before.

        Raises:
            StoreError: See `send`; another try would fail as well.
        """
        address = request.url
        credentials, proxy = self._server(address)
        try:
            with self._send(request) as response:
                if response.status_code < 300:
                    return _read(response, address, most)
                if response.status_code == 404 and missing is not None:
                    return missing
                trouble: StoreError = error_of(response, address, credentials, proxy)
                if response.status_code not in BUSY or not (repeat or response.status_code in (429, 503)):
                    raise trouble
                return trouble, _asked_to_wait(response)
        except requests.exceptions.RequestException as error:
            failure = why_failed(error, address, proxy)
            trouble = Unreachable(f"{address}: {failure.text}")
            if failure.is_final or not (repeat or failure.was_not_sent):
                raise trouble from None
            return trouble, None

    def _send(self, request: requests.Request) -> requests.Response:
        """Send a request, and once more with authentication where the server asks for it.

        Raises:
            NotAuthorised: The server still answers 401.
        """
        address = request.url
        origin, (credentials, proxy) = origin_of(address), self._server(address)
        token = {"Authorization": f"Bearer {credentials.token}"} if credentials.token else {}
        for last in (False, True):
            known = self._identified.get(origin)
            response = self._session.request(
                request.method,
                address,
                params=request.params,
                data=request.data,
                headers={**request.headers, **token},
                auth=known or _unidentified,
                timeout=(min(CONNECT_TIMEOUT, self._timeout), self._timeout),
                allow_redirects=False,  # a password must not go to an address that the user did not name
                proxies=None if proxy else _NO_PROXY,
                stream=True,
            )
            if response.status_code != 401:
                return response
            with response:
                challenges = read_challenges(response.raw.headers.getlist("WWW-Authenticate"))
            identity = answer_challenge(challenges, credentials)
            if last or identity is None or (known and not _is_renewed(known, identity)):
                break
            self._identified[origin] = identity
        raise NotAuthorised(f"{address}: 401, {why_unauthorised(challenges, credentials, known)}")

    def _server(self, address: str) -> tuple[Credentials, str]:
        """Return the credentials for a server, and the proxy by which it is asked; remark what a user should know of it."""
        origin = origin_of(address)  # an authentication holds for all addresses of a server
        if origin not in self._servers:
            if origin.startswith("https:"):
                self._session.verify = trusted_certificates()
            credentials, proxy = find_credentials(address, self._target), proxy_for(address)
            self._servers[origin] = credentials, proxy
            if credentials.given and origin.startswith("http:") and not is_here(address):
                self._remark(
                    f"{origin} is not encrypted: others on the way can read credentials and data; use https if you can"
                )
            if credentials.withheld:
                self._remark(credentials.withheld)
            if proxy:
                self._remark(f"{origin} is asked by the proxy {masked(proxy)}, as the environment says")
        return self._servers[origin]

    def _wait(self, address: str, trouble: StoreError, attempt: int, asked: float | None, end: float) -> None:
        seconds = _FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.75, 1.25) if asked is None else asked
        if seconds > LONGEST_WAIT:
            raise Refused(f"{address}: asks to come back in {seconds:.0f} s; run the command again then")
        if time.monotonic() + seconds >= end:
            raise trouble
        reason = str(trouble).removeprefix(f"{address}: ").split(";")[0]
        self._remark(f"{reason}; trying again in {seconds:.1f} s ({attempt + 1} of {self._tries})")
        time.sleep(seconds)

    def _too_late(self, address: str) -> Unreachable:
        seconds = ALL_IN_ALL * self._timeout
        return Unreachable(
            f"{address}: no whole answer within {seconds:g} s, {ALL_IN_ALL} times --timeout; give it more, or look into its log"
        )


class _Session(requests.Session):
    """A session that follows no redirect, and so need not understand where one leads."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return nothing. The library looks where a redirect leads though it is not to follow, and fails on odd letters."""
        return None


def _unidentified(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Return the request as it is. Without an ``auth``, the library requests would take credentials from netrc."""
    return request


def _is_renewed(known: AuthBase, identity: AuthBase) -> bool:
    """Return whether a server asks for another digest than it was sent: what it has given to make one of holds for a while."""
    return isinstance(known, Digest) and isinstance(identity, Digest) and known.nonce != identity.nonce


def _read(response: requests.Response, address: str, most: int) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_content(_CHUNK):
        size += len(piece)
        if size > most:
            raise AnswerTooLarge(f"{address}: answers with more than {most:,} bytes; is it the store, and this graph radkg's?")
        pieces.append(piece)
    return b"".join(pieces)


def _asked_to_wait(response: requests.Response) -> float | None:
    """Return the seconds that a server asks to wait; ``None`` where it does not."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if re.fullmatch(r"\d{1,9}", asked) else None
