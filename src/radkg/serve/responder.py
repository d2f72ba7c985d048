"""What the parts of the application have in common: asking workers, keeping answers, and reading requests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.responses import Response

from radkg.questions.confined import Stopped
from radkg.serve.kept import Answer
from radkg.serve.messages import Message
from radkg.serve.negotiation import takes_gzip
from radkg.serve.pool import Busy
from radkg.serve.problems import HttpProblem, of_busy, of_error, of_stop

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from starlette.requests import Request

    from radkg.serve.service import GraphService

_FIELDS = 200  # of a form
LONGEST = 1_000_000  # characters of a query
BUILDING = 600.0  # seconds for a file of the release, which is made once


class Responder:
    """A part of the application.

    Args:
        service: What answers.
    """

    def __init__(self, service: GraphService) -> None:
        self.service = service

    async def kept(self, key: Hashable, media_type: str, pool: str, task: Message, seconds: float, request: Request) -> Answer:
        """Return an answer that is kept, or that of a worker, which is kept then.

        Raises:
            HttpProblem: There is none.
        """
        found = self.service.kept.get(key)
        if found is None:
            frame = await self.asked(pool, task, seconds, request)
            if frame.header.get("found") is False:
                raise HttpProblem(404, "there is nothing of this name")
            found = Answer.of(frame.body, media_type)
            if self.service.keeps_rows or pool != "others" or task.header["of"].get("verb") != "query":
                self.service.kept.put(key, found)
        return found

    async def asked(self, pool: str, task: Message, seconds: float, request: Request) -> Message:
        """Return the answer of a worker.

        Raises:
            HttpProblem: There is none.
        """
        try:
            frame = await self.service.ask(pool, task, seconds, request.is_disconnected)
        except Busy as busy:
            raise of_busy(busy) from None
        except Stopped as stop:
            raise of_stop(stop, seconds, "query" if pool != "others" else "it") from None
        if problem := of_error(frame.header):
            if "defect" in frame.header:
                self.service.report(frame.header)
            raise problem
        return frame


async def respond(request: Request, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer as a response: compressed, or that the client has it already, where that may be."""
    said = {"cache-control": "no-cache", **(headers or {})}
    tag = answer.etag
    if answer.is_compressible:
        vary = [said.get("vary", ""), "Accept-Encoding"]
        said["vary"] = ", ".join(filter(None, vary))
        if takes_gzip(request.headers.get("accept-encoding")):
            tag = f"{tag}-gzip"
            said["content-encoding"] = "gzip"
    said["etag"] = f'"{tag}"'
    if _has(request.headers.get("if-none-match", ""), said["etag"]):
        kept = {name: value for name, value in said.items() if name not in ("content-encoding",)}
        return Response(status_code=304, headers=kept)
    body = answer.body
    if "content-encoding" in said:
        if answer.compressed is None:
            await asyncio.to_thread(answer.compress)
        assert answer.compressed is not None
        body = answer.compressed
    media = answer.media_type
    if media.startswith("text/") and "charset" not in media:
        media += "; charset=utf-8"
    if request.method == "HEAD":
        return Response(status_code=200, headers={**said, "content-length": str(len(body)), "content-type": media})
    return Response(body, 200, said, media)


def _has(header: str, tag: str) -> bool:
    """Return whether an If-None-Match header has a tag; a weak one is as good, where nothing is changed."""
    return header.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in header.split(",")]


def fields_of(data: bytes | str) -> dict[str, list[str]]:
    """Return the fields of a form or of an address.

    Raises:
        HttpProblem: It is not UTF-8, or has too many.
    """
    try:
        text = data if isinstance(data, str) else data.decode("ascii")
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:  # of which UnicodeError is one
        raise HttpProblem(400, f"the parameters are not UTF-8, or more than {_FIELDS}") from None


def media_type_of(request: Request) -> str:
    """Return the media type of a body, without parameters.

    Raises:
        HttpProblem: It is in another encoding than UTF-8, or packed.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise HttpProblem(415, "the body must not be packed", {"accept-encoding": "identity"})
    media, *parameters = (piece.strip().lower() for piece in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise HttpProblem(415, "the body must be in UTF-8")
    return media
