"""The services: commands that run until they are stopped, and offer the verbs to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from radkg.verbs import COMMON, VERBS, Parameter, Verb


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


_WRITTEN: tuple[Service, ...] = ()

#: Every service by its name.
SERVICES = {service.name: service._replace(parameters=(*service.parameters, *COMMON)) for service in _WRITTEN}

#: All that the help and the manual describe.
DESCRIBED: tuple[Verb | Service, ...] = (*VERBS.values(), *SERVICES.values())


def run(command: str, values: Mapping[str, Any]) -> int:
    """Run one of `SERVICES` with the values of its parameters by name, and return the exit code."""
    service = SERVICES[command]
    return service.call(**{parameter.keyword: values[parameter.name] for parameter in service.parameters})
