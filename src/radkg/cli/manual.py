"""The manual page, made from the registry of verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from radkg.cli.services import DESCRIBED, SERVICES
from radkg.cli.tables import BESIDES, ENVIRONMENT
from radkg.resources import help_text
from radkg.verbs import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from radkg.cli.services import Service
    from radkg.verbs import Parameter, Verb


def usage(verb: Verb | Service) -> str:
    """Return how a verb is called, without its options: ``radkg show [OPTION …] TERM``."""
    given = [parameter for parameter in verb.parameters if parameter.positional]
    return " ".join([f"radkg {verb.name} [OPTION …]", *map(_word, given)])


def option(parameter: Parameter) -> str:
    """Return how a parameter is written on the command line: ``-p, --param NAME=VALUE``."""
    if parameter.positional:
        return _word(parameter)
    value = "{" + ",".join(parameter.choices) + "}" if parameter.choices and not parameter.placeholder else parameter.word
    flag = f"--[no-]{parameter.flag.removeprefix('--')}" if parameter.kind == "switch" else parameter.flag
    words = f"{parameter.short}, {flag}" if parameter.short else flag
    return words if parameter.kind in ("flag", "switch") else f"{words} {value}"


def _word(parameter: Parameter) -> str:
    word = parameter.word
    word += " …" if parameter.repeatable or parameter.kind == "words" else ""
    return word if parameter.required and not parameter.rivals else f"[{word}]"


def page() -> str:
    """Return the manual page of radkg, in roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    from radkg import __version__

    yield f'.TH RADKG 1 "" "radkg {_escaped(__version__)}" "User commands"'
    yield from (".SH NAME", _escaped("radkg - the radiology knowledge graph"))
    yield from (".SH SYNOPSIS", *(f".B {_escaped(usage(verb))}\n.br" for verb in DESCRIBED))
    yield from (".SH COMMANDS", *_items(COMMANDS.items()))
    yield from _items((name, service.summary) for name, service in SERVICES.items())
    yield from _items(BESIDES.items())
    for verb in DESCRIBED:
        yield f".SH {_escaped(f'radkg {verb.name}'.upper())}"
        yield _escaped(verb.description)
        yield from _items((option(parameter), parameter.about) for parameter in verb.parameters)
        yield from (
            ".PP",
            "Exit status: " + _escaped("; ".join(f"{code}: {about}" for code, about in verb.exits.items())) + ".",
        )
        yield from (".PP", ".nf", *map(_escaped, help_text(verb.command).splitlines()), ".fi")
    yield from (".SH ENVIRONMENT", *_items(ENVIRONMENT.items()))


def _items(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, about in pairs:
        yield from (".TP", f".B {_escaped(name)}", _escaped(about))


def _escaped(text: str) -> str:
    """Return a text as roff takes it: hyphens to be typed, and no line that begins with a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in escaped.splitlines())
