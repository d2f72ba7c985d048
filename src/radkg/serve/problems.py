"""What went wrong, as clients are told it: problem details in JSON, by RFC 9457."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from radkg.questions.confined import Stopped
from radkg.questions.limited import stopped
from radkg.serve.pool import Busy
from radkg.serve.workers import BEHIND, MALFORMED, NAME, REFUSED, UNACCEPTABLE, UNKNOWN, UNUSABLE

MEDIA_TYPE = "application/problem+json"
_STATUS = {REFUSED: 403, MALFORMED: 400, UNKNOWN: 404, UNACCEPTABLE: 406, UNUSABLE: 400, BEHIND: 502}
_BEYOND = {"time": 504, "processor": 504, "memory": 422, "depth": 422, "interest": 499}
_ADDRESS = re.compile(r"https?://[^\s;,)]+:? ?")
_RETRY = "2"  # seconds


class HttpProblem(Exception):
    """Something that a client is told.

    Args:
        status: The status code.
        detail: What is wrong, and what to do.
        headers: Headers of the response.
    """

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.detail, self.headers = status, detail, headers or {}
        super().__init__(detail)

    def response(self) -> Response:
        """Return it as a response."""
        return Response(json.dumps(self.body()), self.status, {**self.headers, "cache-control": "no-store"}, MEDIA_TYPE)

    def body(self) -> dict[str, Any]:
        """Return it as JSON."""
        known = self.status in HTTPStatus._value2member_map_
        title = HTTPStatus(self.status).phrase if known else "Client closed request"
        return {"type": "about:blank", "title": title, "status": self.status, "detail": self.detail}


def of_error(header: dict[str, Any]) -> HttpProblem | None:
    """Return what the header of a worker's answer says is wrong; ``None`` where nothing is."""
    if "error" in header:
        message = header["message"]
        if header["error"] == BEHIND:  # where the store is, only who runs the server needs to know
            message = f"the store behind: {re.sub(_ADDRESS, '', message)}"
        return HttpProblem(_STATUS[header["error"]], message)
    if "defect" in header:
        return HttpProblem(500, "a defect of radkg's own; please report it, with what was asked")
    return None


def of_stop(stop: Stopped, seconds: float, what: str = NAME) -> HttpProblem:
    """Return that a task went beyond a bound.

    Args:
        stop: The bound.
        seconds: The limit of time.
        what: What the task is called.
    """
    if stop.bound == "interest":
        return HttpProblem(_BEYOND["interest"], "nobody waits for the answer any more")
    told = str(stopped(stop.bound, what, seconds)).replace(" or give it more with --timeout", "")
    if what != NAME:
        told = told.replace("narrow the query", "ask for less")
    return HttpProblem(_BEYOND[stop.bound], told)


def of_busy(busy: Busy) -> HttpProblem:
    """Return that too much is asked at once."""
    return HttpProblem(503, "too much is asked at once; try again in a while", {"retry-after": _RETRY})
