"""The services: commands that run until they are stopped, and offer the verbs to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from radkg.verbs import COMMON, ONTOLOGY, VERBS, WITH, Parameter, Verb


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


def _serve(**values: Any) -> int:
    from radkg.serve import serve

    return serve(**values)


def _mcp(**values: Any) -> int:
    try:
        from radkg.mcp import serving
    except ImportError as error:
        from radkg.errors import MissingPackage

        raise MissingPackage("radkg mcp", "mcp") from error
    return serving.run(**values)


_TIMEOUT = Parameter("timeout", "seconds", "stop what takes longer (30)", 30.0, placeholder="SECONDS", minimum=0, maximum=3600)

_WRITTEN: tuple[Service, ...] = (
    Service(
        "serve",
        "the graph over HTTP: SPARQL, an API of the verbs, and pages",
        "Serve the graph over HTTP, for reading: SPARQL at /sparql, the verbs as JSON at /api/, and the site, with forms that "
        "need no JavaScript.",
        (
            Parameter("host", "text", "the address to listen at (127.0.0.1)", "127.0.0.1", placeholder="ADDRESS"),
            Parameter(
                "port",
                "integer",
                "the port to listen at (8000); 0: one that is free",
                8000,
                placeholder="PORT",
                minimum=0,
                maximum=65535,
            ),
            Parameter("base", "url", "the address that others reach it by, where a proxy stands before it", placeholder="URL"),
            Parameter(
                "workers",
                "integer",
                "how many processes run SPARQL, and how many answer the rest; one for each core where not given",
                placeholder="N",
                minimum=1,
                maximum=256,
            ),
            _TIMEOUT,
            Parameter(
                "rows",
                "integer",
                "refuse answers with more rows (1000000)",
                1_000_000,
                placeholder="N",
                minimum=1,
                maximum=1_000_000_000,
            ),
            Parameter(
                "allow_host",
                "text",
                "a name that it may be called by, besides localhost and that of --base; may be given more than once",
                placeholder="NAME",
                repeatable=True,
            ),
            Parameter(
                "cors",
                "text",
                "an origin whose scripts may ask, or * for any; may be given more than once; none where not given",
                placeholder="ORIGIN",
                repeatable=True,
            ),
            Parameter("log_queries", "flag", "have the log say what is asked", False),
            Parameter(
                "store",
                "text",
                "have a triple store answer SPARQL and named questions: a TARGET of radkg load, or the address that it takes "
                "queries at",
                placeholder="URL",
            ),
            ONTOLOGY,
            WITH,
        ),
        _serve,
        {0: "stopped when it was told to", 2: "an option is wrong, the address is taken, or a file cannot be read"},
    ),
    Service(
        "mcp",
        "tools for language models, by the Model Context Protocol",
        "Offer verdicts, terms and named questions as tools to language models, by the Model Context Protocol.",
        (
            Parameter("http", "flag", "serve streamable HTTP, instead of standard input and output", False),
            Parameter("host", "text", "with --http: the address to listen at (127.0.0.1)", "127.0.0.1", placeholder="ADDRESS"),
            Parameter(
                "port",
                "integer",
                "with --http: the port to listen at (8765); 0: one that is free",
                8765,
                placeholder="PORT",
                minimum=0,
                maximum=65535,
            ),
            Parameter(
                "allow_host",
                "text",
                "with --http: a name that it may be called by; needed where it does not listen at loopback; may be given more "
                "than once",
                placeholder="NAME",
                repeatable=True,
            ),
            Parameter("workers", "integer", "how many processes answer (2)", 2, placeholder="N", minimum=1, maximum=256),
            _TIMEOUT,
            ONTOLOGY,
            WITH,
        ),
        _mcp,
        {0: "standard input has ended", 2: "an option is wrong, the address is taken, or a file cannot be read"},
    ),
)

#: Every service by its name.
SERVICES = {service.name: service._replace(parameters=(*service.parameters, *COMMON)) for service in _WRITTEN}

#: All that the help and the manual describe.
DESCRIBED: tuple[Verb | Service, ...] = (*VERBS.values(), *SERVICES.values())


def run(command: str, values: Mapping[str, Any]) -> int:
    """Run one of `SERVICES` with the values of its parameters by name, and return the exit code."""
    service = SERVICES[command]
    return service.call(**{parameter.keyword: values[parameter.name] for parameter in service.parameters})
