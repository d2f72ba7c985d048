"""Why no whole answer came: the line, the certificate, or a proxy in between. Each is told with its remedy."""

from __future__ import annotations

import os
import re
import ssl
from typing import TYPE_CHECKING, NamedTuple

import requests
from requests.utils import get_environ_proxies, select_proxy

from radkg.rdf.addresses import is_here, masked, origin_of
from radkg.stores.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where certificates to trust may be named: the first that is set is heeded.
CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_IS_IT_RUNNING = "is the store running, and is this its address?"
_OTHER_NAME = {62, 64}  # X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL


class Failure(NamedTuple):
    """Why no whole answer came.

    Attributes:
        text: The reason and the remedy.
        is_final: Whether another try would fail as well.
        was_not_sent: Whether the store has not seen the request.
    """

    text: str
    is_final: bool = False
    was_not_sent: bool = False


def proxy_for(address: str) -> str:
    """Return the proxy by which an address is asked, as the environment has it; empty for none. This machine needs none."""
    return "" if is_here(address) else select_proxy(address, get_environ_proxies(address)) or ""


def trusted_certificates() -> str | bool:
    """Return the file or folder with the certificates to trust, as the environment has it; ``True`` for the usual ones.

    Raises:
        StoreError: It is not there.
    """
    name, path = _named_certificates()
    if path and not os.path.exists(path):
        raise StoreError(f"{name}: {path} is not there; name the file with the certificates to trust")
    return path or True


def _named_certificates() -> tuple[str, str]:
    """Return which variable names certificates, and which; empty where none does."""
    return next(((name, path) for name in CERTIFICATES if (path := os.environ.get(name))), ("", ""))


def why_failed(error: requests.exceptions.RequestException, address: str, proxy: str) -> Failure:
    """Return why a request has failed.

    Args:
        error: What the library raised. It is not printed: an address with a password may be in it.
        address: The address that was asked.
        proxy: The proxy by which it was asked; empty for none.
    """
    if isinstance(error, requests.exceptions.ProxyError) and proxy:
        return _of_proxy(error, address, proxy)
    unsent = _was_not_sent(error)
    certificate = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)
    if certificate is not None and isinstance(error, requests.exceptions.SSLError):
        return _of_encryption(certificate)
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        which = f"the proxy {masked(proxy)}" if proxy else "it"
        return Failure(f"cannot be asked; is {which} right, and of a kind that the library requests has?", True, True)
    through = f"asked by the proxy {masked(proxy)}; is it the right one? {_directly(address)}" if proxy else _IS_IT_RUNNING
    return Failure(f"{_reason(error, unsent)}; {through}", was_not_sent=unsent)


def _of_proxy(error: requests.exceptions.ProxyError, address: str, proxy: str) -> Failure:
    said = re.search(r"Tunnel connection failed: (\d{3})", repr(error))
    if said is None:
        return Failure(f"the proxy {masked(proxy)} cannot be reached; correct it, or {_directly(address)}", was_not_sent=True)
    return Failure(refused_by_proxy(int(said[1]), address, proxy), is_final=said[1].startswith("4"), was_not_sent=True)


def refused_by_proxy(code: int, address: str, proxy: str) -> str:
    """Return what a status of a proxy's own means."""
    if code == 407:
        variable = f"{address.partition(':')[0].upper()}_PROXY"
        how = f"write them into {variable}=http://NAME:PASSWORD@…"
        which = f"the proxy {masked(proxy)}".rstrip()
        return f"407, {which} wants a name and a password of its own; {how}, or {_directly(address)}"
    return f"{code}, the proxy {masked(proxy)} does not let this through; ask who runs it, or {_directly(address)}"


def _directly(address: str) -> str:
    return f"NO_PROXY={origin_of(address).rpartition('/')[2]} asks the store directly"


def _of_encryption(error: ssl.SSLError) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        said = " ".join(str(getattr(error, "verify_message", "")).split())[:100]
        what = f"the certificate is not one to trust{f' ({said})' if said else ''}"
        if getattr(error, "verify_code", 0) in _OTHER_NAME:
            return Failure(f"{what}; use the name that it is for", True, True)
        name, path = _named_certificates()
        how = "REQUESTS_CA_BUNDLE (or SSL_CERT_FILE) names the file with it, or with that of who signed it"
        now = f"; {name} names {path} now" if path else ""
        return Failure(f"{what}; if it is the store's own, {how}{now}", True, True)
    if "WRONG_VERSION" in str(error) or "HTTP_REQUEST" in str(error) or "RECORD_LAYER" in str(error):
        return Failure("does not speak TLS; is its address one with http: and not https:?", True, True)
    if "PEM" in str(error) or "NO_CERTIFICATE" in str(error):  # what the file has is none
        name, path = _named_certificates()
        return Failure(f"no certificates can be read from {path}, which {name} names", True, True)
    return Failure(f"no encrypted line can be made; {_IS_IT_RUNNING}", was_not_sent=True)


def _reason(error: requests.exceptions.RequestException, unsent: bool) -> str:
    if isinstance(error, requests.exceptions.Timeout) or "TimeoutError" in repr(error):  # the latter while sending
        return "no sign of life"
    if unsent:
        return "refuses the connection" if "refused" in repr(error).lower() else "cannot be reached"
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)):
        return "the answer breaks off"
    return "closes the connection without a whole answer"


def _was_not_sent(error: requests.exceptions.RequestException) -> bool:
    return isinstance(error, requests.exceptions.ConnectTimeout) or "NewConnectionError" in repr(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it was made of, one within the other."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            yield one
            waiting += [one.__context__, one.__cause__, getattr(one, "reason", None), *one.args]
