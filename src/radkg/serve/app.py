"""The application: which part of it answers at which path."""

from __future__ import annotations

from http import HTTPMethod
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from radkg.serve.api import Api
from radkg.serve.pages import ServedPages
from radkg.serve.problems import HttpProblem
from radkg.serve.protocol import Sparql

if TYPE_CHECKING:
    from radkg.serve.service import GraphService


def application(service: GraphService) -> Starlette:
    """Return the application.

    Args:
        service: What answers.
    """
    pages = ServedPages(service)
    api = Api(service)
    return Starlette(
        routes=[
            Route("/sparql", Sparql(service).answer, methods=[*HTTPMethod]),
            Route("/openapi.json", api.describe, methods=["GET"]),
            Route("/api/{verb}", api.answer, methods=[*HTTPMethod]),
            Route("/health", pages.health, methods=["GET"]),
            Route("/metrics", pages.metrics, methods=["GET"]),
            Route("/robots.txt", pages.robots, methods=["GET"]),
            Route("/{path:path}", pages.answer, methods=[*HTTPMethod]),
        ],
        exception_handlers={
            405: lambda request, error: HttpProblem(405, "only GET", {"allow": "GET, HEAD"}).response(),
            ClientDisconnect: lambda request, error: Response(status_code=499),
            HttpProblem: lambda request, problem: problem.response(),
        },
    )
