"""The command line, made from the registry of verbs. What a verb needs is imported when it runs, so that help is instant."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING

from radkg.cli import streams, tables
from radkg.cli.codes import EXIT_BROKEN_PIPE, EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_NOT_USABLE
from radkg.cli.services import SERVICES
from radkg.shown import shown
from radkg.verbs import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

_OF_THE_SYSTEM = (errno.ENOSPC, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)  # no defect of anybody's


def program() -> NoReturn:
    """Run one command as a process of its own, which ends with it."""
    # what is kept of a graph grows, and the collector would look through all of it again and again; it finds next to nothing
    gc.set_threshold(50_000, 20, 100)
    code = EXIT_DEFECT
    try:
        code = main(is_program=True)
    except BaseException:  # what is asked for with RADKG_DEBUG, or a defect in what tells of defects
        import traceback

        streams.say(traceback.format_exc(), end="")
    # The system takes back the memory; to take the graph apart first would be a twelfth of a check's time. And the interpreter
    # would end with a code of its own where a stream fails.
    os._exit(code)


def main(argv: Sequence[str] | None = None, *, is_program: bool = False) -> int:
    """Run one command and return its exit code.

    Args:
        argv: The command with its arguments; those of this process where not given.
        is_program: Whether this process ends with the command, which then has limits of time and memory.
    """
    try:
        streams.get_ready()
        return _main(list(sys.argv[1:] if argv is None else argv), is_program=is_program)
    except streams.OutputFailed as failure:
        streams.let_go()
        if failure.is_pipe:  # `radkg … | head`: the reader has had enough
            return EXIT_BROKEN_PIPE
        streams.say(f"radkg: {failure}")
        return EXIT_NOT_USABLE
    except SystemExit as end:  # what argparse makes of --help, or of an option that is not there
        return int(end.code or 0)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _main(arguments: list[str], *, is_program: bool) -> int:
    if arguments and arguments[0] == "help" and len(arguments) > 1:  # as `radkg COMMAND --help`
        arguments = [*arguments[1:], "--help"]
    if not arguments or arguments[0] in ("-h", "--help", "help", "-q", "--quiet"):
        if len(arguments) > 1 and arguments[1] in (*COMMANDS, *SERVICES):  # -q may stand in front
            return _run(arguments[1], [arguments[0], *arguments[2:]], is_program=is_program)
        streams.write(_help() + "\n")
        return 0 if arguments and "q" not in arguments[0] else EXIT_NOT_USABLE
    command, *rest = arguments
    if command in COMMANDS or command in SERVICES:
        return _run(command, rest, is_program=is_program)
    if command in tables.OWN:
        from radkg.cli import besides

        return besides.run(command, rest)
    from difflib import get_close_matches

    near = get_close_matches(command.lower(), [*COMMANDS, *SERVICES, "help", *tables.OWN], 1, 0.7)
    hint = f"did you mean {near[0]!r}? " if near else ""
    streams.say(f"radkg: there is no command {command!r}; {hint}`radkg --help` lists them")
    return EXIT_NOT_USABLE


def _run(command: str, arguments: list[str], *, is_program: bool) -> int:
    from radkg.cli import parser, progress, rendering, services, supervised
    from radkg.errors import RadkgError

    try:
        if command in SERVICES:
            return services.run(command, parser.read_service(command, arguments))
        verb, values = parser.read(command, arguments)
        if is_program and (code := supervised.begin(verb, values)) is not None:
            return code
        given = [(parameter, values[parameter.name]) for parameter in verb.parameters]
        form, quiet = values["format"], values["quiet"]
        is_page = values.get("open", False)
        result = verb.call(
            progress.command_line("html" if is_page and form == "text" else form, supervised.lift, quiet=quiet),
            **{p.keyword: value for p, value in given if p.to in ("call", "load")},
        )
        if is_page:
            rendering.open_in_browser(result, form)
        else:
            options = {p.keyword: value for p, value in given if p.to == "text"}
            rendering.show(verb, result, form, options, quiet=quiet)
        return result.exit_code
    except RadkgError as error:
        streams.say(f"radkg: {error}")
        return EXIT_NOT_USABLE
    except streams.OutputFailed:
        raise
    except MemoryError:
        streams.say("radkg: there is not enough memory; give it less to read")
        return EXIT_NOT_USABLE
    except Exception as error:
        if os.environ.get("RADKG_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM:
            streams.say(f"radkg: the system refuses: {shown(str(error))}; make room, or run less at once")
            return EXIT_NOT_USABLE
        streams.say(
            f"radkg: a defect of radkg's own: {type(error).__name__}: {shown(str(error))}\n"
            "  Please report it, with the command; RADKG_DEBUG=1 shows where it happened."
        )
        return EXIT_DEFECT


def _help() -> str:
    from radkg.resources import help_text

    def listed(named: Mapping[str, str]) -> str:
        width = max(map(len, named), default=0)
        return "\n".join(f"  {name:{width}}  {summary}" for name, summary in named.items())

    return (
        help_text("radkg")
        .replace("{verbs}", listed(COMMANDS))
        .replace("{services}", listed({name: service.summary for name, service in SERVICES.items()}))
        .replace("{besides}", listed(tables.BESIDES))
    )
