"""The parser of a command, made from the parameters of its verb."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from radkg.cli import streams
from radkg.cli.services import DESCRIBED, SERVICES
from radkg.cli.tables import BESIDES, SHELLS
from radkg.resources import help_text
from radkg.shown import shown
from radkg.verbs import COMMANDS, GROUPS, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

    from radkg.verbs import Parameter, Verb

_ACTION = "action of the command"  # no parameter can have this name


class Parser(argparse.ArgumentParser):
    """A parser that asks how wide the terminal is when it prints something, and not for each argument that is added."""

    def __init__(self, **options: Any) -> None:
        self._width = 80
        super().__init__(**options, formatter_class=self._formatter, allow_abbrev=False)
        self.color = False  # Python 3.14 has colours of its own

    def _formatter(self, prog: str) -> argparse.HelpFormatter:
        return argparse.RawDescriptionHelpFormatter(prog, width=self._width)

    def format_usage(self) -> str:
        """Return how the command is used, in lines of the terminal's width."""
        self._measure()
        return super().format_usage()

    def format_help(self) -> str:
        """Return the help, in lines of the terminal's width."""
        self._measure()
        return super().format_help()

    def print_help(self, file: object = None) -> None:
        """Print the help on standard output."""
        streams.write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Print how the command is used, and what is wrong: a word of the command line may hold anything."""
        streams.say(f"{self.format_usage()}{self.prog}: error: {shown(message)}{self._hint(message)}")
        raise SystemExit(2)

    def _hint(self, message: str) -> str:
        """Return which option may be meant by the first one that there is not; empty where none is like it."""
        from difflib import get_close_matches

        odd = message.removeprefix("unrecognized arguments: ").partition(" ")[0].partition("=")[0]
        near = get_close_matches(odd, self._option_string_actions, 1, 0.7) if odd.startswith("--") else []
        return f"; did you mean {near[0]}?" if near else ""

    def _measure(self) -> None:
        self._width = streams.columns(80) - 2  # as argparse has it


def read(command: str, arguments: Sequence[str]) -> tuple[Verb, dict[str, Any]]:
    """Return which verb is meant, and the values of its parameters by name.

    A wrong argument ends the process with a message and exit code 2, ``--help`` with 0.
    """
    parser = parser_of(command)
    found = vars(parser.parse_args(arguments))
    verb = VERBS[f"{command} {found[_ACTION]}" if command in GROUPS else command]
    return verb, _values(parser, verb.parameters, found)


def read_service(command: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the values of the parameters of one of `radkg.cli.services.SERVICES`, by name; see `read`."""
    parser = parser_of(command)
    return _values(parser, SERVICES[command].parameters, vars(parser.parse_args(arguments)))


def _values(parser: Parser, parameters: Sequence[Parameter], found: Mapping[str, Any]) -> dict[str, Any]:
    for parameter in parameters:
        if parameter.of and not found[parameter.of] and found[parameter.name] not in (None, [], parameter.default):
            parser.error(f"argument {parameter.flag}: only with --{parameter.of}")
    return {parameter.name: _value(parameter, found[parameter.name]) for parameter in parameters}


def parser_of(command: str) -> Parser:
    """Return the parser of one of `radkg.verbs.COMMANDS` or of `radkg.cli.services.SERVICES`."""
    described = {described.name: described.description for described in (*DESCRIBED, *GROUPS.values())}
    parser = Parser(prog=f"radkg {command}", description=described[command], epilog=help_text(command))
    _fill(parser, command)
    return parser


def parser_of_all() -> Parser:
    """Return one parser of all commands, from which completions are made."""
    parser = Parser(prog="radkg")
    commands = parser.add_subparsers(dest="command")
    for command, summary in {**COMMANDS, **{name: service.summary for name, service in SERVICES.items()}}.items():
        _fill(commands.add_parser(command, help=summary), command)
    for usage, summary in BESIDES.items():
        name, _, word = usage.partition(" ")
        if name.startswith("-"):
            continue
        beside = commands.add_parser(name, help=summary)
        if word:
            beside.add_argument(word, choices=list({"COMMAND": [*COMMANDS, *SERVICES], "SHELL": SHELLS}[word]))
    return parser


def _fill(parser: Parser, command: str) -> None:
    if command not in GROUPS:
        _add_all(parser, SERVICES[command].parameters if command in SERVICES else VERBS[command].parameters)
        return
    verbs = {verb.name.partition(" ")[2]: verb for verb in VERBS.values() if verb.command == command}
    actions = parser.add_subparsers(dest=_ACTION, metavar="|".join(verbs), required=True)
    for name, verb in verbs.items():
        _add_all(actions.add_parser(name, help=verb.summary), verb.parameters)


def _add_all(parser: Parser, parameters: Sequence[Parameter]) -> None:
    rivals: dict[str, Any] = {}
    for parameter in parameters:
        to: Any = parser
        if parameter.rivals:
            required = any(other.required for other in parameters if other.rivals == parameter.rivals)
            to = rivals.setdefault(parameter.rivals, None) or parser.add_mutually_exclusive_group(required=required)
            rivals[parameter.rivals] = to
        _add(to, parameter)


def _add(to: Any, parameter: Parameter) -> None:
    options: dict[str, Any] = {"help": parameter.about}
    if parameter.kind == "flag":
        options["action"] = "store_true"
    elif parameter.kind == "switch":
        options |= {"action": argparse.BooleanOptionalAction, "default": parameter.default}
    else:
        options |= {
            "default": [] if parameter.repeatable or parameter.kind == "words" else parameter.default,
            "metavar": parameter.placeholder or None,
            "choices": parameter.choices or None,
            "type": _reader(parameter),
        }
        if parameter.positional:
            options["nargs"] = _number(parameter)
        elif parameter.repeatable:
            options["action"] = "append"
    if parameter.positional:
        to.add_argument(parameter.name, **options)
    else:
        short = [parameter.short] if parameter.short else []
        to.add_argument(*short, parameter.flag, dest=parameter.name, **options)


def _number(parameter: Parameter) -> str | None:
    """Return how many words a parameter takes that is given without its name."""
    if parameter.kind == "words":
        return "*" if parameter.rivals or not parameter.required else "+"
    if parameter.repeatable:
        return "+" if parameter.required else "*"
    return None if parameter.required else "?"


def _reader(parameter: Parameter) -> Callable[[str], object] | None:
    if parameter.kind == "number":
        return float
    if parameter.kind not in ("integer", "seconds"):
        return None

    def read_number(text: str) -> float:
        least, most = parameter.minimum or 0, parameter.maximum or float("inf")
        if parameter.kind == "integer":
            if not text.isdecimal() or not least <= int(text) <= most:
                raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least:g} to {most:g}")
            return int(text)
        try:
            value = float(text)
        except ValueError:
            value = least
        if not least < value <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds between {least:g} and {most:g}")
        return value

    return read_number


def _value(parameter: Parameter, found: Any) -> Any:
    if parameter.kind == "words":
        return " ".join(found) if found else None
    if parameter.commas:
        return [part.strip() for value in found for part in value.split(",") if part.strip()]
    return found
