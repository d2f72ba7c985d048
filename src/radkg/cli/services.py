"""The services: commands that run until they are stopped, and offer the verbs to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from radkg.verbs import COMMON, VERBS, Parameter, Verb


def _mcp(**given: Any) -> int:
    try:
        from radkg.mcp import serving
    except ImportError as error:
        from radkg.errors import MissingPackage

        raise MissingPackage("radkg mcp", "mcp") from error
    return serving.run(**given)


class Service(NamedTuple):
    """A command that runs until it is stopped.

    Attributes:
        name: Its name.
        summary: What it does, in a line.
        description: What it does, in a sentence.
        parameters: Its parameters, in the order of the help.
        call: Runs it: takes the values of its parameters by keyword, and returns the exit code.
        exits: Exit code to what it means.
    """

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    call: Callable[..., int]
    exits: Mapping[int, str]

    @property
    def command(self) -> str:
        """The word that the command line knows it by."""
        return self.name


_OF_SHOW = {parameter.name: parameter for parameter in VERBS["show"].parameters}

_MCP = Service(
    "mcp",
    "tools for language models, by the Model Context Protocol",
    "Offer verdicts, terms and named questions as tools to language models, by the Model Context Protocol.",
    (
        Parameter("http", "flag", "serve streamable HTTP, instead of standard input and output", False),
        Parameter("host", "text", "with --http: the address to listen on (127.0.0.1)", "127.0.0.1", placeholder="ADDRESS"),
        Parameter(
            "port", "integer", "with --http: the port to listen on (8765)", 8765, placeholder="N", minimum=0, maximum=65535
        ),
        Parameter(
            "allow_host",
            "text",
            "with --http: a name by which clients may address the server; needed where it does not listen on loopback",
            placeholder="NAME",
            repeatable=True,
        ),
        Parameter("workers", "integer", "how many processes answer (2)", 2, placeholder="N", minimum=1, maximum=64),
        Parameter(
            "timeout",
            "seconds",
            "stop what takes longer to answer (30)",
            30.0,
            placeholder="SECONDS",
            minimum=0,
            maximum=3600,
        ),
        _OF_SHOW["ontology"],
        _OF_SHOW["with"],
    ),
    _mcp,
    {
        0: "standard input has ended",
        2: "a file cannot be read, or it cannot listen there",
    },
)

_WRITTEN: tuple[Service, ...] = (_MCP,)

#: Every service by its name.
SERVICES = {service.name: service._replace(parameters=(*service.parameters, *COMMON)) for service in _WRITTEN}

#: All that the help and the manual describe.
DESCRIBED: tuple[Verb | Service, ...] = (*VERBS.values(), *SERVICES.values())


def run(command: str, values: Mapping[str, Any]) -> int:
    """Run one of `SERVICES` with the values of its parameters by name, and return the exit code."""
    service = SERVICES[command]
    return service.call(**{parameter.keyword: values[parameter.name] for parameter in service.parameters})
