"""The command line, made from the registry of verbs. What a verb needs is imported when it runs, so that help is instant."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from radkg.cli import streams
from radkg.cli.codes import EXIT_BROKEN_PIPE, EXIT_DEFECT, EXIT_INTERRUPTED, EXIT_NOT_USABLE
from radkg.shown import shown
from radkg.verbs import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_OF_THE_SYSTEM = (errno.ENOSPC, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)  # no defect of anybody's


def program() -> NoReturn:
    """Run one command as a process of its own, which ends with it."""
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
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        streams.write(_help() + "\n")
        return 0 if arguments else EXIT_NOT_USABLE
    if arguments[0] in ("-V", "--version"):
        from radkg import __version__

        streams.write(f"radkg {__version__}\n")
        return 0
    verb = arguments.pop(0)
    if verb not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(verb, COMMANDS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        streams.say(f"radkg: there is no command {verb!r}{hint} `radkg --help` lists them")
        return EXIT_NOT_USABLE
    return _run(verb, arguments, is_program=is_program)


def _run(command: str, arguments: list[str], *, is_program: bool) -> int:
    from radkg.cli import parser, progress, rendering, supervised
    from radkg.errors import RadkgError

    try:
        verb, values = parser.read(command, arguments)
        if is_program and (code := supervised.begin(verb, values)) is not None:
            return code
        given = [(parameter, values[parameter.name]) for parameter in verb.parameters]
        result = verb.call(
            progress.command_line(values["format"], supervised.lift),
            **{p.keyword: value for p, value in given if p.to in ("call", "load")},
        )
        rendering.show(verb, result, values["format"], {p.keyword: value for p, value in given if p.to == "text"})
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

    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {command:{width}}  {summary}" for command, summary in COMMANDS.items())
    return help_text("radkg").replace("{verbs}", commands)
