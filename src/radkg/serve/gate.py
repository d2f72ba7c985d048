"""What every request passes: whose it may be, how large it may be, and what every response says to browsers."""

from __future__ import annotations

import ipaddress
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from radkg.serve.log import say
from radkg.serve.problems import HttpProblem

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from radkg.serve.metrics import Metrics

LARGEST_BODY = 16 * 2**20  # bytes
_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'{}; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Scripts may compile the engine, which is WebAssembly; nothing else may.
_COMPILING = _POLICY.format(" 'wasm-unsafe-eval'").encode()
_USUAL = _POLICY.format("").encode()


class Gate:
    """Stands before the application.

    Args:
        app: The application.
        hosts: Names that the server may be called by, without port, besides addresses; any where it is empty.
        origins: Origins of pages elsewhere whose scripts may ask; ``*`` for any.
        prefix: The path that stands before all paths, without a slash at its end.
        figures: What is counted.
        log: Whether requests are logged.
        log_queries: Whether with what they ask.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        origins: Collection[str],
        prefix: str,
        figures: Metrics,
        log: bool,
        log_queries: bool,
    ) -> None:
        self._app, self._figures, self._prefix = app, figures, prefix
        self._hosts = frozenset(host.lower() for host in hosts)
        self._origins = frozenset(origin.lower().rstrip("/") for origin in origins)
        self._log, self._log_queries = log, log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return
        begun = time.perf_counter()
        said = dict(scope["headers"])  # the last, where a header stands twice
        answered: dict[str, Any] = {"status": 500, "bytes": 0, "begun": False}
        headers = self._headers(scope, said)

        async def bounded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message = {**message, "headers": [*message["headers"], *(h for h in headers if h[0] not in own)]}
                answered.update(status=message["status"], begun=True)
            else:
                answered["bytes"] += len(message.get("body", b""))
            await send(message)

        if self._prefix and scope["path"].startswith(f"{self._prefix}/"):
            scope = {**scope, "path": scope["path"][len(self._prefix) :]}
        with self._figures.in_flight():
            try:
                refused = self._refused(scope, said)
                if refused is not None:
                    await refused.response()(scope, receive, bounded_send)
                elif scope["method"] == "OPTIONS":
                    await self._preflight(said)(scope, receive, bounded_send)
                else:
                    await self._app(scope, _Bounded(receive), bounded_send)
            except HttpProblem as problem:
                await problem.response()(scope, receive, bounded_send)
            except Exception as error:  # a defect, of which the client is told no more than that there is one
                self._report(error)
                if not answered["begun"]:
                    await HttpProblem(500, "a defect of radkg's own; please report it").response()(scope, receive, bounded_send)
        seconds = time.perf_counter() - begun
        self._figures.count(scope, answered["status"], seconds)
        if self._log:
            self._write_log(scope, answered, seconds)

    def _refused(self, scope: Scope, said: dict[bytes, bytes]) -> HttpProblem | None:
        names = [value for name, value in scope["headers"] if name == b"host"]
        if len(names) > 1 or not self._is_own(names[0].decode("latin-1") if names else ""):
            return HttpProblem(421, "this server is not called so; --allow-host has it answer to the name")
        origin = said.get(b"origin")
        if origin is not None and scope["method"] not in _SAFE and not self._may_ask(scope, said):
            return HttpProblem(403, "a page of another origin may not ask; --cors allows it")
        if int(said.get(b"content-length", b"0") or b"0") > LARGEST_BODY:
            return HttpProblem(413, f"larger than {LARGEST_BODY // 2**20} MB")
        return None

    def _is_own(self, name: str) -> bool:
        """Return whether the server may be called by a name: an address may, as nobody can have it point elsewhere."""
        try:
            host = (urlsplit(f"//{name}").hostname or "").lower()
        except ValueError:
            return False
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return host.rstrip(".") in self._hosts
        return True

    def _may_ask(self, scope: Scope, said: dict[bytes, bytes]) -> bool:
        """Return whether the origin of a request is this server, or one that is allowed."""
        if said.get(b"sec-fetch-site") == b"same-origin":  # a browser says so, and no page can have it say so
            return True
        origin = said[b"origin"].decode("latin-1").lower()
        own = said.get(b"host", b"").decode("latin-1").lower()
        return origin.partition("://")[2] == own or bool({"*", origin} & self._origins)

    def _headers(self, scope: Scope, said: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        """Return what a response says to browsers."""
        is_script = scope["path"].startswith((f"{self._prefix}/scripts/", f"{self._prefix}/vendored/"))
        headers = [
            (b"content-security-policy", _COMPILING if is_script else _USUAL),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]
        origin = said.get(b"origin")
        if "*" in self._origins:
            headers.append((b"access-control-allow-origin", b"*"))
        elif origin is not None and origin.decode("latin-1").lower() in self._origins:
            headers.append((b"access-control-allow-origin", origin))
        else:
            headers.append((b"cross-origin-resource-policy", b"same-origin"))
        if self._origins:
            headers.append((b"access-control-expose-headers", b"etag, link, content-location, retry-after"))
        return headers

    def _preflight(self, said: dict[bytes, bytes]) -> Any:
        from starlette.responses import Response

        allowed = {"access-control-allow-methods": "GET, HEAD, POST", "access-control-allow-headers": "accept, content-type"}
        return Response(status_code=204, headers={"allow": "GET, HEAD, POST, OPTIONS", **(allowed if self._origins else {})})

    @staticmethod
    def _report(error: Exception) -> None:
        """Report a defect, without what was asked."""
        import traceback

        at = traceback.format_tb(error.__traceback__)[-1].strip()
        say(json.dumps({"level": "error", "defect": type(error).__name__, "at": at}))

    def _write_log(self, scope: Scope, answered: dict[str, Any], seconds: float) -> None:
        client = scope.get("client") or ("", 0)
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": client[0],
            "method": scope["method"],
            "path": scope["path"][:500],
            "status": answered["status"],
            "bytes": answered["bytes"],
            "ms": round(seconds * 1000, 1),
        }
        if self._log_queries:
            asked = scope.get("query_string", b"").decode("latin-1") or scope.get("state", {}).get("asked", "")
            line["asked"] = asked[:4000]
        say(json.dumps(line))


class _Bounded:
    """Receives a body of a bounded size.

    Args:
        receive: Receives the next piece of it.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive, self._bytes = receive, 0

    async def __call__(self) -> Message:
        """Return the next piece.

        Raises:
            HttpProblem: The body is larger than `LARGEST_BODY`.
        """
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > LARGEST_BODY:
            raise HttpProblem(413, f"larger than {LARGEST_BODY // 2**20} MB", {"connection": "close"})
        return message
